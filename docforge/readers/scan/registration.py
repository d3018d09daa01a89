"""How a scan lies on a page of a blank, whatever its orientation, and how alike their prints are.

Features (ORB) of the inked print are matched and a perspective fitted (MAGSAC). How many features
agree says little: two forms of one office share their rulings and labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import Raster
from docforge.readers.scan.ink import Grey

Matrix = NDArray[np.float64]
Points = NDArray[np.float32]

_LONG_SIDE = 1100
"""Pixels along a page's long side in which features are looked for: some 94 dpi of A4."""
_FEATURES = 3000
_LEAST_MATCHES = 12
_BLUR = 2.0
_RULING = 31
_LEAST_PRINT = 4000
_FEW_LINES = 0.12
"""Of a page's height: what but a few lines take at most."""


@dataclass(frozen=True)
class Features:
    """The inked print of a page at feature size, and its features there."""

    ink: Grey
    scale: float
    points: NDArray[np.float32]
    descriptors: Grey


@dataclass(frozen=True)
class Registration:
    """`matrix` maps pixels of the scan to pixels of the blank's raster."""

    index: int
    matrix: Matrix
    score: float


def raster_ink(raster: Raster) -> Grey:
    """The ink of a blank's raster."""
    grey = np.frombuffer(raster.pixels, dtype=np.uint8).reshape(raster.height, raster.width)
    return np.asarray(255 - grey, dtype=np.uint8)


def features_of(ink: Grey) -> Features:
    """Features of a page's ink (any size)."""
    scale = _LONG_SIDE / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    finder = cv2.ORB_create(_FEATURES, fastThreshold=12)  # type: ignore[attr-defined]
    found, descriptors = finder.detectAndCompute(cv2.GaussianBlur(small, (0, 0), 0.8), None)
    points = np.array([point.pt for point in found], dtype=np.float32).reshape(-1, 2)
    if descriptors is None:
        descriptors = np.zeros((0, 32), dtype=np.uint8)
    return Features(np.asarray(small, dtype=np.uint8), scale, points, descriptors)


def laid_against(seen: Features, blank: Features, index: int) -> Registration | None:
    """How a page lies on a blank, and how alike they are; None where nothing of it fits."""
    fitting = [(likeness(seen.ink, blank.ink, each), each) for each in _fits(seen, blank)]
    if not fitting:
        return None
    score, fitted = max(fitting, key=lambda each: each[0])
    small_to_full = np.diag([1 / blank.scale, 1 / blank.scale, 1.0])
    full_to_small = np.diag([seen.scale, seen.scale, 1.0])
    return Registration(index, small_to_full @ fitted @ full_to_small, score)


def _fits(seen: Features, blank: Features) -> list[Matrix]:
    """The ways in which a page may lie on a blank: one as a rule.

    But a few lines bear no perspective for certain: without any they may fit better.
    """
    if min(len(seen.points), len(blank.points)) < _LEAST_MATCHES:
        return []
    matcher: Any = cv2.BFMatcher(cv2.NORM_HAMMING)
    pairs = matcher.knnMatch(seen.descriptors, blank.descriptors, k=2)
    good = [
        pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < 0.85 * pair[1].distance
    ]
    if len(good) < _LEAST_MATCHES:
        return []
    source = seen.points[[match.queryIdx for match in good]]
    target = blank.points[[match.trainIdx for match in good]]
    finding: Any = cv2.findHomography(
        source, target, cv2.USAC_MAGSAC, 3.0, maxIters=4000, confidence=0.999
    )
    found = [] if finding[0] is None else [np.asarray(finding[0], dtype=np.float64)]
    if float(np.ptp(blank.points[:, 1])) <= _FEW_LINES * blank.ink.shape[0]:
        found += _without_perspective(source, target)
    return [each for each in found if _is_plausible(each, seen.ink.shape, blank.ink.shape)]


def _without_perspective(source: Points, target: Points) -> list[Matrix]:
    """A turn and a size that lay points on points, if there are any."""
    finding: Any = cv2.estimateAffinePartial2D(source, target, ransacReprojThreshold=3.0)
    if finding[0] is None or int(finding[1].sum()) < _LEAST_MATCHES:
        return []
    return [np.vstack([finding[0], [0.0, 0.0, 1.0]]).astype(np.float64)]


def _is_plausible(matrix: Matrix, seen: tuple[int, ...], blank: tuple[int, ...]) -> bool:
    """A sheet of paper before a lens: not mirrored, not folded, not shrunk to a stamp."""
    height, width = blank[:2]
    try:
        back = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return False
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], dtype=np.float64)
    quad = cv2.perspectiveTransform(corners, back)[0]
    if not np.isfinite(quad).all() or not cv2.isContourConvex(quad.astype(np.float32)):
        return False
    area = float(cv2.contourArea(quad.astype(np.float32), oriented=True))
    return 0.15 < area / (seen[0] * seen[1]) < 4.0


def likeness(seen: Grey, blank: Grey, matrix: Matrix) -> float:
    """How alike two prints are once one lies on the other, -1 to 1: the correlation, blurred.

    Rulings are left out: the pages of a form, and many forms of an office, share them.
    """
    return _alike(_laid(seen, matrix, blank), blank)


def _alike(laid: Grey, blank: Grey) -> float:
    first, second = (
        cv2.GaussianBlur(without_rulings(ink), (0, 0), _BLUR).astype(np.float32)
        for ink in (laid, blank)
    )
    printed = cv2.dilate((second > 12).astype(np.uint8), np.ones((25, 25), np.uint8)) > 0
    if printed.sum() < _LEAST_PRINT:
        return 0.0
    return float(np.corrcoef(first[printed], second[printed])[0, 1])


def likeness_of(ink: Grey, raster: Raster, matrix: Matrix) -> float:
    """How alike a scan's ink and a blank are; `matrix` maps pixels of the scan to the raster's."""
    return _alike(*laid_alike(ink, raster_ink(raster), matrix))


def laid_alike(ink: Grey, blank: Grey, matrix: Matrix) -> tuple[Grey, Grey]:
    """A scan's ink on its blank and the blank, both at feature size."""
    small, seen = _LONG_SIDE / max(blank.shape), _LONG_SIDE / max(ink.shape)
    fine, print_ = (
        np.asarray(
            cv2.resize(each, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
        )
        for each, scale in ((ink, seen), (blank, small))
    )
    fitted = np.diag([small, small, 1.0]) @ matrix @ np.diag([1 / seen, 1 / seen, 1.0])
    return _laid(fine, fitted, print_), print_


def _laid(seen: Grey, matrix: Matrix, blank: Grey) -> Grey:
    height, width = blank.shape
    laid = cv2.warpPerspective(seen, matrix, (width, height), flags=cv2.INTER_LINEAR)
    return np.asarray(laid, dtype=np.uint8)


def without_rulings(ink: Grey) -> Grey:
    """Ink without what is a straight line as long as two characters."""
    lines = np.zeros_like(ink)
    for shape in ((_RULING, 1), (1, _RULING)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.max(lines, cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))  # type: ignore[assignment]
    wide = np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return np.asarray(ink - np.minimum(ink, wide), dtype=np.uint8)
