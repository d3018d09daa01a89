"""Records what pdfminer paints on a page, in the order in which it is painted.

pdfminer's own layout objects tell neither whether text is invisible (the text layer of a scan)
nor what covers what; both decide whether a page can be read or is a picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import (
    PDFGraphicState,
    PDFTextState,
)
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import (
    Matrix,
    PathSegment,
    Rect,
    apply_matrix_pt,
    apply_matrix_rect,
    mult_matrix,
)

from docforge.errors import HostileFile
from docforge.messages import translate as _
from docforge.place import Box
from docforge.readers.pdf.boxes import Point, around_points
from docforge.readers.pdf.frame import Frame
from docforge.readers.pdf.ink import BLACK, DIAGONAL, Colour, Glyph, Ink, Picture, Stroke
from docforge.readers.pdf.operators import Interpreter
from docforge.readers.pdf.typefaces import Fonts, Typeface
from docforge.readers.symbol_fonts import is_symbol_font, lookalikes

MOST_PAINTED = 300_000
"""Things painted on one page; a form has a few thousand, a crowded register 30,000."""

_COST_OF_FIGURE = 30
"""A group of drawings takes longer to enter than a character to paint, and may hold groups."""
_INVISIBLE = (3, 7)
MISSING = "\N{REPLACEMENT CHARACTER}"
"""Stands for what a font prints for any character that it lacks."""
_STEPS_OF_CURVE = 8
_ABOVE_LINE, _BELOW_LINE = 0.88, 0.2
"""How far characters reach above and below their line, in type sizes; Chinese ones stand lower
than Latin capitals, Latin tails hang lower than Chinese ones. What fonts say of their own height is
often wrong, and two fonts on one line must not seem to stand on two."""
_FURTHEST = 1e6
_PALE = 0.95


def record(page: PDFPage, frame: Frame, fonts: Fonts) -> Ink:
    """What the page's own content paints (annotations are apart).

    Raises HostileFile where it paints without end, and whatever pdfminer raises on damage.
    """
    recorder = _Recorder(fonts, frame)
    Interpreter(fonts, recorder).process_page(page)
    return Ink(tuple(recorder.glyphs), tuple(recorder.strokes), tuple(recorder.pictures))


def record_form(
    form: PDFStream, resources: object, matrix: Matrix, frame: Frame, fonts: Fonts
) -> Ink:
    """What a form (the appearance of an annotation) paints, laid on the page by a matrix."""
    recorder = _Recorder(fonts, frame)
    held = resources if isinstance(resources, dict) else {}
    Interpreter(fonts, recorder).render_contents(held, [form], ctm=matrix)
    return Ink(tuple(recorder.glyphs), tuple(recorder.strokes), tuple(recorder.pictures))


class _Recorder(PDFTextDevice):
    """A pdfminer device that keeps glyphs, strokes and pictures in the page's frame."""

    def __init__(self, fonts: Fonts, frame: Frame) -> None:
        super().__init__(fonts)
        self.glyphs: list[Glyph] = []
        self.strokes: list[Stroke] = []
        self.pictures: list[Picture] = []
        self._frame = frame
        self._painted = 0
        self._run = 0
        self._visible = True
        self._fonts = fonts
        self._left, self._top = frame.left, frame.top

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:  # noqa: ARG002
        self._next(_COST_OF_FIGURE)

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002
        box = self._shown(apply_matrix_rect(self._matrix, (0, 0, 1, 1)))
        if _is_finite(box):
            self.pictures.append(Picture(box, self._next()))

    def render_string(
        self,
        textstate: PDFTextState,
        seq: PDFTextSeq,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> None:
        self._run += 1
        self._visible = textstate.render not in _INVISIBLE
        font = textstate.font
        if font is None or font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
        else:
            textstate.linematrix = self._along(textstate, font, seq)

    def _along(self, state: PDFTextState, font: PDFFont, seq: Iterable[object]) -> Point:
        """Records a string written along its line; the point at which it ends."""
        a, b, c, d, e, f = mult_matrix(state.matrix, self._matrix)
        size, scaling = state.fontsize, state.scaling * 0.01
        between = state.charspace * scaling
        after_space = 0.0 if font.is_multibyte() else state.wordspace * scaling
        low, high = state.rise - _BELOW_LINE * size, state.rise + _ABOVE_LINE * size
        seen = abs(size) * math.hypot(c, d)
        slant = _slant((a, b, c, d, e, f), size * scaling)
        x, y = state.linematrix
        level = b == 0 == c
        lower, upper = (self._top - (d * (y + edge) + f) for edge in (low, high))
        lower, upper = max(lower, upper), min(lower, upper)
        is_near = upper > -_FURTHEST and lower < _FURTHEST
        glyph = self.glyphs.append
        face, parted = self._fonts.face(font), False
        run, visible, untold = self._run, self._visible, face.untold
        for part in seq:
            if isinstance(part, (int, float)):
                x -= part * 0.001 * size * scaling
                parted = True
                continue
            if not isinstance(part, bytes):
                continue
            for code in font.decode(part):
                x += between if parted else 0.0
                parted = True
                text, width = face.known.get(code) or self._character(code, font, face)
                advance = width * size * scaling
                if level:
                    one = a * x + e - self._left
                    other = one + a * advance
                    box = (one, upper, other, lower) if one <= other else (other, upper, one, lower)
                else:
                    box = self._turned_box(
                        (a * x + c * (y + low) + e, b * x + d * (y + low) + f),
                        (a * advance, b * advance),
                        (c * (high - low), d * (high - low)),
                    )
                x += advance + (after_space if code == 32 else 0.0)
                if not (box[0] > -_FURTHEST and box[2] < _FURTHEST and is_near):
                    continue
                self._painted += 1
                glyph(
                    Glyph(
                        text, box, seen, face.name, slant, run, self._painted, visible, code, untold
                    )
                )
        self._check()
        return x, y

    def _turned_box(self, corner: Point, along: Point, up: Point) -> Box:
        """The box of a character on the page as shown, from a corner and two of its sides."""
        x, y = corner[0] - self._left, self._top - corner[1]
        across = x, x + along[0], x + up[0], x + along[0] + up[0]
        down = y, y - along[1], y - up[1], y - along[1] - up[1]
        return min(across), min(down), max(across), max(down)

    def _character(self, code: int, font: PDFFont, face: Typeface) -> tuple[str, float]:
        """What a code of a font stands for, "" where nothing tells, and its width."""
        meaning = MISSING if face.is_missing(code) else _character(code, font, face)
        known = face.known[code] = meaning, font.char_width(code)
        return known

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """Records a character that is written downwards."""
        face = self._fonts.face(font)
        text, width = face.known.get(cid) or self._character(cid, font, face)
        advance = width * fontsize * scaling
        cell = _character_cell(font, cid, fontsize, rise, advance)
        box = self._shown(apply_matrix_rect(matrix, cell))
        if _is_finite(box):
            size = abs(fontsize) * math.hypot(matrix[2], matrix[3])
            slant = _slant(matrix, fontsize * scaling)
            order = self._next()
            self.glyphs.append(
                Glyph(text, box, size, face.name, slant, self._run, order, self._visible, cid)
            )
        return advance

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Sequence[PathSegment],
    ) -> None:
        line = _rgb(graphicstate.scolor, graphicstate.scs) if stroke else BLACK
        ground = _rgb(graphicstate.ncolor, graphicstate.ncs)
        outlined = stroke and not (fill and min(line) > _PALE)
        for part in _subpaths(path):
            points = [self._frame.shown(apply_matrix_pt(self._matrix, p)) for p in _chain(part)]
            if len(points) < 2 or not _is_finite(around_points(points)):
                continue
            self.strokes.append(
                Stroke(
                    tuple(points),
                    closed=fill or part[-1][0] == "h" or points[0] == points[-1],
                    filled=fill and min(ground) <= _PALE,
                    outlined=outlined,
                    width=float(graphicstate.linewidth or 0),
                    colour=line if outlined else ground,
                    order=self._next(),
                    ground=ground,
                )
            )

    @property
    def _matrix(self) -> Matrix:
        assert self.ctm is not None
        return self.ctm

    def _shown(self, box: Rect) -> Box:
        return around_points(map(self._frame.shown, (box[:2], box[2:])))

    def _next(self, cost: int = 1) -> int:
        self._painted += cost
        self._check()
        return self._painted

    def _check(self) -> None:
        if self._painted > MOST_PAINTED:
            raise HostileFile(
                _("A page paints more than {count} things.").format(count=MOST_PAINTED),
                where=_("page {number}").format(number=self._frame.number),
                remedy=_("Print it to a new PDF from a PDF viewer."),
            )


