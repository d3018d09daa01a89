"""Signs of fonts that do not say what they mean, told by how they look on the page.

Boxes and ticks often come from symbol fonts without any usable encoding: Type 3 drawings, subsets
whose codes count from 1. Each such character is painted once, by PDFium, and its picture judged:
a frame around it, what is within, where its ink lies. Letters are never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from typing import Any

import pypdfium2

from docforge.place import Box
from docforge.readers.pdf.boxes import height, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Glyph, Ink

_MOST_KINDS = 60
_PIXELS = 48
"""Height of the picture of a character; strokes are then three or four pixels wide."""
_DARK = 140
_SMALLEST = 3.0
_EMPTY, _TICKED, _CROSSED, _FILLED, _RING, _DISC, _TICK, _CROSS = "□☑☒■○●√×"
_FRAMED = frozenset((_EMPTY, _TICKED, _CROSSED, _FILLED, _DISC))

_SIDES = (
    (0.4, 0.0, 0.6, 0.12),
    (0.4, 0.88, 0.6, 1.0),
    (0.0, 0.4, 0.12, 0.6),
    (0.88, 0.4, 1.0, 0.6),
)
"""The middles of the four sides: top, left, bottom, right, as shares."""

Rows = list[list[bool]]
"""A picture: rows of pixels from the top, true where there is ink."""


class Painter:
    """Paints characters of a PDF; opens it at the first one that is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._known: dict[tuple[str, int], str] = {}

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def told(self, ink: Ink, frame: Frame) -> Ink:
        """The page with the signs that could be told by their looks."""
        kinds = {_kind(glyph): glyph for glyph in reversed(ink.glyphs) if _is_doubtful(glyph)}
        if not kinds:
            return ink
        for kind, glyph in list(kinds.items())[:_MOST_KINDS]:
            if kind not in self._known:
                sign = self._sign(glyph.box, frame)
                # Letters may look like ticks and crosses, not like boxes.
                is_sure = not glyph.text.strip() or sign in _FRAMED
                self._known[kind] = sign if is_sure else ""
        glyphs = tuple(
            glyph._replace(text=self._known.get(_kind(glyph)) or glyph.text)
            if _is_doubtful(glyph)
            else glyph
            for glyph in ink.glyphs
        )
        return replace(ink, glyphs=glyphs)

    def _sign(self, box: Box, frame: Frame) -> str:
        try:
            if self._document is None:
                self._document = pypdfium2.PdfDocument(self._data)
            with closing(self._document[frame.number - 1]) as page:
                return sign_of(_tight(_painted(page, box)))
        except (pypdfium2.PdfiumError, ValueError, OverflowError, IndexError):
            return ""


def _kind(glyph: Glyph) -> tuple[str, int]:
    return glyph.font, glyph.code


def _is_doubtful(glyph: Glyph) -> bool:
    is_private = "\ue000" <= glyph.text[:1] <= "\uf8ff"
    is_seen = glyph.visible and glyph.slant >= 0 and width(glyph.box) >= _SMALLEST
    return is_seen and (glyph.untold or not glyph.text or is_private)


def _painted(page: Any, box: Box) -> Rows:
    """The picture of a part of the page as a viewer shows it."""
    across, down = page.get_size()
    spare = 0.15 * height(box)
    # Its neighbours stand right beside it.
    left, top = max(box[0], 0.0), max(box[1] - spare, 0.0)
    right, bottom = max(across - box[2], 0.0), max(down - box[3] - spare, 0.0)
    scale = _PIXELS / max(height(box), width(box))
    bitmap = page.render(scale=scale, crop=(left, bottom, right, top), grayscale=True)
    with closing(bitmap):
        pixels, stride = bytes(bitmap.buffer), bitmap.stride
        return [
            [pixels[row * stride + column] < _DARK for column in range(bitmap.width)]
            for row in range(bitmap.height)
        ]


def _tight(rows: Rows) -> Rows:
    """The picture without its empty edges."""
    inked = [number for number, row in enumerate(rows) if any(row)]
    if not inked:
        return []
    part = rows[inked[0] : inked[-1] + 1]
    columns = [number for number in range(len(part[0])) if any(row[number] for row in part)]
    return [row[columns[0] : columns[-1] + 1] for row in part]


