"""Values of the head and foot of a form: found by their labels, wherever these stand.

A label may stand before its value in one line with others, alone in a cell with the value right
of it or below, or behind it in brackets (“____（企业名称）”).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docforge.forms.definitions.catalogue import Labels
from docforge.forms.definitions.definition import Definition, FieldDefinition
from docforge.forms.lines import Line
from docforge.forms.marks.spans import CELL, MARK, Flat
from docforge.layout import Cell, CellValue, Inline, Table, Text
from docforge.place import Place

# 企业名称(盖章), 检查人员（签字）: part of the label; the province of （晋）XK… is not.
_BRACKETS = r"(?:[ \u3000]*[(（][^()（）]{0,8}(?:[章签字名称人县号填]|全称)[^()（）]{0,8}[)）])?"
_BEFORE = rf"(?:^|(?<=[\s\u3000，。；;：:、)）|/_＿.．\]】{MARK}\d]))"
_AFTER = r"[ \u3000]*[:：]?"
# Another label ends a value; the duties before inspectors' names are no labels.
_UNKNOWN_LABEL = re.compile(
    r"[\s\u3000]+(?!副?组长|组员|成员|专家)[\u4e00-\u9fff]{2,8}"
    r"(?:[(（][^()（）]{0,8}[)）])?[:：]"
)
_NARROW = 6  # characters
_ENDS = re.compile(r"[\s\u3000_＿:：\d(（]|$")
_BLANK_CELL = re.compile(r"[\s\u3000_＿:：年月日]*$")


@dataclass(frozen=True)
class Hit:
    """A label found, with what stands at it. `line` is its place in the run of lines."""

    key: str
    content: tuple[Inline | Table, ...]
    place: Place | None
    line: int
    stored: CellValue = None
    label: str = ""
    cell: Cell | None = None

    @property
    def is_blank(self) -> bool:
        flat = Flat(self.content).text
        return not any(isinstance(part, Table) for part in self.content) and bool(
            _BLANK_CELL.match(flat)
        )


@lru_cache(maxsize=64)
def _any_label(labels: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(filter(None, labels), key=len, reverse=True)
    spaced = "|".join(r"\s?".join(map(re.escape, label)) for label in ordered)
    return re.compile(f"{_BEFORE}(?P<label>{spaced}){_BRACKETS}{_AFTER}")


class LabelReader:
    """Finds labels of a form's fields, and of the trade's other fields, which end a value."""

    def __init__(self, form: Definition, labels: Labels) -> None:
        self._own = {field.key: field for field in form.fields}
        named: dict[str, str] = {}
        for field in form.fields:
            if field.pattern:
                continue
            for label in field.labels:
                named.setdefault(_bare(label), field.key)
            named.setdefault(re.sub(r"[\s\u3000:：]", "", field.print), field.key)  # 日产量（吨）
        period_of = {field.until: field.key for field in form.fields if field.until}
        for key, several in labels.fields.items():
            for label in several:
                named.setdefault(_bare(label), period_of.get(key, key))
        self._key_of = named
        self._pattern = _any_label(tuple(named))
        self._following = [field for field in form.fields if field.label_follows]

    def hits(self, lines: Iterable[tuple[int, Line]]) -> Iterator[Hit]:
        """Every label of these lines with its value, blank ones too, in reading order."""
        for number, line in lines:
            for cell in line.cells:
                yield from self._in_cell(number, cell, line)

    def before_first_label(self, cell: Cell) -> tuple[Inline, ...]:
        """What a cell says before its first label, or all of it where there is none."""
        flat = Flat(cell.content)
        starts = [m.start() for m in self._pattern.finditer(flat.text) if self._stands(m, flat)]
        return flat.cut(0, min(starts, default=len(flat.text)))

    def opens_with_label(self, cell: Cell) -> bool:
        """Whether a cell begins with a label and so is no value of the label beside it."""
        return self._pattern.match(cell.text.strip()) is not None

    def _beside(self, key: str, cell: Cell, line: Line, number: int, label: str) -> Hit:
        """The value right of a label cell; characters spread over narrow cells are gathered."""
        following = [own for own in line.cells if own.column > cell.column]
        right, *more = following
        if right.text.strip() and len(right.text.strip()) <= _NARROW:
            spread = [right]
            for own in more:
                if self.opens_with_label(own) or len(own.text.strip()) > _NARROW:
                    break
                spread.append(own)
            if len(spread) > 1:
                parts = [part for own in spread for part in (*own.content, Text(CELL))]
                return Hit(key, tuple(parts), right.place, number, None, label, right)
        content = self.before_first_label(right) if not right.marks else right.content
        return Hit(key, content, right.place, number, right.value, label, right)

    def _in_cell(self, number: int, cell: Cell, line: Line) -> Iterator[Hit]:
        right = next((own for own in line.cells if own.column > cell.column), None)
        flat = Flat(cell.content)
        found = [match for match in self._pattern.finditer(flat.text) if self._stands(match, flat)]
        for field in self._following:
            yield from self._before_label(field, number, cell, flat)
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(flat.text)
            unknown = _UNKNOWN_LABEL.search(flat.text, match.end(), end)
            end = unknown.start() if unknown else end
            key = self._key_of[re.sub(r"\s", "", match["label"])]
            content: tuple[Inline | Table, ...] = flat.cut(match.end(), end)
            hit = Hit(key, content, cell.place, number, None, match["label"], cell)
            last = index + 1 == len(found)
            if last and hit.is_blank and right is not None and not self.opens_with_label(right):
                hit = self._beside(key, cell, line, number, match["label"])
            yield hit

    def _stands(self, match: re.Match[str], flat: Flat) -> bool:
        """Whether this is a label and no word of a sentence or of another label's value.

        Behind a punctuation mark, or in a long line, it must end as labels do: with a colon, a
        bracket, a blank.
        """
        before = flat.text[match.start() - 1 : match.start()]
        ends = match[0][-1] in ":：)）" or bool(_ENDS.match(flat.text, match.end()))
        opens = not before or before.isspace() or before in (MARK, "_", "＿")
        return ends or (opens and len(flat.text) < 120)

    def _before_label(
        self, field: FieldDefinition, number: int, cell: Cell, flat: Flat
    ) -> Iterator[Hit]:
        """“____（企业名称）”: the value stands before its label."""
        words = _bare(field.print)
        match = re.search(rf"[(（][ \u3000]*{re.escape(words)}[ \u3000]*[)）]", flat.text)
        if match and not flat.text[: match.start()].strip():
            after = flat.cut(match.end(), len(flat.text))
            yield Hit(field.key, after, cell.place, number, None, words, cell)
        elif match:
            yield Hit(field.key, flat.cut(0, match.start()), cell.place, number, None, words, cell)


@lru_cache(maxsize=4096)
def _bare(label: str) -> str:
    """A label without brackets at its end and without spaces."""
    inner = re.fullmatch(r"[(（](.+)[)）]", label.strip())
    text = inner[1] if inner else re.sub(r"[(（][^()（）]*[)）]\s*$", "", label)
    return re.sub(r"[\s\u3000:：]", "", text)


def value_below(lines: Sequence[Line], hit: Hit) -> Cell | None:
    """The cell under a label cell, for heads that print labels above their values."""
    if hit.cell is None or not lines[hit.line].table:
        return None
    following = lines[hit.line + 1] if hit.line + 1 < len(lines) else None
    if following is None or following.table != lines[hit.line].table:
        return None
    below = following.under(hit.cell.column)
    if below is None or below.column_span != hit.cell.column_span:
        return None
    return below
