"""Lines of writing as text, with how sure each character is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan import models
from docforge.readers.scan.ink import Grey

_HEIGHT = 48
"""Pixels of a line as the model wants it."""
_RARE = 0.02
_LOST, _DOUBT = 1.3, 0.6
"""A gap of so many usual ones with ink in its middle may have lost a character."""
_ASIDE = 0.5
"""A stroke with white on both sides this many usual gaps from every character was not read."""
_NARROWEST, _LEAST_WIDTH = 12, 96
_BATCH = 8


@dataclass(frozen=True)
class Character:
    """A character, its probability, the runner-up, and where in the line it stands (0 to 1)."""

    text: str
    probability: float
    other: str
    at: float


@dataclass(frozen=True)
class Written:
    """A line of writing. `confidence` is its least sure character's probability."""

    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)

    @property
    def confidence(self) -> float:
        return min((character.probability for character in self.characters), default=0.0)


def read_lines(lines: Sequence[Grey], digits: Sequence[bool] = ()) -> list[Written]:
    """What lines of writing say. Each is a picture of one line, dark on white, of any height.

    Where `digits` is true a number is wanted, and nothing else is read.
    """
    order = sorted(range(len(lines)), key=lambda index: _width_of(lines[index]))
    read: dict[int, Written] = {}
    for start in range(0, len(order), _BATCH):
        indices = order[start : start + _BATCH]
        pictures = [_as_wanted(lines[index]) for index in indices]
        width = max(picture.shape[1] for picture in pictures)
        batch = np.zeros((len(pictures), 3, _HEIGHT, width), dtype=np.float32)
        for place, picture in enumerate(pictures):
            batch[place, :, :, : picture.shape[1]] = picture / np.float32(127.5) - 1
        session = models.recognition()
        (answers,) = session.run(None, {session.get_inputs()[0].name: batch})
        for place, index in enumerate(indices):
            share = pictures[place].shape[1] / width
            answer = answers[place] * _usual()
            if digits and digits[index]:
                answer = _digits_alone(answer)
            read[index] = _whole(_decoded(answer, share), lines[index])
    return [read[index] for index in range(len(lines))]


def _width_of(line: Grey) -> int:
    high, wide = line.shape
    return max(_NARROWEST, math.ceil(_HEIGHT * int(wide) / max(int(high), 1)))


def _as_wanted(line: Grey) -> Grey:
    """A line at the model's height, with white behind it where it is short."""
    sized = cv2.resize(line, (_width_of(line), _HEIGHT), interpolation=cv2.INTER_AREA)
    missing = max(0, _LEAST_WIDTH - sized.shape[1])
    padded = cv2.copyMakeBorder(
        sized, 0, 0, missing // 4, missing - missing // 4, cv2.BORDER_CONSTANT, value=255
    )
    return np.asarray(padded, dtype=np.uint8)


def _digits_alone(answer: NDArray[np.float32]) -> NDArray[np.float32]:
    """The probabilities as they are if it is known that digits stand here."""
    only = np.zeros_like(answer)
    wanted = [
        index for index, text in enumerate(_alphabet()) if text.isdecimal() and text.isascii()
    ]
    wanted.append(0)
    only[:, wanted] = answer[:, wanted]
    return np.asarray(only / np.maximum(only.sum(axis=1, keepdims=True), 1e-9), dtype=np.float32)


def _whole(written: Written, line: Grey) -> Written:
    """The line with doubt beside gaps in which ink stands that no character was read from."""
    characters = list(written.characters)
    if len(characters) < 3:
        return written
    inked = np.asarray((line < 128).any(axis=0))
    at = [character.at * len(inked) for character in characters]
    pitch = float(np.median(np.diff(at)))
    for index, (before, after) in enumerate(pairwise(at)):
        low, high = (round((before + after) / 2 + off * pitch) for off in (-0.12, 0.12))
        if after - before > _LOST * pitch and inked[max(low, 0) : high + 1].any():
            found = characters[index]
            characters[index] = replace(found, probability=min(found.probability, _DOUBT))
    for index in _beside(inked, at, pitch):
        found = characters[index]
        characters[index] = replace(found, probability=min(found.probability, _DOUBT))
    return Written(tuple(characters))


def _beside(inked: NDArray[np.bool_], at: Sequence[float], pitch: float) -> set[int]:
    """The characters beside which a stroke stands alone that none was read from: a 1, a comma."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    found = set()
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        middle = (start + end) / 2
        nearest = min(range(len(at)), key=lambda index: abs(at[index] - middle))
        if abs(at[nearest] - middle) > _ASIDE * pitch and end - start < pitch:
            found.add(nearest)
    return found


@lru_cache(maxsize=1)
def _alphabet() -> tuple[str, ...]:
    """The model's characters: none at 0, as CTC has it, and a blank at the end."""
    metadata = models.recognition().get_modelmeta().custom_metadata_map
    return ("", *metadata["character"].splitlines(), " ")


@lru_cache(maxsize=1)
def _usual() -> NDArray[np.float32]:
    """How usual each character is on a form of the mainland: what GB 2312 lacks (traditional
    characters, other scripts) is rare, and a look-alike of what is meant as a rule.
    """
    return np.array([1.0 if _in_gb2312(text) else _RARE for text in _alphabet()], dtype=np.float32)


def _in_gb2312(text: str) -> bool:
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return not any(
        "\u3040" <= character <= "\u33ff" or "\u0370" <= character <= "\u04ff" for character in text
    )


def _decoded(answer: NDArray[np.float32], share: float) -> Written:
    """The best path (steps x characters), repetitions and nothings left out."""
    alphabet = _alphabet()
    best = answer.argmax(axis=1)
    found: list[Character] = []
    steps = len(best) * share
    before = 0
    for step, index in enumerate(best):
        if index != before and index != 0:
            row = answer[step]
            probability = float(row[index])
            row = row.copy()
            row[index] = -1.0
            row[0] = -1.0
            other = alphabet[int(row.argmax())]
            found.append(Character(alphabet[index], probability, other, (step + 0.5) / steps))
        elif index != 0 and found:
            probability = float(answer[step, index])
            if probability > found[-1].probability:
                last = found[-1]
                found[-1] = Character(last.text, probability, last.other, last.at)
        before = int(index)
    return Written(tuple(found))
