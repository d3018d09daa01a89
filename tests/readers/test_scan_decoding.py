"""Texts from what a model saw step by step, and how likely one character follows another."""

from __future__ import annotations

from itertools import groupby, product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from docforge.readers.scan.lines.calibration import sureness
from docforge.readers.scan.lines.consensus import Ink, Signs, agreed
from docforge.readers.scan.lines.decoding import (
    KEPT,
    Numbers,
    Steps,
    candidates,
    joined,
    laid,
    likelihoods,
    steps_of,
)
from docforge.readers.scan.lines.words import Words, language

_ALPHABET = ("", *"汇江总表无元料科一致改名称记录汞")
_LEAST = 1e-6


def _answers(steps: int) -> st.SearchStrategy[NDArray[np.float32]]:
    """What a model of a few characters may see."""
    row = st.lists(st.integers(1, 100), min_size=len(_ALPHABET), max_size=len(_ALPHABET))

    def shares(rows: list[list[int]]) -> NDArray[np.float32]:
        answer = np.array(rows, dtype=np.float32) ** 4
        return np.asarray(answer / answer.sum(axis=1, keepdims=True), dtype=np.float32)

    return st.lists(row, min_size=steps, max_size=steps).map(shares)


def _by_hand(steps: Steps, text: Numbers, power: float) -> float:
    """A text's probability summed over all ways to lay it into the steps."""
    whole = 0.0
    for path in product(range(4), repeat=len(steps)):
        if tuple(number for number, _ in groupby(path) if number) != text:
            continue
        share = 1.0
        for step, number in enumerate(path):
            columns = np.flatnonzero(steps.numbers[step] == number)
            seen = float(steps.shares[step, columns[0]]) if len(columns) else _LEAST
            share *= max(seen, _LEAST) ** power
        whole += share
    return whole


@given(_answers(4), st.sampled_from([(), (1,), (1, 2), (1, 1), (3, 2, 3)]))
def test_a_texts_likelihood_is_the_sum_over_all_ways_to_lay_it(
    answer: NDArray[np.float32], text: Numbers
) -> None:
    steps = steps_of(answer)
    (log,) = likelihoods(steps, [text])
    assert np.isclose(np.exp(log), _by_hand(steps, text, 0.7), rtol=1e-4)


@given(_answers(6))
def test_characters_are_laid_in_order_into_steps_of_the_line(answer: NDArray[np.float32]) -> None:
    steps = steps_of(answer)
    text = candidates(steps, _ALPHABET, None)[0].numbers
    at = laid(steps, text)
    assert len(at) == len(text)
    assert at == sorted(set(at))
    assert all(0 <= step < len(steps) for step in at)


@given(_answers(5))
def test_the_texts_agreed_on_do_not_depend_on_the_order_of_the_readings(
    answer: NDArray[np.float32],
) -> None:
    one, other = steps_of(answer), steps_of(answer[::-1].copy())
    texts = {
        agreed(pair, _ALPHABET, None, Ink(False, False, 1.0)).numbers
        for pair in ([one, other], [other, one])
    }
    assert len(texts) == 1


def test_lines_are_joined_with_nothing_between_them() -> None:
    line = steps_of(np.eye(len(_ALPHABET), dtype=np.float32)[[1, 3]])
    whole = joined([line, line])
    assert len(whole) == 5
    assert whole.numbers.shape == (5, KEPT)
    assert candidates(whole, _ALPHABET, None)[0].numbers == (1, 3, 1, 3)


def test_words_of_the_language_and_of_the_trade_are_likelier_than_look_alikes() -> None:
    words = language().with_texts(["问题汇总表", "检查记录"])
    for right, wrong in (("汇总", "江总"), ("一致", "一改"), ("原料", "原科"), ("记录", "记汞")):
        assert _log(words, right) > _log(words, wrong) + 1


def test_the_chances_of_what_follows_make_no_more_than_one() -> None:
    words = Words({"汇总": 5, "汇": 1, "总": 2, "表": 2})
    for begun in ("", "汇", "汇总"):
        state = words.start
        for character in begun:
            _log_share, state = words.after(state, character)
        whole = sum(np.exp(words.after(state, character)[0]) for character in "汇总表")
        assert whole <= 1.01


def test_texts_are_parted_into_their_words() -> None:
    assert language().parted("操作工无培训记录") == ["操作", "工", "无", "培训", "记录"]


@given(st.floats(0, 9), st.floats(0, 9), st.booleans())
def test_a_text_is_the_surer_the_further_others_are(less: float, more: float, heard: bool) -> None:
    def sure(margin: float) -> float:
        return sureness(
            Signs(margin, 3.0, 0.0, 0.0, False, -7.0, False, False, 1.2, 8, True, heard)
        )

    less, more = sorted((less, more))
    assert 0.0 <= sure(less) <= sure(more) <= 1.0


def test_characters_that_are_no_part_of_a_word_are_told() -> None:
    words = language()
    assert words.alone("查回收科，1台") == {0, 3, 6}
    assert words.alone("") == set()


def _log(words: Words, text: str) -> float:
    whole, state = 0.0, words.start
    for character in text:
        log, state = words.after(state, character)
        whole += log
    return whole
