"""Digital PDF -> layout.Document: tables by their lines, marks printed, drawn, typed or chosen.

A page that is only a picture gives no blocks and a notice; reading pictures is not done here.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from docforge.layout import Document, Notice, Page
from docforge.readers.pdf.annotations import Overlay, overlay_of
from docforge.readers.pdf.frame import Frame, frame_of, upright
from docforge.readers.pdf.ink import Ink
from docforge.readers.pdf.opening import opened, pages_of
from docforge.readers.pdf.page import page_of
from docforge.readers.pdf.recorder import record
from docforge.readers.pdf.shapes import Painter
from docforge.readers.pdf.typefaces import Fonts

MEDIA = "pdf"


def read(data: bytes) -> Document:
    """Reads a PDF from its bytes; pages are numbered from 1, places are boxes in points.

    Raises EmptyFile, EncryptedFile (a password is needed), HostileFile, TruncatedFile (damaged
    in any way) and UnsupportedFormat (XFA only, portfolio, no PDF), and nothing else.
    """
    pages: list[Page] = []
    notices: list[Notice] = []
    with closing(_recorded(data)) as recorded:
        for ink, overlay, frame in recorded:
            page, noticed = page_of(ink, overlay, frame)
            pages.append(page)
            notices.extend(noticed)
    return Document(MEDIA, tuple(pages), notices=tuple(notices))


def _recorded(data: bytes) -> Generator[tuple[Ink, Overlay, Frame], None, None]:
    """What is on each page; errors of the PDF library never pass this generator's end."""
    with opened(data) as doc, closing(Painter(data)) as painter:
        fonts = Fonts()
        for number, page in enumerate(pages_of(doc), start=1):
            frame = frame_of(page, number)
            ink = painter.told(record(page, frame, fonts), frame)
            ink, frame = upright(ink, frame)
            yield ink, overlay_of(page, frame, fonts), frame
