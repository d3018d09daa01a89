"""A paragraph's runs -> pieces: text as it shows, marks, breaks, and text boxes anchored here.

One loop over the paragraph's tree with its own stack, so that no nesting of links, controls,
insertions and fields can exhaust Python's. Source: ISO/IEC 29500-1 17.3 (paragraphs and runs).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from docforge.layout import Inline, Mark, NoticeCode
from docforge.place import Place
from docforge.readers.symbol_fonts import UNKNOWN
from docforge.readers.word.controls import MARK, mark_of, symbol_of
from docforge.readers.word.drawings import drawn_in
from docforge.readers.word.fields import Field, drawn_by, draws_itself, form_field
from docforge.readers.word.manuscript import Manuscript
from docforge.readers.word.marks import manner_of, treated
from docforge.readers.word.names import (
    TRACKED,
    WITHDRAWN,
    Element,
    child,
    m,
    tags,
    w,
    wrapped,
)
from docforge.readers.word.pieces import AnyPiece, Break, Ring, Words
from docforge.readers.word.rings import with_rings
from docforge.readers.word.runs import look_in, shown_in, size_of, text_of
from docforge.readers.word.styles import Look, begins_left_of


@dataclass
class Line:
    """What a paragraph holds, in order, and the words in it that a viewer does not see."""

    pieces: list[AnyPiece] = field(default_factory=list)
    hidden: str = ""


def line_of(
    paragraph: Element,
    properties: Element | None,
    style: str,
    manuscript: Manuscript,
    place: Place | None,
) -> Line:
    """Reads one w:p of this style; comments, pictures and hidden words are written down in the
    manuscript."""
    manuscript.count(1)
    reader = _LineReader(manuscript, style, place)
    reader.read(paragraph)
    if any(isinstance(piece, Ring) for piece in reader.line.pieces):
        told = None if properties is None else begins_left_of(properties)
        begins_left = manuscript.styles.begins_left(style) if told is None else told
        reader.line.pieces, lost = with_rings(reader.line.pieces, begins_left)
        if lost:
            manuscript.notice(NoticeCode.PICTURE, "", place)
    if reader.line.hidden.strip():
        manuscript.notice(NoticeCode.HIDDEN, reader.line.hidden.strip(), place)
    return reader.line


class _Level(NamedTuple):
    children: Iterator[tuple[str, Element]]
    look: Look
    in_link: bool


class _LineReader:
    def __init__(self, manuscript: Manuscript, style: str, place: Place | None) -> None:
        self.line = Line()
        self._manuscript = manuscript
        self._style = style
        self._place = place
        self._fields: list[Field] = []
        self._levels: list[_Level] = []

    def read(self, paragraph: Element) -> None:
        self._enter(paragraph, Look())
        while self._levels:
            found = next(self._levels[-1].children, None)
            if found is None:
                self._levels.pop()
            else:
                self._manuscript.count(1)
                self._meet(*found)

    def _enter(self, element: Element, look: Look, in_link: bool = False) -> None:
        self._levels.append(_Level(tags(element), look, in_link))

    def _meet(self, tag: str, element: Element) -> None:
        level = self._levels[-1]
        if tag == _RUN:
            self._enter(element, self._look(element, level.in_link), level.in_link)
            return
        if tag in TRACKED:
            self._manuscript.tracked()
        if tag in WITHDRAWN:
            return
        inside = wrapped(tag, element)
        if inside is not None:
            self._enter(inside, level.look, level.in_link)
        elif tag in _CONTAINERS or (tag.startswith(_MATHS) and tag != _MATHS_TEXT):
            self._enter(element, level.look, level.in_link or tag == _LINK)
        else:
            handle = _HANDLERS.get(tag)
            if handle is not None:
                handle(self, element, level.look)

    def _look(self, run: Element, in_link: bool) -> Look:
        look = look_in(child(run, _RUN_PROPERTIES), self._style, self._manuscript.styles)
        return look._replace(underlined=None) if in_link else look

    # What stands in a run -----------------------------------------------------------------

    def text(self, element: Element, look: Look) -> None:
        self._say(self._resolved(text_of(element), look), look)

    def instruction(self, element: Element, look: Look) -> None:
        if self._fields and not self._fields[-1].in_result:
            self._fields[-1].instruction += shown_in(
                element.text or "", look.ascii_font, look.other_font
            ).text

    def symbol(self, element: Element, look: Look) -> None:
        shown = symbol_of(element)
        if shown == UNKNOWN:
            code, font = element.get(w("char"), ""), element.get(w("font"), "")
            self._unmapped(f"{font} {code}".strip())
        self._say(shown, look)

    def break_(self, element: Element, look: Look) -> None:
        if element.get(w("type")) == "page" and self._visible:
            self.line.pieces.append(Break.PAGE)
        else:
            self._say("\n", look)

    def rendered_break(self, _element: Element, _look: Look) -> None:
        self.line.pieces.append(Break.RENDERED)

    def ruby(self, element: Element, look: Look) -> None:
        base = element.find(w("rubyBase"))
        if base is not None:
            self._enter(base, look)

    def control(self, element: Element, look: Look) -> None:
        self._show((mark_of(element),), look)

    def comment(self, element: Element, _look: Look) -> None:
        self._manuscript.comment(element.get(w("id"), ""), self._place)

    def footnote(self, element: Element, _look: Look) -> None:
        self._manuscript.note("footnotes", element.get(w("id"), ""), self._place)

    def endnote(self, element: Element, _look: Look) -> None:
        self._manuscript.note("endnotes", element.get(w("id"), ""), self._place)

    def drawing(self, element: Element, look: Look) -> None:
        if not self._visible or look.hidden:
            return
        drawn = drawn_in(element)
        for art in drawn.art:
            self._say(art, look)
        self.line.pieces += drawn.rings
        marks = map(self._manuscript.control, drawn.controls)
        self._show((mark for mark in marks if mark is not None), look)
        self.line.pieces += drawn.text_boxes
        if drawn.pictures and not drawn.controls:
            self._manuscript.notice(NoticeCode.PICTURE, "", self._place)

    # Fields -------------------------------------------------------------------------------

    def simple_field(self, element: Element, look: Look) -> None:
        drawn = drawn_by(element.get(w("instr"), ""))
        if drawn:
            self._show(drawn, look)
        else:
            level = self._levels[-1]
            self._enter(element, look, level.in_link)

    def field_mark(self, element: Element, look: Look) -> None:
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            form = form_field(element)
            self._show(form or (), look)
            self._fields.append(Field(result_counts=form is None))
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
            if draws_itself(self._fields[-1].instruction):
                self._fields[-1].result_counts = False
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            if not (ended.in_result and ended.result_counts):
                self._show(drawn_by(ended.instruction), look)

    @property
    def _visible(self) -> bool:
        return all(field.in_result and field.result_counts for field in self._fields)

    # What is said ---------------------------------------------------------------------------

    def _say(self, text: str, look: Look) -> None:
        if not text:
            return
        if not self._visible:
            if not self._fields[-1].in_result:
                self._fields[-1].instruction += text
        elif look.hidden:
            self.line.hidden += text
        else:
            self.line.pieces.append(Words(text, manner_of(look), size_of(look)))

    def _show(self, parts: Iterable[Inline], look: Look) -> None:
        manner = manner_of(look)
        for part in parts:
            if not self._visible:
                self._say(part.glyph if isinstance(part, Mark) else part.text, look)
            elif not isinstance(part, Mark):
                self._say(part.text, look)
            elif look.hidden:
                self.line.hidden += part.glyph
            else:
                self.line.pieces.append(treated(part, manner))

    def _resolved(self, raw: str, look: Look) -> str:
        shown, unknown, private = shown_in(raw, look.ascii_font, look.other_font)
        if unknown:
            self._unmapped(f"{look.ascii_font or look.other_font} {raw}")
        elif private:
            self._unmapped(private)
        return shown

    def _unmapped(self, detail: str) -> None:
        self._manuscript.notice(NoticeCode.UNMAPPED_GLYPH, detail, self._place)


_RUN, _RUN_PROPERTIES, _LINK = w("r"), w("rPr"), w("hyperlink")
_MATHS, _MATHS_TEXT = m(""), m("t")
_CONTAINERS = frozenset((_LINK, w("dir"), w("bdo"), w("rubyBase")))
_Handler = Callable[[_LineReader, Element, Look], None]


def _saying(text: str) -> _Handler:
    return lambda reader, _element, look: reader._say(text, look)


_HANDLERS: dict[str, _Handler] = {
    w("t"): _LineReader.text,
    _MATHS_TEXT: _LineReader.text,
    w("instrText"): _LineReader.instruction,
    w("sym"): _LineReader.symbol,
    w("tab"): _saying("\t"),
    w("ptab"): _saying("\t"),
    w("cr"): _saying("\n"),
    w("noBreakHyphen"): _saying("-"),
    w("br"): _LineReader.break_,
    w("lastRenderedPageBreak"): _LineReader.rendered_break,
    w("ruby"): _LineReader.ruby,
    MARK: _LineReader.control,
    w("commentReference"): _LineReader.comment,
    w("footnoteReference"): _LineReader.footnote,
    w("endnoteReference"): _LineReader.endnote,
    w("drawing"): _LineReader.drawing,
    w("pict"): _LineReader.drawing,
    w("object"): _LineReader.drawing,
    w("fldSimple"): _LineReader.simple_field,
    w("fldChar"): _LineReader.field_mark,
}
