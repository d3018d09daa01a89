"""Fields: what their instructions draw (circled signs, boxes), and which of their text is shown.

Source: ISO/IEC 29500-1 17.16 (fields; 17.16.5 for the instructions), Word's EQ field for
带圈字符 ("eq \\\\o\\\\ac(○,√)").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.readers.glyphs import marks_in
from docforge.readers.symbol_fonts import symbol
from docforge.readers.word.names import VAL, Element, is_on, w, whole
from docforge.readers.word.numerals import numeral

_RINGS = "○◯〇⃝O"
_SQUARES = "□☐◻▢"
_OTHER_FRAMES = "△◇"
# \o lays its arguments over each other, \ac and its kin align them; \x draws a box.
_OVERLAY = re.compile(r"^\s*eq\s+\\o\s*(?:\\a[clr]\s*)?\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_BOXED = re.compile(r"^\s*eq\s+\\x\s*(?:\\(?:bo|to|le|ri)\s*)*\((.*)\)\s*$", re.I | re.DOTALL)
_SYMBOL = re.compile(r'^\s*symbol\s+(0x[0-9a-f]+|\d+)(?:.*?\\f\s+"?([^"\\]+))?', re.IGNORECASE)
_BUTTON = re.compile(r"^\s*macrobutton\s+\S+\s(.*)$", re.IGNORECASE | re.DOTALL)


@dataclass
class Field:
    """A complex field on its way: its instruction so far, and whether its result has begun."""

    instruction: str = ""
    in_result: bool = False
    result_counts: bool = True


def form_field(begin: Element) -> tuple[Inline, ...] | None:
    """What a legacy form field shows, where it is a check box or a list; None for any other."""
    data = begin.find(w("ffData"))
    if data is None:
        return None
    box = data.find(w("checkBox"))
    if box is not None:
        checked, default = box.find(w("checked")), box.find(w("default"))
        chosen = is_on(checked if checked is not None else default)
        # Word draws the checked box of a form field with a cross.
        shape = MarkShape.CROSS if chosen else MarkShape.BOX
        state = MarkState.CHOSEN if chosen else MarkState.EMPTY
        return (Mark(state, shape, glyph="☒" if chosen else "☐", boxed=True),)
    choices = data.find(w("ddList"))
    if choices is None:
        return None
    entries = [entry.get(VAL, "") for entry in choices.iterchildren(w("listEntry"))]
    result, default = choices.find(w("result")), choices.find(w("default"))
    picked = result if result is not None else default
    number = 0 if picked is None else whole(picked.get(VAL))
    return (Text(entries[number]),) if 0 <= number < len(entries) else ()


def drawn_by(instruction: str) -> tuple[Inline, ...]:
    """What a field shows that keeps no result: EQ, SYMBOL, MACROBUTTON; nothing for others."""
    overlay = _OVERLAY.match(instruction)
    if overlay:
        return _overlaid(overlay.group(1))
    boxed = _BOXED.match(instruction)
    if boxed:
        return _framed(boxed.group(1), _SQUARES[0])
    sign = _SYMBOL.match(instruction)
    if sign:
        font = (sign.group(2) or "").strip()
        return marks_in(symbol(min(int(sign.group(1), 0), 0x10FFFF), font))
    button = _BUTTON.match(instruction)
    return marks_in(button.group(1).strip()) if button else ()


def _overlaid(arguments: str) -> tuple[Inline, ...]:
    """Two signs over each other, in either order: a frame and what stands in it."""
    parts = [part.strip() for part in re.split("[,，;；]", arguments)]
    frames = _RINGS + _SQUARES + _OTHER_FRAMES
    for frame, inside in (parts, parts[::-1]) if len(parts) == 2 else ():
        if len(frame) == 1 and frame in frames:
            return _framed(inside, frame)
    return tuple(part for argument in parts for part in marks_in(argument))


def _framed(inside: str, frame: str) -> tuple[Inline, ...]:
    """What stands in a ring or a square: a tick is chosen, a word circled, a number a number."""
    glyph = f"{frame}{inside}"
    if not inside:
        return (Mark(MarkState.EMPTY, MarkShape.BOX, glyph=frame, boxed=True),)
    signs = marks_in(inside)
    first = signs[0]
    if len(signs) == 1 and isinstance(first, Mark):
        if first.state is MarkState.UNDECIDED:
            return (replace(first, state=MarkState.CHOSEN, boxed=True, glyph=glyph),)
        return (replace(first, boxed=True, glyph=glyph),)
    if inside.isdecimal() and len(inside) <= 2:
        return (Text(numeral(int(inside), "decimalEnclosedCircle")),)
    return (Mark(MarkState.CHOSEN, MarkShape.CIRCLE, word=inside, glyph=glyph),)
