"""Help that wraps by what a terminal shows: a Chinese character takes two columns of it.

click counts characters, so its Chinese lines run over the edge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

_GAP = 2
_OPENING, _CLOSING = "（“《【", "，。；：、！？）”》】…"
_WIDE = "\u2e80-\u9fff\uff00-\uffef"
# What stays together: a Chinese character or a word, with the punctuation that belongs to it.
_PIECES = re.compile(
    rf"[{_OPENING}]*(?:[{_WIDE}]|[^\s{_WIDE}{_OPENING}{_CLOSING}]+)[{_CLOSING}]*|\s+|\S"
)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """The lines of a text, none wider than `width` columns unless one word alone is."""
    line = ""
    for piece in _PIECES.findall(text):
        if line and columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        if line or piece.strip():
            line += " " if piece.isspace() else piece
    if line.strip():
        yield line.rstrip()


class WideFormatter(click.HelpFormatter):
    """click's formatter, counting columns."""

    def write_text(self, text: str) -> None:
        for paragraph in re.split(r"\n\s*\n", text):
            for line in wrapped(paragraph, self.width - self.current_indent):
                self.write_line(line)

    def write_line(self, line: str) -> None:
        """A line as it is, such as a command to copy."""
        self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP
    ) -> None:
        listed = list(rows)
        first = min(max(columns(term) for term, _ in listed), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 10)
        for term, meaning in listed:
            lines = list(wrapped(meaning, room))
            if columns(term) > first - col_spacing or not lines:
                self.write_line(term)
            else:
                self.write_line(term + " " * (first - columns(term)) + lines.pop(0))
            for line in lines:
                self.write_line(" " * first + line)


class Context(click.Context):
    formatter_class = WideFormatter
