"""A piece of a form with options, blank and filled: what the classifier learns from."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from docforge.readers.scan.marks.patches import Patch, patch_of
from training.marks.paper import scanned
from training.marks.pen import Grey, Point, draw, some_hand
from training.marks.styles import SHAPES, Strokes, Style, strike

Random = np.random.Generator
EMPTY, CHOSEN, STRUCK = 0, 1, 2
SHAPE_NAMES = ("none", "tick", "cross", "fill", "circle", "underline", "dot", "slash", "strike")

_WORDS = (
    ("符合", "不符合"),
    ("符合", "不符合", "不适用"),
    ("合格", "不合格"),
    ("是", "否"),
    ("有", "无"),
    ("工业产品", "食品相关产品"),
    ("正常", "异常", "停产"),
    ("已整改", "未整改"),
    ("符合要求", "不符合要求", "不适用"),
    ("通过", "不通过", "待定"),
)
_FONTS = (
    "truetype/arphic/uming.ttc",
    "truetype/arphic/ukai.ttc",
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "opentype/noto/NotoSerifCJK-Regular.ttc",
)
_FOLDER = Path("/usr/share/fonts")


@dataclass
class _Option:
    middle: Point
    word_end: float
    state: int = EMPTY
    shape: str = "none"


@dataclass
class Example:
    """A patch, what it is, and which style it was drawn in."""

    patch: Patch
    state: int
    shape: int
    style: str


@dataclass
class _Sheet:
    blank: Grey
    em: float
    groups: list[list[_Option]] = field(default_factory=list)


@lru_cache(maxsize=200)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FOLDER / name), size)


def some_font(random: Random, em: float) -> ImageFont.FreeTypeFont:
    """One of the typefaces that this machine has, `em` pixels large."""
    present = [name for name in _FONTS if (_FOLDER / name).is_file()]
    return _font(str(random.choice(present)), round(em))


def _sheet(random: Random) -> _Sheet:
    """Two or three rows of a table with their options, printed."""
    em = float(random.uniform(22, 38))
    width, height = round(em * random.uniform(9, 13)), round(em * 14)
    image = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(image)
    font = some_font(random, em)
    sheet = _Sheet(np.zeros((1, 1), np.uint8), em)
    left = em * random.uniform(0.9, 2.6)
    pitch = em * random.uniform(1.08, 1.7)
    box = em * random.uniform(0.62, 0.95)
    glyph = random.random() < 0.5
    y = em * random.uniform(0.8, 1.6)
    words = _WORDS[int(random.integers(len(_WORDS)))]
    beside = random.random() < 0.2
    ruled = random.random() < 0.8
    while y < height - 3 * em:
        group: list[_Option] = []
        x = left
        for word in words if random.random() < 0.7 else words[:2]:
            end = _option(pen, font, (x, y), em, box, glyph, word)
            group.append(_Option((x + em / 2, y), (end - x - em / 2) / em))
            if beside:
                x = end + em * random.uniform(0.4, 1.2)
                if x > width - 4 * em:
                    break
            else:
                y += pitch
        y += pitch if beside else 0
        sheet.groups.append(group)
        gap = em * random.uniform(0.0, 1.4)
        if ruled:
            line = round(y + gap / 2 - pitch / 2)
            pen.line([(0, line), (width, line)], fill=255, width=int(random.integers(1, 4)))
        y += gap
    if ruled:
        for edge in (left - em * random.uniform(0.2, 0.8), width - em * random.uniform(0.2, 2.0)):
            pen.line([(edge, 0), (edge, height)], fill=255, width=int(random.integers(1, 4)))
    sheet.blank = np.asarray(image, dtype=np.uint8).copy()
    return sheet


def _option(
    pen: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    at: Point,
    em: float,
    box: float,
    glyph: bool,
    word: str,
) -> float:
    """Prints a box with its word; returns where it ends on the right."""
    x, y = at
    if glyph:
        pen.text((x + em / 2, y), "□", font=font, fill=255, anchor="mm")
    else:
        half = box / 2
        pen.rectangle(
            [x + em / 2 - half, y - half, x + em / 2 + half, y + half],
            outline=255,
            width=max(1, round(em / 18)),
        )
    pen.text((x + em, y), word, font=font, fill=255, anchor="lm")
    return x + em + float(font.getlength(word))


def examples(random: Random, styles: dict[str, Style]) -> list[Example]:
    """All options of one sheet as patches; what was marked in each group is drawn by chance."""
    sheet = _sheet(random)
    ink = sheet.blank.copy()
    if random.random() < 0.3:  # printed thicker or thinner than the blank says
        kernel = np.ones((2, 2), np.uint8)
        thicker = random.random() < 0.5
        ink = np.asarray(cv2.dilate(ink, kernel) if thicker else cv2.erode(ink, kernel), np.uint8)
    pages: list[tuple[_Option, str]] = []
    for group in sheet.groups:
        pages += _mark(group, ink, sheet.em, random, styles)
    strangers(ink, sheet.em, random)
    seen = scanned(ink, random)
    return [
        Example(
            patch_of(seen, sheet.blank, _jittered(option.middle, sheet.em, random), sheet.em),
            option.state,
            SHAPE_NAMES.index(option.shape),
            style,
        )
        for option, style in pages
    ]


def _jittered(middle: Point, em: float, random: Random) -> Point:
    x, y = random.normal(0, 0.03 * em, 2)
    return middle[0] + float(x), middle[1] + float(y)


def _mark(
    group: list[_Option], ink: Grey, em: float, random: Random, styles: dict[str, Style]
) -> list[tuple[_Option, str]]:
    """Marks one option as a rule; sometimes none, two, or one struck out and another marked."""
    hand = some_hand(random)
    name = str(random.choice(sorted(styles)))
    order = random.permutation(len(group))
    kind = random.random()
    chosen = list(order[:1]) if kind < 0.78 else list(order[:2]) if kind < 0.86 else []
    struck = [order[-1]] if random.random() < 0.16 and len(group) > len(chosen) else []
    used = {}
    for index in chosen:
        option = group[index]
        option.state, option.shape = CHOSEN, SHAPES.get(name, "none")
        draw(
            ink,
            _placed(styles[name](random, option.word_end), option, em, hand.slant),
            hand,
            em,
            random,
        )
        used[index] = name
    for index in struck:
        option = group[index]
        option.state, option.shape = STRUCK, "strike"
        if random.random() < 0.8:
            marks = styles[name](random, option.word_end)
            draw(ink, _placed(marks, option, em, hand.slant), hand, em, random)
        draw(ink, _placed(strike(random, option.word_end), option, em, 0.0), hand, em, random)
        used[index] = "struck"
    return [(option, used.get(index, "empty")) for index, option in enumerate(group)]


def _placed(strokes: Strokes, option: _Option, em: float, slant: float) -> Strokes:
    x0, y0 = option.middle
    return [[(x0 + (x - slant * y) * em, y0 + y * em) for x, y in stroke] for stroke in strokes]


def strangers(ink: Grey, em: float, random: Random) -> None:
    """Ink that is no mark: writing of the next column, a seal's arc, a streak, dust."""
    height, width = ink.shape
    if random.random() < 0.3:
        hand = some_hand(random)
        for _ in range(int(random.integers(1, 4))):
            y = random.uniform(0, height)
            x = width - em * random.uniform(-0.5, 2.5)
            for _ in range(int(random.integers(3, 9))):
                ends = random.normal((x, y), 0.5 * em, (int(random.integers(2, 5)), 2))
                draw(ink, [[(float(a), float(b)) for a, b in ends]], hand, em, random)
                x += em * random.uniform(0.3, 0.7)
    if random.random() < 0.16:
        _seal(ink, em, random)
    if random.random() < 0.12:
        x, wide = int(random.uniform(0, width)), int(random.integers(1, 4))
        ink[:, x : x + wide] = np.maximum(ink[:, x : x + wide], int(random.integers(40, 200)))
    if random.random() < 0.3:
        for _ in range(int(random.integers(1, 5))):
            spot = (int(random.uniform(0, width)), int(random.uniform(0, height)))
            cv2.circle(ink, spot, int(random.integers(0, 3)), int(random.integers(60, 255)), -1)


