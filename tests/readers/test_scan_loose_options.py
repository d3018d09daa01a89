"""Options of pages without a blank: their boxes, whose ink is whose, columns of cells to tick."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import cv2
import numpy as np
import pytest

from docforge.layout import ExpectedOption, Mark, MarkShape, MarkState, Text
from docforge.place import Place
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.lines.writing import Character, Written
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import Scan
from docforge.readers.scan.unknown.borrowed_ink import BorrowedInk
from docforge.readers.scan.unknown.grid import RuledTable, rulings_of, tables_of
from docforge.readers.scan.unknown.loose_cells import mended_heads, put_into, ticked_cells
from docforge.readers.scan.unknown.loose_words import Line
from docforge.readers.scan.unknown.option_boxes import box_of, off_level
from docforge.readers.scan.unknown.option_pictures import Print
from docforge.readers.scan.unknown.option_places import Placed, _patterns
from docforge.readers.scan.unknown.option_prints import Home

_EM = 28
_WORDS = ("符合", "不符合")


def _laid(ink: Grey, blank: Grey | None = None) -> Laid:
    white = np.full((*ink.shape, 3), 255, np.uint8)
    none = np.zeros_like(ink)
    scan = Scan(1, white, 595.0, 842.0, 1.0)
    print_ = none if blank is None else blank
    return Laid(scan, 200.0, np.eye(3), None, white, ink, ink, none, print_, False)


def _prints(side: int, away: int, lower: Mapping[str, int]) -> dict[str, Print]:
    """Words that are bars, with boxes of a size so far before them; some stand lower."""
    prints = {}
    for word in _WORDS:
        high, wide = round(1.6 * _EM), round((2.3 + len(word)) * _EM)
        picture = np.zeros((high, wide), np.uint8)
        edge, middle = round(2.2 * _EM), high // 2 + lower.get(word, 0)
        corner = edge - away - side // 2, middle - side // 2
        cv2.rectangle(picture, corner, (corner[0] + side - 1, corner[1] + side - 1), 255, 1)
        for x in range(edge + 3, wide - 8, 9):
            picture[middle - 11 : middle + 11, x : x + 3] = 255
        own = picture.astype(np.float32)
        prints[word] = Print(own, (own, own, own), True)
    return prints


@pytest.mark.parametrize(("side", "away"), [(13, 11), (17, 16), (24, 34), (25, 38)])
def test_boxes_are_found_of_whatever_size_and_however_far_before_their_words(
    side: int, away: int
) -> None:
    box = box_of(_prints(side, away, {}), _EM)
    assert box is not None
    assert abs(box.side - side) <= 1
    assert abs(box.left - away) <= 1.5


def test_a_word_whose_box_stands_lower_than_the_others_is_put_level() -> None:
    (found,) = off_level(_prints(20, 18, {"不符合": 4}), _EM).items()
    assert found == ("不符合", (0, 4))
    assert off_level(_prints(20, 18, {}), _EM) == {}


def test_a_group_that_was_read_nowhere_whole_is_put_together_from_its_parts() -> None:
    def placed(word: str, left: float, middle: float, cell: int) -> Placed:
        return Placed(word, left, middle, (0, cell), 1.0)

    patterns = _patterns(
        {
            (0, 1): [placed("符合", 10, 20, 1), placed("不符合", 120, 20, 1)],
            (0, 2): [placed("符合", 10, 90, 2), placed("不适用", 60, 118, 2)],
        }
    )
    whole = {each.words: each.offsets for each in patterns}
    assert whole["符合", "不符合", "不适用"] == ((0, 0), (110, 0), (50, 28))


def _options(*boxes: tuple[int, int]) -> list[ExpectedOption]:
    """Options of one group at pixels of 200 dpi, each a box and a word of two letters."""
    scale = 72 / 200
    return [
        ExpectedOption(
            "符合",
            (x * scale, y * scale, (x + _EM) * scale, (y + _EM) * scale),
            ((x + _EM) * scale, y * scale, (x + 3 * _EM) * scale, (y + _EM) * scale),
            0,
        )
        for x, y in boxes
    ]


def _state(
    option: ExpectedOption,
    state: MarkState,
    sure: float,
    new: float,
    left: float,
    faint: float = 0.0,
) -> Marked:
    shape = MarkShape.BOX if state is MarkState.EMPTY else MarkShape.TICK
    return Marked(option, state, shape, sure, new, left, faint)


def _tick(ink: Grey, x: int, y: int, size: int = 30) -> None:
    points = np.array([[x, y], [x + size // 3, y + size // 2], [x + 2 * size, y - size]], np.int32)
    cv2.polylines(ink, [points], False, 255, 4)


def test_ink_of_a_mark_at_another_option_is_no_mark() -> None:
    ink = np.zeros((600, 600), np.uint8)
    cv2.ellipse(ink, (150, 110), (80, 42), 0, 0, 360, 255, 4)  # it reaches into the option below
    upper, lower = _options((90, 95), (90, 150))
    states = [
        _state(upper, MarkState.CHOSEN, 0.99, 0.4, 0.1),
        _state(lower, MarkState.CHOSEN, 0.6, 0.1, 0.0),
    ]
    first, second = BorrowedInk(_laid(ink)).told(states)
    assert (first.state, first.confidence) == (MarkState.CHOSEN, 0.99)
    assert (second.state, second.confidence) == (MarkState.EMPTY, 0.5)
    likely = [states[0], _state(lower, MarkState.EMPTY, 0.8, 0.1, 0.0)]
    assert BorrowedInk(_laid(ink)).told(likely)[1].confidence == 0.95


def test_two_marks_stay_two() -> None:
    ink = np.zeros((600, 600), np.uint8)
    _tick(ink, 95, 110)
    _tick(ink, 95, 210)
    states = [
        _state(option, MarkState.CHOSEN, 0.95, 0.2, 0.0) for option in _options((90, 95), (90, 195))
    ]
    assert BorrowedInk(_laid(ink)).told(states) == states


def test_the_only_ink_of_a_group_is_its_mark_but_none_where_the_classifier_doubts_it() -> None:
    ink = np.zeros((600, 600), np.uint8)
    _tick(ink, 95, 110)
    upper, lower = _options((90, 95), (90, 195))
    empty = _state(lower, MarkState.EMPTY, 0.97, 0.0, 0.0)
    likely = _state(upper, MarkState.CHOSEN, 0.85, 0.2, 0.0)
    assert BorrowedInk(_laid(ink)).told([likely, empty])[0].confidence == 0.95
    doubted = _state(upper, MarkState.CHOSEN, 0.7, 0.2, 0.0)
    assert BorrowedInk(_laid(ink)).told([doubted, empty])[0].confidence == 0.7


def test_a_ring_is_no_mark_between_two_options_but_a_tick_behind_the_first_may_be() -> None:
    ring, tick = np.zeros((400, 600), np.uint8), np.zeros((400, 600), np.uint8)
    cv2.ellipse(ring, (140, 110), (75, 30), 0, 0, 360, 255, 4)
    _tick(tick, 185, 110, 20)
    first, second = (
        _state(option, MarkState.EMPTY, 0.9, 0.0, 0.1) for option in _options((90, 95), (250, 95))
    )
    assert not BorrowedInk(_laid(ring)).is_between(first, second)
    assert BorrowedInk(_laid(tick)).is_between(first, second)


def _columns(heads: tuple[str, ...]) -> tuple[Grey, RuledTable, dict[Home, list[Line]]]:
    """A table of items, columns headed with words, and records; a tick in each of three rows."""
    ink = np.zeros((900, 1300), np.uint8)
    edges = (50, 500, 620, 740, 860, 1250)
    for y in range(50, 451, 100):
        cv2.line(ink, (50, y), (1250, y), 255, 3)
    for x in edges:
        cv2.line(ink, (x, 50), (x, 450), 255, 3)
    for row, column in ((1, 1), (2, 2), (3, 1)):
        _tick(ink, edges[column] + 40, 100 + 100 * row, 24)
    (table,) = tables_of(rulings_of(ink))
    inside: dict[Home, list[Line]] = {}
    for index, cell in enumerate(table.cells):
        text = "检查内容是否符合" if cell.column == 1 else ""
        if cell.row == 1:
            text = ("检查内容", *heads, "检查记录")[cell.column - 1]
        characters = tuple(Character(each, 0.99, "", 0.5) for each in text)
        if text:
            inside[0, index] = [
                Line((*cell.box[:2], cell.box[2], cell.box[1] + 36), Written(characters))
            ]
    return ink, table, inside


_OFFERED = ("符合", "不符合", "不适用")


@pytest.mark.parametrize("heads", [_OFFERED, ("", "", "")])
def test_ticks_in_columns_of_cells_are_read_with_heads_and_without(heads: tuple[str, ...]) -> None:
    ink, table, inside = _columns(heads)
    found = ticked_cells(_laid(ink), rulings_of(ink), [table], inside, _OFFERED)
    chosen = {
        (table.cells[index].row, table.cells[index].column)
        for (_number, index), each in found.items()
        if each.state is MarkState.CHOSEN
    }
    assert chosen == {(2, 2), (3, 3), (4, 2)}


def test_a_head_that_was_misread_is_told_by_its_neighbours_and_its_column_doubted() -> None:
    ink, table, inside = _columns(("符合", "不待合", "不适用"))
    (home,) = mended_heads([table], inside, _OFFERED)
    assert mended_heads([table], inside, _OFFERED)[home] == "不符合"
    found = ticked_cells(_laid(ink), rulings_of(ink), [table], inside, _OFFERED)
    assert max(each.confidence for each in found.values()) <= 0.5


def test_what_stands_in_a_cell_to_tick() -> None:
    place = Place(page=1)
    (option,) = _options((0, 0))
    empty = _state(option, MarkState.EMPTY, 0.6, 0.0, 0.0)
    ticked = _state(option, MarkState.CHOSEN, 0.97, 0.2, 0.0)
    assert put_into(empty, place) == [Text("", place, 0.6)]
    (mark,) = put_into(ticked, place)
    assert isinstance(mark, Mark)
    assert mark.glyph == "√"
    assert put_into(replace(ticked, shape=MarkShape.SLASH), place) == [Text("/", place, 0.97)]
    (cross,) = put_into(replace(ticked, shape=MarkShape.CROSS), place)
    assert isinstance(cross, Mark)
    assert cross.state is MarkState.UNDECIDED
