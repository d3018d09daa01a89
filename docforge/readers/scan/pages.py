"""Scanned pages as pixels: from PDF at the resolution of the picture inside, JPEG, PNG, TIFF.

Pages come one at a time, so that a stack of a hundred takes the memory of one.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image, ImageOps, ImageSequence

from docforge.errors import HostileFile, TruncatedFile
from docforge.messages import translate as _
from docforge.place import Box, Place

Pixels = NDArray[np.uint8]
"""height x width x 3, red green blue, 0 is dark."""

POINTS = 72.0
_LONGEST = 3600
"""Pixels along the long side: 300 dpi of A4. More tells nothing about pen marks."""
_SHORTEST = 1100
"""Pixels along the long side that a page is drawn with if it holds no picture."""
_MOST_PIXELS = 400_000_000
"""Of a picture as it stands in the file; A3 at 600 dpi has 70 million."""


@dataclass(frozen=True)
class Scan:
    """One scanned page. `scale` is pixels a point, so that `box / scale` is a place on the page."""

    number: int
    pixels: Pixels
    width: float
    height: float
    scale: float

    @property
    def place(self) -> Place:
        """The whole page."""
        return Place(page=self.number, box=(0.0, 0.0, self.width, self.height))

    def box_of(self, points: NDArray[np.float32]) -> Box:
        """The place around some pixels (n x 2, x and y), in points, within the page."""
        low, high = points.min(axis=0) / self.scale, points.max(axis=0) / self.scale
        return (
            float(np.clip(low[0], 0, self.width)),
            float(np.clip(low[1], 0, self.height)),
            float(np.clip(high[0], 0, self.width)),
            float(np.clip(high[1], 0, self.height)),
        )


def pages_of_pdf(data: bytes, wanted: Collection[int] | None = None) -> Iterator[Scan]:
    """The wanted pages (from 1; all where None) of a PDF that was opened before without fault."""
    with closing(pdfium.PdfDocument(data)) as document:
        for index in range(len(document)):
            if wanted is None or index + 1 in wanted:
                with closing(document[index]) as page:
                    yield _drawn(page, index + 1)


def _drawn(page: pdfium.PdfPage, number: int) -> Scan:
    """A page drawn so that a pixel of its picture becomes a pixel."""
    width, height = page.get_size()
    longest = max(width, height)
    scale = _own_resolution(page)
    least = _SHORTEST if scale else 200 / POINTS * longest
    scale = min(max(scale, least / longest), _LONGEST / longest)
    bitmap = page.render(scale=scale, rev_byteorder=True)
    pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    bitmap.close()
    return Scan(number, pixels, width, height, pixels.shape[1] / width)


def _own_resolution(page: pdfium.PdfPage) -> float:
    """Pixels a point of the page's largest picture, 0 where there is none.

    A page's size may lie (many scanners write pixels as points), its picture does not.
    """
    largest, scale = 0.0, 0.0
    for picture in page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=4):
        left, bottom, right, top = picture.get_bounds()
        across, down = right - left, top - bottom
        columns, rows = picture.get_px_size()
        if columns * rows > _MOST_PIXELS:
            raise _too_large()
        if across * down > largest and min(across, down) > 0:
            largest = across * down
            scale = max(columns, rows) / max(across, down)
    return scale


def pages_of_picture(data: bytes, wanted: Collection[int] | None = None) -> Iterator[Scan]:
    """The wanted pages of a JPEG, PNG, TIFF, BMP, GIF or WebP, turned as their EXIF data says.

    Raises TruncatedFile where the picture is damaged, HostileFile where it is absurdly large.
    """
    try:
        with Image.open(io.BytesIO(data)) as picture:
            for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
                if frame.width * frame.height > _MOST_PIXELS:
                    raise _too_large()
                if wanted is None or number in wanted:
                    yield _page(frame, number)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise TruncatedFile(
            _("The picture is damaged."),
            remedy=_("Scan the form again, or ask for the file again."),
        ) from error


def _page(frame: Image.Image, number: int) -> Scan:
    """Pixels x 72/dpi is the size in points; 72 dpi where the file declares none."""
    dpi = float(frame.info.get("dpi", (POINTS, POINTS))[0]) or POINTS
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA"):
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright.convert("RGBA"))
    size = upright.size
    shrink = min(1.0, _LONGEST / max(size))
    whole = upright.convert("RGB")
    if shrink < 1.0:
        whole = whole.resize(
            (round(size[0] * shrink), round(size[1] * shrink)), Image.Resampling.BOX
        )
    pixels = np.asarray(whole, dtype=np.uint8)
    width, height = size[0] * POINTS / dpi, size[1] * POINTS / dpi
    return Scan(number, pixels, width, height, pixels.shape[1] / width)


def _too_large() -> HostileFile:
    return HostileFile(
        _("A picture has more than {size} million pixels.").format(size=_MOST_PIXELS // 1_000_000),
        remedy=_("Scan the form at 200 to 300 dpi."),
    )
