"""Pages drawn for the ways of PDF: words, lines, boxes, pen strokes, fields and annotations.

Points from the top left, as readers count. The Chinese font is named, not embedded, as in forms
that count on the reader's own fonts; files stay small.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))
Points = Sequence[tuple[float, float]]
Box = tuple[float, float, float, float]
SIZE = 9.0


class Page:
    """A PDF under construction, page after page."""

    def __init__(self, size: tuple[float, float] = A4) -> None:
        self.width, self.height = size
        self._file = io.BytesIO()
        self.canvas: Any = Canvas(self._file, pagesize=size, invariant=1)
        self.canvas.setLineWidth(0.6)

    def words(
        self, x: float, baseline: float, text: str, size: float = SIZE, font: str = SONG
    ) -> float:
        """Writes words; where they end."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.height - baseline, text)
        return x + float(pdfmetrics.stringWidth(text, font, size))

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def stroke(self, points: Points, *, closed: bool = False, fill: bool = False) -> None:
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        if closed:
            path.close()
        self.canvas.drawPath(path, stroke=0 if fill else 1, fill=1 if fill else 0)

    def box(self, box: Box, *, fill: bool = False) -> None:
        x0, y0, x1, y1 = box
        self.canvas.rect(
            x0, self.height - y1, x1 - x0, y1 - y0, stroke=0 if fill else 1, fill=1 if fill else 0
        )

    def ring(self, box: Box) -> None:
        x0, y0, x1, y1 = box
        self.canvas.ellipse(x0, self.height - y1, x1, self.height - y0)

    def annotate(self, subtype: str, box: Box, **entries: str) -> None:
        """An annotation from its entries in PDF syntax ("Contents": "(words)")."""
        x0, y0, x1, y1 = box
        rectangle = f"[{x0:.2f} {self.height - y1:.2f} {x1:.2f} {self.height - y0:.2f}]"
        raw = {"Type": "/Annot", "Subtype": f"/{subtype}", "Rect": rectangle, "F": "4", **entries}
        self.canvas._addAnnotation(PDFDictionary(raw))

    def pairs(self, points: Points) -> str:
        """Points as annotations list them."""
        return " ".join(f"{x:.2f} {self.height - y:.2f}" for x, y in points)

    def next(self) -> None:
        self.canvas.showPage()
        self.canvas.setLineWidth(0.6)

    def data(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()


def hexadecimal(words: str) -> str:
    """Words as a PDF string."""
    return "<" + (b"\xfe\xff" + words.encode("utf-16-be")).hex() + ">"


def wrapped(text: str, width: float, size: float = SIZE) -> list[str]:
    """The lines that a text takes in a cell of that width."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and pdfmetrics.stringWidth(line + character, SONG, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines
