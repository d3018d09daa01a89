"""How a run looks once styles have had their say: struck, hidden, underlined, in which font.

Source: ISO/IEC 29500-1 17.7 (styles; 17.7.3 for toggle properties) and 17.3.2 (run properties).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from docforge.readers.word.names import VAL, Element, is_on, w, whole

_LONGEST_CHAIN = 32


class Look(NamedTuple):
    """The properties of a run that decide what it says; None where a level does not tell."""

    struck: bool | None = None
    hidden: bool | None = None
    underlined: bool | None = None
    highlighted: bool | None = None
    framed: bool | None = None
    ascii_font: str | None = None
    other_font: str | None = None
    half_points: int | None = None

    def over(self, below: Look) -> Look:
        """This level laid over the one below it."""
        if self is _PLAIN:
            return below
        return Look._make(low if top is None else top for top, low in zip(self, below, strict=True))


_PLAIN = Look()


class ListLevel(NamedTuple):
    """Which list a paragraph belongs to (w:numId) and how deep; 0 is the outermost level."""

    number: str
    level: int | None


def look_of(properties: Element | None) -> Look:
    """What one w:rPr says."""
    if properties is None:
        return _PLAIN
    told: dict[str, Any] = {}
    for element in properties:
        tag = element.tag
        if tag not in _LOOKED_AT:
            continue
        if tag == _FONTS:
            told["ascii_font"], told["other_font"] = (
                _font(element, "ascii"),
                _font(element, "hAnsi"),
            )
        elif tag == _SIZE:
            told["half_points"] = whole(element.get(VAL), 21, most=1000)
        elif tag in _STRIKES:
            told["struck"] = is_on(element) or bool(told.get("struck"))
        elif tag == _VANISH:
            told["hidden"] = is_on(element)
        elif tag == _EMPHASIS:
            told["underlined"] = is_on(element) or bool(told.get("underlined"))
        elif tag == _UNDERLINE:
            told["underlined"] = is_on(element) and element.get(VAL) is not None
        elif tag == _BORDER:
            told["framed"] = is_on(element)
        else:
            told["highlighted"] = _is_coloured(element) or bool(told.get("highlighted"))
    return Look(**told) if told else _PLAIN


_STRIKES = frozenset((w("strike"), w("dstrike")))
_VANISH, _UNDERLINE, _SIZE = w("vanish"), w("u"), w("sz")
_EMPHASIS = w("em")
_SHADING, _BORDER, _FONTS = w("shd"), w("bdr"), w("rFonts")
_COLOURINGS = frozenset((w("highlight"), _SHADING))
_LOOKED_AT = _STRIKES | _COLOURINGS | {_VANISH, _UNDERLINE, _SIZE, _EMPHASIS, _BORDER, _FONTS}


def _font(fonts: Element, kind: str) -> str | None:
    if fonts.get(w(f"{kind}Theme")) is not None:
        return ""
    return fonts.get(w(kind))


def _is_coloured(element: Element) -> bool:
    """Whether a w:highlight or w:shd colours the ground; white and automatic ground do not."""
    if element.tag != _SHADING:
        return is_on(element) and element.get(VAL) != "white"
    pattern = element.get(VAL, "clear")
    fill = element.get(w("fill"), "auto").lower()
    return pattern not in ("clear", "nil") or (pattern == "clear" and fill not in _NO_COLOURS)


_NO_COLOURS = frozenset(("auto", "ffffff", "white"))


class _Style(NamedTuple):
    based_on: str
    look: Look
    list_level: ListLevel | None
    outline: int | None
    breaks_page: bool | None
    begins_left: bool | None
    name: str


class Styles:
    """The styles of a document; an unknown style id is as good as none."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._styles: dict[str, _Style | None] = {}
        self._base = _PLAIN
        self._default = ""
        self._looks: dict[tuple[str, str], Look] = {}
        self._chains: dict[str, tuple[_Style, ...]] = {}
        if root is None:
            return
        self._base = look_of(root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}"))
        for element in root.iterchildren(w("style")):
            identity = element.get(w("styleId"), "")
            self._elements[identity] = element
            if element.get(w("type")) == "paragraph" and element.get(w("default")) in ("1", "true"):
                self._default = identity

    def look(self, paragraph_style: str, run_style: str) -> Look:
        """How a run looks before its own properties are laid over.

        Underlines, highlights and frames count from the run's style only: a heading style that
        underlines every heading marks nothing, and neither does that of a hyperlink.
        """
        key = (paragraph_style, run_style)
        known = self._looks.get(key)
        if known is None:
            known = self._looks[key] = self._look(*key)
        return known

    def _look(self, paragraph_style: str, run_style: str) -> Look:
        below = self._chained(paragraph_style or self._default)
        below = below._replace(underlined=None, highlighted=None, framed=None)
        run = self._chained(run_style)
        if self.is_hyperlink(run_style):
            run = run._replace(underlined=None)
        toggled = run.over(below)._replace(
            struck=_toggled(run.struck, below.struck), hidden=_toggled(run.hidden, below.hidden)
        )
        return toggled.over(self._base)

    def is_hyperlink(self, run_style: str) -> bool:
        """Whether this is the style that underlines links (by its name, as ids are translated)."""
        style = self._named(run_style)
        return style is not None and style.name.replace(" ", "") in _LINK_STYLES

    def list_level(self, paragraph_style: str) -> ListLevel | None:
        """The list that a paragraph style puts its paragraphs in."""
        for style in self._chain(paragraph_style or self._default):
            if style.list_level is not None:
                return style.list_level
        return None

    def outline(self, paragraph_style: str) -> int:
        """The outline level of a paragraph style: 1 for a main heading, 0 for body text."""
        for style in self._chain(paragraph_style or self._default):
            if style.outline is not None:
                return style.outline
        return 0

    def breaks_page(self, paragraph_style: str) -> bool:
        """Whether the style begins a new page before its paragraphs."""
        for style in self._chain(paragraph_style or self._default):
            if style.breaks_page is not None:
                return style.breaks_page
        return False

    def begins_left(self, paragraph_style: str) -> bool:
        """Whether lines of this style begin at the left edge of their cell or column."""
        for style in self._chain(paragraph_style or self._default):
            if style.begins_left is not None:
                return style.begins_left
        return True

    def _chained(self, identity: str) -> Look:
        look = _PLAIN
        for style in self._chain(identity):
            look = look.over(style.look)
        return look

    def _chain(self, identity: str) -> tuple[_Style, ...]:
        """A style and those it is based on; a circle of styles ends after a fixed length."""
        known = self._chains.get(identity)
        if known is None:
            known = self._chains[identity] = tuple(self._based(identity))
        return known

    def _named(self, identity: str) -> _Style | None:
        """A style by its id; most of those that a file defines are never used."""
        if identity not in self._styles:
            element = self._elements.get(identity)
            self._styles[identity] = None if element is None else _style(element)
        return self._styles[identity]

    def _based(self, identity: str) -> Iterator[_Style]:
        for _ in range(_LONGEST_CHAIN):
            style = self._named(identity)
            if style is None:
                return
            yield style
            identity = style.based_on


