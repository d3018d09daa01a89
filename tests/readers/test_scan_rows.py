"""Pieces of ink parted into rows of writing; commas stay with the row that they end."""

from __future__ import annotations

from docforge.readers.scan.added import Piece
from docforge.readers.scan.spaces import _ends_a_row, rows_of


def _piece(number: int, box: tuple[int, int, int, int]) -> Piece:
    x0, y0, x1, y1 = box
    return Piece(number, box, (x1 - x0) * (y1 - y0) // 2, ((x0 + x1) / 2, (y0 + y1) / 2))


def _row(top: int, count: int, first: int) -> list[Piece]:
    return [
        _piece(first + place, (40 * place, top, 40 * place + 34, top + 34))
        for place in range(count)
    ]


def test_a_comma_that_hangs_low_ends_its_own_row() -> None:
    comma = _piece(99, (246, 34, 252, 44))
    rows = rows_of([*_row(0, 6, 1), comma, *_row(46, 3, 11)])
    assert [len(row) for row in rows] == [7, 3]
    assert rows[0][-1] is comma


def test_a_short_stroke_under_a_row_begins_the_next_one() -> None:
    stroke = _piece(99, (2, 60, 30, 64))
    rows = rows_of([*_row(0, 6, 1), stroke, *[_piece(98, (40, 46, 74, 80))]])
    assert [len(row) for row in rows] == [6, 2]


def test_a_comma_at_the_ruling_is_no_residue_of_it() -> None:
    tall = _row(0, 3, 1)
    em = 34.0
    assert _ends_a_row(_piece(9, (120, 26, 126, 36)), tall, em)
    for box in ((150, 26, 156, 36), (120, 2, 126, 12), (116, 0, 119, 34), (120, 60, 126, 70)):
        assert not _ends_a_row(_piece(9, box), tall, em), box
