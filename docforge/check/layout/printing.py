"""A document printed: its pages with their characters, and where each paragraph came to stand.

Every paragraph gets a bookmark at either end, which LibreOffice writes into the PDF as a named
place; so nothing has to be found again by its words.
"""

from __future__ import annotations

import ctypes
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from docforge.check.story import FALLBACK
from docforge.check.subject import Subject
from docforge.errors import DocforgeError
from docforge.libreoffice import converted
from docforge.render.archive import Member, packed_archive
from docforge.render.package import parsed, serialised
from docforge.render.wordml import PARAGRAPH, PARAGRAPH_PROPERTIES, ancestor, w

TIME_LIMIT = 60.0
"""Seconds that a document may take to print."""
_PDF = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_NAME = re.compile(r"docforge(?P<line>\d+)(?P<end>[ab])")
_FIRST_ID = 900_000


@dataclass(frozen=True, slots=True)
class Character:
    """A character on a page; edges in points from the page's upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    font: str


@dataclass(frozen=True)
class PrintedPage:
    """A page in points, with what is printed on it."""

    width: float
    height: float
    characters: tuple[Character, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the paper: the page from 0, points from its upper left corner to the upper edge
    of the line."""

    page: int
    left: float
    top: float


@dataclass(frozen=True)
class Printed:
    """The pages of a document, and where each paragraph of its body begins and ends, by the
    paragraph's number (Spot.line)."""

    pages: tuple[PrintedPage, ...]
    begins: Mapping[int, Point]
    ends: Mapping[int, Point]


@dataclass(frozen=True)
class Unprinted:
    """Why there are no pages."""

    error: DocforgeError


def printed_of(subject: Subject) -> Printed | Unprinted:
    """The pages of a document, of a template those of its sample."""
    finished = subject.finished or subject
    with tempfile.TemporaryDirectory(prefix="docforge-check-", ignore_cleanup_errors=True) as name:
        source = Path(name) / "document.docx"
        source.write_bytes(_bookmarked(finished))
        try:
            pdf = converted(source, _PDF, Path(name) / "pdf", time_limit=TIME_LIMIT)
        except DocforgeError as error:
            return Unprinted(error)
        return _read(pdf)


def _bookmarked(subject: Subject) -> bytes:
    package = subject.package
    root = parsed(package.content(package.main))
    for number, paragraph in enumerate(root.iter(PARAGRAPH), start=1):
        if ancestor(paragraph, FALLBACK) is not None:
            continue
        properties = paragraph.find(PARAGRAPH_PROPERTIES)
        at = 0 if properties is None else paragraph.index(properties) + 1
        for element in reversed(list(_bookmark(number, "a"))):
            paragraph.insert(at, element)
        for element in _bookmark(number, "b"):
            paragraph.append(element)
    members = dict(package.members)
    members[package.main] = Member.of(package.main, serialised(root))
    return packed_archive(members)


def _bookmark(number: int, end: str) -> Iterator[etree._Element]:
    identity = str(_FIRST_ID + 2 * number + (end == "b"))
    start = etree.Element(w("bookmarkStart"))
    start.set(w("id"), identity)
    start.set(w("name"), f"docforge{number}{end}")
    stop = etree.Element(w("bookmarkEnd"))
    stop.set(w("id"), identity)
    yield start
    yield stop


def _read(pdf: Path) -> Printed:
    import pdfplumber  # here, as what is not printed need not wait for it

    with pdfplumber.open(pdf) as book:
        pages = tuple(
            PrintedPage(
                float(page.width),
                float(page.height),
                tuple(
                    Character(
                        each["text"],
                        each["x0"],
                        each["top"],
                        each["x1"],
                        each["bottom"],
                        str(each["fontname"]).rpartition("+")[2],
                    )
                    for each in page.chars
                    if each["text"].strip()
                ),
            )
            for page in book.pages
        )
    begins: dict[int, Point] = {}
    ends: dict[int, Point] = {}
    for name, point in _named_places(pdf, pages):
        match = _NAME.fullmatch(name)
        if match:
            (begins if match["end"] == "a" else ends)[int(match["line"])] = point
    return Printed(pages, begins, ends)


def _named_places(pdf: Path, pages: tuple[PrintedPage, ...]) -> Iterator[tuple[str, Point]]:
    import pypdfium2

    raw: Any = pypdfium2.raw
    book = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(raw.FPDF_CountNamedDests(book.raw)):
            length = ctypes.c_long(0)
            raw.FPDF_GetNamedDest(book.raw, number, None, length)
            name = ctypes.create_string_buffer(max(length.value, 0))
            place = raw.FPDF_GetNamedDest(book.raw, number, name, length)
            told = [ctypes.c_int() for _ in range(3)]
            x, y, zoom = (ctypes.c_float() for _ in range(3))
            page = raw.FPDFDest_GetDestPageIndex(book.raw, place)
            if page < 0 or not raw.FPDFDest_GetLocationInPage(place, *told, x, y, zoom):
                continue
            said = name.raw.decode("utf-16-le", "replace").rstrip("\0")
            yield said, Point(page, x.value, pages[page].height - y.value)
    finally:
        book.close()
