"""The rows of a sheet's part, taken by expressions: a register has hundreds of thousands of cells.

Cells as Excel, WPS and their kin write them are taken straight from the bytes. Whatever is written
in another manner (formulas, words in the cell, prefixes, comments) is parsed as XML, row by row or
as a whole, and gives the same cells. Source: ISO/IEC 29500-1 18.3.1.73 (rows), 18.3.1.4 (cells).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from docforge.readers.excel.parts import Element
from docforge.readers.package import damaged, parsed

_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_CELL = re.compile(
    rb'<c(?: r="([A-Z]{1,3})([0-9]{1,7})")?((?: [A-Za-z]+="[^"<>]*")*) ?'
    rb'(?:/>|>(?:<v(?: xml:space="preserve")?(?:/>|>([^<]*)</v>)'
    rb'|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
_ITEM = re.compile(rb'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_ATTRIBUTE = re.compile(rb'([\w:.-]+)\s*=\s*"([^"]*)"')
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6})|(amp|lt|gt|quot|apos));")
_NUMBERED = re.compile(rb"(&#[0-9]{1,7};)")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_LAST_CHARACTER = 0x10FFFF
_ENCODING = re.compile(rb"""encoding=["']([\w.-]+)["']""")


class Manner(NamedTuple):
    """What a cell's attributes say. Excel keeps a picture in a cell as an error with metadata."""

    kind: str
    style: str | None
    picture: bool


class RawRow(NamedTuple):
    """A row: its attributes, and its cells in bytes: letters, digits, attributes, value, words.

    `element` holds the row as XML, and `cells` nothing, where it is written in another manner.
    """

    attributes: dict[str, str]
    cells: list[tuple[bytes, bytes, bytes, bytes, bytes]]
    element: Element | None = None


class SheetData(NamedTuple):
    """A sheet's part in two: its rows as bytes, and all the rest of it as XML."""

    rows: bytes
    rest: bytes
    head: bytes


def parted(content: bytes) -> SheetData | None:
    """The part's rows apart; None where they are not written as usual, or not in UTF-8."""
    start, end = content.find(_OPEN), content.rfind(_CLOSE)
    if start < 0 or end < start or content.count(_OPEN) > 1 or b"<!" in content[:start]:
        return None
    head, rows = content[:start], content[start + len(_OPEN) : end]
    # Comments and character data may hide anything.
    if not _is_utf_8(head, rows) or b"<!" in rows or b"<?" in rows:
        return None
    return SheetData(rows, head + _OPEN + content[end:], head)


def _with_characters(rows: bytes) -> bytes:
    """The rows with their numbered characters as such: some programs number all Chinese ones."""
    if b"&#" not in rows:
        return rows
    pieces = _NUMBERED.split(rows)
    meant = {reference: _character(reference) for reference in set(pieces[1::2])}
    pieces[1::2] = [meant[reference] for reference in pieces[1::2]]
    return b"".join(pieces)


def _character(reference: bytes) -> bytes:
    """What a numbered character stands for; below 128 it may be markup and stays as it is."""
    code = int(reference[2:-1])
    is_text = 128 <= code < 0xD800 or 0xE000 <= code <= _LAST_CHARACTER
    return chr(code).encode() if is_text else reference


def _is_utf_8(head: bytes, content: bytes) -> bool:
    """Whether a part says that it is UTF-8, or ASCII, and is."""
    told = _ENCODING.search(head.partition(b"?>")[0])
    if told is not None and told[1].lower() not in (b"utf-8", b"us-ascii"):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def plain_texts(content: bytes) -> list[str] | None:
    """The shared texts of a workbook; None where one of them has looks or is written otherwise."""
    head, _begin, items = content.partition(b"<si>")
    if not items or not _is_utf_8(head, items) or b"<!" in content or b"<?" in items:
        return None
    found = _ITEM.findall(content, len(head))
    total = content.count(b"<si")
    whole = len(found) == total and items.count(b"<") == 4 * total
    return [text_of(text) for text in found] if whole else None


def raw_rows(data: SheetData, part: str) -> Iterator[RawRow]:
    """The rows in order. Raises TruncatedFile where one has no end."""
    rows, at = _with_characters(data.rows), 0
    while True:
        start = rows.find(b"<row", at)
        if start < 0:
            return
        opened = rows.find(b">", start)
        attributes = rows[start + 4 : opened]
        if opened < 0 or attributes.count(b'"') % 2:
            raise damaged(part)
        told = {name.decode(): text_of(value) for name, value in _ATTRIBUTE.findall(attributes)}
        if attributes.endswith(b"/"):
            at = opened + 1
            yield RawRow(told, [])
            continue
        end = rows.find(b"</row>", opened)
        if end < 0:
            raise damaged(part)
        body = rows[opened + 1 : end]
        at = end + 6
        found = _CELL.findall(body)
        if _is_whole(body, len(found)):
            yield RawRow(told, found)
        else:
            yield RawRow(told, [], _element(data.head, rows[start:at], part))


def _is_whole(body: bytes, cells: int) -> bool:
    """Whether the cells found are all that stands in the row."""
    values = body.count(b"<v") + body.count(b"</v>") + 4 * body.count(b"<is>")
    return body.count(b"<c") == cells and body.count(b"<") == cells + body.count(b"</c>") + values


def _element(head: bytes, row: bytes, part: str) -> Element:
    """A row as XML; the beginning of its part declares the names that it may use."""
    root = head.rpartition(b"?>")[2].strip()
    name = re.match(rb"<([\w:.-]+)", root)
    begin = root[: root.find(b">") + 1]
    if name is None or begin.endswith(b"/>"):
        raise damaged(part)
    return parsed(begin + row + b"</" + name[1] + b">", part)[0]


@lru_cache(maxsize=4096)
def manner_of(attributes: bytes) -> Manner:
    """What the attributes of a cell say."""
    told = dict(_ATTRIBUTE.findall(attributes))
    style = told.pop(b"s", None)
    kind = told.pop(b"t", b"n").decode("ascii", "replace")
    return Manner(
        kind,
        None if style is None else style.decode("ascii", "replace"),
        kind == "e" and b"vm" in told,
    )


@lru_cache(maxsize=16_384)
def column_of(letters: bytes) -> int:
    """b"AB" -> 28."""
    column = 0
    for letter in letters:
        column = 26 * column + letter - 64
    return column


def text_of(value: bytes) -> str:
    """Character data as text."""
    text = value.decode()
    return _REFERENCE.sub(_meant, text) if "&" in text else text


def _meant(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED[name]
    return chr(min(int(decimal) if decimal else int(hexadecimal, 16), _LAST_CHARACTER))
