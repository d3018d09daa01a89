"""Numbers of which it is known what they may be."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from docforge.readers.scan.filled.gaps import Token, numbers_in
from docforge.readers.scan.lines.numerals import possible_for, read_number


def _written(text: str) -> NDArray[np.uint8]:
    paper = np.full((48, 30 + 22 * len(text)), 255, np.uint8)
    cv2.putText(paper, text, (12, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 2)
    return paper


@pytest.mark.parametrize(
    ("unit", "text"), [("年", "2022"), ("月", "6"), ("月", "12"), ("日", "28")]
)
def test_a_number_is_read_where_it_may_stand(unit: str, text: str) -> None:
    read = read_number(_written(text), _written(text), possible_for(unit))
    assert read.text == text


def test_a_number_that_may_not_stand_there_gives_way_with_a_doubt() -> None:
    read = read_number(_written("13"), _written("13"), possible_for("月"))
    assert read.text in possible_for("月")
    assert read.confidence <= 0.6


def test_two_strokes_apart_are_two_digits() -> None:
    paper = np.full((48, 60), 255, np.uint8)
    for x in (20, 34):
        cv2.line(paper, (x + 4, 8), (x, 40), 0, 5)
    assert read_number(paper, paper, possible_for("日")).text == "11"


def test_what_is_printed_of_a_year_is_not_written_again() -> None:
    tokens = (Token("20", 0.0, 10.0), Token("年", 30.0, 40.0), Token("号", 60.0, 70.0))
    assert "22" in numbers_in(1, tokens)
    assert "2022" not in numbers_in(1, tokens)
    assert numbers_in(2, tokens) == ()
    assert numbers_in(3, tokens) == ()


@given(st.sampled_from("年月日时分"), st.data())
def test_every_number_that_is_possible_has_at_most_four_digits(
    unit: str, data: st.DataObject
) -> None:
    number = data.draw(st.sampled_from(possible_for(unit)))
    assert number.isdecimal()
    assert len(number) <= 4
