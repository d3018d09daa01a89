"""A sheet as a page of the layout: one table of its used area, then its text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.layout import (
    Block,
    Mark,
    MarkShape,
    MarkState,
    Notice,
    NoticeCode,
    Page,
    Paragraph,
    Text,
)
from docforge.place import Place
from docforge.readers.excel.content import Seen, seen
from docforge.readers.excel.controls import with_controls
from docforge.readers.excel.grid import Position, StoredSheet, filled, stored_sheet
from docforge.readers.excel.objects import Control, Objects, objects_of
from docforge.readers.excel.parts import address
from docforge.readers.excel.span import Spans
from docforge.readers.excel.table import table_of
from docforge.readers.excel.words import Look, content_of
from docforge.readers.excel.workbook import SheetEntry, Workbook

_RINGS = ("ellipse", "donut", "flowChartConnector")
_LONGEST_RINGED = 8
_MARGIN_CODES = re.compile(
    r'&(?:"[^"]*"|K[0-9A-F]{6}|K\d{2}[+-]\d{3}|\d{1,3}|[A-Z])', re.IGNORECASE
)


def page_of(workbook: Workbook, entry: SheetEntry) -> tuple[Page, list[Notice], list[Paragraph]]:
    """A sheet's page, its notices, and its printed headers and footers."""
    return _SheetReader(workbook, entry).read()


class _SheetReader:
    def __init__(self, workbook: Workbook, entry: SheetEntry) -> None:
        self._workbook = workbook
        self._entry = entry
        self._sheet: StoredSheet = stored_sheet(workbook.package, entry.part)
        self._objects: Objects = objects_of(workbook.package, entry.part, self._sheet)
        self._spans = Spans(self._sheet.merged)
        self._notices: list[Notice] = []
        self._places: dict[Position, Place] = {}

    def read(self) -> tuple[Page, list[Notice], list[Paragraph]]:
        entry = self._entry
        if entry.hidden:
            self._notice(NoticeCode.HIDDEN, entry.name, None)
        contents = self._contents()
        self._place_controls(contents)
        boxes = self._place_text_boxes(contents)
        self._place_pictures(contents)
        for where, words in self._objects.comments:
            self._notice(NoticeCode.COMMENT, words, where)
        table = table_of(contents, self._spans, self._place, self._is_hidden)
        blocks: tuple[Block, ...] = (*(() if table is None else (table,)), *boxes)
        page = Page(entry.position, blocks, name=entry.name, hidden=entry.hidden)
        return page, self._notices, list(self._margins())

    def _contents(self) -> dict[Position, Seen]:
        """What is seen in each cell that stores something and is not covered by another."""
        links = Spans(self._sheet.links)
        merged = bool(self._spans)
        found: dict[Position, Seen] = {}
        for where, stored in filled(self._sheet):
            span = self._spans.get(where) if merged else None
            if span is not None and span.start != where:
                continue
            cell = seen(
                stored, self._workbook, self._place(where), is_link=bool(links) and where in links
            )
            if cell.notice is not None:
                self._notice(cell.notice, cell.detail, where)
            if cell.content or cell.value is not None:
                found[where] = cell
        return found

    def _place_controls(self, contents: dict[Position, Seen]) -> None:
        """Puts the boxes of form controls into the cells that they lie on."""
        self._take_links(contents)
        by_cell: dict[Position, list[Control]] = {}
        ordered = sorted(self._objects.controls, key=lambda one: one.anchor.order(self._sheet))
        for control in ordered:
            by_cell.setdefault(self._cell_of(control.anchor.cell(self._sheet)), []).append(control)
        for where, controls in by_cell.items():
            cell = contents.get(where, Seen(()))
            content = with_controls(cell.content, controls, self._place(where))
            contents[where] = cell._replace(content=content)

    def _take_links(self, contents: dict[Position, Seen]) -> None:
        """Cells that controls keep their state in say nothing more, unless they say otherwise."""
        for control in self._objects.controls:
            where = control.linked
            stored = None if where is None else contents.get(where)
            if where is None or stored is None:
                continue
            is_state = isinstance(stored.value, (bool, int))
            if isinstance(stored.value, bool) and stored.value is not control.chosen:
                at = self._cell_of(control.anchor.cell(self._sheet))
                self._notice(NoticeCode.VALUE_DIFFERS, control.caption or address(*where), at)
            if is_state:
                contents[where] = Seen((), stored.value)

    def _place_text_boxes(self, contents: dict[Position, Seen]) -> list[Paragraph]:
        """Text boxes that hold nothing but marks go into their cells, others stand apart."""
        paragraphs: list[Paragraph] = []
        ordered = sorted(self._objects.text_boxes, key=lambda one: one.anchor.order(self._sheet))
        for box in ordered:
            where = self._cell_of(box.anchor.cell(self._sheet))
            place = self._place(where)
            lines = [content_of(words, Look(), place) for words in box.paragraphs]
            if all(isinstance(part, Mark) for line in lines for part in line):
                cell = contents.get(where, Seen(()))
                marks = tuple(part for line in lines for part in line)
                contents[where] = cell._replace(content=(*cell.content, *marks))
            else:
                paragraphs.extend(Paragraph(line, place) for line in lines)
        return paragraphs

    def _place_pictures(self, contents: dict[Position, Seen]) -> None:
        """A ring around the only word of a cell chooses it; what else is drawn is only noticed."""
        for anchor, geometry in self._objects.pictures:
            where = self._cell_of(anchor.cell(self._sheet))
            cell = contents.get(where, Seen(()))
            word = "".join(part.text for part in cell.content if isinstance(part, Text)).strip()
            is_alone = not any(isinstance(part, Mark) for part in cell.content)
            if (
                geometry in _RINGS
                and is_alone
                and 0 < len(word) <= _LONGEST_RINGED
                and (len(word.split()) == 1)
            ):
                mark = Mark(MarkState.CHOSEN, MarkShape.CIRCLE, word=word, place=self._place(where))
                contents[where] = cell._replace(content=(mark,))
            else:
                self._notice(NoticeCode.PICTURE, geometry, where)

    def _margins(self) -> Iterator[Paragraph]:
        for text in self._sheet.margins:
            words = " ".join(_MARGIN_CODES.sub(" ", text.replace("&&", "＆")).split())
            if words:
                place = Place(sheet=self._entry.name)
                yield Paragraph((Text(words.replace("＆", "&"), place),), place)

    def _is_hidden(self, where: Position) -> bool:
        return self._entry.hidden or self._sheet.is_hidden(*where)

    def _cell_of(self, where: Position) -> Position:
        span = self._spans.get(where)
        return where if span is None else span.start

    def _place(self, where: Position) -> Place:
        known = self._places.get(where)
        if known is None:
            known = Place(sheet=self._entry.name, cell=address(*where))
            self._places[where] = known
        return known

    def _notice(self, code: NoticeCode, detail: str, where: Position | None) -> None:
        place = Place(sheet=self._entry.name) if where is None else self._place(where)
        self._notices.append(Notice(code, detail, place))
