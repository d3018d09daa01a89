"""Rows of a register that hold nothing but a seal: its letters are no writing.

Where a row has other writing, letters of a seal in one of its cells are read and doubted; a row
without any would be a finding that nobody made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from docforge.layout import Cell, ExpectedPage, Table
from docforge.readers.scan.filled.spaces import Space
from docforge.readers.scan.laid.added import Piece
from docforge.readers.scan.laid.laying import Laid


def without_sealed_rows(laid: Laid, expected: ExpectedPage, spaces: Sequence[Space]) -> list[Space]:
    """The written spaces without those of empty rows on which a black seal lies.

    A row is empty if it prints at most its number, and all its ink lies within seals.
    """
    if not laid.black_seals:
        return list(spaces)
    rows: dict[tuple[int, int], list[Space]] = defaultdict(list)
    home = {
        id(cell): (number, cell.row)
        for number, table in enumerate(_tables(expected.page.blocks))
        for cell in table.cells
        if not _prints_words(table, cell.row)
    }
    for space in spaces:
        if id(space.owner) in home:
            rows[home[id(space.owner)]].append(space)
    sealed = {
        id(space)
        for several in rows.values()
        if all(_within_a_seal(laid, piece) for space in several for piece in space.pieces)
        for space in several
    }
    return [space for space in spaces if id(space) not in sealed]


def _tables(blocks: Iterable[object]) -> Iterable[Table]:
    return (block for block in blocks if isinstance(block, Table))


def _prints_words(table: Table, row: int) -> bool:
    cells: list[Cell] = [cell for cell in table.cells if cell.row == row]
    return any(cell.text.strip() and not cell.text.strip().isdigit() for cell in cells)


def _within_a_seal(laid: Laid, piece: Piece) -> bool:
    """Whether all of a piece lies where a seal does, with what its ring leaves around."""
    corners = [(x, y) for x in piece.box[::2] for y in piece.box[1::2]]
    around = laid.dpi / 25.4
    return any(
        all(
            (x - seal.x) ** 2 + (y - seal.y) ** 2 <= (seal.radius + around) ** 2 for x, y in corners
        )
        for seal in laid.black_seals
    )
