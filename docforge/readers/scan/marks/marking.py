"""Which options of a filled blank are marked: a classifier looks, geometry looks again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby

import cv2
import numpy as np
from numpy.typing import NDArray

from docforge.layout import ExpectedOption, MarkShape, MarkState, OptionPrint
from docforge.readers.scan import models
from docforge.readers.scan.laid.added import Mask, new_ink
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.groups import DISAGREED, Marked, agreed, is_behind
from docforge.readers.scan.marks.patches import patch_of

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
_BESIDE, _OVER_WORD = 0.4, 0.03
"""Ems beside a box that a mark in it may reach; square ems of ink that strike out a word."""
_PALE = 60
"""Ink that is so dark within a box: a faint dot may be a mark."""
_OUTLINE = 5
"""Pixels that the outline of a printed box may be thicker, or lie off: it is no trace of a pen."""
_BOX_EM = 1.4
"""Ems to the side of a drawn box, as the classifier knows them."""
Size = Callable[[ExpectedOption], float]
"""The size of an option's print in points."""
_SEEN = 0.5
"""Share of a box that a seal may hide if the mark on it is still to be sure."""


def em_of(option: ExpectedOption) -> float:
    """The size of the option's print in points; a drawn box is smaller than its word is high."""
    box, word = option.box, option.word_box
    return max(box[2] - box[0], 0.92 * (word[3] - word[1]))


def em_by_box(option: ExpectedOption) -> float:
    """The same where the print's size is only seen, not known: where it is large beside a small
    box that of the box, since marks are of its size.
    """
    return min(em_of(option), _BOX_EM * (option.box[2] - option.box[0]))


def marked(laid: Laid, options: Sequence[ExpectedOption], size: Size = em_of) -> list[Marked]:
    """The state of every option, in their order; `size` is that at which it is looked at."""
    found = _marked(laid, options, size) if options else []
    return under_seals(laid, found) if laid.lettered is not None else found


def _marked(laid: Laid, options: Sequence[ExpectedOption], size: Size = em_of) -> list[Marked]:
    states, shapes = _classified(laid, options, size)
    fresh = new_ink(laid)
    found: list[Marked] = []
    for _group, numbers in groupby(range(len(options)), key=lambda number: options[number].group):
        members = list(numbers)
        read = [
            _read(
                options[number],
                states[number],
                shapes[number],
                _new_of(
                    laid, fresh, options[number], [options[member] for member in members], size
                ),
                _faint_in(laid, options[number]),
            )
            for number in members
        ]
        found.extend(agreed(_kept_in_box(laid, fresh, read), laid.bilevel))
    return found


def _kept_in_box(laid: Laid, fresh: Mask, group: list[Marked]) -> list[Marked]:
    """A dash in a box looks struck out. Where nothing else is marked, and it leaves the word alone,
    it is rather how this person marks.
    """
    marks = [each for each in group if each.state is not MarkState.EMPTY]
    if len(group) < 2 or len(marks) != 1 or marks[0].state is not MarkState.STRUCK:
        return group
    option, em = marks[0].option, em_of(marks[0].option)
    word, box = option.word_box, option.box
    if option.print is not OptionPrint.BOX or word == box:
        return group
    along = (
        (word[0] - em / 2, box[0] - _BESIDE * em)
        if is_behind(option)
        else (box[2] + _BESIDE * em, word[2] + em / 2)
    )
    x0, y0, x1, y1 = laid.pixels_of((along[0], word[1], along[1], word[3]))
    if float(fresh[y0:y1, x0:x1].sum()) >= _OVER_WORD * (em * laid.dpi / 72) ** 2:
        return group
    sure = min(marks[0].confidence, DISAGREED)
    kept = replace(marks[0], state=MarkState.CHOSEN, shape=MarkShape.SLASH, confidence=sure)
    return [kept if each is marks[0] else each for each in group]


def under_seals(laid: Laid, found: Sequence[Marked]) -> list[Marked]:
    """The options again, those under a black seal looked at with and without its lettering.

    Nothing tells a letter from a mark for certain: both must say the same. Where the ring or
    the star hid much of a box, and where no mark is seen, nothing is sure.
    """
    assert laid.lettered is not None
    groups = [list(group) for _key, group in groupby(found, key=lambda each: each.option.group)]
    under = [_is_under_a_seal(laid, group) for group in groups]
    wanted = [
        each.option
        for group, is_under in zip(groups, under, strict=True)
        if is_under
        for each in group
    ]
    lettered = iter(_marked(laid.with_lettering, wanted) if wanted else ())
    agreed: list[Marked] = []
    for group, is_under in zip(groups, under, strict=True):
        agreed += _either(laid, group, [next(lettered) for _ in group]) if is_under else group
    return agreed


def _is_under_a_seal(laid: Laid, group: Sequence[Marked]) -> bool:
    boxes = [laid.pixels_of(zone_of(each.option)) for each in group]
    return any(seal.reaches(box) for seal in laid.black_seals for box in boxes)


