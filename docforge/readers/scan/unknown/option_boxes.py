"""The boxes before the options of a page: how large they are, and where each word has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np

from docforge.readers.scan.unknown.option_pictures import (
    BEFORE,
    LEFT,
    SEEK,
    UPRIGHT,
    Picture,
    Print,
    best_match,
    moved,
    shared,
)

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
_AROUND_BOX = 0.15
"""Ems around a box that are its own; beyond may be the ruling of a cell, or its neighbour."""


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


def off_level(prints: Mapping[str, Print], em: float) -> dict[str, tuple[int, int]]:
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
    common = shared(several, (rows, columns))
    found = _box_in(common, side, (rows, columns))
    alone = np.zeros_like(common)
    alone[rows, columns] = common[rows, columns]
    if found.likeness <= _A_SQUARE:
        return None
    down = usual.y - common.shape[0] / 2
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
        word: (rows, slice(first, edge + round((BEFORE if len(word) > 1 else SEEK) * em)))
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
