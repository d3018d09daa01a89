"""Pages that are pictures: scans, with or without a text layer under or over them."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.readers.pdf.boxes import area, centre, holds
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import Glyph, Ink, Picture

_MOST_OF_PAGE = 0.6
_STRIPS = 16
"""Bands in which the covered share of a page is measured: scans are often cut into slices."""
_FEW_WORDS = 40
"""Visible characters that a scan may carry besides its picture: a scanner's name, a number."""
_MANY_OUTLINES = 400
"""Curved paths on a page without characters: its words were turned into outlines."""
_POINTS_OF_RECTANGLE = 5


def is_picture(ink: Ink, frame: Frame) -> bool:
    """Whether a page shows its words as a picture or as outlines, so that no text can be read."""
    seen = _seen(ink.glyphs, ink.pictures, frame)
    if _share_covered(ink.pictures, frame) >= _MOST_OF_PAGE:
        return len(seen) <= _FEW_WORDS
    outlines = sum(len(stroke.points) > _POINTS_OF_RECTANGLE for stroke in ink.strokes)
    return not seen and outlines > _MANY_OUTLINES


def shown(pictures: Sequence[Picture], frame: Frame) -> list[Picture]:
    """The pictures that stand on the page, without its ground and without hairlines."""
    page = frame.width * frame.height
    return [
        picture
        for picture in pictures
        if min(picture.box[2] - picture.box[0], picture.box[3] - picture.box[1]) >= 6
        and area(picture.box) < _MOST_OF_PAGE * page
    ]


def _seen(glyphs: Sequence[Glyph], pictures: Sequence[Picture], frame: Frame) -> list[Glyph]:
    """The characters that are visible and not painted over by a large picture."""
    page = frame.width * frame.height
    large = [picture for picture in pictures if area(picture.box) > 0.1 * page]
    visible = [glyph for glyph in glyphs if glyph.visible and not glyph.text.isspace()]
    if not large:
        return [glyph for glyph in visible if glyph.text]

    def is_covered(glyph: Glyph) -> bool:
        middle = centre(glyph.box)
        return any(picture.order > glyph.order and holds(picture.box, middle) for picture in large)

    return [glyph for glyph in visible if glyph.text and not is_covered(glyph)]


def _share_covered(pictures: Sequence[Picture], frame: Frame) -> float:
    """The share of the page, from 0 to 1, that pictures cover together."""
    width, height = frame.extent
    covered = 0.0
    for strip in range(_STRIPS):
        middle = (strip + 0.5) * height / _STRIPS
        spans = sorted(
            (max(0.0, box[0]), min(width, box[2]))
            for box in (picture.box for picture in pictures)
            if box[1] <= middle <= box[3]
        )
        covered += _length(spans) / width / _STRIPS
    return covered


def _length(spans: Sequence[tuple[float, float]]) -> float:
    total, end = 0.0, 0.0
    for start, stop in spans:
        total += max(0.0, stop - max(start, end))
        end = max(end, stop)
    return total
