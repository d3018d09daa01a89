"""Old Excel workbook (.xls, .et) -> layout.Document: values by calamine, looks by its records.

What neither tells is said: check boxes and option buttons of a sheet are not read.
"""

from __future__ import annotations

from docforge.errors import HostileFile
from docforge.layout import Document, Notice, NoticeCode, Page
from docforge.messages import translate as _
from docforge.place import Place
from docforge.readers.compound import stream_of
from docforge.readers.excel.calamine import LARGEST, Book, Found, Tab, Values, value_of
from docforge.readers.excel.content import Seen, seen_text, seen_value
from docforge.readers.excel.parts import address
from docforge.readers.excel.records import Position, Records, SheetRecords, records_of
from docforge.readers.excel.span import Spans
from docforge.readers.excel.table import table_of
from docforge.readers.package import encrypted

MEDIA = "xls"


def read(data: bytes) -> Document:
    """Reads an old workbook from its bytes; a page's number is the sheet's position from 1.

    Raises EncryptedFile, HostileFile and TruncatedFile, and nothing else.
    """
    records = records_of(stream_of(data, "Workbook", "Book", "WORKBOOK", "BOOK"))
    if records.encrypted:
        raise encrypted()
    check_extent(records)
    book = Book(data)
    pages: list[Page] = []
    notices: list[Notice] = []
    for position, tab in enumerate(book.tabs, start=1):
        if tab.has_cells:
            known = position <= len(records.sheets)
            sheet = records.sheets[position - 1] if known else SheetRecords()
            reader = _SheetReader(tab, book.values(tab.name), records, sheet)
            pages.append(reader.page(position))
            notices.extend(reader.notices)
    return Document(MEDIA, tuple(pages), notices=tuple(notices))


def check_extent(records: Records) -> None:
    """Raises HostileFile where a sheet is too wide or tall for calamine to hold."""
    for sheet in records.sheets:
        if sheet.last_row * sheet.last_column > LARGEST:
            raise HostileFile(
                _("A sheet's content is spread over more cells than a form can hold."),
                remedy=_("Delete what stands far away from the form, save and try again."),
            )


class _SheetReader:
    def __init__(self, tab: Tab, values: Values, records: Records, sheet: SheetRecords) -> None:
        self._tab, self._values, self._records, self._sheet = tab, values, records, sheet
        self._spans = Spans(values.merged)
        self.notices: list[Notice] = []

    def page(self, position: int) -> Page:
        tab = self._tab
        contents: dict[Position, Seen] = {}
        for down, row in enumerate(self._values.rows):
            for right, found in enumerate(row):
                where = self._values.row + down, self._values.column + right
                if found != "" and not self._is_covered(where):
                    contents[where] = self._seen(found, where)
        whole = Place(sheet=tab.name)
        if tab.hidden:
            self.notices.append(Notice(NoticeCode.HIDDEN, tab.name, whole))
        if self._sheet.controls:
            count = str(self._sheet.controls)
            self.notices.append(Notice(NoticeCode.CONTROLS_UNREAD, count, whole))
        table = table_of(contents, self._spans, self._place, self._is_hidden)
        blocks = () if table is None else (table,)
        return Page(position, blocks, name=tab.name, hidden=tab.hidden)

    def _seen(self, found: Found, where: Position) -> Seen:
        style = self._records.style(self._sheet.looks.get(where))
        if isinstance(found, str):
            return seen_text(found, style, self._place(where))
        return seen_value(
            value_of(found), style, self._place(where), from_1904=self._records.from_1904
        )

    def _is_covered(self, where: Position) -> bool:
        span = self._spans.get(where)
        return span is not None and span.start != where

    def _is_hidden(self, where: Position) -> bool:
        sheet = self._sheet
        return self._tab.hidden or where[0] in sheet.hidden_rows or where[1] in sheet.hidden_columns

    def _place(self, where: Position) -> Place:
        return Place(sheet=self._tab.name, cell=address(*where))
