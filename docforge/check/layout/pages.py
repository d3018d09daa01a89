"""Pages: how many, what stands alone on one, what stands at its foot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from docforge.check.diagnostic import Severity
from docforge.check.layout.measured import ERROR, WARNING, measured
from docforge.check.layout.printing import Printed, Unprinted, printed_of
from docforge.check.official.elements import paper_of
from docforge.check.official.levels import heading_of, is_alone
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.typesetting import A_MM
from docforge.check.typesetting.page import pages_of
from docforge.check.typesetting.setting import typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _


@rule(
    "L400", "layout", Severity.ERROR, N_("The document could not be printed for measuring."),
    slow=True,
    why=N_("The layout is measured on pages that LibreOffice makes; without them it is not known."),
    bad=N_("LibreOffice is missing, or ends on the file"), good=N_("a file that LibreOffice opens"),
    fix=N_("Install LibreOffice; open the file in Word or WPS and save it anew."),
)  # fmt: skip
def printable(subject: Subject) -> Iterator[Found]:
    printed = subject.once(printed_of)
    if isinstance(printed, Unprinted):
        yield Found(printed.error.what, remedy=printed.error.remedy)


@measured(
    "L401", ERROR, N_("The document has more pages than its contract promises."),
    why=N_("A paper that is meant for one page is printed, signed and filed as one sheet."),
    bad="pages: 1 → 2", good="pages: 1 → 1",
    fix=N_("Shorten the template, or change `layout.pages` in the contract."),
)  # fmt: skip
def page_count(subject: Subject, printed: Printed) -> Iterator[Found]:
    promised = subject.contract.layout.pages if subject.contract is not None else None
    if promised is not None and len(printed.pages) > promised:
        told = _("The document has {count} pages, its contract promises {promised}.")
        yield Found(told.format(count=len(printed.pages), promised=promised))


@measured(
    "L404", ERROR, N_("Office and date stand on a page without text."),
    source="GB/T 9704-2012 7.3.5",
    why=N_("The page that bears the seal bears some of the text: else anything could be put "
           "before it."),
    bad=N_("a last page with office, date and seal only"), good=N_("some of the text beside them"),
    fix=N_("Change spacing, or keep the last paragraph with the next."),
)  # fmt: skip
def signature_alone(subject: Subject, printed: Printed) -> Iterator[Found]:
    paper = subject.once(paper_of)
    if paper.date is None or not paper.text:
        return
    at = printed.begins.get(paper.date.spot.line)
    last = printed.ends.get(paper.text[-1].spot.line)
    if at is not None and last is not None and last.page < at.page:
        told = _("The date stands on page {page}, on which there is no text.")
        yield Found(told.format(page=at.page + 1), paper.date.spot, paper.date.said)


@measured(
    "L405", WARNING, N_("A heading stands at the foot of a page."),
    why=N_("A heading and the text below it belong on one page."),
    bad=N_("一、检查范围 on the last line"), good=N_("the heading on the next page"),
    fix=N_("Set the heading to “keep with next”."),
)  # fmt: skip
def heading_at_foot(subject: Subject, printed: Printed) -> Iterator[Found]:
    lines = [line for line in subject.once(typeset) if not line.is_blank and not line.frame]
    for line, after in pairwise(lines):
        if line.in_table or heading_of(line) == 0 or not is_alone(line):
            continue
        if line.bare.endswith(("。", "；")):
            continue
        at, then = printed.ends.get(line.spot.line), printed.begins.get(after.spot.line)
        if at is not None and then is not None and at.page < then.page:
            told = _("The heading is the last line of page {page}.")
            yield Found(told.format(page=at.page + 1), line.spot, line.said)


@measured(
    "L406", ERROR, N_("The first page shows no text."), source="GB/T 9704-2012 7.3.3",
    why=N_("The first page of an official document shows some of its text."),
    bad=N_("a first page with head, title and addressees only"),
    good=N_("text from the first page on"),
    fix=N_("Take empty lines out of the head, or shorten title and addressees."),
)  # fmt: skip
def first_page(subject: Subject, printed: Printed) -> Iterator[Found]:
    paper = subject.once(paper_of)
    if subject.profile is None or not paper.text:
        return
    at = printed.begins.get(paper.text[0].spot.line)
    if at is not None and at.page > 0:
        told = _("The text begins on page {page}.").format(page=at.page + 1)
        yield Found(told, paper.text[0].spot, paper.text[0].said[:40])


@measured(
    "L409", WARNING, N_("The last page is blank."),
    why=N_("An empty sheet is printed, and numbered; usually an empty paragraph was pushed over."),
    bad=N_("an empty paragraph after a table that fills the page"),
    good=N_("no page without words"),
    fix=N_("Take empty paragraphs and page breaks at the end out, or make the last one 1 pt high."),
)  # fmt: skip
def blank_last_page(subject: Subject, printed: Printed) -> Iterator[Found]:
    if len(printed.pages) < 2:
        return
    last, page = printed.pages[-1], subject.once(pages_of)[-1]
    inside = [
        each
        for each in last.characters
        if page.top - 2 < (each.top + each.bottom) / 2 < last.height - page.bottom + 2
    ]
    if not inside:
        yield Found(_("Page {page} is blank.").format(page=len(printed.pages)))


@measured(
    "L412", ERROR, N_("The imprint does not stand at the foot of the last page."),
    source="GB/T 9704-2012 7.4.1",
    why=N_("The last rule of the imprint lies on the lower edge of the last page's type area."),
    bad=N_("抄送 directly below the date"), good=N_("抄送 at the foot of the last page"),
    fix=N_("Put the imprint into a table or frame at the foot of the page."),
)  # fmt: skip
def imprint_at_foot(subject: Subject, printed: Printed) -> Iterator[Found]:
    paper = subject.once(paper_of)
    if subject.profile is None or not paper.imprint:
        return
    # LibreOffice writes no place for the very last paragraph of a frame.
    placed = [line for line in paper.imprint if line.spot.line in printed.ends]
    if not placed:
        return
    last, at = placed[-1], printed.ends[placed[-1].spot.line]
    below = sum(line.pitch for line in paper.imprint[paper.imprint.index(last) + 1 :])
    if at.page + 1 < len(printed.pages):
        told = _("The imprint stands on page {page} of {count}.")
        yield Found(told.format(page=at.page + 1, count=len(printed.pages)), last.spot, last.said)
        return
    foot = printed.pages[at.page].height - paper.pages[-1].bottom
    short = (foot - at.top - last.pitch - below) / A_MM
    if abs(short) > 6:
        told = _("The imprint ends {distance:.0f} mm above the foot of the type area.")
        yield Found(told.format(distance=short), last.spot, last.said)
