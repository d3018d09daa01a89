"""One item's lines as an Answer: its conclusion, its record, what was added to its remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from docforge.forms.definitions.definition import ColumnRole, Definition, ItemDefinition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.marks.options import Choice, ChoiceReader
from docforge.forms.marks.spans import CELL, Flat
from docforge.forms.rows.columns import Columns, HeaderReader
from docforge.forms.rows.regions import Region
from docforge.forms.values.wording import likeness, normal, tidy
from docforge.layout import Cell, Inline, Mark, MarkState, Table, Text, plain
from docforge.model import Answer, AnswerEvidence, Conclusion, Evidence, Flag, flag
from docforge.place import Place

Content = tuple[Inline | Table, ...]
_PRINTED = 0.82


@dataclass
class _Parts:
    """The contents that belong to an item, by role, with the place each stands at."""

    conclusion: Content = ()
    record: Content = ()
    remark: Content = ()
    places: dict[str, Place | None] | None = None
    by_option: dict[Conclusion, Content] | None = None
    shared: bool = False

    def put(self, role: ColumnRole, content: Content, place: Place | None) -> None:
        if role not in ("conclusion", "record", "remark"):
            return
        own: Content = getattr(self, role)
        between: Content = (Text("\n"),) if own and content else ()
        setattr(self, role, (*own, *between, *content))
        self.places = self.places or {}
        self.places.setdefault(role, place)

    def place(self, role: str) -> Place | None:
        return (self.places or {}).get(role)


class AnswerReader:
    """Reads the answers of one checklist form."""

    def __init__(self, form: Definition, choices: ChoiceReader, phrases: Phrases) -> None:
        self._form = form
        self._choices = choices
        self._phrases = phrases
        self._headers = HeaderReader(form, choices.synonyms)

    def read(self, region: Region) -> Answer:
        item = region.match.item
        parts = self._parts(region)
        choice = self._choice(parts, region.columns.yes_conforms)
        record, record_evidence = self._shared_record(region, *self._record(parts, choice), choice)
        remark, remark_evidence = self._remark(parts, item)
        flags = (*choice.flags, *self._match_flags(region))
        return Answer(
            item=item.id,
            section=item.section,
            text=item.text,
            conclusion=choice.conclusion,
            record=record,
            remark=remark,
            serious=item.serious,
            evidence=AnswerEvidence(
                conclusion=Evidence(
                    raw=choice.raw,
                    confidence=choice.confidence,
                    place=choice.place or region.match.cell.place,
                    alternatives=choice.alternatives,
                    flags=flags,
                ),
                record=record_evidence,
                remark=remark_evidence,
            ),
        )

    def _parts(self, region: Region) -> _Parts:
        columns = region.columns
        if columns.having("conclusion") and columns.having("content"):
            parts = self._by_columns(region, columns)
        else:
            parts = self._by_labels(region)
        if not parts.conclusion and not parts.by_option:
            self._from_tail(parts, region)
        if not plain(parts.conclusion, marks=True).strip() and not parts.by_option:
            self._from_record(parts)
        return parts

    def _from_record(self, parts: _Parts) -> None:
        """Conclusion and record in one column: “符合。设备完好”."""
        flat = Flat(parts.record)
        word = self._choices.leading_word(flat.text)
        if word:
            place = parts.place("record")
            parts.conclusion, rest = flat.cut(0, word), flat.cut(word, len(flat.text))
            parts.record = rest
            parts.places = {**(parts.places or {}), "conclusion": place}

    def _by_columns(self, region: Region, columns: Columns) -> _Parts:
        parts = _Parts()
        for line in region.lines:
            beside = [c for c in line.cells if self._is_conclusion(c, columns, region)]
            if beside:
                parts.put("conclusion", _beside(beside), beside[0].place)
            for cell in line.cells:
                role = columns.role(cell)
                option = columns.option(cell)
                if option is not None:
                    parts.by_option = parts.by_option or {}
                    parts.by_option[option] = (*parts.by_option.get(option, ()), *cell.content)
                    parts.places = parts.places or {"conclusion": cell.place}
                elif cell is not region.match.cell and self._headers.opens_inline(cell.text):
                    self._put_inline(parts, cell.content, cell.place)
                elif role in ("record", "remark") and cell is not region.match.cell:
                    parts.put(role, cell.content, cell.place)
        if not parts.conclusion and not parts.by_option:
            self._from_above(parts, region, columns)
        return parts

    def _is_conclusion(self, cell: Cell, columns: Columns, region: Region) -> bool:
        return (
            columns.role(cell) == "conclusion"
            and cell is not region.match.cell
            and columns.option(cell) is None
            and not self._headers.opens_inline(cell.text)
        )

    def _from_above(self, parts: _Parts, region: Region, columns: Columns) -> None:
        """A conclusion cell merged over the rows of several items answers each of them."""
        for cell in region.lines[0].above:
            if columns.role(cell) == "conclusion" and cell.content and not columns.options:
                parts.put("conclusion", cell.content, cell.place)
                parts.shared = True

    def _shared_record(
        self, region: Region, record: str | None, evidence: Evidence, choice: Choice
    ) -> tuple[str | None, Evidence]:
        """A record merged over several items describes the one that does not conform."""
        if record or choice.conclusion is not Conclusion.NONCONFORM:
            return record, evidence
        for cell in region.lines[0].above:
            text = tidy_lines(cell.text)
            if region.columns.role(cell) == "record" and text:
                doubt = flag("ditto", cell.place, raw=text)
                return text, Evidence(raw=cell.raw.strip(), place=cell.place, flags=(doubt,))
        return record, evidence

    def _by_labels(self, region: Region) -> _Parts:
        """Without columns: cells that follow a label cell, option cells, printed remarks."""
        parts = _Parts()
        for line in region.lines:
            expected: ColumnRole | None = None
            for cell in line.cells:
                if cell is region.match.cell:
                    continue
                role = self._headers.role_of(cell.text)
                if role and not cell.marks:
                    expected = role
                    continue
                self._put_unlabelled(parts, expected, cell, region)
                expected = None
        return parts

    def _put_unlabelled(
        self, parts: _Parts, expected: ColumnRole | None, cell: Cell, region: Region
    ) -> None:
        if expected:
            parts.put(expected, cell.content, cell.place)
        elif self._headers.inline(Flat(cell.content).text):
            self._put_inline(parts, cell.content, cell.place)
        elif self._choices.has_options(cell.content) and not parts.conclusion:
            parts.put("conclusion", cell.content, cell.place)
        elif self._choices.leading_word(cell.text):
            parts.put("record", cell.content, cell.place)
        elif likeness(cell.text, region.match.item.remark) >= _PRINTED:
            parts.put("remark", cell.content, cell.place)
        elif cell.column > region.match.cell.column or cell.row > region.match.cell.row:
            role: ColumnRole = "conclusion" if self._only_marks(cell) else "record"
            parts.put(role, cell.content, cell.place)

    def _only_marks(self, cell: Cell) -> bool:
        return bool(cell.marks) and not cell.text.strip()

    def _from_tail(self, parts: _Parts, region: Region) -> None:
        """Options, record and remark that stand in the same cell as the item's text."""
        cell = region.match.cell
        flat = Flat(cell.content)
        tail = flat.cut(_end_of(region.match.item.text, flat.text), len(flat.text))
        if tail and plain(tail, marks=True).strip(" 。.；;\n"):
            self._put_inline(parts, tail, cell.place)

    def _put_inline(self, parts: _Parts, content: Content, place: Place | None) -> None:
        flat = Flat(content)
        found = self._headers.inline(flat.text)
        first = found[0].start() if found else len(flat.text)
        head = flat.cut(0, first)
        if plain(head, marks=True).strip(" 。.；;\n"):
            has_conclusion = self._choices.has_options(head) or any(
                isinstance(part, Mark) for part in head
            )
            word = 0 if has_conclusion else self._choices.leading_word(flat.text[:first])
            if word:
                parts.put("conclusion", flat.cut(0, word), place)
                parts.put("record", flat.cut(word, first), place)
            else:
                parts.put("conclusion" if has_conclusion else "record", head, place)
        for index, match in enumerate(found):
            end = found[index + 1].start() if index + 1 < len(found) else len(flat.text)
            role = self._headers.role_of(match["label"])
            if role:
                parts.put(role, flat.cut(match.end(), end), place)

    def _choice(self, parts: _Parts, yes_conforms: bool) -> Choice:
        place = parts.place("conclusion")
        if parts.by_option:
            return self._choices.in_columns(parts.by_option, place)
        choice = self._choices.in_cell(parts.conclusion, place, yes_conforms=yes_conforms)
        written = self._written(parts, choice)
        if written is not None:
            return written
        if parts.shared:
            choice = replace(choice, flags=(*choice.flags, flag("ditto", raw=choice.raw)))
        return choice

    def _written(self, parts: _Parts, choice: Choice) -> Choice | None:
        """“符合：…” in the record, where the options carry no mark: read with a doubt."""
        flat = Flat(parts.record)
        word = self._choices.leading_word(flat.text)
        unmarked = choice.conclusion in (Conclusion.UNANSWERED, Conclusion.UNKNOWN)
        if not word or not unmarked or any(isinstance(p, Mark) for p in parts.conclusion):
            return None
        typed = self._choices.in_cell(flat.cut(0, word), parts.place("record"))
        if typed.conclusion in (Conclusion.UNANSWERED, Conclusion.UNKNOWN):
            return None
        doubt = flag("typed_conclusion", raw=typed.raw, conclusion=typed.conclusion)
        parts.record = flat.cut(word, len(flat.text))
        return replace(typed, flags=(doubt,), leftover="")

    def _record(self, parts: _Parts, choice: Choice) -> tuple[str | None, Evidence]:
        raw = plain(parts.record, marks=True).strip()
        text = tidy_lines(plain(parts.record))
        flags: list[Flag] = []
        if any(isinstance(p, Mark) and p.state is MarkState.STRUCK for p in parts.record):
            flags.append(flag("struck_text", raw=raw))
        if not text and choice.leftover:
            text, raw = tidy_lines(choice.leftover), choice.leftover
        place = parts.place("record") or parts.place("conclusion")
        return text or None, Evidence(raw=raw, place=place, flags=tuple(flags))

    def _remark(self, parts: _Parts, item: ItemDefinition) -> tuple[str | None, Evidence]:
        raw = plain(parts.remark, marks=True).strip()
        added = without_printed(plain(parts.remark), item.remark)
        return added or None, Evidence(raw=raw, place=parts.place("remark"))

    def _match_flags(self, region: Region) -> tuple[Flag, ...]:
        match = region.match
        place, item = match.cell.place, match.item.id
        flags = []
        if match.cell.hidden:
            flags.append(flag("hidden", place, raw=tidy(match.cell.text)[:40]))
        if match.reworded:
            flags.append(flag("item_reworded", place, item=item, raw=tidy(match.cell.text)[:40]))
        if match.renumbered:
            printed = ".".join(map(str, match.printed))
            flags.append(flag("item_by_text", place, item=item, raw=printed))
        return tuple(flags)


