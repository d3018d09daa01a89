"""Lines of writing as text, with how sure each character is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.lines.calibration import sureness
from docforge.readers.scan.lines.commas import commas_in, with_commas
from docforge.readers.scan.lines.consensus import Ink, Signs, agreed, share_of
from docforge.readers.scan.lines.decoding import NONE, Steps, joined, steps_of
from docforge.readers.scan.lines.model import (
    LEAST_WIDTH,
    alphabet,
    answers_to,
    as_high,
    padded,
)
from docforge.readers.scan.lines.words import Words
from docforge.readers.scan.pictures.ink import Grey

_RARE = 0.002
_LOST, _DOUBT = 1.3, 0.6
"""A gap of so many usual ones with ink in its middle may have lost a character."""
_ASIDE = 0.5
"""A stroke with white on both sides this many usual gaps from every character was not read."""
_THIN, _TALL = 0.2, 0.5
"""Of the writing's height: a 1 is thinner and taller."""
_BATCH, _BATCH_WIDTH = 8, 4000
"""So many lines are looked at at once, and so wide (pixels) together, each padded to the widest:
what the model needs grows with both.
"""
_BEYOND_DOUBT = 0.99
"""A line whose characters are all so probable is read once."""
_SURE_AGAIN = 0.9
"""A second reading that is so sure and says the same makes a third one needless."""
_FINE, _WIDER = 64, 1.12
"""Pixels of a line's height at which strokes are made thinner, and how far a line is drawn out."""


@dataclass(frozen=True)
class Character:
    """A character, its probability, the runner-up, and where in the line it stands (0 to 1)."""

    text: str
    probability: float
    other: str
    at: float


@dataclass(frozen=True)
class Written:
    """A line of writing, and what the model saw in it: once, or several times if it was unsure.

    `unread` says that there is ink that no character was read from, `overlooked` that some of it
    looks like a 1, `apart` how many usual steps
    its two characters lie apart that are farthest from each other; `signs` tell how sure the
    whole text is; where there are none its least sure character does.
    """

    characters: tuple[Character, ...]
    steps: tuple[Steps, ...] = field(default=(), compare=False, repr=False)
    unread: bool = False
    overlooked: bool = False
    apart: float = 1.0
    signs: Signs | None = None

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def confidence(self) -> float:
        if self.signs is not None:
            return sureness(self.signs)
        return min((character.probability for character in self.characters), default=0.0)


def read_lines(
    lines: Sequence[Grey], again: Callable[[str], bool] = lambda _text: True
) -> list[Written]:
    """What lines of writing say. Each is a picture of one line, dark on white, of any height.

    Lines that were read with some doubt are read again, with a thinner pen and drawn out, if
    `again` says of their text that it is worth it.
    """
    pictures = [as_high(line) for line in lines]
    commas = [
        [] if picture.shape[1] < LEAST_WIDTH else commas_in(line)
        for line, picture in zip(lines, pictures, strict=True)
    ]
    first = [
        with_commas(steps, places, alphabet())
        for steps, places in zip(_seen(pictures), commas, strict=True)
    ]
    read = [_whole(_best(steps), line) for steps, line in zip(first, lines, strict=True)]
    doubted = [
        index
        for index, written in enumerate(read)
        if written.characters
        and (written.unread or written.confidence < _BEYOND_DOUBT)
        and again(written.text)
    ]
    for changed in (_thinner, _drawn_out):
        more = _seen([changed(lines[index]) for index in doubted])
        for index, seen in zip(doubted, more, strict=True):
            steps = with_commas(seen, commas[index], alphabet())
            read[index] = replace(read[index], steps=(*read[index].steps, steps))
        doubted = [index for index in doubted if not _says_again(read[index])]
    return read


def _says_again(written: Written) -> bool:
    """Whether the last reading of a line is sure and the same as the first."""
    last = _best(written.steps[-1])
    return last.text == written.text and last.confidence >= _SURE_AGAIN and not written.unread


def together(
    lines: Sequence[Written], words: Words | None, endings: Sequence[str] = ()
) -> list[Written]:
    """Lines that go on in each other, as all their readings say them together.

    Where `words` are given the language is heard too; names of people and places follow none, but
    for the `endings` that names may have.
    """
    if not lines or not all(line.steps for line in lines):
        return list(lines)
    count = max(len(line.steps) for line in lines)
    readings = [
        joined([line.steps[min(number, len(line.steps) - 1)] for line in lines])
        for number in range(count)
    ]
    unread = any(line.unread for line in lines)
    apart = max(line.apart for line in lines)
    overlooked = any(line.overlooked for line in lines)
    text = agreed(readings, alphabet(), words, Ink(unread, overlooked, apart), endings)
    written, begin = [], 0
    for line in lines:
        end = begin + len(line.steps[0])
        own = [
            _character(readings[0], number, step, (step - begin + 0.5) / (end - begin))
            for number, step in zip(text.numbers, text.at, strict=True)
            if begin <= step < end
        ]
        written.append(replace(line, characters=tuple(own), signs=text.signs))
        begin = end + 1
    return written


