"""What stands at a place of a scan, as a small picture for people to compare with."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
from PIL import Image

from docforge.place import Box
from docforge.readers.scan.pictures.pages import Scan, pages_of_pdf, pages_of_picture

_AROUND = 6.0
"""Points at 595 points of width that are shown around the place."""
_WIDEST, _TALLEST = 300, 180
"""Pixels of a clipping."""
_QUALITY = 60


@lru_cache(maxsize=3)
def _page(data: bytes, number: int) -> Scan | None:
    if b"%PDF-" in data[:1024]:
        return next(iter(pages_of_pdf(data, {number})), None)
    return next((page for page in pages_of_picture(data) if page.number == number), None)


def clipping_of(data: bytes, number: int, box: Box, quarters: int = 0) -> bytes:
    """A JPEG of a box (points) on a page, turned by `quarters` against the clock.

    Nothing where the source has no such page.
    """
    page = _page(data, number)
    if page is None:
        return b""
    around = _AROUND * page.width / 595
    x0, y0, x1, y1 = (
        round(edge * page.scale)
        for edge in (box[0] - around, box[1] - around, box[2] + around, box[3] + around)
    )
    part = page.pixels[max(y0, 0) : max(y1, 0), max(x0, 0) : max(x1, 0)]
    if min(part.shape[:2]) < 2:
        return b""
    picture = Image.fromarray(np.ascontiguousarray(np.rot90(part, quarters)))
    picture.thumbnail((_WIDEST, _TALLEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()
