"""Whole pages of a scan as small pictures, by which people tell which page is which."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing

import pypdfium2 as pdfium
from PIL import Image

from docforge.readers.scan.pictures.pages import pages_of_picture

_SIZE = (520, 735)
"""Pixels: a page of A4 at 63 dpi, on which writing can be read where the picture is enlarged."""
_FINER = 1.5
"""A page is drawn this much larger first; made smaller then, thin strokes stay whole."""
_QUALITY = 35


def thumbnails_of(data: bytes, wanted: Mapping[int, int]) -> dict[int, bytes]:
    """Grey JPEGs of about 25 KB, by the numbers (from 1) of those wanted pages that there are.

    `wanted` tells for each page by how many quarters it is turned against the clock.
    Raises TruncatedFile, HostileFile for a picture that cannot be opened.
    """
    drawn = _of_pdf if b"%PDF-" in data[:1024] else _of_picture
    pictures = drawn(data, wanted.keys())
    return {number: _small(picture, wanted[number]) for number, picture in pictures}


def _of_pdf(data: bytes, wanted: Collection[int]) -> Iterator[tuple[int, Image.Image]]:
    with closing(pdfium.PdfDocument(data)) as document:
        for number in sorted(wanted):
            if not 1 <= number <= len(document):
                continue
            with closing(document[number - 1]) as page:
                width, height = page.get_size()
                scale = _FINER * min(_SIZE[0] / width, _SIZE[1] / height)
                bitmap = page.render(scale=scale)
                yield number, bitmap.to_pil()
                bitmap.close()


def _of_picture(data: bytes, wanted: Collection[int]) -> Iterator[tuple[int, Image.Image]]:
    for scan in pages_of_picture(data, wanted):
        yield scan.number, Image.fromarray(scan.pixels)


def _small(picture: Image.Image, quarters: int) -> bytes:
    small = picture.convert("L").rotate(90 * quarters, expand=True)
    small.thumbnail(_SIZE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
