"""Sorts what is drawn on a page: rules, tick boxes, fillings, coloured areas, strokes by hand.

Programs draw the same table in many ways: a line a border, a thin filled rectangle a border, an
outlined rectangle a cell, many short pieces. All become rules here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from docforge.place import Box
from docforge.readers.pdf.boxes import Point, area, covers, height, shared, touch, width
from docforge.readers.pdf.ink import Colour, Stroke

_THICKEST_RULE = 5.0
_SHORTEST_RULE = 1.0
_LEVEL = 0.6
"""How far, in points, a rule may be off the level."""
_SLOPE = 0.06
_DOT = 0.2
_CORNERS_OF_BEVEL = 6
_BOX_SIDES = (4.5, 24.0)
_SQUARE = 1.4
_AT = 0.8
"""How near, in points, two lines run that are drawn as one."""
_MOST_SQUARES = 500
"""More than any page has boxes to tick: a table drawn cell by cell."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A level or upright line from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        return self.x1 - self.x0 >= self.y1 - self.y0

    @property
    def box(self) -> Box:
        return self.x0, self.y0, self.x1, self.y1

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.y1 - self.y0)


@dataclass(slots=True)
class Drawn:
    """The drawings of a page by what they may be; `lines` are lone level rules."""

    rules: list[Rule] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    fillings: list[Box] = field(default_factory=list)
    shades: list[tuple[Box, Colour]] = field(default_factory=list)
    by_hand: list[Stroke] = field(default_factory=list)


def sort_out(strokes: Iterable[Stroke]) -> Drawn:
    """What each stroke may be; white ones, which nobody sees, are left out."""
    drawn = Drawn()
    squares: list[Box] = []
    for stroke in strokes:
        if stroke.pale or not (stroke.filled or stroke.outlined):
            continue
        bevel = _bevel(stroke)
        if bevel:
            drawn.rules.extend(bevel)
        elif not _is_angular(stroke):
            drawn.by_hand.append(stroke)
        elif stroke.filled and not _is_thin(stroke.box):
            _sort_area(stroke, squares, drawn)
        elif _is_frame(stroke):
            squares.append(stroke.box)
        else:
            drawn.rules.extend(_rules_of(stroke))
    _sort_squares(squares, drawn)
    return drawn


def _bevel(stroke: Stroke) -> list[Rule]:
    """The two rules of a sunken border's half: a filled L whose ends are cut at 45 degrees, as
    form designers draw the upper left and the lower right of fields; none where it is no such."""
    if not stroke.filled or stroke.outlined or len(set(stroke.points)) != _CORNERS_OF_BEVEL:
        return []
    level: list[tuple[Point, Point]] = []
    cut: list[tuple[Point, Point]] = []
    for one, other in _pieces(stroke):
        across, down = abs(other[0] - one[0]), abs(other[1] - one[1])
        if max(across, down) >= _DOT:
            (level if _is_level(across, down) else cut).append((one, other))
    thick = max((math.dist(*piece) for piece in cut), default=_THICKEST_RULE)
    if len(level) != 4 or len(cut) != 2 or thick >= _THICKEST_RULE:
        return []
    x0, y0, x1, y1 = stroke.box
    outer = [
        Rule(min(one[0], other[0]), min(one[1], other[1]), *map(max, one, other))
        for one, other in level
        if _at_edge(one, other, (x0, x1), (y0, y1))
    ]
    return outer if len(outer) == 2 and outer[0].level is not outer[1].level else []


def _at_edge(
    one: Point, other: Point, across: tuple[float, float], down: tuple[float, float]
) -> bool:
    """Whether a piece runs along the outer edge of what it belongs to."""
    beside = any(abs(one[0] - x) < _DOT and abs(other[0] - x) < _DOT for x in across)
    above = any(abs(one[1] - y) < _DOT and abs(other[1] - y) < _DOT for y in down)
    return beside or above


