"""File -> layout.Document: one reader a format, chosen by content, never by file name.

A reader knows its format and no form. A new format is one module with a
`read(data: bytes) -> Document` and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from docforge.layout import Document
from docforge.readers.content import media_of

Reader = Callable[[bytes], Document]


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
    "pdf": _reader("pdf"),
    "ofd": _reader("ofd"),
    **{media: _old(media) for media in ("doc", "wps", "rtf", "odt", "ods")},
}
"""What `content.media_of` may answer -> the function that reads it."""


def read(data: bytes) -> Document:
    """All that stands on a returned form, whatever its format.

    Raises UnreadableFile (EmptyFile, TruncatedFile, EncryptedFile, UnsupportedFormat,
    HostileFile) with a remedy, ProgramMissing for an old format without LibreOffice;
    `error.about(name)` adds the file's name, which is not known here.
    """
    return READERS[media_of(data)](data)
