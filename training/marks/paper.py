"""What print, paper and scanner do to a page before it is read, and what registration leaves."""

from __future__ import annotations

import cv2
import numpy as np

from training.marks.pen import Grey

Random = np.random.Generator


def scanned(ink: Grey, random: Random) -> Grey:
    """Ink as it is read off a registered scan: shifted, blurred, coarse, noisy, thresholded."""
    moved = _moved(ink.astype(np.float32), random)
    dpi = float(random.choice([95, 120, 150, 200, 200, 200, 300]))
    share = dpi / 200
    size = (max(8, round(ink.shape[1] * share)), max(8, round(ink.shape[0] * share)))
    coarse = cv2.resize(moved, size, interpolation=cv2.INTER_AREA)
    if random.random() < 0.7:
        coarse = cv2.GaussianBlur(coarse, (0, 0), float(random.uniform(0.3, 1.3)))
    faint = float(random.uniform(0.25, 1.0))
    grey = 255.0 - np.asarray(coarse, dtype=np.float64) * faint
    if random.random() < 0.25:
        grey = grey + _shade(grey.shape, random)
    grey = grey + random.normal(0, float(random.uniform(0, 9)), grey.shape)
    levels = np.clip(grey, 0, 255).astype(np.uint8)
    kind = random.random()
    if kind < 0.2:
        levels = _one_bit(levels, random)
    elif kind < 0.65:
        quality = int(random.integers(30, 90))
        _done, packed = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, quality])
        levels = np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), dtype=np.uint8)
    back = cv2.resize(levels, (ink.shape[1], ink.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _as_ink(np.asarray(back, dtype=np.uint8), random)


def _moved(ink: np.ndarray, random: Random) -> np.ndarray:
    """What registration leaves: a pixel here or there, a trace of turn and stretch."""
    height, width = ink.shape
    spread = float(random.choice([0.4, 1.0, 1.8]))
    turn = float(random.normal(0, 0.15))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, float(random.normal(1, 0.003)))
    matrix = matrix + np.array([[0, 0, 1], [0, 0, 1]]) * random.normal(0, spread, (2, 1))
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)))


def _shade(shape: tuple[int, ...], random: Random) -> np.ndarray:
    ends = random.normal(0, 14, (2, 2)).astype(np.float32)
    return np.asarray(cv2.resize(ends, (shape[1], shape[0]), interpolation=cv2.INTER_LINEAR))


def _one_bit(levels: Grey, random: Random) -> Grey:
    paper = float(np.percentile(levels, 90))
    dark = float(np.percentile(levels, 2))
    cut = dark + (paper - dark) * float(random.uniform(0.4, 0.75))
    bits = np.where(levels < cut, 0, 255).astype(np.uint8)
    specks = random.random(levels.shape) < float(random.uniform(0, 0.006))
    bits[specks] = 255 - bits[specks]
    return bits


def _as_ink(levels: Grey, random: Random) -> Grey:
    """Stretched as the reader stretches a whole page, whose black is known only roughly."""
    paper = float(np.percentile(levels, 80)) + random.normal(0, 2)
    ink = np.clip(paper - levels.astype(np.float32), 0, 255)
    dark = max(float(np.percentile(ink, 98)) * float(random.uniform(0.8, 1.25)), 30.0)
    return np.asarray(np.clip(ink * 255 / dark, 0, 255), dtype=np.uint8)
