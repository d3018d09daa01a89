"""A page's frame: from the PDF's own coordinates to the page as a viewer shows it, and back.

A page may be cropped, turned by its /Rotate entry (the viewer turns it), or printed sideways
(the viewer does not turn it, the reader must). Places always speak of what the viewer shows.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect

from docforge.errors import TruncatedFile
from docforge.messages import translate as _
from docforge.place import Box, Place
from docforge.readers.pdf.boxes import Point, around_points
from docforge.readers.pdf.ink import DIAGONAL, Ink

_LARGEST_SIDE = 200_000.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The page `number` as shown: `width` x `height` points.

    `matrix` leads from the PDF's user space to an upright page with its origin at the bottom left
    of the media box; `left` and `top` are the shown (cropped) page's corner there. `turn` is how
    far (degrees, counter-clockwise) its writing was turned to make it read from left to right.
    """

    number: int
    width: float
    height: float
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left: float = 0.0
    top: float = 0.0
    turn: int = 0

    def shown(self, point: Point) -> Point:
        """A point of the upright page, as pdfminer's devices get it, on the page as shown."""
        return point[0] - self.left, self.top - point[1]

    def from_user(self, point: Point) -> Point:
        """A point of the PDF's user space (annotations), turned as the page's writing was."""
        return self.upright(self.shown(apply_matrix_pt(self.matrix, point)))

    def place(self, box: Box) -> Place:
        """The place of a box that was read, within the page as a viewer shows it."""
        if self.turn:
            box = around_points(self._back(corner) for corner in (box[:2], box[2:]))
        x0, y0, x1, y1 = box
        shown = (
            min(max(x0, 0.0), self.width),
            min(max(y0, 0.0), self.height),
            min(max(x1, 0.0), self.width),
            min(max(y1, 0.0), self.height),
        )
        return Place(page=self.number, box=shown)

    def whole(self) -> Place:
        """The place of the whole page."""
        return Place(page=self.number, box=(0.0, 0.0, self.width, self.height))

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the page with its writing level."""
        sideways = self.turn in (90, 270)
        return (self.height, self.width) if sideways else (self.width, self.height)

    def upright(self, point: Point) -> Point:
        """A point of the page as shown, on the page turned so that its writing is level."""
        x, y = point
        turned = {0: (x, y), 90: (self.height - y, x), 180: (self.width - x, self.height - y)}
        return turned.get(self.turn, (y, self.width - x))

    def upright_ink(self, ink: Ink) -> Ink:
        """What was painted on the page as shown, turned as its writing was."""
        if not self.turn:
            return ink
        glyphs = tuple(
            glyph._replace(box=self._upright_box(glyph.box), slant=_turned(glyph.slant, self.turn))
            for glyph in ink.glyphs
        )
        strokes = tuple(
            replace(stroke, points=tuple(map(self.upright, stroke.points)))
            for stroke in ink.strokes
        )
        pictures = tuple(
            replace(picture, box=self._upright_box(picture.box)) for picture in ink.pictures
        )
        return Ink(glyphs, strokes, pictures)

    def _upright_box(self, box: Box) -> Box:
        return around_points(self.upright(corner) for corner in (box[:2], box[2:]))

    def _back(self, point: Point) -> Point:
        x, y = point
        turned = {0: (x, y), 90: (y, self.height - x), 180: (self.width - x, self.height - y)}
        return turned.get(self.turn, (self.width - y, x))


def frame_of(page: PDFPage, number: int) -> Frame:
    """The frame of a page, from its boxes and its /Rotate entry.

    Raises TruncatedFile where the page has no usable size.
    """
    x0, y0, x1, y1 = page.mediabox
    matrices: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    matrix = matrices.get(page.rotate, (1, 0, 0, 1, -x0, -y0))
    seen = _within(page.cropbox, page.mediabox) or page.mediabox
    left, bottom, right, top = apply_matrix_rect(matrix, seen)
    width, height = right - left, top - bottom
    if not (0 < width < _LARGEST_SIDE and 0 < height < _LARGEST_SIDE):
        raise TruncatedFile(
            _("A page has no usable size."),
            where=_("page {number}").format(number=number),
            remedy=_("Open it in a PDF viewer and save or print it as a new PDF."),
        )
    return Frame(number, width, height, matrix, left, top)


def _within(crop: Box, media: Box) -> Box | None:
    """The part of the crop box that lies on the media box; None where there is none."""
    if not all(map(math.isfinite, crop)):
        return None
    x0, y0 = max(crop[0], media[0]), max(crop[1], media[1])
    x1, y1 = min(crop[2], media[2]), min(crop[3], media[3])
    return (x0, y0, x1, y1) if x1 - x0 > 1 and y1 - y0 > 1 else None


def upright(ink: Ink, frame: Frame) -> tuple[Ink, Frame]:
    """The same page turned so that most of its writing reads from left to right."""
    slants = [glyph.slant for glyph in ink.glyphs if glyph.text.strip()]
    turn = max(set(slants), key=slants.count, default=0)
    if turn in (0, DIAGONAL):
        return ink, frame
    turned = replace(frame, turn=turn)
    return turned.upright_ink(ink), turned


def _turned(slant: int, turn: int) -> int:
    return DIAGONAL if slant == DIAGONAL else (slant - turn) % 360
