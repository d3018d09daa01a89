"""Ink on paper: how dark each pixel is against the paper around it, whatever the light.

A red seal is told from ink by its colour: in the red channel it is as bright as the paper.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.pictures.pages import Pixels

Grey = NDArray[np.uint8]
"""height x width. As ink: 0 is paper, 255 is the blackest print of the page."""

_PAPER = 1 / 60
"""Of the page's long side: the paper is what is brightest within this distance."""
_GRAIN = 40.0
"""Ink levels that a tenth of the bare paper exceeds on a noisy scan."""
_BETWEEN = 1.0
"""Pixels between black and white for each black one: a fax has fewer, a scan many more."""
_SEEN = 70
"""Ink on what may be a blank back: faint pencil is darker, most that shines through is paler."""
_FEW_SPOTS, _NEAR = 12, 1 / 25
"""Spots that are no writing yet, and how near strokes of writing stand to each other (of the
page's long side): dust lies about."""
_AT_ONCE = 100
_LEAST_CONTRAST = 45
"""Grey levels between paper and the darkest ink, below which a page is taken to be empty."""


def red_channel(pixels: Pixels) -> Grey:
    """The page as seen through a red glass: seals and red rulings fade, blue and black stay."""
    return np.ascontiguousarray(pixels[:, :, 0])


def paper_of(grey: Grey) -> Grey:
    """The brightness that the bare paper has at each pixel: light, shadow and vignette."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = max(3, int(max(small.shape) * _PAPER) | 1)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    bright = cv2.morphologyEx(small, cv2.MORPH_CLOSE, kernel)
    bright = cv2.medianBlur(bright, 5)
    bright = cv2.GaussianBlur(bright, (0, 0), size / 3)
    paper = cv2.resize(bright, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(paper, dtype=np.uint8)


def ink_of(grey: Grey) -> Grey:
    """Ink against its paper, stretched so that the page's own black is 255."""
    paper = paper_of(grey)
    share = cv2.divide(grey, np.maximum(paper, 1), scale=255.0)
    ink = 255 - np.asarray(share, dtype=np.uint8)
    inked = ink[ink > 25]
    dark = float(np.percentile(inked, 90)) if inked.size > 200 else 255.0
    dark = max(dark, _LEAST_CONTRAST)
    stretched = cv2.convertScaleAbs(ink, alpha=255.0 / dark)
    return np.asarray(stretched, dtype=np.uint8)


def calm_ink(ink: Grey) -> Grey:
    """Ink without the grain of a noisy scan, which otherwise joins into specks and beards."""
    part = ink[::3, ::3]
    grain = float(np.percentile(part[part < 128], 90)) if (part < 128).any() else 0.0
    if grain < _GRAIN:
        return ink
    soft = cv2.GaussianBlur(cv2.medianBlur(ink, 3), (0, 0), 0.7)
    floor = int(min(grain * 0.6, 90.0))
    lifted = np.asarray(np.maximum(soft, floor) - floor, dtype=np.uint8)
    raised = cv2.convertScaleAbs(lifted, alpha=255.0 / (255.0 - floor))
    return np.asarray(raised, dtype=np.uint8)


def seal_of(pixels: Pixels) -> Grey:
    """How red each pixel is beyond the paper's own tint, 0 to 255."""
    red, green, blue = (pixels[:, :, channel].astype(np.int16) for channel in range(3))
    redness = np.clip(red - np.maximum(green, blue), 0, 255).astype(np.uint8)
    tint = int(np.median(redness[::8, ::8]))
    return np.asarray(np.maximum(redness, tint) - tint, dtype=np.uint8)


def is_bilevel(grey: Grey) -> bool:
    """Whether a scan knows black and white alone, as faxes do, with or without JPEG's ringing."""
    height, width = grey.shape
    inner = grey[height // 12 : -height // 12, width // 12 : -width // 12]
    between = float(((inner > 50) & (inner < 200)).mean())
    black = float((inner <= 50).mean())
    return black > 0.005 and between < _BETWEEN * black


def is_blank(ink: Grey) -> bool:
    """Whether a page carries nothing but paper, dust, punched holes and its edge's shadow, and at
    most a breath of what is on its front: a blank back. Rather one too few than a written one.
    """
    height, width = ink.shape
    inner = ink[height // 25 : -height // 25, width // 25 : -width // 25]
    small = cv2.resize(inner, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    dark = (small > _SEEN).astype(np.uint8)
    _count, _labels, stats, middles = cv2.connectedComponentsWithStats(dark, connectivity=8)
    longest = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    size = max(small.shape)
    spots = middles[1:][(longest[1:] >= size / 250) & (longest[1:] < 0.6 * size)]
    return not _is_writing(spots, size * _NEAR)


def _is_writing(spots: NDArray[np.float64], near: float) -> bool:
    """Whether enough spots (x, y each) stand near to others, as strokes do."""
    found = 0
    for begin in range(0, len(spots), _AT_ONCE):
        some = spots[begin : begin + _AT_ONCE]
        apart = np.abs(some[:, None] - spots[None]).max(axis=2)
        found += int(((apart < near).sum(axis=1) - 1 >= 2).sum())
        if found >= _FEW_SPOTS:  # as a rule after the first hundred of a thousand
            return True
    return False
