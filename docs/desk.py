"""Pages side by side on a desk, as the pictures of the documentation show them."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFont

from docs.office_pages import SANS, Page

IMAGES = Path(__file__).with_name("images")
PAPER, DESK, INK, EDGE = "#ffffff", "#eef1f4", "#24313f", "#b9c2cc"
GAP, HEAD = 28, 62


def beside(
    groups: Iterable[tuple[str, Sequence[Page | Image.Image]]], margin: int = 28
) -> Image.Image:
    """Titled groups of pages on a desk, from left to right."""
    sheets = [
        (title, trimmed(page.picture, margin) if isinstance(page, Page) else page)
        for title, pages in groups
        for page in pages
    ]
    titles = _font(26)
    widths = [max(page.width, round(titles.getlength(title))) for title, page in sheets]
    height = max(page.height for _, page in sheets)
    desk = Image.new("RGB", (sum(widths) + GAP * (len(sheets) + 1), height + HEAD + GAP), DESK)
    draw = ImageDraw.Draw(desk)
    at, before = GAP, ""
    for (title, page), width in zip(sheets, widths, strict=True):
        if title != before:
            draw.text((at, 14), title, fill=INK, font=titles)
        desk.paste(page, (at, HEAD))
        draw.rectangle((at - 1, HEAD - 1, at + page.width, HEAD + page.height), outline=EDGE)
        at, before = at + width + GAP, title
    return desk


def trimmed(page: Image.Image, margin: int) -> Image.Image:
    """A page without most of its empty margins."""
    box = ImageChops.difference(page, Image.new("RGB", page.size, PAPER)).getbbox()
    if box is None:
        return page
    left, top, right, bottom = box
    return page.crop(
        (
            max(left - margin, 0),
            max(top - margin, 0),
            min(right + margin, page.width),
            min(bottom + margin, page.height),
        )
    )


def _font(size: int) -> ImageFont.FreeTypeFont:
    asked = ["fc-match", "-f", "%{file}", SANS]
    found = subprocess.run(asked, check=True, capture_output=True, text=True)
    return ImageFont.truetype(found.stdout, size)


def keep(picture: Image.Image, name: str, width: int) -> None:
    """Saves a picture at most this wide, in few colours: text needs no more, and it stays small."""
    if picture.width > width:
        height = round(picture.height * width / picture.width)
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    path = IMAGES / name
    picture.quantize(40, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.name}  {picture.width} x {picture.height}  {path.stat().st_size // 1024} KB")
