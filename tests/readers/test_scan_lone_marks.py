"""One mark among options without boxes before them: whose it is, and what is not sure."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from docforge.layout import ExpectedOption, MarkShape, MarkState, OptionPrint
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.lone_marks import LoneMarks
from docforge.readers.scan.pictures.ink import Grey
from tests.readers.test_scan_bare_options import drawn, laid

EMPTY, CHOSEN, STRUCK = MarkState.EMPTY, MarkState.CHOSEN, MarkState.STRUCK
TICK = [(-4, -3), (0, 2), (9, -7)]
ZIGZAG = [(-8, -4), (-4, 4), (0, -4), (4, 4), (8, -4), (12, 4)]


def settled(
    pen: Grey, *seen: tuple[MarkState, float], print_: OptionPrint = OptionPrint.WORD
) -> list[Marked]:
    """Two words side by side (100 to 124 and 148 to 172 points), as the classifier saw them."""
    group = []
    for number, (state, sure) in enumerate(seen):
        x = 100.0 + 48 * number
        own = (x, 100.0, x + 24, 112.0)
        shape = MarkShape.TICK if state is CHOSEN else MarkShape.BOX
        group.append(
            Marked(
                ExpectedOption("是否"[number], own, own, 1, print_), state, shape, sure, 0.1, 0.0
            )
        )
    return LoneMarks(laid(np.zeros_like(pen), pen)).settled(group)


def pen_with(stroke: list[tuple[int, int]], x: float) -> Grey:
    pen = np.zeros((700, 1000), np.uint8)
    drawn(pen, stroke, x, 108)
    return pen


def read(found: list[Marked]) -> list[MarkState]:
    return [each.state for each in found]


def test_a_tick_behind_a_word_that_looked_like_a_mark_on_both_is_of_that_word() -> None:
    found = settled(pen_with(TICK, 128), (CHOSEN, 0.8), (CHOSEN, 0.9))
    assert read(found) == [CHOSEN, EMPTY]
    assert all(each.confidence >= 0.9 for each in found)


def test_a_tick_just_between_two_words_is_left_to_a_person() -> None:
    found = settled(pen_with(TICK, 138), (CHOSEN, 0.8), (CHOSEN, 0.9))
    assert min(each.confidence for each in found) < 0.9


def test_a_mark_where_the_classifier_saw_none_is_taken_with_a_doubt_unless_it_is_a_tick() -> None:
    ticked = settled(pen_with(TICK, 110), (EMPTY, 0.9), (EMPTY, 0.9))
    assert read(ticked) == [CHOSEN, EMPTY]
    other = settled(pen_with(ZIGZAG, 110), (EMPTY, 0.9), (EMPTY, 0.9))
    assert read(other) == [CHOSEN, EMPTY]
    assert all(each.confidence <= 0.5 for each in other)


@pytest.mark.parametrize("stroke", [ZIGZAG, [(-12, 0), (12, 0)]], ids=["zigzag", "line"])
def test_what_may_be_a_word_that_was_struck_out_is_not_made_sure(
    stroke: list[tuple[int, int]],
) -> None:
    found = settled(pen_with(stroke, 160), (EMPTY, 0.99), (CHOSEN, 0.7))
    assert min(each.confidence for each in found) <= 0.7


def test_what_was_struck_out_and_boxes_before_their_words_stay_as_they_were_seen() -> None:
    struck = settled(pen_with(TICK, 110), (CHOSEN, 0.7), (STRUCK, 0.8))
    assert read(struck) == [CHOSEN, STRUCK]
    boxed = settled(pen_with(TICK, 128), (CHOSEN, 0.8), (CHOSEN, 0.9), print_=OptionPrint.BOX)
    assert read(boxed) == [CHOSEN, CHOSEN]


def test_rings_that_touch_stay_two_marks_though_their_ink_is_one_piece() -> None:
    pen = pen_with(ZIGZAG, 160)
    assert read(settled(pen, (CHOSEN, 0.8), (CHOSEN, 0.9))) == [CHOSEN, CHOSEN]
    assert read(settled(pen, (CHOSEN, 0.5), (CHOSEN, 0.9))) == [EMPTY, CHOSEN]


def test_two_marks_stay_two() -> None:
    pen = np.maximum(pen_with(TICK, 110), pen_with(TICK, 158))
    assert read(settled(pen, (CHOSEN, 0.8), (CHOSEN, 0.8))) == [CHOSEN, CHOSEN]


def test_a_tick_of_the_row_below_is_none_of_this_row() -> None:
    pen = pen_with(TICK, 112)
    rows = []
    for row, top in ((1, 86.0), (2, 100.0)):
        box = (100.0, top, 124.0, top + 12)
        option = ExpectedOption("是", box, box, row, OptionPrint.WORD)
        rows.append(Marked(option, EMPTY, MarkShape.BOX, 0.9, 0.1, 0.0))
    found = LoneMarks(laid(np.zeros_like(pen), pen)).settled(rows)
    assert read(found) == [EMPTY, CHOSEN]


def test_a_mark_that_print_hides_is_not_given_up_for_another_one_nearby() -> None:
    pen = pen_with(TICK, 160)
    seen = settled(pen, (CHOSEN, 0.5), (EMPTY, 0.5))
    likely = ((0.1, 0.88, 0.02), (0.99, 0.01, 0.0))
    group = [
        replace(each, likely=each_likely)
        for each, each_likely in zip(
            [
                replace(seen[0], state=CHOSEN, confidence=0.5),
                replace(seen[1], state=EMPTY, confidence=0.5),
            ],
            likely,
            strict=True,
        )
    ]
    found = LoneMarks(laid(np.zeros_like(pen), pen)).settled(group)
    assert read(found) == [CHOSEN, EMPTY]
    assert max(each.confidence for each in found) <= 0.5
