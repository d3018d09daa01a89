"""A scanned page that no known blank fits: its text by OCR, its tables by their rulings.

The page is turned upright by its own print. Options are found by their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np

from docforge.layout import (
    Block,
    Cell,
    Inline,
    Mark,
    MarkShape,
    MarkState,
    Page,
    Paragraph,
    Table,
    Text,
)
from docforge.place import Box, Place
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.lines.writing import read_lines
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.pictures.ink import (
    Grey,
    calm_ink,
    ink_of,
    is_bilevel,
    red_channel,
    seal_of,
)
from docforge.readers.scan.pictures.pages import POINTS, Scan
from docforge.readers.scan.unknown.blank import A4_LONG, DPI
from docforge.readers.scan.unknown.grid import PixelBox, RuledTable, home_of, rulings_of, tables_of
from docforge.readers.scan.unknown.loose_cells import mended_heads, put_into, ticked_cells
from docforge.readers.scan.unknown.loose_dates import breaks_off, is_whole_date, with_dates
from docforge.readers.scan.unknown.loose_ink import as_found_by_ink, overlooked
from docforge.readers.scan.unknown.loose_marks import LooseMark, loose_marks
from docforge.readers.scan.unknown.loose_words import (
    Line,
    broken_options,
    in_reading_order,
    option_pattern,
    parted,
    rows_of,
    sightings_in,
    without_options,
)
from docforge.readers.scan.unknown.option_prints import Home
from docforge.readers.scan.unknown.upright import Quad, Upright, turned_upright

_DATE_GOES_ON = 7
"""Of a line's height: so far a date reaches on where its line broke off."""
_OUTSIDE = -1
"""Stands for a table in the homes of lines outside tables."""


def unknown_page(scan: Scan, words: Sequence[str], vocabulary: Vocabulary) -> Page:
    """The page as paragraphs and tables; `words` are those that may stand behind a tick box."""
    upright, quads = turned_upright(scan)
    laid = _laid_on_nothing(scan, upright)
    rulings = rulings_of(laid.calm)
    scale = laid.ink.shape[1] / upright.pixels.shape[1]
    tables = tables_of(rulings)
    grey = red_channel(upright.pixels)
    boxes = list(_parts([quad * scale for quad in quads], tables))
    cuts = [_cut(grey, box, scale) for box in boxes]
    read = read_lines(cuts, again=lambda text: not _is_print(text, words, vocabulary))
    lines = [
        Line(box, written)
        for box, written in zip(boxes, with_dates(read, cuts), strict=True)
        if written.text.strip()
    ]
    lines = _with_whole_dates(lines, grey, scale)
    more = overlooked(laid, rulings, tables, lines, option_pattern(words))
    found = read_lines([_cut(grey, box, scale) for box in more])
    lines += [Line(box, as_found_by_ink(written)) for box, written in zip(more, found, strict=True)]
    page = _Building(laid, rulings, tables, words, vocabulary).page(lines)
    return replace(page, quarters=laid.quarters)


