"""The pages of scanned stacks as rows of the review workbook: those in doubt first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from docforge.forms import Catalogue
from docforge.intake.doubts import PAGE_DOUBTS, clearable
from docforge.intake.stack_forms import StackForms, stacks
from docforge.messages import translate as _
from docforge.model import By, Flag, PageRead, Source, Submission
from docforge.sheets.review_pages import LEAVE_OUT, PageRow

Thumbnails = Callable[[Source, Mapping[int, int]], Mapping[int, bytes]]
"""Gives small pictures of pages (and by how many quarters these are turned) of a source."""
_LONGEST_NAME = 24


def no_thumbnails(_source: Source, _pages: Mapping[int, int]) -> Mapping[int, bytes]:
    return {}


def page_rows(
    submissions: Iterable[Submission],
    catalogue: Catalogue,
    thumbnails: Thumbnails = no_thumbnails,
) -> list[PageRow]:
    """A row for every page of every scanned source.

    First the forms whose pages are in doubt and the pages of no form, then the rest in the order
    of the stack.
    """
    doubtful: list[PageRow] = []
    others: list[PageRow] = []
    for stack in stacks(submissions):
        upright = {number: page.quarters for number, (page, _form) in stack.pages.items()}
        pictures = thumbnails(stack.submissions[0].source, upright)
        named = {
            each.id: _named(stack.numbers[each.id], each)
            for each in stack.submissions
            if each.id in stack.numbers
        }
        rows = [
            _row(page, submission, stack, named, catalogue, pictures)
            for page, submission in stack.pages.values()
        ]
        asks = {submission.id for submission in stack.submissions if _open(submission)}
        order = {each.id: at for at, each in enumerate(stack.submissions)}
        first = [row for row in rows if row.submission in asks and row.why]
        doubtful += sorted(first, key=lambda row: (order[row.submission], row.page))
        others += [row for row in rows if row not in first]
    return doubtful + others


def _open(submission: Submission) -> bool:
    """Whether a person should look at what was made of these pages."""
    if submission.form.id is None:
        return submission.source.pages_by is By.MACHINE
    return any(_of_pages(submission))


def _of_pages(submission: Submission) -> Iterator[Flag]:
    return (flag for flag in submission.flags if flag.code in PAGE_DOUBTS)


def _row(
    page: PageRead,
    submission: Submission,
    stack: StackForms,
    named: Mapping[str, str],
    catalogue: Catalogue,
    pictures: Mapping[int, bytes],
) -> PageRow:
    codes = tuple(dict.fromkeys(flag.code for flag in _of_pages(submission)))
    content = [each.page for each in submission.source.read_as if each.role == "page"]
    heads = page.page == min(content, default=0) and submission.form.id is not None
    put_to = LEAVE_OUT if page.left_out else named.get(submission.id, "（未归入）")
    if submission.source.pages_by is By.PERSON and submission.form.id is not None:
        put_to += "\n（人工归页）"
    return PageRow(
        submission=submission.id,
        page=page.page,
        file=stack.name,
        read_as=_read_as(page, catalogue),
        put_to=put_to,
        why="\n".join(dict.fromkeys(_why(page, submission))),
        forms=tuple(named.values()),
        codes=codes,
        confirmable=heads and any(map(clearable, codes)),
        picture=pictures.get(page.page, b""),
    )


def _named(number: int, submission: Submission) -> str:
    """A form as it is offered: its number, and of whom it is."""
    name = " ".join(submission.text("enterprise_name").split())
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 1] + "…"
    return f"{number} {name or '（没有企业名称）'}"


def _read_as(page: PageRead, catalogue: Catalogue) -> str:
    if page.role == "back":
        return "空白页"
    form = catalogue.definitions.get(page.form or "")
    if form is None:
        return "没有认出"
    words = f"第{page.number}页，共{page.of}页" if page.number else ""
    again = "（重复扫描）" if page.role == "copy" else ""
    return "\n".join(filter(None, (words + again, form.title)))


def _why(page: PageRead, submission: Submission) -> Iterator[str]:
    """What is in doubt about a page and about the form that it was put to."""
    if page.left_out:
        yield _("left out by a person")
    elif page.role == "back":
        yield _("a bare page, not read")
    else:
        for flag in submission.flags:
            here = flag.place is not None and flag.place.page == page.page
            if flag.code in PAGE_DOUBTS or submission.form.id is None or here:
                yield flag.message
