"""Which cell each piece of a page is in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from docforge.readers.pdf.boxes import width
from docforge.readers.pdf.grids import Grid, GridCell
from docforge.readers.pdf.pieces import Piece

Home = tuple[int, GridCell]
"""The number of a grid and one of its cells."""

_CUT = 0.1
"""The share of a character's width that must stand on either side of a border that cuts it."""


def homes(pieces: Sequence[Piece], grids: Sequence[Grid]) -> list[Home | None]:
    """The cell of each piece, None outside tables; of nested tables, which come first, the inner.

    Words that run over the border of their cell, as long ones do in sheets, stay in one cell.
    """
    found = [_home(piece, grids) for piece in pieces]
    for start, end in _stretches(pieces):
        part = found[start:end]
        if len(set(part)) > 1 and _is_cut(pieces[start:end], part):
            found[start:end] = Counter(part).most_common(1)[0][:1] * (end - start)
    return found


def _home(piece: Piece, grids: Sequence[Grid]) -> Home | None:
    middle = piece.centre
    for number, grid in enumerate(grids):
        cell = grid.cell_at(middle)
        if cell is not None:
            return number, cell
    return None


def _stretches(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """From where to where characters were printed in one go without a gap between them."""
    start = 0
    for at in range(1, len(pieces) + 1):
        if at < len(pieces) and _follows(pieces[at - 1], pieces[at]):
            continue
        if at - start > 1:
            yield start, at
        start = at


def _follows(before: Piece, piece: Piece) -> bool:
    return (
        before.run == piece.run != 0
        and before.slant == piece.slant == 0
        and abs(before.box[1] - piece.box[1]) < 0.3 * piece.size
        and abs(piece.box[0] - before.box[2]) < 0.5 * piece.size
    )


def _is_cut(pieces: Sequence[Piece], found: Sequence[Home | None]) -> bool:
    """Whether a border runs through one of the characters, not between two of them."""
    for piece, home in zip(pieces, found, strict=True):
        if home is None or piece.text.isspace():
            continue
        left, right = home[1].box[0], home[1].box[2]
        over = max(left - piece.box[0], piece.box[2] - right)
        if over > _CUT * width(piece.box):
            return True
    return False
