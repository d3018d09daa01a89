"""Pieces of ink parted into rows of writing; commas stay with the row that they end."""

from __future__ import annotations

import numpy as np
import pytest

from docforge.layout import Cell, Paragraph
from docforge.readers.scan.filled.handwriting import (
    Line,
    Reading,
    _with_lone_characters,
    _without_strays,
)
from docforge.readers.scan.filled.spaces import (
    Space,
    _ends_a_row,
    _over_rulings,
    _without_residue,
    rows_of,
)
from docforge.readers.scan.laid.added import Piece
from docforge.readers.scan.lines.writing import Character, Written


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


@pytest.mark.parametrize(("left", "taken"), [(124, True), (138, False)])
@pytest.mark.parametrize("printed", [True, False])
def test_a_comma_beyond_the_ruling_belongs_to_the_row_that_it_ends(
    left: int, taken: bool, printed: bool
) -> None:
    comma = _piece(9, (left, 26, left + 6, 36))
    own = Space(Cell(0, 0), (0, 0, 119, 80), False, _row(0, 3, 1))
    beyond = Space(Cell(0, 1), (121, 0, 300, 80), printed, [comma])
    _over_rulings([own, beyond], 34.0, 1.0)
    assert (comma in own.pieces) is taken
    assert (comma in beyond.pieces) is not taken


def test_beside_writing_of_its_own_a_cell_keeps_its_dots() -> None:
    dot = _piece(9, (124, 26, 130, 36))
    own = Space(Cell(0, 0), (0, 0, 119, 80), False, _row(0, 3, 1))
    beyond = Space(Cell(0, 1), (121, 0, 300, 80), False, [dot, _piece(8, (140, 0, 174, 34))])
    _over_rulings([own, beyond], 34.0, 1.0)
    assert dot in beyond.pieces


def test_a_thin_one_of_a_printed_line_is_kept_where_it_stands_free_of_print() -> None:
    one, two = _piece(1, (100, 20, 106, 42)), _piece(2, (116, 20, 130, 42))
    line = Space(Paragraph(()), (0, 0, 300, 60), True, [one, two])
    blank = np.zeros((60, 300), np.uint8)
    assert _without_residue(blank, line, 60.0, 1.0) == [one, two]
    blank[20:42, 92:98] = 255  # a stroke of print, whose edge the piece may be
    assert _without_residue(blank, line, 60.0, 1.0) == [two]


def test_a_single_character_belongs_to_the_name_that_is_nearer() -> None:
    name, lone, other = _row(0, 2, 1), [_piece(7, (96, 0, 130, 34))], [_piece(8, (170, 0, 240, 34))]
    assert _with_lone_characters([name, lone, other], 34.0) == [[*name, *lone], other]
    assert _with_lone_characters([name, other], 34.0) == [name, other]


def test_a_stroke_far_from_the_names_is_no_character_of_theirs() -> None:
    name, far = _row(0, 3, 1), [_piece(7, (300, 0, 334, 34))]
    thin = [_piece(8, (130, 0, 136, 34))]
    assert _with_lone_characters([name, far], 34.0) == [name, far]
    assert _with_lone_characters([name, thin], 34.0) == [name, thin]


def _reading(text: str, numbers: tuple[str, ...] = ()) -> Reading:
    space = Space(Paragraph(()), (0, 0, 100, 20), False)
    line = Line(space, np.full((20, 20), 255, np.uint8), (0, 0, 20, 20), True, None, numbers)
    return Reading(line, Written(tuple(Character(each, 0.99, "", 0.5) for each in text)))


def test_a_sign_behind_a_date_is_left_out_and_leaves_a_doubt() -> None:
    date = [_reading("2023", ("2023",)), _reading("9", ("9",)), _reading("23", ("23",))]
    kept = _without_strays([*date, _reading("7")])
    assert [each.written.text for each in kept] == ["2023", "9", "23"]
    assert all(each.written.confidence <= 0.6 for each in kept)
    assert _without_strays(date) == date


def test_a_lone_sign_is_kept_where_nothing_else_stands() -> None:
    alone = [_reading("1")]
    assert _without_strays(alone) == alone
    surname = [_reading("王"), _reading("张三")]
    assert _without_strays(surname) == surname
