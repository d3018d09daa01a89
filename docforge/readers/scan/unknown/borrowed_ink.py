"""Ink at an option of a page without a blank that belongs to the mark made at another one.

Options stand close to each other, and a ring or a tick of one reaches into the next. What a pen
made in one go is one mark; where most of it stands elsewhere the rest of it is no mark here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby

from docforge.layout import MarkShape, MarkState
from docforge.readers.scan.laid.added import Added, added_to
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.cell_marks import PenMark, PixelBox, pen_marks
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import em_of, zone_of

_NONE = 0.006
"""Square ems of ink that are no stroke: edges of print that was learned from other places."""
_NO_TRACE = 0.005
"""Square ems within a box that are no dot."""
_AROUND = 0.35
"""Ems around an option that are its own."""
_OWN = 0.4
"""Share of a mark's ink from which on it may be the option's own."""
_LIKELY, _LIKELIER, _SURE = 0.75, 0.8, 0.95
"""How likely the classifier must find it that an option is empty, or that the only one with ink is
marked; how sure that is then."""
_CHOSEN, _DOUBTED = 0.9, 0.5
_STROKE = 0.05
"""Square ems of ink that are a mark, be it of whatever kind."""


class BorrowedInk:
    """Looks again at options that the classifier finds empty, or marked, with some doubt."""

    def __init__(self, laid: Laid) -> None:
        self._laid = laid

    @cached_property
    def _added(self) -> Added:
        return added_to(self._laid)

    def told(self, states: Sequence[Marked]) -> list[Marked]:
        """The options, sure to be empty where all their ink is print or another option's mark."""
        groups = (list(each) for _key, each in groupby(states, key=lambda each: each.option.group))
        return [each for group in groups for each in self._in_group(group)]

    def is_between(self, first: Marked, second: Marked) -> bool:
        """Whether ink left of the second option may as well be a mark behind the first."""
        em = em_of(second.option)
        box, word = second.option.box, first.option.word_box
        gap = self._laid.pixels_of((word[2], box[1] - _AROUND * em, box[0], box[3] + _AROUND * em))
        return any(mark.share_in(gap) >= _OWN for mark in pen_marks(self._laid, self._added, gap))

    def _in_group(self, group: list[Marked]) -> list[Marked]:
        if self._laid.bilevel or any(each.state is MarkState.STRUCK for each in group):
            return group
        group = self._with_lone_ink(group)
        inked = [each for each in group if not _is_clean(each)]
        if len(inked) == 1 and inked[0].state is MarkState.CHOSEN:
            return [each if each is inked[0] else _emptied(each) for each in group]
        chosen = [each for each in inked if _is_chosen(each)]
        # A ring stands around what it marks: it may have more ink beyond it than at it.
        kept = chosen if len(chosen) < 2 else [e for e in chosen if not self._has_no_mark(e)]
        if not kept:
            return group
        return [
            _emptied(each) if each not in kept and self._is_bare(each) else each for each in group
        ]

    def _is_bare(self, each: Marked) -> bool:
        """Whether an option that is not sure to be empty has no mark of its own."""
        if each.state is MarkState.EMPTY and each.confidence >= _SURE:
            return False
        return _is_clean(each) or self._has_no_mark(each)

    def _with_lone_ink(self, group: list[Marked]) -> list[Marked]:
        """The only ink of a group is its mark, if it stands there and the classifier thinks so."""
        inked = [each for each in group if not _is_clean(each)]
        if len(inked) != 1 or inked[0].state is not MarkState.CHOSEN or inked[0].new < _STROKE:
            return group
        (only,) = inked
        others = [each for each in group if each is not only]
        if any(each.state is not MarkState.EMPTY or each.confidence < _LIKELY for each in others):
            return group
        if not _LIKELIER < only.confidence < _SURE or self._has_no_mark(only):
            return group
        sure = replace(only, confidence=max(only.confidence, _SURE))
        return [sure if each is only else each for each in group]

    def _has_no_mark(self, each: Marked) -> bool:
        """Whether all ink at an option is part of marks that stand elsewhere."""
        em = em_of(each.option)
        zone = self._laid.pixels_of(zone_of(each.option), _AROUND * em)
        unit = (em * self._laid.dpi / 72) ** 2
        own = (mark for mark in pen_marks(self._laid, self._added, zone) if _is_own(mark, zone))
        return sum(len(mark.points) for mark in own) < _NONE * unit


def _is_own(mark: PenMark, zone: PixelBox) -> bool:
    return mark.share_in(zone) >= _OWN


def _is_chosen(each: Marked) -> bool:
    return each.state is MarkState.CHOSEN and each.confidence >= _CHOSEN


def _is_clean(each: Marked) -> bool:
    """Whether an option shows nothing but its print."""
    return each.new < _NONE and each.left < _NONE and each.faint < _NO_TRACE


def _emptied(each: Marked) -> Marked:
    """An option without a mark of its own; in doubt where the classifier rather sees one."""
    if each.state is MarkState.CHOSEN:
        return replace(
            each,
            state=MarkState.EMPTY,
            shape=MarkShape.BOX,
            confidence=min(each.confidence, _DOUBTED),
        )
    if each.confidence < _LIKELY:
        return each
    return replace(each, confidence=max(each.confidence, _SURE))
