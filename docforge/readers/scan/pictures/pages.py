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
from PIL import ExifTags, Image, ImageOps, ImageSequence

from docforge.errors import HostileFile, TruncatedFile
from docforge.messages import translate as _
from docforge.place import Box, Place

Pixels = NDArray[np.uint8]
"""height x width x 3, red green blue, 0 is dark."""

POINTS = 72.0
_LONGEST = 3600
"""Pixels along the long side: 300 dpi of A4. More tells nothing about pen marks."""
_FINE = 3500
"""Pixels along the long side that are enough of a picture that can be had in halves."""
_SHORTEST = 1100
"""Pixels along the long side that a page is drawn with if it holds no picture."""
_MOSTLY, _TWO_LEVELS = 0.7, 0.97
"""Shares of a page: so much is ink on none, so much has no third level on a negative."""
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
    pixels = _as_positive(np.ascontiguousarray(bitmap.to_numpy()[:, :, :3]))
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
                if wanted is not None and number not in wanted:
                    continue
                size = frame.size
                # A JPEG of 600 dpi is decoded at half its size where that is fine enough.
                frame.draft(None, _fine_enough(size))
                yield _page(frame, number, size)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise TruncatedFile(
            _("The picture is damaged."),
            remedy=_("Scan the form again, or ask for the file again."),
        ) from error


def _fine_enough(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, _FINE / max(size))
    return int(size[0] * share), int(size[1] * share)


def _page(frame: Image.Image, number: int, full: tuple[int, int]) -> Scan:
    """Pixels x 72/dpi is the size in points; 72 dpi where the file declares none.

    `full` is the picture's size in pixels, of which the frame may be a fraction.
    """
    dpi = float(frame.info.get("dpi", (POINTS, POINTS))[0]) or POINTS
    # Pillow copies what need not be turned or converted, and a page of 600 dpi takes 100 MB.
    turned = frame.getexif().get(ExifTags.Base.Orientation, 1) != 1
    upright = ImageOps.exif_transpose(frame) if turned else frame
    if upright.mode in ("RGBA", "LA", "PA"):
        white = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(white, upright.convert("RGBA"))
    size = upright.size
    shrink = min(1.0, _LONGEST / max(size))
    plain = _in_eight_bits(upright)
    whole = plain if plain.mode == "RGB" else plain.convert("RGB")
    if shrink < 1.0:
        whole = whole.resize(
            (round(size[0] * shrink), round(size[1] * shrink)), Image.Resampling.BOX
        )
    pixels = _as_positive(np.asarray(whole, dtype=np.uint8))
    coarser = max(full) / max(size)
    width, height = (round(side * coarser) * POINTS / dpi for side in size)
    return Scan(number, pixels, width, height, pixels.shape[1] / width)


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey of 16 bits and more in 8: Pillow would cut off all that is brighter than 255."""
    if picture.mode[:1] not in ("I", "F"):
        return picture
    levels = np.asarray(picture, dtype=np.float32)
    highest = max(float(levels.max()), 1.0)
    whole = 65535.0 if 255.0 < highest <= 65535.0 else highest if highest > 255.0 else 255.0
    return Image.fromarray(np.clip(levels * (255.0 / whole), 0, 255).astype(np.uint8))


def _as_positive(pixels: Pixels) -> Pixels:
    """A page of black and white alone that was stored as its negative, turned back.

    Only of two levels: a photograph may well show more of a dark desk than of the paper.
    """
    seen = pixels[::4, ::4, 1]
    black, white = float((seen < 50).mean()), float((seen > 205).mean())
    negative = black > _MOSTLY and black + white > _TWO_LEVELS
    return np.asarray(255 - pixels, dtype=np.uint8) if negative else pixels


def _too_large() -> HostileFile:
    return HostileFile(
        _("A picture has more than {size} million pixels.").format(size=_MOST_PIXELS // 1_000_000),
        remedy=_("Scan the form at 200 to 300 dpi."),
    )
