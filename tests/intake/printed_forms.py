"""Printed forms for tests, without LibreOffice: the blank that ships, with codes in its margins."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from docforge import data, readers
from docforge.blanks.printed import Copy, PrintedBlank, marked
from docforge.intake.printed_blanks import keep_printed
from docforge.readers.scan.pictures.pages import Pixels
from tests.readers.scanned import as_pdf

FORM = "shanxi-2022/inspection-record"
HENGYUE = {"enterprise_name": "云州恒岳特钢有限公司", "licence_no": "（晋）XK05-001-00001"}
_DPI = 150


def printed(key: str = "", known: dict[str, str] | None = None, kept: bool = True) -> PrintedBlank:
    """A copy of the inspection record."""
    plain = (data.shipped("parsers") / f"{FORM}.blank.pdf").read_bytes()
    blank = marked(FORM, plain, Copy(b"", key, known or {}))
    if kept:
        keep_printed(blank)
    return blank


def scans_of(blank: PrintedBlank, ticked: Sequence[int] = range(30)) -> list[Pixels]:
    """Its pages, scanned a little askew, with a tick in the boxes of these numbers."""
    pages = []
    for number, raster in enumerate(readers.rasters_of(blank.content)):
        page = np.frombuffer(raster.pixels, np.uint8).reshape(raster.height, raster.width).copy()
        if number == 0:
            for row in ticked:
                _tick(page, 800 + 12 * row, 470 + 55 * row)
        turn = cv2.getRotationMatrix2D((raster.width / 2, raster.height / 2), 0.4, _DPI / 200)
        size = (round(raster.width * _DPI / 200), round(raster.height * _DPI / 200))
        wider, higher = size[0] - raster.width, size[1] - raster.height
        turn = turn + np.array([[0, 0, wider], [0, 0, higher]]) / 2
        seen = cv2.warpAffine(page, turn, size, flags=cv2.INTER_AREA, borderValue=(245,))
        pages.append(np.asarray(cv2.cvtColor(seen, cv2.COLOR_GRAY2RGB), np.uint8))
    return pages


def _tick(page: Pixels, x: int, y: int) -> None:
    stroke = np.array([[x - 14, y - 4], [x - 4, y + 10], [x + 18, y - 20]], np.int32)
    cv2.polylines(page, [stroke], False, (40,), 4)


def stack(*pages: Pixels) -> bytes:
    """A scanned stack."""
    return as_pdf(pages, _DPI)


def without_code(page: Pixels) -> Pixels:
    """A page whose code is torn off."""
    torn = page.copy()
    torn[: torn.shape[0] // 10, torn.shape[1] // 2 :] = 250
    return torn
