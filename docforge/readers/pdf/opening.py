"""Opens a PDF and turns away what cannot be read: encrypted, damaged, hostile, XFA only.

pdfminer mends damage silently and raises whatever comes up; a form that lost a row must not pass
for a whole one, so what it mends without a word is looked for here.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1
from pdfminer.psparser import PSLiteral

from docforge.errors import (
    EmptyFile,
    EncryptedFile,
    HostileFile,
    TruncatedFile,
    UnreadableFile,
    UnsupportedFormat,
)
from docforge.messages import translate as _

MOST_PAGES = 2_000
MOST_UNPACKED = 100_000_000
"""Bytes that one packed stream may unpack to; a page's content takes some 100,000."""
LARGEST_CONTENT = 30_000_000
"""Bytes of drawing instructions on one page."""

_HEADER_WITHIN = 1024
_STREAM = re.compile(rb"stream\r?\n(?=[\x58\x68\x78])")
_LINEARIZED = re.compile(rb"/Linearized\b[^>]*?/L\s+(\d+)")
_OBJECT = re.compile(rb"\b\d+\s+\d+\s+obj\b")
_HIGHEST_RATIO = 1032


@contextmanager
def opened(data: bytes) -> Iterator[PDFDocument]:
    """A PDF that is safe to read; what pdfminer raises in here becomes an UnreadableFile.

    Raises EmptyFile, EncryptedFile, HostileFile, TruncatedFile, UnsupportedFormat.
    """
    _look_at_bytes(data)
    with _quiet(), _errors_of_pdfminer():
        doc = _Document(PDFParser(io.BytesIO(data)), password="")
        _look_at_catalogue(doc)
        yield doc


class _Document(PDFDocument):
    """pdfminer's document, in which an object that is nothing but a reference ends somewhere."""

    def getobj(self, objid: int) -> object:
        found, seen = super().getobj(objid), {objid}
        while isinstance(found, PDFObjRef):
            if found.objid in seen:
                raise _damaged(_("The PDF is damaged."))
            seen.add(found.objid)
            found = super().getobj(found.objid)
        return found


def _look_at_bytes(data: bytes) -> None:
    if not data:
        raise EmptyFile(_("The file is empty."), remedy=_("Ask for the file again."))
    if b"%PDF-" not in data[:_HEADER_WITHIN]:
        raise UnsupportedFormat(
            _("The content is not a PDF."), remedy=_("Open it and save or print it as a PDF.")
        )
    if _is_cut_off(data):
        raise _damaged(_("The PDF ends too early."))
    for match in _STREAM.finditer(data):
        _look_at_stream(data, match.end())


def _is_cut_off(data: bytes) -> bool:
    """Whether the end is missing. A PDF that was saved repeatedly holds its older ends as well:
    what is cut off there would be read as the form before it was filled in.
    """
    promised = _LINEARIZED.search(data[:2048])
    if promised and int(promised[1]) > len(data):
        return True
    end = data.rfind(b"startxref")
    return end < 0 or _OBJECT.search(data, end) is not None


def _look_at_stream(data: bytes, start: int) -> None:
    """A zip bomb unpacks to more than a thousand times its size; only long streams can be one."""
    end = data.find(b"endstream", start)
    packed = memoryview(data)[start : end if end >= 0 else len(data)]
    if len(packed) * _HIGHEST_RATIO < MOST_UNPACKED:
        return
    unpacking, size = zlib.decompressobj(), 0
    rest: bytes | memoryview = packed
    try:
        while rest and not unpacking.eof and size <= MOST_UNPACKED:
            size += len(unpacking.decompress(rest, 1 << 20))
            rest = unpacking.unconsumed_tail
    except zlib.error:
        return
    # Pictures are large too, but they are packed by a few times, not by hundreds.
    if size > MOST_UNPACKED and size > 100 * (len(packed) - len(rest)):
        raise HostileFile(
            _("A packed part of the PDF unpacks to more than {size} MB.").format(
                size=MOST_UNPACKED // 1_000_000
            ),
            remedy=_("Print it to a new PDF from a PDF viewer."),
        )


