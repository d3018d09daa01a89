"""Which options of a filled blank are marked: a classifier looks, geometry looks again.

Both must agree. Where they do not, the state that was read keeps a low confidence, which makes
the form say so. Neither the classifier nor geometry knows what an option means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from docforge.layout import ExpectedOption, MarkShape, MarkState
from docforge.readers.scan import models
from docforge.readers.scan.added import Mask, new_ink
from docforge.readers.scan.laying import Laid
from docforge.readers.scan.patches import patch_of

STATES = (MarkState.EMPTY, MarkState.CHOSEN, MarkState.STRUCK)
SHAPES = (
    MarkShape.BOX,
    MarkShape.TICK,
    MarkShape.CROSS,
    MarkShape.FILL,
    MarkShape.CIRCLE,
    MarkShape.UNDERLINE,
    MarkShape.DOT,
    MarkShape.SLASH,
    MarkShape.STRIKE,
)
_DISAGREED = 0.5
"""The confidence that is left at most where classifier and geometry disagree."""
_SOME, _MUCH = 0.015, 0.12
"""Square ems of new ink: what a mark has at least, what no empty option has."""
_RIVAL = 1.3
"""A chosen option has less new ink than this share of another one's: that one is a rival."""


@dataclass(frozen=True)
class Marked:
    """What became of an option, and how surely. `new` is its new ink in square ems."""

    option: ExpectedOption
    state: MarkState
    shape: MarkShape
    confidence: float
    new: float


def marked(laid: Laid, options: Sequence[ExpectedOption]) -> list[Marked]:
    """The state of every option, in their order."""
    if not options:
        return []
    states, shapes = _classified(laid, options)
    fresh = new_ink(laid)
    found: list[Marked] = []
    for _group, numbers in groupby(range(len(options)), key=lambda number: options[number].group):
        members = list(numbers)
        read = [
            _read(
                options[number],
                states[number],
                shapes[number],
                _new_of(laid, fresh, options[number]),
            )
            for number in members
        ]
        found.extend(_agreed(read, _beside(laid, fresh, [options[number] for number in members])))
    return found


def _classified(
    laid: Laid, options: Sequence[ExpectedOption]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Probabilities of the states (n x 3) and shapes (n x 9)."""
    patches = np.stack([_patch(laid, option) for option in options])
    states, shapes = models.marks().run(None, {"patches": patches})
    return softmax(states), softmax(shapes)


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def em_of(option: ExpectedOption) -> float:
    """The size of the option's print in points; a drawn box is smaller than its word is high."""
    box, word = option.box, option.word_box
    return max(box[2] - box[0], 0.92 * (word[3] - word[1]))


def _patch(laid: Laid, option: ExpectedOption) -> NDArray[np.float32]:
    scale = laid.dpi / 72
    middle = (
        (option.box[0] + option.box[2]) / 2 * scale,
        (option.box[1] + option.box[3]) / 2 * scale,
    )
    return patch_of(laid.ink, laid.blank, middle, em_of(option) * scale)


def _new_of(laid: Laid, fresh: Mask, option: ExpectedOption) -> float:
    """New ink on the box and its word and closely around them, in square ems."""
    em = em_of(option)
    box, word = option.box, option.word_box
    middle = (box[1] + box[3]) / 2
    around = (
        min(box[0], word[0]) - 0.35 * em,
        middle - 0.58 * em,
        max(box[2], word[2]) + 0.35 * em,
        middle + 0.58 * em,
    )
    x0, y0, x1, y1 = laid.pixels_of(around)
    return float(fresh[y0:y1, x0:x1].sum()) / (em * laid.dpi / 72) ** 2


def _beside(laid: Laid, fresh: Mask, group: Sequence[ExpectedOption]) -> float:
    """New ink left of a group's boxes, in square ems of its print."""
    em = em_of(group[0])
    left = min(min(option.box[0], option.word_box[0]) for option in group)
    area = (
        left - 1.5 * em,
        min(option.box[1] for option in group),
        left - 0.3 * em,
        max(option.box[3] for option in group),
    )
    x0, y0, x1, y1 = laid.pixels_of(area)
    return float(fresh[y0:y1, x0:x1].sum()) / (em * laid.dpi / 72) ** 2


def _read(
    option: ExpectedOption, states: NDArray[np.float32], shapes: NDArray[np.float32], new: float
) -> Marked:
    best = int(states.argmax())
    state = STATES[best]
    shape = MarkShape.BOX
    if state is MarkState.CHOSEN:
        shape = SHAPES[1 + int(shapes[1:-1].argmax())]
    elif state is MarkState.STRUCK:
        shape = MarkShape.STRIKE
    return Marked(option, state, shape, float(states[best]), new)


def _agreed(group: list[Marked], around: float) -> list[Marked]:
    """The options of one group; all lose confidence where geometry sees something else.

    `around` is the new ink left of the boxes, in square ems: some people mark there.
    """
    if _agree(group, around):
        return group
    return [
        Marked(each.option, each.state, each.shape, min(each.confidence, _DISAGREED), each.new)
        for each in group
    ]


def _agree(group: Sequence[Marked], around: float) -> bool:
    chosen = [each for each in group if each.state is MarkState.CHOSEN]
    others = [each for each in group if each.state is MarkState.EMPTY]
    if any(each.new < _SOME for each in chosen):
        return False
    if not chosen:
        return around < _MUCH and all(each.new < _MUCH for each in others)
    least = min(each.new for each in chosen)
    return all(each.new < _RIVAL * least for each in others)
