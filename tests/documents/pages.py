"""Printed pages as a ruler sees them: where ink stands, in millimetres from the upper left."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image, ImageChops

DPI = 300
A_MM = DPI / 25.4


class Band(NamedTuple):
    """A line of ink, between white above and below."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left


def printed(document: Path) -> Path:
    """The PDF that LibreOffice makes of a document."""
    profile = f"-env:UserInstallation={(document.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(
        [*command, document.parent, document], check=True, capture_output=True, timeout=180
    )
    return document.with_suffix(".pdf")


def pictures(pdf: Path) -> list[Image.Image]:
    """Every page at 300 dots an inch."""
    book = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in book]
    finally:
        book.close()


def bands(page: Image.Image, *, red: bool = False) -> list[Band]:
    """The lines of ink of a page from above; `red` only those in red."""
    if red:
        reds, greens, _blues = page.split()
        mask = ImageChops.subtract(reds, greens).point(lambda value: 255 * (value > 100))
    else:
        mask = page.convert("L").point(lambda value: 255 * (value < 128))
    found: list[Band] = []
    start = None
    for row in range(mask.height + 1):
        inked = row < mask.height and mask.crop((0, row, mask.width, row + 1)).getbbox()
        if inked and start is None:
            start = row
        elif not inked and start is not None:
            box = mask.crop((0, start, mask.width, row)).getbbox()
            assert box is not None
            edges = (start, row, box[0], box[2])
            found.append(Band(*(edge / A_MM for edge in edges)))
            start = None
    return found


def part(page: Image.Image, *, left: float, top: float, right: float, bottom: float) -> Image.Image:
    """A page white but for a part of it (mm)."""
    x, y = round(left * A_MM), round(top * A_MM)
    white = Image.new("RGB", page.size, "white")
    white.paste(page.crop((x, y, round(right * A_MM), round(bottom * A_MM))), (x, y))
    return white
