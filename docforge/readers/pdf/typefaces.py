"""What an embedded TrueType font itself tells: glyph names, and glyphs that are missing.

Where a program lacks a font for a check mark it prints the frame that stands for any missing
character, and still names the character it meant; two such frames, ticked and empty, look the
same. A mark that nobody can see must not be read. Source: OpenType 1.9 (cmap, glyf, loca, post).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFFont, PDFType3Font
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from docforge.readers.pdf.fontmaps import add_told, told_apart
from docforge.readers.symbol_fonts import is_symbol_font

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_SYMBOLIC = 4
_MAC_NAMES = 258
"""Glyph names that the post table takes from the standard Macintosh order by their number."""


@dataclass(frozen=True)
class Typeface:
    """The tables of an embedded font program; an empty one where there is none or it is broken."""

    program: bytes
    multibyte: bool
    nameless: frozenset[int] = frozenset()
    """Codes that the PDF gives to glyphs whose names mean nothing (/g17)."""
    name: str = ""
    untold: bool = False
    """Whether the codes say nothing: a font of its own symbols, without map and encoding."""
    known: dict[int, tuple[str, float]] = field(default_factory=dict, compare=False)
    """Codes whose meaning and width have been found out, for the recorder."""

    def is_missing(self, code: int) -> bool:
        """Whether a code prints the frame that the font prints for missing characters."""
        if self.multibyte and code == 0:
            return True
        return bool(self._frames) and self._glyph_of(code) in self._frames

    def named(self, code: int) -> str:
        """The character that the glyph of a code is named after, "" where it has no such name."""
        try:
            return name2unicode(self._names[self._glyph_of(code)])
        except (KeyError, ValueError, IndexError):
            return ""

    def _glyph_of(self, code: int) -> int:
        return code if self.multibyte else self._codes.get(code, -1)

    @cached_property
    def _tables(self) -> dict[bytes, bytes]:
        tables: dict[bytes, bytes] = {}
        if len(self.program) < 12:
            return tables
        for number in range(struct.unpack_from(">H", self.program, 4)[0]):
            at = 12 + 16 * number
            if at + 16 > len(self.program):
                break
            tag, _sum, start, length = struct.unpack_from(">4sLLL", self.program, at)
            tables[tag] = self.program[start : start + length]
        return tables

    @cached_property
    def _frames(self) -> frozenset[int]:
        """Glyphs that look exactly like glyph 0, which stands for what the font lacks."""
        try:
            outlines = self._outlines()
        except (KeyError, struct.error):
            return frozenset()
        if not outlines or not outlines[0]:
            return frozenset()
        same = {glyph for glyph, outline in enumerate(outlines) if outline == outlines[0]}
        return frozenset(same - {0})

    def _outlines(self) -> list[bytes]:
        is_long = struct.unpack_from(">h", self._tables[b"head"], 50)[0] != 0
        count = struct.unpack_from(">H", self._tables[b"maxp"], 4)[0]
        offsets = struct.unpack_from(
            f">{count + 1}{'L' if is_long else 'H'}", self._tables[b"loca"]
        )
        starts = offsets if is_long else [2 * offset for offset in offsets]
        shapes = self._tables[b"glyf"]
        return [shapes[starts[at] : starts[at + 1]] for at in range(count)]

    @cached_property
    def _codes(self) -> dict[int, int]:
        """Character code -> glyph, from byte-sized cmap tables as subset fonts have them."""
        codes: dict[int, int] = {}
        try:
            table = self._tables[b"cmap"]
            for number in range(struct.unpack_from(">H", table, 2)[0]):
                start = struct.unpack_from(">L", table, 8 + 8 * number)[0]
                codes.update(_byte_codes(table, start))
        except (KeyError, struct.error):
            return codes
        return codes

    @cached_property
    def _names(self) -> dict[int, str]:
        """Glyph -> its own name in the post table (version 2)."""
        table = self._tables.get(b"post", b"")
        try:
            if struct.unpack_from(">L", table)[0] != 0x00020000:
                return {}
            count = struct.unpack_from(">H", table, 32)[0]
            indices = struct.unpack_from(f">{count}H", table, 34)
        except struct.error:
            return {}
        names: list[str] = []
        at = 34 + 2 * count
        while at < len(table):
            length = table[at]
            names.append(table[at + 1 : at + 1 + length].decode("latin-1"))
            at += 1 + length
        return {
            glyph: names[index - _MAC_NAMES]
            for glyph, index in enumerate(indices)
            if 0 <= index - _MAC_NAMES < len(names)
        }


class Fonts(PDFResourceManager):
    """pdfminer's fonts, and with each what its own entry in the PDF and its program tell."""

    def __init__(self) -> None:
        super().__init__()
        self._faces: dict[PDFFont, Typeface] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        known = self._cached_fonts.get(objid) if objid else None
        if known is not None:
            return known
        light, told, program = told_apart(spec)
        font = super().get_font(objid, light)
        add_told(font, told, program)
        if font not in self._faces:
            stream: Any = resolve1(font.descriptor.get("FontFile2"))
            own = stream.get_data() if isinstance(stream, PDFStream) else b""
            name = font_name(font.fontname)
            untold = told is None and _is_untold(font, spec) and not is_symbol_font(name)
            self._faces[font] = Typeface(own, font.is_multibyte(), _nameless(spec), name, untold)
        return font

    def face(self, font: PDFFont) -> Typeface:
        return self._faces[font]


def font_name(name: object) -> str:
    """A font's name without the subset prefix ("ABCDEF+"); names in GBK bytes are decoded."""
    shown = name.decode("gbk", "replace") if isinstance(name, bytes) else str(name)
    return _SUBSET.sub("", shown)


def _is_untold(font: PDFFont, spec: Mapping[str, object]) -> bool:
    """A simple font of symbols that brings its own program and names none of its characters."""
    if font.is_multibyte():
        return False
    if isinstance(font, PDFType3Font):
        return True
    own = any(font.descriptor.get(key) for key in ("FontFile", "FontFile2", "FontFile3"))
    return own and bool(font.flags & _SYMBOLIC) and "Encoding" not in spec


def _nameless(spec: Mapping[str, object]) -> frozenset[int]:
    """pdfminer reads such a code as the letter that it is in other fonts; it is another."""
    encoding = resolve1(spec.get("Encoding"))
    listed = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    found: set[int] = set()
    code = 0
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, int):
            code = entry
        elif isinstance(entry, PSLiteral):
            if not _has_meaning(str(entry.name)):
                found.add(code)
            code += 1
    return frozenset(found)


def _has_meaning(name: str) -> bool:
    try:
        return bool(name2unicode(name)) or name == ".notdef"
    except (KeyError, ValueError):
        return False


def _byte_codes(table: bytes, start: int) -> dict[int, int]:
    form = struct.unpack_from(">H", table, start)[0]
    if form == 0:
        return dict(enumerate(struct.unpack_from(">256B", table, start + 6)))
    if form == 6:
        first, count = struct.unpack_from(">HH", table, start + 6)
        return dict(enumerate(struct.unpack_from(f">{count}H", table, start + 10), start=first))
    return {}