def _beside(cells: Sequence[Cell]) -> Content:
    """The contents of cells side by side, blank ones kept as places where a mark could stand."""
    content: list[Inline | Table] = []
    for number, cell in enumerate(cells):
        content += [Text(CELL)] * bool(number) + list(cell.content)
    return tuple(content)


def tidy_lines(text: str) -> str:
    """A record as it was written: numbered lines stay apart, wrapped ones are joined."""
    lines = [line.strip() for line in text.strip().split("\n")]
    joined = ""
    for line in filter(None, lines):
        starts_anew = re.match(r"[(（]?\d{1,2}[)）.．、]|[①-⑳]|[一二三四五六七八九十][、.]", line)
        if joined and (starts_anew or joined[-1] in "。；;"):
            joined += "\n"
        joined += line
    return re.sub(r"[ \t\u3000]+", " ", joined).strip()


def without_printed(text: str, printed: str) -> str:
    """What was written beside a printed remark; "" where only the print stands."""
    text = tidy(text)
    if not text or not printed:
        return text
    longer = len(normal(text)) - len(normal(printed))
    if likeness(text, printed) >= 0.9 and abs(longer) < 2:
        return ""
    aligned = fuzz.partial_ratio_alignment(printed, text)
    if (
        aligned is None
        or aligned.score < 100 * _PRINTED
        or len(normal(text)) < len(normal(printed))
    ):
        return text
    rest = text[: aligned.dest_start] + " " + text[aligned.dest_end :]
    return rest.strip(" \t\n,，。;；、.()（）")


def _end_of(item_text: str, text: str) -> int:
    """Where an item's own words end in a longer text."""
    if len(text) <= len(item_text) * 0.5:
        return len(text)
    aligned = fuzz.partial_ratio_alignment(item_text, text)
    return aligned.dest_end if aligned else 0
