"""Options without boxes: cells that are ticked, words that are ringed or struck out."""

from __future__ import annotations

import cv2
import numpy as np

from docforge.layout import ExpectedOption, MarkShape, MarkState, OptionPrint
from docforge.readers.scan.laid.added import added_to
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.bare_options import marked_cells, marked_words
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import marked
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import Scan

SCALE = 200 / 72
TICK = [(-8, 0), (-3, 6), (9, -9)]
CROSS = [(-7, -7), (7, 7)], [(7, -7), (-7, 7)]
STROKE = [(-5, 6), (5, -6)]


def laid(blank: Grey, pen: Grey) -> Laid:
    ink = np.maximum(blank, pen)
    pixels = np.repeat((255 - ink)[:, :, None], 3, axis=2)
    scan = Scan(1, pixels, blank.shape[1] / SCALE, blank.shape[0] / SCALE, SCALE)
    seal = np.zeros_like(ink)
    return Laid(scan, 200.0, np.eye(3), None, pixels, ink, ink, seal, blank, False)


def drawn(pen: Grey, stroke: list[tuple[int, int]], x: float, y: float) -> None:
    points = np.array([((x + a) * SCALE, (y + b) * SCALE) for a, b in stroke], np.int32)
    cv2.polylines(pen, [points], False, 230, 4, cv2.LINE_AA)


def cell(row: int, column: int) -> ExpectedOption:
    box = 100.0 + 40 * column, 100.0 + 30 * row, 140.0 + 40 * column, 130.0 + 30 * row
    heading = (105.0 + 40 * column, 80.0, 135.0 + 40 * column, 92.0)
    return ExpectedOption("符合不"[column], box, heading, row, OptionPrint.CELL)


def grid(rows: int) -> tuple[Grey, list[ExpectedOption]]:
    blank = np.zeros((1400, 1000), np.uint8)
    cells = [cell(row, column) for row in range(rows) for column in range(2)]
    for each in cells:
        corners = [round(edge * SCALE) for edge in each.box]
        cv2.rectangle(blank, (corners[0], corners[1]), (corners[2], corners[3]), 255, 2)
    return blank, cells


def states(marked: list[Marked]) -> list[MarkState]:
    return [each.state for each in marked]


def test_the_cell_that_was_ticked_is_chosen_and_the_others_are_not() -> None:
    blank, cells = grid(3)
    pen = np.zeros_like(blank)
    drawn(pen, TICK, 120, 115)
    drawn(pen, TICK, 161, 146)
    page = laid(blank, pen)
    found = marked_cells(page, added_to(page), cells)
    chosen, empty = MarkState.CHOSEN, MarkState.EMPTY
    assert states(found) == [chosen, empty, empty, chosen, empty, empty]
    assert all(each.confidence > 0.9 for each in found)


def test_a_cross_is_told_from_a_tick() -> None:
    blank, cells = grid(1)
    pen = np.zeros_like(blank)
    for stroke in CROSS:
        drawn(pen, stroke, 160, 115)
    page = laid(blank, pen)
    found = marked_cells(page, added_to(page), cells)
    assert states(found) == [MarkState.EMPTY, MarkState.CHOSEN]
    assert found[1].shape is MarkShape.CROSS


def test_a_stroke_beside_a_tick_is_none_and_a_lone_one_is_doubted() -> None:
    blank, cells = grid(2)
    pen = np.zeros_like(blank)
    drawn(pen, TICK, 120, 115)
    drawn(pen, STROKE, 160, 115)
    drawn(pen, STROKE, 160, 145)
    page = laid(blank, pen)
    found = marked_cells(page, added_to(page), cells)
    assert found[0].shape is not MarkShape.SLASH
    assert found[1].shape is MarkShape.SLASH
    assert found[3].state is MarkState.CHOSEN
    assert found[3].confidence <= 0.5


def test_a_mark_that_stands_half_in_the_next_cell_is_doubted() -> None:
    blank, cells = grid(1)
    pen = np.zeros_like(blank)
    drawn(pen, TICK, 138, 115)
    page = laid(blank, pen)
    assert all(each.confidence <= 0.5 for each in marked_cells(page, added_to(page), cells))


def test_a_word_that_was_ringed_is_chosen() -> None:
    blank = np.zeros((700, 1000), np.uint8)
    words = []
    for number, x in enumerate((100.0, 150.0)):
        box = (x, 100.0, x + 24, 112.0)
        words.append(ExpectedOption("是否"[number], box, box, 1, OptionPrint.WORD))
        at = (round((x + 1) * SCALE), round(111 * SCALE))
        cv2.putText(blank, "WE", at, cv2.FONT_HERSHEY_SIMPLEX, 1.15, 255, 3, cv2.LINE_AA)
    pen = np.zeros_like(blank)
    middle = (round(162 * SCALE), round(106 * SCALE))
    cv2.ellipse(pen, middle, (46, 26), 0, 0, 380, 230, 4, cv2.LINE_AA)
    page = laid(blank, pen)
    assert states(marked_words(page, words)) == [MarkState.EMPTY, MarkState.CHOSEN]
    assert states(marked_words(laid(blank, np.zeros_like(pen)), words)) == [MarkState.EMPTY] * 2


