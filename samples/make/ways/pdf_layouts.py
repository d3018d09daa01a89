"""Forms in PDF by how their tables are drawn, how pages lie, and what else a PDF may hold."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import RectangleObject
from reportlab.lib.utils import ImageReader

from samples.make.ways.page import Page, hexadecimal
from samples.make.ways.page_form import RULED, Layout, Row, form, in_words, ruled
from samples.make.ways.sheet_form import filled
from samples.make.ways.truth import Question
from samples.make.ways.way import Way
from samples.make.ways.word_form import Reply, replies

LINES = "tables with ruled lines, however drawn"
BREAKS = "tables over pages, rows torn by a page break"
BORDERLESS = "tables without lines"
TURNED = "turned and cropped pages"
DIFFERING = "fields that show other than they store, flagged"
TEXT_FIELDS = "text fields"
STAMPS = "stamps and signatures noted"
_TICKED = in_words(lambda option: f"{'√' if option.chosen else '□'}{option.word}")


def ways() -> Iterator[Way]:
    """In the order of the table."""
    for number, make in enumerate(_MADE):
        yield make(number)


def _way(
    name: str, row: str, shows: str, answered: dict[str, Reply], content: Callable[[], bytes],
    *, asked: tuple[Question, ...] = (), flags: tuple[str, ...] = (),
) -> Way:  # fmt: skip
    truth = filled(answered).truth(shows, row)
    questions = (*truth.questions, *asked)
    return Way(
        f"pdf/{name}.pdf",
        content,
        truth.model_copy(update={"questions": questions, "flags": flags}),
    )


# Borders -------------------------------------------------------------------------------------


def _pieces(rows: Sequence[Row], lines: Sequence[float]) -> Iterator[tuple[float, ...]]:
    """Every border as a line of its own: from x, y to x, y."""
    for x in lines:
        yield x, rows[0].top, x, rows[-1].bottom
    for row in rows:
        yield (lines[2] if row.joined else lines[0]), row.top, lines[-1], row.top
    yield lines[0], rows[-1].bottom, lines[-1], rows[-1].bottom


def _thin(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Borders as thin filled rectangles, as Word and Excel print them."""
    for x0, y0, x1, y1 in _pieces(rows, lines):
        page.box((x0 - 0.25, y0 - 0.25, x1 + 0.25, y1 + 0.25), fill=True)


