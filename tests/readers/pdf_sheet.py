"""Draws test pages as PDF: words, lines and shapes at points from the top left, and form fields."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

from docforge.layout import Cell, Document, Mark, Paragraph, Table
from docforge.place import Box
from docforge.readers import pdf

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

Points = Sequence[tuple[float, float]]


class Sheet:
    """A PDF under construction, A4 upright unless told otherwise."""

    def __init__(
        self, size: tuple[float, float] = A4, *, encryption: StandardEncryption | None = None
    ) -> None:
        self.width, self.height = size
        self._file = io.BytesIO()
        self.canvas: Any = Canvas(self._file, pagesize=size, encrypt=encryption, invariant=1)

    def words(
        self, x: float, baseline: float, text: str, size: float = 10.5, font: str = SONG
    ) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - baseline, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def strokes(self, points: Points, *, closed: bool = False, fill: bool = False) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=0 if fill else 1, fill=1 if fill else 0)

    def box(self, x0: float, y0: float, x1: float, y1: float, *, fill: bool = False) -> None:
        self.canvas.rect(
            x0, self.height - y1, x1 - x0, y1 - y0, stroke=0 if fill else 1, fill=1 if fill else 0
        )

    def ring(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.ellipse(x0, self.height - y1, x1, self.height - y0)

    def grid(self, across: Sequence[float], down: Sequence[float]) -> None:
        """A table whose every cell is ruled."""
        for x in across:
            self.line(x, down[0], x, down[-1])
        for y in down:
            self.line(across[0], y, across[-1], y)

    def picture(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.drawImage(_grey(), x0, self.height - y1, x1 - x0, y1 - y0)

    def annotate(self, subtype: str, box: Box, **entries: str) -> None:
        """An annotation from its entries in PDF syntax ("Contents": "(words)")."""
        x0, y0, x1, y1 = box
        rectangle = f"[{x0} {self.height - y1} {x1} {self.height - y0}]"
        raw = {"Type": "/Annot", "Subtype": f"/{subtype}", "Rect": rectangle, **entries}
        self.canvas._addAnnotation(PDFDictionary(raw))

    def next_page(self) -> None:
        self.canvas.showPage()

    def data(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    def read(self) -> Document:
        return pdf.read(self.data())


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def one_page(content: str, *, fonts: dict[str, str] | None = None, catalogue: str = "") -> bytes:
    """A PDF of one page written out by hand, for what no program writes on purpose."""
    listed = " ".join(f"/{name} {font}" for name, font in (fonts or {"F1": HELVETICA}).items())
    return written_out(
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << {listed} >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    )


def written_out(*objects: str) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>"
    return data + f"{trailer}\nstartxref\n{len(data)}\n%%EOF\n".encode("latin-1")


def hex_text(words: str) -> str:
    """Words as a PDF string in hexadecimal."""
    return "<" + (b"\xfe\xff" + words.encode("utf-16-be")).hex() + ">"


def _grey() -> ImageReader:
    return ImageReader(Image.new("L", (8, 8), 200))


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def only_table(document: Document) -> Table:
    (table,) = document.tables
    return table


def texts(cells: Iterable[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def marks(document: Document) -> list[Mark]:
    """All marks of a document in reading order."""
    found: list[Mark] = []
    for block in document.blocks:
        contents = (
            [block.content]
            if isinstance(block, Paragraph)
            else [cell.content for cell in block.cells]
        )
        found.extend(part for content in contents for part in content if isinstance(part, Mark))
    return found
