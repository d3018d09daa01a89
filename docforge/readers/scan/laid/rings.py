"""Rings of round seals on a scan without colours: found by their shape, however worn or crossed.

A ring of 28 to 60 mm is new ink that lies at one distance from a middle, most of the way round,
with bare paper outside it. Nothing that a hand writes is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Plane = NDArray[np.float32]

_SMALLEST, _LARGEST = 14.0, 30.0
"""Millimetres of a seal's radius."""
_COARSE = 5
"""Pixels at 200 dpi that are one where rings are searched for."""
_BESIDE = 3
"""Coarse pixels off a ring where there is less ink than on it."""
_STANDS_OUT = 0.13
"""Share of a ring that is inked, beyond what is inked beside it: worth a closer look."""
_MOST = 6
_ANGLES = 360
_ASTRAY = 0.1
"""Of the radius: how far the ring may lie off the circle, by its middle and by curl."""
_BAND = 0.8
"""Millimetres: the usual thickness of a ring; the ink of no ring is thicker than twice that."""
_UNSEEN = 0.35
"""What counts for ink where print hides whether there is any."""
_BEND = 0.12
_ROUND, _ROUND_WITH_STAR = 0.62, 0.45
"""Share of the ring that is inked where no print hides it."""
_LEAST_SEEN = 0.25
_CROWDED = 0.4
"""Share of the ring outside which there is ink too: then it is no ring, but a dark area."""
_TIPS = 0.22, 0.4, 0.02
"""Of the radius: how far the tips of stars reach."""
_APART = 0.6
"""Of the radius: the middles of two seals that overlap are further apart."""
_STAR_SOLID = 0.4
"""How much more of a star is inked than of the rim around it."""


@dataclass(frozen=True)
class Ring:
    """A seal's ring in pixels: its middle, the radius at each of 360 angles (clockwise from the
    right), its thickness, and its star: how far its tips reach and at what angle; 0 for none.
    """

    x: float
    y: float
    radii: Plane
    thickness: float
    star: float = 0.0
    turned: float = 0.0

    @property
    def radius(self) -> float:
        return float(np.median(self.radii))


def rings_on(fresh: Mask, printed: Mask, dpi: float) -> list[Ring]:
    """The rings among new ink; `printed` is where print hides whether there is any."""
    found: list[Ring] = []
    for x, y, radius in _likely(fresh, dpi):
        ring = _ring_at(fresh, printed, x, y, radius, dpi / 25.4)
        if ring is not None and not any(_share(ring, other) for other in found):
            found.append(ring)
    return found


def _share(ring: Ring, other: Ring) -> bool:
    """Whether two rings lie so far on each other that one of them is none."""
    apart = float(np.hypot(ring.x - other.x, ring.y - other.y))
    return apart < _APART * max(ring.radius, other.radius)


