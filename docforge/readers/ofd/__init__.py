"""OFD, the national fixed-layout format (GB/T 33190-2016) -> layout.Document: text and tables.

`documents` follows the package from OFD.xml to its pages, `objects` turns what is on a page into
glyphs and strokes; from there a page reads like one of a PDF. Nothing is rendered.
"""

from __future__ import annotations

from docforge.layout import Document, Notice, Page
from docforge.readers.ofd.documents import sheets_of
from docforge.readers.package import opened
from docforge.readers.pdf.page import page_of

MEDIA = "ofd"


def read(data: bytes) -> Document:
    """Reads an OFD file from its bytes; pages count from 1, places are boxes in points.

    Raises UnreadableFile: EmptyFile, TruncatedFile, EncryptedFile, HostileFile.
    """
    pages: list[Page] = []
    notices: list[Notice] = []
    for sheet in sheets_of(opened(data)):
        page, noticed = page_of(sheet.ink, sheet.overlay, sheet.frame)
        pages.append(page)
        notices += noticed
    return Document(MEDIA, tuple(pages), notices=tuple(notices))
