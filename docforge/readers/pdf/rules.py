"""Rules that belong together: joined out of their pieces, grouped where they touch."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import merge_edges

from docforge.place import Box
from docforge.readers.pdf.boxes import around, height, width
from docforge.readers.pdf.drawn import Rule

SNAP = 3.5
"""Points within which parallel borders are one: double borders, borders drawn once a cell."""
FINE_SNAP = 0.8
"""Points within which lines are one that may be no borders: under words, and through others."""
_JOIN = 3.0
_TOUCH = 3.0
_MOST_RULES = 20_000


@dataclass(frozen=True)
class Figure:
    """Rules that touch: a table, a box drawn line by line, or a lone line."""

    rules: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        return around(rule.box for rule in self.rules)

    @property
    def levels(self) -> list[Rule]:
        return [rule for rule in self.rules if rule.level]

    @property
    def uprights(self) -> list[Rule]:
        return [rule for rule in self.rules if not rule.level]


def joined(rules: Iterable[Rule], snap: float) -> list[Rule]:
    """Rules snapped to others within `snap` points and joined along their line.

    This is pdfplumber's way of it; it takes the middle of the rules that it snaps.
    """
    edges: list[dict[str, Any]] = [_edge(rule) for rule in rules]
    if not edges or len(edges) > _MOST_RULES:
        return []
    merged = merge_edges(edges, snap, snap, _JOIN, _JOIN)
    return [
        Rule(float(edge["x0"]), float(edge["top"]), float(edge["x1"]), float(edge["bottom"]))
        for edge in merged
    ]


def _edge(rule: Rule) -> dict[str, Any]:
    x0, y0, x1, y1 = rule.box
    if rule.level:
        y0 = y1 = (y0 + y1) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "orientation": "h" if rule.level else "v",
        "x0": x0,
        "x1": x1,
        "top": y0,
        "bottom": y1,
        "doctop": y0,
        "width": x1 - x0,
        "height": y1 - y0,
    }


def figures(rules: Sequence[Rule]) -> list[Figure]:
    """The rules grouped where they touch, each group once."""
    leader = list(range(len(rules)))

    def lead(number: int) -> int:
        while leader[number] != number:
            leader[number] = leader[leader[number]]
            number = leader[number]
        return number

    levels = sorted((rule.y0, number) for number, rule in enumerate(rules) if rule.level)
    downs = [y for y, _number in levels]
    for number, upright in enumerate(rules):
        if upright.level:
            continue
        first = bisect_left(downs, upright.y0 - _TOUCH)
        last = bisect_right(downs, upright.y1 + _TOUCH)
        for _y, other in levels[first:last]:
            if rules[other].x0 - _TOUCH <= upright.x0 <= rules[other].x1 + _TOUCH:
                leader[lead(other)] = lead(number)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(lead(number), []).append(rule)
    return [Figure(tuple(group)) for group in groups.values()]


def is_tick_box(figure: Figure) -> bool:
    """A small square drawn line by line."""
    across, down = width(figure.box), height(figure.box)
    return (
        len(figure.rules) == 4
        and len(figure.levels) == 2
        and min(across, down) >= 4.5
        and max(across, down) <= min(24.0, 1.4 * min(across, down))
    )
