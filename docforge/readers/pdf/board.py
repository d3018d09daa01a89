"""The boxes of a page while what was put into them is being found out."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.layout import Mark, MarkShape, MarkState
from docforge.place import Box
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
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.pieces import Piece

_AMBIGUOUS = 0.6
"""The share of a stroke in a second box, compared with the first, that makes both doubtful."""
TYPED_SIGNS = {
    **dict.fromkeys("√✓✔vV", MarkShape.TICK),
    **dict.fromkeys("×✗✘✕xX╳", MarkShape.CROSS),
    **dict.fromkeys("■●▪•◆", MarkShape.FILL),
    **dict.fromkeys("/／\\", MarkShape.SLASH),
}
"""What people type over a box to tick it, and what it looks like."""


class Board:
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
            shape = TYPED_SIGNS.get(piece.text.strip())
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

    def dash(self, box: Box) -> bool:
        """A dash in a box may say "not this one" as well as "this one"; false if it is in none."""
        for number in self._empty:
            target = self.pieces[number].box
            if holds(target, centre(box)) and width(box) < 1.6 * width(target):
                self._decide(number, MarkShape.STRIKE, sure=False)
                return True
        return False

    def ring(self, box: Box) -> bool:
        """A ring around boxes chooses them; false where it rings nothing at all."""
        for number in self._empty:
            if holds(box, self.pieces[number].centre):
                self._decide(number, MarkShape.CIRCLE, sure=True)
        return any(holds(box, piece.centre) and not piece.text.isspace() for piece in self.pieces)

    def add(self, sign: str, box: Box) -> None:
        """A sign that belongs to no box, where it was drawn."""
        self.pieces.append(Piece(sign, box, height(box), anchor=self._after_word(box)))

    def add_mark(self, shape: MarkShape, glyph: str, box: Box) -> None:
        """The same for what no character stands for."""
        place = self._frame.place(box)
        mark = Mark(MarkState.UNDECIDED, shape, glyph=glyph, place=place)
        self.pieces.append(Piece("", box, height(box), mark, anchor=self._after_word(box)))

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
        self.pieces[number] = piece._replace(mark=mark)

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
