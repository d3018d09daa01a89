"""File -> layout.Document: one reader a format, chosen by content, never by file name.

A reader knows its format and no form. A new format is one module with a
`read(data: bytes) -> Document` and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import Any

from docforge.layout import Document, Expectation, NoticeCode, Raster
from docforge.page_code import PageCode
from docforge.place import Box
from docforge.readers.content import media_of

Reader = Callable[[bytes], Document]
Expected = Callable[[], Sequence[Expectation]]
"""Gives the blanks that are known; asked only where a scan is read."""
Prints = Callable[[PageCode], Expectation | None]
"""Gives the printed form that a code names; None where it is not known."""


def _reader(module: str) -> Reader:
    """The `read` of a module that is imported when it is first needed: some load slowly."""

    def read_by_module(data: bytes) -> Document:
        reader: Reader = import_module(f"{__name__}.{module}").read
        return reader(data)

    return read_by_module


def _old(media: str) -> Reader:
    """The reader of a format that LibreOffice converts first."""

    def read_converted(data: bytes) -> Document:
        document: Document = import_module(f"{__name__}.legacy").read(data, media)
        return document

    return read_converted


READERS: dict[str, Reader] = {
    "docx": _reader("word"),
    "xlsx": _reader("excel"),
    "xls": _reader("excel.old"),
    "pdf": _reader("pdf"),
    "ofd": _reader("ofd"),
    **{media: _old(media) for media in ("doc", "wps", "rtf", "odt", "ods")},
}
"""What `content.media_of` may answer -> the function that reads it."""


def _no_print(_code: PageCode) -> None:
    return None


def read(
    data: bytes,
    expected: Expected = tuple,
    prints: Prints = _no_print,
    pages: Collection[int] | None = None,
) -> Document:
    """All that stands on a returned form, whatever its format.

    Pictures, and the pages of a PDF that are pictures, are read against the print that the code
    on them names (`prints`), or else against the blanks of `expected`. Of a picture or a PDF only
    `pages` (from 1; all where None) are read.
    Raises UnreadableFile (EmptyFile, TruncatedFile, EncryptedFile, UnsupportedFormat,
    HostileFile) with a remedy, ProgramMissing for an old format without LibreOffice;
    `error.about(name)` adds the file's name, which is not known here.
    """
    media = media_of(data)
    if media == "scan":
        return _scan().read(data, expected(), prints, pages)  # type: ignore[no-any-return]
    document = READERS[media](data)
    if pages is not None and media == "pdf":
        document = document.only(pages)
    if media == "pdf" and any(n.code is NoticeCode.PICTURE_PAGE for n in document.notices):
        return _scan().read_pictured(data, document, expected(), prints)  # type: ignore[no-any-return]
    return document


def _scan() -> Any:
    """The reader of scans, whose libraries take a second to load."""
    return import_module(f"{__name__}.scan")


def clipping_of(data: bytes, page: int, box: Box, quarters: int = 0) -> bytes:
    """What stands at a box (points) of a page of a scan, as a JPEG.

    `quarters` of a turn against the clock make it stand upright.
    """
    picture: bytes = import_module(f"{__name__}.scan.pictures.clipping").clipping_of(
        data, page, box, quarters
    )
    return picture


def thumbnails_of(data: bytes, pages: Mapping[int, int]) -> dict[int, bytes]:
    """Pages of a scan, small and grey, as JPEGs by their number.

    `pages` tells for each the quarter turns against the clock that make it stand upright.
    """
    found: dict[int, bytes] = import_module(f"{__name__}.scan.pictures.thumbnails").thumbnails_of(
        data, pages
    )
    return found


def rasters_of(data: bytes) -> list[Raster]:
    """The pages of a blank's PDF as pixels, for laying filled copies onto it."""
    rasters: list[Raster] = import_module(f"{__name__}.scan.unknown.blank").rasters_of(data)
    return rasters


def upright_blank(data: bytes) -> bytes:
    """A scanned blank (PDF) as a PDF whose pages stand upright and straight."""
    upright: bytes = import_module(f"{__name__}.scan.unknown.blank").upright_blank(data)
    return upright


def same_sheet(first: bytes, second: bytes) -> bool:
    """Whether two traces (`KnownPage.trace`) are of one sheet of paper that was scanned twice."""
    if not first or not second:
        return False
    same: bool = import_module(f"{__name__}.scan.laid.traces").same_sheet(first, second)
    return same