def _character_cell(font: PDFFont, code: int, fontsize: float, rise: float, advance: float) -> Rect:
    """The cell of a character that is written downwards, around its origin."""
    moved = font.char_disp(code)
    right, down = moved if isinstance(moved, tuple) else (None, 880.0)
    left = 0.5 * fontsize if right is None else right * fontsize / 1000
    top = rise + (1000 - down) * fontsize / 1000
    return -left, top + advance, fontsize - left, top


def _character(code: int, font: PDFFont, face: Typeface) -> str:
    """What the PDF says that a code stands for, else what its glyph is named after.

    A symbol font without a ToUnicode map is read by its codes: its Encoding entry, if there is
    one, names the letters that stand there in other fonts.
    """
    name, told = face.name, getattr(font, "unicode_map", None)
    if is_symbol_font(name) and not font.is_multibyte() and not told:
        return lookalikes(chr(code), name)
    try:
        if told or code not in face.nameless:
            return lookalikes(font.to_unichr(code), name)
    except PDFUnicodeNotDefined:
        pass
    return lookalikes(face.named(code), name)


def _slant(matrix: Matrix, sign: float) -> int:
    direction = math.degrees(math.atan2(matrix[1] * sign, matrix[0] * sign)) % 360
    nearest = round(direction / 90) * 90
    return nearest % 360 if abs(direction - nearest) < 10 else DIAGONAL


