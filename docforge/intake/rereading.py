"""Moved pages read anew in the forms to which a person put them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from docforge.errors import DocforgeError
from docforge.forms import derive
from docforge.intake.carrying import carried, said_by_persons
from docforge.intake.found_sources import FoundSources
from docforge.intake.page_moves import Group, Regrouping
from docforge.intake.parsing import Parsing, read_bytes
from docforge.intake.sheaf import Sheaf
from docforge.intake.sheaf_form import id_of, part_of, read_sheaf
from docforge.intake.stack import one_form
from docforge.layout import Document, KnownPage, Page
from docforge.messages import translate as _
from docforge.model import By, Field, FormMatch, PageRead, Source, Submission, Way
from docforge.page_code import PageCode

_BY_A_BLANK = ("own-blank", "printed-blank")
_SETTLED = frozenset({"pages_paired", "code_unread"})


class BlankMissing(DocforgeError):
    """A page was read against a blank that is not known any more."""


@dataclass(frozen=True)
class Rereading:
    """How, and from which files, the pages of stacks are read again."""

    parsing: Parsing
    sources: FoundSources

    def fault(self, regrouping: Regrouping) -> str | None:
        """Why a stack cannot be read again; None where it can."""
        stack = regrouping.stack
        if self.parsing.enterprises is None and any(
            each.id in regrouping.gone and _by_list(each) for each in stack.submissions
        ):
            return _("these forms were completed from a list; give it again with --enterprises")
        return self.sources.fault(stack.sha256, stack.name) if regrouping.groups else None

    def read(
        self,
        regrouping: Regrouping,
        corrected: Iterable[Submission],
        kept: set[tuple[str, str]],
    ) -> list[Submission]:
        """The new submissions of a stack, with what persons said of values on their pages.

        `corrected` are all submissions as they were, corrections applied; of what was carried
        over, (submission, path) goes to `kept`. Raises BlankMissing, and what readers raise.
        """
        stack = regrouping.stack
        before = [each for each in corrected if each.id in regrouping.gone]
        said = [one for each in before for one in said_by_persons(each)]
        taken = {each.id for each in stack.submissions} - regrouping.gone
        source = _alone(before[0].source)
        try:
            document = self._pages(regrouping, source)
        except DocforgeError as error:
            raise error.about(stack.name) from error
        found = []
        for group in regrouping.groups:
            form = _formed(group, document, source, self.parsing, taken)
            pages = [page.page for page in group.content]
            form = carried(form, pages, said, kept)
            found.append(derive(form, self.parsing.catalogue))
        if regrouping.left:
            found.append(_left(regrouping.left, source, taken))
        return found

    def _pages(self, regrouping: Regrouping, source: Source) -> Document:
        """Every page that is read anew, against the blanks and prints that it was read by."""
        wanted = {page.page: page for group in regrouping.groups for page in group.content}
        if not wanted:
            return Document(source.media, ())
        content = read_bytes(self.sources.paths[source.sha256])
        prints = {
            page.blank: PageCode(page.form, page.blank, 1, page.of)
            for page in wanted.values()
            if page.way == "printed-blank" and page.form
        }
        document = self.parsing.pages_again(content, wanted, prints.values())
        for page in document.pages:
            known = page.known
            before = wanted[page.number]
            if before.way in _BY_A_BLANK and (known is None or known.way not in _BY_A_BLANK):
                raise BlankMissing(
                    _("page {page} was read against “{blank}”, which is not known here").format(
                        page=page.number, blank=before.blank
                    ),
                    remedy=_("Give the blank again that `parse` was given, with --blank."),
                )
        return replace(document, media=source.media)


def _alone(source: Source) -> Source:
    """The source itself, of whatever pages."""
    return source.model_copy(update={"pages": (), "read_as": (), "pages_by": By.PERSON})


def _by_list(submission: Submission) -> bool:
    """Whether a list of enterprises filled something in; what a print says is read again."""
    cells: list[Field] = [*submission.fields.values()]
    cells += [cell for row in submission.rows for cell in row.cells.values()]
    return not submission.form.printed_for and any(cell.by is By.LIST for cell in cells)


def _formed(
    group: Group, document: Document, source: Source, parsing: Parsing, taken: set[str]
) -> Submission:
    """A group as one submission, its pages said by a person to belong together."""
    by_number = {page.number: page for page in document.pages}
    content = [by_number[member.page] for member in group.content if member.page in by_number]
    if group.content[0].number:
        sheaf = _sheaf(group, by_number)
        form = read_sheaf(sheaf, document, source, parsing.catalogue, taken)
        ways = {page.number: page.known.way for page in sheaf.in_order if page.known}
    else:
        part = part_of(document, content)
        form = one_form(part, source, parsing.catalogue, group.form, taken)
        ways = {}
    read_as = tuple(_told(member, form, ways) for member in group.members)
    own = source.model_copy(
        update={"pages": tuple(member.page for member in read_as), "read_as": read_as}
    )
    flags = tuple(flag for flag in form.flags if flag.code not in _SETTLED)
    return form.model_copy(update={"source": own, "flags": flags})


def _sheaf(group: Group, by_number: dict[int, Page]) -> Sheaf:
    pages = {
        member.number: _known_as(by_number.get(member.page, Page(member.page, ())), member)
        for member in group.content
    }
    spare = [
        _known_as(Page(member.page, ()), member)
        for member in group.members
        if member.role == "copy"
    ]
    first = pages[min(pages)].known
    assert first is not None
    return Sheaf(first, pages, spare)


def _known_as(page: Page, member: PageRead) -> Page:
    """A page as the one of its form that it is taken for, where reading it did not tell that."""
    known, wanted = page.known, (member.form, member.number, member.of)
    if known is not None and (known.form, known.number, known.of) == wanted:
        return page
    assert member.form is not None
    told = KnownPage(member.form, member.blank, member.number, member.of, 0.0, way="text")
    return replace(page, known=told)


def _told(member: PageRead, form: Submission, ways: dict[int, str]) -> PageRead:
    if member.role != "page":
        return member
    way = ways.get(member.page, form.form.way)
    assert way in get_args(Way)
    return member.model_copy(update={"form": member.form or form.form.id, "way": way})


def _left(pages: Sequence[PageRead], source: Source, taken: set[str]) -> Submission:
    """What a person wants in no form keeps a line of its own, so that no page is lost."""
    numbers = tuple(page.page for page in pages)
    own = source.model_copy(update={"pages": numbers, "read_as": tuple(pages)})
    match = FormMatch(id=None, way="text")
    return Submission(id=id_of(source, numbers, taken), source=own, form=match)


def in_place(
    submissions: Sequence[Submission], regrouping: Regrouping, new: Sequence[Submission]
) -> Iterator[Submission]:
    """All submissions, those of the stack anew where its first one stood, by their pages."""
    digest = regrouping.stack.sha256
    stayed = [
        each
        for each in submissions
        if each.source.sha256 == digest and each.id not in regrouping.gone
    ]
    stack = sorted([*stayed, *new], key=lambda each: min(each.source.pages, default=0))
    for each in submissions:
        if each.source.sha256 != digest:
            yield each
        else:
            yield from stack
            stack = []
