"""Check marks among characters: which glyphs are boxes, ticks and crosses, and which only look so.

`marks_in` parts a text into words and marks, for every reader alike. Boxes are EMPTY or CHOSEN by
themselves; a lone tick or cross is UNDECIDED; a tick typed right at an empty box or between
brackets makes one CHOSEN mark. A mark's `glyph` keeps the characters it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.place import Place
from docforge.readers.symbol_fonts import lookalikes

_EMPTY = "□☐◻◽▫▢⬜❏❐❑❒○◯❍⚪"
_TICKED = "☑✅🗹"
_CROSSED = "☒🗵🗷⮽⊠⊗❎⌧"
_FILLED = "■▇█▣⬛●◉⊙◼◾⬤⚫⦿🔘"
_TICKS = "√✓✔🗸∨"
_CROSSES = "×✗✘✕✖╳❌☓🗴🗶⨯"
_RINGS = "◎⭕"

_KINDS: dict[str, Mark] = {
    **dict.fromkeys(_EMPTY, Mark(MarkState.EMPTY, MarkShape.BOX, boxed=True)),
    **dict.fromkeys(_TICKED, Mark(MarkState.CHOSEN, MarkShape.TICK, boxed=True)),
    **dict.fromkeys(_CROSSED, Mark(MarkState.CHOSEN, MarkShape.CROSS, boxed=True)),
    **dict.fromkeys(_FILLED, Mark(MarkState.CHOSEN, MarkShape.FILL, boxed=True)),
    **dict.fromkeys(_TICKS, Mark(MarkState.UNDECIDED, MarkShape.TICK)),
    **dict.fromkeys(_CROSSES, Mark(MarkState.UNDECIDED, MarkShape.CROSS)),
    **dict.fromkeys(_RINGS, Mark(MarkState.UNDECIDED, MarkShape.CIRCLE)),
}

_GLYPH = f"[{''.join(_KINDS)}]\ufe0f?"
_SPACE = r"[^\S\r\n]"
# Blanks wider than this between brackets are a line to write on, not a box to tick.
_BOX_WIDTH = 8
_INSIDE = rf"(?:{_SPACE}{{1,{_BOX_WIDTH}}}|{_SPACE}*{_GLYPH}{_SPACE}*)"
_BRACKETED = rf"[（(]{_INSIDE}[）)]|[\[［【〔]{_INSIDE}[\]］】〕]"
_BOX_THEN_TICK = rf"[{_EMPTY}][{_TICKS}{_CROSSES}]\ufe0f?"
_TICK_THEN_BOX = rf"(?<!\w)[{_TICKS}{_CROSSES}][{_EMPTY}]"
# Words with a character blanked out (××公司, ○○○) are no marks, nor is a row of crosses.
_BLANKED = "×{2,}|○{2,}"
_SIGN = re.compile(f"{_BLANKED}|{_BRACKETED}|{_BOX_THEN_TICK}|{_TICK_THEN_BOX}|{_GLYPH}")

# What any of these begins with: most texts hold none, and one class is searched far faster.
_FIRST_OF_A_SIGN = re.compile(f"[{''.join(_KINDS)}（(【〔［\\[]")

# 二○二二年 writes its zeros with the circle of a box.
_NUMERALS = frozenset("一二三四五六七八九零〇○")
_AFTER_ZERO = _NUMERALS | frozenset("年月日号")
_TIMES_BEFORE = re.compile(r"[0-9A-Za-zΦφ㎜㎝㎡%米寸][^\S\n]*$")
_TIMES_AFTER = re.compile(r"[^\S\n]*[0-9A-Za-zΦφ]")
_COUNT_AFTER = re.compile(r"\d+(?![\d.、）)．])")
_DATE_AFTER = re.compile(r"\s*[年月日时号某]")
_TOLD_TO_WRITE = re.compile("(?:打|(?<![规计策筹谋])[划画])$")
_QUOTES = frozenset(("“”", '""', "‘’", "''", "「」", "『』", "《》"))


def marks_in(text: str, font: str | None = None, place: Place | None = None) -> tuple[Inline, ...]:
    """The words and marks of a text, in order; an empty text gives nothing.

    `font` is the font of all of it: in Wingdings and its kin letters are pictures. Without such a
    font no letter is ever a mark, nor is the Chinese zero 〇.
    """
    parts: list[Inline] = []
    shown = lookalikes(text, font)
    for start, end, mark in stretches(shown):
        parts.append(Text(shown[start:end], place) if mark is None else mark.at(place))
    return tuple(parts)


def is_plain(text: str) -> bool:
    """Whether nothing in a text could be a mark."""
    return _FIRST_OF_A_SIGN.search(text) is None or _SIGN.search(text) is None


def stretches(text: str) -> Iterator[tuple[int, int, Mark | None]]:
    """Start, end and mark of every stretch of the text; None for words. Covers the whole text.

    For readers that must know which characters (and so which runs) a mark was read from; the
    text must have gone through `symbol_fonts.lookalikes` already.
    """
    words = 0
    for match in _SIGN.finditer(text):
        mark = _mark(match, text)
        if mark is None:
            continue
        if words < match.start():
            yield words, match.start(), None
        yield match.start(), match.end(), mark
        words = match.end()
    if words < len(text):
        yield words, len(text), None


def _mark(match: re.Match[str], text: str) -> Mark | None:
    """What a candidate is; None where it is part of the words around it."""
    glyph = match.group()
    signs = [character for character in glyph if character in _KINDS]
    before = text[max(0, match.start() - 4) : match.start()]
    if _instructs(before, text[match.end() : match.end() + 1]):
        return None
    if not signs:
        return Mark(MarkState.EMPTY, MarkShape.BOX, glyph=glyph, boxed=True)
    if len(signs) > 1 and signs[0] == signs[-1]:
        return None
    if glyph.rstrip("\ufe0f") != signs[0]:
        return _in_box(signs, glyph)
    if _is_word(signs[0], before, match.end(), text):
        return None
    return replace(_KINDS[signs[0]], glyph=glyph)


def _instructs(before: str, after: str) -> bool:
    """A sign that is spoken of, not made: 打√, “√”, 在□内."""
    if _TOLD_TO_WRITE.search(before) or before[-1:] + after in _QUOTES:
        return True
    return before.endswith(("在", "的", "应")) and after in ("内", "中", "里")


def _in_box(signs: list[str], glyph: str) -> Mark:
    """One mark from a sign in brackets, or from a box and the tick that stands at it."""
    put = next((sign for sign in signs if sign not in _EMPTY), signs[0])
    if put in "○◯":
        # A ring between brackets may be an answer or an empty box: only a person knows.
        return Mark(MarkState.UNDECIDED, MarkShape.CIRCLE, glyph=glyph, boxed=True)
    kind = replace(_KINDS[put], glyph=glyph, boxed=True)
    if kind.shape in (MarkShape.TICK, MarkShape.CROSS):
        return replace(kind, state=MarkState.CHOSEN)
    return kind


def _is_word(sign: str, before: str, end: int, text: str) -> bool:
    """A times sign (3×5), a blanked-out character (×年×月) or a zero (二○二二)."""
    if sign == "○":
        return before[-1:] in _NUMERALS and text[end : end + 1] in _AFTER_ZERO
    if sign != "×":
        return False
    if _DATE_AFTER.match(text, end):
        return True
    if _TIMES_BEFORE.search(before) and _TIMES_AFTER.match(text, end):
        return True
    return before[-1:].isalnum() and _COUNT_AFTER.match(text, end) is not None