def _toggled(above: bool | None, below: bool | None) -> bool | None:
    """A toggle property that two levels of styles set is off again (17.7.3)."""
    if above is None or below is None:
        return below if above is None else above
    return above != below


_LINK_STYLES = frozenset(
    ("hyperlink", "followedhyperlink", "internetlink", "超链接", "已访问的超链接")
)


def _style(element: Element) -> _Style:
    based_on, name = element.find(w("basedOn")), element.find(w("name"))
    properties = element.find(w("pPr"))
    numbering = outline = breaks = left = None
    if properties is not None:
        numbering = list_level_of(properties)
        outline = outline_of(properties)
        breaks = page_break_of(properties)
        left = begins_left_of(properties)
    return _Style(
        based_on="" if based_on is None else based_on.get(VAL, ""),
        look=look_of(element.find(w("rPr"))),
        list_level=numbering,
        outline=outline,
        breaks_page=breaks,
        begins_left=left,
        name="" if name is None else name.get(VAL, "").lower(),
    )


def list_level_of(properties: Element) -> ListLevel | None:
    """The list that a w:pPr itself names; None where it does not tell."""
    numbering = properties.find(w("numPr"))
    if numbering is None:
        return None
    number, level = numbering.find(w("numId")), numbering.find(w("ilvl"))
    if number is None:
        return None
    return ListLevel(number.get(VAL, ""), None if level is None else whole(level.get(VAL), most=8))


def outline_of(properties: Element) -> int | None:
    """The outline level that a w:pPr itself names, from 1; 0 for body text (w:val="9")."""
    outline = properties.find(w("outlineLvl"))
    if outline is None:
        return None
    level = whole(outline.get(VAL), _BODY_TEXT)
    return level + 1 if 0 <= level < _BODY_TEXT else 0


_BODY_TEXT = 9


def page_break_of(properties: Element) -> bool | None:
    """Whether a w:pPr itself begins a new page."""
    breaks = properties.find(w("pageBreakBefore"))
    return None if breaks is None else is_on(breaks)


def begins_left_of(properties: Element) -> bool | None:
    """Whether a w:pPr itself lets its first line begin at the left edge; None if it tells not."""
    indent, alignment = properties.find(w("ind")), properties.find(w("jc"))
    if indent is not None and any(
        whole(indent.get(w(name))) for name in ("left", "start", "firstLine", "firstLineChars")
    ):
        return False
    return None if alignment is None else alignment.get(VAL) in ("left", "start", "both")
