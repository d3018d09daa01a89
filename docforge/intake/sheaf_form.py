"""The pages of one form of a stack as a submission, and what each page of it was taken for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from docforge.forms import derive
from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.interpret import interpret
from docforge.forms.lines import lines_of
from docforge.forms.recognise import Recognition, score
from docforge.intake.joining import held
from docforge.intake.sheaf import Sheaf
from docforge.layout import Document, NoticeCode, Page
from docforge.model import PageRead, Source, Submission, Way


def read_sheaf(
    sheaf: Sheaf,
    document: Document,
    source: Source,
    catalogue: Catalogue,
    taken: set[str],
) -> Submission:
    """A sheaf of a document's pages as a submission, with what is doubted of them.

    Its id is added to `taken`, the ids of the source's submissions.
    """
    part = part_of(document, sheaf.in_order)
    own = source.model_copy(update={"pages": sheaf.source_pages})
    form = catalogue.get(sheaf.known.form)
    sure = sheaf.score
    if sheaf.way == "text":
        sure = round(score(lines_of(part), form, catalogue), 3)
    recognition = Recognition(form, sure, form)
    submission_id = id_of(source, own.pages, taken)
    submission = interpret(part, recognition, catalogue, own, submission_id, sheaf.way)
    return _told(submission, sheaf, catalogue)


def _told(submission: Submission, sheaf: Sheaf, catalogue: Catalogue) -> Submission:
    """With what is doubted of its pages, and whom its codes say that it was printed for."""
    match = submission.form.model_copy(update={"printed_for": sheaf.printed_for})
    submission = submission.model_copy(
        update={"form": match, "flags": (*submission.flags, *sheaf.flags())}
    )
    if not (sheaf.printed_for and sheaf.holder):
        return submission
    return derive(held(submission, sheaf.holder, catalogue.get(sheaf.known.form)), catalogue)


def part_of(document: Document, pages: Sequence[Page]) -> Document:
    """These pages alone, in this order, with what was noticed on them."""
    return replace(document.only({page.number for page in pages}), pages=tuple(pages))


def id_of(source: Source, pages: Sequence[int], taken: set[str]) -> str:
    """First 12 of the sha256 and the first page; in Word two forms may begin on one page."""
    number = min(pages, default=1)
    while f"{source.sha256[:12]}-{number}" in taken:
        number += 1
    taken.add(f"{source.sha256[:12]}-{number}")
    return f"{source.sha256[:12]}-{number}"


def pictured(document: Document) -> Collection[int]:
    """The numbers of the pages that could not be read."""
    return {
        notice.place.page
        for notice in document.notices
        if notice.code is NoticeCode.PICTURE_PAGE and notice.place and notice.place.page
    }


def with_pages_told(found: Iterable[Submission], document: Document) -> list[Submission]:
    """The submissions of a scanned document, each saying what its pages were taken for."""
    unread = pictured(document)
    by_number = {page.number: page for page in document.pages}
    result = []
    for each in found:
        pages = [by_number[number] for number in each.source.pages]
        read_as = tuple(_read_as(pages, each.form.id, each.form.way, unread))
        source = each.source.model_copy(update={"read_as": read_as})
        result.append(each.model_copy(update={"source": source}))
    return result


def _read_as(
    pages: Iterable[Page], form: str | None, way: Way, unread: Collection[int]
) -> Iterator[PageRead]:
    """Of the scans of a sheet the first one is its page, as in `sheaf.sheaves`.

    Where no form was looked for, no page is taken for one of a form either.
    """
    seen: set[int] = set()
    for page in pages:
        known = page.known if form is not None else None
        if known is not None:
            yield PageRead(
                page=page.number,
                role="copy" if known.number in seen else "page",
                form=known.form,
                number=known.number,
                of=known.of,
                way=known.way,
                blank=known.blank,
                quarters=page.quarters,
            )
            seen.add(known.number)
        elif page.blocks or page.number in unread:
            yield PageRead(page=page.number, form=form, way=way, quarters=page.quarters)
        else:
            yield PageRead(page=page.number, role="back", way=way)
