"""Marks at option words of a page whose blank is not known.

What an unmarked option looks like is learned from the page itself: most options of a form are
unmarked, so that what the same word's surroundings have in common is the print.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import MarkShape, MarkState
from docforge.readers.scan import models
from docforge.readers.scan.ink import Grey
from docforge.readers.scan.marking import SHAPES, STATES, softmax
from docforge.readers.scan.patches import LEFT, RIGHT, UPRIGHT, WIDTH, patch_of

_ENOUGH = 5
"""Options of one word from which the print can be told from what was added."""
_PRINT = 35
"""Percentile of ink over the same words: darker there only where it was printed."""
_BOX_PRINT = 25
_UNSURE = 0.5
_SIZES = (0.6, 0.7, 0.8, 0.9)
"""Ems that a tick box may measure."""
_SOME, _MUCH = 0.015, 0.16
_EM = WIDTH / (LEFT + RIGHT)


@dataclass(frozen=True)
class LooseOption:
    """An option word on the page: where its box should be, the size of its print (pixels)."""

    word: str
    middle: tuple[float, float]
    em: float
    word_end: float


@dataclass(frozen=True)
class LooseMark:
    state: MarkState
    shape: MarkShape
    confidence: float
    middle: tuple[float, float]


def loose_marks(ink: Grey, options: Sequence[LooseOption]) -> list[LooseMark]:
    """The state of every option; all unsure where a word stands too seldom to learn its print."""
    if not options:
        return []
    middles = _boxes(ink, options)
    seen = [
        patch_of(ink, ink, middle, option.em)[0]
        for option, middle in zip(options, middles, strict=True)
    ]
    prints = _prints(options, seen)
    patches = np.stack([np.stack(pair) for pair in zip(seen, prints.values, strict=True)])
    states, shapes = (softmax(answer) for answer in models.marks().run(None, {"patches": patches}))
    found = []
    for number, option in enumerate(options):
        best = int(states[number].argmax())
        sure = float(states[number][best])
        new = _new(seen[number], prints.values[number], option)
        chosen = STATES[best] is MarkState.CHOSEN
        if not prints.known[number] or (chosen and new < _SOME) or (best == 0 and new > _MUCH):
            sure = min(sure, _UNSURE)
        shape = SHAPES[1 + int(shapes[number][1:-1].argmax())] if chosen else MarkShape.BOX
        found.append(LooseMark(STATES[best], shape, sure, middles[number]))
    return found


def _boxes(ink: Grey, options: Sequence[LooseOption]) -> list[tuple[float, float]]:
    """Where the boxes are: the hollow squares left of the words, of one size on the page."""
    found: dict[float, list[tuple[float, tuple[float, float]]]] = {size: [] for size in _SIZES}
    for option in options:
        for size in _SIZES:
            found[size].append(_square(ink, option, size))
    best = max(_SIZES, key=lambda size: sum(score for score, _middle in found[size]))
    offsets = [
        (middle[0] - option.middle[0]) / option.em
        for option, (score, middle) in zip(options, found[best], strict=True)
        if score > 0.3
    ]
    usual = float(np.median(offsets)) if offsets else 0.0
    middles = []
    for option, (score, middle) in zip(options, found[best], strict=True):
        off = (middle[0] - option.middle[0]) / option.em - usual
        trusted = score > 0.3 and abs(off) < 0.3
        middles.append(
            middle if trusted else (option.middle[0] + usual * option.em, option.middle[1])
        )
    return middles


def _square(ink: Grey, option: LooseOption, size: float) -> tuple[float, tuple[float, float]]:
    side = max(6, round(size * option.em))
    square = np.zeros((side + 2, side + 2), np.uint8)
    cv2.rectangle(square, (1, 1), (side, side), 255, max(1, round(option.em / 16)))
    reach = round(0.75 * option.em)
    x0 = round(option.middle[0]) - reach - side // 2
    y0 = round(option.middle[1]) - round(0.4 * option.em) - side // 2
    x1, y1 = x0 + side + 2 * reach, y0 + side + round(0.8 * option.em)
    height, width = ink.shape
    if x0 < 0 or y0 < 0 or x1 > width or y1 > height:
        return 0.0, option.middle
    answer = cv2.matchTemplate(ink[y0:y1, x0:x1], square, cv2.TM_CCOEFF_NORMED)
    _low, score, _at, (x, y) = cv2.minMaxLoc(answer)
    return float(score), (x0 + x + side / 2 + 1, y0 + y + side / 2 + 1)


@dataclass(frozen=True)
class _Prints:
    """What is printed around each option (HEIGHT x WIDTH, 0 to 1), and whether that is known."""

    values: list[NDArray[np.float32]]
    known: list[bool]


def _prints(options: Sequence[LooseOption], seen: Sequence[NDArray[np.float32]]) -> _Prints:
    """Print of the same word's options; of the box itself that of all options: one word, such as
    符合, may be marked nearly everywhere, but never are most boxes of a page.
    """
    box = np.asarray(np.percentile(np.stack(seen), _BOX_PRINT, axis=0), dtype=np.float32)
    rows = slice(round((UPRIGHT - 0.55) * _EM), round((UPRIGHT + 0.55) * _EM))
    columns = slice(round((LEFT - 0.65) * _EM), round((LEFT + 0.5) * _EM))
    of_word: dict[str, NDArray[np.float32]] = {}
    counts: dict[str, int] = {}
    for word in {option.word for option in options}:
        own = np.stack([p for o, p in zip(options, seen, strict=True) if o.word == word])
        counts[word] = len(own)
        printed = np.asarray(np.percentile(own, _PRINT, axis=0), dtype=np.float32)
        if len(seen) >= 2 * _ENOUGH:
            printed[rows, columns] = box[rows, columns]
        of_word[word] = printed
    return _Prints(
        [of_word[option.word] for option in options],
        [counts[option.word] >= _ENOUGH for option in options],
    )


def _new(seen: NDArray[np.float32], blank: NDArray[np.float32], option: LooseOption) -> float:
    """New ink on the box and its word, in square ems."""
    near = cv2.dilate(blank, np.ones((5, 5), np.uint8))
    new = (seen > 0.4) & (near < 0.3)
    top, bottom = round((UPRIGHT - 0.58) * _EM), round((UPRIGHT + 0.58) * _EM)
    left = round((LEFT - 0.85) * _EM)
    right = min(WIDTH, round((LEFT + option.word_end + 0.3) * _EM))
    return float(new[top:bottom, left:right].sum()) / _EM**2