def _seal(ink: Grey, em: float, random: Random) -> None:
    """A round seal over the options: faint where it is red, as black as ink on a fax."""
    height, width = ink.shape
    centre = (int(random.uniform(-2 * em, width + 2 * em)), int(random.uniform(-em, height + em)))
    radius = em * random.uniform(3.5, 6.0)
    strength = int(random.integers(25, 110) if random.random() < 0.5 else random.integers(150, 256))
    layer = np.zeros_like(ink)
    cv2.circle(layer, centre, int(radius), strength, max(2, int(em * random.uniform(0.08, 0.2))))
    points = []
    for corner in range(10):
        angle = np.pi * (corner / 5 - 0.5)
        reach = radius * (0.3 if corner % 2 == 0 else 0.12)
        points.append((centre[0] + reach * np.cos(angle), centre[1] + reach * np.sin(angle)))
    if random.random() < 0.7:
        cv2.fillPoly(layer, [np.array(points, dtype=np.int32)], strength)
    for _ in range(int(random.integers(0, 16))):
        angle = random.uniform(0.75, 2.25) * np.pi
        x, y = (
            int(centre[axis] + 0.78 * radius * turn)
            for axis, turn in enumerate((np.cos(angle), np.sin(angle)))
        )
        for _stroke in range(int(random.integers(3, 6))):
            ends = [int(v) for v in random.normal(0, 0.35 * em, 4)]
            start, end = (x + ends[0], y + ends[1]), (x + ends[2], y + ends[3])
            cv2.line(layer, start, end, strength, max(1, int(em * 0.06)))
    worn = cv2.GaussianBlur(random.random(layer.shape).astype(np.float32), (0, 0), em * 0.15)
    layer[worn < np.quantile(worn, float(random.uniform(0.0, 0.5)))] = 0
    np.maximum(ink, layer, out=ink)
