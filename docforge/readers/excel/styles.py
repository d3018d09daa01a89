"""How cells look: number format and font of each cell style (ISO/IEC 29500-1 18.8)."""

from __future__ import annotations

from dataclasses import dataclass

from docforge.readers.excel.formats import BUILT_IN, GENERAL
from docforge.readers.excel.parts import Element, attribute, child, children, within
from docforge.readers.excel.words import PLAIN_LOOK, Look, look_of
from docforge.readers.package import Package
from docforge.readers.symbol_fonts import is_symbol_font


@dataclass(frozen=True, slots=True)
class Style:
    """A cell style. `check_box` shows true and false as a box to tick (Excel since 2024).

    `shows_plain_words`: words stand in it as they are stored, unless they hold a mark.
    """

    format: str = GENERAL
    look: Look = PLAIN_LOOK
    check_box: bool = False
    shows_plain_words: bool = False


PLAIN = Style(shows_plain_words=True)
_SECTIONS = 3
"""Sections of a format for numbers; one more changes how words are shown."""


@dataclass(frozen=True)
class Styles:
    styles: tuple[Style, ...] = ()

    def style(self, index: str | None) -> Style:
        """The style that a cell names by its number; the plain one where there is none."""
        if index is None or not index.isascii() or not index.isdigit():
            return PLAIN
        number = int(index[:9])
        return self.styles[number] if number < len(self.styles) else PLAIN


def styles_of(package: Package, part: str) -> Styles:
    """The cell styles of a workbook; none where it has no styles part."""
    root = package.xml(part) if part else None
    if root is None:
        return Styles()
    formats = {
        attribute(entry, "numFmtId"): attribute(entry, "formatCode")
        for entry in children(child(root, "numFmts"), "numFmt")
    }
    looks = [look_of(font) for font in children(child(root, "fonts"), "font")]
    return Styles(
        tuple(_style(entry, formats, looks) for entry in children(child(root, "cellXfs"), "xf"))
    )


def _style(entry: Element, formats: dict[str, str], looks: list[Look]) -> Style:
    number = attribute(entry, "numFmtId", "0")
    font = attribute(entry, "fontId", "0")
    known = font.isascii() and font.isdigit() and int(font[:9]) < len(looks)
    code = formats.get(number) or BUILT_IN.get(number, GENERAL)
    look = looks[int(font)] if known else PLAIN_LOOK
    changed = look.struck or look.underlined or is_symbol_font(look.font)
    return Style(
        code,
        look,
        check_box=any(True for _one in within(entry, "xfComplement")),
        shows_plain_words=not changed and code.count(";") < _SECTIONS,
    )
