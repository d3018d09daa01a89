"""How a run looks: its properties as WordprocessingML, in the order Word writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import quoteattr

from lxml import etree

from docforge.messages import translate as _
from docforge.render.wordml import W

UNDERLINES = frozenset(
    {"single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave"}
)
_ORDER = (
    *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "color"),
    *("spacing", "kern", "position", "sz", "szCs", "highlight", "u", "bdr", "shd", "vertAlign"),
    *("rtl", "cs", "em", "lang"),
)
_EAST_ASIAN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Looks:
    """What is said about a run; None and False leave it as it is around. `size` is in half
    points. `font` may name a region, "eastAsia:宋体"."""

    style: str | None = None
    color: str | None = None
    highlight: str | None = None
    size: int | float | str | None = None
    subscript: bool | None = None
    superscript: bool | None = None
    bold: bool = False
    italic: bool = False
    underline: bool | str = False
    strike: bool = False
    font: str | None = None
    rtl: bool = False
    lang: str | None = None

    def properties(self, text: str = "", around: str = "") -> str:
        """The w:rPr of a run with these looks, "" where there is nothing to say.

        `around` is the w:rPr of the run it is put into, whose properties hold where these looks
        say nothing. A font for Chinese text is named as East Asian font as well, since Word
        shows Chinese characters in no other.
        """
        said = dict(_children(around)) | self._said(text)
        if not said:
            return ""
        ordered = sorted(said, key=lambda name: _ORDER.index(name) if name in _ORDER else 99)
        return f"<w:rPr>{''.join(said[name] for name in ordered)}</w:rPr>"

    def _said(self, text: str) -> dict[str, str]:
        said: dict[str, str] = {}
        if self.style:
            said["rStyle"] = _value("rStyle", self.style)
        if self.font:
            said["rFonts"] = self._fonts(text)
        if self.bold:
            said |= {"b": "<w:b/>"} | ({"bCs": "<w:bCs/>"} if self.rtl else {})
        if self.italic:
            said |= {"i": "<w:i/>"} | ({"iCs": "<w:iCs/>"} if self.rtl else {})
        if self.strike:
            said["strike"] = "<w:strike/>"
        if self.color:
            said["color"] = _value("color", hex_colour(self.color))
        if self.size:
            said |= {name: _value(name, self.size) for name in ("sz", "szCs")}
        if self.underline:
            kind = self.underline if self.underline in UNDERLINES else "single"
            said["u"] = _value("u", kind)
        if self.highlight:
            fill = quoteattr(hex_colour(self.highlight))
            said["shd"] = f'<w:shd w:val="clear" w:color="auto" w:fill={fill}/>'
        if self.subscript or self.superscript:
            side = "subscript" if self.subscript else "superscript"
            said["vertAlign"] = _value("vertAlign", side)
        if self.rtl:
            said["rtl"] = "<w:rtl/>"
        if self.lang:
            said["lang"] = _value("lang", self.lang)
        return said

    def _fonts(self, text: str) -> str:
        region, colon, name = (self.font or "").rpartition(":")
        font = quoteattr(name)
        regional = f" w:{region}={font}" if colon and region.isalpha() else ""
        east_asian = _EAST_ASIAN.search(name) or (_EAST_ASIAN.search(text) and not regional)
        if east_asian and "w:eastAsia=" not in regional:
            regional += f" w:eastAsia={font}"
        hint = ' w:hint="eastAsia"' if _EAST_ASIAN.search(text) and "eastAsia" in regional else ""
        return f"<w:rFonts{hint} w:ascii={font} w:hAnsi={font} w:cs={font}{regional}/>"


def hex_colour(value: str) -> str:
    """A colour as Word writes it: "FF0000" for "#FF0000" or "F00", or "auto" (ECMA-376 part 1,
    17.18.38). Raises ValueError for what is none, which Word would take for damage."""
    digits = value.strip().lstrip("#")
    if re.fullmatch("[0-9A-Fa-f]{3}", digits):
        digits = "".join(2 * digit for digit in digits)
    if re.fullmatch("[0-9A-Fa-f]{6}|auto", digits):
        return digits
    raise ValueError(
        _("“{value}” is no colour; write it with six digits, such as FF0000.").format(value=value)
    )


def _value(name: str, value: object) -> str:
    return f"<w:{name} w:val={quoteattr(str(value))}/>"


@lru_cache(maxsize=256)
def _children(properties: str) -> tuple[tuple[str, str], ...]:
    """The children of a w:rPr, by name."""
    if not properties:
        return ()
    try:
        root = etree.fromstring(f'<x xmlns:w="{W}">{properties}</x>')
    except etree.XMLSyntaxError:  # an extension's property, whose prefix only the part declares
        return ()
    return tuple(
        (
            etree.QName(child).localname,
            etree.tostring(child, encoding="unicode", with_tail=False).replace(
                f' xmlns:w="{W}"', ""
            ),
        )
        for child in root[0]
    )
