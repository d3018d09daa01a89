"""What a form's blank promises to whoever reads a filled copy: its print, options, spaces."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docforge.errors import UsageError
from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.expected_options import OfferedOptions
from docforge.forms.heads.fields import LabelReader
from docforge.forms.lines import Line, lines_of
from docforge.forms.recognise import KNOWN, score
from docforge.layout import (
    Cell,
    Document,
    Expectation,
    ExpectedPage,
    Page,
    Paragraph,
    Raster,
)
from docforge.messages import translate as _
from docforge.place import Box


def expectation(
    form: Definition,
    catalogue: Catalogue,
    document: Document,
    rasters: Sequence[Raster],
    blank: str,
) -> Expectation:
    """What a blank of a form promises; `document` is what it prints, a raster a page.

    `blank` names it among the form's blanks. Raises UsageError where it is no blank of this form.
    """
    lines = lines_of(document)
    if score(lines, form, catalogue) < KNOWN:
        raise UsageError(
            _("this is no blank of “{form}”").format(form=form.title),
            source=blank,
            remedy=_("`docforge forms list` shows the forms; give the blank of the one you named."),
        )
    labels = LabelReader(form, catalogue.labels)
    offered = OfferedOptions(form, catalogue.phrases)
    pages = tuple(
        ExpectedPage(page, raster, tuple(offered.on(page)), tuple(_spaces(page, labels)))
        for page, raster in zip(document.pages, rasters, strict=True)
    )
    return Expectation(form.id, blank, pages)


def trade_words(catalogue: Catalogue) -> Expectation:
    """The options and words of all known forms, for scans of whatever blank."""
    words = dict.fromkeys(
        word
        for form in catalogue
        for word in (
            *(word for item in form.items for word in form.printed(item)),
            *(option for field in form.fields for option in field.options),
        )
    )
    return Expectation("", "", (), tuple(words), tuple(_texts(catalogue)))


def _texts(catalogue: Catalogue) -> Iterator[str]:
    """What the trade writes and prints: the known forms, and the phrases that judge records."""
    for form in catalogue:
        yield from (form.title, *form.anchors, *form.notes)
        for item in form.items:
            yield from (item.text, item.remark, item.section)
        for field in form.fields:
            yield from (*field.labels, *field.options)
    for several in catalogue.labels.fields.values():
        yield from several
    phrases = catalogue.phrases
    for listed in (
        phrases.no_problem,
        phrases.negations,
        phrases.absences,
        phrases.resolved,
        phrases.things,
        phrases.problem,
        phrases.praise,
        phrases.blank,
        phrases.corrected_on_site,
        phrases.stopped,
    ):
        yield from listed


def _spaces(page: Page, labels: LabelReader) -> Iterator[Box]:
    """The printed lines outside tables that ask for something to be written."""
    for block in page.blocks:
        if isinstance(block, Paragraph) and block.place and block.place.box:
            line = Line((Cell(1, 1, block.content, place=block.place),), page.number)
            if any(True for _hit in labels.hits([(0, line)])):
                yield block.place.box
