"""What somebody drew: strokes that belong together, and whether they look like a tick."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docforge.layout import MarkShape
from docforge.place import Box
from docforge.readers.pdf.boxes import Point, area, around, height, holds, touch, width
from docforge.readers.pdf.ink import Stroke

LARGEST = 80.0
"""Points; what is larger is an ornament, a seal or a line through the form."""
_TOGETHER = 1.0
_STRAIGHT = 0.12
_NEAR_CORNER = 0.3
_SOLID = 0.6
_DOT = 3.5


@dataclass(frozen=True)
class Gesture:
    """Strokes drawn as one sign. CIRCLE is a ring around something, STRIKE a flat line."""

    strokes: tuple[Stroke, ...]
    shape: MarkShape

    @property
    def box(self) -> Box:
        return around(stroke.box for stroke in self.strokes)

    @property
    def points(self) -> list[Point]:
        return [point for stroke in self.strokes for point in stroke.points]


def gestures(strokes: Iterable[Stroke]) -> list[Gesture]:
    """Strokes that touch one another, as one gesture each; rings stand for themselves."""
    found: list[Gesture] = []
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        if max(width(stroke.box), height(stroke.box)) > LARGEST and not is_ring(stroke):
            if is_flat(stroke):
                found.append(Gesture((stroke,), MarkShape.STRIKE))
            continue
        if is_ring(stroke):
            found.append(Gesture((stroke,), MarkShape.CIRCLE))
            continue
        near = [
            group
            for group in groups
            if any(touch(stroke.box, other.box, _TOGETHER) for other in group)
        ]
        merged = [stroke, *(other for group in near for other in group)]
        groups = [group for group in groups if group not in near] + [merged]
    found.extend(Gesture(tuple(group), shape_of(group)) for group in groups)
    return found


def is_ring(stroke: Stroke) -> bool:
    """An unfilled line that goes round once and comes back near its beginning."""
    if stroke.filled or len(stroke.points) < 5:
        return False
    diagonal = math.hypot(width(stroke.box), height(stroke.box))
    gap = math.dist(stroke.points[0], stroke.points[-1])
    if not stroke.closed and gap > 0.35 * diagonal:
        return False
    return 0.5 < abs(_enclosed(stroke.points)) / max(area(stroke.box), 0.01) <= 1.0


def is_flat(stroke: Stroke) -> bool:
    """A line drawn along a row of words."""
    return width(stroke.box) >= 4.0 and height(stroke.box) <= 0.3 * width(stroke.box)


def shape_of(strokes: Sequence[Stroke]) -> MarkShape:
    """What strokes that belong together look like, by themselves."""
    box = around(stroke.box for stroke in strokes)
    if max(width(box), height(box)) < _DOT:
        return MarkShape.DOT
    if any(stroke.filled for stroke in strokes):
        return _shape_of_filled(strokes, box)
    straight = [stroke for stroke in strokes if _is_straight(stroke)]
    if len(straight) == len(strokes) <= 2:
        return _shape_of_lines(straight)
    if len(strokes) == 1:
        return _shape_of_line(strokes[0])
    return MarkShape.CROSS if _reaches_corners(strokes, box) else MarkShape.TICK


def _shape_of_filled(strokes: Sequence[Stroke], box: Box) -> MarkShape:
    """A filled outline: a solid patch, or the outline of a thick tick or cross."""
    covered = sum(abs(_enclosed(stroke.points)) for stroke in strokes if stroke.filled)
    if covered >= _SOLID * max(area(box), 0.01):
        return MarkShape.FILL
    return MarkShape.CROSS if _reaches_corners(strokes, box) else MarkShape.TICK


def _shape_of_lines(lines: Sequence[Stroke]) -> MarkShape:
    if len(lines) == 1:
        return MarkShape.STRIKE if is_flat(lines[0]) else MarkShape.SLASH
    one, other = ((line.points[0], line.points[-1]) for line in lines)
    if not _cross(one, other):
        return MarkShape.TICK
    return MarkShape.CROSS


def _shape_of_line(stroke: Stroke) -> MarkShape:
    """A single bent line: down and up again is a tick."""
    box = stroke.box
    if is_flat(stroke):
        return MarkShape.STRIKE
    lowest = max(y for _x, y in stroke.points)
    ends = max(stroke.points[0][1], stroke.points[-1][1])
    if lowest - ends > 0.1 * height(box) and not _is_scribble(stroke):
        return MarkShape.TICK
    if _is_scribble(stroke):
        return MarkShape.FILL
    return MarkShape.CROSS if _reaches_corners([stroke], box) else MarkShape.TICK


def _is_scribble(stroke: Stroke) -> bool:
    length = sum(
        math.dist(one, other) for one, other in zip(stroke.points, stroke.points[1:], strict=False)
    )
    return length > 4.5 * math.hypot(width(stroke.box), height(stroke.box))


def _is_straight(stroke: Stroke) -> bool:
    start, end = stroke.points[0], stroke.points[-1]
    length = math.dist(start, end)
    if length == 0:
        return False
    return all(_distance(point, start, end) <= _STRAIGHT * length for point in stroke.points)


def _distance(point: Point, start: Point, end: Point) -> float:
    """How far a point lies off the line through two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    off = across * (start[1] - point[1]) - (start[0] - point[0]) * down
    return abs(off) / math.hypot(across, down)


def _cross(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two lines cross well inside both, not at their ends as in a tick."""

    def parts(line: tuple[Point, Point], points: tuple[Point, Point]) -> bool:
        (x0, y0), (x1, y1) = line
        length = math.dist(*line) or 1.0
        sides = [((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length for x, y in points]
        reach = 0.15 * math.dist(*points)
        return min(sides) < -reach and max(sides) > reach

    return parts(one, other) and parts(other, one)


def _reaches_corners(strokes: Sequence[Stroke], box: Box) -> bool:
    """A cross comes near all four corners of its box; a tick leaves one empty."""
    x0, y0, x1, y1 = box
    across, down = _NEAR_CORNER * width(box), _NEAR_CORNER * height(box)
    corners = (
        (x0, y0, x0 + across, y0 + down),
        (x1 - across, y0, x1, y0 + down),
        (x0, y1 - down, x0 + across, y1),
        (x1 - across, y1 - down, x1, y1),
    )
    points = [point for stroke in strokes for point in stroke.points]
    return all(any(holds(corner, point) for point in points) for corner in corners)


def _enclosed(points: Sequence[Point]) -> float:
    """The area that a chain of points encloses, by the shoelace formula."""
    following = [*points[1:], points[0]]
    return (
        sum((x0 * y1 - x1 * y0) for (x0, y0), (x1, y1) in zip(points, following, strict=True)) / 2
    )
