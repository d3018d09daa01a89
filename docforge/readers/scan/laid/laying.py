"""A scan laid onto its blank, pixel on pixel: perspective first, then curl by local shifts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import Raster
from docforge.place import Box
from docforge.readers.scan.identity.registration import Matrix, Registration, raster_ink
from docforge.readers.scan.pictures.ink import (
    Grey,
    calm_ink,
    ink_of,
    is_bilevel,
    red_channel,
    seal_of,
)
from docforge.readers.scan.pictures.pages import POINTS, Pixels, Scan
from docforge.readers.scan.pictures.streaks import without_streaks

Field = NDArray[np.float32]
"""rows x columns x 2: how far the print lies off, in pixels of the blank, x and y."""

_STEP, _PATCH, _REACH = 32, 48, 6
"""Pixels at half the blank's resolution: between patches, of a patch, how far it may lie off."""
_AS_GOOD = 0.03
"""Of correlation: two places of a patch that differ by less are alike."""
_LEAST_INK = 4.0
_LEAST_SURE = 0.45
_NOT_WORTH = 0.6


@dataclass(frozen=True)
class BlackSeal:
    """A seal that the scan shows like ink: its middle and its radius, in pixels of the blank."""

    x: float
    y: float
    radius: float

    def reaches(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the seal lies on any part of a box (pixels)."""
        across = max(box[0] - self.x, self.x - box[2], 0.0)
        down = max(box[1] - self.y, self.y - box[3], 0.0)
        return across * across + down * down <= self.radius * self.radius


@dataclass(frozen=True)
class Lettered:
    """The ink of a page on which the lettering of black seals still stands, as `Laid` has it;
    and where their rings and stars were taken off, under which nothing can be seen.
    """

    ink: Grey
    calm: Grey
    hidden: NDArray[np.bool_]


@dataclass(frozen=True)
class Laid:
    """A scan in the pixels of its blank. All planes have the blank's size.

    `ink` is what is dark without the seals' red, `calm` the same without the grain of a bad
    scan, `seal` how red it is; `blank` the blank's own ink; `bilevel` says that the
    scan is black and white alone. `black_seals` were taken off `ink` and `calm`; `lettered` is
    the page with their lettering, None where there is no such seal.
    """

    scan: Scan
    dpi: float
    back: Matrix
    shift: Field | None
    pixels: Pixels
    ink: Grey
    calm: Grey
    seal: Grey
    blank: Grey
    bilevel: bool
    black_seals: tuple[BlackSeal, ...] = ()
    lettered: Lettered | None = None

    @property
    def with_lettering(self) -> Laid:
        """The page as a hand may have written it: letters of black seals still on it."""
        if self.lettered is None:
            return self
        return replace(self, ink=self.lettered.ink, calm=self.lettered.calm, lettered=None)

    @property
    def quarters(self) -> int:
        """The quarter turns against the clock that make the scan stand upright, 0 to 3."""
        height, width = self.ink.shape
        middle = np.array([[[width / 2, height / 2], [width / 2 + 100, height / 2]]])
        (x0, y0), (x1, y1) = cv2.perspectiveTransform(middle, self.back)[0]
        return round(float(np.arctan2(y1 - y0, x1 - x0)) / (np.pi / 2)) % 4

    def pixels_of(self, box: Box, margin: float = 0.0) -> tuple[int, int, int, int]:
        """A box of the blank (points, widened by `margin` points) in pixels, within the page."""
        scale = self.dpi / POINTS
        height, width = self.ink.shape
        x0, y0 = (round((edge - margin) * scale) for edge in box[:2])
        x1, y1 = (round((edge + margin) * scale) for edge in box[2:])
        return (
            min(max(x0, 0), width),
            min(max(y0, 0), height),
            min(max(x1, 0), width),
            min(max(y1, 0), height),
        )

    def place_of(self, box: Box) -> Box:
        """Where a box of the blank lies on the page as it was scanned (points, both)."""
        scale = self.dpi / POINTS
        x0, y0, x1, y1 = (edge * scale for edge in box)
        corners = np.array([[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]], dtype=np.float64)
        if self.shift is not None:
            rows, columns = self.shift.shape[:2]
            for point in corners[0]:
                row = min(int(point[1] / (2 * _STEP)), rows - 1)
                column = min(int(point[0] / (2 * _STEP)), columns - 1)
                point += self.shift[max(row, 0), max(column, 0)]
        found = cv2.perspectiveTransform(corners, self.back)[0].astype(np.float32)
        return self.scan.box_of(found)


def lay(scan: Scan, registration: Registration, raster: Raster, marks: Sequence[Box] = ()) -> Laid:
    """A registered scan in the pixels of its blank's raster.

    `marks` are black areas that docforge printed (points): they are taken off, since beside them
    a pen would look pale.
    """
    blank = raster_ink(raster)
    back = np.asarray(np.linalg.inv(registration.matrix), dtype=np.float64)
    size = (raster.width, raster.height)
    grey = red_channel(scan.pixels)
    rough = cv2.warpPerspective(
        _softened(grey, back), registration.matrix, size, borderMode=cv2.BORDER_REPLICATE
    )
    shift = _shift_between(ink_of(np.asarray(rough, dtype=np.uint8)), blank)
    clean = without_streaks(scan.pixels)
    pixels = _drawn(_softened(clean, back), registration.matrix, back, shift, size)
    pixels = _without(pixels, marks, raster.dpi)
    ink = ink_of(red_channel(pixels))
    return Laid(
        scan,
        raster.dpi,
        back,
        shift,
        pixels,
        ink,
        calm_ink(ink),
        seal_of(pixels),
        blank,
        is_bilevel(grey),
    )


def _without(pixels: Pixels, marks: Sequence[Box], dpi: float) -> Pixels:
    """The page with the paper's own colour in place of some areas."""
    margin = round(dpi / 50)
    bare = pixels.copy() if marks else pixels
    for box in marks:
        x0, y0, x1, y1 = (round(edge * dpi / POINTS) for edge in box)
        area = bare[max(y0 - margin, 0) : y1 + margin, max(x0 - margin, 0) : x1 + margin]
        area[:] = np.percentile(area, 95, axis=(0, 1)).astype(np.uint8)
    return bare


def _softened(pixels: NDArray[np.uint8], back: Matrix) -> NDArray[np.uint8]:
    """A finer scan is softened before it is drawn coarser, else thin strokes break up."""
    finer = float(np.sqrt(abs(np.linalg.det(back[:2, :2]))))
    if finer < 1.3:
        return pixels
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 0.4 * finer), dtype=np.uint8)


