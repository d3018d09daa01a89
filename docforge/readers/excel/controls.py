"""Form controls among the words of the cell that they lie on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.place import Place
from docforge.readers.excel.objects import Control


def with_controls(
    content: Sequence[Inline], controls: Sequence[Control], place: Place
) -> tuple[Inline, ...]:
    """A cell's content with the form controls that lie on it, in the order in which they stand.

    Controls with captions follow the cell's own words. Bare ones belong to the words of the cell:
    each to one where there are as many, else all before them.
    """
    bare = [_mark(control, place) for control in controls if not control.caption]
    captioned: list[Inline] = []
    for control in controls:
        if control.caption:
            captioned += [_mark(control, place), Text(control.caption, place)]
    before = _interleaved(content, bare, place)
    parted = [Text("\n", place)] if before and captioned else []
    return (*before, *parted, *captioned)


def _mark(control: Control, place: Place) -> Mark:
    if control.chosen is None:
        both = (MarkState.CHOSEN, MarkState.EMPTY)
        return Mark(MarkState.UNDECIDED, MarkShape.FILL, boxed=True, place=place, alternatives=both)
    chosen_shape = MarkShape.DOT if control.kind == "radio" else MarkShape.TICK
    return Mark(
        MarkState.CHOSEN if control.chosen else MarkState.EMPTY,
        chosen_shape if control.chosen else MarkShape.BOX,
        glyph="☑" if control.chosen else "☐",
        boxed=True,
        place=place,
    )


def _interleaved(content: Sequence[Inline], marks: Sequence[Mark], place: Place) -> list[Inline]:
    if not marks or not all(isinstance(part, Text) for part in content):
        return [*marks, *content]
    text = "".join(part.text for part in content if isinstance(part, Text))
    words = list(re.finditer(r"\S+", text))
    if len(words) != len(marks):
        return [*marks, *content]
    result: list[Inline] = []
    for number, (mark, word) in enumerate(zip(marks, words, strict=True)):
        gap = text[words[number - 1].end() : word.start()] if number else ""
        result += [Text(gap, place)] if gap else []
        result += [mark, Text(word.group(), place)]
    return result
