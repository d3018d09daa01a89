"""Rings and frames drawn over a line: which words lie inside them.

A drawing floats; it is anchored in a paragraph and placed by offsets. Where these, the type size
and the beginning of the line tell which one word the ring lies on, the word counts as ringed.
Where they do not, nobody guesses: the caller is told of a ring that belongs to no word.
Source: ISO/IEC 29500-1 20.4 (anchors), ECMA-376 part 4, 19.1 (VML style). Lengths in points.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from docforge.layout import Mark, MarkShape, MarkState
from docforge.readers.word.names import Element, whole, wp
from docforge.readers.word.pieces import USUAL_SIZE, AnyPiece, Manner, Ring, Words

_EMU_A_POINT = 12_700
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
_LENGTH = re.compile(r"\s*(-?[\d.]+)\s*(pt|in|cm|mm|px|)\s*$")
_TOKEN = re.compile(r"[^\s/／、，,；;：:|（）()\ufffc]+")
# The middle of the first line lies this far below its top at most, in type sizes; at ordinary
# spacing that of the second line lies beyond two.
_HIGHEST, _LOWEST = -0.2, 1.6
_INSIDE, _OUTSIDE = 0.5, 0.34


def ring_of_anchor(drawing: Element) -> Ring:
    """The place of a w:drawing that holds one shape."""
    anchor = drawing.find(wp("anchor"))
    if anchor is None:
        return Ring(known=drawing.find(wp("inline")) is None)
    across, down = anchor.find(wp("positionH")), anchor.find(wp("positionV"))
    extent = anchor.find(wp("extent"))
    if across is None or down is None or extent is None:
        return Ring()
    left, top = across.find(wp("posOffset")), down.find(wp("posOffset"))
    sides = (across.get("relativeFrom"), down.get("relativeFrom"))
    if left is None or top is None or sides[1] not in ("paragraph", "line"):
        return Ring(known=False)
    return Ring(
        left=whole(left.text) / _EMU_A_POINT,
        top=whole(top.text) / _EMU_A_POINT,
        width=whole(extent.get("cx")) / _EMU_A_POINT,
        height=whole(extent.get("cy")) / _EMU_A_POINT,
        from_character=sides[0] == "character",
        known=sides[0] in ("character", "column"),
    )


def ring_of_style(style: str) -> Ring:
    """The place of a VML shape, as its style attribute tells it."""
    said = dict(entry.split(":", 1) for entry in style.lower().split(";") if ":" in entry)
    across = said.get("mso-position-horizontal-relative", "text")
    down = said.get("mso-position-vertical-relative", "text")
    left, top, width, height = (
        _points(said.get(name, "0")) for name in ("margin-left", "margin-top", "width", "height")
    )
    return Ring(
        left,
        top,
        width,
        height,
        from_character=across == "char",
        known=across in ("text", "char") and down in ("text", "line"),
    )


def _points(length: str) -> float:
    match = _LENGTH.match(length)
    try:
        return float(match.group(1)) * _UNITS[match.group(2)] if match else 0.0
    except ValueError:
        return 0.0


def with_rings(pieces: Sequence[AnyPiece], begins_left: bool) -> tuple[list[AnyPiece], int]:
    """The pieces with every ring turned into the words it lies on, and how many lie on none.

    `begins_left` tells that the line begins at the left edge of its cell or column. A ring in a
    paragraph without words is a mark by itself, and so is one of which no place is told at all.
    """
    line = _Line(pieces)
    lost = 0
    spans: list[tuple[int, int]] = []
    marks: dict[int, Mark] = {}
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Ring):
            continue
        span = line.under(piece, number, begins_left)
        if span is not None:
            spans.append(span)
        elif piece == Ring() or (piece.known and not piece.is_frame and not line.tokens):
            marks[number] = Mark(MarkState.CHOSEN, MarkShape.CIRCLE)
        else:
            lost += not piece.is_frame
    return list(_ringed(pieces, spans, marks)), lost


class _Line:
    """The first line of a paragraph, each character with the place where it should stand."""

    def __init__(self, pieces: Sequence[AnyPiece]) -> None:
        self._starts: list[float] = []
        self._edges = [0.0]
        self._size = USUAL_SIZE
        text = ""
        for piece in pieces:
            self._starts.append(self._edges[-1])
            size = piece.size if isinstance(piece, Words) else USUAL_SIZE
            shown = _characters(piece)
            self._edges += accumulate(
                (size * _width(sign) for sign in shown), initial=self._edges.pop()
            )
            self._size = max(self._size, size)
            text += shown
        self.tokens = [match.span() for match in _TOKEN.finditer(text)]
        self._first_line = text.find("\n") if "\n" in text else len(text)

    def under(self, ring: Ring, number: int, begins_left: bool) -> tuple[int, int] | None:
        """The characters of the one word that a ring lies on, None where that is not clear."""
        middle = (ring.top + ring.height / 2) / self._size
        tokens = [token for token in self.tokens if token[1] <= self._first_line]
        if not ring.known or not ring.width or not _HIGHEST <= middle <= _LOWEST:
            return None
        if not ring.from_character and not begins_left:
            return tokens[0] if len(tokens) == 1 and not ring.is_frame else None
        left = ring.left + (self._starts[number] if ring.from_character else 0.0)
        shares = [(self._share(token, left, left + ring.width), token) for token in tokens]
        inside = [token for share, token in shares if share >= _INSIDE]
        touched = [token for share, token in shares if share > _OUTSIDE]
        return inside[0] if len(inside) == 1 and touched == inside else None

    def _share(self, token: tuple[int, int], left: float, right: float) -> float:
        """How much of a word lies between two edges."""
        begin, end = self._edges[token[0]], self._edges[token[1]]
        return max(0.0, min(end, right) - max(begin, left)) / (end - begin)


def _width(sign: str) -> float:
    """The width of a character in type sizes: Chinese ones are square, others half of that."""
    return 1.0 if unicodedata.east_asian_width(sign) in "WFA" else 0.5


def _characters(piece: AnyPiece) -> str:
    """The characters that a piece takes in the line; a mark takes one."""
    if isinstance(piece, Words):
        return piece.text
    return "\ufffc" if isinstance(piece, Mark) else ""


def _ringed(
    pieces: Sequence[AnyPiece], spans: Sequence[tuple[int, int]], marks: dict[int, Mark]
) -> Iterator[AnyPiece]:
    """The pieces with the words of these characters framed, parted where a ring begins or ends."""
    edges = sorted({edge for span in spans for edge in span})
    position = 0
    for number, piece in enumerate(pieces):
        end = position + len(_characters(piece))
        if isinstance(piece, Words):
            cuts = [position, *(edge for edge in edges if position < edge < end), end]
            for first, last in pairwise(cuts):
                text = piece.text[first - position : last - position]
                framed = any(begin <= first < stop for begin, stop in spans)
                struck = piece.manner is Manner.STRUCK
                manner = Manner.FRAMED if framed and not struck else piece.manner
                yield piece._replace(text=text, manner=manner)
        elif not isinstance(piece, Ring):
            yield piece
        elif number in marks:
            yield marks[number]
        position = end