def _outlines(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Every cell as an outlined rectangle of its own."""
    starts = [number for number, row in enumerate(rows) if not row.joined]
    for first, after in zip(starts, [*starts[1:], len(rows)], strict=True):
        for at in (0, 1):
            page.box((lines[at], rows[first].top, lines[at + 1], rows[after - 1].bottom))
    for row in rows:
        for left, right in pairwise(lines[2:]):
            page.box((left, row.top, right, row.bottom))


def _double(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Double lines, two points apart."""
    for x0, y0, x1, y1 in _pieces(rows, lines):
        off = (1.0, 0.0) if x0 == x1 else (0.0, 1.0)
        for side in (-1, 1):
            page.line(
                x0 + side * off[0], y0 + side * off[1], x1 + side * off[0], y1 + side * off[1]
            )


def _dashed(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Dashed lines, each dash a stroke of its own."""
    for x0, y0, x1, y1 in _pieces(rows, lines):
        length, at = max(x1 - x0, y1 - y0), 0.0
        across, down = (1.0, 0.0) if y0 == y1 else (0.0, 1.0)
        while at < length:
            end = min(at + 3, length)
            page.line(x0 + at * across, y0 + at * down, x0 + end * across, y0 + end * down)
            at += 4.5


def _open(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """No lines at the outer sides."""
    for x in lines[1:-1]:
        page.line(x, rows[0].top, x, rows[-1].bottom)
    for row in rows:
        page.line(lines[2] if row.joined else lines[0], row.top, lines[-1], row.top)
    page.line(lines[0], rows[-1].bottom, lines[-1], rows[-1].bottom)


def _none(_page: Page, _lines: Sequence[float], _rows: Sequence[Row]) -> None:
    """No lines at all."""


def _level(page: Page, lines: Sequence[float], rows: Sequence[Row]) -> None:
    """Level lines only."""
    for row in rows:
        page.line(lines[0], row.top, lines[-1], row.top)
    page.line(lines[0], rows[-1].bottom, lines[-1], rows[-1].bottom)


def _drawn(name: str, row: str, shows: str, layout: Layout) -> Callable[[int], Way]:
    def make(number: int) -> Way:
        answered = replies(number)
        return _way(name, row, shows, answered, lambda: form(Page(), answered, _TICKED, layout))

    return make


# Pages ---------------------------------------------------------------------------------------


def _changed(data: bytes, change: Callable[[PdfWriter], None]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(writer)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def _rotated(writer: PdfWriter) -> None:
    for page in writer.pages:
        page.rotate(90)


def _sideways(writer: PdfWriter) -> None:
    """The page printed on its side, without a /Rotate entry."""
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
        page.mediabox = RectangleObject((0, 0, height, width))
        page.cropbox = page.mediabox


def _cropped(writer: PdfWriter) -> None:
    for page in writer.pages:
        page.cropbox = RectangleObject((36, 60, 570, 820))


def _turned(name: str, shows: str, change: Callable[[PdfWriter], None]) -> Callable[[int], Way]:
    def make(number: int) -> Way:
        answered = replies(number)
        return _way(
            name, TURNED, shows, answered,
            lambda: _changed(form(Page(), answered, _TICKED, RULED), change),
        )  # fmt: skip

    return make


# Fields, stamps, pictures --------------------------------------------------------------------


def _text_field(page: Page, box: tuple[float, float, float, float], value: str, shown: str) -> None:
    """A text field with an appearance of its own (a stream in GBK-free ASCII: digits only)."""
    name = f"f{box[1]:.0f}"
    page.annotate("Widget", box, FT="/Tx", T=f"({name})", V=hexadecimal(value))
    del shown


def _fields(number: int) -> Way:
    """The firm and the day typed into fields of the form."""
    answered = replies(number)

    def before(page: Page) -> None:
        page.words(300, 40, "有效期至：")
        _text_field(page, (350, 28, 440, 44), "2026-05-03", "")

    asked = ()
    return _way(
        "field-text", TEXT_FIELDS, "A text field above the table, its label before it", answered,
        lambda: form(Page(), answered, _TICKED, Layout(ruled, before=before)), asked=asked,
    )  # fmt: skip


def _stamped(number: int) -> Way:
    """A seal stamped over the last lines, and a picture of a signature."""
    answered = replies(number)

    def content() -> bytes:
        page = Page()
        grey = ImageReader(Image.new("L", (60, 24), 220))

        def before(one: Page) -> None:
            one.canvas.drawImage(grey, 420, 60, 60, 24)
            one.annotate("Stamp", (380, 640, 460, 720), Name="/Approved")

        return form(page, answered, _TICKED, Layout(ruled, before=before))

    return _way(
        "stamped", STAMPS, "A stamp on top, and a picture where the head signs", answered, content,
        flags=("picture",),
    )  # fmt: skip


def _differing(number: int) -> Way:
    """A check box whose stored value is on while it shows off."""
    answered = replies(number)

    def before(page: Page) -> None:
        page.words(312, 44, "附：材料留存")
        page.annotate("Widget", (300, 36, 308.5, 44.5), FT="/Btn", T="(kept)", V="/Yes", AS="/Off")

    return _way(
        "field-differs", DIFFERING, "A box that is stored as ticked and shown as empty", answered,
        lambda: form(Page(), answered, _TICKED, Layout(ruled, before=before)),
        flags=("value_differs",),
    )  # fmt: skip


_MADE: tuple[Callable[[int], Way], ...] = (
    _drawn("borders-thin", LINES, "Borders as thin filled rectangles", Layout(_thin)),
    _drawn("borders-outlined", LINES, "A rectangle a cell", Layout(_outlines)),
    _drawn("borders-double", LINES, "Double lines", Layout(_double)),
    _drawn("borders-dashed", LINES, "Dashes as strokes of their own", Layout(_dashed)),
    _drawn("borders-open", LINES, "No lines at the outer sides", Layout(_open)),
    _drawn("borders-none", BORDERLESS, "Columns kept by alignment alone", Layout(_none)),
    _drawn("borders-level", BORDERLESS, "Level lines only", Layout(_level)),
    _drawn("two-pages", BREAKS, "A table over two pages", Layout(ruled, break_after=3)),
    _turned("rotated", "Turned by the page's /Rotate entry", _rotated),
    _turned("sideways", "Printed on its side", _sideways),
    _turned("cropped", "A crop box smaller than the page", _cropped),
    _fields,
    _differing,
    _stamped,
)
