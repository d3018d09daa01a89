"""Paths of OFD (AbbreviatedData) as chains of points, curves flattened.

Source: GB/T 33190-2016, 9.1 (S, M, L, Q, B, A, C).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from docforge.readers.ofd.geometry import number
from docforge.readers.pdf.boxes import Point

_WORD = re.compile(r"[SMLQBACsmlqbac]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_STEPS = 8
_MOST_POINTS = 50_000


@dataclass
class Chain:
    """Points drawn without lifting the pen."""

    points: list[Point] = field(default_factory=list)
    closed: bool = False


def chains_of(data: str) -> list[Chain]:
    """The chains that a path draws; what is no path data ends it."""
    chains: list[Chain] = []
    drawn = 0
    for command, values in _commands(data):
        if command in "SM":
            chains.append(Chain([(values[0], values[1])]))
        elif not chains or not chains[-1].points:
            continue
        elif command == "C":
            chains[-1].closed = True
            chains.append(Chain([chains[-1].points[0]]))
        else:
            chains[-1].points += _drawn(chains[-1].points[-1], command, values)
            drawn += 1
        if drawn > _MOST_POINTS:
            break
    return [chain for chain in chains if len(chain.points) > 1]


def _commands(data: str) -> Iterator[tuple[str, list[float]]]:
    words = iter(_WORD.findall(data))
    command = ""
    values: list[float] = []
    for word in words:
        if word.upper() in _TAKES:
            command, values = word.upper(), []
        else:
            values.append(number(word))
        if command and len(values) == _TAKES[command]:
            yield command, values
            values = []


def _drawn(start: Point, command: str, values: list[float]) -> list[Point]:
    """The points that one command adds; an arc is drawn as the curve its end points suggest."""
    end = values[-2], values[-1]
    if command == "L":
        return [end]
    if command == "Q":
        control = values[0], values[1]
        return [_bezier((start, control, end), step / _STEPS) for step in range(1, _STEPS + 1)]
    if command == "B":
        first, second = (values[0], values[1]), (values[2], values[3])
        curve = (start, first, second, end)
        return [_bezier(curve, step / _STEPS) for step in range(1, _STEPS + 1)]
    # A half ring bulges by its radius: enough to see that something round was drawn.
    down, across = end[1] - start[1], end[0] - start[0]
    length = max((down**2 + across**2) ** 0.5, 1e-6)
    bulge = min(abs(values[0]), abs(values[1])) * (1 if values[4] else -1)
    middle = (
        (start[0] + end[0]) / 2 + bulge * 2 * down / length,
        (start[1] + end[1]) / 2 - bulge * 2 * across / length,
    )
    return [_bezier((start, middle, end), step / _STEPS) for step in range(1, _STEPS + 1)]


def _bezier(points: tuple[Point, ...], share: float) -> Point:
    """The point of a Bézier curve at a share of its way (de Casteljau)."""
    while len(points) > 1:
        points = tuple(
            (x0 + share * (x1 - x0), y0 + share * (y1 - y0))
            for (x0, y0), (x1, y1) in pairwise(points)
        )
    return points[0]
