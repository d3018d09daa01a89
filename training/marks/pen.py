"""A pen: strokes through a few points, shaky, of changing width, as different hands draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Point = tuple[float, float]
_FINER = 4
"""Strokes are drawn this much larger and shrunk, so that their edges are soft."""


@dataclass(frozen=True)
class Hand:
    """Whose pen it is. `width` and `shake` in ems, `dark` from 0 to 255."""

    width: float
    shake: float
    dark: int
    taper: float
    slant: float


def some_hand(random: np.random.Generator) -> Hand:
    return Hand(
        width=float(random.uniform(0.05, 0.16)),
        shake=float(random.uniform(0.0, 0.05)),
        dark=int(random.integers(120, 256)),
        taper=float(random.uniform(0.0, 0.7)),
        slant=float(random.normal(0.0, 0.15)),
    )


def draw(
    ink: Grey,
    strokes: Sequence[Sequence[Point]],
    hand: Hand,
    em: float,
    random: np.random.Generator,
) -> None:
    """Draws strokes (pixels) onto a plane of ink, in place."""
    canvas = np.zeros((ink.shape[0] * _FINER, ink.shape[1] * _FINER), dtype=np.uint8)
    for stroke in strokes:
        _stroke(canvas, _curve(stroke, hand, em, random), hand, em)
    small = cv2.resize(canvas, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_AREA)
    np.maximum(ink, (small.astype(np.float32) * hand.dark / 255).astype(np.uint8), out=ink)


def _curve(
    stroke: Sequence[Point], hand: Hand, em: float, random: np.random.Generator
) -> NDArray[np.float64]:
    """A stroke as many points: smooth between corners, shaken a little."""
    points = np.array(stroke, dtype=np.float64)
    if len(points) == 1:
        points = np.vstack([points, points + 0.05 * em])
    points += random.normal(0.0, hand.shake * em, points.shape)
    lengths = np.r_[0.0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    count = max(6, int(lengths[-1] / 1.5))
    along = np.linspace(0.0, lengths[-1], count)
    curve = np.column_stack([np.interp(along, lengths, points[:, axis]) for axis in (0, 1)])
    wave = random.normal(0.0, 1.0, (max(count // 8, 2), 2))
    steps = np.linspace(0, len(wave) - 1, count)
    for axis in (0, 1):
        curve[:, axis] += hand.shake * em * np.interp(steps, np.arange(len(wave)), wave[:, axis])
    return np.asarray(curve, dtype=np.float64)


def _stroke(canvas: Grey, curve: NDArray[np.float64], hand: Hand, em: float) -> None:
    count = len(curve)
    for index in range(count - 1):
        along = index / count
        width = hand.width * em * (1.0 - hand.taper * abs(along - 0.35))
        start, end = (tuple(int(v * _FINER) for v in curve[index + step]) for step in (0, 1))
        cv2.line(canvas, start, end, 255, max(1, round(width * _FINER)), cv2.LINE_8)
