"""Content controls settled before anything is read: check boxes become marks, prompts vanish.

A control may stand in a line, around paragraphs, cells or rows. Settling them in the tree once
lets every other room read what is left as ordinary content. Source: ISO/IEC 29500-1 17.5.2,
[MS-DOCX] 2.6.1.18 (w14:checkbox).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from lxml import etree

from docforge.layout import Mark, MarkShape, MarkState
from docforge.readers.glyphs import marks_in
from docforge.readers.symbol_fonts import lookalikes, symbol
from docforge.readers.word.names import Element, blocks_of, child, children, is_on, w, w14, xml

MARK = "{urn:docforge}mark"
"""Stands in a run in place of a check box; `mark_of` reads it back."""

# What Word and WPS show in an empty control; some writers leave out that it is a prompt.
_PROMPTS = frozenset(
    (
        "单击或点击此处输入文字。",
        "单击此处输入文字。",
        "单击或点击此处输入日期。",
        "单击此处输入日期。",
        "选择一项。",
        "Click or tap here to enter text.",
        "Click here to enter text.",
        "Click or tap to enter a date.",
        "Click here to enter a date.",
        "Choose an item.",
    )
)
_ASKS = re.compile(r"[\s\-—<＜【\[]*(?:请|单击|点击).{0,4}(?:选择|输入|填写|选取).{0,6}")

_MOST_RUNS_OF_A_PROMPT = 8


def settle(root: Element) -> None:
    """Turns the check boxes of a part into marks and takes prompts out, in place."""
    for control in list(root.iter(_CONTROL)):
        parts = children(control)
        content = parts.get(_CONTENT)
        if content is None or _PROPERTIES not in parts:
            continue
        properties = children(parts[_PROPERTIES])
        if _BOX in properties:
            _settle_box(properties[_BOX], content)
        elif is_on(properties.get(_PROMPTING)) or _is_prompt(content):
            for run in list(content.iter(_RUN)):
                _empty(run)


def mark_of(element: Element) -> Mark:
    """The mark that `settle` put into a run."""
    return _mark(element.get(_TOLD, ""))


@lru_cache(maxsize=512)
def _mark(told: str) -> Mark:
    state, shape, glyph = told.split(" ", 2)
    doubtful = state == MarkState.UNDECIDED
    return Mark(
        MarkState(state),
        MarkShape(shape),
        glyph=glyph,
        boxed=True,
        alternatives=(MarkState.CHOSEN, MarkState.EMPTY) if doubtful else (),
    )


def _is_prompt(content: Element) -> bool:
    """Whether a control shows nothing but a prompt; one that holds much is not looked through."""
    runs = list(islice(content.iter(_RUN), _MOST_RUNS_OF_A_PROMPT + 1))
    return len(runs) <= _MOST_RUNS_OF_A_PROMPT and asks(_shown(runs))


def asks(text: str) -> bool:
    """Whether words only tell what to put here (请选择, 单击此处输入文字)."""
    return text.strip() in _PROMPTS or _ASKS.fullmatch(text.strip()) is not None


def _settle_box(box: Element, content: Element) -> None:
    runs = list(content.iter(_RUN))
    shown = _shown(runs).strip()
    for run in runs:
        _empty(run)
    if not runs:
        paragraph = next(content.iter(w("p")), content)
        runs = [etree.SubElement(paragraph, _RUN)]
    glyph, words = shown[:1], shown[1:]
    state, shape = _read(box, glyph)
    mark = etree.SubElement(runs[0], MARK)
    mark.set(_TOLD, f"{state} {shape} {glyph}")
    if words:
        text = etree.SubElement(runs[0], _TEXT)
        text.set(xml("space"), "preserve")
        text.text = words


def _read(box: Element, glyph: str) -> tuple[MarkState, MarkShape]:
    """State and shape of a check box, of which `glyph` is shown.

    What is shown and what is stored can part ways when a program writes only one of them; a box
    that shows the sign of the other state is undecided.
    """
    parts = children(box)
    signs = (parts.get(_CHOSEN_SIGN), parts.get(_EMPTY_SIGN))
    declared = [
        ("", None) if sign is None else (sign.get(_VALUE, ""), sign.get(_FONT)) for sign in signs
    ]
    return _seen(is_on(parts.get(_CHECKED), _VALUE), declared[0], declared[1], glyph)


_Declared = tuple[str, str | None]
"""The code of a sign, and its font."""


@lru_cache(maxsize=512)
def _seen(
    stored: bool, chosen: _Declared, empty: _Declared, glyph: str
) -> tuple[MarkState, MarkShape]:
    chosen_sign, empty_sign = _sign(chosen, "☒"), _sign(empty, "☐")
    shape = MarkShape.BOX
    seen = next((part for part in marks_in(glyph) if isinstance(part, Mark)), None)
    if seen is not None:
        shape = seen.shape
    elif stored:
        shape = MarkShape.TICK
    if chosen_sign != empty_sign and glyph == (empty_sign if stored else chosen_sign):
        return MarkState.UNDECIDED, shape
    if stored:
        return MarkState.CHOSEN, MarkShape.TICK if shape is MarkShape.BOX else shape
    return MarkState.EMPTY, MarkShape.BOX


def _sign(declared: _Declared, default: str) -> str:
    code, font = declared
    try:
        return symbol(int(code, 16), font)
    except ValueError:
        return default


def _shown(runs: Iterable[Element]) -> str:
    """The text of runs as it looks, symbol fonts resolved."""
    shown = ""
    for run in runs:
        properties = child(run, _RUN_PROPERTIES)
        fonts = None if properties is None else child(properties, _FONTS)
        font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
        for tag, element in blocks_of(run, _unnoticed):
            if tag == _TEXT:
                shown += lookalikes(element.text or "", font)
            elif tag == _SYMBOL:
                shown += symbol_of(element)
    return shown


def _unnoticed(_tag: str) -> None:
    pass


def symbol_of(element: Element) -> str:
    """What a w:sym looks like; U+FFFD where that is not known."""
    try:
        code = int(element.get(w("char"), ""), 16)
    except ValueError:
        return "\ufffd"
    return symbol(code, element.get(w("font")))


def _empty(run: Element) -> None:
    for element in list(run):
        if element.tag != _RUN_PROPERTIES:
            run.remove(element)


_TOLD = "told"
_CONTROL, _PROPERTIES, _CONTENT = w("sdt"), w("sdtPr"), w("sdtContent")
_PROMPTING, _BOX, _CHECKED = w("showingPlcHdr"), w14("checkbox"), w14("checked")
_CHOSEN_SIGN, _EMPTY_SIGN = w14("checkedState"), w14("uncheckedState")
_VALUE, _FONT = w14("val"), w14("font")
_RUN, _RUN_PROPERTIES, _FONTS = w("r"), w("rPr"), w("rFonts")
_TEXT, _SYMBOL = w("t"), w("sym")
