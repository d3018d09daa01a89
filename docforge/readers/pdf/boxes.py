"""Plain geometry of boxes: x0, y0, x1, y1 in points, y growing downwards."""

from __future__ import annotations

from collections.abc import Iterable

from docforge.place import Box

Point = tuple[float, float]


def width(box: Box) -> float:
    return box[2] - box[0]


def height(box: Box) -> float:
    return box[3] - box[1]


def area(box: Box) -> float:
    return width(box) * height(box)


def centre(box: Box) -> Point:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all boxes; there must be one at least."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def around_points(points: Iterable[Point]) -> Box:
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def inflated(box: Box, by: float) -> Box:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def covers(outer: Box, inner: Box, slack: float = 0.0) -> bool:
    """Whether the inner box lies within the outer one, but for `slack` points."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def touch(one: Box, other: Box, slack: float = 0.0) -> bool:
    """Whether two boxes have a point in common, or come within `slack` points of it."""
    return (
        one[0] <= other[2] + slack
        and other[0] <= one[2] + slack
        and one[1] <= other[3] + slack
        and other[1] <= one[3] + slack
    )


def shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The length that two spans (from, to) of one axis have in common, 0 where they part."""
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0]))


def common_area(one: Box, other: Box) -> float:
    across = shared((one[0], one[2]), (other[0], other[2]))
    down = shared((one[1], one[3]), (other[1], other[3]))
    return across * down
