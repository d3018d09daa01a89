"""A paragraph as it is set on the page: its runs with their faces, its indents, its line "
"height."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from docforge.check.diagnostic import Spot
from docforge.check.story import Line
from docforge.check.typesetting import EM
from docforge.check.typesetting.faces import face_of, is_chinese

CHINESE = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_WIDE = re.compile(r"[\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Ink:
    """How words look. `font` is for Chinese characters, "" where the file names none; `size` and
    `spacing` (added to each character) in points; `colour` as six hexadecimal digits."""

    font: str = ""
    latin: str = ""
    size: float = 10.0
    colour: str = "000000"
    bold: bool = False
    spacing: float = 0.0

    @property
    def face(self) -> str:
        """仿宋, 黑体 …, whoever made the font."""
        return face_of(self.font)

    @property
    def is_red(self) -> bool:
        red, green, blue = (int(self.colour[at : at + 2], 16) for at in (0, 2, 4))
        return red >= 0xB0 and green <= 0x60 and blue <= 0x60


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in one ink; "\\t" a tab, "\\n" a line break, "\\f" a page break."""

    text: str
    ink: Ink


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a text box or frame stands on its page. `top` and `left` in points from the page's
    edges, None where they hang on the text; `align` how it stands across: "outside", "center"."""

    top: float | None = None
    left: float | None = None
    width: float | None = None
    align: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is drawn along a paragraph or table: side, points thick, colour, its kind."""

    side: str
    weight: float
    colour: str
    kind: str = "single"
    space: float = 0.0


@dataclass(frozen=True, eq=False)
class Typeset:
    """A paragraph. All lengths in points; `first` is the indent of the first line beyond `left`
    (negative where it hangs), `pitch` the height of a line."""

    line: Line
    words: tuple[Words, ...]
    align: str
    left: float
    right: float
    first: float
    before: float
    after: float
    pitch: float
    width: float
    """Of the column that it stands in, 0 where that is not known."""
    tabs: tuple[tuple[float, str], ...] = ()
    label: str = ""
    """The number that Word prints before it."""
    rules: tuple[Rule, ...] = ()
    frame: Frame | None = None
    in_table: bool = False
    new_page: bool = False
    section: int = 0
    size: float = EM
    """Of its mark: the size of an empty paragraph."""

    @property
    def spot(self) -> Spot:
        return self.line.spot

    @cached_property
    def text(self) -> str:
        """As it prints, its number before it; tabs and breaks as such."""
        return self.label + "".join(each.text for each in self.words)

    @cached_property
    def said(self) -> str:
        """Its words without space at both ends, in one line."""
        return re.sub(r"[\n\f]+", "", self.text).strip().strip("\u3000").strip()

    @cached_property
    def bare(self) -> str:
        """Its words without any space."""
        return re.sub(r"\s+", "", self.text)

    @property
    def is_blank(self) -> bool:
        return not self.bare

    @cached_property
    def chinese(self) -> tuple[Words, ...]:
        """The stretches that hold Chinese characters."""
        return tuple(each for each in self.words if CHINESE.search(each.text))

    @cached_property
    def ink(self) -> Ink:
        """The ink of most of its characters."""
        amounts: dict[Ink, int] = {}
        for each in self.chinese or self.words:
            amounts[each.ink] = amounts.get(each.ink, 0) + len(each.text.strip())
        return max(amounts, key=amounts.__getitem__) if amounts else Ink(size=self.size)

    @cached_property
    def largest(self) -> float:
        """The size of its largest words."""
        return max((each.ink.size for each in self.words if each.text.strip()), default=self.size)

    @cached_property
    def lead(self) -> float:
        """Points from the edge of the column to its first character, spaces and tabs counted."""
        start, _ = self.extent
        return start

    @cached_property
    def extent(self) -> tuple[float, float]:
        """From where to where its first line's words stand, points from the column's left "
        "edge."""
        begin = self.left + self.first
        at, started, starts = begin, begin, False
        text = [(c, each.ink) for each in self.words for c in each.text]
        text = [(c, self.ink) for c in self.label] + text
        end = begin
        for place, (character, ink) in enumerate(text):
            if character in "\n\f":
                if starts:
                    break
                continue
            if character == "\t":
                at = self._tabbed(at, text[place + 1 :])
            else:
                at += _width(character, ink)
            if not character.isspace():
                if not starts:
                    started, starts = at - _width(character, ink), True
                end = at
        return self._aligned(started, end, at)

    def _aligned(self, start: float, end: float, last: float) -> tuple[float, float]:
        room = self.width - self.right
        if self.align in ("right", "end"):
            return start + room - last, end + room - last
        if self.align == "center":
            shift = (room - last) / 2
            return start + shift, end + shift
        return start, end

    def _tabbed(self, at: float, rest: Sequence[tuple[str, Ink]]) -> float:
        stop, kind = next(
            ((stop, kind) for stop, kind in self.tabs if stop > at + 0.5),
            ((int(at / 21) + 1) * 21.0, "left"),
        )
        if kind not in ("right", "end", "center"):
            return stop
        length = 0.0
        for character, ink in rest:
            if character in "\t\n\f":
                break
            length += _width(character, ink)
        return max(at, stop - (length if kind in ("right", "end") else length / 2))

    @property
    def height(self) -> float:
        """Points that it takes, its spaces before and after among them."""
        start, end = self.extent
        lines = 1 + self.text.count("\n")
        room = self.width - self.right - self.left
        if self.width and room > 0 and end - start > room:
            lines += int((end - start) / room)
        return self.before + self.after + lines * self.pitch


def _width(character: str, ink: Ink) -> float:
    if _WIDE.match(character):
        return ink.size + ink.spacing
    if character == " " and not is_chinese(ink.latin):
        return ink.size / 4 + ink.spacing
    return ink.size / 2 + ink.spacing
