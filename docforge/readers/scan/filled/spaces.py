"""Where something was written on a filled blank: in which cell or line, in how many rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import numpy as np

from docforge.layout import Cell, ExpectedOption, ExpectedPage, OptionPrint, Paragraph, Table
from docforge.place import Box
from docforge.readers.scan.laid.added import Added, Piece
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.pictures.ink import Grey

_INSET = 1.0
"""Points from a cell's rulings inwards in which nothing is taken for writing."""
_LARGEST = 110.0
"""Points; larger pieces in both directions are seals, in one direction streaks."""
_FAINT = 0.35
"""Square ems of ink; less than this in a space is dust, a comma or a slip of the pen."""


_SMALL, _HANGS = 0.5, 0.3
"""Of a character's height: what is lower may be a comma, and so far below its row it may begin."""
_BESIDE_RULING = 1.0
"""Points within a cell's inset from its rulings."""
_STROKE = 0.45
"""Ems that the shortest stroke of a character has which is all that stands in a cell."""
_AS_LONG, _FREE, _PRINTED = 0.5, 8, 40
"""Of the tallest character's height; pixels around a stroke without print, and what is print."""
_OVER, _AT_EDGE = 0.85, 0.4
"""Ems behind a character, and behind the ruling, at most at which a comma stands beyond it."""


@dataclass
class Space:
    """A cell or a line that can be written into, with the pieces of ink that stand there.

    `box` in points on the blank; `printed` where the space holds print itself.
    """

    owner: Cell | Paragraph
    box: Box
    printed: bool
    pieces: list[Piece] = field(default_factory=list)

    @property
    def area(self) -> float:
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])


def written_spaces(laid: Laid, expected: ExpectedPage, added: Added, em: float) -> list[Space]:
    """The spaces of a page that hold writing; `em` is the print's size in points."""
    spaces = [*_cells(expected.page.blocks), *_lines(expected, em)]
    scale = laid.dpi / 72
    ticked = [each.box for each in expected.options if each.print is OptionPrint.CELL]
    cores = [_core(each, em) for each in expected.options if each.print is not OptionPrint.CELL]
    for piece in added.pieces:
        box = tuple(edge / scale for edge in piece.box)
        if _is_stranger(box) or any(overlap(box, core) for core in cores):
            continue
        x, y = piece.middle[0] / scale, piece.middle[1] / scale
        if any(_holds(cell, x, y) for cell in ticked):
            continue
        homes = [space for space in spaces if _holds(space.box, x, y)]
        if homes:
            _nearest(homes, y).pieces.append(piece)
    _over_rulings(spaces, em * scale, scale)
    least = _FAINT * (em * scale) ** 2
    found = []
    for space in spaces:
        space.pieces = _without_residue(laid.blank, space, em * scale, scale)
        written = sum(piece.size for piece in space.pieces)
        if written >= least * (2.0 if space.printed else 0.4) or _has_a_stroke(space, em * scale):
            found.append(space)
    return found


def _has_a_stroke(space: Space, em: float) -> bool:
    """Whether a lone 1 or 一 stands in an empty cell: little ink, but no dust is so long."""
    if space.printed or not isinstance(space.owner, Cell):
        return False
    longest = max((max(p.box[2] - p.box[0], p.box[3] - p.box[1]) for p in space.pieces), default=0)
    return longest >= _STROKE * em


def _over_rulings(spaces: Sequence[Space], em: float, scale: float) -> None:
    """Gives a comma to its row that was written beyond the cell's right ruling: no writing is in
    the next cell, at whose edge it stands, low behind a character (`em` in pixels).
    """
    cells = [each for each in spaces if isinstance(each.owner, Cell) and each.pieces]
    for beyond in cells:
        if any(_is_tall(piece, em) for piece in beyond.pieces):
            continue
        left = beyond.box[0] * scale
        for piece in [each for each in beyond.pieces if each.box[0] - left < _AT_EDGE * em]:
            for space in cells:
                tall = [each for each in space.pieces if _is_tall(each, em)]
                if space is beyond or not _ends_a_row(piece, tall, em, _OVER):
                    continue
                beyond.pieces.remove(piece)
                space.pieces.append(piece)
                break