def _likely(fresh: Mask, dpi: float) -> Iterator[tuple[float, float, float]]:
    """Middles and radii (pixels) where most of a circle seems inked, the surest first."""
    step = _COARSE * dpi / 200
    small = cv2.resize(
        fresh.astype(np.float32), None, fx=1 / step, fy=1 / step, interpolation=cv2.INTER_AREA
    )
    small = np.minimum(small * 2.5, 1.0).astype(np.float32)
    unit = 200 / 25.4 / _COARSE
    radii = range(round(_SMALLEST * unit) - _BESIDE, round(_LARGEST * unit) + _BESIDE + 1)
    height, width = small.shape
    size = cv2.getOptimalDFTSize(height), cv2.getOptimalDFTSize(width)
    spectrum = np.fft.rfft2(small, size)
    inked = np.stack(
        [
            np.fft.irfft2(spectrum * circle, size)[:height, :width]
            for circle in _circles(radii, size)
        ]
    )
    on = inked[_BESIDE:-_BESIDE] - 0.5 * (inked[: -2 * _BESIDE] + inked[2 * _BESIDE :])
    best, which = on.max(axis=0), on.argmax(axis=0)
    for _ in range(_MOST):
        row, column = np.unravel_index(int(best.argmax()), best.shape)
        if best[row, column] < _STANDS_OUT:
            return
        radius = radii[int(which[row, column]) + _BESIDE]
        yield (int(column) + 0.5) * step, (int(row) + 0.5) * step, radius * step
        near = max(3, radius // 4)
        best[max(row - near, 0) : row + near, max(column - near, 0) : column + near] = 0


@lru_cache(maxsize=2)
def _circles(radii: range, size: tuple[int, int]) -> tuple[NDArray[np.complex64], ...]:
    """The spectra of circles around the corner, each with a weight of one."""
    down = np.minimum(np.arange(size[0]), size[0] - np.arange(size[0]))[:, None]
    across = np.minimum(np.arange(size[1]), size[1] - np.arange(size[1]))[None, :]
    far = np.hypot(down, across)
    circles = []
    for radius in radii:
        circle = np.clip(1.2 - np.abs(far - radius), 0, 1)
        circles.append(np.fft.rfft2(circle / circle.sum()).astype(np.complex64))
    return tuple(circles)


def _ring_at(
    fresh: Mask, printed: Mask, x: float, y: float, radius: float, millimetre: float, again: int = 1
) -> Ring | None:
    """The ring as it really runs; None where there is none."""
    reach = radius * (1 + _ASTRAY) + 3 * millimetre
    inked, hidden = (_unrolled(plane, x, y, reach) for plane in (fresh, printed))
    band = max(3, round(_BAND * millimetre))
    seen = np.where(hidden > 0.5, _UNSEEN, inked).astype(np.float32)
    dense = np.asarray(cv2.blur(seen, (band, 1)), dtype=np.float32)
    outside = round(1.5 * band)
    evidence = dense.copy()
    evidence[:, :-outside] -= 0.5 * dense[:, outside:]
    low, high = round(radius * (1 - _ASTRAY)), round(radius * (1 + _ASTRAY))
    path = _along(evidence[:, low:high]) + low
    angles = np.arange(_ANGLES)
    if again:
        round_ = 2 * np.pi * angles / _ANGLES
        x += 2 * float((path * np.cos(round_)).mean())
        y += 2 * float((path * np.sin(round_)).mean())
        return _ring_at(fresh, printed, x, y, float(np.median(path)), millimetre, again - 1)
    around = np.arange(-(band // 2), band // 2 + 1)
    on = inked[angles[:, None], path[:, None] + around].max(axis=1) > 0.5
    open_to_view = hidden[angles, path] <= 0.5
    beyond = path[:, None] + band + np.arange(round(0.5 * millimetre), round(1.5 * millimetre))
    crowded = inked[angles[:, None], np.minimum(beyond, inked.shape[1] - 1)].mean(axis=1) > 0.5
    visible = int(open_to_view.sum())
    if visible < _LEAST_SEEN * _ANGLES:
        return None
    covered = float(on[open_to_view].mean())
    if covered < _ROUND_WITH_STAR or float(crowded[open_to_view].mean()) > _CROWDED:
        return None
    star, turned = _star_in(np.maximum(inked, hidden * 0.5), radius)
    if covered < _ROUND and not star:
        return None
    thickness = _thickness(inked, path, on & open_to_view, 2 * band)
    return Ring(x, y, path.astype(np.float32), thickness, star, turned)


def _unrolled(plane: Mask, x: float, y: float, reach: float) -> Plane:
    """Angles x distances from a middle, in pixels."""
    way = cv2.WARP_POLAR_LINEAR | cv2.WARP_FILL_OUTLIERS  # beyond the page there is no ink
    polar = cv2.warpPolar(plane.astype(np.float32), (int(reach), _ANGLES), (x, y), reach, way)
    return np.asarray(polar, dtype=np.float32)


def _along(evidence: Plane) -> NDArray[np.int64]:
    """The smooth way round on which there is most evidence, a distance for each angle."""
    count, width = evidence.shape
    total = evidence[0].copy()
    came = np.zeros((count, width), dtype=np.int64)
    places = np.arange(width)
    bent = np.full(width + 2, -np.inf)
    for angle in range(1, count):
        bent[1:-1] = total - _BEND
        left, right = bent[:-2], bent[2:]
        beside = np.maximum(left, right)
        step = np.where(total >= beside, 0, np.where(left >= right, -1, 1))
        came[angle] = places + step
        total = np.maximum(total, beside) + evidence[angle]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = int(total.argmax())
    for angle in range(count - 1, 0, -1):
        path[angle - 1] = came[angle, path[angle]]
    return path


def _thickness(inked: Plane, path: NDArray[np.int64], on: Mask, most: int) -> float:
    """How thick the ring is as a rule (pixels): the run of ink that crosses its path."""
    around = np.arange(-most, most + 1)
    places = np.clip(path[:, None] + around, 0, inked.shape[1] - 1)
    ink = inked[np.arange(len(path))[:, None], places][on] > 0.5
    runs = []
    for row in ink:
        gaps = np.flatnonzero(~row)
        before, after = gaps[gaps < most], gaps[gaps > most]
        start = int(before[-1]) if len(before) else -1
        end = int(after[0]) if len(after) else len(row)
        if row[most]:
            runs.append(end - start - 1)
    return float(np.median(runs)) if runs else float(most) / 2


def _star_in(inked: Plane, radius: float) -> tuple[float, float]:
    """How far a star's tips reach and the angle of one (radians); zeros where there is none."""
    totals = np.concatenate((np.zeros((_ANGLES, 1)), np.cumsum(inked, axis=1)), axis=1)
    angles = np.arange(_ANGLES)
    beside = max(2, round(0.05 * radius))
    best = (0.0, 0.0, 0.0)
    for share in np.arange(*_TIPS):
        shape = star_edge(_ANGLES) * share * radius
        for turn in range(0, _ANGLES // 5, 2):
            edge = np.maximum(np.roll(shape, turn).astype(np.int64), 1)
            inside = totals[angles, edge]
            rim = totals[angles, edge + 2 + beside] - totals[angles, edge + 2]
            solid = float(inside.sum() / edge.sum()) - float(rim.mean() / beside)
            if solid > best[0]:
                best = solid, share * radius, turn * 2 * np.pi / _ANGLES
    return best[1:] if best[0] >= _STAR_SOLID else (0.0, 0.0)


@lru_cache(maxsize=1)
def star_edge(count: int) -> NDArray[np.float64]:
    """How far the edge of a five-pointed star lies from its middle, of a tip's distance; the
    first of `count` angles is that of a tip."""
    angle = np.mod(np.arange(count) * 2 * np.pi / count, 2 * np.pi / 5)
    angle = np.minimum(angle, 2 * np.pi / 5 - angle)
    inner = 0.382
    dx, dy = inner * np.cos(np.pi / 5) - 1.0, inner * np.sin(np.pi / 5)
    return np.asarray(dy / (dy * np.cos(angle) - dx * np.sin(angle)), dtype=np.float64)
