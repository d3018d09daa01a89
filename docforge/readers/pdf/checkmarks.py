"""Tick boxes and what was put into them: printed, drawn, filled, typed over, or a form's field.

A box that something was put into is CHOSEN. What was put down so that it fits two boxes alike is
UNDECIDED at both: a person must look.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docforge.layout import MarkShape
from docforge.place import Box
from docforge.readers.pdf.annotations import Entry, Overlay
from docforge.readers.pdf.board import TYPED_SIGNS, Board
from docforge.readers.pdf.boxes import (
    Point,
    centre,
    covers,
    height,
    holds,
    inflated,
    touch,
    width,
)
from docforge.readers.pdf.drawn import Drawn
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.gestures import LARGEST, Gesture, gestures, is_ring
from docforge.readers.pdf.ink import Picture, Stroke
from docforge.readers.pdf.pieces import EMPTY_BOX, Piece

_MOST_STROKES = 1_500
"""More strokes than people draw: ornaments, or text turned into outlines."""
_STEP = 0.5
_RIM = 1.0
"""Points that the rim of a button may lie outside of it."""
_TALLEST_RING = 60.0
_LONE = {MarkShape.TICK: "✓", MarkShape.CROSS: "✗", MarkShape.FILL: "■"}


@dataclass(slots=True)
class Checked:
    """The page's pieces with their boxes decided, and the drawings that belong to words."""

    pieces: list[Piece]
    rings: list[Box] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)


def checked(
    characters: Sequence[Piece],
    drawn: Drawn,
    overlay: Overlay,
    pictures: Iterable[Picture],
    frame: Frame,
) -> Checked:
    """Puts every box that was drawn or is a field among the characters, and decides each."""
    printed = _plausible(_without_rims(drawn.by_hand, overlay.buttons), characters)
    round_boxes, printed = _round_boxes(printed, characters)
    pieces = _with_boxes([*characters, *_entries(overlay)], [*drawn.boxes, *round_boxes])
    board = Board(_with_buttons(pieces, overlay.buttons), frame)
    for filling in drawn.fillings:
        if not board.put(MarkShape.FILL, _inside_of(filling), filling):
            board.add(_LONE[MarkShape.FILL], filling)
    board.put_typed()
    for picture in [*pictures, *overlay.stamps]:
        if max(width(picture.box), height(picture.box)) <= LARGEST / 2:
            board.doubt(picture.box)
    result = Checked([], lines=[line for line in drawn.lines if not board.dash(line)])
    for gesture in gestures(printed):
        _sort_gesture(gesture, board, result, by_hand=False)
    for gesture in gestures(overlay.strokes):
        _sort_gesture(gesture, board, result, by_hand=True)
    result.pieces = board.settled()
    return result


def _sort_gesture(gesture: Gesture, board: Board, result: Checked, *, by_hand: bool) -> None:
    """Gives a gesture to the box or the words that it was made on, or lets it stand alone.

    What the form prints without a box or words in it is an ornament; what somebody drew is not.
    """
    box = gesture.box
    if gesture.shape is MarkShape.CIRCLE:
        if height(box) > _TALLEST_RING:
            return
        if board.ring(box):
            result.rings.append(box)
        elif by_hand:
            board.add_mark(MarkShape.CIRCLE, "○", box)
    elif gesture.shape is MarkShape.STRIKE:
        if not board.dash(box):
            result.lines.append(box)
    elif not board.put(gesture.shape, list(_sampled(gesture)), box):
        if gesture.shape in _LONE:
            board.add(_LONE[gesture.shape], box)
        elif gesture.shape is MarkShape.SLASH:
            board.add_mark(MarkShape.SLASH, "/", box)


def _without_rims(strokes: Sequence[Stroke], buttons: Sequence[Entry]) -> Sequence[Stroke]:
    """The strokes but for those that a form prints around its buttons, as shadows of their rims:
    they leave the middle free, which no tick does."""
    if not buttons:
        return strokes
    rims = [(inflated(one.box, _RIM), inflated(one.box, -width(one.box) / 4)) for one in buttons]
    return [
        stroke
        for stroke in strokes
        if not any(
            covers(rim, stroke.box) and not any(holds(middle, at) for at in stroke.points)
            for rim, middle in rims
        )
    ]


def _plausible(strokes: Sequence[Stroke], characters: Sequence[Piece]) -> Sequence[Stroke]:
    """The strokes a person may have drawn; of too many, only those that are at a box."""
    if len(strokes) <= _MOST_STROKES:
        return strokes
    boxes = [piece.box for piece in characters if piece.is_empty_box]
    near = [stroke for stroke in strokes if any(touch(stroke.box, box) for box in boxes)]
    return near if len(near) <= _MOST_STROKES else []


def _round_boxes(
    strokes: Sequence[Stroke], characters: Sequence[Piece]
) -> tuple[list[Box], list[Stroke]]:
    """Small empty rings that a form prints are boxes to tick; the other strokes are left."""
    boxes: list[Box] = []
    rest: list[Stroke] = []
    for stroke in strokes:
        short, long = sorted((width(stroke.box), height(stroke.box)))
        is_round = is_ring(stroke) and short >= 4.5 and long <= 1.3 * short < 24
        words = (piece for piece in characters if not piece.text.isspace())
        if is_round and not any(holds(stroke.box, piece.centre) for piece in words):
            boxes.append(stroke.box)
        else:
            rest.append(stroke)
    return boxes, rest


def _with_boxes(pieces: list[Piece], boxes: Iterable[Box]) -> list[Piece]:
    """The pieces, and a box sign for every drawn box that is none of them already.

    A drawn square with a letter in it is the frame of a letter, not a box to tick.
    """
    found: list[Piece] = []
    for box in boxes:
        inside = [
            piece
            for piece in pieces
            if holds(inflated(box, 1.0), piece.centre) and not piece.text.isspace()
        ]
        if all(piece.text.strip() in TYPED_SIGNS for piece in inside):
            found.append(Piece(EMPTY_BOX, box, height(box)))
    return [*pieces, *found]


def _with_buttons(pieces: list[Piece], buttons: Iterable[Entry]) -> list[Piece]:
    """The pieces with the form's own buttons in the place of the boxes printed under them."""
    kept = list(pieces)
    for button in buttons:
        reach = inflated(button.box, 1.0)
        kept = [
            piece
            for piece in kept
            if not (
                piece.is_empty_box
                and (holds(reach, piece.centre) or holds(piece.box, centre(button.box)))
            )
        ]
        kept.append(Piece(button.text, button.box, height(button.box)))
    return kept


def _entries(overlay: Overlay) -> Iterator[Piece]:
    for entry in overlay.entries:
        lines = entry.text.count("\n") + 1
        yield Piece(entry.text, entry.box, height(entry.box) / lines)


def _inside_of(box: Box) -> list[Point]:
    """Points all over a filled box."""
    steps = [0.1, 0.3, 0.5, 0.7, 0.9]
    return [
        (box[0] + across * width(box), box[1] + down * height(box))
        for across in steps
        for down in steps
    ]


def _sampled(gesture: Gesture) -> Iterator[Point]:
    """Points along what was drawn, evenly, so that their number measures length."""
    for stroke in gesture.strokes:
        for one, other in zip(stroke.points, stroke.points[1:], strict=False):
            steps = max(1, round(math.dist(one, other) / _STEP))
            for step in range(steps):
                share = step / steps
                yield one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
        yield stroke.points[-1]