def _is_tall(piece: Piece, em: float) -> bool:
    return piece.box[3] - piece.box[1] >= _STROKE * em


def _along_edge(piece: Piece, space: Space, scale: float) -> bool:
    """Whether a piece lies at the rulings of its cell, of which it may be what is left."""
    x0, y0, x1, y1 = (edge / scale for edge in piece.box)
    left, top, right, bottom = space.box
    return min(x0 - left, y0 - top, right - x1, bottom - y1) < _BESIDE_RULING


def _ends_a_row(piece: Piece, tall: Sequence[Piece], em: float, within: float = 0.6) -> bool:
    """Whether a small piece is a comma behind the last character of a row (`em` in pixels)."""
    x0, y0, x1, y1 = piece.box
    if max(x1 - x0, y1 - y0) > _STROKE * em or min(x1 - x0, y1 - y0) < 0.06 * em:
        return False
    return any(
        0 <= x0 - each.box[2] < within * em
        and (each.box[1] + each.box[3]) / 2 < (y0 + y1) / 2 < each.box[3] + 0.3 * em
        for each in tall
    )


def _nearest(homes: Sequence[Space], y: float) -> Space:
    """The innermost cell; outside tables the line that the ink stands closest to."""
    cells = [space for space in homes if isinstance(space.owner, Cell)]
    if cells:
        return min(cells, key=lambda space: space.area)
    return min(homes, key=lambda space: abs(y - _middle(space.box)))


def _without_residue(blank: Grey, space: Space, em: float, scale: float) -> list[Piece]:
    """Thin pieces along the edges of print are print that was scanned thicker; beside writing one
    that stands free of print is a stroke of it: a 1, one of 兰.

    In an empty cell, away from its rulings, they are a hyphen, a full stop, a 一 (U+4E00); along
    them even long ones are what is left of a ruling.
    """
    empty = isinstance(space.owner, Cell) and not space.printed
    tall = [each for each in space.pieces if _is_tall(each, em)]
    return [
        piece
        for piece in space.pieces
        if (empty and (not _along_edge(piece, space, scale) or _ends_a_row(piece, tall, em)))
        or (not empty and piece.size >= 0.02 * em * em)
        or min(piece.box[2] - piece.box[0], piece.box[3] - piece.box[1]) >= 0.14 * em
        or (not empty and _stands_free(blank, piece, space))
    ]


