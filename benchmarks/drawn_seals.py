"""Round seals as offices and enterprises press them: ring, star, names; worn and aslant."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Random = np.random.Generator
Pixels = NDArray[np.uint8]

_FACES = (
    "opentype/noto/NotoSerifCJK-Regular.ttc",
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "truetype/arphic/uming.ttc",
)
_OWNERS = (
    "云州平安水泥有限责任公司",
    "长岭市市场监督管理局",
    "白石县市场监督管理局东河所",
    "青川电缆厂",
    "云州市青川食品包装股份有限公司",
)
_BELOW = ("", "", "行政执法专用章", "业务专用章", "1401050012345", "(2)")
_ACROSS = (36.0, 38.0, 40.0, 42.0, 45.0)
"""Millimetres, as the rules for seals have them."""


def press(plane: Pixels, dpi: float, middle: tuple[float, float], random: Random) -> None:
    """Presses a seal onto a plane (255 where there is seal ink); `middle` in pixels."""
    across = float(random.choice(_ACROSS))
    seal = _worn(_seal(across, dpi, random), random)
    turn = cv2.getRotationMatrix2D(
        (seal.shape[1] / 2, seal.shape[0] / 2), float(random.normal(0, 12)), 1.0
    )
    turn[:, 2] += np.array(middle) - np.array([seal.shape[1] / 2, seal.shape[0] / 2])
    height, width = plane.shape
    laid = cv2.warpAffine(seal, turn, (width, height), flags=cv2.INTER_LINEAR)
    np.maximum(plane, laid.astype(np.uint8), out=plane)


def _seal(across: float, dpi: float, random: Random) -> Pixels:
    unit = dpi / 25.4
    radius = across / 2 * unit
    side = int(2 * radius + 4 * unit)
    seal = np.zeros((side, side), np.uint8)
    middle = side / 2
    thick = max(2, round(float(random.uniform(0.7, 1.3)) * unit))
    cv2.circle(seal, (side // 2, side // 2), round(radius - thick / 2), 255, thick, cv2.LINE_AA)
    if random.random() < 0.9:
        angles = np.pi * (np.arange(10) / 5 - 0.5)
        reach = radius * float(random.uniform(0.22, 0.36))
        far = np.where(np.arange(10) % 2 == 0, reach, 0.382 * reach)
        star = np.column_stack([middle + far * np.cos(angles), middle + far * np.sin(angles)])
        cv2.fillPoly(seal, [star.astype(np.int32)], 255, cv2.LINE_AA)
    face = str(random.choice(_present()))
    _along_the_ring(seal, str(random.choice(_OWNERS)), radius, thick, face, random)
    below = str(random.choice(_BELOW))
    if below:
        size = round(float(random.uniform(0.14, 0.18)) * radius)
        image = Image.fromarray(seal)
        font = ImageFont.truetype(face, size)
        ImageDraw.Draw(image).text(
            (middle, middle + 0.55 * radius), below, font=font, fill=255, anchor="mm"
        )
        seal = np.asarray(image).copy()
    return seal


def _present() -> list[str]:
    return [str(path) for name in _FACES if (path := Path("/usr/share/fonts", name)).is_file()]


def _along_the_ring(
    seal: Pixels, text: str, radius: float, thick: int, face: str, random: Random
) -> None:
    """The owner's name, each character upright towards the middle, narrow as on real seals."""
    size = float(random.uniform(0.2, 0.26)) * radius
    middle = seal.shape[0] / 2
    spread = min(np.radians(260), np.radians(24) * len(text))
    around = radius - thick - 0.62 * size
    font = ImageFont.truetype(face, round(size * 2))
    box = round(size * 2.4)
    for number, character in enumerate(text):
        angle = spread * (number / max(len(text) - 1, 1) - 0.5)
        tile = Image.new("L", (box, box))
        ImageDraw.Draw(tile).text(
            (box / 2, box / 2), character, font=font, fill=255, anchor="mm", stroke_width=1
        )
        x, y = middle + around * np.sin(angle), middle - around * np.cos(angle)
        narrow, high = 0.36, 0.5
        turn = np.array(
            [
                [narrow * np.cos(angle), -high * np.sin(angle), 0.0],
                [narrow * np.sin(angle), high * np.cos(angle), 0.0],
            ]
        )
        turn[:, 2] = np.array([x, y]) - turn[:, :2] @ np.array([box / 2, box / 2])
        drawn = cv2.warpAffine(np.asarray(tile), turn, seal.shape[::-1], flags=cv2.INTER_AREA)
        np.maximum(seal, drawn.astype(np.uint8), out=seal)


def _worn(seal: Pixels, random: Random) -> Pixels:
    """Less ink where the pad was dry or the hand leaned away, and specks without any."""
    side = seal.shape[0]
    patches = cv2.resize(random.normal(0, 1, (6, 6)), (side, side), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(random.normal(0, 1, (side, side)), (0, 0), 1.2)
    grain = soft / max(float(np.std(soft)), 1e-6)
    wear = float(random.uniform(0, 0.5))
    ink = np.clip(1.0 - wear * (0.5 * patches + 0.5 * grain), 0.0, 1.0)
    ink *= float(random.uniform(0.75, 1.0))
    return np.asarray(seal * np.where(ink < 0.45, ink * 0.3, ink), dtype=np.uint8)