def _drawn(
    pixels: Pixels, matrix: Matrix, back: Matrix, shift: Field | None, size: tuple[int, int]
) -> Pixels:
    if shift is None:
        drawn = cv2.warpPerspective(pixels, matrix, size, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(drawn, dtype=np.uint8)
    moved = cv2.resize(
        shift,
        (shift.shape[1] * 2 * _STEP, shift.shape[0] * 2 * _STEP),
        interpolation=cv2.INTER_LINEAR,
    )[: size[1], : size[0]].astype(np.float32)
    moved[:, :, 0] += np.arange(size[0], dtype=np.float32)
    moved[:, :, 1] += np.arange(size[1], dtype=np.float32)[:, None]
    places = cv2.perspectiveTransform(moved, back)
    drawn = cv2.remap(  # x and y in one map: OpenCV takes it, its stubs don't know
        pixels,
        places,
        None,  # type: ignore[call-overload]
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(drawn, dtype=np.uint8)


def _shift_between(ink: Grey, blank: Grey) -> Field | None:
    """How far the print lies off its blank, patch by patch, smoothed; None where it hardly does."""
    seen = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    expected = cv2.resize(blank, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    rows = -(-expected.shape[0] // _STEP)
    columns = -(-expected.shape[1] // _STEP)
    field = np.zeros((rows, columns, 2), dtype=np.float32)
    sure = np.zeros((rows, columns), dtype=np.float32)
    padding = _REACH + _PATCH // 2
    seen = cv2.copyMakeBorder(seen, padding, padding, padding, padding, cv2.BORDER_CONSTANT)
    half = _PATCH // 2
    expected = cv2.copyMakeBorder(expected, half, half, half, half, cv2.BORDER_CONSTANT)
    for row in range(rows):
        for column in range(columns):
            y, x = row * _STEP + _STEP // 2, column * _STEP + _STEP // 2
            patch = expected[y : y + _PATCH, x : x + _PATCH]
            if patch.shape != (_PATCH, _PATCH) or patch.mean() < _LEAST_INK:
                continue
            window = seen[y : y + _PATCH + 2 * _REACH, x : x + _PATCH + 2 * _REACH]
            if window.shape[0] < _PATCH + 2 * _REACH or window.shape[1] < _PATCH + 2 * _REACH:
                continue
            answer = np.asarray(
                cv2.matchTemplate(window, patch, cv2.TM_CCOEFF_NORMED), dtype=np.float32
            )
            _least, best, _low, (left, top) = cv2.minMaxLoc(answer)
            if best >= _LEAST_SURE:
                left, top = _least_moved(answer, left, top)
                field[row, column] = _finer(answer, left, top)
                sure[row, column] = best
    return _smoothed(np.asarray(field * 2.0, dtype=np.float32), sure)


def _least_moved(answer: NDArray[np.float32], left: int, top: int) -> tuple[int, int]:
    """The peak, or a place nearer to none where it is as good: along a lone ruling all are."""
    best = answer[top, left]
    if max(abs(left - _REACH), abs(top - _REACH)) < 2:
        return left, top
    for x, y in ((_REACH, _REACH), (_REACH, top), (left, _REACH)):
        if answer[y, x] >= best - _AS_GOOD:
            return x, y
    return left, top


def _finer(answer: NDArray[np.float32], left: int, top: int) -> tuple[float, float]:
    """The peak between pixels, as a parabola through its neighbours puts it, from the middle."""

    def between(before: float, at: float, after: float) -> float:
        bend = before - 2 * at + after
        return 0.0 if abs(bend) < 1e-6 else float(np.clip(0.5 * (before - after) / bend, -0.5, 0.5))

    x, y = float(left), float(top)
    if 0 < left < answer.shape[1] - 1:
        x += between(*(float(value) for value in answer[top, left - 1 : left + 2]))
    if 0 < top < answer.shape[0] - 1:
        y += between(*(float(value) for value in answer[top - 1 : top + 2, left]))
    return x - _REACH, y - _REACH


def _smoothed(field: Field, sure: NDArray[np.float32]) -> Field | None:
    """Neighbours agree on a sheet of paper: what stands out against them is a mistake."""
    if np.count_nonzero(sure) < 8:
        return None
    for spread in (3.0, 1.2):
        weight = cv2.GaussianBlur(sure, (0, 0), spread) + 1e-4
        mean = np.dstack(
            [cv2.GaussianBlur(field[:, :, axis] * sure, (0, 0), spread) / weight for axis in (0, 1)]
        ).astype(np.float32)
        off = np.linalg.norm(field - mean, axis=2)
        sure = np.where(off > 2.0 + 1.5 * (spread - 1.0), 0.0, sure).astype(np.float32)
    if float(np.abs(mean).max()) < _NOT_WORTH:
        return None
    return mean