def sign_of(rows: Rows) -> str:
    """The sign that a tight picture shows; "" where it is none."""
    tall, wide = len(rows), len(rows[0]) if rows else 0
    if min(tall, wide) < 8 or not 0.5 <= wide / tall <= 2.0:
        return ""
    ink = sum(map(sum, rows)) / (tall * wide)
    if _has_frame(rows):
        return _inside_of_frame(rows)
    if ink > 0.7:
        return _DISC if not (rows[0][0] or rows[-1][-1]) else _FILLED
    if _is_ring(rows):
        return _RING
    if _is_cross(rows):
        return _CROSS
    return _TICK if _is_tick(rows) else ""


def _sides(rows: Rows) -> Iterator[list[bool]]:
    """Each side of the picture: whether there is ink within two pixels of its edge."""
    deep = max(2, len(rows) // 12)
    yield [any(row[at] for row in rows[:deep]) for at in range(len(rows[0]))]
    yield [any(row[at] for row in rows[-deep:]) for at in range(len(rows[0]))]
    yield [any(row[:deep]) for row in rows]
    yield [any(row[-deep:]) for row in rows]


def _has_frame(rows: Rows) -> bool:
    return all(sum(side) >= 0.82 * len(side) for side in _sides(rows))


def _inside_of_frame(rows: Rows) -> str:
    """What stands within a frame, whose own thickness is found and taken off."""
    tall, wide = len(rows), len(rows[0])
    middle = [row[wide // 2] for row in rows]
    thick = next((at for at, inked in enumerate(middle) if not inked), tall)
    edge = min(thick, tall // 4) + max(2, tall // 12)
    inner = [row[edge : wide - edge] for row in rows[edge : tall - edge]]
    if not inner or not inner[0]:
        return ""
    ink = sum(map(sum, inner)) / (len(inner) * len(inner[0]))
    if ink < 0.04:
        return _EMPTY
    if ink > 0.7:
        return _FILLED
    return _CROSSED if _is_cross(_tight(inner)) else _TICKED


def _share(rows: Rows, top: float, left: float, bottom: float, right: float) -> float:
    tall, wide = len(rows), len(rows[0])
    part = [
        row[int(left * wide) : max(int(right * wide), int(left * wide) + 1)]
        for row in rows[int(top * tall) : max(int(bottom * tall), int(top * tall) + 1)]
    ]
    return sum(map(sum, part)) / max(sum(map(len, part)), 1)


def _is_ring(rows: Rows) -> bool:
    """Nothing in the middle, ink on every way out of it, none in the corners."""
    if _share(rows, 0.3, 0.3, 0.7, 0.7) > 0.02:
        return False
    corners = ((0, 0), (0, 0.9), (0.9, 0), (0.9, 0.9))
    if any(_share(rows, top, left, top + 0.1, left + 0.1) > 0.3 for top, left in corners):
        return False
    return all(sum(side) >= 0.2 * len(side) for side in _sides(rows))


def _is_cross(rows: Rows) -> bool:
    """Two strokes through the middle, from corner to corner, nothing at the sides' middles."""
    if not rows or not rows[0]:
        return False
    corners = ((0, 0), (0, 0.75), (0.75, 0), (0.75, 0.75))
    reached = all(_share(rows, top, left, top + 0.25, left + 0.25) > 0.1 for top, left in corners)
    middle = _share(rows, 0.35, 0.35, 0.65, 0.65) > 0.25
    return reached and middle and all(_share(rows, *side) < 0.3 for side in _SIDES)


def _is_tick(rows: Rows) -> bool:
    """Down from the left and far up to the right: its lowest point lies left of the middle."""
    wide = len(rows[0])
    lowest = [number for number, inked in enumerate(rows[-1]) if inked]
    highest = [number for number, inked in enumerate(rows[0]) if inked]
    left_end = next(at for at, row in enumerate(rows) if row[0])
    low, high = sum(lowest) / len(lowest) / wide, sum(highest) / len(highest) / wide
    empty_corner = _share(rows, 0.0, 0.0, 0.2, 0.3) < 0.05
    return 0.15 < low < 0.6 and high > 0.75 and left_end > 0.3 * len(rows) and empty_corner
