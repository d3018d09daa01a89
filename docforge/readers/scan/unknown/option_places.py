"""Where the options of a page stand: by their prints, cell by cell, though marks hide them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.unknown.grid import PixelBox
from docforge.readers.scan.unknown.option_pictures import SEEK, Picture, Print, best_match
from docforge.readers.scan.unknown.option_prints import (
    ALIKE,
    Home,
    Sighting,
    cut,
    letters_in,
    window_of,
)

_GIVE = 0.12
"""Ems that a word may stand off its place among its neighbours."""
_FOLLOWS, _LONE = 0.3, 0.6
"""Likeness of a further word of a group to its print; of a single word."""
_PATTERNS = 6


@dataclass(frozen=True)
class Placed:
    """An option of the page: where its first letter begins, the middle of its height (pixels)."""

    word: str
    left: float
    middle: float
    home: Home
    likeness: float


@dataclass(frozen=True)
class _Pattern:
    """The words of a group and where they stand from the first one (pixels)."""

    words: tuple[str, ...]
    offsets: tuple[tuple[float, float], ...]


def placed_options(
    ink: Grey,
    sightings: Sequence[Sighting],
    prints: Mapping[str, Print],
    cells: Mapping[Home, PixelBox],
    columns: Mapping[Home, Sequence[Home]],
    em: float,
) -> list[Placed]:
    """All options of the page, cell by cell.

    `columns` gives for every cell those below and above it. A cell in a column of options is
    searched even where nothing was read in it.
    """
    exact = [_settled(ink, one, prints[one.word], em) for one in sightings]
    by_cell: dict[Home, list[Placed]] = defaultdict(list)
    for one in exact:
        by_cell[one.home].append(one)
    patterns = _patterns(by_cell)
    searched = dict.fromkeys(home for one in exact for home in columns[one.home])
    found = []
    for home in searched:
        placed = _group_in(ink, cells[home], home, patterns, prints, em)
        own = _once([one for one in by_cell.get(home, []) if one.likeness >= _LONE])
        found += placed if len(placed) >= len(own) else own
    return found


def _once(several: Sequence[Placed]) -> list[Placed]:
    """Each word once: where it is most like its print."""
    best: dict[str, Placed] = {}
    for one in several:
        if one.word not in best or one.likeness > best[one.word].likeness:
            best[one.word] = one
    return list(best.values())


def _settled(ink: Grey, one: Sighting, print_: Print, em: float) -> Placed:
    seek = round(SEEK * em)
    window = window_of(ink, one.left, one.middle, len(one.word), em, seek)
    letters = letters_in(len(one.word), em)
    score, x, y = best_match(window, print_.picture[letters])
    x_off, y_off = x - letters[1].start - seek, y - letters[0].start - seek
    return Placed(one.word, one.left + x_off, one.middle + y_off, one.home, score)


def _patterns(by_cell: Mapping[Home, Sequence[Placed]]) -> list[_Pattern]:
    """How groups stand: the words in their order with their usual distances."""
    seen: dict[tuple[str, ...], list[list[tuple[float, float]]]] = defaultdict(list)
    for placed in by_cell.values():
        ordered = sorted(placed, key=lambda one: (round(one.middle / 8), one.left))
        words = tuple(one.word for one in ordered)
        if len(set(words)) == len(words) >= 2:
            first = ordered[0]
            seen[words].append(
                [(one.left - first.left, one.middle - first.middle) for one in ordered]
            )
    count = Counter({words: len(offsets) for words, offsets in seen.items()})
    found = [
        _Pattern(
            words,
            tuple(
                (float(x), float(y)) for x, y in np.median(np.array(seen[words]), axis=0).tolist()
            ),
        )
        for words, _number in count.most_common(_PATTERNS)
    ]
    return found + _longer(found)


def _longer(patterns: Sequence[_Pattern]) -> list[_Pattern]:
    """Groups that were read nowhere as a whole: what two of them with the same first word say."""
    found: dict[frozenset[str], _Pattern] = {}
    known = {frozenset(each.words) for each in patterns}
    for one, other in combinations(patterns, 2):
        if one.words[0] != other.words[0]:
            continue
        places = {
            **dict(zip(other.words, other.offsets, strict=True)),
            **dict(zip(one.words, one.offsets, strict=True)),
        }
        words = frozenset(places)
        spots = {(round(x / 8), round(y / 8)) for x, y in places.values()}
        if words in known or words in found or len(spots) < len(places):
            continue
        ordered = sorted(places.items(), key=lambda each: (round(each[1][1] / 8), each[1][0]))
        found[words] = _Pattern(
            tuple(word for word, _at in ordered), tuple(at for _word, at in ordered)
        )
    return list(found.values())[:_PATTERNS]


def _group_in(
    ink: Grey,
    cell: PixelBox,
    home: Home,
    patterns: Sequence[_Pattern],
    prints: Mapping[str, Print],
    em: float,
) -> list[Placed]:
    """The group of a cell that fits best; of those that fit alike the one of most words."""
    margin = round(0.5 * em)
    x, y = cell[0] - margin, cell[1] - margin
    part = cut(ink, x, y, cell[2] - cell[0] + 2 * margin, cell[3] - cell[1] + 2 * margin)
    maps = dict(_maps(part, patterns, prints, em))
    best: tuple[float, list[Placed]] = (ALIKE, [])
    for pattern in patterns:
        if not all(word in maps for word in pattern.words):
            continue
        likeness, placed = _fitted(maps, pattern, home, (x, y), em)
        if not all(cell[1] <= one.middle <= cell[3] for one in placed):
            continue
        weakest = min((one.likeness for one in placed), default=0.0)
        longer = len(placed) > len(best[1])
        if longer and likeness >= ALIKE and weakest >= _FOLLOWS:
            likeness += 0.15 * (len(placed) - len(best[1])) if best[1] else 0.0
        elif best[1] and len(placed) < len(best[1]):
            likeness -= 0.15 * (len(best[1]) - len(placed))
        if likeness > best[0] and weakest >= min(_FOLLOWS, 0.15 if len(placed) > 1 else 1.0):
            best = (likeness, placed)
    return best[1]


def _maps(
    part: Grey, patterns: Sequence[_Pattern], prints: Mapping[str, Print], em: float
) -> Iterator[tuple[str, Picture]]:
    """How alike each word is to every spot of a cell."""
    for word in dict.fromkeys(word for pattern in patterns for word in pattern.words):
        letters = np.ascontiguousarray(prints[word].picture[letters_in(len(word), em)])
        if letters.shape[0] < part.shape[0] and letters.shape[1] < part.shape[1]:
            answer = cv2.matchTemplate(part.astype(np.float32), letters, cv2.TM_CCOEFF_NORMED)
            yield word, np.asarray(np.nan_to_num(answer), dtype=np.float32)


def _fitted(
    maps: Mapping[str, Picture],
    pattern: _Pattern,
    home: Home,
    corner: tuple[int, int],
    em: float,
) -> tuple[float, list[Placed]]:
    """The likeness of a pattern at its best spot, and its words there."""
    give = max(1, round(_GIVE * em))
    kernel = np.ones((2 * give + 1, 2 * give + 1), np.uint8)
    high, wide = (max(m.shape[axis] for m in maps.values()) for axis in (0, 1))
    total = np.zeros((high, wide), np.float32)
    for word, (x, y) in zip(pattern.words, pattern.offsets, strict=True):
        eased = cv2.dilate(maps[word], kernel)
        moved = np.full((high, wide), -1.0, np.float32)
        _shifted_into(moved, np.asarray(eased, np.float32), round(x), round(y))
        total += moved
    _low, score, _at, (left, top) = cv2.minMaxLoc(total)
    placed = []
    for word, (x, y) in zip(pattern.words, pattern.offsets, strict=True):
        at = _peak(maps[word], left + round(x), top + round(y), give)
        if at is None:
            return 0.0, []
        likeness, column, row = at
        middle = corner[1] + row + 0.6 * em
        placed.append(Placed(word, corner[0] + column, middle, home, likeness))
    return float(score) / len(pattern.words), placed


def _shifted_into(target: Picture, source: Picture, x: int, y: int) -> None:
    """target[row, column] = source[row + y, column + x] where both are."""
    rows = range(max(0, -y), min(target.shape[0], source.shape[0] - y))
    columns = range(max(0, -x), min(target.shape[1], source.shape[1] - x))
    if len(rows) and len(columns):
        target[rows.start : rows.stop, columns.start : columns.stop] = source[
            rows.start + y : rows.stop + y, columns.start + x : columns.stop + x
        ]


def _peak(answer: Picture, x: int, y: int, give: int) -> tuple[float, int, int] | None:
    x0, y0 = max(x - give, 0), max(y - give, 0)
    part = answer[y0 : y + give + 1, x0 : x + give + 1]
    if part.size == 0:
        return None
    row, column = np.unravel_index(int(part.argmax()), part.shape)
    return float(part[row, column]), x0 + int(column), y0 + int(row)
