"""What the model saw in a line, step by step, and the texts that this may be.

The model gives each step of a line probabilities of all characters and of none (connectionist
temporal classification: a character may last several steps, none stands between two alike). A
text's probability is the sum over all ways to lay it into the steps. It believes itself too much,
most of all about look-alikes, so its probabilities are flattened before language is heard.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.lines.words import State, Words

NONE = 0
"""The number of no character."""
KEPT = 10
"""So many characters of each step are kept."""
_FLATTENED = 0.7
"""Probabilities to this power."""
_LANGUAGE = 0.6
"""How much the language counts, beside what was seen."""
_USUAL, _LEAST_USUAL = -8.5, -11.0
"""Logarithms: a character so likely by the language neither gains nor loses; none loses more."""
_LEAST = 1e-5
"""Characters that are less probable in a step are not tried there."""
_UNSEEN = 1e-6
_WIDTH = 8
"""Texts that are followed at once."""
_IMPOSSIBLE = -1e30

Numbers = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Steps:
    """The likeliest characters of each step and their probabilities, both steps x KEPT."""

    numbers: NDArray[np.int32]
    shares: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Candidate:
    """A text by the numbers of its characters, and what the language adds to its score."""

    numbers: Numbers
    language: float


def steps_of(answer: NDArray[np.float32], usual: NDArray[np.float32] | None = None) -> Steps:
    """The steps of an answer of the model (steps x characters).

    `usual` is how usual each character is, if that is to count: 0 to 1.
    """
    likely = np.flatnonzero(answer.max(axis=0) > _UNSEEN)
    if len(likely) <= KEPT:
        likely = np.argsort(-answer.max(axis=0), kind="stable")[: KEPT + 1]
    few = answer[:, likely]  # of 18,000 characters some hundred
    few = few if usual is None else few * usual[likely]
    some = np.argpartition(-few, KEPT, axis=1)[:, :KEPT]
    shares, kept = np.take_along_axis(few, some, axis=1), likely[some]
    order = np.argsort(-shares, axis=1)
    return Steps(
        np.take_along_axis(kept, order, axis=1).astype(np.int32),
        np.take_along_axis(shares, order, axis=1).astype(np.float32),
    )


def joined(lines: Sequence[Steps]) -> Steps:
    """Lines that go on in each other as one line, with a step of no character between them."""
    numbers: list[NDArray[np.int32]] = []
    shares: list[NDArray[np.float32]] = []
    for line in lines:
        if numbers:
            numbers.append(np.arange(KEPT, dtype=np.int32)[None])
            shares.append(np.eye(1, KEPT, dtype=np.float32))
        numbers.append(line.numbers)
        shares.append(line.shares)
    return Steps(np.concatenate(numbers), np.concatenate(shares))


def candidates(steps: Steps, alphabet: Sequence[str], words: Words | None) -> list[Candidate]:
    """The likeliest texts (prefix beam search), the likeliest first."""
    beam: dict[Numbers, _Prefix] = {(): _Prefix(0.0, _IMPOSSIBLE, Words.start, 0.0)}
    for none, seen in _tried(steps):
        if not seen:
            for prefix in beam.values():
                prefix.ended, prefix.open = _either(prefix.ended, prefix.open) + none, _IMPOSSIBLE
            continue
        grown: dict[Numbers, _Prefix] = {}
        for numbers, prefix in beam.items():
            whole = _either(prefix.ended, prefix.open)
            same = grown.get(numbers)
            if same is None:
                same = grown[numbers] = _Prefix(
                    _IMPOSSIBLE, _IMPOSSIBLE, prefix.state, prefix.language
                )
            same.ended = _either(same.ended, whole + none)
            for number, log in seen:
                before = whole
                if numbers and numbers[-1] == number:
                    same.open = _either(same.open, prefix.open + log)
                    before = prefix.ended
                if before <= _IMPOSSIBLE:
                    continue
                longer = grown.get((*numbers, number))
                if longer is None:
                    longer = _grown(prefix, alphabet[number], words)
                    grown[(*numbers, number)] = longer
                longer.open = _either(longer.open, before + log)
        best = sorted(grown.items(), key=lambda each: -each[1].score())
        beam = dict(best[:_WIDTH])
    return [
        Candidate(numbers, prefix.language)
        for numbers, prefix in sorted(beam.items(), key=lambda each: -each[1].score())
    ]


def best_path(steps: Steps) -> Numbers:
    """The text of the likeliest character in each step."""
    numbers = steps.numbers[:, 0]
    begins = np.r_[True, numbers[1:] != numbers[:-1]]
    return tuple(int(number) for number in numbers[begins & (numbers != NONE)])


def spoken(text: Numbers, alphabet: Sequence[str], words: Words | None) -> float:
    """What the language adds to the score of a text."""
    prefix = _Prefix(0.0, 0.0, Words.start, 0.0)
    for number in text:
        prefix = _grown(prefix, alphabet[number], words)
    return prefix.language


@dataclass
class _Prefix:
    """The beginning of a text: how likely it is with no character after it, and still open."""

    ended: float
    open: float
    state: State
    language: float

    def score(self) -> float:
        return _either(self.ended, self.open) + self.language


def _grown(prefix: _Prefix, character: str, words: Words | None) -> _Prefix:
    if words is None:
        return _Prefix(_IMPOSSIBLE, _IMPOSSIBLE, prefix.state, prefix.language)
    log, state = words.after(prefix.state, character)
    gain = _LANGUAGE * (max(log, _LEAST_USUAL) - _USUAL)
    return _Prefix(_IMPOSSIBLE, _IMPOSSIBLE, state, prefix.language + gain)


def _tried(steps: Steps) -> list[tuple[float, list[tuple[int, float]]]]:
    """Of each step the logarithms of no character and of those that are tried."""
    logs = _FLATTENED * np.log(np.maximum(steps.shares, _UNSEEN))
    tried = (steps.shares > _LEAST) & (steps.numbers != NONE)
    is_none = steps.numbers == NONE
    none = np.where(
        is_none.any(axis=1), (logs * is_none).sum(axis=1), _FLATTENED * math.log(_UNSEEN)
    )
    found: list[tuple[float, list[tuple[int, float]]]] = []
    for step in range(len(steps)):
        columns = np.flatnonzero(tried[step])
        seen = [(int(steps.numbers[step, each]), float(logs[step, each])) for each in columns]
        found.append((float(none[step]), seen))
    return found


def _either(one: float, other: float) -> float:
    if one < other:
        one, other = other, one
    return one if other <= _IMPOSSIBLE else one + math.log1p(math.exp(other - one))


def likelihoods(steps: Steps, texts: Sequence[Numbers]) -> NDArray[np.float64]:
    """The logarithm of each text's probability by what was seen alone (forward algorithm)."""
    dense, column = _dense(steps, texts)
    longest = max(len(text) for text in texts)
    labels = np.zeros((len(texts), 2 * longest + 1), dtype=np.intp)
    for row, text in enumerate(texts):
        labels[row, 1 : 2 * len(text) : 2] = [column[number] for number in text]
    skips = np.zeros(labels.shape, dtype=bool)
    skips[:, 2:] = (labels[:, 2:] != 0) & (labels[:, 2:] != labels[:, :-2])
    now = np.zeros(labels.shape)
    now[:, :2] = dense[0][labels[:, :2]]
    logs = np.zeros(len(texts))
    for step in dense[1:]:
        after = now.copy()
        after[:, 1:] += now[:, :-1]
        after[:, 2:] += np.where(skips[:, 2:], now[:, :-2], 0.0)
        now = after * step[labels]
        scale = np.maximum(now.max(axis=1), 1e-300)
        now /= scale[:, None]
        logs += np.log(scale)
    ends = np.array([2 * len(text) for text in texts])
    rows = np.arange(len(texts))
    last = now[rows, ends] + np.where(ends > 0, now[rows, np.maximum(ends - 1, 0)], 0.0)
    return np.asarray(logs + np.log(np.maximum(last, 1e-300)), dtype=np.float64)


