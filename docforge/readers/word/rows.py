"""The rows of large tables, parsed one by one when they are read.

A parsed row takes ten times its bytes in memory. Of a large part only what lies around the rows is
parsed at once; each row is parsed from its bytes when the table comes to it, then let go (or not
at all, see `plain_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
    if b"<!" in content or (b"encoding=" in declared and b"utf-8" not in declared):
        return None
    kept: list[bytes] = []
    rows: list[tuple[int, int]] = []
    end = 0
    for start, stop in _outermost(content):
        kept += (content[end:start], b'<w:tr %s="%d"/>' % (_NUMBER.encode(), len(rows)))
        rows.append((start, stop))
        end = stop
    kept.append(content[end:])
    return b"".join(kept), Rows(root.group(), content, rows)


def _outermost(content: bytes) -> Iterator[tuple[int, int]]:
    """Where each row that lies in no other begins and ends."""
    depth = start = 0
    # Two searches for fixed bytes find the edges many times as fast as one for a pattern.
    opening, closing = _opening(content, 0), content.find(_CLOSING)
    while closing >= 0 or opening is not None:
        if opening is not None and (closing < 0 or opening[0] < closing):
            if not opening[2]:
                start = start if depth else opening[0]
                depth += 1
            opening = _opening(content, opening[1])
        else:
            depth -= 1
            if depth == 0:
                yield start, closing + len(_CLOSING)
            closing = content.find(_CLOSING, closing + 1)


def _opening(content: bytes, at: int) -> tuple[int, int, bool] | None:
    """Where the next w:tr begins, where its tag ends, and whether it is empty (<w:tr/>)."""
    while (begin := content.find(_OPENING, at)) >= 0:
        at = begin + len(_OPENING)
        tag = _TAG.match(content, at)
        if tag is not None:
            return begin, tag.end(), tag.group().endswith(b"/>")
    return None


_OPENING, _CLOSING = b"<w:tr", b"</w:tr>"
_TAG = re.compile(rb"(?:\s[^>]*)?>")
