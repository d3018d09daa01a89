"""Scanned and photographed pages -> layout.Document, against blanks that are known.

A page is laid onto the blank that it is a copy of; its print is known then, and only what was
marked and written is read. The reader knows no form: it is handed Expectations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from docforge.layout import (
    Document,
    Expectation,
    ExpectedPage,
    KnownPage,
    Notice,
    NoticeCode,
    Page,
)
from docforge.page_code import PageCode
from docforge.place import Place
from docforge.readers.scan.filled.page import filled_page
from docforge.readers.scan.identity.known_blanks import Blanks
from docforge.readers.scan.identity.prints import OnPrint, PrintedPages, Prints, as_its_code_says
from docforge.readers.scan.laid.laying import lay
from docforge.readers.scan.laid.seals import seals_on
from docforge.readers.scan.laid.traces import trace_of
from docforge.readers.scan.laid.under_seals import without_black_seals
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.pictures.ink import ink_of, is_blank, red_channel
from docforge.readers.scan.pictures.pages import Scan, pages_of_pdf, pages_of_picture
from docforge.readers.scan.unknown.page import unknown_page

MEDIA = "scan"


def _no_print(_code: PageCode) -> None:
    return None


def read(
    data: bytes,
    expected: Sequence[Expectation] = (),
    prints: Prints = _no_print,
    wanted: Collection[int] | None = None,
) -> Document:
    """The wanted pages (all where None) of a picture file (JPEG, PNG, TIFF …).

    `prints` gives the print that the code on a page names. Raises TruncatedFile, HostileFile.
    """
    pages, notices = _read(pages_of_picture(data, wanted), expected, prints)
    return Document(MEDIA, tuple(pages), notices=tuple(notices))


def read_pictured(
    data: bytes,
    document: Document,
    expected: Sequence[Expectation] = (),
    prints: Prints = _no_print,
) -> Document:
    """A PDF again, whose pages that are only pictures are read as scans.

    `document` is what the PDF reader saw; it noticed which pages are pictures. A PDF of scans
    alone is of the media "scan".
    """
    pictured = pictured_pages(document)
    pages, notices = _read(pages_of_pdf(data, pictured), expected, prints)
    read_again = {page.number: page for page in pages}
    return Document(
        MEDIA if len(pictured) == len(document.pages) else document.media,
        tuple(read_again.get(page.number, page) for page in document.pages),
        document.margins,
        (
            *(notice for notice in document.notices if notice.code is not NoticeCode.PICTURE_PAGE),
            *notices,
        ),
    )


def pictured_pages(document: Document) -> Collection[int]:
    """The numbers of the pages that a reader found to be pictures."""
    return {
        notice.place.page
        for notice in document.notices
        if notice.code is NoticeCode.PICTURE_PAGE and notice.place and notice.place.page
    }


def _read(
    scans: Iterable[Scan], expected: Sequence[Expectation], prints: Prints
) -> tuple[list[Page], list[Notice]]:
    pages: list[Page] = []
    notices: list[Notice] = []
    printed = PrintedPages(prints, expected)
    for scan in scans:
        before = pages[-1].known if pages else None
        page, noticed = _page(scan, tuple(expected), before, printed)
        pages.append(page)
        notices.extend(noticed)
    return pages, notices


def _page(
    scan: Scan,
    expected: tuple[Expectation, ...],
    before: KnownPage | None,
    printed: PrintedPages,
) -> tuple[Page, list[Notice]]:
    grey = red_channel(scan.pixels)
    nothing = Page(scan.number, (), scan.width, scan.height)
    ink = ink_of(grey)
    if is_blank(ink):
        return nothing, []
    on_print, named = printed.on_print(grey, ink)
    if on_print is not None:
        return _laid_page(scan, on_print, expected)
    known = _known_pages(expected)
    found = _blanks(expected).register(ink, _likely(known, before)) if known else None
    if found is not None:
        expected_page, own = known[found.index]
        identity, contradicted = as_its_code_says(own, named, scan)
        on_blank = OnPrint(expected_page, identity or own, found)
        page, noticed = _laid_page(scan, on_blank, expected)
        return page, [*noticed, *contradicted]
    words = [word for each in expected for word in each.words]
    page = unknown_page(scan, words, _vocabulary(expected))
    if page.blocks:
        by_code, contradicted = as_its_code_says(None, named, scan)
        return replace(page, known=by_code), contradicted
    return nothing, [Notice(NoticeCode.PICTURE_PAGE, place=scan.place)]


def _laid_page(
    scan: Scan, on: OnPrint, expected: tuple[Expectation, ...]
) -> tuple[Page, list[Notice]]:
    marks = (*on.page.corners, *([on.page.code_box] if on.page.code_box else []))
    laid = without_black_seals(lay(scan, on.registration, on.page.raster, marks))
    identity = replace(on.known, score=round(on.registration.score, 3), trace=trace_of(laid))
    seals = [
        Notice(NoticeCode.SEAL, place=Place(page=scan.number, box=laid.place_of(box)))
        for box in seals_on(laid)
    ]
    page = filled_page(laid, on.page, identity, _vocabulary(expected))
    return replace(page, quarters=laid.quarters), seals


def _known_pages(expected: Sequence[Expectation]) -> list[tuple[ExpectedPage, KnownPage]]:
    """Every page of every blank with what it is called, its score still open."""
    return [
        (page, KnownPage(each.form, each.blank, number, len(each.pages), 0.0))
        for each in expected
        for number, page in enumerate(each.pages, start=1)
    ]


def _likely(known: Sequence[tuple[ExpectedPage, KnownPage]], before: KnownPage | None) -> list[int]:
    """After a page comes the next one of its form, after the last one the first.

    In whatever print of that form, the same one first: two prints of one form may be alike.
    """
    if before is None:
        return []
    wanted = (before.form, before.number % before.of + 1)
    found = [
        index for index, (_expected, page) in enumerate(known) if (page.form, page.number) == wanted
    ]
    return sorted(found, key=lambda index: known[index][1].blank != before.blank)


@lru_cache(maxsize=2)
def _vocabulary(expected: tuple[Expectation, ...]) -> Vocabulary:
    return Vocabulary(text for each in expected for text in each.texts)


@lru_cache(maxsize=2)
def _blanks(expected: tuple[Expectation, ...]) -> Blanks:
    """Features of the blanks' pages, found once for all files of a run."""
    return Blanks([page for each in expected for page in each.pages])
