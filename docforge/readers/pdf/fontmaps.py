"""What a font's codes mean, read in one go where pdfminer reads byte by byte.

The ToUnicode map of a font and the encoding within a Type 1 font program take pdfminer longer than
the page they are for. Maps in their usual form are taken by expressions here; all others go to
pdfminer's own parser. Source: ISO 32000-1, 9.10.3; Adobe Technical Note 5014 (CMap files).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import PDFFont, PDFSimpleFont, Type1FontHeaderParser
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT

_MAP = "ToUnicode"
_NO_MAP = PDFStream({}, b"")
_BLOCK = re.compile(rb"beginbf(char|range)\s*(.*?)\s*endbf(?:char|range)", re.DOTALL)
_HEX = rb"\s*<([0-9A-Fa-f]{2,32})>\s*"
_PAIR = re.compile(_HEX + _HEX)
_RANGE = re.compile(_HEX + _HEX + rb"(?:" + _HEX + rb"|\[((?:\s*<[0-9A-Fa-f]{2,32}>)*)\s*\]\s*)")
_CODE = re.compile(rb"<([0-9A-Fa-f]*)>")
_LONGEST_RANGE = 65_536
_MOST_CODES = 200_000


def told_apart(spec: Mapping[str, Any]) -> tuple[dict[str, Any], bytes | None, PDFStream | None]:
    """A font's entry without what takes long; its ToUnicode map and Type 1 program, if any."""
    light = dict(spec)
    told: bytes | None = None
    program: PDFStream | None = None
    stream = resolve1(spec.get(_MAP))
    if isinstance(stream, PDFStream) and stream is not _NO_MAP:
        told, light[_MAP] = stream.get_data(), _NO_MAP
    if "W" in spec:
        light["W"] = _within_reason(resolve1(spec["W"]))
    descriptor = resolve1(spec.get("FontDescriptor"))
    if "Encoding" not in spec and isinstance(descriptor, dict):
        file = resolve1(descriptor.get("FontFile"))
        if isinstance(file, PDFStream) and isinstance(resolve1(file.get("Length1")), int):
            light["Encoding"] = LIT("StandardEncoding")
            program = file
    return light, told, program


def _within_reason(widths: Any) -> list[Any]:
    """Widths of characters without ranges longer than any font: first, last, width."""
    kept: list[Any] = []
    listed = [resolve1(one) for one in widths] if isinstance(widths, list) else []
    at = 0
    while at < len(listed):
        several = at + 1 < len(listed) and isinstance(listed[at + 1], list)
        entry = listed[at : at + (2 if several else 3)]
        at += len(entry)
        numbers = [one for one in entry[:2] if isinstance(one, (int, float))]
        if several or (len(numbers) == 2 and numbers[1] - numbers[0] < _LONGEST_RANGE):
            kept.extend(entry)
    return kept


def add_told(font: PDFFont, told: bytes | None, program: PDFStream | None) -> None:
    """Gives a font that was made without them its map and its program's encoding."""
    if told is not None and isinstance(getattr(font, "unicode_map", None), FileUnicodeMap):
        font.unicode_map = _unicode_map(told)  # type: ignore[attr-defined]
    if program is not None and isinstance(font, PDFSimpleFont):
        font.cid2unicode = _EncodingOfProgram(program)


class _Map(FileUnicodeMap):
    """A map that ends: pdfminer follows ranges however long they claim to be."""

    def add_cid2unichr(self, cid: int, code: Any) -> None:
        if len(self.cid2unichr) > _MOST_CODES:
            raise ValueError("a font with more codes than there are characters")
        super().add_cid2unichr(cid, code)


class _EncodingOfProgram(dict[int, str]):
    """The encoding within a Type 1 font program, parsed when the first code is not known else."""

    def __init__(self, program: PDFStream) -> None:
        super().__init__()
        self._program: PDFStream | None = program

    def __missing__(self, code: int) -> str:
        if self._program is None:
            raise KeyError(code)
        length: int = resolve1(self._program["Length1"])
        head = self._program.get_data()[:length]
        self.update(Type1FontHeaderParser(io.BytesIO(head)).get_encoding())
        self._program = None
        return self[code]


def _unicode_map(told: bytes) -> FileUnicodeMap:
    found = _Map()
    entries = _entries(told)
    if entries is None:
        CMapParser(found, io.BytesIO(told)).run()
        return found
    for code, meaning in entries:
        found.add_cid2unichr(code, meaning)
    return found


def _entries(told: bytes) -> list[tuple[int, bytes]] | None:
    """The codes and meanings (UTF-16) of a map; None where it is not in its usual form."""
    if b"usecmap" in told or b"%" in told.partition(b"begincmap")[2]:
        return None
    found: list[tuple[int, bytes]] = []
    for kind, block in _BLOCK.findall(told):
        pattern = _PAIR if kind == b"char" else _RANGE
        at = 0
        while at < len(block):
            match = pattern.match(block, at)
            if match is None:
                return None
            at = match.end()
            if kind == b"char":
                found.append((int(match[1], 16), _bytes(match[2])))
            else:
                _add_range(match, found)
    return found


def _add_range(match: re.Match[bytes], found: list[tuple[int, bytes]]) -> None:
    """Adds the codes of a range; one longer than any font has no meaning."""
    first, last = int(match[1], 16), int(match[2], 16)
    if last - first >= _LONGEST_RANGE or len(found) > _MOST_CODES:
        return
    if match[3] is None:
        listed = _CODE.findall(match[4])
        found.extend(
            (code, _bytes(meaning))
            for code, meaning in zip(range(first, last + 1), listed, strict=False)
        )
        return
    meaning = _bytes(match[3])
    prefix, tail = meaning[:-4], meaning[-4:]
    base, room = int.from_bytes(tail, "big"), 1 << (8 * len(tail))
    found.extend(
        (first + step, prefix + ((base + step) % room).to_bytes(len(tail), "big"))
        for step in range(last - first + 1)
    )


def _bytes(digits: bytes) -> bytes:
    return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))
