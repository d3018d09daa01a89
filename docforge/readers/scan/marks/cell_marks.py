"""Marks in cells: which pieces of ink are one mark though a ruling parts them, in whose cell it
was made, and whether it is but a stroke.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.laid.added import Added, Mask, Piece, around_print
from docforge.readers.scan.laid.laying import Laid

PixelBox = tuple[int, int, int, int]
Points = NDArray[np.float64]

_ACROSS = 15
"""Pixels at 200 dpi over which a stroke is carried on through a ruling."""
_RULING = 4
"""Pixels at 200 dpi of what is left of a ruling."""
STRAIGHT, BENT = 0.085, 0.12
"""Bends: below the first ink is a stroke, from the second on it is none. Strokes and dashes that
are drawn have 0.08 at most, 98 of 100 ticks 0.13 and more."""
_WITHIN, _LEAST_IN = 0.6, 0.3
"""Share of a mark's ink that stands in its cell if it is to be sure; if it is to be its own."""
_BOTH = 0.25
"""Share of ink in each of two cells from which on it may be two marks that touch."""
_DOUBLED, _CROSSED, _TRIPLED = 0.05, 0.3, 0.13
"""Shares of a mark's width over which two lines of it run above each other: less is one line, so
much and more may be a cross; the share over which three do that makes it a scribble."""
_FALLS = 0.3
"""Of a mark's height: how far a tick may fall again on its way up."""
_HOLLOW, _AROUND = 0.6, 0.9
"""Of a ring's radius: its ink lies beyond; so much of it does."""
_LOWEST = 0.06
"""Of a mark's height: the part of it that is its lowest point."""
_ROUND = 1.8
"""Lengths to widths below which ink is a blot, of which nothing tells that it is a stroke."""


@dataclass(frozen=True)
class PenMark:
    """A mark as it was made: its pieces, its box (pixels), where its ink is (x, y), its foot."""

    pieces: tuple[Piece, ...]
    box: PixelBox
    points: Points
    foot: tuple[float, float]

    def share_in(self, box: PixelBox) -> float:
        """The share of its ink within a box."""
        x, y = self.points[:, 0], self.points[:, 1]
        inside = (box[0] <= x) & (x < box[2]) & (box[1] <= y) & (y < box[3])
        return float(inside.mean())

    def stands_in(self, box: PixelBox) -> bool:
        """Whether its foot stands there: a tick is made upwards and to the right."""
        return box[0] <= self.foot[0] < box[2] and box[1] <= self.foot[1] < box[3]


def pen_marks(laid: Laid, added: Added, area: PixelBox) -> list[PenMark]:
    """The marks that have ink in an area (pixels), whole: pieces that a ruling parts are one."""
    near = [piece for piece in added.pieces if _meet(piece.box, area)]
    if not near:
        return []
    margin = _ACROSS
    window = (
        max(min(piece.box[0] for piece in near) - margin, 0),
        max(min(piece.box[1] for piece in near) - margin, 0),
        max(piece.box[2] for piece in near) + margin,
        max(piece.box[3] for piece in near) + margin,
    )
    mask = added.mask_of(near, window)
    joined = _joined(laid, mask, window)
    several: dict[int, list[Piece]] = defaultdict(list)
    labels = added.labels[window[1] : window[3], window[0] : window[2]]
    for piece in near:
        row, column = np.argwhere(labels == piece.label)[0]
        several[int(joined[row, column])].append(piece)
    return [_mark(added, pieces) for pieces in several.values()]


def _meet(one: PixelBox, other: PixelBox) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


def _joined(laid: Laid, mask: Mask, window: PixelBox) -> NDArray[np.int32]:
    """Labels of ink; what reaches the same spot of print from two sides has one."""
    x0, y0, x1, y1 = window
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_ACROSS, _ACROSS))
    grown = cv2.dilate(mask.astype(np.uint8), reach) > 0
    through = mask | (grown & around_print(laid)[y0:y1, x0:x1])
    _count, labels = cv2.connectedComponents(through.astype(np.uint8), connectivity=8)
    return np.asarray(labels, np.int32)


