"""Numbers of which it is known what they may be: a month is 1 to 12, a day 1 to 31.

A number is read from several pictures of it, thinned, wider, narrower, without the print that it
touches; of what is possible that is taken which all together speak for. Where one of them alone
says something else a doubt remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.lines.model import alphabet, answers_to, as_high, padded
from docforge.readers.scan.lines.writing import Character, Written
from docforge.readers.scan.pictures.ink import Grey

_FLOOR = 1e-4
"""The least probability of a digit at a step: no picture alone rules a number out."""
_DIFFERS = 0.6
"""The most that is believed where one of the pictures, read alone, says something else."""

_OPENED = 110, 255
"""Ink levels that become paper and black where the loops of a bold hand are to open."""
_DARK, _TALL = 90, 0.6
"""Of 255; of a number's height: a piece that is so dark and so tall is a digit."""
_TWO_PIECES = 4.0
"""By how much (logarithm) a single digit is less likely where two such pieces stand apart."""

Answer = NDArray[np.float64]
"""Steps x 11: the probabilities of none and of the digits 0 to 9."""


def possible_for(unit: str, before: str = "") -> tuple[str, ...]:
    """The numbers that may stand before a unit of dates and times; `before` is what is printed
    of a year already. None where anything may.
    """
    if unit == "年":
        years = [str(year) for year in range(2000, 2050)]
        if before and before.isdecimal():
            return tuple(year[len(before) :] for year in years if year.startswith(before))
        return (*years, *(year[2:] for year in years if year >= "2010"))
    last = {"月": (1, 12), "日": (1, 31), "时": (0, 24), "分": (0, 59)}.get(unit)
    if last is None:
        return ()
    numbers = range(last[0], last[1] + 1)
    return tuple(dict.fromkeys([*(str(n) for n in numbers), *(f"{n:02}" for n in numbers)]))


def read_number(over: Grey, alone: Grey, possible: Sequence[str]) -> Written:
    """The number that two pictures (dark on white) show, of those that are possible: `over` with
    what the pen shares with the print, `alone` without.
    """
    answers = _answers([_opened(over), _wider(over, 1.3), _wider(over, 0.8), alone])
    scores = np.mean([_likelihoods(answer, possible) for answer in answers], axis=0)
    if _pieces(over) > 1:
        scores = scores - _TWO_PIECES * np.array([len(number) == 1 for number in possible])
    order = np.argsort(-scores)
    shares = np.exp(scores - scores.max())
    best = possible[int(order[0])]
    same = [number for number in order if int(possible[number]) == int(best)]
    sure = float(shares[same].sum() / shares.sum())
    said = {_alone(answer) for answer in answers}
    if any(not text.isdecimal() or int(text) != int(best) for text in said):
        sure = min(sure, _DIFFERS)
    step = 1 / (len(best) + 1)
    return Written(
        tuple(
            Character(digit, sure, "", step * number) for number, digit in enumerate(best, start=1)
        )
    )


def _opened(picture: Grey) -> Grey:
    """The picture with less ink: what a bold pen closed shows again."""
    low, high = _OPENED
    ink = (255 - picture.astype(np.float32) - low) * (255 / (high - low))
    return np.asarray(255 - np.clip(ink, 0, 255), dtype=np.uint8)


def _wider(picture: Grey, share: float) -> Grey:
    size = max(4, round(picture.shape[1] * share)), int(picture.shape[0])
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def _pieces(picture: Grey) -> int:
    """How many pieces are as tall as a digit; at the left edge stands what is left of print."""
    inked = (picture < _DARK).astype(np.uint8)
    rows = np.flatnonzero(inked.any(axis=1))
    if not rows.size:
        return 0
    _count, _labels, stats, _middles = cv2.connectedComponentsWithStats(inked, connectivity=8)
    tall = stats[1:, cv2.CC_STAT_HEIGHT] >= _TALL * (int(rows[-1] - rows[0]) + 1)
    return int((tall & (stats[1:, cv2.CC_STAT_LEFT] > 1)).sum())


def _answers(pictures: Sequence[Grey]) -> list[Answer]:
    read = answers_to([padded(as_high(picture)) for picture in pictures])
    digits = np.asarray(read[:, :, list(_digits())], dtype=np.float64)
    return list(digits / np.maximum(digits.sum(axis=2, keepdims=True), 1e-9))


@lru_cache(maxsize=1)
def _digits() -> tuple[int, ...]:
    """Where none and the ten digits stand among the model's characters."""
    return (0, *(alphabet().index(str(digit)) for digit in range(10)))


def _alone(answer: Answer) -> str:
    """What one picture says by itself."""
    best = answer.argmax(axis=1)
    return "".join(
        str(index - 1)
        for step, index in enumerate(best)
        if index and (step == 0 or best[step - 1] != index)
    )


def _likelihoods(answer: Answer, possible: Sequence[str]) -> NDArray[np.float64]:
    """The logarithm of how probable each number is: all ways in which it may be spelled (CTC)."""
    floored = np.maximum(answer, _FLOOR)
    found = np.zeros(len(possible))
    for length in {len(number) for number in possible}:
        own = [index for index, number in enumerate(possible) if len(number) == length]
        spelled = np.array([[int(digit) + 1 for digit in possible[index]] for index in own])
        found[own] = _spelled(floored, spelled)
    return found


def _spelled(answer: Answer, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """The same for numbers of one length (n x digits, counted from 1)."""
    count, length = numbers.shape
    labels = np.zeros((count, 2 * length + 1), dtype=np.int64)
    labels[:, 1::2] = numbers
    skips = np.zeros(labels.shape, dtype=bool)
    skips[:, 3::2] = numbers[:, 1:] != numbers[:, :-1]
    state = np.zeros(labels.shape)
    state[:, :2] = answer[0][labels[:, :2]]
    total = np.zeros(count)
    for probabilities in answer[1:]:
        moved = state.copy()
        moved[:, 1:] += state[:, :-1]
        moved[:, 2:] += np.where(skips[:, 2:], state[:, :-2], 0.0)
        state = moved * probabilities[labels]
        scale = state.sum(axis=1, keepdims=True)
        state /= np.maximum(scale, 1e-300)
        total += np.log(np.maximum(scale[:, 0], 1e-300))
    ends = state[:, -1] + state[:, -2]
    return np.asarray(total + np.log(np.maximum(ends, 1e-300)), dtype=np.float64)
