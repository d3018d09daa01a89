"""Options that a blank prints without a box: words that are ringed, ticked or struck out, and
columns of cells in one of which a tick is put.

The classifier of marks has learned both as it is shown them here: a word as if a box that is not
printed stood before it; what was put into a cell with a box drawn around it, on the scan and on the
blank alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import cv2
import numpy as np

from docforge.layout import ExpectedOption, MarkShape, MarkState
from docforge.place import Box
from docforge.readers.scan.laid.added import Added
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.marks.cell_marks import (
    BENT,
    STRAIGHT,
    PenMark,
    bend_of,
    is_crossed,
    is_one_line,
    marks_by_cell,
)
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.marks.marking import marked
from docforge.readers.scan.pictures.ink import Grey

_HIGH = 0.92
"""Of a word's height: the size of its print."""
_SOME = 0.035
"""Square ems of ink: what a mark in a cell has at least."""
_WEAKER, _SLIP, _DOUBTED = 0.3, 0.12, 0.5
"""In a row of cells what has less than the first share of the most ink is a slip of the pen; from
the second share on it makes the row doubtful."""
_SLENDER = 0.1
"""Square ems of ink: what a tick of a thin pen has at least."""
_STRUCK = 0.8
"""So likely is what was struck out: less is rather a scribble that marks."""
_STEADY = 0.97
_OVERSHOT = 1.6
"""How many times larger than its box a mark is."""
_SCRIBBLED = 0.9
_UNTOLD = (MarkShape.SLASH, MarkShape.UNDERLINE, MarkShape.STRIKE, MarkShape.BOX)
Held = Sequence[tuple[PenMark, bool]]
"""The marks in a cell, and whether each was made there for certain."""


def marked_words(laid: Laid, options: Sequence[ExpectedOption]) -> list[Marked]:
    """The state of options that are words alone, in their order."""
    boxed = [_with_box(option) for option in options]
    found = marked(laid, boxed)
    return [replace(each, option=own) for each, own in zip(found, options, strict=True)]


def _with_box(option: ExpectedOption) -> ExpectedOption:
    x0, y0, _x1, y1 = option.box
    em, middle = _HIGH * (y1 - y0), (y0 + y1) / 2
    return replace(option, box=(x0 - em, middle - em / 2, x0, middle + em / 2))


def _with_boxes_drawn(laid: Laid, boxes: Sequence[Box]) -> Laid:
    ink, blank = laid.ink.copy(), laid.blank.copy()
    for plane in (ink, blank):
        for box in boxes:
            draw_box(plane, laid.pixels_of(box))
    return replace(laid, ink=ink, blank=blank)


