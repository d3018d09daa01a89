"""Round seals on a page: red ones by their colour, in any state of wear, black ones by shape."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np

from docforge.place import Box
from docforge.readers.scan.laid.laying import Laid

_RED = 45
_LEAST, _MOST = 22.0, 60.0
"""Millimetres across: seals measure 30 to 50, a worn one shows less."""
_LEAST_INK = 0.02
"""Of its square, inked: a few red specks are no seal."""


def seals_on(laid: Laid) -> Iterator[Box]:
    """Where seals stand, in points of the blank."""
    yield from black_seals_on(laid)
    yield from _red_seals_on(laid)


def black_seals_on(laid: Laid) -> Iterator[Box]:
    """Where seals stand that the scan shows like ink, in points of the blank."""
    scale = laid.dpi / 72
    for seal in laid.black_seals:
        left, top, reach = seal.x / scale, seal.y / scale, seal.radius / scale
        yield (left - reach, top - reach, left + reach, top + reach)


def _red_seals_on(laid: Laid) -> Iterator[Box]:
    red = (laid.seal > _RED).astype(np.uint8)
    red = np.asarray(cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), np.uint8)
    near = round(laid.dpi * 0.12)
    small = cv2.resize(red, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (near // 4 | 1, near // 4 | 1))
    joined = cv2.morphologyEx((small > 0).astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    count, _labels, stats, _middles = cv2.connectedComponentsWithStats(
        np.asarray(joined, dtype=np.uint8)
    )
    millimetre = laid.dpi / 25.4
    for x, y, wide, high, _size in (tuple(int(v) * 4 for v in stats[n]) for n in range(1, count)):
        if not _LEAST <= max(wide, high) / millimetre <= _MOST:
            continue
        inked = float(red[y : y + high, x : x + wide].mean())
        if min(wide, high) / millimetre >= _LEAST / 2 and inked >= _LEAST_INK:
            scale = laid.dpi / 72
            yield (x / scale, y / scale, (x + wide) / scale, (y + high) / scale)
