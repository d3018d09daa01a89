"""What is printed into the margins of a form so that its scan is known again: on every page a QR
code, which page of which copy it is, and a square in each corner, by which the page is laid out.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Iterable, Sequence
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import segno

from docforge.page_code import PageCode

MM = 72 / 25.4
"""Points a millimetre."""
EDGE = 6.0
"""Millimetres from the paper's edge, which no printer reaches nearer than 5."""
CORNER = 4.0
"""Millimetres along the side of a corner's square."""
CODE = 18.0
"""Millimetres along the side of the QR code: at 95 dpi its squares still have two pixels."""
_FROM_CORNER = 3.5
_LABEL_POINTS = 6.5
HEADROOM = EDGE + CODE + 3.0
"""Millimetres that the top margin of a page must have, the code's quiet zone included."""
ATTACHED = "docforge-blank.json"
"""The name under which a printed blank holds what it is."""
Rectangle = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points, from the bottom left as PDF counts."""


def mark_pages(content: bytes, codes: Sequence[PageCode], attached: bytes = b"") -> bytes:
    """A PDF with the marks of `codes`, one a page, in its margins; `attached` lies within it."""
    with closing(pdfium.PdfDocument(content)) as document:
        for index, code in enumerate(codes):
            with closing(document[index]) as page:
                _mark(document, page, code)
        return _saved(document, attached)


def repeated(content: bytes, times: int) -> bytes:
    """A PDF whose pages follow each other several times; what they share is kept once."""
    with closing(pdfium.PdfDocument(content)) as one, closing(pdfium.PdfDocument.new()) as many:
        many.import_pages(one, list(range(len(one))) * times)
        return _saved(many)


def one_after_another(contents: Sequence[bytes]) -> bytes:
    """Several PDFs as one, each beginning on a sheet of its own when both sides are printed."""
    with closing(pdfium.PdfDocument.new()) as whole:
        for content in contents:
            if len(whole) % 2:
                with closing(whole[len(whole) - 1]) as last:
                    whole.new_page(*last.get_size()).close()
            with closing(pdfium.PdfDocument(content)) as one:
                whole.import_pages(one)
        return _saved(whole)


def _saved(document: pdfium.PdfDocument, attached: bytes = b"") -> bytes:
    if attached:
        document.new_attachment(ATTACHED).set_data(attached)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def attached_to(content: bytes) -> bytes:
    """What `mark_pages` put into a PDF; b"" where it is no printed blank."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return b""
    with closing(document):
        for index in range(document.count_attachments()):
            attachment = document.get_attachment(index)
            if attachment.get_name() == ATTACHED:
                return bytes(attachment.get_data())
    return b""


def _mark(document: pdfium.PdfDocument, page: pdfium.PdfPage, code: PageCode) -> None:
    width, height = page.get_size()
    _fill(page, corner_squares(width, height))
    matrix = segno.make_qr(code.text, error="L", boost_error=True).matrix
    left, _bottom, _right, top = code_box(width, height)
    side = CODE * MM / len(matrix)
    _fill(page, _modules(matrix, left, top, side))
    _label(document, page, code, height)
    page.gen_content()


def corner_squares(width: float, height: float) -> list[Rectangle]:
    """The squares of a page of this size: bottom left, bottom right, top left, top right."""
    near, far = EDGE * MM, (EDGE + CORNER) * MM
    return [
        (x, y, x + far - near, y + far - near)
        for y in (near, height - far)
        for x in (near, width - far)
    ]


def code_box(width: float, height: float) -> Rectangle:
    """Where the QR code stands on a page of this size."""
    right, top = width - (EDGE + CORNER + _FROM_CORNER) * MM, height - EDGE * MM
    return right - CODE * MM, top - CODE * MM, right, top


def _modules(
    matrix: Sequence[bytearray], left: float, top: float, side: float
) -> Iterable[Rectangle]:
    """The dark squares of a code, those beside each other as one."""
    for row, line in enumerate(matrix):
        start = None
        for column, dark in enumerate([*line, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                y = top - (row + 1) * side
                yield left + start * side, y, left + column * side, y + side
                start = None


def _fill(page: pdfium.PdfPage, rectangles: Iterable[Rectangle]) -> None:
    """Black rectangles, all as one path: seams between them would tear the code."""
    path = None
    for x0, y0, x1, y1 in rectangles:
        if path is None:
            path = pdfium_c.FPDFPageObj_CreateNewPath(x0, y0)
        else:
            pdfium_c.FPDFPath_MoveTo(path, x0, y0)
        for x, y in ((x1, y0), (x1, y1), (x0, y1)):
            pdfium_c.FPDFPath_LineTo(path, x, y)
        pdfium_c.FPDFPath_Close(path)
    pdfium_c.FPDFPath_SetDrawMode(path, pdfium_c.FPDF_FILLMODE_WINDING, 0)
    pdfium_c.FPDFPageObj_SetFillColor(path, 0, 0, 0, 255)
    pdfium_c.FPDFPage_InsertObject(page.raw, path)


def _label(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, code: PageCode, height: float
) -> None:
    """The code in letters, for people: a page whose code is torn off can still be told."""
    written = f"{code.form}  {code.version}  {code.number}/{code.of}"
    if code.key and code.key.isascii():
        written += f"  {code.key[1:]}"
    text = pdfium_c.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", _LABEL_POINTS)
    letters = (ctypes.c_ushort * (len(written) + 1))(*map(ord, written), 0)
    pdfium_c.FPDFText_SetText(text, letters)
    x, y = (EDGE + CORNER + _FROM_CORNER) * MM, height - EDGE * MM - _LABEL_POINTS
    pdfium_c.FPDFPageObj_Transform(text, 1, 0, 0, 1, x, y)
    pdfium_c.FPDFPage_InsertObject(page.raw, text)
