"""Content controls settled before anything is read: check boxes become marks, prompts vanish.

A control may stand in a line, around paragraphs, cells or rows. Settling them in the tree once
lets every other room read what is left as ordinary content. Source: ISO/IEC 29500-1 17.5.2,
[MS-DOCX] 2.6.1.18 (w14:checkbox).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice

from lxml import etree

from docforge.layout import Mark, MarkShape, MarkState
from docforge.readers.glyphs import marks_in
from docforge.readers.symbol_fonts import lookalikes, symbol
from docforge.readers.word.names import Element, blocks_of, is_on, tags, w, w14, xml

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
    for control in list(root.iter(w("sdt"))):
        properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
        if properties is None or content is None:
            continue
        box = properties.find(w14("checkbox"))
        if box is not None:
            _settle_box(box, content)
        elif is_on(properties.find(w("showingPlcHdr"))) or _is_prompt(content):
            for run in list(content.iter(w("r"))):
                _empty(run)


def mark_of(element: Element) -> Mark:
    """The mark that `settle` put into a run."""
    state = MarkState(element.get("state", ""))
    doubtful = state is MarkState.UNDECIDED
    return Mark(
        state,
        MarkShape(element.get("shape", "")),
        glyph=element.get("glyph", ""),
        boxed=True,
        alternatives=(MarkState.CHOSEN, MarkState.EMPTY) if doubtful else (),
    )


def _is_prompt(content: Element) -> bool:
    """Whether a control shows nothing but a prompt; one that holds much is not looked through."""
    runs = list(islice(content.iter(w("r")), _MOST_RUNS_OF_A_PROMPT + 1))
    return len(runs) <= _MOST_RUNS_OF_A_PROMPT and asks(_shown(content))


def asks(text: str) -> bool:
    """Whether words only tell what to put here (请选择, 单击此处输入文字)."""
    return text.strip() in _PROMPTS or _ASKS.fullmatch(text.strip()) is not None


def _settle_box(box: Element, content: Element) -> None:
    shown = _shown(content)
    runs = list(content.iter(w("r")))
    for run in runs:
        _empty(run)
    if not runs:
        paragraph = next(content.iter(w("p")), content)
        runs = [etree.SubElement(paragraph, w("r"))]
    glyph = shown.strip()[:1]
    state, shape = _read(box, glyph)
    mark = etree.SubElement(runs[0], MARK)
    for name, value in (("state", state.value), ("shape", shape.value), ("glyph", glyph)):
        mark.set(name, value)
    words = shown.strip()[1:]
    if words:
        text = etree.SubElement(runs[0], w("t"))
        text.set(xml("space"), "preserve")
        text.text = words


def _read(box: Element, glyph: str) -> tuple[MarkState, MarkShape]:
    """State and shape of a check box, of which `glyph` is shown.

    What is shown and what is stored can part ways when a program writes only one of them; a box
    that shows the sign of the other state is undecided.
    """
    return _seen(
        is_on(box.find(_CHECKED), _CHECKED_VALUE),
        _sign(box, "checkedState", "☒"),
        _sign(box, "uncheckedState", "☐"),
        glyph,
    )


_CHECKED, _CHECKED_VALUE = w14("checked"), w14("val")


@lru_cache(maxsize=512)
def _seen(
    stored: bool, chosen_sign: str, empty_sign: str, glyph: str
) -> tuple[MarkState, MarkShape]:
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


def _sign(box: Element, name: str, default: str) -> str:
    declared = box.find(w14(name))
    if declared is None:
        return default
    try:
        code = int(declared.get(w14("val"), ""), 16)
    except ValueError:
        return default
    return symbol(code, declared.get(w14("font")))


def _shown(content: Element) -> str:
    """The text of a control as it looks, symbol fonts resolved."""
    shown = ""
    for run in content.iter(w("r")):
        fonts = run.find(f"{w('rPr')}/{w('rFonts')}")
        font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
        for tag, element in blocks_of(run, _unnoticed):
            if tag == w("t"):
                shown += lookalikes(element.text or "", font)
            elif tag == w("sym"):
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
    for tag, element in list(tags(run)):
        if tag != w("rPr"):
            run.remove(element)