def _seen(pictures: Sequence[Grey]) -> list[Steps]:
    """What the model sees in pictures of lines, all of its height."""
    found: dict[int, Steps] = {}
    for indices in batches([int(picture.shape[1]) for picture in pictures]):
        wide = [padded(pictures[index]) for index in indices]
        answers = answers_to(wide)
        widest = max(picture.shape[1] for picture in wide)
        for place, index in enumerate(indices):
            own = max(1, round(answers.shape[1] * wide[place].shape[1] / widest))
            found[index] = steps_of(answers[place, :own], _usual())
    return [found[index] for index in range(len(pictures))]


def batches(widths: Sequence[int]) -> list[list[int]]:
    """The numbers of lines that are looked at together, by how wide they are (pixels)."""
    found: list[list[int]] = []
    for index in sorted(range(len(widths)), key=lambda index: widths[index]):
        full = found and (
            len(found[-1]) == _BATCH or (len(found[-1]) + 1) * widths[index] > _BATCH_WIDTH
        )
        if full or not found:
            found.append([])
        found[-1].append(index)
    return found


def _thinner(line: Grey) -> Grey:
    """A line as a thinner pen would have written it."""
    larger = max(1.0, _FINE / line.shape[0])
    fine = cv2.resize(line, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
    return as_high(np.asarray(cv2.dilate(fine, np.ones((2, 2), np.uint8)), dtype=np.uint8))


def _drawn_out(line: Grey) -> Grey:
    """A line a little wider than it was written."""
    return as_high(line, _WIDER)


def _whole(written: Written, line: Grey) -> Written:
    """The line with doubt beside gaps in which ink stands that no character was read from."""
    characters = list(written.characters)
    if len(characters) < 3:
        return written
    inked = np.asarray((line < 128).any(axis=0))
    at = [character.at * len(inked) for character in characters]
    pitch = float(np.median(np.diff(at)))
    lone = _beside(inked, at, pitch)
    doubted = {index for index, _run in lone}
    for index, (before, after) in enumerate(pairwise(at)):
        low, high = (round((before + after) / 2 + off * pitch) for off in (-0.12, 0.12))
        if after - before > _LOST * pitch and inked[max(low, 0) : high + 1].any():
            doubted.add(index)
    for index in doubted:
        found = characters[index]
        characters[index] = replace(found, probability=min(found.probability, _DOUBT))
    apart = max(after - before for before, after in pairwise(at)) / max(pitch, 1.0)
    return replace(
        written,
        characters=tuple(characters),
        unread=bool(doubted),
        overlooked=any(_like_a_one(line, run) for _index, run in lone),
        apart=apart,
    )


def _like_a_one(line: Grey, run: tuple[int, int]) -> bool:
    """Whether the ink in some columns of a line is tall and thin."""
    rows = np.flatnonzero((line < 128).any(axis=1))
    own = np.flatnonzero((line[:, run[0] : run[1]] < 128).any(axis=1))
    high = rows[-1] - rows[0] + 1
    return bool(run[1] - run[0] < _THIN * high and own[-1] - own[0] + 1 > _TALL * high)


def _beside(
    inked: NDArray[np.bool_], at: Sequence[float], pitch: float
) -> set[tuple[int, tuple[int, int]]]:
    """The characters beside which a stroke stands alone that none was read from: a 1, a comma;
    each with the columns of the stroke."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    found = set()
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        middle = (start + end) / 2
        nearest = min(range(len(at)), key=lambda index: abs(at[index] - middle))
        if abs(at[nearest] - middle) > _ASIDE * pitch and end - start < pitch:
            found.add((nearest, (start, end)))
    return found


@lru_cache(maxsize=1)
def _usual() -> NDArray[np.float32]:
    """How usual each character is on a form of the mainland: what GB 2312 lacks (traditional
    characters, other scripts) is rare, and a look-alike of what is meant as a rule.
    """
    return np.array([1.0 if _in_gb2312(text) else _RARE for text in alphabet()], dtype=np.float32)


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not any(
        "\u3040" <= character <= "\u33ff" or "\u0370" <= character <= "\u04ff" for character in text
    )


def _best(steps: Steps) -> Written:
    """The best path, repetitions and nothings left out."""
    found: list[Character] = []
    before = NONE
    for step, number in enumerate(steps.numbers[:, 0].tolist()):
        if number not in (before, NONE):
            found.append(_character(steps, number, step, (step + 0.5) / len(steps)))
        elif number != NONE and float(steps.shares[step, 0]) > found[-1].probability:
            found[-1] = replace(found[-1], probability=float(steps.shares[step, 0]))
        before = number
    return Written(tuple(found), (steps,))


def _character(steps: Steps, number: int, step: int, at: float) -> Character:
    """A character as it stands in a step, and the likeliest other one there."""
    others = (each for each in steps.numbers[step].tolist() if each not in (number, NONE))
    other = alphabet()[next(others, NONE)]
    return Character(alphabet()[number], share_of(steps, number, step), other, at)
