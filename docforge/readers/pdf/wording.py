"""Marks made on words: struck out, underlined, circled, highlighted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from docforge.layout import Mark, MarkShape, MarkState
from docforge.place import Box
from docforge.readers.pdf.boxes import area, around, covers, height, holds, shared, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Colour
from docforge.readers.pdf.pieces import Piece

_STATES = {
    MarkShape.STRIKE: MarkState.STRUCK,
    MarkShape.CIRCLE: MarkState.CHOSEN,
    MarkShape.UNDERLINE: MarkState.UNDECIDED,
    MarkShape.HIGHLIGHT: MarkState.UNDECIDED,
}
_ORDER = (MarkShape.STRIKE, MarkShape.CIRCLE, MarkShape.HIGHLIGHT, MarkShape.UNDERLINE)
_COLOURFUL = 0.25
_MOST_WORDS_IN_RING = 16


@dataclass(frozen=True, slots=True)
class Marker:
    """A mark over words: those whose middle is in `box`, or that a `line` runs through."""

    shape: MarkShape
    box: Box
    line: bool = False


def lines_as_markers(lines: Iterable[Box], pieces: Sequence[Piece]) -> list[Marker]:
    """Lone level lines: through words they strike them, right under words they underline them.

    A line with nothing above it is a line to write on and no mark.
    """
    markers: list[Marker] = []
    for line in lines:
        for shape in (MarkShape.STRIKE, MarkShape.UNDERLINE):
            marker = Marker(shape, line, line=True)
            if any(_is_under(marker, piece) for piece in pieces if not piece.text.isspace()):
                markers.append(marker)
                break
    return markers


def rings_as_markers(rings: Iterable[Box], pieces: Sequence[Piece]) -> list[Marker]:
    """Rings around a few words; one around a paragraph is an ornament or a seal."""
    markers = [Marker(MarkShape.CIRCLE, ring) for ring in rings]
    return [
        marker
        for marker in markers
        if 0
        < sum(_is_under(marker, piece) and piece.text.isalnum() for piece in pieces)
        <= _MOST_WORDS_IN_RING
    ]


def shades_as_markers(
    shades: Iterable[tuple[Box, Colour]], pieces: Sequence[Piece], cells: Sequence[Box]
) -> list[Marker]:
    """Coloured grounds right behind words; the colour of a whole cell is no highlight."""
    markers: list[Marker] = []
    for box, colour in shades:
        if max(colour) - min(colour) < _COLOURFUL:
            continue
        if any(covers(box, cell, 3.0) or _fills(box, cell) for cell in cells):
            continue
        marker = Marker(MarkShape.HIGHLIGHT, box)
        words = [piece for piece in pieces if _is_under(marker, piece)]
        if words and height(box) <= 2.2 * max(piece.size for piece in words):
            markers.append(marker)
    return markers


def with_marked_words(
    pieces: Sequence[Piece], markers: Iterable[Marker], frame: Frame
) -> list[Piece]:
    """The pieces with each stretch of marked words as one finished mark."""
    result = list(pieces)
    for marker in sorted(markers, key=lambda marker: _ORDER.index(marker.shape)):
        under = [piece for piece in result if _is_under(marker, piece)]
        if not under:
            continue
        chosen = {id(piece) for piece in under}
        result = [piece for piece in result if id(piece) not in chosen]
        result.extend(_marked(under, marker.shape, frame))
    return result


def _marked(under: Sequence[Piece], shape: MarkShape, frame: Frame) -> list[Piece]:
    """Words become one mark a stretch. Boxes part the stretches, and so do gaps under a line,
    which often runs over several options; a ring holds what it holds as one.
    """
    result: list[Piece] = []
    word: list[Piece] = []
    for piece in _in_order(under):
        is_gap = shape is not MarkShape.CIRCLE and piece.text.isspace()
        if piece.sign is not None or is_gap:
            result.extend(_word(word, shape, frame))
            word = []
            result.append(piece if is_gap else _marked_sign(piece, shape, frame))
            continue
        if shape is not MarkShape.CIRCLE and word and piece.box[0] - word[-1].box[2] > piece.size:
            result.extend(_word(word, shape, frame))
            word = []
        word.append(piece)
    return result + _word(word, shape, frame)


def _word(word: Sequence[Piece], shape: MarkShape, frame: Frame) -> list[Piece]:
    text = "".join(piece.text for piece in word).strip()
    if not text:
        return list(word)
    box = around(piece.box for piece in word)
    mark = Mark(_STATES[shape], shape, word=text, place=frame.place(box))
    return [word[0]._replace(text="", box=box, mark=mark)]


def _marked_sign(piece: Piece, shape: MarkShape, frame: Frame) -> Piece:
    """A struck tick was taken back; an empty box stays one, struck or not."""
    sign = piece.sign
    if sign is None or shape is not MarkShape.STRIKE or sign.state is MarkState.EMPTY:
        return piece
    place = frame.place(piece.box)
    struck = replace(sign, state=MarkState.STRUCK, glyph=piece.text, place=place)
    return piece._replace(mark=struck)


def _in_order(pieces: Sequence[Piece]) -> list[Piece]:
    """Line by line, left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.centre[1]):
        if rows and piece.centre[1] <= rows[-1][0].box[3]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [piece for row in rows for piece in sorted(row, key=lambda piece: piece.box[0])]


def _is_under(marker: Marker, piece: Piece) -> bool:
    if piece.mark is not None and piece.mark.word:
        return False
    if not marker.line:
        return holds(marker.box, piece.centre)
    x0, y0, x1, y1 = piece.box
    if shared((x0, x1), (marker.box[0], marker.box[2])) < 0.5 * max(x1 - x0, 0.1):
        return False
    tall, at = height(piece.box), (marker.box[1] + marker.box[3]) / 2
    if marker.shape is MarkShape.STRIKE:
        return y0 + 0.25 * tall <= at <= y0 + 0.8 * tall
    return y0 + 0.8 * tall < at <= y1 + min(0.35 * tall, 4.0)


def _fills(box: Box, cell: Box) -> bool:
    across = shared((box[0], box[2]), (cell[0], cell[2]))
    down = shared((box[1], box[3]), (cell[1], cell[3]))
    return width(cell) > 0 and across * down >= 0.7 * area(cell)
