"""From a story's XML to paragraphs as they are set."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import etree

from docforge.check.story import FALLBACK, Line, Story
from docforge.check.subject import Subject
from docforge.check.typesetting import A_MM, LINE
from docforge.check.typesetting.page import Page, pages_of, points
from docforge.check.typesetting.paragraph import Frame, Ink, Rule, Typeset, Words
from docforge.check.typesetting.styles import Properties, Styles, laid_over, related, styles_of
from docforge.readers.word.numbering import Lists, Numbering
from docforge.readers.word.styles import Styles as ListStyles
from docforge.readers.word.styles import list_level_of
from docforge.render.package import parsed
from docforge.render.wordml import (
    CELL,
    DELETED,
    MOVED_AWAY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    TABLE,
    TEXT,
    TEXT_BOX,
    WP,
    ancestor,
    w,
)

_EMU = 12700.0
_OFF = ("0", "false", "off", "none")
_PLAIN = {w("tab"): "\t", w("cr"): "\n", w("noBreakHyphen"): "-"}
_BREAK, _TYPE, _SECTION = w("br"), w("type"), w("sectPr")
_TABS, _BORDERS, _FRAME = f"{w('tabs')}/{w('tab')}", w("pBdr"), w("framePr")
_ANCHOR = f"{{{WP}}}anchor"


def typeset(subject: Subject) -> tuple[Typeset, ...]:
    """The paragraphs of the body as they are set, those of tables and text boxes among them."""
    return story_typeset(subject, subject.body)


def story_typeset(subject: Subject, story: Story) -> tuple[Typeset, ...]:
    """The paragraphs of a story as they are set."""
    setter = _Setter(subject.once(styles_of), subject.once(pages_of), subject.once(_numbering))
    return tuple(setter.set(line) for line in story.lines)


def body_words(subject: Subject) -> Iterator[Words]:
    """The words of the body in their inks, for who need not know how they are set: in a third of
    the time."""
    setter = _Setter(subject.once(styles_of), (), None)
    return (words for line in subject.body.lines for words in setter.words(line))


def _numbering(subject: Subject) -> Numbering | None:
    numbering = related(subject, "numbering")
    if numbering is None or not any(True for _ in subject.body.root.iter(w("numPr"))):
        return None
    styles = related(subject, "styles")
    known = ListStyles(None if styles is None else parsed(styles))
    return Numbering(Lists(parsed(numbering)), known)


class _Setter:
    """Sets paragraph after paragraph, in reading order."""

    def __init__(
        self, styles: Styles, pages: tuple[Page, ...], numbering: Numbering | None
    ) -> None:
        self._styles, self._pages, self._numbering = styles, pages, numbering
        self._section = 0
        self._inks: dict[tuple[object, ...], Ink] = {}

    def words(self, line: Line) -> Iterator[Words]:
        own = self._styles.own(line.element.find(PARAGRAPH_PROPERTIES))
        chain = self._styles.settled(own.get("pStyle") or self._styles.default)
        return self._words(line.element, chain.run)

    def set(self, line: Line) -> Typeset:
        element = line.element
        properties = element.find(PARAGRAPH_PROPERTIES)
        own = self._styles.own(properties)
        chain = self._styles.settled(own.get("pStyle") or self._styles.default)
        shape, base = laid_over(own, chain.paragraph), chain.run
        page = self._pages[min(self._section, len(self._pages) - 1)]
        words = tuple(self._words(element, base))
        size = max((each.ink.size for each in words if each.text.strip()), default=0.0)
        marked = properties.find(RUN_PROPERTIES) if properties is not None else None
        size = size or _ink(laid_over(self._styles.own(marked), base)).size
        left, right, first = _indents(shape, size)
        frame = _frame(element, properties)
        cell = ancestor(element, CELL)
        before, after = _spaces(shape)
        made = Typeset(
            line=line,
            words=words,
            align=shape.get("jc", "left"),
            left=left,
            right=right,
            first=first,
            before=before,
            after=after,
            pitch=_pitch(shape, size, page),
            width=_cell_width(cell) if cell is not None else _room(frame, page),
            tabs=_tabs(properties),
            label=self._label(own, properties),
            rules=tuple(_rules(properties)),
            frame=frame,
            in_table=cell is not None,
            new_page=_is_on(shape, "pageBreakBefore"),
            section=self._section,
            size=size,
        )
        if properties is not None and properties.find(_SECTION) is not None:
            self._section += 1
        return made

    def _label(self, own: Properties, properties: etree._Element | None) -> str:
        if self._numbering is None:
            return ""
        level = list_level_of(properties) if properties is not None else None
        printed = self._numbering.printed(level, own.get("pStyle") or self._styles.default)
        return printed.strip() if isinstance(printed, str) else ""

    def _words(self, paragraph: etree._Element, base: Properties) -> Iterator[Words]:
        for run in paragraph.iter(RUN):
            if run.getparent() is not paragraph and paragraph is not next(
                run.iterancestors(PARAGRAPH, MOVED_AWAY, DELETED, FALLBACK), None
            ):
                continue
            text = "".join(_text(child) for child in run)
            if text:
                yield Words(text, self._run_ink(run, base))

    def _run_ink(self, run: etree._Element, base: Properties) -> Ink:
        own = self._styles.own(run.find(RUN_PROPERTIES))
        key = (id(base), *own.items())  # the style keeps its base as long as this lasts
        if key not in self._inks:
            style = self._styles.chain(own["rStyle"]).run if own.get("rStyle") else {}
            self._inks[key] = _ink(laid_over(own, laid_over(style, base)))
        return self._inks[key]


def _text(child: etree._Element) -> str:
    if child.tag == TEXT:
        return child.text or ""
    if child.tag == _BREAK:
        return "\f" if child.get(_TYPE) == "page" else "\n"
    return _PLAIN.get(str(child.tag), "")


def _ink(said: Properties) -> Ink:
    colour = said.get("color", "") or "auto"
    fine = len(colour) == 6 and all(c in "0123456789abcdefABCDEF" for c in colour)
    return Ink(
        font=said.get("rFonts.eastAsia", ""),
        latin=said.get("rFonts.ascii", ""),
        size=_number(said.get("sz", ""), 20) / 2,
        colour=colour.upper() if fine else "000000",
        bold=_is_on(said, "b"),
        spacing=_number(said.get("spacing", ""), 0) / 20,
    )


def _number(text: str, default: float) -> float:
    try:
        return float(text)
    except ValueError:
        return default


def _is_on(said: Properties, name: str) -> bool:
    return name in said and said[name] not in _OFF


def _indents(shape: Properties, size: float) -> tuple[float, float, float]:
    """Left, right, and of the first line beyond the left; those in characters come first."""

    def side(*names: str) -> float:
        for name in names:
            characters = _number(shape.get(f"ind.{name}Chars", ""), 0) / 100
            if characters:
                return characters * size
        for name in names:
            if f"ind.{name}" in shape:
                return _number(shape[f"ind.{name}"], 0) / 20
        return 0.0

    return side("left", "start"), side("right", "end"), side("firstLine") - side("hanging")


def _spaces(shape: Properties) -> tuple[float, float]:
    def side(name: str) -> float:
        lines = _number(shape.get(f"spacing.{name}Lines", ""), 0) / 100
        return lines * LINE if lines else _number(shape.get(f"spacing.{name}", ""), 0) / 20

    return side("before"), side("after")


def _pitch(shape: Properties, size: float, page: Page) -> float:
    """The height of a line: told exactly, or a multiple of the grid's, or of the face's own."""
    line = _number(shape.get("spacing.line", ""), 240)
    if shape.get("spacing.lineRule", "auto") == "exact":
        return line / 20
    on_grid = page.line_pitch and shape.get("snapToGrid", "1") not in _OFF
    natural = size * 1.3
    if on_grid:
        natural = math.ceil(natural / page.line_pitch - 0.01) * page.line_pitch
    if shape.get("spacing.lineRule", "auto") == "atLeast":
        return max(natural, line / 20)
    return natural * line / 240


def _tabs(properties: etree._Element | None) -> tuple[tuple[float, str], ...]:
    if properties is None:
        return ()
    stops = properties.iterfind(_TABS)
    return tuple(sorted((points(each, "pos"), each.get(w("val"), "left")) for each in stops))


def _rules(properties: etree._Element | None) -> Iterator[Rule]:
    borders = None if properties is None else properties.find(_BORDERS)
    for each in borders if borders is not None else ():
        made = rule_of(each)
        if made is not None:
            yield made


def rule_of(border: etree._Element) -> Rule | None:
    """A border of a paragraph, cell or table; None where it is none."""
    kind = border.get(w("val"), "nil")
    if kind in ("nil", "none"):
        return None
    colour = border.get(w("color"), "auto")
    return Rule(
        etree.QName(border).localname,
        _number(border.get(w("sz"), ""), 4) / 8,
        colour.upper() if len(colour) == 6 else "000000",
        kind,
        _number(border.get(w("space"), ""), 0),
    )


def _room(frame: Frame | None, page: Page) -> float:
    if frame is None:
        return page.measure
    return frame.width or 0.0


def _cell_width(cell: etree._Element) -> float:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    if width is not None and width.get(w("type"), "dxa") == "dxa":
        return points(width, "w") - 10.8  # Word's own padding on both sides
    table = ancestor(cell, TABLE)
    grid = [] if table is None else [points(each, "w") for each in table.iter(w("gridCol"))]
    row = cell.getparent()
    cells = [] if row is None else row.findall(CELL)
    return grid[cells.index(cell)] - 10.8 if len(grid) == len(cells) and cell in cells else 0.0


def _frame(element: etree._Element, properties: etree._Element | None) -> Frame | None:
    own = properties.find(_FRAME) if properties is not None else None
    if own is not None:
        top = points(own, "y") if own.get(w("vAnchor")) == "page" else None
        left = points(own, "x") if own.get(w("hAnchor")) == "page" else None
        align = own.get(w("xAlign"), "")
        return Frame(top, left, points(own, "w") or None, align)
    box = ancestor(element, TEXT_BOX)
    return None if box is None else _box(box)


def _box(box: etree._Element) -> Frame:
    anchor = ancestor(box, _ANCHOR)
    if anchor is not None:
        return anchored(anchor)
    shape = next((each for each in box.iterancestors() if each.get("style")), None)
    return Frame() if shape is None else styled(shape.get("style", ""))


def anchored(anchor: etree._Element) -> Frame:
    """Where a drawing stands that is anchored on the page (wp:anchor)."""
    across, down = anchor.find(f"{{{WP}}}positionH"), anchor.find(f"{{{WP}}}positionV")
    size = anchor.find(f"{{{WP}}}extent")

    def offset(position: etree._Element | None) -> float | None:
        if position is None or position.get("relativeFrom") != "page":
            return None
        told = position.find(f"{{{WP}}}posOffset")
        return None if told is None else _number(told.text or "", 0) / _EMU

    align = across.find(f"{{{WP}}}align") if across is not None else None
    return Frame(
        offset(down),
        offset(across),
        _number(size.get("cx", ""), 0) / _EMU if size is not None else None,
        (align.text or "") if align is not None else "",
    )


def styled(style: str) -> Frame:
    """Where a shape of old Word and of WPS stands: "position:absolute;margin-top:85pt;…"."""
    told = dict(part.strip().split(":", 1) for part in style.split(";") if ":" in part)
    on_page = told.get("mso-position-vertical-relative") == "page"
    return Frame(
        length(told["margin-top"]) if on_page and "margin-top" in told else None,
        length(told["margin-left"])
        if told.get("mso-position-horizontal-relative") == "page" and "margin-left" in told
        else None,
        length(told["width"]) if "width" in told else None,
        told.get("mso-position-horizontal", ""),
    )


def length(text: str) -> float:
    """A length of a style in points: "85pt", "3cm", "30mm", "1in"; pixels where it says none."""
    text = text.strip()
    for unit, size in (("pt", 1.0), ("mm", A_MM), ("cm", 10 * A_MM), ("in", 72.0), ("px", 0.75)):
        if text.endswith(unit):
            return _number(text.removesuffix(unit), 0) * size
    return _number(text, 0)