def _look_at_catalogue(doc: PDFDocument) -> None:
    catalogue = doc.catalog
    form = resolve1(catalogue.get("AcroForm"))
    fields = resolve1(form.get("Fields")) if isinstance(form, dict) else None
    has_xfa = isinstance(form, dict) and bool(resolve1(form.get("XFA")))
    if has_xfa and (resolve1(catalogue.get("NeedsRendering")) is True or not fields):
        raise UnsupportedFormat(
            _("This is an XFA form, which only Adobe programs show."),
            remedy=_("Open it in Adobe Reader and print it to a PDF."),
        )
    if isinstance(resolve1(catalogue.get("Collection")), dict):
        raise UnsupportedFormat(
            _("This PDF is a portfolio that holds other files."),
            remedy=_("Save the files that it holds one by one."),
        )


def pages_of(doc: PDFDocument) -> list[PDFPage]:
    """All pages, compared with the number that the PDF itself promises."""
    pages: list[PDFPage] = []
    for page in PDFPage.create_pages(doc):
        pages.append(page)
        if len(pages) > MOST_PAGES:
            raise HostileFile(
                _("The PDF has more than {count} pages.").format(count=MOST_PAGES),
                remedy=_("Split it into smaller files."),
            )
    tree = resolve1(doc.catalog.get("Pages"))
    promised = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    if isinstance(promised, int) and promised > len(pages):
        raise _damaged(
            _("Only {found} of {promised} pages are there.").format(
                found=len(pages), promised=promised
            )
        )
    if not pages:
        raise _damaged(_("The PDF has no pages."))
    for number, page in enumerate(pages, start=1):
        _look_at_content(page, number)
    return pages


def _look_at_content(page: PDFPage, number: int) -> None:
    """The page's drawing instructions must be there and unpack to their end."""
    named = page.attrs.get("Contents")
    contents = resolve1(named)
    parts = [resolve1(part) for part in (contents if isinstance(contents, list) else [contents])]
    if named is not None and not all(isinstance(part, PDFStream) for part in parts):
        raise _damaged(_("The PDF is damaged."), number)
    size = 0
    for part in parts:
        if isinstance(part, PDFStream):
            if not _unpacks(part):
                raise _damaged(_("The PDF is damaged."), number)
            size += len(part.get_data())
    if size > LARGEST_CONTENT:
        raise HostileFile(
            _("A page holds more than {size} MB of drawing instructions.").format(
                size=LARGEST_CONTENT // 1_000_000
            ),
            where=_("page {number}").format(number=number),
            remedy=_("Print it to a new PDF from a PDF viewer."),
        )


def _unpacks(stream: PDFStream) -> bool:
    """Whether a Flate stream ends as it should; a checksum that is off alone is let pass."""
    packed = _packed(stream)
    if packed is None:
        return True
    unpacking = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
    try:
        unpacking.decompress(packed[2:], MOST_UNPACKED)
    except zlib.error:
        return False
    return unpacking.eof


def _packed(stream: PDFStream) -> bytes | None:
    """The stream's bytes as its first Flate filter gets them; None where it has none."""
    data = stream.get_rawdata()
    if data is None:
        return None
    if stream.decipher is not None and stream.objid is not None:
        data = stream.decipher(stream.objid, stream.genno or 0, data, stream.attrs)
    for entry, _parameters in stream.get_filters():
        name = _name(entry)
        if name in ("FlateDecode", "Fl"):
            return data
        if name in ("ASCII85Decode", "A85"):
            data = ascii85decode(data)
        elif name in ("ASCIIHexDecode", "AHx"):
            data = asciihexdecode(data)
        else:
            return None
    return None


def _name(entry: Any) -> str:
    return str(entry.name) if isinstance(entry, PSLiteral) else ""


def _damaged(what: str, page: int | None = None) -> TruncatedFile:
    return TruncatedFile(
        what,
        where=_("page {number}").format(number=page) if page else "",
        remedy=_("Ask for the file again, or open it in a PDF viewer and print it to a new PDF."),
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """pdfminer reports every oddity of a PDF to the log; a clerk can do nothing about them."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@contextmanager
def _errors_of_pdfminer() -> Iterator[None]:
    """Whatever pdfminer raises on a bad file, as what a person can act on."""
    try:
        yield
    except UnreadableFile:
        raise
    except PDFEncryptionError as error:
        raise EncryptedFile(
            _("The PDF asks for a password."),
            remedy=_("Ask for it without one, or open it and print it to a new PDF."),
        ) from error
    except Exception as error:
        raise _damaged(_("The PDF is damaged.")) from error
