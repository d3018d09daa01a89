"""A blank as pixels, for laying filled copies onto it."""

from __future__ import annotations

import io
from contextlib import closing

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from docforge.layout import Raster
from docforge.readers.scan.pictures.pages import POINTS, pages_of_pdf
from docforge.readers.scan.unknown.upright import turned_upright

DPI = 200.0
"""Resolution at which scans are laid onto a blank: a tick box has some 29 pixels."""

A4_LONG = 842.0
"""Points along the long side; of a scanned page's own size nothing is believed."""


def rasters_of(data: bytes) -> list[Raster]:
    """The pages of a blank's PDF in grey, at 200 dpi."""
    rasters = []
    with closing(pdfium.PdfDocument(data)) as document:
        for index in range(len(document)):
            with closing(document[index]) as page:
                bitmap = page.render(scale=DPI / 72, grayscale=True)
                grey = np.ascontiguousarray(bitmap.to_numpy().squeeze(), dtype=np.uint8)
                rasters.append(Raster(grey.shape[1], grey.shape[0], DPI, grey.tobytes()))
    return rasters


def upright_blank(data: bytes) -> bytes:
    """A blank that was scanned, as a PDF whose pages stand upright and straight."""
    pages = [Image.fromarray(turned_upright(scan)[0].pixels) for scan in pages_of_pdf(data)]
    dpi = max(max(page.size) for page in pages) / A4_LONG * POINTS
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:], resolution=dpi, quality=92)
    return out.getvalue()
