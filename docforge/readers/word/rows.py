"""The rows of large tables, parsed one by one when they are read.

A parsed row takes ten times its bytes in memory. Of a large part only what lies around the rows is
parsed at once; each row is parsed from its bytes when the table comes to it, then let go (or not
at all, see `plain_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.readers.package import parsed
from docforge.readers.word.controls import settle
from docforge.readers.word.names import Element, w

_LARGE = 1 << 16
_ROOT = re.compile(rb"<w:document\b[^>]*>")
_NAMESPACE = re.compile(rb'xmlns:w=["\'](?:%s)["\']' % re.escape(w("")[1:-1].encode()))
_NUMBER = "row"


class Rows:
    """The rows that were left out of a part, by their number."""

    def __init__(
        self, root_tag: bytes = b"", part: bytes = b"", rows: Sequence[tuple[int, int]] = ()
    ) -> None:
        self._root_tag = root_tag
        self._part = part
        self._rows = rows

    def content(self, row: Element) -> bytes | None:
        """The bytes of a row that was left out; None for one that was not."""
        number = row.get(_NUMBER) if self._rows else None
        if number is None:
            return None
        start, stop = self._rows[int(number)]
        return self._part[start:stop]

    def whole(self, content: bytes) -> Element:
        """The row in these bytes. Raises TruncatedFile where it is broken."""
        root = parsed(self._root_tag + content + b"</w:document>", "w:tr")
        settle(root)
        element: Element = root[0]
        return element


def without_rows(content: bytes) -> tuple[bytes, Rows] | None:
    """A large part with empty rows in place of its own, and those; None where it stays whole.

    Only the usual way of writing is cut: UTF-8, the prefix "w", no comments or CDATA.
    """
    root = _ROOT.search(content, 0, 1 << 14) if len(content) >= _LARGE else None
    if root is None or root.group().endswith(b"/>") or not _NAMESPACE.search(root.group()):
        return None
    declared = content[:100].lower()
    if b"encoding=" in declared and b"utf-8" not in declared:
        return None
    if b"!" in content and b"<!" in content:
        return None
    rows = _outermost(content)
    kept: list[bytes] = []
    end = 0
    for number, (start, stop) in enumerate(rows):
        kept += (content[end:start], b'<w:tr %s="%d"/>' % (_NUMBER.encode(), number))
        end = stop
    kept.append(content[end:])
    return b"".join(kept), Rows(root.group(), content, rows)


def _outermost(content: bytes) -> list[tuple[int, int]]:
    """Where each row that lies in no other begins and ends."""
    found: list[tuple[int, int]] = []
    end = 0
    # One cut at every end is many times as fast as a search for a pattern.
    for piece in content.split(_CLOSING)[:-1]:
        opening = _opening(piece)
        if opening is None:
            return _outermost_of_nested(content)
        found.append((end + opening, end + len(piece) + len(_CLOSING)))
        end = found[-1][1]
    return found


def _opening(piece: bytes) -> int | None:
    """Where the row begins that ends with this piece; None where rows lie in each other.

    As many rows begin as end, so if one begins in each piece, none lies in another.
    """
    begin = piece.find(_OPENING)
    tag = _TAG.match(piece, begin + len(_OPENING)) if begin >= 0 else None
    return None if tag is None or tag.group().endswith(b"/>") else begin


def _outermost_of_nested(content: bytes) -> list[tuple[int, int]]:
    """The same, of rows that may lie in each other."""
    found: list[tuple[int, int]] = []
    depth = start = 0
    for edge in _EDGE.finditer(content):
        if edge.group().endswith(b"/>"):
            continue
        if edge.group() != _CLOSING:
            start = start if depth else edge.start()
            depth += 1
            continue
        depth -= 1
        if depth == 0:
            found.append((start, edge.end()))
    return found


_OPENING, _CLOSING = b"<w:tr", b"</w:tr>"
_TAG = re.compile(rb"(?:\s[^>]*)?>")
_EDGE = re.compile(rb"<w:tr(?:\s[^>]*)?>|</w:tr>")
