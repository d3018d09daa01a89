"""Which contents belong to an item, by role: its conclusion, its record, its remark.

They stand in the columns that a header names, behind labels (card layouts, paragraphs), or at
the end of the item's own text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from docforge.forms.definitions.definition import ColumnRole, Definition
from docforge.forms.marks.options import ChoiceReader
from docforge.forms.marks.spans import CELL, Flat
from docforge.forms.rows.columns import Columns, HeaderReader
from docforge.forms.rows.regions import Region
from docforge.forms.values.wording import likeness
from docforge.layout import Cell, Inline, Mark, Table, Text, plain
from docforge.model import Conclusion
from docforge.place import Place

Content = tuple[Inline | Table, ...]
PRINTED = 0.82
"""From this likeness on a text is what the form prints."""


@dataclass
class Parts:
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


class PartsReader:
    """Gathers the parts of one item's lines."""

    def __init__(self, form: Definition, choices: ChoiceReader) -> None:
        self._choices = choices
        self._headers = HeaderReader(form, choices.synonyms)

    def read(self, region: Region) -> Parts:
        """The contents of a region by role; nothing is judged yet."""
        columns = region.columns
        if columns.having("content") and (columns.having("conclusion") or columns.unnamed):
            parts = self._by_columns(region, columns)
        else:
            parts = self._by_labels(region)
        if not parts.conclusion and not parts.by_option:
            self._from_tail(parts, region)
        if not plain(parts.conclusion, marks=True).strip() and not parts.by_option:
            self._from_record(parts)
        return parts

    def _from_record(self, parts: Parts) -> None:
        """Conclusion and record in one column: “符合。设备完好”."""
        flat = Flat(parts.record)
        word = self._choices.leading_word(flat.text)
        if word:
            place = parts.place("record")
            parts.conclusion, rest = flat.cut(0, word), flat.cut(word, len(flat.text))
            parts.record = rest
            parts.places = {**(parts.places or {}), "conclusion": place}

    def _by_columns(self, region: Region, columns: Columns) -> Parts:
        parts = Parts()
        split = [
            [c for c in line.cells if self._is_conclusion(c, columns, region)]
            for line in region.lines
        ]
        parts.by_option = self._choices.option_grid(split) if len(split) > 1 else None
        if parts.by_option:
            parts.places = {"conclusion": next(cell.place for row in split for cell in row)}
        for line, beside in zip(region.lines, split, strict=True):
            if beside and not parts.by_option:
                parts.put("conclusion", _beside(beside), beside[0].place)
            self._put_unnamed(parts, line.cells, columns)
            expected: ColumnRole | None = None
            for cell in line.cells:
                role = columns.role(cell)
                if line is not region.lines[0] and self._headers.role_of(cell.text):
                    expected = self._headers.role_of(cell.text)  # 检查记录 | … in a row below
                    continue
                if expected:
                    parts.put(expected, cell.content, cell.place)
                    expected = None
                    continue
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
            self._from_elsewhere(parts, region)
        return parts

    def _from_elsewhere(self, parts: Parts, region: Region) -> None:
        """Marked options that slipped out of their column: some converters shift cells."""
        if plain(parts.conclusion, marks=True).strip():
            return
        for line in region.lines:
            for cell in line.cells:
                if cell is not region.match.cell and self._choices.has_options(cell.content):
                    parts.put("conclusion", cell.content, cell.place)
                    if parts.record == cell.content:
                        parts.record = ()
                    return

    def _put_unnamed(self, parts: Parts, cells: Sequence[Cell], columns: Columns) -> None:
        """Marks under headings that are no options of the form, each before its heading."""
        marked = [cell for cell in cells if cell.column in columns.unnamed and cell.marks]
        for cell in cells:
            if marked and cell.column in columns.unnamed:
                own = cell.content if cell in marked else ()
                heading = Text(columns.unnamed[cell.column], cell.place)
                parts.put("conclusion", (*own, heading), marked[0].place)

    def _is_conclusion(self, cell: Cell, columns: Columns, region: Region) -> bool:
        return (
            columns.role(cell) == "conclusion"
            and cell is not region.match.cell
            and columns.option(cell) is None
            and not self._headers.opens_inline(cell.text)
        )

    def _from_above(self, parts: Parts, region: Region, columns: Columns) -> None:
        """A conclusion cell merged over the rows of several items answers each of them."""
        for cell in region.lines[0].above:
            if columns.role(cell) == "conclusion" and cell.content and not columns.options:
                parts.put("conclusion", cell.content, cell.place)
                parts.shared = True

    def _by_labels(self, region: Region) -> Parts:
        """Without columns: cells that follow a label cell, option cells, printed remarks."""
        parts = Parts()
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
        self, parts: Parts, expected: ColumnRole | None, cell: Cell, region: Region
    ) -> None:
        if expected:
            parts.put(expected, cell.content, cell.place)
        elif self._choices.is_option(cell.text) and cell.marks:
            # Options on lines of their own, one below the other.
            parts.put("conclusion", cell.content, cell.place)
        elif self._headers.inline(Flat(cell.content).text):
            self._put_inline(parts, cell.content, cell.place)
        elif self._choices.has_options(cell.content) and not parts.conclusion:
            parts.put("conclusion", cell.content, cell.place)
        elif self._choices.leading_word(cell.text):
            parts.put("record", cell.content, cell.place)
        elif likeness(cell.text, region.match.item.remark) >= PRINTED:
            parts.put("remark", cell.content, cell.place)
        elif cell.column > region.match.cell.column or cell.row > region.match.cell.row:
            role: ColumnRole = "conclusion" if self._only_marks(cell) else "record"
            parts.put(role, cell.content, cell.place)

    def _only_marks(self, cell: Cell) -> bool:
        return bool(cell.marks) and not cell.text.strip()

    def _from_tail(self, parts: Parts, region: Region) -> None:
        """Options, record and remark that stand in the same cell as the item's text."""
        cell = region.match.cell
        flat = Flat(cell.content)
        end = _end_of(region.match.item.text, flat.text)
        while end < len(flat.text) and flat.text[end] in "？?":
            end += 1
        tail = flat.cut(end, len(flat.text))
        if tail and plain(tail, marks=True).strip(" 。.；;\n"):
            self._put_inline(parts, tail, cell.place)

    def _put_inline(self, parts: Parts, content: Content, place: Place | None) -> None:
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


def _beside(cells: Sequence[Cell]) -> Content:
    """The contents of cells side by side, blank ones kept as places where a mark could stand."""
    content: list[Inline | Table] = []
    for number, cell in enumerate(cells):
        content += [Text(CELL)] * bool(number) + list(cell.content)
    return tuple(content)


def _end_of(item_text: str, text: str) -> int:
    """Where an item's own words end in a longer text."""
    if len(text) <= len(item_text) * 0.5:
        return len(text)
    aligned = fuzz.partial_ratio_alignment(item_text, text)
    return aligned.dest_end if aligned else 0
