"""The pieces that content is put together from: characters, signs, typed words, finished marks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from docforge.layout import Mark, MarkState
from docforge.place import Box
from docforge.readers.glyphs import stretches
from docforge.readers.pdf.boxes import Point, centre, height, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Glyph

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
EMPTY_BOX = "□"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something at a place: characters, or a mark that needs no more looking at.

    `anchor` is where it stands among the others where that is not its own box: a tick drawn over
    a word stands after the word. Characters printed in one go share a `run`, numbered from 1.
    `font` and `code` are kept for characters without a meaning.
    """

    text: str
    box: Box
    size: float
    mark: Mark | None = None
    slant: int = 0
    anchor: Box | None = None
    font: str = ""
    code: int = 0
    run: int = 0

    @property
    def sign(self) -> Mark | None:
        """The mark that it is by itself: finished, or a single character that is one."""
        return self.mark or sign_of(self.text)

    @property
    def is_empty_box(self) -> bool:
        sign = self.sign
        return sign is not None and sign.boxed and sign.state is MarkState.EMPTY

    @property
    def centre(self) -> Point:
        return centre(self.box)


@lru_cache(maxsize=4096)
def sign_of(text: str) -> Mark | None:
    """The mark that a single character is by itself, None for words."""
    if len(text) != 1:
        return None
    return next((mark for _start, _end, mark in stretches(text)), None)


def pieces_of(glyphs: Iterable[Glyph], frame: Frame) -> list[Piece]:
    """The characters that a viewer shows, each once: fake bold and shadows print them again."""
    pieces: list[Piece] = []
    printed: dict[tuple[str, int, int], list[Piece]] = {}
    for glyph in glyphs:
        if not glyph.visible or not _is_on(glyph.box, frame):
            continue
        piece = Piece(
            glyph.text or UNKNOWN,
            glyph.box,
            glyph.size,
            slant=glyph.slant,
            font=glyph.font,
            code=glyph.code,
            run=glyph.run,
        )
        if not _is_again(piece, printed):
            pieces.append(piece)
    return pieces


def _is_on(box: Box, frame: Frame) -> bool:
    """Whether a character has a size and its middle is on the page."""
    across, down = frame.extent
    x, y = centre(box)
    return 0 <= x <= across and 0 <= y <= down and height(box) > 0.1 and width(box) >= 0


def _is_again(piece: Piece, printed: dict[tuple[str, int, int], list[Piece]]) -> bool:
    """Whether the same character stands at nearly the same place already; notes it if not."""
    x, y = piece.centre
    step = max(piece.size, 1.0)
    column, row = int(x // step), int(y // step)
    near = 0.2 * piece.size
    for right in (-1, 0, 1):
        for below in (-1, 0, 1):
            for other in printed.get((piece.text, column + right, row + below), ()):
                off = max(abs(other.centre[0] - x), abs(other.centre[1] - y))
                if off <= near and abs(other.size - piece.size) < 1.0:
                    return not piece.text.isspace()
    printed.setdefault((piece.text, column, row), []).append(piece)
    return False
