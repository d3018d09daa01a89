"""A w:tbl -> Table: every cell at its position in the grid, in one pass over the rows.

Source: ISO/IEC 29500-1 17.4 (tables): gridSpan, vMerge, hMerge, gridBefore, gridAfter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from docforge.errors import HostileFile
from docforge.layout import Cell, Inline, NoticeCode, Table, Text, plain
from docforge.messages import translate as _
from docforge.place import Place, cell_of_table
from docforge.readers.word.manuscript import Manuscript
from docforge.readers.word.names import VAL, Element, blocks_of, child, is_on, w, whole
from docforge.readers.word.plain_rows import PlainCell, PlainRow

Content = tuple[Inline | Table, ...]
Filled = Callable[[Element, Place], Content]
"""Reads the content of a w:tc that lies at a place."""

_WIDEST_SPAN = 63  # Word itself allows no more columns.
_MOST_COLUMNS = 1024


_ROW, _ROW_PROPERTIES, _CELL, _CELL_PROPERTIES = w("tr"), w("trPr"), w("tc"), w("tcPr")
_GRID_SPAN, _DOWN, _ACROSS, _DELETED = w("gridSpan"), w("vMerge"), w("hMerge"), w("cellDel")
_WORDS = w("t")


class _Spanned(NamedTuple):
    """A w:tc and what it covers: w:vMerge and w:hMerge without a value mean "continue"."""

    element: Element
    width: int = 1
    merged_down: bool = False
    goes_on_down: bool = False
    goes_on_across: bool = False
    deleted: bool = False


@dataclass(slots=True)
class _Draft:
    """A cell whose height is not known yet."""

    row: int
    column: int
    width: int
    content: Content
    place: Place
    hidden: bool
    height: int = 1

    def cell(self) -> Cell:
        return Cell(
            self.row,
            self.column,
            self.content,
            self.height,
            self.width,
            place=self.place,
            hidden=self.hidden,
        )


def table_of(element: Element, place: Place, manuscript: Manuscript, filled: Filled) -> Table:
    """Reads a table; deleted rows are left out, spans beyond what Word allows are clipped.

    Raises HostileFile where a row has more columns than any form.
    """
    grid = element.find(w("tblGrid"))
    columns = 0 if grid is None else len(grid)
    reader = _TableReader(place, manuscript, filled, max(_WIDEST_SPAN, min(columns, 256)))
    for tag, row in blocks_of(element, manuscript.tracked):
        if tag == _ROW:
            plain_row = manuscript.plain_row(row)
            if plain_row is not None:
                reader.plain_row(plain_row)
            else:
                reader.row(manuscript.whole_row(row))
    cells = tuple([draft if isinstance(draft, Cell) else draft.cell() for draft in reader.drafts])
    return Table(reader.rows, reader.columns, cells, place)


class _TableReader:
    def __init__(self, place: Place, manuscript: Manuscript, filled: Filled, widest: int) -> None:
        self.rows = 0
        self.columns = 0
        self.drafts: list[_Draft | Cell] = []
        self._place = place
        self._within = place.within
        self._manuscript = manuscript
        self._filled = filled
        self._widest = widest
        self._growing: dict[int, _Draft] = {}

    def row(self, element: Element) -> None:
        properties = child(element, _ROW_PROPERTIES)
        column, hidden = 1, False
        if properties is not None:
            if properties.find(w("del")) is not None:
                self._manuscript.tracked()
                return
            if properties.find(w("ins")) is not None:
                self._manuscript.tracked()
            hidden = is_on(properties.find(w("hidden")))
            column += self._span(properties.find(w("gridBefore")), 0)
        self.rows += 1
        first = len(self.drafts)
        growing: dict[int, _Draft] = {}
        for cell in self._spanned(element):
            self._cell(cell, column, hidden, growing)
            column += cell.width
            self.columns = max(self.columns, column - 1)
        self._growing = growing
        words = "".join(plain(draft.content) for draft in self.drafts[first:]) if hidden else ""
        if words.strip():
            self._manuscript.notice(
                NoticeCode.HIDDEN, words.strip(), replace(self._place, row=self.rows)
            )

    def plain_row(self, row: PlainRow) -> None:
        """Adds a row that holds but words, as `row` would once it is parsed."""
        self.rows += 1
        self.columns = max(self.columns, row.width)
        self._manuscript.count(2 * len(row.cells))
        growing: dict[int, _Draft] = {}
        if not row.merges:
            self._add_cells(row)
        else:
            for cell, words in zip(row.cells, row.words, strict=True):
                self._add_plain(cell, words, growing)
        self._growing = growing

    def _add_cells(self, row: PlainRow) -> None:
        """Adds the cells of a row none of which reaches over several rows."""
        number, at, add = self.rows, self._at, self.drafts.append
        for (column, width), words in zip(row.spans, row.words, strict=True):
            place = at(column)
            content = (Text(words, place),) if words else ()
            add(Cell(number, column, content, 1, width, None, place))

    def _add_plain(self, cell: PlainCell, words: str, growing: dict[int, _Draft]) -> None:
        column, width, place = cell.column, cell.width, self._at(cell.column)
        above = self._growing.get(column) if cell.goes_on_down else None
        if above is not None and above.width == width:
            above.height += 1
            growing[column] = above
            self._note_covered(words.strip(), place)
            return
        content = (Text(words, place),) if words else ()
        if cell.merged_down:
            growing[column] = _Draft(self.rows, column, width, content, place, False)
            self.drafts.append(growing[column])
        else:  # no cell below can make it taller
            self.drafts.append(Cell(self.rows, column, content, 1, width, None, place))

    def _at(self, column: int) -> Place:
        """The place of a cell of the present row."""
        if not self._within:
            return cell_of_table(self._place.table, self.rows, column)
        return Place(table=self._place.table, row=self.rows, column=column, within=self._within)

    def _spanned(self, row: Element) -> list[_Spanned]:
        """The cells of a row and what they cover, horizontal merges joined."""
        found: list[_Spanned] = []
        for tag, element in blocks_of(row, self._manuscript.tracked):
            if tag != _CELL:
                continue
            cell = self._told(element)
            if found and cell.goes_on_across:
                before = found.pop()
                cell = before._replace(width=before.width + cell.width)
            found.append(cell)
        return found

    def _told(self, element: Element) -> _Spanned:
        """What a cell's properties say of it, in one pass over them."""
        properties = child(element, _CELL_PROPERTIES)
        if properties is None:
            return _Spanned(element)
        width, begins, goes_on, across, deleted = 1, False, False, False, False
        for each in properties:
            tag = each.tag
            if tag == _GRID_SPAN:
                width = self._span(each, 1)
            elif tag == _DOWN:
                begins = True
                goes_on = each.get(VAL, "continue") != "restart"
            elif tag == _ACROSS:
                across = each.get(VAL, "continue") != "restart"
            elif tag == _DELETED:
                deleted = True
        return _Spanned(element, width, begins, goes_on, across, deleted)

    def _cell(self, cell: _Spanned, column: int, hidden: bool, growing: dict[int, _Draft]) -> None:
        """Adds a cell of the present row, or makes the one above it taller."""
        width = cell.width
        place = self._at(column)
        if column + width > _MOST_COLUMNS:
            raise HostileFile(
                _("A table has more columns than any form."),
                where=str(place),
                remedy=_("If it is a real form, open it in Word and save it under a new name."),
            )
        above = self._growing.get(column)
        if cell.goes_on_down and above is not None and above.width == width:
            above.height += 1
            growing[column] = above
            self._covered(cell.element, place)
            return
        if cell.deleted:
            self._manuscript.tracked()
        content = () if cell.deleted else self._filled(cell.element, place)
        if cell.merged_down:
            draft = _Draft(self.rows, column, width, content, place, hidden)
            growing[column] = draft
            self.drafts.append(draft)
        else:  # no cell below can make it taller
            self.drafts.append(Cell(self.rows, column, content, 1, width, None, place, hidden))

    def _covered(self, element: Element, place: Place) -> None:
        """Words in a cell that a merged one covers: no viewer shows them."""
        self._note_covered("".join(text.text or "" for text in element.iter(_WORDS)).strip(), place)

    def _note_covered(self, words: str, place: Place) -> None:
        if words:
            self._manuscript.notice(NoticeCode.HIDDEN, words, place)

    def _span(self, element: Element | None, least: int) -> int:
        if element is None:
            return least
        return max(least, min(whole(element.get(VAL), least), self._widest))
