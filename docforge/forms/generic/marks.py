"""The check marks of a cell, each with the word it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.layout import Cell, Inline, Mark, Table, Text
from docforge.model import PlainMark

_EDGE = " \t\u3000_＿:：,，;；、/.。…"
_BEFORE = re.compile(r"([^\s\u3000_＿:：,，;；、/]+)[\s\u3000]*$")
_AFTER = re.compile(r"^[\s\u3000]*([^\s\u3000_＿:：,，;；、/]+)")


def marks_of(cell: Cell) -> Iterator[PlainMark]:
    """Marks stand before their words unless the cell begins with a word (符合□ 不符合□)."""
    content = [part for part in cell.content if not isinstance(part, Table)]
    behind = _begins_with_words(content)
    for at, part in enumerate(content):
        if isinstance(part, Mark):
            yield PlainMark(
                row=cell.row,
                column=cell.column,
                state=part.state.value,
                shape=part.shape.value,
                word=part.word or _word(content, at, behind=behind),
                confidence=round(part.confidence, 3),
                place=part.place or cell.place,
            )


def _begins_with_words(content: list[Inline]) -> bool:
    first = next((p for p in content if isinstance(p, Mark) or p.text.strip(_EDGE + "\n")), None)
    last = next(
        (p for p in reversed(content) if isinstance(p, Mark) or p.text.strip(_EDGE + "\n")), None
    )
    return isinstance(first, Text) and isinstance(last, Mark)


def _word(content: list[Inline], at: int, *, behind: bool) -> str:
    """The word before or behind a mark, up to the next blank."""
    step = -1 if behind else 1
    near = content[at + step] if 0 <= at + step < len(content) else None
    if not isinstance(near, Text):
        return ""
    found = (_BEFORE if behind else _AFTER).search(near.text)
    return found[1] if found else ""