def _stands_free(blank: Grey, piece: Piece, space: Space) -> bool:
    """Whether a piece is as long as a stroke of the writing beside it, and no print is near."""
    x0, y0, x1, y1 = piece.box
    others = [each.box[3] - each.box[1] for each in space.pieces if each is not piece]
    if max(x1 - x0, y1 - y0) < _AS_LONG * max(others, default=math.inf):
        return False
    near = blank[max(y0 - _FREE, 0) : y1 + _FREE, max(x0 - _FREE, 0) : x1 + _FREE]
    return bool((near < _PRINTED).all())


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces parted into rows of writing, top to bottom, by the white between the rows."""
    if not pieces:
        return []
    tall = [piece.box[3] - piece.box[1] for piece in pieces]
    usual = float(median(sorted(tall)[len(tall) // 2 :]))
    top = min(piece.box[1] for piece in pieces)
    bottom = max(piece.box[3] for piece in pieces)
    profile = np.zeros(bottom - top + 1)
    for piece in pieces:
        profile[piece.box[1] - top : piece.box[3] - top] += piece.size / max(
            piece.box[3] - piece.box[1], 1
        )
    rows = max(1, round((bottom - top) / max(1.35 * usual, 1.0)))
    cuts = _valleys(profile, rows)
    parted: list[list[Piece]] = [[] for _ in range(len(cuts) + 1)]
    for piece in pieces:
        parted[int(np.searchsorted(cuts, piece.middle[1] - top))].append(piece)
    _put_back(parted, usual)
    return [sorted(row, key=lambda piece: piece.box[0]) for row in parted if row]


def _put_back(rows: Sequence[list[Piece]], usual: float) -> None:
    """A comma at the end of a row hangs so low that it may have been parted into the next one."""
    for before, row in pairwise(rows):
        for piece in [each for each in row if each.box[3] - each.box[1] < _SMALL * usual]:
            if not before:
                continue
            others = [each.box[2] for each in row if each is not piece]
            after = piece.box[0] - max(each.box[2] for each in before)
            below = piece.box[1] - max(each.box[3] for each in before)
            apart = not others or piece.box[0] > max(others) + usual
            if apart and -0.5 * usual < after < usual and below < _HANGS * usual:
                row.remove(piece)
                before.append(piece)


def _valleys(profile: np.ndarray, rows: int) -> list[int]:
    """The emptiest lines near where the borders of evenly spaced rows would be."""
    cuts = []
    pitch = len(profile) / rows
    smooth = np.convolve(profile, np.ones(5) / 5, mode="same")
    for number in range(1, rows):
        low, high = (int(pitch * (number + off)) for off in (-0.35, 0.35))
        part = smooth[low : high + 1]
        if len(part):
            least = np.flatnonzero(part <= part.min() + 1e-9)
            cuts.append(low + int(least[len(least) // 2]))
    return cuts


def _cells(blocks: Sequence[Paragraph | Table]) -> Iterator[Space]:
    for block in blocks:
        if not isinstance(block, Table):
            continue
        for cell in block.cells:
            nested = [part for part in cell.content if isinstance(part, Table)]
            yield from _cells(nested)
            if cell.place and cell.place.box:
                x0, y0, x1, y1 = cell.place.box
                inner = (x0 + _INSET, y0 + _INSET, x1 - _INSET, y1 - _INSET)
                yield Space(cell, inner, bool(cell.text.strip()) or bool(cell.marks))


def _lines(expected: ExpectedPage, em: float) -> Iterator[Space]:
    """The lines that ask for writing, from their beginning to the right edge of the page."""
    tables = [
        block.place.box
        for block in expected.page.blocks
        if isinstance(block, Table) and block.place and block.place.box
    ]
    for block in expected.page.blocks:
        if not isinstance(block, Paragraph) or not block.place or not block.place.box:
            continue
        x0, y0, x1, y1 = block.place.box
        if (x0, y0, x1, y1) not in expected.spaces:
            continue
        right = expected.page.width - 1.5 * em
        beside = [box[0] for box in tables if box[1] < y1 and box[3] > y0 and box[0] > x1]
        right = min([right, *beside])
        yield Space(block, (x0, y0 - 0.45 * em, right, y1 + 0.35 * em), False)


def _core(option: ExpectedOption, em: float) -> Box:
    """Ink that touches this belongs to a mark."""
    box, word = option.box, option.word_box
    return (
        min(box[0], word[0]) - 0.3 * em,
        box[1],
        max(box[2], word[2]) + 0.2 * em,
        box[3],
    )


def _is_stranger(box: Sequence[float]) -> bool:
    wide, high = box[2] - box[0], box[3] - box[1]
    return min(wide, high) > _LARGEST / 2 or max(wide, high) > 2 * _LARGEST


def overlap(first: Sequence[float], second: Sequence[float]) -> bool:
    """Whether two boxes share a part."""
    return (
        first[0] < second[2]
        and second[0] < first[2]
        and first[1] < second[3]
        and second[1] < first[3]
    )


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def by_owner(spaces: Sequence[Space]) -> Mapping[int, Space]:
    """Spaces by the identity of the cell or paragraph that they are."""
    return {id(space.owner): space for space in spaces}
