"""Marks on options: the classifier and geometry together, and what they doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docforge.layout import ExpectedOption, MarkShape, MarkState
from docforge.readers.scan.marks.groups import Marked, agreed
from docforge.readers.scan.marks.marking import em_of

EMPTY, CHOSEN, STRUCK = MarkState.EMPTY, MarkState.CHOSEN, MarkState.STRUCK


def _option(row: int) -> ExpectedOption:
    top = 100.0 + 13 * row
    return ExpectedOption("符合", (10, top, 20, top + 11), (20, top, 41, top + 11), 1)


def _group(*read: tuple[MarkState, float, float], left: float = 0.0) -> list[Marked]:
    return [
        Marked(_option(row), state, MarkShape.TICK, sure, new, left if row == 0 else 0.0)
        for row, (state, sure, new) in enumerate(read)
    ]


def _states(group: list[Marked]) -> list[MarkState]:
    return [each.state for each in group]


def test_a_mark_where_its_ink_is_keeps_its_confidence() -> None:
    group = _group((CHOSEN, 0.99, 0.4), (EMPTY, 0.98, 0.05))
    assert agreed(group, bilevel=False) == group


@pytest.mark.parametrize(
    "group",
    [
        _group((CHOSEN, 0.99, 0.0), (EMPTY, 0.99, 0.0)),
        _group((CHOSEN, 0.99, 0.2), (EMPTY, 0.99, 0.5)),
        _group((EMPTY, 0.99, 0.0), (EMPTY, 0.99, 0.3)),
        _group((EMPTY, 0.99, 0.0), (EMPTY, 0.99, 0.0), left=0.3),
    ],
    ids=["no ink", "more ink at another", "ink at none", "ink left of the box"],
)
def test_where_geometry_sees_something_else_nothing_is_sure(group: list[Marked]) -> None:
    assert all(each.confidence <= 0.5 for each in agreed(group, bilevel=False))


def test_a_mark_left_of_its_box_is_taken_with_a_doubt() -> None:
    read = agreed(_group((EMPTY, 0.99, 0.0), (EMPTY, 0.99, 0.0), left=0.3), bilevel=False)
    assert _states(read) == [CHOSEN, EMPTY]
    assert read[0].confidence <= 0.5


def test_a_frame_that_touches_the_next_option_marks_its_own_with_a_doubt() -> None:
    read = agreed(_group((CHOSEN, 0.9, 0.6), (CHOSEN, 0.8, 0.1)), bilevel=False)
    assert _states(read) == [CHOSEN, EMPTY]
    assert read[0].confidence <= 0.5


def test_two_marks_alike_stay_two() -> None:
    read = agreed(_group((CHOSEN, 0.99, 0.4), (CHOSEN, 0.99, 0.38)), bilevel=False)
    assert _states(read) == [CHOSEN, CHOSEN]


def test_two_marks_of_which_the_classifier_is_certain_stay_two_though_one_is_small() -> None:
    read = agreed(_group((CHOSEN, 0.99, 0.6), (CHOSEN, 0.98, 0.1)), bilevel=False)
    assert _states(read) == [CHOSEN, CHOSEN]


def test_a_tick_that_print_hides_is_sure_only_where_the_classifier_is() -> None:
    certain = _group((CHOSEN, 0.99, 0.01), (EMPTY, 0.99, 0.0))
    assert agreed(certain, bilevel=False) == certain
    for group, bilevel in (
        (certain, True),
        (_group((CHOSEN, 0.9, 0.01), (EMPTY, 0.99, 0.0)), False),
    ):
        assert all(each.confidence <= 0.5 for each in agreed(group, bilevel=bilevel))


def test_an_option_without_any_ink_is_surely_empty_beside_a_sure_mark() -> None:
    read = agreed(_group((CHOSEN, 0.99, 0.2), (EMPTY, 0.8, 0.0)), bilevel=False)
    assert _states(read) == [CHOSEN, EMPTY]
    assert all(each.confidence >= 0.9 for each in read)
    traced = agreed(_group((CHOSEN, 0.99, 0.2), (EMPTY, 0.8, 0.01)), bilevel=False)
    assert traced[1].confidence == 0.8


def test_clear_ink_on_one_option_alone_confirms_what_the_classifier_rather_sees() -> None:
    def group(struck: float, other: float) -> list[Marked]:
        chosen, empty = _group((CHOSEN, 0.85, 0.1), (EMPTY, 0.99, other))
        likely = (0.15 - struck, 0.85, struck)
        return [replace(chosen, likely=likely), replace(empty, likely=(0.99, 0.01, 0.0))]

    assert agreed(group(0.01, 0.0), bilevel=False)[0].confidence >= 0.9
    for doubted in (group(0.12, 0.0), group(0.01, 0.01)):
        assert agreed(doubted, bilevel=False) == doubted


def test_much_ink_within_one_box_alone_confirms_a_mark_that_the_classifier_half_sees() -> None:
    def group(struck: float, faint: float, other: float) -> list[Marked]:
        chosen, empty = _group((CHOSEN, 0.6, 0.12), (EMPTY, 0.97, other))
        likely = (0.4 - struck, 0.6, struck)
        return [
            replace(chosen, likely=likely, faint=faint),
            replace(empty, likely=(0.97, 0.02, 0.01)),
        ]

    assert agreed(group(0.01, 0.1, 0.03), bilevel=False)[0].confidence >= 0.9
    for doubted in (group(0.2, 0.1, 0.03), group(0.01, 0.01, 0.03), group(0.01, 0.1, 0.06)):
        assert agreed(doubted, bilevel=False)[0].confidence < 0.9


def test_a_mark_left_of_another_box_makes_the_chosen_one_doubtful() -> None:
    group = _group((EMPTY, 0.99, 0.02), (CHOSEN, 0.99, 0.05), left=0.12)
    assert all(each.confidence <= 0.5 for each in agreed(group, bilevel=False))


def test_what_was_struck_out_is_never_chosen_by_geometry() -> None:
    read = agreed(_group((STRUCK, 0.99, 0.9), (EMPTY, 0.99, 0.3)), bilevel=False)
    assert _states(read) == [STRUCK, EMPTY]


def test_no_mark_on_a_fax_is_not_sure() -> None:
    group = _group((EMPTY, 0.99, 0.0), (EMPTY, 0.99, 0.0))
    assert agreed(group, bilevel=False) == group
    assert all(each.confidence <= 0.5 for each in agreed(group, bilevel=True))


def test_the_print_is_as_large_as_its_words_though_the_box_is_drawn_small() -> None:
    drawn = ExpectedOption("符合", (12, 102, 18, 108), (20, 100, 41, 111), 1)
    assert em_of(drawn) == pytest.approx(0.92 * 11)
