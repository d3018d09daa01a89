"""Filled sheets as scanners, cameras and fax machines give them: spoiled, then bound to a PDF."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from benchmarks.drawn_seals import press

Random = np.random.Generator
Pixels = NDArray[np.uint8]
DPI = 200
GREY_STAMPED = ("grey_stamp200", "grey_stamp150")
"""Sealed pages that were scanned without colours."""
_STAMPED = ("stamp200", "fax200", *GREY_STAMPED)


@dataclass
class Sheet:
    """A page that is being filled: its ink in black print, in pen, in seal red."""

    print: Pixels
    pen: Pixels
    seal: Pixels


def scanned(sheet: Sheet, condition: str, random: Random) -> Pixels:
    """The page as a scanner or camera gives it (red, green, blue)."""
    paper = 250.0
    page = np.full((*sheet.print.shape, 3), paper, np.float32)
    if condition in _STAMPED:
        _stamp(sheet.seal, random)
    blue = random.random() < 0.5
    for plane, colour in (
        (sheet.seal, (45, 200, 190)),
        (sheet.print, (225, 225, 225)),
        (sheet.pen, (215, 190, 90) if blue else (220, 220, 215)),
    ):
        page -= plane[:, :, None].astype(np.float32) / 255 * np.array(colour, np.float32)
    page = np.clip(page, 12, 255)
    height, width = sheet.print.shape
    turn = {"skew200": 2.5}.get(condition, 0.6) * float(random.uniform(-1, 1))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    matrix = matrix + np.array([[0, 0, 1], [0, 0, 1]]) * random.normal(0, 8, (2, 1))
    border = (40.0, 40.0, 40.0) if condition == "photo" else (235.0, 235.0, 235.0)
    page = np.asarray(cv2.warpAffine(page, matrix, (width, height), borderValue=border), np.float32)
    if condition == "photo":
        page = _photographed(page, random)
    dpi = _dpi_of(condition)
    size = (round(width * dpi / DPI), round(height * dpi / DPI))
    way = cv2.INTER_AREA if dpi <= DPI else cv2.INTER_CUBIC
    page = np.asarray(cv2.resize(page, size, interpolation=way), np.float32)
    page = np.asarray(cv2.GaussianBlur(page, (0, 0), float(random.uniform(0.4, 0.8))), np.float32)
    if condition == "bad200":
        page = 150 + (page - 150) * 0.4 + np.linspace(-25, 20, page.shape[1])[None, :, None]
        for x in random.integers(0, page.shape[1] - 4, 3):
            page[:, x : x + 2] -= 25
    grain = {"bad200": 7.0, "photo": 4.0, "fax200": 5.0}.get(condition, 2.0)
    page = page + random.normal(0, grain, page.shape[:2])[:, :, None]
    if condition == "fax200":
        page = np.where(page.mean(axis=2, keepdims=True) < 190, 0, 255) * np.ones(3)
    if condition in GREY_STAMPED:
        page = (page @ np.array([0.3, 0.59, 0.11]))[:, :, None] * np.ones(3)
    return np.asarray(np.clip(page, 0, 255), dtype=np.uint8)


def _dpi_of(condition: str) -> int:
    return 300 if condition.endswith("300") else 150 if condition.endswith("150") else 200


def _stamp(seal: Pixels, random: Random) -> None:
    """One or two seals; half of them over the column of the boxes, where they do most harm."""
    height, width = seal.shape
    for _ in range(1 + int(random.random() < 0.3)):
        low, high = (0.45, 0.62) if random.random() < 0.5 else (0.2, 0.85)
        middle = random.uniform(low, high) * width, random.uniform(0.1, 0.9) * height
        press(seal, DPI, middle, random)


def _photographed(page: NDArray[np.float32], random: Random) -> NDArray[np.float32]:
    height, width = page.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + random.uniform(0, 0.05, (4, 2)).astype(np.float32) * (width, height) * (
        np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]])
    )
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    page = np.asarray(
        cv2.warpPerspective(page, matrix, (width, height), borderValue=(40.0, 40.0, 40.0))
    )
    across, down = np.meshgrid(
        np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    )
    down = down + 6 * np.sin(across / width * np.pi * float(random.uniform(1, 2)))
    page = np.asarray(cv2.remap(page, across, down.astype(np.float32), cv2.INTER_LINEAR))
    light = np.linspace(float(random.uniform(0.6, 0.8)), 1.0, width)[None, :, None]
    return np.asarray(page * light, np.float32)


def as_pdf(pages: list[Pixels], condition: str) -> bytes:
    dpi = _dpi_of(condition)
    pictures = [Image.fromarray(page) for page in pages]
    out = io.BytesIO()
    quality = 45 if condition == "bad200" else 70
    pictures[0].save(
        out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=quality
    )
    return out.getvalue()
