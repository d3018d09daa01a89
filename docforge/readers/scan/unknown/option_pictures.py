"""Pictures of how options are printed, and how they are laid on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.float32]
LEFT, RIGHT, UPRIGHT = 2.2, 0.1, 0.8
"""Ems around a word that belong to its print: its box on the left, next to nothing on its
right, where people put ticks."""
SEEK = 0.6
"""Ems that recognition may be off."""
_USUAL, _FEWEST = 50, 3
"""Percentile of the ink that pictures show at a spot; pictures from which print is learned."""
ROWS = 0.54
"""Ems up and down that are a word's own; beyond stand its neighbours."""
BEFORE = 0.05
"""Ems before a word that are its own within a longer word."""


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


def shared(pictures: Sequence[Picture], part: tuple[slice, slice]) -> Picture:
    """What pictures of one thing show alike, learned from those with least ink in a part.

    Marks only ever add ink: the lighter half holds few of them though most of a page be marked.
    """
    lightest = sorted(pictures, key=lambda each: float(each[part].sum()))
    kept = lightest[: max((len(lightest) + 1) // 2, min(len(lightest), _FEWEST))]
    return np.asarray(np.percentile(np.stack(kept), _USUAL, axis=0), dtype=np.float32)


def best_match(window: Picture, part: Picture) -> tuple[float, int, int]:
    answer = cv2.matchTemplate(window, np.ascontiguousarray(part), cv2.TM_CCOEFF_NORMED)
    _low, score, _at, (x, y) = cv2.minMaxLoc(answer)
    return float(score), int(x), int(y)


def moved(picture: Picture, x: int, y: int) -> Picture:
    """A picture moved left and up by some pixels."""
    high, wide = picture.shape
    out = np.zeros_like(picture)
    part = picture[max(y, 0) : high + min(y, 0), max(x, 0) : wide + min(x, 0)]
    out[max(-y, 0) : max(-y, 0) + part.shape[0], max(-x, 0) : max(-x, 0) + part.shape[1]] = part
    return out
