"""A page that no blank is known of, turned upright and straight by its own print."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan.ink import Grey
from docforge.readers.scan.writing import Written, read_lines

Quad = NDArray[np.float32]
"""Four corners of a line of text, x and y in pixels, clockwise from its top left."""

_SAMPLE, _LONGEST = 4, 14.0
"""Lines that are read both ways, and how much wider than high these are at most: longer ones
take their time and tell no more.
"""
_STEEPEST = 20.0
"""Degrees; a page is laid down askew by less."""


def lean_of(ink: Grey) -> float:
    """By how many degrees the print leans (positive: clockwise), from its rows' profile."""
    scale = 900 / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    best, lean = -1.0, 0.0
    for angles in (np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0), None):
        tried = angles if angles is not None else lean + np.arange(-0.9, 0.91, 0.1)
        for angle in tried:
            turned = _turned(np.asarray(small, dtype=np.uint8), float(angle))
            sharp = float(np.square(np.diff(turned.sum(axis=1, dtype=np.float64))).sum())
            if sharp > best:
                best, lean = sharp, float(angle)
    return lean


def _turned(ink: Grey, degrees: float) -> Grey:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.uint8)


def stands_upside_down(grey: Grey, quads: Sequence[Quad]) -> bool:
    """Whether the print reads better upside down: some long lines are read both ways."""
    several = [quad for quad in quads if np.ptp(quad[:, 0]) < _LONGEST * np.ptp(quad[:, 1])]
    longest = sorted(several or quads, key=lambda quad: -float(np.ptp(quad[:, 0])))[:_SAMPLE]
    lines = [cut(grey, quad) for quad in longest]
    if not lines:
        return False
    turned = [np.ascontiguousarray(line[::-1, ::-1]) for line in lines]
    read = read_lines([*lines, *turned])

    return _surety(read[len(lines) :]) > 1.15 * _surety(read[: len(lines)])


def _surety(several: Sequence[Written]) -> float:
    return sum(character.probability for each in several for character in each.characters)


def cut(grey: Grey, quad: Quad) -> Grey:
    """The picture of a line, straightened."""
    wide = max(4, round(float(np.linalg.norm(quad[1] - quad[0]))))
    high = max(4, round(float(np.linalg.norm(quad[3] - quad[0]))))
    target = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(quad.astype(np.float32), target)
    drawn = cv2.warpPerspective(grey, matrix, (wide, high), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(drawn, dtype=np.uint8)
