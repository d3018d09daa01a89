"""The numbers that Word prints before list paragraphs: they stand on the paper, not in the text.

Source: ISO/IEC 29500-1 17.9 (numbering) and 17.18.59 (ST_NumberFormat).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from docforge.layout import Mark, MarkState
from docforge.readers.glyphs import marks_in
from docforge.readers.symbol_fonts import lookalikes
from docforge.readers.word.names import VAL, Element, is_on, tags, w, whole
from docforge.readers.word.numerals import numeral
from docforge.readers.word.styles import ListLevel, Styles

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_GAPS = {"nothing": "", "space": " ", "tab": " "}


class _Level(NamedTuple):
    """One level of a list: how its number is written and where it starts."""

    style: str = "decimal"
    template: str = ""
    start: int = 1
    gap: str = " "
    all_decimal: bool = False
    never_restarts: bool = False
    bullet: Mark | None = None
    paragraph_style: str = ""


class _List(NamedTuple):
    """A w:num: the counters it shares (w:abstractNumId) and its own levels."""

    shared: str
    levels: dict[int, _Level]
    restarts: dict[int, int]


class Lists:
    """The lists that a part defines; files of one blank share it."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self.linked: dict[str, str] = {}
        self.by_number: dict[str, _List] = {}
        if root is not None:
            self._load(root)

    def _load(self, root: Element) -> None:
        for element in root.iterchildren(w("abstractNum")):
            identity = element.get(w("abstractNumId"), "")
            self._abstract[identity] = dict(map(_level, element.iterchildren(w("lvl"))))
            link = element.find(w("numStyleLink"))
            if link is not None:
                self.linked[identity] = link.get(VAL, "")
        for element in root.iterchildren(w("num")):
            shared = element.find(w("abstractNumId"))
            if shared is not None:
                number = element.get(w("numId"), "")
                self.by_number[number] = self._list(element, shared.get(VAL, ""))

    def _list(self, element: Element, shared: str) -> _List:
        levels = dict(self._abstract.get(shared, {}))
        restarts: dict[int, int] = {}
        for override in element.iterchildren(w("lvlOverride")):
            depth = whole(override.get(w("ilvl")), most=_LEVELS - 1)
            start, own = override.find(w("startOverride")), override.find(w("lvl"))
            if own is not None:
                levels[depth] = _level(own)[1]
            if start is not None:
                restarts[depth] = whole(start.get(VAL), 1)
        return _List(shared, levels, restarts)


class Numbering:
    """The running numbers of a document's lists; ask once a paragraph, in reading order."""

    def __init__(self, lists: Lists, styles: Styles) -> None:
        self._styles = styles
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def printed(self, place_in: ListLevel | None, style: str) -> str | Mark:
        """What stands before the next paragraph of a list: its number with the gap after it.

        "" where there is none. A bullet is left out, unless it is a box to tick: then its Mark.
        `style` is the paragraph's style, which may name the level.
        """
        chosen = place_in if place_in is not None else self._styles.list_level(style)
        if chosen is None:
            return ""
        numbered = self._followed(chosen.number)
        if numbered is None:
            return ""
        depth = chosen.level
        if depth is None:
            depth = next(
                (d for d, lv in numbered.levels.items() if style and lv.paragraph_style == style), 0
            )
        level = numbered.levels.get(depth)
        if level is None:
            return ""
        counts = self._advance(chosen.number, numbered, depth)
        if level.style == "bullet":
            return level.bullet or ""
        text = _PLACEHOLDER.sub(
            lambda match: self._written(match, numbered, level, counts), level.template
        )
        return text + level.gap if text else ""

    def _followed(self, number: str) -> _List | None:
        """The list of this number; where it only links to a style, the list of that style."""
        numbered = self._lists.by_number.get(number)
        if numbered is None or numbered.levels or numbered.shared not in self._lists.linked:
            return numbered
        linked = self._styles.list_level(self._lists.linked[numbered.shared])
        return None if linked is None else self._lists.by_number.get(linked.number)

    def _advance(self, number: str, numbered: _List, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(numbered.shared, [None] * _LEVELS)
        for outer in range(depth + 1):
            if outer in numbered.restarts and (number, outer) not in self._begun:
                counts[outer] = numbered.restarts[outer] - (outer == depth)
                self._begun.add((number, outer))
        start = numbered.levels[depth].start
        current = counts[depth]
        counts[depth] = start if current is None else current + 1
        for inner in range(depth + 1, _LEVELS):
            if not numbered.levels.get(inner, _Level()).never_restarts:
                counts[inner] = None
        return counts

    def _written(
        self, match: re.Match[str], numbered: _List, level: _Level, counts: list[int | None]
    ) -> str:
        depth = int(match.group(1)) - 1
        named = numbered.levels.get(depth, _Level())
        count = counts[depth]
        style = "decimal" if level.all_decimal else named.style
        return numeral(named.start if count is None else count, style)


def _level(element: Element) -> tuple[int, _Level]:
    found = dict(tags(element))

    def value(name: str, default: str) -> str:
        child = found.get(w(name))
        return default if child is None else child.get(VAL, default)

    style = value("numFmt", "decimal")
    template = value("lvlText", "")
    level = _Level(
        style=style,
        template=template,
        start=whole(value("start", "1"), 1),
        gap=_GAPS.get(value("suff", "tab"), " "),
        all_decimal=is_on(found.get(w("isLgl"))),
        never_restarts=value("lvlRestart", "") == "0",
        bullet=_box(template, found.get(w("rPr"))) if style == "bullet" else None,
        paragraph_style=value("pStyle", ""),
    )
    return whole(element.get(w("ilvl")), most=_LEVELS - 1), level


def _box(template: str, properties: Element | None) -> Mark | None:
    """A bullet that is a box to tick; discs, squares and ticks are bullets like any other."""
    fonts = None if properties is None else properties.find(w("rFonts"))
    font = None if fonts is None else fonts.get(w("ascii")) or fonts.get(w("hAnsi"))
    signs = marks_in(lookalikes(template, font))
    sign = signs[0] if len(signs) == 1 else None
    if not isinstance(sign, Mark) or not sign.boxed or sign.glyph in "○◯❍●■◉⊙◼⬤":
        return None
    return sign if sign.state in (MarkState.EMPTY, MarkState.CHOSEN) else None
