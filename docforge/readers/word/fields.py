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
from docforge.readers.word.controls import asks
from docforge.readers.word.names import VAL, Element, is_on, w, whole
from docforge.readers.word.numerals import numeral

_RINGS = "○◯〇⃝O"
_SQUARES = "□☐◻▢"
_FRAMES = _RINGS + _SQUARES + "△◇"
# \o lays its arguments over each other, \ac and its kin align them; \x draws a box.
_INSTRUCTION = re.compile(r"^\s*([a-z]+)\s*(.*)$", re.IGNORECASE | re.DOTALL)
# Switches come before the commands; Word's phonetic guide is an EQ field that begins with some.
_SWITCHES = re.compile(r'^(?:\\\*\s*(?:"[^"]*"|\S+)\s*)+')
# \o lays its arguments over each other, \ac and its kin align them; \x draws a box.
_OVERLAY = re.compile(r"^\\o\s*(?:\\a[a-z]\s*)?\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_BOXED = re.compile(r"^\\x\s*(?:\\(?:bo|to|le|ri)\s*)*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"\\s\s*\\(?:up|do)\s*\d*\s*\(([^()]*)\)", re.IGNORECASE)
_COMMANDS = re.compile(r"\\[a-z]+\s*\d*\s*|[()]", re.IGNORECASE)
_SYMBOL = re.compile(r"^(0x[0-9a-f]+|\d+)", re.IGNORECASE)
_FONT = re.compile(r'\\f\s+"?([^"\\]+)', re.IGNORECASE)


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
    if not 0 <= number < len(entries) or asks(entries[number]):
        return ()
    return (Text(entries[number]),)


def drawn_by(instruction: str) -> tuple[Inline, ...]:
    """What a field shows that keeps no result: EQ, SYMBOL, MACROBUTTON; nothing for others."""
    named = _INSTRUCTION.match(instruction)
    kind, rest = (named.group(1).lower(), named.group(2)) if named else ("", "")
    if kind == "eq":
        return _equation(rest)
    if kind == "symbol":
        code, font = _SYMBOL.match(rest), _FONT.search(rest)
        number = int(code.group(1), 0 if "x" in code.group(1).lower() else 10) if code else -1
        if not 0 <= number <= 0xFFFF:
            return ()
        return marks_in(symbol(number, font.group(1).strip() if font else None))
    if kind == "macrobutton":
        return marks_in(rest.partition(" ")[2].strip())
    return ()


def draws_itself(instruction: str) -> bool:
    """Whether a field shows what its instruction says, whatever result is stored with it."""
    named = _INSTRUCTION.match(instruction)
    return named is not None and named.group(1).lower() == "eq"


def _equation(rest: str) -> tuple[Inline, ...]:
    formula = _SWITCHES.sub("", rest)
    is_phonetic_guide = formula != rest
    formula = _RAISED.sub("" if is_phonetic_guide else r"\1", formula)
    overlay = _OVERLAY.match(formula)
    if overlay:
        return _overlaid(overlay.group(1))
    boxed = _BOXED.match(formula)
    if boxed:
        return _framed(boxed.group(1).strip(), _SQUARES[0])
    # Fractions, roots and lists: their parts with a stroke between them.
    return marks_in(re.sub("[,，;；]", "/", _COMMANDS.sub("", formula)).strip())


def _overlaid(arguments: str) -> tuple[Inline, ...]:
    """Two signs over each other, in either order: a frame and what stands in it."""
    parts = [part.strip() for part in re.split("[,，;；]", arguments)]
    for frame, inside in (parts, parts[::-1]) if len(parts) == 2 else ():
        if len(frame) == 1 and frame in _FRAMES:
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
