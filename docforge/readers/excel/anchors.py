"""Where something that lies over a sheet stands: the cell under its middle."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.readers.excel.grid import Position, StoredSheet
from docforge.readers.excel.parts import LAST_COLUMN, LAST_ROW, Element, child, number

_EMU = 12_700
"""English metric units in a point (DrawingML); pixels (VML) are 0.75 points."""
_PIXEL = 0.75


@dataclass(frozen=True, slots=True)
class Corner:
    """A point over a sheet: a cell and how far right of and below its corner, in points."""

    row: int
    column: int
    right: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The span that something covers; `end` is None where only its beginning is known."""

    start: Corner
    end: Corner | None = None

    def cell(self, sheet: StoredSheet) -> Position:
        """The cell under its middle: a box drawn a little too high belongs to the row it fills."""
        if self.end is None:
            return self.start.row, self.start.column
        top, bottom = (sheet.top(at.row) + at.down for at in (self.start, self.end))
        left, right = (sheet.left(at.column) + at.right for at in (self.start, self.end))
        down = (top + bottom) / 2 - sheet.top(self.start.row)
        across = (left + right) / 2 - sheet.left(self.start.column)
        return sheet.row_at(self.start.row, down), sheet.column_at(self.start.column, across)

    def order(self, sheet: StoredSheet) -> tuple[float, float]:
        """Top and left edge, to sort by."""
        start = self.start
        return sheet.top(start.row) + start.down, sheet.left(start.column) + start.right


def drawing_anchor(element: Element) -> Anchor:
    """The anchor of a DrawingML object (20.5.2): two cells, one cell and a size, or neither."""
    start = _corner(child(element, "from"))
    end = _corner(child(element, "to"))
    size = child(element, "ext")
    if start is None:
        return Anchor(Corner(1, 1))
    if end is None and size is not None:
        right = start.right + number(size.get("cx")) / _EMU
        end = Corner(start.row, start.column, right, start.down + number(size.get("cy")) / _EMU)
    return Anchor(start, end)


def vml_anchor(text: str) -> Anchor | None:
    """The anchor of a VML object: column, pixels, row, pixels of its start, then of its end."""
    numbers = [number(part) for part in text.split(",")]
    if len(numbers) != 8:
        return None
    corners = [
        Corner(_cell(row, LAST_ROW), _cell(column, LAST_COLUMN), _PIXEL * right, _PIXEL * down)
        for column, right, row, down in (numbers[:4], numbers[4:])
    ]
    return Anchor(corners[0], corners[1])


def _corner(element: Element | None) -> Corner | None:
    if element is None:
        return None
    told = {one: child(element, one) for one in ("row", "col", "rowOff", "colOff")}
    row, column, down, right = (
        number(None if told[name] is None else told[name].text)  # type: ignore[union-attr]
        for name in ("row", "col", "rowOff", "colOff")
    )
    return Corner(_cell(row, LAST_ROW), _cell(column, LAST_COLUMN), right / _EMU, down / _EMU)


def _cell(index: float, last: int) -> int:
    return min(max(int(index), 0), last - 1) + 1
