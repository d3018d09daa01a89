"""Small pictures of scanned pages, upright, for people to tell the pages by."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from docforge import readers
from docforge.readers.scan.pictures.pages import Pixels
from tests.readers.scanned import as_pdf


def _marked(turns: int) -> Pixels:
    """A page with a black corner at its top left, laid down turned by so many quarters."""
    page = np.full((1400, 1000, 3), 250, np.uint8)
    page[:300, :300] = 0
    return np.ascontiguousarray(np.rot90(page, -turns))


def _as_tiff(pages: list[Pixels]) -> bytes:
    first, *others = map(Image.fromarray, pages)
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=others)
    return out.getvalue()


@pytest.mark.parametrize("kind", [as_pdf, _as_tiff])
def test_pages_are_small_grey_and_upright(kind: object) -> None:
    assert callable(kind)
    scan = kind([_marked(turns) for turns in range(4)])
    found = readers.thumbnails_of(scan, {1: 0, 2: 1, 3: 2, 4: 3, 9: 0})
    assert sorted(found) == [1, 2, 3, 4], "there is no ninth page"
    for jpeg in found.values():
        picture = Image.open(io.BytesIO(jpeg))
        assert picture.mode == "L"
        assert picture.height > picture.width
        assert picture.height <= 735
        assert np.asarray(picture)[20, 20] < 60
        assert np.asarray(picture)[-20, -20] > 200


def test_a_crop_is_turned_as_its_page_is() -> None:
    scan = as_pdf([_marked(2)], 72)
    upright = readers.clipping_of(scan, 1, (600.0, 1000.0, 1000.0, 1400.0), 2)
    crop = np.asarray(Image.open(io.BytesIO(upright)).convert("L"))
    assert crop[5, 5] < 60
    assert crop[-5, -5] > 200
