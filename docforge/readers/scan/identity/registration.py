"""How a scan lies on a page of a blank, whatever its orientation, and how alike their prints are.

Features (ORB) of the inked print are matched and a perspective fitted (MAGSAC). How many features
agree says little: two forms of one office share their rulings and labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import Raster
from docforge.readers.scan.pictures.ink import Grey

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


@dataclass(frozen=True, eq=False)
class Shrunk:
    """The inked print of a page at feature size, and how many of its pixels one of the page is."""

    ink: Grey
    scale: float


@dataclass(frozen=True, eq=False)
class Features(Shrunk):
    """The same with the features that were found there."""

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


def shrunk(ink: Grey) -> Shrunk:
    """A page's ink (any size) at feature size."""
    scale = _LONG_SIDE / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Shrunk(np.asarray(small, dtype=np.uint8), scale)


def features_of(ink: Grey) -> Features:
    """Features of a page's ink (any size)."""
    small = shrunk(ink)
    finder = cv2.ORB_create(_FEATURES, fastThreshold=12)  # type: ignore[attr-defined]
    found, descriptors = finder.detectAndCompute(cv2.GaussianBlur(small.ink, (0, 0), 0.8), None)
    points = np.array([point.pt for point in found], dtype=np.float32).reshape(-1, 2)
    if descriptors is None:
        descriptors = np.zeros((0, 32), dtype=np.uint8)
    return Features(small.ink, small.scale, points, descriptors)


def laid_against(seen: Features, blank: Features, index: int) -> Registration | None:
    """How a page lies on a blank, and how alike they are; None where nothing of it fits."""
    small_to_full = np.diag([1 / blank.scale, 1 / blank.scale, 1.0])
    full_to_small = np.diag([seen.scale, seen.scale, 1.0])
    ways = [small_to_full @ fitted @ full_to_small for fitted in _fits(seen, blank)]
    fitting = [Registration(index, way, likeness(seen, blank, way)) for way in ways]
    return max(fitting, key=lambda each: each.score, default=None)


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


def likeness(seen: Shrunk, blank: Shrunk, matrix: Matrix) -> float:
    """How alike two prints are once one lies on the other, -1 to 1: the correlation, blurred.

    `matrix` maps pixels of the scan to pixels of the blank, both at full size. Rulings are left
    out: the pages of a form, and many forms of an office, share them.
    """
    known, printed = _shown(blank)
    if printed.sum() < _LEAST_PRINT:
        return 0.0
    laid = _blurred(laid_alike(seen, blank, matrix))
    return float(np.corrcoef(laid[printed], known[printed])[0, 1])


@lru_cache(maxsize=32)
def _shown(blank: Shrunk) -> tuple[Grey, NDArray[np.bool_]]:
    """A blank's print, blurred, and where it is: the same for all scans that are laid on it."""
    known = _blurred(blank.ink)
    return known, cv2.dilate((known > 12).astype(np.uint8), np.ones((25, 25), np.uint8)) > 0


def _blurred(ink: Grey) -> Grey:
    return np.asarray(cv2.GaussianBlur(without_rulings(ink), (0, 0), _BLUR), dtype=np.uint8)


def laid_alike(seen: Shrunk, blank: Shrunk, matrix: Matrix) -> Grey:
    """A scan's ink on its blank, at feature size; `matrix` as of `likeness`."""
    to_blank = np.diag([blank.scale, blank.scale, 1.0])
    to_full = np.diag([1 / seen.scale, 1 / seen.scale, 1.0])
    height, width = blank.ink.shape
    laid = cv2.warpPerspective(
        seen.ink, to_blank @ matrix @ to_full, (width, height), flags=cv2.INTER_LINEAR
    )
    return np.asarray(laid, dtype=np.uint8)


def without_rulings(ink: Grey) -> Grey:
    """Ink without what is a straight line as long as two characters."""
    lines = np.zeros_like(ink)
    for shape in ((_RULING, 1), (1, _RULING)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, shape)
        lines = cv2.max(lines, cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel))  # type: ignore[assignment]
    wide = np.asarray(cv2.dilate(lines, np.ones((3, 3), np.uint8)), dtype=np.uint8)
    return np.asarray(ink - np.minimum(ink, wide), dtype=np.uint8)
