"""How the options of a page are printed, learned from the page itself, and where they all stand.

The options of a form repeat from row to row: one row that text recognition read tells where the
words stand in all the others, though these be ticked, ringed or filled beyond reading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np

from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.unknown.option_boxes import off_level
from docforge.readers.scan.unknown.option_pictures import (
    BEFORE,
    LEFT,
    RIGHT,
    ROWS,
    SEEK,
    UPRIGHT,
    Picture,
    Print,
    best_match,
    moved,
    shared,
)

Home = tuple[int, int]
"""A cell: the number of its table, its own number in it."""

_ROUNDS = 3
ALIKE = 0.45
"""Likeness of what is printed alike."""
_SLIP = 0.4
"""Ems that letters may stand off where a longer word has them."""
_ENOUGH = 4
"""Places of a word from which its print is told from marks, which are never on most of them."""
_LETTER, _AS_GOOD, _ASKEW = 0.9, 0.99, 0.05
"""Ems that letters are high; share of the most ink that is as good; ems that a word may stand off
the middle of its picture.
"""
_RULED = 170
"""Of 255: a row of a word's picture with more ink runs along a ruling."""
_WORD_ALONE = 0.4
"""Ems left of a word that hold nothing of its box."""
_DARK, _PALE, _THICKER, _DUST = 90, 60, 5, 0.015
"""Of 255: ink, and what may be ink; pixels that print may be thicker; square ems of dust."""


@dataclass(frozen=True)
class Sighting:
    """An option word as recognition read it: where its first letter begins, its middle's height,
    where its last one ends (pixels), the cell it stands in, whether a box was read before it.

    `whole` is the option's word where its last letters stand on the next line.
    """

    word: str
    left: float
    middle: float
    right: float
    home: Home
    boxed: bool = True
    whole: str = ""


def em_from(sightings: Sequence[Sighting]) -> float:
    """The size of the options' print in pixels, from words of several letters."""
    each = [(one.right - one.left) / len(one.word) for one in sightings if len(one.word) > 1] or [
        one.right - one.left for one in sightings
    ]
    return float(np.median(each)) if each else 0.0


def with_letters_placed(ink: Grey, sightings: Sequence[Sighting], em: float) -> list[Sighting]:
    """Words of a single letter where their boxes say that they begin."""
    if all(len(one.word) > 1 for one in sightings):
        return list(sightings)
    prints = {
        word: _print_of(ink, [one for one in sightings if one.word == word], em)
        for word in dict.fromkeys(one.word for one in sightings)
    }
    off = off_level(prints, em)
    return [
        replace(one, left=one.left + off[one.word][0], right=one.right + off[one.word][0])
        if one.word in off
        else one
        for one in sightings
    ]


def prints_of(ink: Grey, sightings: Sequence[Sighting], em: float) -> dict[str, Print]:
    """What each word looks like: all its sightings laid on each other, what they share."""
    found = {}
    for word in dict.fromkeys(one.word for one in sightings):
        own = [one for one in sightings if one.word == word]
        learned = _print_of(ink, own, em)
        off = _off_middle(learned.picture, len(word), em)
        if abs(off) >= _ASKEW * em:
            own = [replace(one, middle=one.middle + off) for one in own]
            learned = _print_of(ink, own, em)
        found[word] = learned
    for word, (right, down) in off_level(found, em).items():
        askew = found[word]
        level = tuple(moved(each, right, down) for each in askew.sightings)
        found[word] = Print(moved(askew.picture, right, down), level, askew.proven)
    return {word: _by_longer(word, each, found, em) for word, each in found.items()}


def _by_longer(word: str, own: Print, prints: Mapping[str, Print], em: float) -> Print:
    """A print with its letters as a longer word shows them, where that one has less ink: 符合
    stands in 不符合 too, and people ring 符合 on nearly every row.
    """
    rows, columns = letters_in(len(word), em)
    for longer, other in prints.items():
        if not longer.endswith(word) or longer == word or not other.proven:
            continue
        extra, give = round((len(longer) - len(word)) * em), round(_SLIP * em)
        tail = other.picture[:, columns.start + extra :]
        area = np.pad(own.picture, give)[rows.start : rows.stop + 2 * give, columns.start :]
        score, x, y = best_match(area, tail[rows])
        drawn = np.zeros_like(own.picture)
        wide = min(tail.shape[1], drawn.shape[1] - columns.start)
        drawn[:, columns.start : columns.start + wide] = tail[:, :wide]
        drawn = moved(drawn, give - x, give - y)
        first = max(0, columns.start + x - give - round(BEFORE * em))
        less = float(drawn[rows, first:].sum()) + 255 * _DUST * em * em
        if score > ALIKE and not own.proven and _nothing_added(own.picture, drawn, em, first):
            own = Print(own.picture, own.sightings, True)
        if score > ALIKE and less < float(own.picture[rows, first:].sum()):
            picture = own.picture.copy()
            picture[:, first:] = drawn[:, first:]
            own = Print(picture, own.sightings, True)
    return own


