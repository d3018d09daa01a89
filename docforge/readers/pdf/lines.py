"""Pieces in reading order: lines from top to bottom, in each line words and marks."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from docforge.layout import Inline, Text
from docforge.place import Box, Place
from docforge.readers.glyphs import stretches
from docforge.readers.pdf.boxes import around, height, shared, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import DIAGONAL
from docforge.readers.pdf.pieces import Piece

_FINISHED = "\N{OBJECT REPLACEMENT CHARACTER}"
_PARTING = (_FINISHED, "\n")
_MOST_SPACES = 8
_ORDER_OF_SLANTS = (0, 90, 270, 180, DIAGONAL)
_GAP_OF_WIDE, _GAP_OF_NARROW = 0.5, 0.25
"""Share of the type size from which a gap between two characters is a space."""


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces that stand side by side, left to right in the direction of writing."""

    pieces: tuple[Piece, ...]

    @property
    def box(self) -> Box:
        return around(piece.box for piece in self.pieces)


class _Standing(NamedTuple):
    """A piece by its left edge, as it would be if its writing were level."""

    left: float
    piece: Piece


Band = tuple[float, float]
"""The top and bottom of pieces that stand at one height."""


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The pieces as lines; level writing first, then writing that was turned, watermarks last."""
    lines: list[Line] = []
    by_slant: dict[int, dict[Band, list[_Standing]]] = {}
    for piece in pieces:
        x0, y0, _x1, y1 = _levelled(piece)
        bands = by_slant.setdefault(piece.slant, {})
        bands.setdefault((y0, y1), []).append(_Standing(x0, piece))
    for slant in _ORDER_OF_SLANTS:
        for row in _rows(by_slant.get(slant, {})):
            row.sort(key=itemgetter(0))
            line = tuple([standing.piece for standing in row])
            if any(piece.mark is not None or not piece.text.isspace() for piece in line):
                lines.append(Line(line))
    return lines


def content_of(lines: Sequence[Line], frame: Frame) -> tuple[Inline, ...]:
    """Words and marks of several lines, the lines parted by a Text of a line break."""
    content: list[Inline] = []
    for number, line in enumerate(lines):
        if number:
            content.append(Text("\n"))
        content.extend(inlines(line, frame))
    return tuple(content)


def inlines(line: Line, frame: Frame) -> Iterator[Inline]:
    """The words and marks of one line. Marks are told from words with the whole line in view."""
    characters = _trimmed(list(_spaced(line.pieces)))
    text = "".join(character for character, _piece in characters)
    for start, end, mark in stretches(text):
        part = characters[start:end]
        if mark is not None:
            yield replace(mark, place=_place(part, frame))
        else:
            yield from _words(part, frame)


def _levelled(piece: Piece) -> Box:
    x0, y0, x1, y1 = piece.anchor or piece.box
    if piece.slant == 0 or piece.slant == DIAGONAL:
        return _on_its_line(piece, (x0, y0, x1, y1))
    if piece.slant == 90:
        return -y1, x0, -y0, x1
    if piece.slant == 270:
        return y0, -x1, y1, -x0
    if piece.slant == 180:
        return -x1, -y1, -x0, -y0
    return _on_its_line(piece, (x0, y0, x1, y1))


def _on_its_line(piece: Piece, box: Box) -> Box:
    """A field is taller than what is typed into it; it stands on the line of its middle."""
    x0, y0, x1, y1 = box
    spare = (y1 - y0) - 1.5 * piece.size
    if spare <= 0 or "\n" in piece.text:
        return box
    return x0, y0 + spare / 2, x1, y1 - spare / 2


def _rows(bands: dict[Band, list[_Standing]]) -> list[list[_Standing]]:
    """Bands that share half of the lower one's height are one row."""
    rows: list[tuple[float, float, list[_Standing]]] = []
    for top, bottom in sorted(bands, key=sum):
        if rows:
            row_top, row_bottom, row = rows[-1]
            common = shared((top, bottom), (row_top, row_bottom))
            if common >= 0.5 * min(bottom - top, row_bottom - row_top):
                row.extend(bands[top, bottom])
                rows[-1] = min(top, row_top), max(bottom, row_bottom), row
                continue
        rows.append((top, bottom, list(bands[top, bottom])))
    return [row for _top, _bottom, row in rows]


def _spaced(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """Each character with its piece; gaps that are no characters of the PDF become spaces."""
    before: Piece | None = None
    end = 0.0
    for piece in pieces:
        box = _levelled(piece)
        if before is not None:
            for _space in range(_spaces_between(before, piece, box[0] - end)):
                yield " ", piece
        if piece.mark is not None:
            yield _FINISHED, piece
        elif len(piece.text) == 1:
            yield piece.text, piece
        else:
            yield from ((character, piece) for character in piece.text)
        before, end = piece, box[2]


def _spaces_between(before: Piece, piece: Piece, gap: float) -> int:
    size = max(min(before.size, piece.size), 1.0)
    if gap < size * _GAP_OF_NARROW or before.text.isspace() or piece.text.isspace():
        return 0
    if gap < size * _GAP_OF_WIDE and _is_wide(before) and _is_wide(piece):
        return 0
    return max(1, min(_MOST_SPACES, int(gap / size)))


def _is_wide(piece: Piece) -> bool:
    """Chinese, and marks, which stand among Chinese as one of its characters."""
    if piece.sign is not None:
        return True
    return _takes_a_square(piece.text[-1:] or " ")


@lru_cache(maxsize=8192)
def _takes_a_square(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F", "A")


def _trimmed(characters: list[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    start, end = 0, len(characters)
    while start < end and characters[start][0].isspace():
        start += 1
    while end > start and characters[end - 1][0].isspace():
        end -= 1
    return characters[start:end]


def _words(part: Sequence[tuple[str, Piece]], frame: Frame) -> Iterator[Inline]:
    """A stretch without marks of its own, parted at finished marks and line breaks."""
    if not any(character in _PARTING for character, _piece in part):
        yield from _text(part, frame)
        return
    word: list[tuple[str, Piece]] = []
    for character, piece in part:
        mark = piece.mark if character == _FINISHED else None
        if mark is None and character != "\n":
            word.append((character, piece))
            continue
        yield from _text(word, frame)
        word = []
        if mark is not None:
            yield replace(mark, place=mark.place or frame.place(piece.box))
        else:
            yield Text("\n")
    yield from _text(word, frame)


def _text(word: Sequence[tuple[str, Piece]], frame: Frame) -> Iterator[Text]:
    if word:
        yield Text("".join(character for character, _piece in word), _place(word, frame))


def _place(part: Sequence[tuple[str, Piece]], frame: Frame) -> Place:
    boxes = [piece.box for character, piece in part if not character.isspace()]
    inked = [box for box in boxes if width(box) > 0 and height(box) > 0]
    return frame.place(around(inked or boxes or [piece.box for _character, piece in part]))
