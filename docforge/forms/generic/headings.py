"""The headings of a table that no definition describes: one line, or levels over merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.forms.generic.pairs import LabelBook
from docforge.forms.values.wording import core, normal, tidy
from docforge.layout import Cell, Table

_LONGEST = 24
_LEAST = 2
_WIDE = 0.6
"""The share of a table's columns that headings reach over, others of its lines being longer."""
_MOST_LEVELS = 4
_BETWEEN = " / "


@dataclass(frozen=True)
class Headings:
    """Where a table's headings stand, and one name a column. Rows count from 1."""

    row: int
    rows: int
    names: tuple[str, ...]
    bounds: frozenset[tuple[int, int]]
    """Column and span of the cells that the lowest line of headings parts a row into."""

    def heads(self, row: int) -> bool:
        """Whether a row is one of the headings' own."""
        return self.row <= row < self.row + self.rows

    def carried(self, table: Table) -> Headings | None:
        """The same headings for a table that goes on without them, as over a page break."""
        if table.columns != len(self.names):
            return None
        going_on = replace(self, row=0, rows=0)
        first = next((cells for cells in table.by_row() if cells), ())
        return going_on if first and going_on.fits(first) else None

    def fits(self, cells: Sequence[Cell]) -> bool:
        """Whether a row below is parted as the headings are."""
        own = {(cell.column, cell.column_span) for cell in cells}
        return cells[0].row > self.row and len(own) > 1 and own <= self.bounds


def headings_of(table: Table, book: LabelBook) -> Headings | None:
    """The first row that heads rows parted like it; None for a form of labels and values."""
    by_row = list(table.by_row())
    for number, cells in enumerate(by_row, start=1):
        above = by_row[number - 2] if number > 1 else ()
        if not cells or not _could_head(cells, table) or _alike(above, cells):
            continue
        levels = _levels(by_row, number)
        if number + levels > table.rows:
            return None
        found = _headings(table, number, levels)
        below = [cells for cells in by_row[number + levels - 1 :] if cells]
        fitting = [cells for cells in below if found.fits(cells)]
        if fitting and not _is_pairs(cells, fitting, book):
            return found
    return None


def _could_head(cells: Sequence[Cell], table: Table) -> bool:
    """Short words in every cell of a row that reaches over the table; blanks may end it."""
    own = _without_blank_end(cells)
    texts = [core(cell.text) for cell in own]
    width = sum(cell.column_span for cell in own)
    return (
        len(own) >= _LEAST
        and width >= _WIDE * table.columns
        and all(0 < len(text) <= _LONGEST and not text.isdecimal() for text in texts)
        and not any(cell.marks or ":" in cell.text or "：" in cell.text for cell in own)
    )


def _alike(above: Sequence[Cell], cells: Sequence[Cell]) -> bool:
    """A full row parted in the same way above it: this one heads nothing, it goes on."""
    places = [(cell.column, cell.column_span) for cell in cells]
    filled = all(normal(cell.text) for cell in above)
    return filled and places == [(cell.column, cell.column_span) for cell in above]


def _without_blank_end(cells: Sequence[Cell]) -> Sequence[Cell]:
    last = max((at for at, cell in enumerate(cells) if normal(cell.text)), default=-1)
    return cells[: last + 1]


def _is_pairs(cells: Sequence[Cell], fitting: Sequence[Sequence[Cell]], book: LabelBook) -> bool:
    """A row of labels and values among rows of the same kind: 企业名称 | 云州… | 电话 | 139…"""
    if len(cells) not in (2, 4, 6):
        return False
    known = [book.is_label(cell.text) for cell in cells]
    if any(known[0::2]) and not any(known[1::2]):
        return True
    # Where the first cells of the rows below are labels too, the whole table is pairs.
    return sum(book.is_label(row[0].text) for row in fitting) * 2 > len(fitting)


def _levels(by_row: Sequence[Sequence[Cell]], number: int) -> int:
    """How many lines the headings take: merged ones are parted by the lines below them."""
    cells = _without_blank_end(by_row[number - 1])
    tallest = max(cell.row_span for cell in cells)
    if tallest > 1:
        wide = any(cell.column_span > 1 and cell.row_span < tallest for cell in cells)
        return min(tallest, _MOST_LEVELS) if wide else 1
    below = by_row[number] if number < len(by_row) else ()
    merged = [cell for cell in cells if cell.column_span > 1]
    parts = [cell for cell in below if normal(cell.text)]
    under = (
        merged
        and parts
        and all(
            any(own.column <= cell.column < own.column + own.column_span for own in merged)
            and 0 < len(core(cell.text)) <= _LONGEST
            and not cell.marks
            for cell in parts
        )
    )
    return 2 if under and len(parts) > len(merged) else 1


def _headings(table: Table, row: int, levels: int) -> Headings:
    names = []
    bounds = set()
    for column in range(1, table.columns + 1):
        over = [table.at(row + level, column) for level in range(levels)]
        cells = [cell for cell in over if cell is not None and cell.text.strip()]
        names.append(_BETWEEN.join(dict.fromkeys(tidy(cell.text) for cell in cells)))
        lowest = next((cell for cell in reversed(over) if cell is not None), None)
        if lowest is not None:
            bounds.add((lowest.column, lowest.column_span))
            bounds.add((column, 1))
    return Headings(row, levels, tuple(names), frozenset(bounds))
