"""Whether all that a print says stands on a scan: two forms of one office differ in a few words.

The likeness of a whole page tells twins badly: where title and three labels differ, nine tenths
of the print are alike. So each run of printed characters is looked for in its own place.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import cv2
import numpy as np

from docforge.readers.scan.identity.registration import Matrix, Shrunk, laid_alike, without_rulings
from docforge.readers.scan.pictures.ink import Grey

Run = tuple[int, int, int, int]
"""x, y, width, height in pixels at feature size."""

MOST_MISSING = 0.1
"""Share of its print that a page may lack: own pages lack 0.03 at most (fax), twins' pages 0.22
and more (docs/printed-forms.md)."""

_FOUND = 0.5
"""Correlation from which on a run of characters is there."""
_REACH = 5
"""Pixels at feature size (94 dpi of A4) that a run may lie off, by curl."""
_LONGEST = 60
_NARROWEST, _LOWEST, _HIGHEST = 24, 7, 40
"""Pixels of a run: two characters and more, neither dust nor a picture."""
_INKED = 40
_FEW_LINES, _MORE = 0.12, 400
"""Of a page's height: what but a few lines take at most. Pixels of words elsewhere, beside as much
as the lines say: true pages have 40 at most, full ones 2,000 and more.
"""


def missing_share(scan: Shrunk, print_: Shrunk, matrix: Matrix) -> float:
    """How much of a print (0 to 1, of its printed width) a scan lacks.

    `matrix` maps pixels of the scan to those of the print, at full size. Zero where nothing is
    printed.
    """
    seen = _softened(laid_alike(scan, print_, matrix))
    blank, runs = _printed(print_)
    around = cv2.copyMakeBorder(seen, _REACH, _REACH, _REACH, _REACH, cv2.BORDER_CONSTANT)
    whole = missing = 0
    for x, y, width, height in runs:
        patch = blank[y : y + height, x : x + width]
        window = around[y : y + height + 2 * _REACH, x : x + width + 2 * _REACH]
        answer = cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED)
        whole += width
        missing += width if float(answer.max()) < _FOUND else 0
    return missing / whole if whole else 0.0


def says_more(scan: Shrunk, print_: Shrunk, matrix: Matrix) -> bool:
    """Whether a scan is full of words where its blank prints but a few lines: any page may hold
    such lines. Pens and seals add little to what stands between print.
    """
    _blank, lines = _printed(print_)
    if not lines:
        return False
    high = len(print_.ink)
    top, bottom = min(y for _x, y, _w, _h in lines), max(y + h for _x, y, _w, h in lines)
    if bottom - top > _FEW_LINES * high:
        return False
    margin = _FEW_LINES / 2 * high
    words = [(y, w) for _x, y, w, _h in _runs(_softened(laid_alike(scan, print_, matrix)))]
    beyond = sum(w for y, w in words if not top - margin < y < bottom + margin)
    return beyond > _MORE + sum(w for _x, _y, w, _h in lines)


@lru_cache(maxsize=32)
def _printed(print_: Shrunk) -> tuple[Grey, tuple[Run, ...]]:
    """A print without its rulings, and its runs of characters: the same for all its scans."""
    blank = _softened(print_.ink)
    return blank, tuple(_runs(blank))


def _softened(ink: Grey) -> Grey:
    return np.asarray(cv2.GaussianBlur(without_rulings(ink), (0, 0), 1.0), np.uint8)


def _runs(ink: Grey) -> list[Run]:
    """Characters beside each other, in pieces of a few."""
    dark = (ink > _INKED).astype(np.uint8)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 9), np.uint8))
    _count, _labels, found, _middles = cv2.connectedComponentsWithStats(closed)
    pieces = []
    for x, y, width, height in (tuple(map(int, row[:4])) for row in found[1:]):
        if width < _NARROWEST or not _LOWEST <= height < _HIGHEST:
            continue
        count = max(1, round(width / _LONGEST))
        edges = [x + width * number // count for number in range(count + 1)]
        pieces += [(a, y, b - a, height) for a, b in pairwise(edges)]
    return pieces