def _off_middle(picture: Picture, letters: int, em: float) -> float:
    """How far below the middle of its picture a word stands: a mark may have drawn the line
    that was read up or down.
    """
    rows, columns = letters_in(letters, em)
    inked = picture[rows, columns].mean(axis=1)
    inked[inked > _RULED] = 0.0
    high = min(len(inked), max(3, round(_LETTER * em)))
    several = np.convolve(inked, np.ones(high), mode="valid")
    best = np.flatnonzero(several >= _AS_GOOD * several.max())
    return float(rows.start + best.mean() + high / 2 - picture.shape[0] / 2)


def _print_of(ink: Grey, own: Sequence[Sighting], em: float) -> Print:
    seek = round(SEEK * em)
    wide = [window_of(ink, one.left, one.middle, len(one.word), em, seek) for one in own]
    letters = letters_in(len(own[0].word), em)
    picture = _inner(wide[_middlemost(wide, letters, seek)], seek)
    for _round in range(_ROUNDS):
        aligned = [_aligned(each, picture, letters, seek) for each in wide]
        picture = shared(aligned, _own_part(em))
    proven = len(own) >= _ENOUGH or any(
        _nothing_added(one, other, em) and _nothing_added(other, one, em)
        for one, other in combinations(aligned, 2)
    )
    return Print(picture, tuple(aligned), proven)


def _nothing_added(one: Picture, other: Picture, em: float, first: int = 0) -> bool:
    """Whether a picture of a word has no stroke, beside its box, that the other one lacks; of
    letters that begin at column `first` alone if it is given.
    """
    rows, columns = _own_part(em)
    own = rows, slice(max(columns.start, first), None)
    near = cv2.dilate(other, np.ones((_THICKER, _THICKER), np.uint8)) > _PALE
    return float(((one > _DARK) & ~near)[own].sum()) <= _DUST * em * em


def _own_part(em: float) -> tuple[slice, slice]:
    """The part of a word's picture that holds its letters and nothing of its box."""
    rows = slice(round((UPRIGHT - ROWS) * em), round((UPRIGHT + ROWS) * em))
    return rows, slice(round((LEFT - _WORD_ALONE) * em), None)


def letters_in(count: int, em: float) -> tuple[slice, slice]:
    """Where the letters stand in a print's picture: rows, columns."""
    rows = slice(round((UPRIGHT - 0.6) * em), round((UPRIGHT + 0.6) * em))
    return rows, slice(round(LEFT * em), round((LEFT + count) * em))


def window_of(ink: Grey, left: float, middle: float, letters: int, em: float, seek: int) -> Picture:
    """The surroundings of a word, `seek` pixels more on each side; paper beyond the edge."""
    wide, high = round((LEFT + letters + RIGHT) * em), round(2 * UPRIGHT * em)
    x, y = round(left - LEFT * em) - seek, round(middle - UPRIGHT * em) - seek
    return cut(ink, x, y, wide + 2 * seek, high + 2 * seek).astype(np.float32)


def cut(plane: Grey, x: int, y: int, wide: int, high: int) -> Grey:
    """A part of a plane, with paper where it reaches over the edge."""
    height, width = plane.shape
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + wide, width), min(y + high, height)
    out = np.zeros((high, wide), dtype=np.uint8)
    if x0 < x1 and y0 < y1:
        out[y0 - y : y1 - y, x0 - x : x1 - x] = plane[y0:y1, x0:x1]
    return out


def _inner(window: Picture, seek: int) -> Picture:
    return window[seek : window.shape[0] - seek, seek : window.shape[1] - seek]


def _middlemost(windows: Sequence[Picture], letters: tuple[slice, slice], seek: int) -> int:
    """The sighting that is most like all others."""
    several = list(windows[:12])
    scores = [
        sum(best_match(other, _inner(each, seek)[letters])[0] for other in several)
        for each in several
    ]
    return int(np.argmax(scores))


def _aligned(window: Picture, picture: Picture, letters: tuple[slice, slice], seek: int) -> Picture:
    """The part of a window whose letters lie on those of the picture."""
    rows, columns = letters
    _score, x, y = best_match(window, picture[letters])
    x0, y0 = x - columns.start, y - rows.start
    x0, y0 = min(max(x0, 0), 2 * seek), min(max(y0, 0), 2 * seek)
    high, wide = picture.shape
    return window[y0 : y0 + high, x0 : x0 + wide]
