"""Whether all that a print says stands on a scan: two forms of one office differ in a few words.

The likeness of a whole page tells twins badly: where title and three labels differ, nine tenths
of the print are alike. So each run of printed characters is looked for in its own place.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from docforge.layout import Raster
from docforge.readers.scan.ink import Grey
from docforge.readers.scan.registration import Matrix, laid_alike, raster_ink, without_rulings

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


def missing_share(ink: Grey, raster: Raster, matrix: Matrix) -> float:
    """How much of a print (0 to 1, of its printed width) a scan lacks.

    `matrix` maps pixels of the scan's ink to those of the raster. Zero where nothing is printed.
    """
    seen, blank = (without_rulings(each) for each in laid_alike(ink, raster_ink(raster), matrix))
    seen, blank = (
        np.asarray(cv2.GaussianBlur(each, (0, 0), 1.0), np.uint8) for each in (seen, blank)
    )
    around = cv2.copyMakeBorder(seen, _REACH, _REACH, _REACH, _REACH, cv2.BORDER_CONSTANT)
    whole = missing = 0
    for x, y, width, height in _runs(blank):
        patch = blank[y : y + height, x : x + width]
        window = around[y : y + height + 2 * _REACH, x : x + width + 2 * _REACH]
        answer = cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED)
        whole += width
        missing += width if float(answer.max()) < _FOUND else 0
    return missing / whole if whole else 0.0


def says_more(ink: Grey, raster: Raster, matrix: Matrix) -> bool:
    """Whether a scan is full of words where its blank prints but a few lines: any page may hold
    such lines. Pens and seals add little to what stands between print.
    """
    seen, blank = (without_rulings(each) for each in laid_alike(ink, raster_ink(raster), matrix))
    lines = _runs(np.asarray(cv2.GaussianBlur(blank, (0, 0), 1.0), np.uint8))
    if not lines:
        return False
    high = len(blank)
    top, bottom = min(y for _x, y, _w, _h in lines), max(y + h for _x, y, _w, h in lines)
    if bottom - top > _FEW_LINES * high:
        return False
    margin = _FEW_LINES / 2 * high
    soft = np.asarray(cv2.GaussianBlur(seen, (0, 0), 1.0), np.uint8)
    words = [(y, w) for _x, y, w, _h in _runs(soft)]
    beyond = sum(w for y, w in words if not top - margin < y < bottom + margin)
    return beyond > _MORE + sum(w for _x, _y, w, _h in lines)


def _runs(ink: Grey) -> list[tuple[int, int, int, int]]:
    """Characters beside each other, in pieces of a few: x, y, width, height."""
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