def cells_of(pen: Grey, rows: int) -> list[Marked]:
    blank, cells = grid(rows)
    page = laid(blank, pen)
    return marked_cells(page, added_to(page), cells)


def test_a_tick_that_runs_over_its_rulings_is_one_mark_of_the_cell_where_its_foot_stands() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    drawn(pen, [(-9, -8), (0, 6), (32, -28)], 118, 146)
    found = cells_of(pen, 2)
    chosen, empty = MarkState.CHOSEN, MarkState.EMPTY
    assert states(found) == [empty, empty, chosen, empty]
    assert found[0].confidence > 0.9


def test_a_short_dash_beside_a_long_tick_raises_no_doubt() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    drawn(pen, [(-12, -6), (-4, 8), (14, -12)], 118, 116)
    drawn(pen, [(-5, 0), (5, 1)], 160, 115)
    found = cells_of(pen, 1)
    assert found[0].shape is MarkShape.TICK
    assert found[1].shape is MarkShape.SLASH or found[1].state is MarkState.EMPTY
    assert found[0].confidence > 0.9


def test_a_tick_with_a_long_flat_tail_is_not_struck_out() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    drawn(pen, [(-5, -6), (-2, 5), (4, -2), (26, -4)], 115, 116)
    found = cells_of(pen, 1)
    assert states(found) == [MarkState.CHOSEN, MarkState.EMPTY]
    assert found[0].shape is MarkShape.TICK
    assert found[0].confidence > 0.9


def test_a_tick_that_was_scribbled_out_is_not_taken_for_a_clean_one() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    drawn(pen, TICK, 120, 115)
    drawn(pen, TICK, 160, 115)
    drawn(pen, [(-8, -3), (9, -3), (-8, 1), (9, 1), (-8, 4), (9, 4)], 160, 115)
    found = cells_of(pen, 1)
    assert found[0].state is MarkState.CHOSEN
    assert all(each.confidence <= 0.5 for each in found) or found[1].state is MarkState.STRUCK


def test_a_thin_tick_is_a_mark_though_what_was_scribbled_out_beside_it_has_far_more_ink() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    points = np.array([((114 + a) * SCALE, 115 * SCALE + b * SCALE) for a, b in TICK], np.int32)
    cv2.polylines(pen, [points], False, 200, 2, cv2.LINE_AA)
    for row in range(-8, 9, 2):
        drawn(pen, [(-12, row), (12, row + 1)], 160, 115)
    found = cells_of(pen, 1)
    assert found[0].state is MarkState.CHOSEN
    assert all(each.confidence <= 0.5 for each in found)


def test_ticks_that_run_into_each_other_over_rulings_are_not_lost() -> None:
    """Four ticks, each ending at the foot of the one above: no cell holds a third of their ink."""
    pen = np.zeros((1400, 1000), np.uint8)
    for row in range(4):
        drawn(pen, [(-9, -8), (0, 8), (14, -22)], 118 + (14 if row % 2 else 0), 116 + 30 * row)
    found = cells_of(pen, 4)
    for row in range(4):
        cells = found[2 * row : 2 * row + 2]
        assert any(each.state is not MarkState.EMPTY for each in cells) or all(
            each.confidence <= 0.5 for each in cells
        )


def test_of_marks_that_all_look_struck_out_one_is_taken_with_a_doubt() -> None:
    pen = np.zeros((1400, 1000), np.uint8)
    for x, rows in ((120, (-2, 3)), (160, (-6, -3, 0, 3, 6))):
        drawn(pen, TICK, x, 115)
        for row in rows:
            drawn(pen, [(-12, row), (13, row + 1)], x, 115)
    found = cells_of(pen, 1)
    assert states(found).count(MarkState.CHOSEN) == 1
    assert all(each.confidence <= 0.5 for each in found)


def test_a_dash_in_a_box_marks_it_where_nothing_else_is_marked_and_is_doubted() -> None:
    blank = np.zeros((700, 1000), np.uint8)
    boxes = []
    for number, y in enumerate((100.0, 116.0)):
        box, word = (100.0, y, 112.0, y + 12), (113.0, y, 137.0, y + 12)
        boxes.append(ExpectedOption("是否"[number], box, word, 1))
        corners = [round(edge * SCALE) for edge in (102, y + 2, 110, y + 10)]
        cv2.rectangle(blank, (corners[0], corners[1]), (corners[2], corners[3]), 255, 2)
        at = (round(114 * SCALE), round((y + 11) * SCALE))
        cv2.putText(blank, "WE", at, cv2.FONT_HERSHEY_SIMPLEX, 1.15, 255, 3, cv2.LINE_AA)
    dashed = np.zeros_like(blank)
    drawn(dashed, [(-7, 0), (7, 0)], 106, 106)
    found = marked(laid(blank, dashed), boxes)
    assert states(found) == [MarkState.CHOSEN, MarkState.EMPTY]
    assert min(each.confidence for each in found) <= 0.5
    struck = np.zeros_like(blank)
    drawn(struck, [(-7, 0), (34, 1)], 106, 106)
    assert MarkState.CHOSEN not in states(marked(laid(blank, struck), boxes))
