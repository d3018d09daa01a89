"""Tick boxes and what was put into them: printed, drawn, filled, typed over, or a form's field.

A box that something was put into is CHOSEN. What was put down so that it fits two boxes alike is
UNDECIDED at both: a person must look.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from docforge.layout import Mark, MarkShape, MarkState
from docforge.place import Box
from docforge.readers.pdf.annotations import Entry, Overlay
from docforge.readers.pdf.boxes import (
    Point,
    centre,
    common_area,
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
_AMBIGUOUS = 0.6
_TALLEST_RING = 60.0
_TYPED = {
    **dict.fromkeys("√✓✔vV", MarkShape.TICK),
    **dict.fromkeys("×✗✘✕xX╳", MarkShape.CROSS),
    **dict.fromkeys("■●▪•◆", MarkShape.FILL),
    **dict.fromkeys("/／\\", MarkShape.SLASH),
}
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
    strokes = _plausible([*drawn.by_hand, *overlay.strokes], characters)
    pieces = [*characters, *_entries(overlay)]
    frames, strokes = _round_boxes(strokes, characters, own=len(overlay.strokes))
    pieces = _with_boxes(pieces, [*drawn.boxes, *frames])
    pieces = _with_buttons(pieces, overlay.buttons)
    board = _Board(pieces, frame)
    for filling in drawn.fillings:
        if not board.put(MarkShape.FILL, _inside_of(filling), filling):
            board.add(_LONE[MarkShape.FILL], filling)
    board.put_typed()
    for picture in [*pictures, *overlay.stamps]:
        if max(width(picture.box), height(picture.box)) <= LARGEST / 2:
            board.doubt(picture.box)
    result = Checked(board.pieces)
    for gesture in gestures(strokes):
        _sort_gesture(gesture, board, result)
    result.pieces = board.settled()
    return result


class _Board:
    """The pieces while boxes are being decided, by their number in the list."""

    def __init__(self, pieces: list[Piece], frame: Frame) -> None:
        self.pieces = pieces
        self._frame = frame
        self._empty = [number for number, piece in enumerate(pieces) if piece.is_empty_box]
        self._gone: set[int] = set()

    def put(self, shape: MarkShape, points: Sequence[Point], box: Box) -> bool:
        """Something of that shape along these points: decides the box that most of it is in."""
        hits: list[tuple[int, int]] = []
        for number in self._empty:
            target = self.pieces[number].box
            if not touch(target, box, 2.0):
                continue
            reach = inflated(target, 0.15 * min(width(target), height(target)))
            inside = sum(holds(reach, point) for point in points)
            if inside:
                hits.append((inside, number))
        hits.sort(reverse=True)
        if not hits:
            return False
        rivals = [number for inside, number in hits if inside >= _AMBIGUOUS * hits[0][0]]
        for number in rivals:
            self._decide(number, shape, sure=len(rivals) == 1)
        return True

    def put_typed(self) -> None:
        """Ticks, crosses and letters typed right over a box."""
        for number, piece in enumerate(self.pieces):
            shape = _TYPED.get(piece.text.strip())
            if shape is None or piece.mark is not None:
                continue
            boxes = [
                (common_area(self.pieces[at].box, piece.box), at)
                for at in self._empty
                if at not in self._gone and self._is_over(piece, self.pieces[at])
            ]
            if boxes:
                self._decide(max(boxes)[1], shape, sure=True)
                self._gone.add(number)

    def doubt(self, box: Box) -> None:
        """A picture over a box may be a tick or anything else."""
        for number in self._empty:
            target = self.pieces[number].box
            if holds(box, centre(target)) or holds(target, centre(box)):
                self._decide(number, MarkShape.TICK, sure=False)

    def ring(self, box: Box) -> None:
        """A ring around boxes chooses them."""
        for number in self._empty:
            if holds(box, self.pieces[number].centre):
                self._decide(number, MarkShape.CIRCLE, sure=True)

    def add(self, sign: str, box: Box) -> None:
        size = height(box)
        self.pieces.append(Piece(sign, box, size, anchor=self._after_word(box)))

    def settled(self) -> list[Piece]:
        return [piece for number, piece in enumerate(self.pieces) if number not in self._gone]

    def _is_over(self, typed: Piece, box: Piece) -> bool:
        """Letters beside a box start where it ends; those over it share most of its width."""
        across = min(typed.box[2], box.box[2]) - max(typed.box[0], box.box[0])
        reach = inflated(box.box, 0.1 * width(box.box))
        return holds(reach, typed.centre) and across > 0.4 * min(width(typed.box), width(box.box))

    def _decide(self, number: int, shape: MarkShape, *, sure: bool) -> None:
        piece = self.pieces[number]
        mark = Mark(
            MarkState.CHOSEN if sure else MarkState.UNDECIDED,
            shape,
            glyph=piece.text,
            boxed=True,
            place=self._frame.place(piece.box),
            alternatives=() if sure else (MarkState.CHOSEN, MarkState.EMPTY),
        )
        if piece.mark is not None and sure and piece.mark.state is MarkState.CHOSEN:
            return
        self.pieces[number] = replace(piece, mark=mark)

    def _after_word(self, box: Box) -> Box | None:
        """Where a sign drawn over a word stands: right after the word, so that it stays whole."""
        middle = centre(box)
        under = [piece for piece in self.pieces if holds(piece.box, middle)]
        word = next((piece for piece in under if piece.text.isalnum()), None)
        if word is None:
            return None
        line = sorted(
            (
                piece
                for piece in self.pieces
                if word.box[1] <= piece.centre[1] <= word.box[3] and piece.box[0] >= word.box[0]
            ),
            key=lambda piece: piece.box[0],
        )
        end = word.box[2]
        for piece in line:
            if not piece.text.isalnum() or piece.box[0] - end > 0.3 * word.size:
                break
            end = max(end, piece.box[2])
        return end - 0.01, word.box[1], end, word.box[3]


def _sort_gesture(gesture: Gesture, board: _Board, result: Checked) -> None:
    box = gesture.box
    if gesture.shape is MarkShape.CIRCLE:
        if height(box) <= _TALLEST_RING:
            board.ring(box)
            result.rings.append(box)
    elif gesture.shape is MarkShape.STRIKE:
        result.lines.append(box)
    elif not board.put(gesture.shape, list(_sampled(gesture)), box):
        sign = _LONE.get(gesture.shape)
        if sign is not None:
            board.add(sign, box)


def _plausible(strokes: list[Stroke], characters: Sequence[Piece]) -> list[Stroke]:
    """The strokes a person may have drawn; of too many, only those that are at a box."""
    if len(strokes) <= _MOST_STROKES:
        return strokes
    boxes = [piece.box for piece in characters if piece.is_empty_box]
    near = [stroke for stroke in strokes if any(touch(stroke.box, box) for box in boxes)]
    return near if len(near) <= _MOST_STROKES else []


def _round_boxes(
    strokes: list[Stroke], characters: Sequence[Piece], own: int
) -> tuple[list[Box], list[Stroke]]:
    """Small empty rings that the form itself prints are boxes; those drawn on it (the last `own`
    strokes) are not.
    """
    printed = len(strokes) - own
    boxes: list[Box] = []
    rest: list[Stroke] = []
    for number, stroke in enumerate(strokes):
        short, long = sorted((width(stroke.box), height(stroke.box)))
        is_round = is_ring(stroke) and short >= 4.5 and long <= 1.3 * short < 24
        if (
            number < printed
            and is_round
            and not any(
                holds(stroke.box, piece.centre) and not piece.text.isspace() for piece in characters
            )
        ):
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
        if all(piece.text.strip() in _TYPED for piece in inside):
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
