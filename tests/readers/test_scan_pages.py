"""Scanned pages as pixels: any file that scanners and telephones write, at its own resolution."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docforge.errors import TruncatedFile, UnsupportedFormat
from docforge.readers.content import media_of
from docforge.readers.scan.pictures.ink import ink_of, is_blank, red_channel
from docforge.readers.scan.pictures.pages import pages_of_pdf, pages_of_picture
from docforge.readers.scan.pictures.streaks import without_streaks
from tests.readers.scanned import SAMPLES, as_pdf, pages_of, white

WORD = SAMPLES.parent / "01-all-in-order.docx"


def _picture(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pages_of("flatbed")[0]).save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "BMP", "WEBP", "GIF"])
def test_pictures_of_all_kinds_are_scans(kind: str) -> None:
    data = _picture(kind)
    assert media_of(data) == "scan"
    (page,) = pages_of_picture(data)
    assert page.pixels.shape == pages_of("flatbed")[0].shape


def test_points_follow_from_the_declared_resolution_and_72_where_there_is_none() -> None:
    rows, columns, _three = pages_of("flatbed")[0].shape
    (declared,) = pages_of_picture(_picture("PNG", dpi=(150, 150)))
    assert (declared.width, declared.height) == pytest.approx(
        (columns * 0.48, rows * 0.48), rel=0.01
    )
    (silent,) = pages_of_picture(_picture("PNG"))
    assert (silent.width, silent.height) == (columns, rows)


def test_a_tiff_of_several_pages_gives_them_all() -> None:
    first, second = (Image.fromarray(page) for page in pages_of("flatbed"))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second])
    assert [page.number for page in pages_of_picture(out.getvalue())] == [1, 2]


def test_grey_of_sixteen_bits_and_ink_of_four_colours_look_as_they_are() -> None:
    page = Image.fromarray(pages_of("flatbed")[0])
    grey = np.asarray(page.convert("L"))
    for picture, kind in (
        (Image.fromarray(grey.astype(np.uint16) * 257), "PNG"),
        (Image.fromarray(grey.astype(np.uint16) * 257), "TIFF"),
        (page.convert("CMYK"), "TIFF"),
        (page.quantize(64), "PNG"),
    ):
        out = io.BytesIO()
        picture.save(out, kind)
        (seen,) = pages_of_picture(out.getvalue())
        off = np.abs(red_channel(seen.pixels).astype(int) - np.asarray(page)[:, :, 0])
        assert float(off.mean()) < 12, (kind, picture.mode)


def test_what_is_transparent_is_paper() -> None:
    ink = 255 - np.asarray(Image.fromarray(pages_of("flatbed")[0]).convert("L"))
    out = io.BytesIO()
    Image.fromarray(np.dstack([np.zeros((*ink.shape, 3), np.uint8), ink])).save(out, "PNG")
    (page,) = pages_of_picture(out.getvalue())
    assert (page.pixels[:, :, 0] == 255 - ink).all()


def test_a_fax_stored_as_its_negative_is_turned_back_and_a_dark_desk_is_not() -> None:
    dark = np.asarray(Image.fromarray(pages_of("flatbed")[0]).convert("L")) < 150
    for picture in (Image.fromarray(dark), Image.fromarray(~dark)):
        out = io.BytesIO()
        picture.save(out, "TIFF", compression="group4")
        (page,) = pages_of_picture(out.getvalue())
        assert (page.pixels[:, :, 0] == np.where(dark, 0, 255)).all()
    desk = np.full((1200, 900, 3), 45, np.uint8)
    desk[500:700, 300:600] = 190
    out = io.BytesIO()
    Image.fromarray(desk).save(out, "PNG")
    (page,) = pages_of_picture(out.getvalue())
    assert (page.pixels == desk).all()


def test_a_tiff_may_mix_kinds_and_resolutions() -> None:
    first, second = (Image.fromarray(page) for page in pages_of("flatbed"))
    large = first.convert("L").resize((first.width * 2, first.height * 2))
    out = io.BytesIO()
    fax = large.point(lambda level: 255 * (level > 150)).convert("1")
    fax.save(out, "TIFF", save_all=True, append_images=[second])
    pages = list(pages_of_picture(out.getvalue()))
    assert [page.pixels.shape[:2] for page in pages] == [
        (large.height, large.width),
        (second.height, second.width),
    ]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_page_of_600_dpi_is_taken_coarser_at_its_true_size(kind: str) -> None:
    out = io.BytesIO()
    Image.new("L", (4960, 7016), 250).save(out, kind, dpi=(600, 600))
    (page,) = pages_of_picture(out.getvalue())
    assert 3500 <= page.pixels.shape[0] <= 3600
    assert (page.width, page.height) == pytest.approx((595.2, 841.9), abs=0.5)
    assert page.scale == pytest.approx(page.pixels.shape[0] / page.height, rel=0.001)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    sideways = Image.fromarray(pages_of("flatbed")[0]).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter to the right
    out = io.BytesIO()
    sideways.save(out, "JPEG", exif=exif)
    (page,) = pages_of_picture(out.getvalue())
    assert page.pixels.shape == pages_of("flatbed")[0].shape


def test_a_page_of_a_pdf_comes_at_the_resolution_of_its_picture_though_its_size_lies() -> None:
    for dpi in (72, 150, 300):
        (page,) = pages_of_pdf(as_pdf(pages_of("flatbed")[:1], dpi))
        assert page.pixels.shape[:2] == pytest.approx(pages_of("flatbed")[0].shape[:2], abs=2)


def test_a_damaged_picture_is_told_as_such() -> None:
    data = _picture("JPEG")
    with pytest.raises(TruncatedFile):
        list(pages_of_picture(data[: len(data) // 2]))
    with pytest.raises(TruncatedFile):
        list(pages_of_picture(b"\x89PNG\r\n\x1a\nnothing more"))


def test_a_film_of_a_telephone_is_no_scan() -> None:
    with pytest.raises(UnsupportedFormat):
        media_of(b"\x00\x00\x00\x18ftypheic" + bytes(100))


def test_a_blank_back_is_told_from_a_filled_page() -> None:
    page = pages_of("flatbed")[0]
    assert is_blank(ink_of(red_channel(white(page))))
    assert not is_blank(ink_of(red_channel(page)))


def test_a_streak_down_the_page_is_taken_out_and_rulings_stay() -> None:
    page = white(pages_of("flatbed")[0])
    page[300:900, 400:403] = 60
    streaked = page.copy()
    streaked[:, 700:702] = np.clip(streaked[:, 700:702].astype(int) - 60, 0, 255)
    clean = without_streaks(streaked)
    assert abs(float(clean[:, 700:702].mean()) - float(page[:, 700:702].mean())) < 6
    assert (clean[400:800, 401] == 60).all()


def test_reading_a_word_file_loads_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    program = (
        "import sys; from docforge.cli import main\n"
        "sys.argv = ['docforge', 'parse', sys.argv[1], '-o', sys.argv[2]]\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print([n for n in ('cv2', 'onnxruntime', 'rapidocr', 'torch') if n in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(WORD), str(tmp_path / "out.jsonl")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"
