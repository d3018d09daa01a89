"""What is shown to the classifier of marks: an option's surroundings, filled and blank.

Training and reading cut patches by this same function, so that both see the same thing.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.pictures.ink import Grey

WIDTH, HEIGHT = 112, 56
"""Pixels of a patch: 14 an em, an em being the size of the box."""
LEFT, RIGHT, UPRIGHT = 2.0, 6.0, 2.0
"""Ems from the middle of the box to the left and right edge of a patch, and up and down."""

Patch = NDArray[np.float32]
"""2 x HEIGHT x WIDTH from 0 to 1: the ink of the scan, the ink of the blank."""


def patch_of(ink: Grey, blank: Grey, middle: tuple[float, float], em: float) -> Patch:
    """The patch around a box; `middle` and `em` in pixels of both planes."""
    planes = []
    for plane in (ink, blank):
        x0, y0 = middle[0] - LEFT * em, middle[1] - UPRIGHT * em
        x1, y1 = middle[0] + RIGHT * em, middle[1] + UPRIGHT * em
        cut = _cut(plane, x0, y0, x1, y1)
        planes.append(cv2.resize(cut, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA))
    return (np.stack(planes) / np.float32(255)).astype(np.float32)


def _cut(plane: Grey, x0: float, y0: float, x1: float, y1: float) -> Grey:
    """A part of a plane, with paper where it reaches over the edge."""
    left, top, right, bottom = round(x0), round(y0), round(x1), round(y1)
    height, width = plane.shape
    inner = plane[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    return np.asarray(
        cv2.copyMakeBorder(
            inner,
            max(-top, 0),
            max(bottom - height, 0),
            max(-left, 0),
            max(right - width, 0),
            cv2.BORDER_CONSTANT,
        ),
        dtype=np.uint8,
    )
