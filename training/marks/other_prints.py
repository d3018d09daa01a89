"""Options that are printed otherwise than a box before its word: boxes and brackets behind words,
and bare words. The classifier is shown of them what the reader shows: those behind mirrored, bare
words as if an unprinted box stood before them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from docforge.readers.scan.marks.patches import Patch, patch_of
from docforge.readers.scan.pictures.ink import Grey
from training.marks.paper import scanned
from training.marks.pen import Hand, draw, some_hand
from training.marks.scene import CHOSEN, EMPTY, SHAPE_NAMES, STRUCK, Example, some_font, strangers
from training.marks.styles import SHAPES, Strokes, Style, strike

Random = np.random.Generator
_WORDS = (
    ("符合", "不符合"),
    ("合格", "不合格", "不涉及"),
    ("是", "否"),
    ("有", "无", "不适用"),
    ("正常", "异常", "无此项"),
    ("已整改", "未整改"),
    ("相符", "不相符", "未开展"),
    ("通过", "不通过", "待定"),
    ("完整", "缺失"),
)
_ON_WORD = ("tick_on_word", "tick_after", "underline", "circle_word", "circle_all")
_BOTH = ("tick_after", "circle_all")
"""Marks that go past word and box."""
_TEXT = "现场检查设备安全记录齐全有效完好并按规定标识存放。，是否"
"""What stands in the cell beside: its characters by chance."""


@dataclass
class _Option:
    """Where the word begins and ends, and the middle of its box (pixels); what became of it."""

    word: tuple[float, float]
    middle: float
    box: float
    state: int = EMPTY
    shape: str = "none"
    style: str = "empty"


def examples_elsewhere(random: Random, styles: dict[str, Style]) -> list[Example]:
    """All options of one sheet as patches, in one of these prints."""
    bare = random.random() < 0.4
    em = float(random.uniform(22, 34))
    blank, groups = _sheet(random, em, bare)
    ink = blank.copy()
    hand = some_hand(random)
    own = [name for name in styles if name in _ON_WORD[:4]] if bare else sorted(styles)
    usual = str(random.choice(own))
    for group in groups:
        style = usual if random.random() < 0.5 else str(random.choice(own))
        _mark(group, ink, em, hand, random, (style, styles[style]), bare)
    strangers(ink, em, random)
    seen = scanned(ink, random)
    options = [option for group in groups for option in group]
    return [
        Example(
            _patch(seen, blank, option, em * float(random.uniform(0.97, 1.1)), random, bare),
            option.state,
            SHAPE_NAMES.index(option.shape),
            ("word " if bare else "behind ") + option.style,
        )
        for option in options
    ]


def _patch(
    seen: Grey, blank: Grey, option: _Option, em: float, random: Random, bare: bool
) -> Patch:
    x, y = (float(v) for v in random.normal((option.box, option.middle), 0.03 * em))
    if bare:
        return patch_of(seen, blank, (x, y), em)
    return patch_of(seen[:, ::-1], blank[:, ::-1], (seen.shape[1] - 1 - x, y), em)


def _sheet(random: Random, em: float, bare: bool) -> tuple[Grey, list[list[_Option]]]:
    stacked = random.random() < (0.1 if bare else 0.3)
    width, height = round(em * random.uniform(13, 22)), round(em * 12)
    image = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(image)
    font = some_font(random, em)
    words = _WORDS[int(random.integers(len(_WORDS)))]
    brackets = str(random.choice(["（　）", "(    )", "（　　）"]))
    kind = "none" if bare else str(random.choice(["box", "drawn", "brackets", "brackets"]))
    left, gap = em * random.uniform(0.5, 3.5), em * random.uniform(1.3 if bare else 0.9, 2.6)
    pitch, apart = em * random.uniform(1.05, 1.6), em * random.uniform(0.3, 2.8)
    ruled = random.random() < 0.8
    edge = left - em * random.uniform(0.2, 0.8)
    beside = ruled and random.random() < 0.6
    groups: list[list[_Option]] = []
    y = em * random.uniform(0.8, 1.8)
    while y < height - 2 * em:
        group, x = [], left
        if beside:
            text = "".join(random.choice(list(_TEXT), 6))
            pen.text((edge - em * 0.2, y), text, font=font, fill=255, anchor="rm")
        for word in words if random.random() < 0.6 else words[:2]:
            option, end = _option(pen, font, (x, y), em, word, kind, brackets)
            group.append(option)
            x, y = (left, y + pitch) if stacked else (end + gap, y)
            if x > width - 5 * em:
                break
        y += (0 if stacked else pitch) + apart
        groups.append(group)
        if ruled:
            line = round(y - apart / 2 - pitch / 2)
            pen.line([(0, line), (width, line)], fill=255, width=int(random.integers(1, 4)))
    for x in (edge, width - em * random.uniform(0.1, 3)) if ruled else ():
        pen.line([(x, 0), (x, height)], fill=255, width=int(random.integers(1, 4)))
    return np.asarray(image, dtype=np.uint8).copy(), groups


def _option(
    pen: ImageDraw.ImageDraw,
    font: ImageFont.FreeTypeFont,
    at: tuple[float, float],
    em: float,
    word: str,
    kind: str,
    brackets: str,
) -> tuple[_Option, float]:
    """Prints an option; returns it and where it ends on the right."""
    x, y = at
    pen.text((x, y), word, font=font, fill=255, anchor="lm")
    end = x + float(font.getlength(word))
    if kind == "none":
        return _Option((x, end), y, x - em / 2), end
    sign = brackets if kind == "brackets" else "□"
    wide = em if kind == "drawn" else float(font.getlength(sign))
    if kind == "drawn":
        half = 0.4 * em
        box = [end + em / 2 - half, y - half, end + em / 2 + half, y + half]
        pen.rectangle(box, outline=255, width=max(1, round(em / 18)))
    else:
        pen.text((end, y), sign, font=font, fill=255, anchor="lm")
    return _Option((x, end), y, end + wide / 2), end + wide


def _mark(
    group: list[_Option],
    ink: Grey,
    em: float,
    hand: Hand,
    random: Random,
    style: tuple[str, Style],
    bare: bool,
) -> None:
    """Marks one option as a rule; or none, or two; or strikes out one, or all the others."""
    order = [group[int(index)] for index in random.permutation(len(group))]
    kind = random.random()
    chosen = order[:1] if kind < 0.76 else order[:2] if kind < 0.84 else []
    struck = order[-1:] if random.random() < 0.16 and len(order) > len(chosen) else []
    if bare and random.random() < 0.15:
        chosen, struck = [], order[1:]
    name, strokes = style
    for option in chosen:
        option.state, option.shape, option.style = CHOSEN, SHAPES[name], name
        draw(ink, _placed(option, name, strokes, em, random, bare), hand, em, random)
    for option in struck:
        option.state, option.shape, option.style = STRUCK, "strike", "struck"
        if chosen and random.random() < 0.8:
            draw(ink, _placed(option, name, strokes, em, random, bare), hand, em, random)
        draw(ink, _placed(option, "strike", strike, em, random, bare), hand, em, random)


def _placed(
    option: _Option, name: str, strokes: Style, em: float, random: Random, bare: bool
) -> Strokes:
    """Strokes on the word, on its box, or on both, in pixels."""
    on_word = bare or name in _ON_WORD or name == "strike"
    x = option.word[0] - em / 2 if on_word else option.box
    past = not bare and (name in _BOTH or (name == "strike" and random.random() < 0.8))
    end = (option.box + em / 2 if past else option.word[1]) - x
    drawn = strokes(random, end / em if on_word else 0.5)
    if bare and name == "strike":
        drawn = [[(max(a, 0.3), b) for a, b in stroke] for stroke in drawn]
    return [[(x + a * em, option.middle + b * em) for a, b in stroke] for stroke in drawn]
