"""Tables on a page that no blank is known of: cells between rulings, and lines of text in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.pictures.ink import Grey

PixelBox = tuple[int, int, int, int]
"""x0, y0, x1, y1 in pixels."""

Flat = tuple[float, float, float, float]
"""The edges of a cell as its table would show them if it lay flat."""

_ASLANT = 0.12
"""Of a table's longer side: corners that lie further off make no quadrangle."""
_RULING = 1 / 45
"""Of the page's long side: a straight run of ink this long is a ruling."""
_INK = 70
_LEAST_CELL = 1 / 160
"""Of the page's long side: a narrower hole between rulings is no cell."""
_SAME = 1 / 180
"""Of the page's long side: edges closer than this are one line of the grid."""


@dataclass(frozen=True)
class RuledCell:
    """A cell: where it stands (pixels), its place in the grid (from 1) and how far it spans."""

    box: PixelBox
    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True)
class RuledTable:
    box: PixelBox
    rows: int
    columns: int
    cells: tuple[RuledCell, ...]


def rulings_of(ink: Grey) -> NDArray[np.uint8]:
    """Where the rulings of a page run (0 or 1), small gaps closed."""
    length = max(15, round(max(ink.shape) * _RULING))
    dark = (ink > _INK).astype(np.uint8)
    lines = np.zeros_like(dark)
    for shape, across in (((length, 1), (1, 3)), ((1, length), (3, 1))):
        thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, across))
        run = cv2.morphologyEx(
            thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        )
        lines |= np.asarray(run, dtype=np.uint8)
    closed = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.asarray(closed, dtype=np.uint8)


def tables_of(lines: NDArray[np.uint8]) -> list[RuledTable]:
    """The tables that the rulings draw, top to bottom."""
    longest = max(lines.shape)
    count, labels, stats, _middles = cv2.connectedComponentsWithStats(lines, connectivity=8)
    found = []
    for label in range(1, count):
        x, y, wide, high, _size = (int(value) for value in stats[label])
        if wide < longest / 6 or high < longest / 40:
            continue
        part = (labels[y : y + high, x : x + wide] == label).astype(np.uint8)
        cells = _holes(part, max(6, round(longest * _LEAST_CELL)))
        if len(cells) >= 4:
            placed = [(a + x, b + y, c + x, d + y) for a, b, c, d in cells]
            flat = _flattened(part, cells)
            found.append(_table((x, y, x + wide, y + high), placed, flat, longest * _SAME))
    outer = [one for one in found if not any(_within(one.box, other.box) for other in found)]
    return sorted(outer, key=lambda table: table.box[1])


def _within(inner: PixelBox, outer: PixelBox) -> bool:
    return inner != outer and (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def _holes(lines: NDArray[np.uint8], least: int) -> list[PixelBox]:
    """The white between the rulings, piece by piece, without what lies outside."""
    framed = cv2.copyMakeBorder(1 - lines, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=1.0)
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(
        np.asarray(framed, dtype=np.uint8), connectivity=4
    )
    height, width = lines.shape
    found = []
    for number in range(1, count):
        x, y, wide, high, size = (int(value) for value in stats[number])
        outside = x <= 1 or y <= 1 or x + wide > width or y + high > height
        if not outside and min(wide, high) >= least and size > 0.6 * wide * high:
            found.append((x - 1, y - 1, x - 1 + wide, y - 1 + high))
    return found


def _flattened(part: NDArray[np.uint8], cells: Sequence[PixelBox]) -> list[Flat]:
    """The cells' edges as they lie once the table's four corners make a rectangle: a photograph
    shows its rulings aslant.
    """
    y, x = (axis.astype(np.float32) for axis in np.nonzero(part))
    ends = ((x + y).argmin(), (x - y).argmax(), (x + y).argmax(), (x - y).argmin())
    corners = np.array([[x[end], y[end]] for end in ends], dtype=np.float32)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    square = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)
    if np.abs(corners - square).max() > _ASLANT * max(x1 - x0, y1 - y0):
        square = corners  # no quadrangle at all: a table whose rows differ in width
    matrix = cv2.getPerspectiveTransform(corners, square)
    flat = []
    for left, top, right, bottom in cells:
        across, down = (left + right) / 2, (top + bottom) / 2
        middles = np.array([[[left, down], [across, top], [right, down], [across, bottom]]])
        moved = cv2.perspectiveTransform(middles.astype(np.float64), matrix)[0]
        flat.append(
            (float(moved[0, 0]), float(moved[1, 1]), float(moved[2, 0]), float(moved[3, 1]))
        )
    return flat


def _table(
    box: PixelBox, cells: Sequence[PixelBox], flat: Sequence[Flat], same: float
) -> RuledTable:
    """Cells in a grid whose lines are the edges that cells share."""
    across = _lines([cell[0] for cell in flat] + [cell[2] for cell in flat], same)
    down = _lines([cell[1] for cell in flat] + [cell[3] for cell in flat], same)
    ruled = []
    for cell, own in zip(cells, flat, strict=True):
        first_column, last_column = _nearest(across, own[0]), _nearest(across, own[2])
        first_row, last_row = _nearest(down, own[1]), _nearest(down, own[3])
        if last_column > first_column and last_row > first_row:
            spans = last_row - first_row, last_column - first_column
            ruled.append(RuledCell(cell, first_row + 1, first_column + 1, *spans))
    # A page that leans gives its cells in another order than they are read in.
    ruled.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(box, len(down) - 1, len(across) - 1, tuple(ruled))


def _lines(edges: Sequence[float], same: float) -> list[float]:
    """Edges that lie close together as one line each; the two sides of a ruling are one."""
    found: list[list[float]] = []
    for edge in sorted(edges):
        if found and edge - found[-1][-1] <= same:
            found[-1].append(edge)
        else:
            found.append([edge])
    return [sum(group) / len(group) for group in found]


def _nearest(lines: Sequence[float], edge: float) -> int:
    return min(range(len(lines)), key=lambda index: abs(lines[index] - edge))


def home_of(box: PixelBox, tables: Sequence[RuledTable]) -> tuple[int, int] | None:
    """The table and the cell in which the middle of a box lies."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    for number, table in enumerate(tables):
        for index, cell in enumerate(table.cells):
            if cell.box[0] <= x <= cell.box[2] and cell.box[1] <= y <= cell.box[3]:
                return number, index
    return None
