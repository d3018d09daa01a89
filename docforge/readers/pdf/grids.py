"""The grid of a ruled table: which cells its lines make, merged ones included.

A cell is what no line parts. So a table reads the same whether its borders are drawn once or once
a cell, whole or in pieces, and also where its outer sides are open, as many printed forms have it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from docforge.place import Box
from docforge.readers.pdf.boxes import Point, area, centre, covers, shared
from docforge.readers.pdf.drawn import Rule
from docforge.readers.pdf.rules import SNAP, Figure

_DRAWN = 0.6
"""The share of a cell's side that must be drawn for a line to part two cells."""
_OPEN = 6.0
"""Points that lines must reach beyond the last crossing line for an open side."""
_MOST_POSITIONS = 60_000

Position = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """A cell from its top left position (from 1); `outside` where the table's edge skirts it.

    A cell equals itself alone, so that telling thousands of characters their cells is quick.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    outside: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled table: the lines' positions and the cells between them."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    cells: tuple[GridCell, ...]

    @property
    def box(self) -> Box:
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, point: Point) -> GridCell | None:
        """The cell that holds a point; a point on a line belongs right of it and below it."""
        column = bisect_right(self.across, point[0])
        row = bisect_right(self.down, point[1])
        return self._owners.get((row, column))

    @cached_property
    def _owners(self) -> dict[Position, GridCell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }


def grid_of(figure: Figure) -> Grid | None:
    """The grid that a figure's rules make; None where they make fewer than two cells."""
    levels, uprights = figure.levels, figure.uprights
    if not levels or not uprights or len(levels) + len(uprights) < 3:
        return None
    across = _lines(
        [rule.x0 for rule in uprights], [end for rule in levels for end in (rule.x0, rule.x1)]
    )
    down = _lines(
        [rule.y0 for rule in levels], [end for rule in uprights for end in (rule.y0, rule.y1)]
    )
    rows, columns = len(down) - 1, len(across) - 1
    if not 1 < rows * columns <= _MOST_POSITIONS:
        return None
    partition = _Partition(across, down, uprights, levels)
    cells = tuple(
        partition.cell(rectangle) for rectangle in _rectangles(partition.regions(), rows, columns)
    )
    inside = sum(not cell.outside for cell in cells)
    return Grid(across, down, cells) if inside > 1 else None


