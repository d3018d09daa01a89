"""Words of cells: plain and rich text with how each run looks, and from there words and marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.place import Place
from docforge.readers.excel.parts import Element, attribute, bare, child, is_on
from docforge.readers.glyphs import is_plain as holds_no_mark
from docforge.readers.glyphs import stretches
from docforge.readers.symbol_fonts import lookalikes

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_UNDERLINES = ("single", "double", "singleAccounting", "doubleAccounting")


@dataclass(frozen=True, slots=True)
class Look:
    """What of a font matters here. `font` is its name ("Wingdings 2"), "" if not known."""

    font: str = ""
    struck: bool = False
    underlined: bool = False


PLAIN_LOOK = Look()


class Run(NamedTuple):
    """Characters of one look; None takes the look of the cell."""

    text: str
    look: Look | None = None


Words = tuple[Run, ...]


def look_of(properties: Element) -> Look:
    """The look that a font (styles) or a run's properties describe."""
    name = child(properties, "name")
    if name is None:
        name = child(properties, "rFont")
    underline = child(properties, "u")
    return Look(
        attribute(name, "val"),
        is_on(child(properties, "strike")),
        underline is not None and attribute(underline, "val", "single") in _UNDERLINES,
    )


def words_of(item: Element) -> Words:
    """The text of a shared or inline string, or of a comment; phonetic guides are left out."""
    runs: list[Run] = []
    for part in item:
        name = bare(part)
        if name == "t":
            runs.append(Run(_plain(part)))
        elif name == "r":
            properties = child(part, "rPr")
            text = "".join(_plain(one) for one in part if bare(one) == "t")
            runs.append(Run(text, None if properties is None else look_of(properties)))
    return tuple(run for run in runs if run.text)


def text_of(words: Iterable[Run]) -> str:
    return "".join(run.text for run in words)


def unescaped(text: str) -> str:
    """Excel writes characters that XML cannot hold as _x000D_."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
        # Pairs of surrogates become one character; half a pair no text may hold.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = text.replace("\r\n", "\n").translate(_CONTROLS)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_plain(words: Words) -> bool:
    """Whether this is one line of words that look as their cell does, without marks."""
    if len(words) != 1 or words[0].look is not None:
        return False
    text = words[0].text
    return "\n" not in text and holds_no_mark(text) and lookalikes(text) is text


def content_of(words: Words, look: Look, place: Place | None) -> tuple[Inline, ...]:
    """The words and marks of a cell whose own font has that look."""
    shown = _shown(words, look)
    if len(shown) == 1:
        return tuple(_content_of_a_look(shown[0][1], shown[0][0], place))
    text = "".join(part for _look, part in shown)
    looks = [one for one, part in shown for _character in part]
    content: list[Inline] = []
    for start, end, mark in stretches(text):
        if mark is not None:
            content.append(_treated(replace(mark, place=place), looks[start]))
            continue
        for first, last in _stretches_of_a_look(looks, start, end):
            content.extend(_made_on(text[first:last], looks[first], place))
    return tuple(content)


def _content_of_a_look(text: str, look: Look, place: Place | None) -> Iterator[Inline]:
    """The same where all characters look alike, as in nearly every cell."""
    for start, end, mark in stretches(text):
        if mark is not None:
            yield _treated(replace(mark, place=place), look)
        else:
            yield from _made_on(text[start:end], look, place)


def as_shown(words: Words, look: Look) -> str:
    """The characters that are seen: symbol fonts show others than are stored."""
    return "".join(text for _look, text in _shown(words, look))


def _shown(words: Words, look: Look) -> list[tuple[Look, str]]:
    if len(words) == 1 and words[0].look is None:
        return [(look, lookalikes(words[0].text, look.font))]
    return [
        (run.look or look, lookalikes(run.text, (run.look or look).font or look.font))
        for run in words
    ]


def _plain(element: Element) -> str:
    return unescaped(element.text or "")


def _stretches_of_a_look(looks: list[Look], start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for at in range(start + 1, end + 1):
        if at == end or _manner(looks[at]) != _manner(looks[first]):
            yield first, at
            first = at


def _manner(look: Look) -> tuple[bool, bool]:
    return look.struck, look.underlined


def _treated(mark: Mark, look: Look) -> Mark:
    """A struck tick was taken back; an empty box stays one, struck or not."""
    if look.struck and mark.state is not MarkState.EMPTY:
        return replace(mark, state=MarkState.STRUCK)
    return mark


def _made_on(text: str, look: Look, place: Place | None) -> Iterator[Inline]:
    """Words line by line, with what was done to them; blanks around them stay blanks."""
    if not (look.struck or look.underlined or "\n" in text):
        yield Text(text, place)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            yield Text("\n", place)
        word = line.strip()
        if not word or not (look.struck or look.underlined):
            yield from (Text(line, place),) if line else ()
            continue
        before, _word, after = line.partition(word)
        state, shape = (
            (MarkState.STRUCK, MarkShape.STRIKE)
            if look.struck
            else (MarkState.UNDECIDED, MarkShape.UNDERLINE)
        )
        yield from (Text(before, place),) if before else ()
        yield Mark(state, shape, word=word, place=place)
        yield from (Text(after, place),) if after else ()
