"""Excel workbook (.xlsx, .xlsm) -> layout.Document: a page a sheet, a table of its used cells.

Cells read as a person sees them (number formats, symbol fonts, struck words), with their typed
value beside; form controls count as boxes of the cells they lie on.
"""

from __future__ import annotations

from docforge.layout import Document, Notice, Page, Paragraph
from docforge.readers.excel.page import page_of
from docforge.readers.excel.workbook import workbook_of

MEDIA = "xlsx"


def read(data: bytes) -> Document:
    """Reads a workbook from its bytes; a page's number is the sheet's position from 1.

    Raises EmptyFile, EncryptedFile, HostileFile and TruncatedFile, and nothing else.
    """
    workbook = workbook_of(data)
    pages: list[Page] = []
    notices: list[Notice] = []
    margins: list[Paragraph] = []
    for entry in workbook.sheets:
        page, noticed, printed = page_of(workbook, entry)
        pages.append(page)
        notices.extend(noticed)
        margins.extend(printed)
    return Document(MEDIA, tuple(pages), tuple(margins), tuple(notices))
