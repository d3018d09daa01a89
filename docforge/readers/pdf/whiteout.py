"""Words that were painted over in white: a person does not see them, so they are not read."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.layout import Notice, NoticeCode
from docforge.readers.pdf.boxes import around, centre, height, holds, width
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Glyph, Stroke

_MOST_PATCHES = 500
_SMALLEST = 4.0


def without_covered(
    glyphs: Sequence[Glyph], strokes: Sequence[Stroke], frame: Frame
) -> tuple[list[Glyph], list[Notice]]:
    """The characters that no white patch was painted over, and a notice for each patch of others.

    Programs paint white grounds too, but before the words that stand on them.
    """
    first = min((glyph.order for glyph in glyphs), default=0)
    patches = [stroke for stroke in strokes if _is_patch(stroke) and stroke.order > first]
    if len(patches) > _MOST_PATCHES:
        return list(glyphs), []
    kept = list(glyphs)
    notices: list[Notice] = []
    for patch in patches:
        under = [glyph for glyph in kept if _is_under(glyph, patch)]
        words = "".join(glyph.text for glyph in under).strip()
        if words:
            gone = {id(glyph) for glyph in under}
            kept = [glyph for glyph in kept if id(glyph) not in gone]
            place = frame.place(around(glyph.box for glyph in under))
            notices.append(Notice(NoticeCode.HIDDEN, words, place))
    return kept, notices


def _is_patch(stroke: Stroke) -> bool:
    """A white filled rectangle without an outline."""
    if stroke.filled or stroke.outlined or not stroke.pale or not stroke.closed:
        return False
    corners = {(round(x, 1), round(y, 1)) for x, y in stroke.points}
    return len(corners) == 4 and min(width(stroke.box), height(stroke.box)) >= _SMALLEST


def _is_under(glyph: Glyph, patch: Stroke) -> bool:
    return glyph.visible and glyph.order < patch.order and holds(patch.box, centre(glyph.box))
