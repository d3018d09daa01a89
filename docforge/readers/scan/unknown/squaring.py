"""A photographed page squared by its own rulings: what was ruled level and upright becomes so.

A camera that is held aslant shows a table as a quadrangle. Its rulings tell how their direction
changes over the page, and with that four lines that enclose a rectangle on the paper.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.identity.registration import Matrix
from docforge.readers.scan.pictures.ink import Grey

Segments = NDArray[np.float64]
"""n x 4: x0, y0, x1, y1 of straight strokes, in pixels."""

_LONG_SIDE = 1170
"""Pixels at which rulings are looked for: 100 dpi of A4."""
_LEAST = 1 / 18
"""Of the long side: a shorter stroke is no ruling."""
_STEEPEST = 0.25
"""How much a ruling may rise a pixel."""
_FEW = 6
_OFF = 0.02
"""A ruling whose rise differs by more from that of its neighbours is none."""
_WORTH = 0.006
"""Rise of a ruling below which a page is left as it is."""


def squared(ink: Grey) -> Matrix | None:
    """The perspective that squares a page, in its own pixels; None where it is square enough."""
    scale = _LONG_SIDE / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    height, width = small.shape
    strokes = _strokes(np.asarray(small, dtype=np.uint8))
    level = _rise(strokes)
    upright = _rise(strokes[:, [1, 0, 3, 2]])
    if level is None or upright is None:
        return None
    corners = _quadrangle(level, upright, width, height)
    middle_x, middle_y = corners.mean(axis=0)
    wide = (np.ptp(corners[:2, 0]) + np.ptp(corners[2:, 0])) / 2
    high = (np.ptp(corners[[0, 3], 1]) + np.ptp(corners[[1, 2], 1])) / 2
    x0, x1 = middle_x - wide / 2, middle_x + wide / 2
    y0, y1 = middle_y - high / 2, middle_y + high / 2
    square = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float32)
    if np.abs(corners - square).max() < _WORTH * _LONG_SIDE / 2:
        return None
    matrix = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    up = np.diag([1 / scale, 1 / scale, 1.0])
    return np.asarray(up @ matrix @ np.diag([scale, scale, 1.0]), dtype=np.float64)


def _strokes(ink: Grey) -> Segments:
    """Straight strokes that are long enough for rulings."""
    dark = (ink > 90).astype(np.uint8) * 255
    least = _LEAST * max(ink.shape)
    found = cv2.HoughLinesP(dark, 1, np.pi / 720, 60, minLineLength=least, maxLineGap=3)
    if found is None:
        return np.zeros((0, 4))
    return np.asarray(found, dtype=np.float64).reshape(-1, 4)


def _rise(strokes: Segments) -> NDArray[np.float64] | None:
    """How level strokes rise: a + b x + c y, those that disagree with the others left out."""
    run = strokes[:, 2] - strokes[:, 0]
    level = np.abs(strokes[:, 3] - strokes[:, 1]) < _STEEPEST * np.abs(run)
    own, run = strokes[level], run[level]
    if len(own) < _FEW:
        return None
    rise = (own[:, 3] - own[:, 1]) / run
    x, y = (own[:, 0] + own[:, 2]) / 2 / _LONG_SIDE, (own[:, 1] + own[:, 3]) / 2 / _LONG_SIDE
    terms = np.column_stack([np.ones_like(x), x, y])
    kept = np.abs(rise - np.median(rise)) < 4 * _OFF
    answer = np.array([float(np.median(rise)), 0.0, 0.0])
    for _round in range(4):
        if kept.sum() < _FEW or np.ptp(y[kept]) < 0.15:
            break
        weight = np.abs(run[kept])[:, None]
        still = 1e-3 * weight.sum() * np.diag([0.0, 1.0, 1.0])
        matrix = terms[kept].T @ (weight * terms[kept]) + still
        answer = np.linalg.solve(matrix, terms[kept].T @ (weight[:, 0] * rise[kept]))
        kept = np.abs(rise - terms @ answer) < _OFF
    return np.asarray(answer, dtype=np.float64)


def _quadrangle(
    level: NDArray[np.float64], upright: NDArray[np.float64], width: int, height: int
) -> NDArray[np.float64]:
    """Corners of four lines that are level and upright on the paper, clockwise from top left."""
    left, right, top, bottom = 0.1 * width, 0.9 * width, 0.1 * height, 0.9 * height
    middle_x, middle_y = width / 2, height / 2

    def rise_at(rise: NDArray[np.float64], along: float, across: float) -> float:
        return float(rise @ np.array([1.0, along / _LONG_SIDE, across / _LONG_SIDE]))

    rows = [(y, rise_at(level, middle_x, y)) for y in (top, bottom)]
    columns = [(x, rise_at(upright, middle_y, x)) for x in (left, right)]
    order: Sequence[tuple[int, int]] = ((0, 0), (0, 1), (1, 1), (1, 0))
    corners = []
    for row, column in order:
        (y, down), (x, over) = rows[row], columns[column]
        # Y = y + down (X - middle_x) and X = x + over (Y - middle_y)
        across = (x + over * (y - middle_y - down * middle_x)) / (1 - over * down)
        corners.append((across, y + down * (across - middle_x)))
    return np.array(corners, dtype=np.float64)
