"""Which format a file is in, by its content; file names are never asked.

`media_of` names a format that a reader exists for, or raises the error that tells a clerk what
the file is and what to do about it.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from typing import NamedTuple

from docforge.errors import EmptyFile, UnreadableFile, UnsupportedFormat
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.readers.compound import streams_of
from docforge.readers.package import Package, damaged, encrypted, opened

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096


class _Foreign(NamedTuple):
    """A format that is recognised and not read: what to call it and what to do."""

    what: str
    remedy: str


_PHONE_PICTURE = _Foreign(
    N_("This is a picture or film of a kind that is not read here (HEIC, MP4)."),
    N_("Save the picture as JPEG and try again."),
)
_BINARY_EXCEL = _Foreign(
    N_("This is a binary Excel workbook (.xlsb)."),
    N_("Open it in Excel or WPS, save it as .xlsx and try again."),
)
_SLIDES = _Foreign(
    N_("This is a presentation, not a form."),
    N_("Ask for the form as a Word, Excel or PDF file."),
)
_WORD_XML = _Foreign(
    N_("This is a Word file saved as XML."),
    N_("Open it in Word or WPS, save it as .docx and try again."),
)
_WEB_PAGE = _Foreign(
    N_("This is a web page, whatever its name says."),
    N_("Open it in Word or Excel, save it as .docx or .xlsx and try again."),
)
_ARCHIVE = _Foreign(
    N_("This is a packed archive."),
    N_("Unpack it and give the files or the folder."),
)
_TEXT = _Foreign(
    N_("This is plain text or a CSV table, not a filled form."),
    N_("If it is a table, open it in Excel or WPS, save it as .xlsx and try again."),
)
_UNKNOWN = _Foreign(
    N_("The file is of no format that is read here."),
    N_("Give a Word (.docx), Excel (.xlsx) or PDF file, or a scan (PDF, JPEG, PNG, TIFF)."),
)

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_BY_FIRST_BYTES: tuple[tuple[bytes, _Foreign], ...] = (
    (b"Rar!\x1a", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"MIME-Version:", _WEB_PAGE),
)
# Streams in the root of an OLE file, in lower case.
_BY_STREAM: tuple[tuple[str, str | _Foreign], ...] = (
    ("worddocument", "doc"),
    ("wpsdocument", "wps"),
    ("workbook", "xls"),
    ("book", "xls"),
    ("powerpoint document", _SLIDES),
)
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_BY_MIMETYPE: tuple[tuple[bytes, str | _Foreign], ...] = (
    (_OPEN_DOCUMENT + b"text", "odt"),
    (_OPEN_DOCUMENT + b"spreadsheet", "ods"),
    (_OPEN_DOCUMENT + b"presentation", _SLIDES),
)


def media_of(data: bytes) -> str:
    """ "docx", "xlsx", "pdf", "ofd", or an old format: "xls", "doc", "wps", "rtf",
    "odt", "ods", or "scan" for a picture.

    Raises EmptyFile, EncryptedFile, TruncatedFile or HostileFile (zip packages), and
    UnsupportedFormat, whose remedy says what to do with a file of that format.
    """
    if not data:
        raise EmptyFile(_("The file is empty."), remedy=_("Ask for the file again."))
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return _media_of_package(opened(data))
    if data.startswith(_OLE):
        return _media_of_ole(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_PICTURES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP"):
        return "scan"
    raise _error_for_bytes(data)


def _media_of_package(package: Package) -> str:
    main = package.main_part
    if main.lower().endswith(".bin"):
        raise _unsupported(_BINARY_EXCEL)
    namespace = _root_namespace(package, main)
    if "wordprocessingml" in namespace:
        return "docx"
    if "spreadsheetml" in namespace:
        return "xlsx"
    if "presentationml" in namespace:
        raise _unsupported(_SLIDES)
    if "ofd.xml" in package:
        return "ofd"
    mimetype = package.part("mimetype") or b""
    for kind, foreign in _BY_MIMETYPE:
        if mimetype.startswith(kind):
            return _known(foreign)
    if "[content_types].xml" in package:
        raise damaged("[Content_Types].xml")
    raise _unsupported(_ARCHIVE)


def _root_namespace(package: Package, part: str) -> str:
    # The first bytes tell; parsing the whole part is the reader's work.
    head = package.beginning(part, _HEAD).replace(b"\0", b"") if part else b""
    tag = head.partition(b"<?xml")[2].partition(b"?>")[2] or head
    for name in ("wordprocessingml", "spreadsheetml", "presentationml"):
        if name.encode() in tag:
            return name
    return ""


def _media_of_ole(data: bytes) -> str:
    streams = streams_of(data)
    if "encryptedpackage" in streams:
        raise encrypted()
    return _known(next((kind for name, kind in _BY_STREAM if name in streams), _UNKNOWN))


def _known(kind: str | _Foreign) -> str:
    """The name of a format that is read; raises UnsupportedFormat for any other."""
    if isinstance(kind, _Foreign):
        raise _unsupported(kind)
    return kind


def _error_for_bytes(data: bytes) -> UnreadableFile:
    for first, foreign in _BY_FIRST_BYTES:
        if data.startswith(first):
            return _unsupported(foreign)
    if data[4:8] == b"ftyp":
        return _unsupported(_PHONE_PICTURE)
    if not data.strip(b"\0"):
        return damaged()
    head = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"word.document" in head or b"<pkg:package" in head or b"w:worddocument" in head:
        return _unsupported(_WORD_XML)
    if b"<html" in head or b"<!doctype html" in head or b"<table" in head:
        return _unsupported(_WEB_PAGE)
    return _unsupported(_TEXT if _is_text(data) else _UNKNOWN)


def _is_text(data: bytes) -> bool:
    sample = data[:_HEAD]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if any(byte < 0x20 and byte not in b"\t\r\n\f\x1a" for byte in sample):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            # The sample may end inside a character, which an incremental decoder waits for.
            getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _unsupported(foreign: _Foreign) -> UnsupportedFormat:
    return UnsupportedFormat(_(foreign.what), remedy=_(foreign.remedy))
