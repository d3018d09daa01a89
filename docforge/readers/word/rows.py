"""The rows of large tables, parsed one by one when they are read.

A parsed row takes ten times its bytes in memory. Of a large part only what lies around the rows is
parsed at once; the bytes of each row are kept and parsed when the table comes to it, then let go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.readers.package import parsed
from docforge.readers.word.controls import settle
from docforge.readers.word.names import Element, w

_LARGE = 1 << 20
_ROOT = re.compile(rb"<w:document\b[^>]*>")
_NAMESPACE = re.compile(rb'xmlns:w=["\'](?:%s)["\']' % re.escape(w("")[1:-1].encode()))
_EDGE = re.compile(rb"<w:tr(?:\s[^>]*)?>|</w:tr>")
_NUMBER = "row"


class Rows:
    """The rows that were left out of a part, by their number."""

    def __init__(self, root_tag: bytes = b"", rows: list[bytes] | None = None) -> None:
        self._root_tag = root_tag
        self._rows = rows or []

    def whole(self, row: Element) -> Element:
        """A row as it stands in the file. Raises TruncatedFile where it is broken."""
        number = row.get(_NUMBER) if self._rows else None
        if number is None:
            return row
        root = parsed(self._root_tag + self._rows[int(number)] + b"</w:document>", "w:tr")
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
    if b"<!" in content or (b"encoding=" in declared and b"utf-8" not in declared):
        return None
    kept: list[bytes] = []
    rows: list[bytes] = []
    end = 0
    for start, stop in _outermost(content):
        kept += (content[end:start], b'<w:tr %s="%d"/>' % (_NUMBER.encode(), len(rows)))
        rows.append(content[start:stop])
        end = stop
    kept.append(content[end:])
    return b"".join(kept), Rows(root.group(), rows)


def _outermost(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each row that lies in no other begins and ends."""
    depth = start = 0
    for edge in _EDGE.finditer(content):
        if edge.group().endswith(b"/>"):
            continue
        if edge.group().startswith(b"</"):
            depth -= 1
            if depth == 0:
                yield start, edge.end()
        else:
            if depth == 0:
                start = edge.start()
            depth += 1