def _is_print(text: str, words: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether a line was printed as a rule: a piece of the form, an option, an item's number."""
    own = text.strip("□☐☑√ ")
    return own in words or (own.isdecimal() and len(own) < 3) or vocabulary.is_print(text)


def _with_whole_dates(lines: Sequence[Line], grey: Grey, scale: float) -> list[Line]:
    """Lines that break off within a date are read again, drawn out to the right."""
    changed = list(lines)
    for line in filter(lambda each: breaks_off(each.written), lines):
        x0, y0, x1, y1 = line.box
        longer = (x0, y0, x1 + _DATE_GOES_ON * line.high, y1)
        picture = _cut(grey, longer, scale)
        (read,) = with_dates(read_lines([picture]), [picture])
        if not is_whole_date(read):
            continue
        changed = [
            each
            for each in changed
            if each is not line and not (_lies_in(each, longer) and each.box[0] > x0)
        ]
        changed.append(Line(longer, replace(read, unread=True)))
    return changed


def _lies_in(line: Line, box: PixelBox) -> bool:
    x, y = line.middle
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _laid_on_nothing(scan: Scan, upright: Upright) -> Laid:
    """The upright page at the resolution in which blanks are; what is printed is not known."""
    height, width = upright.pixels.shape[:2]
    scale = DPI / POINTS * A4_LONG / max(height, width)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    pixels = np.asarray(
        cv2.resize(
            upright.pixels, (round(width * scale), round(height * scale)), interpolation=way
        ),
        dtype=np.uint8,
    )
    ink = ink_of(red_channel(pixels))
    back = upright.back @ np.diag([width / pixels.shape[1], height / pixels.shape[0], 1.0])
    return Laid(
        scan,
        DPI,
        back,
        None,
        pixels,
        ink,
        calm_ink(ink),
        seal_of(pixels),
        np.zeros_like(ink),
        is_bilevel(red_channel(scan.pixels)),
    )


def _cut(grey: Grey, box: PixelBox, scale: float) -> Grey:
    """The picture of a line at the scan's own resolution."""
    x0, y0, x1, y1 = (edge / scale for edge in box)
    return grey[max(int(y0), 0) : int(y1) + 1, max(int(x0), 0) : int(x1) + 1]


def _parts(quads: Iterable[Quad], tables: Sequence[RuledTable]) -> Iterable[PixelBox]:
    """Lines as upright boxes, cut where they run over a ruling into the next cell."""
    for quad in quads:
        x0, y0 = (max(0, int(edge)) for edge in quad.min(axis=0))
        x1, y1 = (int(edge) + 1 for edge in quad.max(axis=0))
        middle = (y0 + y1) / 2
        edges = sorted(
            (cell.box[0], cell.box[2])
            for table in tables
            for cell in table.cells
            if cell.box[1] <= middle <= cell.box[3] and cell.box[0] < x1 and cell.box[2] > x0
        )
        if not edges:
            yield x0, y0, x1, y1
            continue
        for left, right in edges:
            part = max(x0, left), y0, min(x1, right), y1
            if part[2] - part[0] >= 0.4 * (y1 - y0):
                yield part


class _Building:
    """Puts lines into cells and paragraphs, and marks before their words."""

    def __init__(
        self,
        laid: Laid,
        rulings: Grey,
        tables: Sequence[RuledTable],
        words: Sequence[str],
        vocabulary: Vocabulary,
    ) -> None:
        self._laid = laid
        self._rulings = rulings
        self._tables = tables
        self._vocabulary = vocabulary
        self._option_words = words
        self._words = option_pattern(words)
        self._heads: Mapping[Home, str] = {}

    def page(self, lines: Sequence[Line]) -> Page:
        inside: dict[Home, list[Line]] = {}
        outside: list[Line] = []
        for line in lines:
            home = home_of(line.box, self._tables)
            if home is None:
                outside.append(line)
            else:
                # Names, which follow no vocabulary, stand outside tables as a rule.
                written = line.written
                if not self._vocabulary.is_print(written.text):
                    (written,) = self._vocabulary.mended([written])
                inside.setdefault(home, []).append(Line(line.box, written))
        ticked = ticked_cells(self._laid, self._rulings, self._tables, inside, self._option_words)
        self._heads = mended_heads(self._tables, inside, self._option_words)
        inside = {home: several for home, several in inside.items() if home not in ticked}
        rows = rows_of(outside)
        sightings = [
            sighting
            for home, several in inside.items()
            for sighting in sightings_in(several, self._words, home)
        ]
        for home, several in inside.items():
            sightings += broken_options(several, self._option_words, home)
        for number, row in enumerate(rows):
            sightings += sightings_in(row, self._words, (_OUTSIDE, number))
        marks: dict[Home, list[LooseMark]] = {}
        for mark in loose_marks(self._laid, self._rulings, sightings, self._tables):
            marks.setdefault(mark.home, []).append(mark)
        blocks: list[tuple[float, Block]] = []
        for number, table in enumerate(self._tables):
            blocks.append((table.box[1], self._table(number, table, inside, marks, ticked)))
        for number, row in enumerate(rows):
            blocks.append(self._paragraph(row, marks.get((_OUTSIDE, number), [])))
        ordered = tuple(block for _top, block in sorted(blocks, key=lambda entry: entry[0]))
        scan = self._laid.scan
        return Page(scan.number, ordered, scan.width, scan.height)

    def _table(
        self,
        number: int,
        table: RuledTable,
        inside: Mapping[Home, Sequence[Line]],
        marks: Mapping[Home, Sequence[LooseMark]],
        ticked: Mapping[Home, Marked],
    ) -> Table:
        cells = []
        for index, cell in enumerate(table.cells):
            home = number, index
            place = self._place(cell.box)
            content = self._content(inside.get(home, ()), marks.get(home, ()))
            if home in ticked:
                content = put_into(ticked[home], place)
            elif home in self._heads:
                content = [Text(self._heads[home], place)]
            spans = cell.row_span, cell.column_span
            cells.append(Cell(cell.row, cell.column, tuple(content), *spans, place=place))
        return Table(table.rows, table.columns, tuple(cells), self._place(table.box))

    def _paragraph(
        self, row: Sequence[Line], marks: Sequence[LooseMark]
    ) -> tuple[float, Paragraph]:
        """Lines outside tables that stand beside each other."""
        boxes = [line.box for line in row]
        whole = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
        content = self._content(row, marks, between="  ")
        return whole[1], Paragraph(tuple(content), self._place(whole))

    def _content(
        self, lines: Sequence[Line], marks: Sequence[LooseMark], between: str = "\n"
    ) -> list[Inline]:
        """What was read, and the options with their words where they stand."""
        parts: list[tuple[tuple[float, float], list[Inline]]] = []
        for line in lines:
            text = without_options(line, self._words) if marks else parted(line)
            sure = line.written.confidence
            if text.strip() or (not marks and not line.written.characters):
                written: list[Inline] = [Text(text, self._place(line.box), sure)]
                parts.append(((line.middle[1], line.box[0]), written))
        for mark in marks:
            option = mark.marked.option
            place = self._place_of(option.box)
            middle = (option.box[1] + option.box[3]) / 2 * DPI / POINTS
            parts.append(((middle, option.box[0] * DPI / POINTS), self._marked(mark, place)))
        content: list[Inline] = []
        for part in in_reading_order(parts):
            if content:
                content.append(Text(between))
            content += part
        return content

    def _marked(self, mark: LooseMark, place: Place) -> list[Inline]:
        """A box and its word; the word of one that was struck out carries the stroke."""
        each = mark.marked
        struck = each.state is MarkState.STRUCK
        word = self._place_of(each.option.word_box)
        return [
            Mark(
                MarkState.CHOSEN if struck else each.state,
                each.shape,
                glyph="□",
                boxed=True,
                confidence=each.confidence,
                place=place,
            ),
            Mark(
                MarkState.STRUCK,
                MarkShape.STRIKE,
                word=mark.word,
                confidence=each.confidence,
                place=word,
            )
            if struck
            # The word is one of few: its letters were told from the others of the form.
            else Text(mark.word, word),
        ]

    def _place(self, box: PixelBox) -> Place:
        scale = POINTS / DPI
        x0, y0, x1, y1 = (edge * scale for edge in box)
        return self._place_of((x0, y0, x1, y1))

    def _place_of(self, box: Box) -> Place:
        return Place(page=self._laid.scan.number, box=self._laid.place_of(box))