def _mark(added: Added, pieces: Sequence[Piece]) -> PenMark:
    box = (
        min(piece.box[0] for piece in pieces),
        min(piece.box[1] for piece in pieces),
        max(piece.box[2] for piece in pieces),
        max(piece.box[3] for piece in pieces),
    )
    rows, columns = np.nonzero(added.mask_of(pieces, box))
    points = np.column_stack([columns + box[0], rows + box[1]]).astype(np.float64)
    return _of_points(pieces, points)


def _of_points(pieces: Sequence[Piece], points: Points) -> PenMark:
    x0, y0 = (int(edge) for edge in points.min(axis=0))
    x1, y1 = (int(edge) + 1 for edge in points.max(axis=0))
    low = points[:, 1] >= y1 - 1 - _LOWEST * (y1 - y0)
    foot = (float(points[low, 0].mean()), float(y1 - 1))
    return PenMark(tuple(pieces), (x0, y0, x1, y1), points, foot)


def marks_by_cell(
    laid: Laid, added: Added, cells: Sequence[PixelBox]
) -> list[list[tuple[PenMark, bool]]]:
    """For every cell the marks that were made in it, and whether each is so for certain."""
    found: list[list[tuple[PenMark, bool]]] = [[] for _ in cells]
    area = (
        min(cell[0] for cell in cells),
        min(cell[1] for cell in cells),
        max(cell[2] for cell in cells),
        max(cell[3] for cell in cells),
    )
    for mark in pen_marks(laid, added, area):
        parts = [mark]
        owner = _owner_of(mark, cells)
        if owner is None and len(mark.pieces) > 1:
            parts = [_mark(added, [piece]) for piece in mark.pieces]
        for part in parts:
            own = owner or _owner_of(part, cells)
            if own is None or _run_together(part, cells):
                for number, piece in _cut_by_cells(part, cells):
                    found[number].append((piece, False))
            elif not all(is_of_ruling(piece, cells[own[0]]) for piece in part.pieces):
                found[own[0]].append((part, own[1] and part is mark))
    return found


def _run_together(mark: PenMark, cells: Sequence[PixelBox]) -> bool:
    """Whether a mark is rather the marks of two cells that touch: no one line makes both."""
    shares = sorted(mark.share_in(cell) for cell in cells if _meet(mark.box, cell))
    return len(shares) > 1 and shares[-2] >= _BOTH and not is_one_line(mark)


def _cut_by_cells(mark: PenMark, cells: Sequence[PixelBox]) -> Iterator[tuple[int, PenMark]]:
    """What a mark that runs together with others left in each cell; thin remains are no part."""
    for number, cell in enumerate(cells):
        if not _meet(mark.box, cell):
            continue
        x, y = mark.points[:, 0], mark.points[:, 1]
        inside = (cell[0] <= x) & (x < cell[2]) & (cell[1] <= y) & (y < cell[3])
        if not inside.any():
            continue
        part = _of_points(mark.pieces, mark.points[inside])
        x0, y0, x1, y1 = part.box
        if min(x1 - x0, y1 - y0) > _RULING and max(x1 - x0, y1 - y0) > 2 * _ACROSS:
            yield number, part


def _owner_of(mark: PenMark, cells: Sequence[PixelBox]) -> tuple[int, bool] | None:
    """The cell of a mark, and whether both its foot and most of its ink stand there."""
    near = [number for number, cell in enumerate(cells) if _meet(mark.box, cell)]
    shares = {number: mark.share_in(cells[number]) for number in near}
    if not shares:
        return None
    most = max(shares, key=lambda number: shares[number])
    foot = next((number for number in near if mark.stands_in(cells[number])), None)
    if foot == most and shares[most] >= _LEAST_IN:
        return most, shares[most] >= _WITHIN
    if foot is not None and shares[foot] >= _LEAST_IN and bend_of(mark.points) >= BENT:
        return foot, False
    return (most, False) if shares[most] >= 0.5 else None