def laid(steps: Steps, text: Numbers) -> list[int]:
    """In which step each character of a text stands (the likeliest way to lay it)."""
    if not text:
        return []
    dense, column = _dense(steps, [text])
    labels = np.zeros(2 * len(text) + 1, dtype=np.intp)
    labels[1::2] = [column[number] for number in text]
    logs = np.log(dense)[:, labels]
    skips = np.zeros(len(labels), dtype=bool)
    skips[2:] = (labels[2:] != 0) & (labels[2:] != labels[:-2])
    now = np.full(len(labels), -np.inf)
    now[:2] = logs[0, :2]
    back = np.zeros(logs.shape, dtype=np.intp)
    barred = np.where(skips[2:], 0.0, -np.inf)
    ways = np.full((3, len(labels)), -np.inf)
    for step in range(1, len(logs)):
        ways[0], ways[1, 1:], ways[2, 2:] = now, now[:-1], now[:-2] + barred
        back[step] = ways.argmax(axis=0)
        now = ways.max(axis=0) + logs[step]
    at = len(labels) - 1 if now[-1] > now[-2] else len(labels) - 2
    best: dict[int, tuple[float, int]] = {}
    for step in range(len(logs) - 1, -1, -1):
        if at % 2:
            best[at // 2] = max(best.get(at // 2, (-np.inf, 0)), (float(logs[step, at]), step))
        at -= int(back[step, at])
    return [best[index][1] if index in best else 0 for index in range(len(text))]


def _dense(steps: Steps, texts: Sequence[Numbers]) -> tuple[NDArray[np.float64], dict[int, int]]:
    """Flattened probabilities of the characters of some texts (steps x characters)."""
    numbers = sorted({number for text in texts for number in text})
    column = {NONE: 0} | {number: place for place, number in enumerate(numbers, start=1)}
    dense = np.full((len(steps), len(column)), _UNSEEN)
    for number, place in column.items():
        rows, columns = np.nonzero(steps.numbers == number)
        dense[rows, place] = np.maximum(steps.shares[rows, columns], _UNSEEN)
    return dense**_FLATTENED, column
