"""How the options of a page are printed, learned from the page itself, and where they all stand.

The options of a form repeat from row to row: one row that text recognition read tells where the
words stand in all the others, though these be ticked, ringed or filled beyond reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.grid import PixelBox
from docforge.readers.scan.ink import Grey

Picture = NDArray[np.float32]
Home = tuple[int, int]
"""A cell: the number of its table, its own number in it."""

LEFT, RIGHT, UPRIGHT = 2.2, 0.1, 0.8
"""Ems around a word that belong to its print: its box on the left, next to nothing on its
right, where people put ticks."""
_ROUNDS = 3
_SEEK, _GIVE = 0.6, 0.12
"""Ems that recognition may be off; that a word may stand off its place among its neighbours."""
_ALIKE, _FOLLOWS, _LONE = 0.45, 0.3, 0.6
"""Likeness of a whole group to what is printed; of a further word of it; of a single word."""
_PATTERNS = 6
_SLIP = 0.4
"""Ems that the box of one word may seem to stand off that of another."""
_MARKED = 45
"""Percentile of ink over all boxes of a page, of which at most half are marked."""
_A_SQUARE = 0.3
_AROUND_BOX = 0.65
"""Ems left of the box's middle that are its own; beyond may be the ruling of a cell."""


@dataclass(frozen=True)
class Sighting:
    """An option word as recognition read it: where its first letter begins, its middle's height,
    where its last one ends (pixels), the cell it stands in, whether a box was read before it.
    """

    word: str
    left: float
    middle: float
    right: float
    home: Home
    boxed: bool = True


@dataclass(frozen=True)
class Print:
    """What a word looks like unmarked, and from how many places that was learned.

    `picture` reaches LEFT ems left of the word's first letter and RIGHT right of its last one.
    """

    picture: Picture
    sightings: tuple[Picture, ...]

    @property
    def seen(self) -> int:
        return len(self.sightings)


@dataclass(frozen=True)
class PrintedBox:
    """The box before the options as it is printed, with what stands around it.

    `left` is how far its middle stands left of the picture's right edge; `shifts` tells for each
    word how much further right and down its box stands than the picture says (pixels).
    """

    picture: Picture
    left: float
    shifts: Mapping[str, tuple[int, int]]


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


def em_from(sightings: Sequence[Sighting]) -> float:
    """The size of the options' print in pixels, from words of several letters."""
    each = [(one.right - one.left) / len(one.word) for one in sightings if len(one.word) > 1] or [
        one.right - one.left for one in sightings
    ]
    return float(np.median(each)) if each else 0.0


def prints_of(ink: Grey, sightings: Sequence[Sighting], em: float) -> dict[str, Print]:
    """What each word looks like: all its sightings laid on each other, what they share."""
    found = {}
    for word in dict.fromkeys(one.word for one in sightings):
        own = [one for one in sightings if one.word == word]
        found[word] = _print_of(ink, own, em)
    return found


def _print_of(ink: Grey, own: Sequence[Sighting], em: float) -> Print:
    seek = round(_SEEK * em)
    wide = [_window(ink, one.left, one.middle, len(one.word), em, seek) for one in own]
    letters = _letters(len(own[0].word), em)
    picture = _inner(wide[_middlemost(wide, letters, seek)], seek)
    for _round in range(_ROUNDS):
        aligned = [_aligned(each, picture, letters, seek) for each in wide]
        picture = np.asarray(np.percentile(np.stack(aligned), 40, axis=0), dtype=np.float32)
    return Print(picture, tuple(aligned))


def _letters(count: int, em: float) -> tuple[slice, slice]:
    """Where the letters stand in a print's picture: rows, columns."""
    rows = slice(round((UPRIGHT - 0.6) * em), round((UPRIGHT + 0.6) * em))
    return rows, slice(round(LEFT * em), round((LEFT + count) * em))


def _window(ink: Grey, left: float, middle: float, letters: int, em: float, seek: int) -> Picture:
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
        sum(_best(other, _inner(each, seek)[letters])[0] for other in several) for each in several
    ]
    return int(np.argmax(scores))