def _sort_area(stroke: Stroke, squares: list[Box], drawn: Drawn) -> None:
    box = stroke.box
    if _is_squarish(box):
        # A pale filling is the ground of a box, a dark one has been put into it.
        if max(stroke.ground) < 0.6 or not stroke.outlined:
            drawn.fillings.append(box)
        if stroke.outlined:
            squares.append(box)
        return
    drawn.shades.append((box, stroke.colour))
    if stroke.outlined:
        drawn.rules.extend(_rules_of(stroke))


def _is_angular(stroke: Stroke) -> bool:
    """Level and upright pieces only; whatever else is drawn is drawn by hand, or an ornament."""
    return _is_thin(stroke.box) or all(
        _is_level(other[0] - one[0], other[1] - one[1]) for one, other in _pieces(stroke)
    )


def _is_level(across: float, down: float) -> bool:
    """Level or upright; pieces too short to tell pass, a curve has others that do not."""
    minor, major = sorted((abs(across), abs(down)))
    return major < _DOT or minor <= min(_LEVEL, _SLOPE * major)


def _is_thin(box: Box) -> bool:
    """A line, or a filled rectangle as thin as one: flat, and much longer than it is thick."""
    thick, long = sorted((width(box), height(box)))
    return thick <= _LEVEL or (thick <= _THICKEST_RULE and long >= 4 * thick)


def _is_squarish(box: Box) -> bool:
    short, long = sorted((width(box), height(box)))
    return _BOX_SIDES[0] <= short and long <= min(_BOX_SIDES[1], _SQUARE * short)


def _is_frame(stroke: Stroke) -> bool:
    """A small square outline drawn in one go."""
    corners = {(round(x), round(y)) for x, y in stroke.points}
    return stroke.closed and _is_squarish(stroke.box) and len(corners) == 4


def _pieces(stroke: Stroke) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    points = stroke.points
    yield from pairwise(points)
    if stroke.closed and points[0] != points[-1]:
        yield points[-1], points[0]


def _rules_of(stroke: Stroke) -> Iterator[Rule]:
    x0, y0, x1, y1 = stroke.box
    if _is_thin(stroke.box):
        if max(x1 - x0, y1 - y0) < _SHORTEST_RULE:
            return
        across, down = (x0 + x1) / 2, (y0 + y1) / 2
        yield Rule(x0, down, x1, down) if x1 - x0 >= y1 - y0 else Rule(across, y0, across, y1)
        return
    for one, other in _pieces(stroke):
        (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
        if max(right - left, bottom - top) >= _SHORTEST_RULE:
            yield Rule(left, top, right, bottom)


def _sort_squares(squares: Iterable[Box], drawn: Drawn) -> None:
    """A square that stands by itself is a tick box; one that others lean on is a small cell."""
    distinct = list(dict.fromkeys(squares))
    if len(distinct) > _MOST_SQUARES:
        drawn.rules.extend(side for square in distinct for side in _sides(square))
        return
    outer = [
        square
        for square in distinct
        if not any(covers(other, square, 1.5) and area(other) > area(square) for other in distinct)
    ]
    borders = list(drawn.rules)
    for square in outer:
        sides = _sides(square)
        with_squares = sum(
            _lies_on(side, edge)
            for side in sides
            for other in outer
            if other != square and touch(square, other, _AT)
            for edge in _sides(other)
        )
        with_borders = sum(any(_lies_on(side, border) for border in borders) for side in sides)
        if with_squares or with_borders > 1:
            drawn.rules.extend(sides)
        else:
            drawn.boxes.append(square)


def _lies_on(side: Rule, border: Rule) -> bool:
    """Whether most of a square's side runs along another line."""
    if side.level != border.level:
        return False
    off = abs(side.y0 - border.y0) if side.level else abs(side.x0 - border.x0)
    if off > _AT:
        return False
    along = (
        shared((side.x0, side.x1), (border.x0, border.x1))
        if side.level
        else shared((side.y0, side.y1), (border.y0, border.y1))
    )
    return along >= 0.8 * side.length


def _sides(box: Box) -> tuple[Rule, Rule, Rule, Rule]:
    x0, y0, x1, y1 = box
    return Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)
