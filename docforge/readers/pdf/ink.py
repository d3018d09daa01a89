"""What a page of a PDF shows before anything is understood: glyphs, strokes and pictures.

All boxes and points are in points (1/72 inch) with the origin at the top left of the page as a
viewer shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from docforge.place import Box
from docforge.readers.pdf.boxes import Point, around_points

Colour = tuple[float, float, float]
BLACK: Colour = (0.0, 0.0, 0.0)
DIAGONAL = -1


class Glyph(NamedTuple):
    """A printed character (a tuple: a page has thousands).

    `text` is "" where the font does not tell what its `code` means. `slant` is the direction of
    writing in degrees counter-clockwise (0, 90, 180, 270), DIAGONAL for anything between. `run`
    numbers the operation that printed it: glyphs of one operation stand together. `untold` where
    the text is only what the code stands for in other fonts.
    """

    text: str
    box: Box
    size: float
    font: str = ""
    slant: int = 0
    run: int = 0
    order: int = 0
    visible: bool = True
    code: int = 0
    untold: bool = False


@dataclass(frozen=True)
class Stroke:
    """A drawn path as a chain of points, its curves flattened.

    `colour` is what is seen of it: that of its outline where it has one. `ground` is the colour of
    its filling.
    """

    points: tuple[Point, ...]
    closed: bool = False
    filled: bool = False
    outlined: bool = True
    width: float = 1.0
    colour: Colour = BLACK
    order: int = 0
    ground: Colour = BLACK

    @cached_property
    def box(self) -> Box:
        return around_points(self.points)

    @property
    def pale(self) -> bool:
        """White or nearly so: seen on no paper, used to cover or to leave a gap."""
        return min(self.colour) > 0.95


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture on the page."""

    box: Box
    order: int = 0


@dataclass(frozen=True)
class Ink:
    """All that is on a page, each kind in the order in which it was painted."""

    glyphs: tuple[Glyph, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    pictures: tuple[Picture, ...] = ()
