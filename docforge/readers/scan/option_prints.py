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
from numpy.typing import NDArray

from docforge.readers.scan.ink import Grey

Picture = NDArray[np.float32]
Home = tuple[int, int]
"""A cell: the number of its table, its own number in it."""

LEFT, RIGHT, UPRIGHT = 2.2, 0.1, 0.8
"""Ems around a word that belong to its print: its box on the left, next to nothing on its
right, where people put ticks."""
_ROUNDS = 3
SEEK = 0.6
"""Ems that recognition may be off."""
ALIKE = 0.45
"""Likeness of what is printed alike."""
_SLIP = 0.4
"""Ems that letters may stand off where a longer word has them."""
_USUAL, _FEWEST = 50, 3
"""Percentile of the ink that pictures show at a spot; pictures from which print is learned."""
_A_SQUARE, _TOLD = 0.3, 0.6
"""Likeness to a square of what may be a box; share of the best one's of a box that shows itself."""
_SOFT, _AROUND_SQUARE = 1.2, 2
"""Pixels over which the lines of boxes are spread; white pixels around one."""
_CLEAR, _SAME, _LEVELLED = 0.45, 0.75, (0.07, 0.25)
"""The same of what is one for certain, least and as a share of the best one's; ems that it stands
off the level of the others, least and most.
"""
_SIDES = 0.4, 1.0
"""Ems that the side of a box may have, least and most."""
_NEAR_MIDDLE, _BEFORE_WORD = 0.68, 2.15
"""Ems up and down in which a box stands; ems before its word."""
_LEVEL, _ASIDE = 0.15, 0.3
"""Ems that the box of one word may stand higher or lower, nearer or further, than another's."""
_ENOUGH = 4
"""Places of a word from which its print is told from marks, which are never on most of them."""
ROWS = 0.54
"""Ems up and down that are a word's own; beyond stand its neighbours."""
_LETTER, _AS_GOOD, _ASKEW = 0.9, 0.99, 0.05
"""Ems that letters are high; share of the most ink that is as good; ems that a word may stand off
the middle of its picture.
"""
_BEFORE = 0.05
"""Ems before a word that are its own within a longer word."""
_RULED = 170
"""Of 255: a row of a word's picture with more ink runs along a ruling."""
_WORD_ALONE = 0.4
"""Ems left of a word that hold nothing of its box."""
_DARK, _PALE, _THICKER, _DUST = 90, 60, 5, 0.015
"""Of 255: ink, and what may be ink; pixels that print may be thicker; square ems of dust."""
_AROUND_BOX = 0.15
"""Ems around a box that are its own; beyond may be the ruling of a cell, or its neighbour."""


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


@dataclass(frozen=True)
class Print:
    """What a word looks like unmarked, and the places from which that was learned.

    `picture` reaches LEFT ems left of the word's first letter and RIGHT right of its last one.
    It is `proven` where marks cannot have become part of it: it stands often, or looks alike in
    two places, as two strokes by hand never do.
    """

    picture: Picture
    sightings: tuple[Picture, ...]
    proven: bool

    @property
    def seen(self) -> int:
        return len(self.sightings)


@dataclass(frozen=True)
class PrintedBox:
    """The box before the options as it is printed, with what stands around it.

    `left` is how far its middle stands left of the picture's right edge, `down` how far below its
    middle, `side` how wide it is; `shifts` tells for each word how much further right and down its
    box stands than the picture says (pixels).
    """

    picture: Picture
    left: float
    down: float
    side: int
    shifts: Mapping[str, tuple[int, int]]


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
    off = _off_level(prints, em)
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
    for word, (right, down) in _off_level(found, em).items():
        askew = found[word]
        level = tuple(moved(each, right, down) for each in askew.sightings)
        found[word] = Print(moved(askew.picture, right, down), level, askew.proven)
    return {word: _by_longer(word, each, found, em) for word, each in found.items()}


def _off_level(prints: Mapping[str, Print], em: float) -> dict[str, tuple[int, int]]:
    """How many pixels right of its place and below the middle a word stands whose box is further
    right or lower than others' are: all boxes stand alike, but lines that are close are hard to
    tell apart, and where a single letter begins is not seen from others beside it.
    """
    _side, squares = _boxes_before(prints, em)
    squares = {word: squares[word] for word in _often(prints)} if squares else {}
    best = max((square.likeness for square in squares.values()), default=0.0)
    clear = {w: each for w, each in squares.items() if each.likeness >= max(_CLEAR, _SAME * best)}
    if len(clear) < 2:
        return {}
    level = min((each.y for each in clear.values()), key=lambda y: abs(y - UPRIGHT * em))
    words = [word for word in clear if len(word) > 1]
    usual = clear[max(words, key=lambda word: clear[word].likeness)].x if words else None
    found = {}
    for word, each in clear.items():
        least, most = (share * em for share in _LEVELLED)
        lower = each.y - level if least <= abs(each.y - level) <= most else 0.0
        aside = each.x - usual if usual is not None and len(word) == 1 else 0.0
        if lower or abs(aside) >= least:
            found[word] = round(aside), round(lower)
    return found


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
        first = max(0, columns.start + x - give - round(_BEFORE * em))
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
        picture = _shared(aligned, _own_part(em))
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