def _lines(crossing: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    """The grid's positions on one axis: the lines, and open sides that other lines reach to."""
    lines = sorted(crossing)
    distinct = [lines[0]] + [after for at, after in pairwise(lines) if after - at > SNAP / 2]
    if min(ends) < distinct[0] - _OPEN:
        distinct.insert(0, min(ends))
    if max(ends) > distinct[-1] + _OPEN:
        distinct.append(max(ends))
    return tuple(distinct)


class _Partition:
    """Which positions of a grid are parted by drawn lines, and which are one cell."""

    def __init__(
        self,
        across: tuple[float, ...],
        down: tuple[float, ...],
        uprights: Sequence[Rule],
        levels: Sequence[Rule],
    ) -> None:
        self.across, self.down = across, down
        # Keyed by (row from 1, line from 0) and (line from 0, column from 1).
        self.upright = _drawn(across, down, [(r.x0, r.y0, r.y1) for r in uprights])
        self.level = _drawn(down, across, [(r.y0, r.x0, r.x1) for r in levels])
        self.open_sides = self._open_sides()

    def regions(self) -> dict[Position, Position]:
        """Grid position -> the first position of the region that it belongs to."""
        leader: dict[Position, Position] = {}

        def lead(position: Position) -> Position:
            while leader[position] != position:
                leader[position] = leader[leader[position]]
                position = leader[position]
            return position

        rows, columns = len(self.down) - 1, len(self.across) - 1
        for row, column in product(range(1, rows + 1), range(1, columns + 1)):
            leader[row, column] = (row, column)
            if column > 1 and (column - 1, row) not in self.upright:
                leader[row, column] = lead((row, column - 1))
            if row > 1 and (row - 1, column) not in self.level:
                above, here = lead((row - 1, column)), lead((row, column))
                leader[max(above, here)] = min(above, here)
        return {position: lead(position) for position in leader}

    def cell(self, rectangle: tuple[int, int, int, int]) -> GridCell:
        """The cell of rows top to bottom and columns left to right, ends included."""
        top, left, bottom, right = rectangle
        box = self.across[left - 1], self.down[top - 1], self.across[right], self.down[bottom]
        return GridCell(
            top,
            left,
            bottom - top + 1,
            right - left + 1,
            box,
            outside=self._is_outside(top, left, bottom, right),
        )

    def _open_sides(self) -> tuple[bool, bool, bool, bool]:
        """Left, top, right, bottom: whether most of the side is not drawn at all."""
        rows, columns = len(self.down) - 1, len(self.across) - 1

        def is_open(
            drawn: set[Position], line: int, positions: tuple[float, ...], count: int
        ) -> bool:
            length = sum(
                positions[at] - positions[at - 1]
                for at in range(1, count + 1)
                if (line, at) in drawn
            )
            return length < (positions[-1] - positions[0]) / 2

        return (
            is_open(self.upright, 0, self.down, rows),
            is_open(self.level, 0, self.across, columns),
            is_open(self.upright, columns, self.down, rows),
            is_open(self.level, rows, self.across, columns),
        )

    def _is_outside(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Whether a closed side of the table has a gap here: a step in its outline."""
        rows, columns = len(self.down) - 1, len(self.across) - 1
        heights, widths = range(top, bottom + 1), range(left, right + 1)
        gaps = (
            left == 1 and any((0, row) not in self.upright for row in heights),
            top == 1 and any((0, column) not in self.level for column in widths),
            right == columns and any((columns, row) not in self.upright for row in heights),
            bottom == rows and any((rows, column) not in self.level for column in widths),
        )
        return any(gap and not open for gap, open in zip(gaps, self.open_sides, strict=True))


def _drawn(
    lines: tuple[float, ...],
    positions: tuple[float, ...],
    rules: Sequence[tuple[float, float, float]],
) -> set[Position]:
    """The (line from 0, interval from 1) that rules (at, from, to) cover well enough."""
    covered: dict[Position, float] = {}
    for at, start, end in rules:
        line = min(range(len(lines)), key=lambda number: abs(lines[number] - at))
        for interval, span in enumerate(pairwise(positions), start=1):
            length = shared((start, end), span)
            if length:
                covered[line, interval] = covered.get((line, interval), 0.0) + length
    return {
        (line, interval)
        for (line, interval), length in covered.items()
        if length >= _DRAWN * (positions[interval] - positions[interval - 1])
    }


def _rectangles(
    regions: dict[Position, Position], rows: int, columns: int
) -> list[tuple[int, int, int, int]]:
    """The regions as rectangles (top, left, bottom, right); a crooked region becomes several."""
    taken: set[Position] = set()
    found: list[tuple[int, int, int, int]] = []
    for row, column in product(range(1, rows + 1), range(1, columns + 1)):
        if (row, column) in taken:
            continue
        region = regions[row, column]

        def free(position: Position, region: Position = region) -> bool:
            return regions.get(position) == region and position not in taken

        right = column
        while free((row, right + 1)):
            right += 1
        bottom = row
        while all(free((bottom + 1, at)) for at in range(column, right + 1)):
            bottom += 1
        taken.update(product(range(row, bottom + 1), range(column, right + 1)))
        found.append((row, column, bottom, right))
    return found


def surrounding(grid: Grid, others: Sequence[Grid]) -> tuple[int, GridCell] | None:
    """The number of the grid, and its cell, that a grid stands in; the smallest cell wins."""
    found: list[tuple[float, int, GridCell]] = []
    for number, other in enumerate(others):
        cell = other.cell_at(centre(grid.box))
        if cell is not None and not cell.outside and covers(cell.box, grid.box, SNAP):
            found.append((area(cell.box), number, cell))
    # A grid stands in its own cell only where it has a single one, and then it is no grid.
    _size, number, smallest = min(found, key=lambda entry: entry[:2], default=(0.0, -1, None))
    return None if smallest is None else (number, smallest)
