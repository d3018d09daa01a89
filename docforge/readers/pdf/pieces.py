"""The pieces that content is put together from: characters, signs, typed words, finished marks."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from docforge.layout import Mark, MarkState
from docforge.place import Box
from docforge.readers.glyphs import stretches
from docforge.readers.pdf.boxes import Point
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Glyph

UNKNOWN = "\N{REPLACEMENT CHARACTER}"
EMPTY_BOX = "□"


class Piece(NamedTuple):
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
        x0, y0, x1, y1 = self.box
        return (x0 + x1) / 2, (y0 + y1) / 2


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
    across, down = frame.extent
    for glyph in glyphs:
        x0, y0, x1, y1 = glyph.box
        is_on = 0 <= x0 + x1 <= 2 * across and 0 <= y0 + y1 <= 2 * down
        # Whether its middle is on the page, and it has a height.
        if not glyph.visible or not is_on or y1 - y0 <= 0.1:
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


def _is_again(piece: Piece, printed: dict[tuple[str, int, int], list[Piece]]) -> bool:
    """Whether the same character stands at nearly the same place already; notes it if not."""
    text, box, size = piece[:3]
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    step = max(size, 1.0)
    near = 0.2 * size
    column, row = int(x // step), int(y // step)
    right, below = x - column * step, y - row * step
    columns = (column, column - 1) if right < near else (column, column + (right > step - near))
    rows = (row, row - 1) if below < near else (row, row + (below > step - near))
    # Most characters stand well within one square, which is then looked into alone.
    for across in columns if columns[0] != columns[1] else columns[:1]:
        for down in rows if rows[0] != rows[1] else rows[:1]:
            for other in printed.get((text, across, down), ()):
                middle = other.centre
                is_there = abs(middle[0] - x) <= near and abs(middle[1] - y) <= near
                if is_there and abs(other.size - size) < 1.0:
                    return not text.isspace()
    printed.setdefault((text, column, row), []).append(piece)
    return False
