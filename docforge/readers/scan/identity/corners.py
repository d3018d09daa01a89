"""A scan laid onto its blank by the marks that were printed for it: the code, then the corners.

Where a form prints little (an empty register), or a scan is so bad that features of its print are
not found again, four black squares still are. The code tells where the nearest one must be, that
one where the next one must be, and so on across the page.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import ExpectedPage
from docforge.place import Box
from docforge.readers.scan.identity.codes import SeenCode
from docforge.readers.scan.identity.registration import Matrix
from docforge.readers.scan.pictures.ink import Grey

_DPI = 100.0
"""Resolution at which squares are looked for: one has 16 pixels along its side."""
_REACH = 14.0
"""Points around where a square is expected."""
_LIKE = 0.6
_LEAST_CORNERS = 3

Points = NDArray[np.float64]


def laid_by_corners(ink: Grey, seen: SeenCode, page: ExpectedPage) -> Matrix | None:
    """The perspective from pixels of a scan's ink to pixels of the blank's raster, or None."""
    if page.code_box is None or not page.corners:
        return None
    scale = _DPI / 72
    onto = _corners_of(page.code_box) * scale
    on_scan = np.asarray(seen.corners, dtype=np.float64)
    middle = onto.mean(axis=0)
    squares = sorted(page.corners, key=lambda box: _distance(_middle_of(box) * scale, middle))
    found = 0
    for box in squares:
        fitted = _fitted(on_scan, onto, found)
        at = _square_near(ink, fitted, box) if fitted is not None else None
        if at is not None:
            found += 1
            on_scan = np.vstack([on_scan, at])
            onto = np.vstack([onto, _middle_of(box) * scale])
    if found < _LEAST_CORNERS:
        return None
    fitted = _fitted(on_scan, onto, found)
    larger = page.raster.dpi / _DPI
    return None if fitted is None else np.diag([larger, larger, 1.0]) @ fitted


def _fitted(on_scan: Points, onto: Points, corners: int) -> Matrix | None:
    """The code alone tells turn and size; from three corners on the perspective is known."""
    if corners >= _LEAST_CORNERS:
        matrix, _used = cv2.findHomography(on_scan, onto)
        return None if matrix is None else np.asarray(matrix, dtype=np.float64)
    estimate: Any = cv2.estimateAffinePartial2D if corners == 0 else cv2.estimateAffine2D
    affine = estimate(on_scan.astype(np.float32), onto.astype(np.float32), method=cv2.LMEDS)[0]
    if affine is None:
        return None
    return np.vstack([np.asarray(affine, dtype=np.float64), [0.0, 0.0, 1.0]])


def _square_near(ink: Grey, fitted: Matrix, box: Box) -> Points | None:
    """Where on the scan the middle of a square lies, if there is one near where it should be."""
    scale = _DPI / 72
    side = round((box[2] - box[0]) * scale)
    reach = round(_REACH * scale)
    x, y = _middle_of(box) * scale
    half = reach + side
    move = np.array([[1.0, 0.0, half - x], [0.0, 1.0, half - y], [0.0, 0.0, 1.0]])
    window = cv2.warpPerspective(ink, move @ fitted, (2 * half, 2 * half), flags=cv2.INTER_AREA)
    wanted = np.zeros((round(1.5 * side), round(1.5 * side)), dtype=np.uint8)
    edge = (len(wanted) - side) // 2
    wanted[edge : edge + side, edge : edge + side] = 255
    answer = cv2.matchTemplate(np.asarray(window, np.uint8), wanted, cv2.TM_CCOEFF_NORMED)
    _least, best, _low, (left, top) = cv2.minMaxLoc(answer)
    if best < _LIKE:
        return None
    found = np.array([[[left + (len(wanted) - 1) / 2, top + (len(wanted) - 1) / 2]]])
    return np.asarray(cv2.perspectiveTransform(found, np.linalg.inv(move @ fitted))[0], np.float64)


def _corners_of(box: Box) -> Points:
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64)


def _middle_of(box: Box) -> Points:
    return np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])


def _distance(one: Points, other: Points) -> float:
    return float(np.hypot(*(one - other)))
