"""Hands that write on drawn forms: fonts that look like hands, and a pen that follows the strokes
of characters one by one.

Fonts come with Debian (fonts-lxgw-wenkai, fonts-arphic-ukai, fonts-klee). More hands lie in the
folder that `--hands` names, as `npm install @fontsource/zcool-kuaile hanzi-writer-data` leaves
them in `node_modules`: fonts in `files/`, a file of strokes for each character.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.marks.pen import Hand, draw, some_hand

Random = np.random.Generator
Pixels = NDArray[np.uint8]
_INSTALLED = {
    "wenkai-light": "truetype/lxgw-wenkai/LXGWWenKai-Light.ttf",
    "wenkai": "truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
    "ukai": "truetype/arphic/ukai.ttc",
    "klee": "truetype/fonts-klee/Klee.ttf",
}
STROKES = "strokes"
"""The pen that follows hanzi-writer-data's strokes."""
_STROKE_DATA = "hanzi-writer-data"
_EM = 1024
_TOP = 900
"""hanzi-writer-data's units in an em, and where its top lies above the line it stands on."""
_NOWHERE = "\uffff"


class Writer(Protocol):
    """Puts one character into a plane of ink, its upper left corner at a spot (pixels)."""

    def put(self, ink: Pixels, character: str, spot: Spot, random: Random) -> None: ...


@dataclass(frozen=True)
class Spot:
    """Where a character goes, how large (pixels), how dark (0 to 255), how much bolder (pixels)."""

    x: float
    y: float
    size: float
    dark: int
    bold: int = 0


@dataclass(frozen=True)
class FontWriter:
    """Writes with fonts; the first one that has the character is taken."""

    fonts: tuple[Path, ...]

    def put(self, ink: Pixels, character: str, spot: Spot, random: Random) -> None:
        font = _font_with(self.fonts, character, max(8, round(spot.size)))
        image = Image.fromarray(ink)
        thick = spot.bold + int(random.random() < 0.4)
        at = spot.x, spot.y
        ImageDraw.Draw(image).text(at, character, font=font, fill=spot.dark, stroke_width=thick)
        ink[:] = np.asarray(image)


@dataclass(frozen=True)
class StrokeWriter:
    """A pen that follows strokes, unevenly, and now and then runs on from one to the next."""

    folder: Path
    hand: Hand
    uneven: float
    running: float
    slant: float
    otherwise: FontWriter

    def put(self, ink: Pixels, character: str, spot: Spot, random: Random) -> None:
        medians = _medians(self.folder, character)
        if not medians:
            self.otherwise.put(ink, character, spot, random)
            return
        size, wide = spot.size, float(random.uniform(0.9, 1.05)) * spot.size
        turn = float(random.normal(0, self.uneven))
        left, top = max(int(spot.x - size), 0), max(int(spot.y - size), 0)
        strokes: list[list[tuple[float, float]]] = []
        for median in medians:
            shift = random.normal(0, self.uneven * 0.07, 2) * size
            points = []
            for a, b in median:
                x, y = a / _EM, (_TOP - b) / _EM
                x, y = x - self.slant * (y - 0.5), y + turn * (x - 0.5)
                points.append(
                    (spot.x - left + x * wide + shift[0], spot.y - top + y * size + shift[1])
                )
            if strokes and random.random() < self.running:
                strokes[-1] += points
            else:
                strokes.append(points)
        part = ink[top : int(spot.y + 2 * size), left : int(spot.x + 2 * size)]
        hand = replace(self.hand, dark=spot.dark)
        draw(part, [_rounded(stroke) for stroke in strokes], hand, size, random)


def _rounded(stroke: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A stroke with its corners cut once (Chaikin), as a quick pen cuts them."""
    if len(stroke) < 3:
        return list(stroke)
    points = [stroke[0]]
    for (x0, y0), (x1, y1) in pairwise(stroke):
        points.append((0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1))
        points.append((0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1))
    return [*points, stroke[-1]]


@lru_cache(maxsize=4000)
def _medians(folder: Path, character: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    path = folder / f"{character}.json"
    if not path.is_file():
        return ()
    found = json.loads(path.read_text(encoding="utf-8"))["medians"]
    return tuple(tuple((float(a), float(b)) for a, b in median) for median in found)


@lru_cache(maxsize=20_000)
def _font_with(fonts: tuple[Path, ...], character: str, size: int) -> ImageFont.FreeTypeFont:
    """The first font that does not show the character as one it lacks."""
    for path in fonts:
        font = ImageFont.truetype(str(path), size)
        missing, shown = font.getmask(_NOWHERE), font.getmask(character)
        if shown.getbbox() and bytes(shown) != bytes(missing):
            return font
    return ImageFont.truetype(str(fonts[-1]), size)


def hands_in(folder: Path | None) -> dict[str, tuple[Path, ...]]:
    """The hands at hand, each with its files: installed ones, and those of a folder."""
    present = {
        name: (path,)
        for name, place in _INSTALLED.items()
        if (path := Path("/usr/share/fonts", place)).is_file()
    }
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*-400-normal.woff")) if folder else ():
        name = path.parent.parent.name
        if path.stem.startswith((f"{name}-latin-400", f"{name}-chinese-simplified-400")):
            found.setdefault(name, []).append(path)
    hands = present | {name: tuple(sorted(paths, reverse=True)) for name, paths in found.items()}
    if folder and (strokes := next(folder.rglob(_STROKE_DATA), None)):
        hands[STROKES] = (strokes,)
    return hands


def some_writer(hands: dict[str, tuple[Path, ...]], name: str, random: Random) -> Writer:
    """A person who writes in a hand; a pen of strokes has an unevenness and speed of its own."""
    installed = tuple(paths[0] for each, paths in hands.items() if each in _INSTALLED)
    if name != STROKES:
        return FontWriter((*hands[name], *installed))
    return StrokeWriter(
        hands[name][0],
        replace(some_hand(random), width=float(random.uniform(0.05, 0.09)), shake=0.008, slant=0.0),
        uneven=float(random.uniform(0.02, 0.12)),
        running=float(random.uniform(0.0, 0.25)),
        slant=float(random.uniform(-0.05, 0.2)),
        otherwise=FontWriter(installed),
    )