def is_one_line(mark: PenMark) -> bool:
    """Whether a mark goes from left to right in one line, as a tick does, and is not struck out."""
    down, across = _crossings(mark)
    return float((down > 1).mean()) < _DOUBLED and float((across > 2).mean()) < _TRIPLED


def rises_from_its_foot(mark: PenMark) -> bool:
    """Whether a line rises on both sides of its lowest point, as a tick's does, not a zigzag's."""
    x0, y0, x1, y1 = mark.box
    columns = mark.points[:, 0].astype(int) - x0
    counts = np.bincount(columns, minlength=x1 - x0)
    height = -np.bincount(columns, mark.points[:, 1], x1 - x0)[counts > 0] / counts[counts > 0]
    foot = int(height.argmin())
    for side in (height[foot:], height[: foot + 1][::-1]):
        if float((np.maximum.accumulate(side) - side).max()) > _FALLS * (y1 - y0):
            return False
    return True


def is_ring(mark: PenMark) -> bool:
    """Whether a mark runs around an empty middle (of pen ink) on all sides."""
    x0, y0, x1, y1 = mark.box
    x = (mark.points[:, 0] - (x0 + x1) / 2) / ((x1 - x0) / 2)
    y = (mark.points[:, 1] - (y0 + y1) / 2) / ((y1 - y0) / 2)
    sides = np.unique(np.floor((np.arctan2(y, x) + np.pi) / (np.pi / 4)).clip(0, 7))
    return len(sides) == 8 and float((np.hypot(x, y) > _HOLLOW).mean()) >= _AROUND


def is_crossed(mark: PenMark) -> bool:
    """Whether a mark can be two strokes that cross, neither a tick nor a scribble."""
    down, across = _crossings(mark)
    thrice = max(float((runs > 2).mean()) for runs in (down, across))
    return float((down > 1).mean()) >= _CROSSED and thrice < _TRIPLED


def _crossings(mark: PenMark) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How often a line down each column, and across each row, meets the mark."""
    x0, y0, x1, y1 = mark.box
    plane = np.zeros((y1 - y0 + 1, x1 - x0 + 1), np.int8)
    columns, rows = (mark.points.astype(int) - (x0, y0)).T
    plane[rows + 1, columns + 1] = 1
    down, across = ((np.diff(plane, axis=axis) == 1).sum(axis=axis) for axis in (0, 1))
    return down[1:], across[1:]


def is_of_ruling(piece: Piece, box: PixelBox) -> bool:
    """Whether a piece is remains of a cell's ruling: thin, and along its edge."""
    x0, y0, x1, y1 = piece.box
    thin = min(x1 - x0, y1 - y0) <= _RULING
    return thin and min(x0 - box[0], y0 - box[1], box[2] - x1, box[3] - y1) < _RULING


def bend_of(points: Points) -> float:
    """How far ink leaves the straight line between its ends, to their distance, beyond the width
    of the pen: 0 for a stroke; a tick has more. 1 for a blot, which has no ends.
    """
    middle = points.mean(axis=0)
    _values, axes = np.linalg.eigh(np.cov((points - middle).T) + 1e-9 * np.eye(2))
    along = (points - middle) @ axes[:, 1]
    first, last = points[along.argmin()], points[along.argmax()]
    length = float(np.linalg.norm(last - first))
    width = _pen_width(points)
    if length < _ROUND * width:
        return 1.0
    line = (last - first) / length
    off = (points - first) @ np.array([-line[1], line[0]])
    return max(float(np.ptp(off)) - width, 0.0) / length


def _pen_width(points: Points) -> float:
    corner = points.min(axis=0).astype(int)
    columns, rows = (points.astype(int) - corner + 1).T
    mask = np.zeros((rows.max() + 2, columns.max() + 2), np.uint8)
    mask[rows, columns] = 1
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)[rows, columns]
    return 2 * float(np.percentile(depth, 95))
