"""Scans for tests: samples, turned, cut apart, put together anew."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from docforge.readers.scan.pictures.pages import Pixels, pages_of_pdf

SAMPLES = Path(__file__).parents[2] / "samples" / "scans"


@lru_cache(maxsize=8)
def pages_of(name: str) -> tuple[Pixels, ...]:
    """The pages of a scanned sample as pixels."""
    return tuple(scan.pixels for scan in pages_of_pdf((SAMPLES / f"{name}.pdf").read_bytes()))


def as_pdf(pages: Sequence[Pixels], dpi: float = 150) -> bytes:
    """Pages as a PDF of pictures."""
    first, *others = (Image.fromarray(page) for page in pages)
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi, quality=70)
    return out.getvalue()


def white(like: Pixels) -> Pixels:
    """The blank back of a sheet."""
    noise = np.random.default_rng(0).normal(250, 2, like.shape)
    return np.clip(noise, 0, 255).astype(np.uint8)
