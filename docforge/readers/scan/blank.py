"""A blank as pixels, for laying filled copies onto it."""

from __future__ import annotations

from contextlib import closing

import numpy as np
import pypdfium2 as pdfium

from docforge.layout import Raster

DPI = 200.0
"""Resolution at which scans are laid onto a blank: a tick box has some 29 pixels."""


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
