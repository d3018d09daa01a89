"""Paragraphs, cells and text boxes -> content, wherever they stand: body, cell, header, note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from docforge.errors import HostileFile
from docforge.layout import (
    Block,
    Inline,
    Mark,
    MarkShape,
    MarkState,
    NoticeCode,
    Paragraph,
    Table,
    Text,
)
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.word.lines import line_of
from docforge.readers.word.manuscript import Manuscript
from docforge.readers.word.marks import inlines
from docforge.readers.word.names import VAL, Element, blocks_of, child, is_on, r, w
from docforge.readers.word.pieces import AnyPiece, Break, Piece, Ring, TextBox, Words
from docforge.readers.word.plain_lines import plain_pieces
from docforge.readers.word.styles import list_level_of, outline_of, page_break_of
from docforge.readers.word.tables import Content, table_of

_DEEPEST = 16
_PROPERTIES, _STYLE, _LISTED, _MARK = w("pPr"), w("pStyle"), w("numPr"), w("rPr")
_PARAGRAPH, _TABLE, _FOREIGN = w("p"), w("tbl"), w("altChunk")
_TURNS = frozenset((w("outlineLvl"), w("pageBreakBefore")))


@dataclass
class ParagraphRead:
    """A paragraph, parted where the author broke the page.

    `after` holds the blocks of text boxes anchored in it; `page_before` and `page_after` tell
    that a new page begins before it, or in it so that what follows is on the new page.
    """

    parts: list[tuple[Inline, ...]]
    heading: int = 0
    page_before: bool = False
    page_after: bool = False
    after: list[Block] = field(default_factory=list)


class BlockReader:
    """Reads blocks in reading order; the order matters, because list numbers count on."""

    def __init__(self, manuscript: Manuscript) -> None:
        self._manuscript = manuscript
        self._depth = 0

    def paragraph(self, element: Element, place: Place | None) -> ParagraphRead:
        """Reads one w:p with its printed number, its marks and its text boxes."""
        properties = child(element, _PROPERTIES)
        # One look over the properties instead of a search for each, as most hold none of these.
        told = {} if properties is None else {each.tag: each for each in properties}
        style = told[_STYLE].get(VAL, "") if _STYLE in told else ""
        styles = self._manuscript.styles
        read = ParagraphRead([], styles.outline(style), styles.breaks_page(style))
        if properties is not None and not _TURNS.isdisjoint(told):
            outline, breaks = outline_of(properties), page_break_of(properties)
            read.heading = read.heading if outline is None else outline
            read.page_before = read.page_before if breaks is None else breaks
        plain = plain_pieces(element, style, styles)
        if plain is not None:
            self._manuscript.count(1 + len(plain))
            pieces: Sequence[AnyPiece] = plain
        else:
            pieces = line_of(element, properties, style, self._manuscript, place).pieces
        listed = properties if _LISTED in told else None
        gone = not pieces and _MARK in told and _is_gone(told[_MARK])
        number = () if gone else self._number(listed, style)
        if number and not pieces and isinstance(number[0], Words):
            number = (Words(number[0].text.rstrip()),)
        if plain is not None:
            read.parts.append(inlines([*number, *plain], place))
        else:
            self._part(read, pieces, number, place)
        return read

    def _number(self, properties: Element | None, style: str) -> tuple[Piece, ...]:
        level = None if properties is None else list_level_of(properties)
        printed = self._manuscript.numbering.printed(level, style)
        if isinstance(printed, Mark):
            return (printed,)
        return (Words(printed),) if printed else ()

    def _part(
        self,
        read: ParagraphRead,
        found: Sequence[AnyPiece],
        number: tuple[Piece, ...],
        place: Place | None,
    ) -> None:
        pieces: list[Piece] = list(number)
        spoken = False
        for piece in found:
            if piece is Break.PAGE:
                read.parts.append(inlines(pieces, place))
                pieces = []
            elif piece is Break.RENDERED:
                # At the beginning it moves the paragraph itself, further on what follows it.
                read.page_before = read.page_before or not (spoken or read.parts)
                read.page_after = read.page_after or (spoken and not read.parts)
            elif isinstance(piece, TextBox):
                pieces += self._text_box(piece, read, place)
            elif not isinstance(piece, Break | Ring):
                pieces.append(piece)
                spoken = True
        read.parts.append(inlines(pieces, place))

    def _text_box(self, box: TextBox, read: ParagraphRead, place: Place | None) -> list[Piece]:
        """A text box that holds but a mark is a mark put here; any other comes after the line."""
        with self._deeper(place):
            blocks = list(self.blocks(box.body, place))
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            content = blocks[0].content
            marks: list[Piece] = [part for part in content if isinstance(part, Mark)]
            words = blocks[0].text.strip()
            if marks and not words and len(marks) == 1:
                return marks
            if box.ringed and words and "\n" not in words and not marks:
                return [Mark(MarkState.CHOSEN, MarkShape.CIRCLE, word=words)]
        read.after += blocks
        return []

    def blocks(self, parent: Element, place: Place | None) -> Iterator[Block]:
        """The blocks of a text box, header or note, all at the place of what holds them."""
        tables = 0
        for tag, element in blocks_of(parent, self._manuscript.tracked):
            if tag == _PARAGRAPH:
                read = self.paragraph(element, place)
                for content in read.parts:
                    if content:
                        yield Paragraph(content, place, read.heading)
                yield from read.after
            elif tag == _TABLE:
                tables += 1
                yield self.table(element, _inner(place, tables))

    def table(self, element: Element, place: Place) -> Table:
        """Reads one w:tbl. Raises HostileFile where tables nest deeper than any form's."""
        with self._deeper(place):
            return table_of(element, place, self._manuscript, self._cell)

    @contextmanager
    def _deeper(self, place: Place | None) -> Iterator[None]:
        if self._depth >= _DEEPEST:
            raise HostileFile(
                _("Tables or text boxes are nested deeper than on any form."),
                where="" if place is None else str(place),
                remedy=_("If it is a real form, open it in Word and save it under a new name."),
            )
        self._depth += 1
        yield
        self._depth -= 1

    def _cell(self, element: Element, place: Place) -> Content:
        lines: list[Content] = []
        tables = 0
        for tag, block in blocks_of(element, self._manuscript.tracked):
            if tag == _PARAGRAPH:
                read = self.paragraph(block, place)
                lines += read.parts
                lines += [_content(inner) for inner in read.after]
            elif tag == _TABLE:
                tables += 1
                lines.append((self.table(block, _inner(place, tables)),))
            elif tag == _FOREIGN:
                self.foreign_part(block, place)
        return _stacked(lines, place)

    def foreign_part(self, element: Element, place: Place | None) -> None:
        """A w:altChunk: another document that Word would insert here; it is not read."""
        part = self._manuscript.target(element.get(r("id"), ""))
        self._manuscript.notice(NoticeCode.HIDDEN, part, place)


def _content(block: Block) -> Content:
    return block.content if isinstance(block, Paragraph) else (block,)


def _inner(place: Place | None, number: int) -> Place:
    """The place of a table inside a cell, text box or header."""
    if place is None:
        return Place(table=number)
    return Place(table=number, within=(*place.within, replace(place, within=())))


def _stacked(lines: list[Content], place: Place) -> Content:
    """Lines of a cell one under the other; empty ones at the ends are only layout."""
    filled = [number for number, line in enumerate(lines) if line]
    if not filled:
        return ()
    content: list[Inline | Table] = list(lines[filled[0]])
    for line in lines[filled[0] + 1 : filled[-1] + 1]:
        # A nested table begins a line by itself.
        if not (line and isinstance(line[0], Table)):
            content.append(Text("\n", place))
        content += line
    return tuple(content)


def _is_gone(mark: Element) -> bool:
    """An empty paragraph that is deleted or hidden together with its end prints no number."""
    return mark.find(w("del")) is not None or is_on(mark.find(w("vanish")))