def _best(window: Picture, part: Picture) -> tuple[float, int, int]:
    answer = cv2.matchTemplate(window, np.ascontiguousarray(part), cv2.TM_CCOEFF_NORMED)
    _low, score, _at, (x, y) = cv2.minMaxLoc(answer)
    return float(score), int(x), int(y)


def _aligned(window: Picture, picture: Picture, letters: tuple[slice, slice], seek: int) -> Picture:
    """The part of a window whose letters lie on those of the picture."""
    rows, columns = letters
    _score, x, y = _best(window, picture[letters])
    x0, y0 = x - columns.start, y - rows.start
    x0, y0 = min(max(x0, 0), 2 * seek), min(max(y0, 0), 2 * seek)
    high, wide = picture.shape
    return window[y0 : y0 + high, x0 : x0 + wide]


def box_of(prints: Mapping[str, Print], em: float) -> PrintedBox | None:
    """The box as it is printed, from all options together; None where there is none.

    No more than half of the boxes of a page are marked as a rule, though one word be marked
    nearly everywhere.
    """
    edge, give = round(LEFT * em), max(2, round(_SLIP * em))
    usual = max(prints.values(), key=lambda each: each.seen).picture[:, :edge]
    first = round(0.9 * em)
    shifts, several = {}, []
    for word, each in prints.items():
        near = each.picture[:, first - give : edge + give]
        area = np.pad(near, ((give, give), (0, 0)))
        score, x, y = _best(area, usual[:, first:edge])
        shifts[word] = (x - give, y - give) if score > _ALIKE else (0, 0)
        several += [moved(one[:, :edge], *shifts[word]) for one in each.sightings]
    if len(several) < 2:
        return None
    shared = np.asarray(np.percentile(np.stack(several), _MARKED, axis=0), dtype=np.float32)
    best: tuple[float, float] = (0.0, 0.0)
    for share in (0.6, 0.7, 0.8, 0.9):
        side = max(6, round(share * em))
        square = np.zeros((side + 2, side + 2), np.float32)
        cv2.rectangle(square, (1, 1), (side, side), 255.0, max(1, round(em / 16)))
        if square.shape[0] <= shared.shape[0] and square.shape[1] <= shared.shape[1]:
            score, x, _y = _best(shared, square)
            best = max(best, (score, edge - (x + 1 + side / 2)))
    shared[:, : max(0, round(edge - best[1] - _AROUND_BOX * em))] = 0.0
    return PrintedBox(shared, best[1], shifts) if best[0] > _A_SQUARE else None


def moved(picture: Picture, x: int, y: int) -> Picture:
    """A picture moved left and up by some pixels."""
    high, wide = picture.shape
    out = np.zeros_like(picture)
    part = picture[max(y, 0) : high + min(y, 0), max(x, 0) : wide + min(x, 0)]
    out[max(-y, 0) : max(-y, 0) + part.shape[0], max(-x, 0) : max(-x, 0) + part.shape[1]] = part
    return out


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
    seek = round(_SEEK * em)
    window = _window(ink, one.left, one.middle, len(one.word), em, seek)
    letters = _letters(len(one.word), em)
    score, x, y = _best(window, print_.picture[letters])
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
    return [
        _Pattern(
            words,
            tuple(
                (float(x), float(y)) for x, y in np.median(np.array(seen[words]), axis=0).tolist()
            ),
        )
        for words, _number in count.most_common(_PATTERNS)
    ]


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
    best: tuple[float, list[Placed]] = (_ALIKE, [])
    for pattern in patterns:
        if not all(word in maps for word in pattern.words):
            continue
        likeness, placed = _fitted(maps, pattern, home, (x, y), em)
        weakest = min((one.likeness for one in placed), default=0.0)
        longer = len(placed) > len(best[1])
        if longer and likeness >= _ALIKE and weakest >= _FOLLOWS:
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
        letters = np.ascontiguousarray(prints[word].picture[_letters(len(word), em)])
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
