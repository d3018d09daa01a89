"""Cutting a content of words and marks by positions in its flat text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from docforge.layout import Inline, Table, Text

MARK = "\ufffc"
"""Stands for one mark in a flat text."""

CELL = "\t"
"""Parts the contents of cells that stand beside each other."""


def flattened(content: Sequence[Inline | Table]) -> tuple[Inline, ...]:
    """A content with its nested tables laid out as text: cells by spaces, rows by lines."""
    found: list[Inline] = []
    for part in content:
        if not isinstance(part, Table):
            found.append(part)
            continue
        for row in part.by_row():
            found.append(Text("\n"))
            for cell in row:
                found += [*flattened(cell.content), Text(" ")]
    return tuple(found)


class Flat:
    """A content as one string, in which a mark without words is one character."""

    def __init__(self, content: Sequence[Inline | Table]) -> None:
        self._parts: list[tuple[int, Inline]] = []
        pieces = []
        at = 0
        for part in content:
            if isinstance(part, Table):
                continue
            piece = part.text if isinstance(part, Text) else (part.word or MARK)
            self._parts.append((at, part))
            pieces.append(piece)
            at += len(piece)
        self.text = "".join(pieces)

    def cut(self, start: int, end: int) -> tuple[Inline, ...]:
        """The words and marks between two positions."""
        found: list[Inline] = []
        for at, part in self._parts:
            if isinstance(part, Text):
                piece = part.text[max(start - at, 0) : max(end - at, 0)]
                if piece:
                    found.append(replace(part, text=piece))
            elif start <= at < end:
                found.append(part)
        return tuple(found)
