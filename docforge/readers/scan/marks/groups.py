"""The options of one group together: where the classifier and geometry agree, and where not.

Both must say the same. Where they do not, the state that was read keeps a low confidence, which
makes the form say so. Neither knows what an option means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.layout import ExpectedOption, MarkShape, MarkState

DISAGREED = 0.5
"""The confidence that is left at most where classifier and geometry disagree."""
_SOME, _MUCH = 0.015, 0.12
"""Square ems of new ink: what a mark has at least, what no empty option has."""
_ON_WORD = 0.05
"""The same where a box stands behind its word: print hides more of a mark."""
_LEFT = 0.07
"""Square ems of new ink left of a box that make a mark there likely."""
_TRACE = 0.005
"""Square ems of pale ink within a box from which on it may be a mark, or of ink beside print."""
_WEAKER = 0.45
"""Of two marks of one pen, one that has less than this of the other's ink is none."""
_CERTAIN = 0.95
"""The classifier is so sure of marks which stay though hardly any ink is seen beside the print that
they lie on, and of several which stay though one of them has most of the ink."""
_QUIET, _CLEAR = 0.005, 0.03
"""Square ems of new ink: less is none; more is no dirt where the classifier sees a mark too."""
_RATHER, _LIKELY = 0.8, 0.9
"""The classifier is so sure of a mark that ink may confirm; of options that are empty then."""
_WITHIN, _MUCH_IN, _REMAINS = 0.05, 0.08, 0.4
"""Square ems of ink well within a box, and on the option, that leave no doubt; the share of it that
may lie on another option.
"""
_RIVAL = 1.3
"""A chosen option has less new ink than this share of another one's: that one is a rival."""


@dataclass(frozen=True)
class Marked:
    """What became of an option, and how surely.

    `new` is the new ink on it, `left` that left of it, `faint` the palest trace within its box,
    in square ems; `likely` is what the classifier gave to each of `STATES`.
    """

    option: ExpectedOption
    state: MarkState
    shape: MarkShape
    confidence: float
    new: float
    left: float
    faint: float = 0.0
    likely: tuple[float, float, float] = (0.0, 0.0, 0.0)


def is_behind(option: ExpectedOption) -> bool:
    """Whether a box stands behind its word: what is left of both belongs to another option."""
    return option.box[0] > option.word_box[0]


def agreed(group: list[Marked], bilevel: bool) -> list[Marked]:
    """The options of one group; all lose confidence where geometry sees something else.

    On a scan of black and white alone a thin pen may have vanished: no mark is not sure there.
    """
    chosen = [each for each in group if each.state is MarkState.CHOSEN]
    if _agree(group, chosen, bilevel) and (chosen or not bilevel):
        return _settled(group, chosen, bilevel)
    doubted = [replace(each, confidence=min(each.confidence, DISAGREED)) for each in group]
    return _by_geometry(doubted, chosen)


def _settled(group: list[Marked], chosen: Sequence[Marked], bilevel: bool) -> list[Marked]:
    """One mark with clear ink, and none at all on the other options, leaves little to doubt."""
    if bilevel or len(chosen) != 1:
        return group
    only, others = chosen[0], [each for each in group if each is not chosen[0]]
    if any(each.state is not MarkState.EMPTY for each in others):
        return group
    if only.confidence >= _CERTAIN:
        return [_surer(each) if _is_quiet(each) else each for each in group]
    if only.likely[2] >= 1 - _CERTAIN or not (
        _is_confirmed(only, others) or _is_within(only, others)
    ):
        return group
    return [_surer(each) if each is only else each for each in group]


def _is_confirmed(only: Marked, others: Sequence[Marked]) -> bool:
    """Whether the classifier rather sees a mark, and there is ink nowhere else."""
    quiet = all(_is_quiet(each) and each.likely[0] >= _CERTAIN for each in others)
    return quiet and only.confidence >= _RATHER and only.new >= _CLEAR


def _is_within(only: Marked, others: Sequence[Marked]) -> bool:
    """Whether much ink lies well within one box, and in no other: what is beside them is remains
    of a print that was scanned thicker than the blank has it.
    """
    beside = max((each.new for each in others), default=0.0)
    empty = all(each.likely[0] >= _LIKELY and each.faint < _TRACE for each in others)
    return empty and only.faint >= _WITHIN and only.new >= _MUCH_IN and beside < only.new * _REMAINS


def _is_quiet(each: Marked) -> bool:
    return each.new < _QUIET and each.faint < _TRACE


def _surer(each: Marked) -> Marked:
    return replace(each, confidence=max(each.confidence, _CERTAIN))


def _agree(group: Sequence[Marked], chosen: Sequence[Marked], bilevel: bool) -> bool:
    others = [each for each in group if each.state is MarkState.EMPTY]
    dots = all(each.faint < _TRACE for each in others)
    if any(_is_thin(each, bilevel) and not (dots and each.faint >= _SOME) for each in chosen):
        return False
    if len(chosen) > 1:
        lines = any(each.shape is MarkShape.UNDERLINE for each in chosen)  # or a frame's edge
        sure = not lines and all(each.confidence >= _CERTAIN for each in chosen)
        least = min(each.new for each in chosen)
        return sure or least >= _WEAKER * max(each.new for each in chosen)
    if not chosen:
        return all(
            each.new < (_ON_WORD if is_behind(each.option) else _MUCH)
            and each.left < _LEFT
            and each.faint < _TRACE
            for each in others
        )
    most = _RIVAL * max(chosen[0].new, _SOME)
    return all(each.new < most and (each.left < most or each.left < _LEFT) for each in others)


def _is_thin(each: Marked, bilevel: bool) -> bool:
    """Whether there is too little ink for a mark, unless print hides it and it is certain."""
    certain = not bilevel and each.confidence >= _CERTAIN and each.new >= _TRACE
    return each.new < _SOME and not certain


def _by_geometry(group: list[Marked], chosen: Sequence[Marked]) -> list[Marked]:
    """Where the classifier chose none, or several: what clearly has most of the new ink.

    Some people mark left of the box, or frame an option so that the next one is touched.
    """
    if len(chosen) == 1 or any(each.state is MarkState.STRUCK for each in group):
        return group
    ranked = sorted(chosen or group, key=lambda each: each.new + each.left)
    best, second = ranked[-1], ranked[-2] if len(ranked) > 1 else None
    most = best.new + best.left
    if most < _LEFT or (second and second.new + second.left > _WEAKER * most):
        return group
    shape = best.shape if chosen else MarkShape.TICK
    return [
        replace(each, state=MarkState.CHOSEN, shape=shape)
        if each.option is best.option
        else replace(each, state=MarkState.EMPTY, shape=MarkShape.BOX)
        for each in group
    ]
