"""The QR code on a scanned page: what it says, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from docforge.page_code import PageCode, page_code
from docforge.readers.scan.pictures.ink import Grey

_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_COARSE = 2200
"""Pixels along the long side, 188 dpi of A4: below it a code is also looked for twice as large."""


@dataclass(frozen=True)
class SeenCode:
    """A code and its corners on the scan (4 x 2 pixels): its own top left, then clockwise."""

    code: PageCode
    corners: NDArray[np.float32]


def code_on(grey: Grey) -> SeenCode | None:
    """The code that docforge printed on a page, whatever its orientation.

    None where there is none, where it cannot be read, and where two say different things.
    """
    for larger in (1, 2) if max(grey.shape) < _COARSE else (1,):
        seen = _codes(grey, larger)
        if seen:
            same = all(each.code == seen[0].code for each in seen)
            return seen[0] if same else None
    return None


def _codes(grey: Grey, larger: int) -> list[SeenCode]:
    picture = grey
    if larger > 1:
        sized = cv2.resize(grey, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
        picture = np.asarray(sized, dtype=np.uint8)
    found = []
    for barcode in zxingcpp.read_barcodes(
        np.ascontiguousarray(picture), formats=_QR, try_invert=False
    ):
        code = page_code(barcode.text)
        if code is not None:
            at = barcode.position
            points = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
            corners = np.array([(point.x, point.y) for point in points]) / larger
            found.append(SeenCode(code, corners.astype(np.float32)))
    return found
