"""Options that are no boxes before their words, where one mark alone was made: whose it is.

The classifier sees one option at a time; a tick between two words looks to it like a mark on
both. But what a pen made in one go marks one option: the one at which it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from docforge.layout import ExpectedOption, MarkShape, MarkState, OptionPrint
from docforge.readers.scan.laid.added import Added, added_to
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.cell_marks import (
    BENT,
    PenMark,
    bend_of,
    is_one_line,
    is_ring,
    pen_marks,
    rises_from_its_foot,
)
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import em_of, zone_of

_SEEN, _CLEAR = 0.02, 0.045
"""Square ems of ink that make a mark; that make one where the classifier sees none."""
_OTHERS = 0.3
"""Of the mark's ink: less is no second mark."""
_NEAR, _NEARER, _AGREED = 1.0, 0.3, 0.1
"""Ems from an option to its mark at most, and by how much it stands nearer than to the next; the
same where the classifier chose this option alone.
"""
_ABOVE = 0.3
"""Ems: a tick's foot stands lower than what it marks."""
_APART = 0.6
"""Ems: ink that stands further off tells that print hides more of the mark than is seen of it."""
_ON = 0.3
"""Ems: a tick that stands so near is on an option though the classifier sees none there."""
_AFTER = 0.25
"""Ems that a bare word reaches to the right for ticks: they are rather made after a word."""
_STEADY, _DOUBTED = 0.95, 0.5
_TOUCHING = 0.7
"""How sure the classifier is of several marks that one piece of ink may be: rings that touch."""
_RATHER = 0.8
"""How likely the classifier thinks an option chosen that is not given up for another one."""


@dataclass(frozen=True)
class _Lone:
    """A mark that stands alone: its option's number, its ink in square ems, how many ems from
    the option it stands, whether it is one clean tick or ring.
    """

    owner: int
    size: float
    away: float
    is_known: bool


class LoneMarks:
    """Looks again at the groups of a page that the classifier leaves open."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid

    @cached_property
    def _added(self) -> Added:
        return added_to(self._laid)

    def settled(self, found: Sequence[Marked]) -> list[Marked]:
        """The options with what lone marks say of them, in their order."""
        groups = (list(each) for _key, each in groupby(found, key=lambda each: each.option.group))
        return [each for group in groups for each in self._settled(group, found)]

    def _settled(self, group: list[Marked], page: Sequence[Marked]) -> list[Marked]:
        chosen = [each for each in group if each.state is MarkState.CHOSEN]
        sure = min(each.confidence for each in group)
        if all(_is_before(each.option) for each in group):
            return group
        if any(each.state is MarkState.STRUCK for each in group):
            return group
        if len(chosen) == 1 and sure >= _STEADY:
            return group
        lone = self._lone_mark(group, chosen, page)
        if lone is None or lone.size < (_SEEN if group[lone.owner] in chosen else _CLEAR):
            return group
        if len(chosen) == 1 and group[lone.owner] in chosen and not lone.is_known:
            return group
        if len(chosen) > 1 and not lone.is_known and sure >= _TOUCHING:
            return group
        if len(chosen) == 1 and _is_seen_elsewhere(chosen[0], group[lone.owner]):
            return group
        plain = not self._laid.bilevel and not self._under_a_seal(group)
        within = group[lone.owner] in chosen or lone.away <= _ON
        sure = max(sure, _STEADY) if plain and lone.is_known and within else min(sure, _DOUBTED)
        return [_as(each, number == lone.owner, sure) for number, each in enumerate(group)]

    def _under_a_seal(self, group: Sequence[Marked]) -> bool:
        boxes = [self._laid.pixels_of(zone_of(each.option)) for each in group]
        return any(seal.reaches(box) for seal in self._laid.black_seals for box in boxes)

    def _lone_mark(
        self, group: Sequence[Marked], chosen: Sequence[Marked], page: Sequence[Marked]
    ) -> _Lone | None:
        """The only mark of a group; None where there are several, or between two options."""
        em = em_of(group[0].option)
        unit = em * self._laid.dpi / 72
        zones = [zone_of(each.option) for each in group]
        area = self._laid.pixels_of(
            (
                min(zone[0] for zone in zones),
                min(zone[1] for zone in zones),
                max(zone[2] for zone in zones),
                max(zone[3] for zone in zones),
            ),
            0.8 * em,
        )
        others = [each for each in page if each.option.group != group[0].option.group]
        near = []
        for mark in pen_marks(self._laid, self._added, area):
            away = [self._distance(mark, each, unit) for each in group]
            if min(away) > _NEAR:
                continue
            if all(self._distance(mark, each, unit) >= min(away) for each in others):
                near.append((mark, away))
        if not near:
            return None
        mark, away = max(near, key=lambda each: len(each[0].points))
        size = len(mark.points)
        if sum(len(other.points) >= _OTHERS * size for other, _away in near) > 1:
            return None
        reach = _APART * unit
        alone = all(_gap(mark, other) <= reach for other, _away in near)
        known = alone and (_is_tick(mark) or is_ring(mark))
        ranked = sorted(away)
        owner = away.index(ranked[0])
        nearer = _AGREED if chosen == [group[owner]] else _NEARER
        if len(ranked) > 1 and ranked[1] - ranked[0] < nearer:
            return None
        return _Lone(owner, size / (unit * unit), ranked[0], known)

    def _distance(self, mark: PenMark, each: Marked, unit: float) -> float:
        """Ems from where a mark stands to an option's word and box."""
        x, y = mark.points.mean(axis=0)
        x0, y0, x1, y1 = self._laid.pixels_of(zone_of(each.option))
        if _is_tick(mark):
            x, y = mark.foot[0], mark.foot[1] - _ABOVE * unit
            x1 += round(_AFTER * unit) if each.option.print is OptionPrint.WORD else 0
        across, down = max(x0 - x, x - x1, 0.0), max(y0 - y, y - y1, 0.0)
        return float((across * across + down * down) ** 0.5) / unit


def _is_seen_elsewhere(chosen: Marked, owner: Marked) -> bool:
    """Whether the classifier saw another option chosen, and surely nothing on a mark's owner: print
    hides most of the mark, and this one is of something else.
    """
    return owner is not chosen and chosen.likely[1] >= _RATHER and owner.likely[0] >= _STEADY


def _gap(one: PenMark, other: PenMark) -> float:
    """Pixels between two marks from left to right."""
    return max(one.box[0] - other.box[2], other.box[0] - one.box[2], 0.0)


def _is_tick(mark: PenMark) -> bool:
    return is_one_line(mark) and rises_from_its_foot(mark) and bend_of(mark.points) >= BENT


def _as(each: Marked, owns: bool, sure: float) -> Marked:
    if not owns:
        return replace(each, state=MarkState.EMPTY, shape=MarkShape.BOX, confidence=sure)
    shape = each.shape if each.state is MarkState.CHOSEN else MarkShape.TICK
    return replace(each, state=MarkState.CHOSEN, shape=shape, confidence=sure)


def _is_before(option: ExpectedOption) -> bool:
    """Whether a box stands before its word, as the classifier knows it."""
    return option.print is OptionPrint.BOX and option.box[0] <= option.word_box[0]
