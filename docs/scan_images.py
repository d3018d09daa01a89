"""Pictures of how scans are read, for `docs.make_images`."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from docforge import data
from docforge.forms import load_catalogue
from docforge.intake.blanks import kept_blanks
from docforge.readers.scan.identity.known_blanks import Blanks
from docforge.readers.scan.laid.laying import Laid, lay
from docforge.readers.scan.laid.under_seals import without_black_seals
from docforge.readers.scan.pictures.ink import ink_of, red_channel
from docforge.readers.scan.pictures.pages import pages_of_pdf, pages_of_picture

FORM = "shanxi-2022/inspection-record"
SAMPLE = data.shipped("samples") / "scans" / "stamped.pdf"
BLACK = 170
"""Grey levels below which a fax is black."""
WIDTH, HEIGHT = 560, 430
"""Pixels at 200 dpi that are shown around a seal."""


def under_a_seal() -> list[tuple[str, list[Image.Image]]]:
    """A stamped page as a fax shows it, and what is left of it when its seal is taken off."""
    grey = next(iter(pages_of_pdf(SAMPLE.read_bytes(), {1}))).pixels @ np.array([0.3, 0.59, 0.11])
    fax = Image.fromarray(np.where(grey < BLACK, 0, 255).astype(np.uint8))
    laid = _laid(fax)
    seal = laid.black_seals[0]
    left, top = round(seal.x) - WIDTH // 2, round(seal.y) - HEIGHT // 2
    part = slice(max(top, 0), top + HEIGHT), slice(max(left, 0), left + WIDTH)
    seen = (laid.pixels[part][:, :, 0], 255 - laid.ink[part])
    return [
        (title, [Image.fromarray(np.ascontiguousarray(picture)).convert("RGB")])
        for title, picture in zip(("传真件", "去掉印章之后"), seen, strict=True)
    ]


def _laid(picture: Image.Image) -> Laid:
    out = io.BytesIO()
    picture.save(out, "PNG", dpi=(200, 200))
    scan = next(iter(pages_of_picture(out.getvalue())))
    blank = next(each for each in kept_blanks(load_catalogue()) if each.form == FORM)
    found = Blanks(list(blank.pages)).register(ink_of(red_channel(scan.pixels)))
    assert found is not None
    return without_black_seals(lay(scan, found, blank.pages[found.index].raster))