def _either(laid: Laid, bare: list[Marked], lettered: list[Marked]) -> list[Marked]:
    """A group as it reads without and with a seal's lettering, the one that makes sense."""
    same = [each.state for each in bare] == [each.state for each in lettered]
    best = bare
    if not same and _chosen(bare) != 1 and _chosen(lettered) == 1:
        best = lettered
    if not same or not _chosen(best) or any(_hidden(laid, each.option) > _SEEN for each in best):
        return [replace(each, confidence=min(each.confidence, DISAGREED)) for each in best]
    return [
        replace(one, confidence=min(one.confidence, other.confidence))
        for one, other in zip(bare, lettered, strict=True)
    ]


def _chosen(group: Sequence[Marked]) -> int:
    return sum(each.state is MarkState.CHOSEN for each in group)


def _hidden(laid: Laid, option: ExpectedOption) -> float:
    """Share of an option's box that the ring or the star of a black seal hid."""
    assert laid.lettered is not None
    x0, y0, x1, y1 = laid.pixels_of(option.box, 0.15 * em_of(option))
    part = laid.lettered.hidden[y0:y1, x0:x1]
    return float(part.mean()) if part.size else 0.0


def _classified(
    laid: Laid, options: Sequence[ExpectedOption], size: Size
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Probabilities of the states (n x 3) and shapes (n x 9)."""
    patches = np.stack([_patch(laid, option, size(option)) for option in options])
    states, shapes = models.marks().run(None, {"patches": patches})
    return softmax(states), softmax(shapes)


def softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True), dtype=np.float32)


def zone_of(option: ExpectedOption) -> tuple[float, float, float, float]:
    """The box and its word together (points), where a mark stands as a rule."""
    box, word = option.box, option.word_box
    return (min(box[0], word[0]), min(box[1], word[1]), max(box[2], word[2]), max(box[3], word[3]))


def _patch(laid: Laid, option: ExpectedOption, em_points: float) -> NDArray[np.float32]:
    """What the classifier sees of an option: mirrored where the word stands before its box."""
    scale, em = laid.dpi / 72, em_points * laid.dpi / 72
    x = (option.box[0] + option.box[2]) / 2 * scale
    y = (option.box[1] + option.box[3]) / 2 * scale
    if is_behind(option):
        width = laid.ink.shape[1]
        return patch_of(laid.ink[:, ::-1], laid.blank[:, ::-1], (width - 1 - x, y), em)
    return patch_of(laid.ink, laid.blank, (x, y), em)


def _new_of(
    laid: Laid,
    fresh: Mask,
    option: ExpectedOption,
    group: Sequence[ExpectedOption],
    size: Size,
) -> tuple[float, float]:
    """New ink on the box and its word and behind it, and left of them, in square ems.

    An underline stands closer to the next row than to its own word's middle.
    """
    em = em_of(option)
    left, right = min(option.box[0], option.word_box[0]), max(option.box[2], option.word_box[2])
    middle = (option.box[1] + option.box[3]) / 2
    top, bottom = middle - 0.48 * em, middle + 0.72 * em
    behind = [
        min(other.box[0], other.word_box[0])
        for other in group
        if min(other.box[0], other.word_box[0]) > right and other.box[1] < option.box[3]
    ]
    end = min([right + 1.4 * em, *(edge - 0.35 * em for edge in behind)])
    on = (left - 0.35 * em, top, end, bottom)
    beside = (left - 1.7 * em, top, left - 0.35 * em, bottom)
    unit = (size(option) * laid.dpi / 72) ** 2
    inked = []
    for box in (on, beside):
        x0, y0, x1, y1 = laid.pixels_of(box)
        inked.append(float(fresh[y0:y1, x0:x1].sum()) / unit)
    elsewhere = is_behind(option) or option.print is OptionPrint.WORD
    return inked[0], 0.0 if elsewhere else inked[1]


def _faint_in(laid: Laid, option: ExpectedOption) -> float:
    """Pale ink well within an option's box, in square ems."""
    x0, y0, x1, y1 = laid.pixels_of(option.box, -0.22 * (option.box[2] - option.box[0]))
    if min(x1 - x0, y1 - y0) < 3:
        return 0.0
    print_ = cv2.dilate(laid.blank[y0:y1, x0:x1], np.ones((_OUTLINE, _OUTLINE), np.uint8))
    ink = cv2.blur(cv2.subtract(laid.calm[y0:y1, x0:x1], print_), (3, 3))
    inked = ink > _PALE
    return float(inked.sum()) / (em_of(option) * laid.dpi / 72) ** 2


def _read(
    option: ExpectedOption,
    states: NDArray[np.float32],
    shapes: NDArray[np.float32],
    new: tuple[float, float],
    faint: float,
) -> Marked:
    best = int(states.argmax())
    state = STATES[best]
    shape = MarkShape.BOX
    if state is MarkState.CHOSEN:
        shape = SHAPES[1 + int(shapes[1:-1].argmax())]
    elif state is MarkState.STRUCK:
        shape = MarkShape.STRIKE
    empty, chosen, struck = (float(each) for each in states)
    likely = (empty, chosen, struck)
    return Marked(option, state, shape, float(states[best]), *new, faint, likely)
