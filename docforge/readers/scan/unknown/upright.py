"""A page that no blank is known of, turned upright and straight by its own print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.readers.scan import models
from docforge.readers.scan.identity.registration import Matrix
from docforge.readers.scan.lines.writing import Written, read_lines
from docforge.readers.scan.pictures.ink import Grey, ink_of, red_channel
from docforge.readers.scan.pictures.pages import Pixels, Scan
from docforge.readers.scan.pictures.streaks import without_streaks
from docforge.readers.scan.unknown.squaring import squared

Quad = NDArray[np.float32]
"""Four corners of a line of text, x and y in pixels, clockwise from its top left."""

_SAMPLE, _LONGEST = 4, 14.0
"""Lines that are read both ways, and how much wider than high these are at most: longer ones
take their time and tell no more.
"""
_STEEPEST = 20.0
"""Degrees; a page is laid down askew by less."""
_DETECTED_AT = 1440
"""Pixels of the long side at which lines of text are looked for."""
_LEAST_LEAN = 0.15
_COARSE, _FINE = 450, 900
"""Pixels of the long side at which a lean is looked for, by whole degrees and by tenths."""
_LEGIBLE, _ENOUGH = 0.8, 40
"""The mean probability of upright print, and the characters that tell it."""


@dataclass(frozen=True)
class Upright:
    """A page turned upright; `back` maps its pixels to those of the scan."""

    pixels: Pixels
    back: Matrix


def turned_upright(scan: Scan) -> tuple[Upright, list[Quad]]:
    """A page turned upright and squared, with the lines of text on it as detection frames them."""
    pixels = without_streaks(scan.pixels)
    back = np.eye(3)
    quads = _lines_on(pixels)
    upright_lines = [np.ptp(q[:, 1]) > 1.5 * np.ptp(q[:, 0]) for q in quads]
    if quads and sum(upright_lines) > 0.6 * len(quads):
        pixels = np.ascontiguousarray(np.rot90(pixels, -1))
        back = np.array([[0.0, 1.0, 0.0], [-1.0, 0.0, scan.pixels.shape[0] - 1.0], [0.0, 0.0, 1.0]])
        quads = _lines_on(pixels)
    if stands_upside_down(red_channel(pixels), quads):
        height, width = pixels.shape[:2]
        pixels = np.ascontiguousarray(pixels[::-1, ::-1])
        back = back @ np.array([[-1.0, 0, width - 1.0], [0, -1.0, height - 1.0], [0, 0, 1.0]])
        turn = np.array([width - 1.0, height - 1.0], dtype=np.float32)
        quads = [turn - quad[[2, 3, 0, 1]] for quad in quads]
    straight = _straightening(ink_of(red_channel(pixels)))
    if straight is None:
        return Upright(pixels, back), quads
    height, width = pixels.shape[:2]
    drawn = cv2.warpPerspective(pixels, straight, (width, height), borderMode=cv2.BORDER_REPLICATE)
    moved = [cv2.perspectiveTransform(q[None], straight)[0].astype(np.float32) for q in quads]
    whole = back @ np.linalg.inv(straight)
    return Upright(np.asarray(drawn, dtype=np.uint8), whole), moved


def _straightening(ink: Grey) -> Matrix | None:
    """What turns a page straight and square; None where it lies straight."""
    height, width = ink.shape
    lean = lean_of(ink)
    turn: Matrix = np.eye(3)
    if abs(lean) >= _LEAST_LEAN:
        middle = (width / 2, height / 2)
        turn = np.vstack([cv2.getRotationMatrix2D(middle, lean, 1.0), [0.0, 0.0, 1.0]])
        ink = np.asarray(cv2.warpPerspective(ink, turn, (width, height)), dtype=np.uint8)
    aslant = squared(ink)
    if aslant is not None:
        return np.asarray(aslant @ turn, dtype=np.float64)
    return turn if abs(lean) >= _LEAST_LEAN else None


def _lines_on(pixels: Pixels) -> list[Quad]:
    """The lines of text on a page, as its detector frames them."""
    scale = min(1.0, _DETECTED_AT / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = models.detection()(
        np.ascontiguousarray(small[:, :, ::-1]), use_det=True, use_cls=False, use_rec=False
    )
    boxes = found.boxes if found is not None and found.boxes is not None else []
    return [np.asarray(box, dtype=np.float32) / scale for box in boxes]


def lean_of(ink: Grey) -> float:
    """By how many degrees the print leans (positive: clockwise), from its rows' profile."""
    steep = _sharpest(ink, _COARSE, np.arange(-_STEEPEST, _STEEPEST + 0.1, 1.0))
    return _sharpest(ink, _FINE, steep + np.arange(-0.9, 0.91, 0.1))


def _sharpest(ink: Grey, long_side: int, angles: Iterable[float]) -> float:
    """The angle (degrees) by which a page must be turned for its rows to stand out most."""
    scale = long_side / max(ink.shape)
    small = np.asarray(
        cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8
    )
    best, sharpest = -1.0, 0.0
    for angle in angles:
        turned = _turned(small, float(angle))
        sharp = float(np.square(np.diff(turned.sum(axis=1, dtype=np.float64))).sum())
        if sharp > best:
            best, sharpest = sharp, float(angle)
    return sharpest


def _turned(ink: Grey, degrees: float) -> Grey:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.uint8)


def stands_upside_down(grey: Grey, quads: Sequence[Quad]) -> bool:
    """Whether the print reads better upside down: some long lines are read both ways, the other
    way only where they are not as legible as upright print is.
    """
    several = [quad for quad in quads if np.ptp(quad[:, 0]) < _LONGEST * np.ptp(quad[:, 1])]
    longest = sorted(several or quads, key=lambda quad: -float(np.ptp(quad[:, 0])))[:_SAMPLE]
    lines = [cut(grey, quad) for quad in longest]
    if not lines:
        return False
    read = read_lines(lines, again=lambda _text: False)
    if _legibility(read) >= _LEGIBLE:
        return False
    turned = [np.ascontiguousarray(line[::-1, ::-1]) for line in lines]
    return _surety(read_lines(turned, again=lambda _text: False)) > 1.15 * _surety(read)


def _legibility(several: Sequence[Written]) -> float:
    """How sure its characters are on average; 0 where there are too few to tell."""
    count = sum(len(each.characters) for each in several)
    return _surety(several) / count if count >= _ENOUGH else 0.0


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
