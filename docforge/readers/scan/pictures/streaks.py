"""Streaks that a scanner's dirty glass draws down the whole page, taken out of the picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.pictures.pages import Pixels

_BANDS = ((0.02, 0.07), (0.25, 0.32), (0.48, 0.55), (0.7, 0.77), (0.93, 0.98))
"""Shares of the height. A streak runs through all of them, a ruling ends at its table."""
_LEAST = 6.0
"""Grey levels that a streak is darker than the columns beside it, at least."""
_WIDEST = 1 / 150
"""Of the page's width."""


def without_streaks(pixels: Pixels) -> Pixels:
    """The page with upright streaks lightened by as much as they darken it."""
    depth = _depth(pixels[:, :, 1])
    if not depth.any():
        return pixels
    lifted = pixels + depth[None, :, None]
    return np.asarray(np.clip(lifted, 0, 255), dtype=np.uint8)


def _depth(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """By how much each column is darker than those beside it, in every band of the page."""
    height, width = grey.shape
    reach = max(9, int(width * _WIDEST) * 4 + 1) | 1
    least = np.full(width, 255.0, dtype=np.float32)
    for low, high in _BANDS:
        band = np.median(grey[int(low * height) : int(high * height) : 2], axis=0)
        padded = np.pad(band, reach // 2, mode="edge")
        around = np.median(np.lib.stride_tricks.sliding_window_view(padded, reach), axis=1)
        least = np.minimum(least, around - band)
    depth = np.where(least >= _LEAST, least, 0.0).astype(np.float32)
    return _only_narrow(depth, max(3, int(width * _WIDEST)))


def _only_narrow(depth: NDArray[np.float32], widest: int) -> NDArray[np.float32]:
    """Wide dark bands are shadows or the edge of the glass, no streaks."""
    _count, labels, stats, _middles = cv2.connectedComponentsWithStats(
        (depth > 0).astype(np.uint8)[None, :]
    )
    narrow = stats[:, cv2.CC_STAT_WIDTH] <= widest
    narrow[0] = False
    return np.where(narrow[labels[0]], depth, np.float32(0.0))