def draw_box(plane: Grey, box: tuple[int, int, int, int]) -> None:
    """Draws a box that is not printed (pixels), as the classifier learned to see it."""
    x0, y0, x1, y1 = box
    edge = max(1, (x1 - x0) // 10)
    corners = (x0 + edge, y0 + edge), (x1 - edge, y1 - edge)
    cv2.rectangle(plane, *corners, 255, max(1, round((x1 - x0) / 18)), cv2.LINE_AA)


def marked_cells(laid: Laid, added: Added, options: Sequence[ExpectedOption]) -> list[Marked]:
    """The state of options that are cells of a row, in their order."""
    held = marks_by_cell(laid, added, [laid.pixels_of(option.box) for option in options])
    inked = [_ink_of(marks, option, laid) for marks, option in zip(held, options, strict=True)]
    written = [number for number, new in enumerate(inked) if new >= _SOME]
    boxed = [_around(held[number], options[number], laid.dpi / 72, number) for number in written]
    seen = marked(_with_boxes_drawn(laid, [option.box for option in boxed]), boxed)
    found = [
        Marked(option, MarkState.EMPTY, MarkShape.BOX, 1.0, new, 0.0)
        for option, new in zip(options, inked, strict=True)
    ]
    for number, each in zip(written, seen, strict=True):
        own = replace(found[number], likely=each.likely)
        found[number] = _put(each, own, held[number])
    rows = groupby(found, key=lambda each: each.option.group)
    return [each for _group, row in rows for each in _compared(list(row), laid.bilevel)]


def _em_of(option: ExpectedOption) -> float:
    return _HIGH * (option.word_box[3] - option.word_box[1])


def _ink_of(marks: Held, option: ExpectedOption, laid: Laid) -> float:
    return sum(len(mark.points) for mark, _sure in marks) / (_em_of(option) * laid.dpi / 72) ** 2


def _around(marks: Held, option: ExpectedOption, scale: float, group: int) -> ExpectedOption:
    """A box about where a mark was put into a cell, of a size that a mark overshoots."""
    x0, y0 = (min(mark.box[axis] for mark, _sure in marks) / scale for axis in (0, 1))
    x1, y1 = (max(mark.box[axis] for mark, _sure in marks) / scale for axis in (2, 3))
    box = box_about((x0, y0, x1, y1), _em_of(option))
    behind = (box[2], box[1], 2 * box[2] - box[0], box[3])
    return ExpectedOption(option.word, box, behind, group)


def box_about(mark: Box, em: float) -> Box:
    """The box that is drawn where a mark lies, as if it had been printed there."""
    x0, y0, x1, y1 = mark
    half = min(max(max(x1 - x0, y1 - y0) / _OVERSHOT, em / 2), 1.5 * em) / 2
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return (x - half, y - half, x + half, y + half)


def _put(seen: Marked, own: Marked, marks: Held) -> Marked:
    """What was put into a cell: something surely; the classifier says what it looks like.

    Straight strokes fill cells that are not meant; what looks struck out may be a scribble.
    """
    sure = _STEADY if all(certain for _mark, certain in marks) else _DOUBTED
    bend = bend_of(np.concatenate([mark.points for mark, _sure in marks]))
    if bend < BENT:
        sure = sure if bend < STRAIGHT else _DOUBTED
        return replace(own, state=MarkState.CHOSEN, shape=MarkShape.SLASH, confidence=sure)
    ticked = len(marks) == 1 and is_one_line(marks[0][0])
    if seen.state is MarkState.STRUCK and not ticked:
        sure = sure if seen.confidence < _SCRIBBLED else _DOUBTED
        state = seen.state if seen.likely[2] >= _STRUCK else MarkState.CHOSEN
        return replace(own, state=state, shape=seen.shape, confidence=sure)
    shape = MarkShape.TICK if seen.shape in _UNTOLD or ticked else seen.shape
    if shape is MarkShape.CROSS:
        crossed = len(marks) > 1 or is_crossed(marks[0][0])
        sure = min(sure, seen.confidence) if crossed else sure
        shape = shape if crossed else MarkShape.FILL
    return replace(own, state=MarkState.CHOSEN, shape=shape, confidence=sure)


def _compared(row: list[Marked], bilevel: bool) -> list[Marked]:
    """The cells of a row: a mark is what is most unlike the others, which hold strokes at most."""
    most = max((each.new for each in row), default=0.0)
    weak = [each for each in row if _SOME <= each.new < _WEAKER * most and not _is_clear(each)]
    row = [_emptied(each) if each in weak and not _is_stroke(each) else each for each in row]
    row = _one_left(row)
    told = [each for each in row if each.state is not MarkState.EMPTY]
    marks = [each for each in told if not _is_stroke(each)]
    if len(marks) == 1 or (not marks and len(told) == 1):
        (only,) = marks or told
        shape = only.shape if marks and only.shape is not MarkShape.STRIKE else MarkShape.FILL
        kept = replace(only, state=MarkState.CHOSEN, shape=shape)
        row = [kept if each is only else each for each in row]
    struck = sum(each.state is MarkState.STRUCK for each in marks)
    unclear = len(marks) > 1 and (struck != len(marks) - 1 or struck)
    nothing = not marks and (bool(told) or bilevel or most >= _SOME / 2)
    least = min((each.confidence for each in told), default=1.0)
    sure = _DOUBTED if unclear or nothing else least
    if any(each.new >= _SLIP * most for each in weak if not _is_stroke(each)):
        sure = min(sure, _DOUBTED)
    return [replace(each, confidence=min(each.confidence, sure)) for each in row]


def _one_left(row: list[Marked]) -> list[Marked]:
    """Where all marks of a row look struck out, the one that does so least was left."""
    struck = [each for each in row if each.state is MarkState.STRUCK]
    if len(struck) < 2 or any(each.state is MarkState.CHOSEN for each in row):
        return row
    least = min(struck, key=lambda each: each.likely[2])
    left = replace(least, state=MarkState.CHOSEN, shape=MarkShape.FILL, confidence=_DOUBTED)
    return [left if each is least else replace(each, confidence=_DOUBTED) for each in row]


def _is_clear(each: Marked) -> bool:
    """Whether a mark is one though others in its row have far more ink, as what is struck out."""
    ticked = each.shape is MarkShape.TICK and each.likely[1] >= _SCRIBBLED
    return ticked and each.new >= _SLENDER


def _is_stroke(each: Marked) -> bool:
    return each.state is MarkState.CHOSEN and each.shape is MarkShape.SLASH


def _emptied(each: Marked) -> Marked:
    return replace(each, state=MarkState.EMPTY, shape=MarkShape.BOX)