def _subpaths(path: Sequence[PathSegment]) -> Iterator[list[PathSegment]]:
    part: list[PathSegment] = []
    for segment in path:
        if segment[0] == "m":
            if len(part) > 1:
                yield part
            part = []
        part.append(segment)
    if len(part) > 1 and part[0][0] == "m":
        yield part


def _chain(part: Sequence[PathSegment]) -> Iterator[Point]:
    """The points of one subpath, its Bézier curves flattened (operators m l c v y h)."""
    start = at = _end(part[0])
    yield start
    for segment in part[1:]:
        if segment[0] == "h":
            if at != start:
                yield start
            at = start
            continue
        end = _end(segment)
        if segment[0] == "l":
            yield end
        else:
            numbers = [float(number) for number in segment[1:]]
            handles = list(zip(numbers[:-2:2], numbers[1:-2:2], strict=True))
            if segment[0] == "v":
                handles.insert(0, at)
            elif segment[0] == "y":
                handles.append(end)
            yield from _bezier(at, handles[0], handles[1], end)
        at = end


def _end(segment: PathSegment) -> Point:
    return float(segment[-2]), float(segment[-1])  # type: ignore[misc]


def _bezier(start: Point, leave: Point, arrive: Point, end: Point) -> Iterator[Point]:
    for step in range(1, _STEPS_OF_CURVE + 1):
        t = step / _STEPS_OF_CURVE
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        points = (start, leave, arrive, end)
        yield (
            sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
            sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
        )


def _rgb(colour: object, space: PDFColorSpace) -> Colour:
    """A colour as red, green, blue from 0 to 1; black where only a pattern or an ink is named."""
    parts = colour if isinstance(colour, tuple) else (colour,)
    levels = [float(part) for part in parts if isinstance(part, (int, float))]
    if len(levels) != len(parts) or space.name in ("Pattern", "Separation", "DeviceN", "Lab"):
        return BLACK
    if len(levels) == 1:
        return levels[0], levels[0], levels[0]
    if len(levels) == 3:
        return levels[0], levels[1], levels[2]
    if len(levels) == 4:
        cyan, magenta, yellow, key = levels
        return (1 - cyan) * (1 - key), (1 - magenta) * (1 - key), (1 - yellow) * (1 - key)
    return BLACK


def _is_finite(box: Box) -> bool:
    return all(math.isfinite(edge) and abs(edge) < _FURTHEST for edge in box)
