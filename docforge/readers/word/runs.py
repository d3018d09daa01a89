"""A run: how it looks by its styles and its own properties, and its text as that shows it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from docforge.readers.symbol_fonts import UNKNOWN, is_symbol_font, lookalikes
from docforge.readers.word.names import VAL, Element, child, w, xml
from docforge.readers.word.pieces import USUAL_SIZE
from docforge.readers.word.styles import Look, Styles, look_of

_INVISIBLE = {ord(character): None for character in "\u00ad\u200b\u2060\ufeff"}
_XML_BLANKS = " \t\r\n"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_STYLE, _SPACE = w("rStyle"), xml("space")


class Shown(NamedTuple):
    """A text as it looks, whether a symbol in it is unknown, and its private characters."""

    text: str
    unknown: bool = False
    private: str = ""


def look_in(properties: Element | None, paragraph_style: str, styles: Styles) -> Look:
    """The look of a run with this w:rPr in a paragraph of this style."""
    if properties is None:
        return styles.look(paragraph_style, "")
    style = child(properties, _STYLE)
    base = styles.look(paragraph_style, "" if style is None else style.get(VAL, ""))
    return look_of(properties).over(base)


def size_of(look: Look) -> float:
    """The type size of a look in points."""
    return USUAL_SIZE if look.half_points is None else look.half_points / 2


def text_of(element: Element) -> str:
    """What a w:t says, before fonts have their say."""
    return _said(element.text or "", element.get(_SPACE) == "preserve")


@lru_cache(maxsize=4096)
def _said(raw: str, keeps_blanks: bool) -> str:
    visible = raw.translate(_INVISIBLE)
    return visible if keeps_blanks else visible.strip(_XML_BLANKS)


@lru_cache(maxsize=4096)
def shown_in(raw: str, ascii_font: str | None, other_font: str | None) -> Shown:
    """A text in these fonts: letters in a symbol font are pictures (17.3.2.26 on which font).

    Kept, because the printed words of a form come again in every file.
    """
    if not is_symbol_font(ascii_font) and not is_symbol_font(other_font):
        shown = lookalikes(raw)
    elif ascii_font == other_font:
        shown = lookalikes(raw, ascii_font)
    else:
        shown = "".join(
            lookalikes(sign, ascii_font if sign < "\x80" else other_font or ascii_font)
            for sign in raw
        )
    unknown = shown is not raw and UNKNOWN in shown and UNKNOWN not in raw
    private = " ".join(f"U+{ord(sign):04X}" for sign in _PRIVATE.findall(shown))
    return Shown(shown, unknown, private)
