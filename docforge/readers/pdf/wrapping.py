"""Lines of one paragraph put together: a PDF keeps lines, not the paragraphs that were wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from docforge.layout import Block, Paragraph, Text
from docforge.place import Box
from docforge.readers.pdf.boxes import around, height

# What begins like this begins anew, however full the line before it was.
_BEGINS_ANEW = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]|[①-⑳]|附件|备注|注[:：])"
)
_ENDS = ("。", "；", "：", ":")
# Words set apart in a line stand in columns, as beside signatures; they are no prose.
_SET_APART = re.compile(r"\S[ \u3000]{3,}\S")
# In heights of a line.
_FULL = 1.7
_LONG = 15
_BELOW = 1.1
_INDENT = 0.7
_OFF_CENTRE = 0.6


def unwrapped(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a page, with paragraphs that a full line wrapped joined by a line break.

    A line goes on in the next one where it reaches the right edge of what the page holds, the
    next stands right below it, not indented (or both are centred), and begins nothing new.
    """
    right = max((box[2] for box in _boxes(blocks)), default=0.0)
    result: list[Block] = []
    last: Box | None = None
    for block in blocks:
        box = _box(block)
        before = result[-1] if result else None
        if (
            isinstance(block, Paragraph)
            and isinstance(before, Paragraph)
            and box is not None
            and last is not None
            and _may_go_on(before.text)
            and _goes_on(last, box, right)
            and not _BEGINS_ANEW.match(block.text)
        ):
            result[-1] = _joined(before, block)
        else:
            result.append(block)
        last = box
    return result


def _may_go_on(text: str) -> bool:
    """Whether a paragraph's last line is prose that has not ended."""
    line = text.rpartition("\n")[2]
    return not line.endswith(_ENDS) and not _SET_APART.search(line)


def _goes_on(line: Box, following: Box, right: float) -> bool:
    size = min(height(line), height(following))
    full = right - line[2] <= _FULL * size and line[2] - line[0] >= _LONG * size
    below = line[1] <= following[1] and following[1] - line[3] <= _BELOW * size
    flush = following[0] - line[0] <= _INDENT * size
    centred = abs(line[0] + line[2] - following[0] - following[2]) <= 2 * _OFF_CENTRE * size
    return full and below and (flush or centred)


def _joined(one: Paragraph, other: Paragraph) -> Paragraph:
    boxes = [box for box in (_box(one), _box(other)) if box is not None]
    place = replace(one.place, box=around(boxes)) if one.place and boxes else one.place
    return replace(one, content=(*one.content, Text("\n"), *other.content), place=place)


def _box(block: Block) -> Box | None:
    return block.place.box if block.place else None


def _boxes(blocks: Iterable[Block]) -> list[Box]:
    return [box for box in map(_box, blocks) if box is not None]
