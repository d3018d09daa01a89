"""Reading the parts of a workbook: elements by their bare names, addresses, large parts in one go.

Bare names because Strict workbooks (ISO/IEC 29500-1) and the usual ones name the same elements in
different namespaces.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from docforge.readers.package import damaged, parsed

Element = etree._Element

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""The largest sheet that Excel knows."""

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def bare(element: Element) -> str:
    """An element's name without its namespace; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, of the first child of the name before, and so on."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if bare(one) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (one for one in (() if element is None else element) if bare(one) == name)


def within(element: Element, name: str) -> Iterator[Element]:
    """All elements of that name below an element, in the order of the document."""
    return (one for one in element.iter() if bare(one) == name)


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """An attribute whatever its namespace (r:id)."""
    if element is None:
        return default
    plain = element.get(name)
    if plain is not None:
        return plain
    found = (value for key, value in element.items() if str(key).endswith(f"}}{name}"))
    return str(next(found, default))


def is_on(element: Element | None, name: str = "val") -> bool:
    """A flag that is set by its mere presence, or by its attribute; "0" and "false" unset it."""
    return element is not None and element.get(name, "1") not in ("0", "false", "off")


def flag(element: Element, name: str) -> bool:
    return element.get(name, "0") in ("1", "true", "on")


def streamed(content: bytes, part: str, *names: str) -> Iterator[Element]:
    """The elements of these names in a large part, one after another; each is freed afterwards.

    Raises TruncatedFile where the XML is broken, HostileFile for a DTD.
    """
    if b"<!DOCTYPE" in content:
        parsed(content, part)
    events = etree.iterparse(
        io.BytesIO(content),
        events=("end",),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        for _event, element in events:
            yield element
            element.clear()
            parent = element.getparent()
            while parent is not None and element.getprevious() is not None:
                del parent[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(part) from error


def position(address: str) -> tuple[int, int] | None:
    """ "C5" -> (row 5, column 3); None where it is no address of a sheet."""
    match = _ADDRESS.fullmatch(address.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = 26 * column + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 1 <= row <= LAST_ROW and column <= LAST_COLUMN else None


def address(row: int, column: int) -> str:
    """(row 5, column 3) -> "C5"."""
    return f"{_letters(column)}{row}"


@lru_cache(maxsize=LAST_COLUMN)
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def area(reference: str) -> tuple[int, int, int, int] | None:
    """ "B2:D3" -> (first row, first column, last row, last column); None if it is no area."""
    first, _colon, last = reference.partition(":")
    start, end = position(first), position(last or first)
    if start is None or end is None:
        return None
    rows, columns = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return rows[0], columns[0], rows[1], columns[1]


def number(text: str | None, default: float = 0.0) -> float:
    """A number as attributes hold it; the default where it is none or not finite."""
    try:
        value = float(text or "")
    except ValueError:
        return default
    return value if abs(value) < 1e15 else default
