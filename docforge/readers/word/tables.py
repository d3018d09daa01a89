"""A w:tbl -> Table: every cell at its position in the grid, in one pass over the rows.

Source: ISO/IEC 29500-1 17.4 (tables): gridSpan, vMerge, hMerge, gridBefore, gridAfter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from docforge.errors import HostileFile
from docforge.layout import Cell, Inline, NoticeCode, Table, plain
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.word.manuscript import Manuscript
from docforge.readers.word.names import VAL, Element, blocks_of, is_on, w, whole

Content = tuple[Inline | Table, ...]
Filled = Callable[[Element, Place], Content]
"""Reads the content of a w:tc that lies at a place."""

_WIDEST_SPAN = 63  # Word itself allows no more columns.
_MOST_COLUMNS = 1024


@dataclass
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
            row=self.row,
            column=self.column,
            content=self.content,
            row_span=self.height,
            column_span=self.width,
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
        if tag == w("tr"):
            reader.row(row)
    return Table(
        rows=reader.rows,
        columns=max((draft.column + draft.width - 1 for draft in reader.drafts), default=0),
        cells=tuple(draft.cell() for draft in reader.drafts),
        place=place,
    )


class _TableReader:
    def __init__(self, place: Place, manuscript: Manuscript, filled: Filled, widest: int) -> None:
        self.rows = 0
        self.drafts: list[_Draft] = []
        self._place = place
        self._manuscript = manuscript
        self._filled = filled
        self._widest = widest
        self._growing: dict[int, _Draft] = {}

    def row(self, element: Element) -> None:
        properties = element.find(w("trPr"))
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
        for cell, width in self._widths(element):
            self._cell(cell, column, width, hidden, growing)
            column += width
        self._growing = growing
        words = "".join(plain(draft.content) for draft in self.drafts[first:]) if hidden else ""
        if words.strip():
            self._manuscript.notice(
                NoticeCode.HIDDEN, words.strip(), replace(self._place, row=self.rows)
            )

    def _widths(self, row: Element) -> list[tuple[Element, int]]:
        """The cells of a row and how many columns each covers, horizontal merges joined."""
        found: list[tuple[Element, int]] = []
        for tag, element in blocks_of(row, self._manuscript.tracked):
            if tag != w("tc"):
                continue
            properties = element.find(w("tcPr"))
            width = 1 if properties is None else self._span(properties.find(w("gridSpan")), 1)
            if found and _continues(properties, "hMerge"):
                element, width = found[-1][0], found.pop()[1] + width
            found.append((element, width))
        return found

    def _cell(
        self, element: Element, column: int, width: int, hidden: bool, growing: dict[int, _Draft]
    ) -> None:
        """Adds a cell of the present row, or makes the one above it taller."""
        properties = element.find(w("tcPr"))
        place = replace(self._place, row=self.rows, column=column)
        if column + width > _MOST_COLUMNS:
            raise HostileFile(
                _("A table has more columns than any form."),
                where=str(place),
                remedy=_("If it is a real form, open it in Word and save it under a new name."),
            )
        above = self._growing.get(column)
        if _continues(properties, "vMerge") and above is not None and above.width == width:
            above.height += 1
            growing[column] = above
            self._covered(element, place)
            return
        deleted = properties is not None and properties.find(w("cellDel")) is not None
        if deleted:
            self._manuscript.tracked()
        content = () if deleted else self._filled(element, place)
        draft = _Draft(self.rows, column, width, content, place, hidden)
        self.drafts.append(draft)
        if properties is not None and properties.find(w("vMerge")) is not None:
            growing[column] = draft

    def _covered(self, element: Element, place: Place) -> None:
        """Words in a cell that a merged one covers: no viewer shows them."""
        words = "".join(text.text or "" for text in element.iter(w("t"))).strip()
        if words:
            self._manuscript.notice(NoticeCode.HIDDEN, words, place)

    def _span(self, element: Element | None, least: int) -> int:
        if element is None:
            return least
        return max(least, min(whole(element.get(VAL), least), self._widest))


def _continues(properties: Element | None, name: str) -> bool:
    """Whether a merge goes on here: w:vMerge without a value means "continue"."""
    merge = None if properties is None else properties.find(w(name))
    return merge is not None and merge.get(VAL, "continue") != "restart"