def _shared(pictures: Sequence[Picture], part: tuple[slice, slice]) -> Picture:
    """What pictures of one thing show alike, learned from those with least ink in a part.

    Marks only ever add ink: the lighter half holds few of them though most of a page be marked.
    """
    lightest = sorted(pictures, key=lambda each: float(each[part].sum()))
    kept = lightest[: max((len(lightest) + 1) // 2, min(len(lightest), _FEWEST))]
    return np.asarray(np.percentile(np.stack(kept), _USUAL, axis=0), dtype=np.float32)


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


def best_match(window: Picture, part: Picture) -> tuple[float, int, int]:
    answer = cv2.matchTemplate(window, np.ascontiguousarray(part), cv2.TM_CCOEFF_NORMED)
    _low, score, _at, (x, y) = cv2.minMaxLoc(answer)
    return float(score), int(x), int(y)


def _aligned(window: Picture, picture: Picture, letters: tuple[slice, slice], seek: int) -> Picture:
    """The part of a window whose letters lie on those of the picture."""
    rows, columns = letters
    _score, x, y = best_match(window, picture[letters])
    x0, y0 = x - columns.start, y - rows.start
    x0, y0 = min(max(x0, 0), 2 * seek), min(max(y0, 0), 2 * seek)
    high, wide = picture.shape
    return window[y0 : y0 + high, x0 : x0 + wide]


def box_of(prints: Mapping[str, Print], em: float) -> PrintedBox | None:
    """The box as it is printed, from all options together; None where there is none.

    No more than half of the boxes of a page are marked as a rule, though one word be marked
    nearly everywhere. All boxes are of one size; where each stands its own word shows best, unless
    marks hide it there.
    """
    edge = round(LEFT * em)
    side, squares = _boxes_before(prints, em)
    usual = squares[max(_often(prints), key=lambda word: squares[word].likeness)]
    shifts, several = {}, []
    for word, each in prints.items():
        own = _box_in(each.picture, side, _near(usual, side, em))
        told = own.likeness >= max(_A_SQUARE, _TOLD * usual.likeness)
        shifts[word] = (round(own.x - usual.x), round(own.y - usual.y)) if told else (0, 0)
        several += [moved(one[:, :edge], *shifts[word]) for one in each.sightings]
    if len(several) < 2:
        return None
    reach = side / 2 + _AROUND_BOX * em
    rows = slice(max(0, round(usual.y - reach)), round(usual.y + reach) + 1)
    columns = slice(max(0, round(usual.x - reach)), min(edge, round(usual.x + reach) + 1))
    shared = _shared(several, (rows, columns))
    found = _box_in(shared, side, (rows, columns))
    alone = np.zeros_like(shared)
    alone[rows, columns] = shared[rows, columns]
    if found.likeness <= _A_SQUARE:
        return None
    down = usual.y - shared.shape[0] / 2
    return PrintedBox(alone, edge - usual.x, down, side, shifts)


def _often(prints: Mapping[str, Print]) -> list[str]:
    """The words that stand on a page again and again, if any do: those of its table, not those
    of its head, which may be of another size.
    """
    most = max(each.seen for each in prints.values())
    return [word for word, each in prints.items() if 2 * each.seen >= most]


def _boxes_before(prints: Mapping[str, Print], em: float) -> tuple[int, dict[str, _Square]]:
    """The side of the boxes in pixels, and where each word's own seems to stand."""
    edge, middle = round(LEFT * em), UPRIGHT * em
    rows = slice(round(middle - _NEAR_MIDDLE * em), round(middle + _NEAR_MIDDLE * em) + 1)
    first = max(0, edge - round(_BEFORE_WORD * em))
    parts = {
        word: (rows, slice(first, edge + round((_BEFORE if len(word) > 1 else SEEK) * em)))
        for word in prints
    }
    best: tuple[float, int, dict[str, _Square]] = (-1.0, max(6, round(em)), {})
    for side in range(max(6, round(_SIDES[0] * em)), max(7, round(_SIDES[1] * em) + 1)):
        found = {word: _box_in(each.picture, side, parts[word]) for word, each in prints.items()}
        score = sum(
            max(found[word].likeness, 0.0) ** 2 * each.seen for word, each in prints.items()
        )
        if score > best[0]:
            best = score, side, found
    return best[1:]


def _near(usual: _Square, side: int, em: float) -> tuple[slice, slice]:
    """Where in a word's picture its box stands, by where another word's does."""
    up, aside = side / 2 + 2 + _LEVEL * em, side / 2 + 2 + _ASIDE * em
    rows = slice(max(0, round(usual.y - up)), round(usual.y + up) + 1)
    return rows, slice(max(0, round(usual.x - aside)), round(usual.x + aside) + 1)


@dataclass(frozen=True)
class _Square:
    """Where a box stands in a picture: its middle in pixels, how square it looks."""

    likeness: float
    x: float
    y: float


def _box_in(picture: Picture, side: int, part: tuple[slice, slice]) -> _Square:
    """The box of a size in a part of a picture, if only some spot that is a little like one.

    Both are softened: boxes are not quite square, and their thin lines break off on a fax.
    """
    area = _softened(picture[part])
    top, left = part[0].start, part[1].start
    edge = _AROUND_SQUARE
    square = np.zeros((side + 2 * edge, side + 2 * edge), np.float32)
    cv2.rectangle(square, (edge, edge), (edge + side - 1, edge + side - 1), 255.0, 1)
    if square.shape[0] > area.shape[0] or square.shape[1] > area.shape[1]:
        return _Square(0.0, left + area.shape[1] / 2, top + area.shape[0] / 2)
    likeness, x, y = best_match(area, _softened(square))
    return _Square(likeness, left + x + edge + side / 2, top + y + edge + side / 2)


def _softened(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), _SOFT), dtype=np.float32)


def moved(picture: Picture, x: int, y: int) -> Picture:
    """A picture moved left and up by some pixels."""
    high, wide = picture.shape
    out = np.zeros_like(picture)
    part = picture[max(y, 0) : high + min(y, 0), max(x, 0) : wide + min(x, 0)]
    out[max(-y, 0) : max(-y, 0) + part.shape[0], max(-x, 0) : max(-x, 0) + part.shape[1]] = part
    return out
