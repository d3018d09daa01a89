"""Scanned stacks as findings hold them, without a scan: which page was taken for what."""

from __future__ import annotations

from collections.abc import Sequence

from docforge.forms import load_catalogue
from docforge.intake.page_moves import PageEntry
from docforge.intake.stack_forms import StackForms, stacks
from docforge.model import Flag, FormMatch, PageRead, Source, Submission, flag
from docforge.sheets.review_pages import PAGES

RECORD, SUMMARY = "shanxi-2022/inspection-record", "shanxi-2022/issue-summary"
CATALOGUE = load_catalogue()
SHA = "0123456789ab" + "0" * 52


def page(at: int, number: int = 0, of: int = 2, form: str | None = RECORD) -> PageRead:
    """A page of the source that is page `number` of its form; 0: no blank told it."""
    if not number:
        return PageRead(page=at, form=form)
    return PageRead(page=at, form=form, number=number, of=of, way="own-blank", blank="a.pdf")


def copy(at: int, number: int) -> PageRead:
    return page(at, number).model_copy(update={"role": "copy"})


def back(at: int) -> PageRead:
    return PageRead(page=at, role="back")


def form(*pages: PageRead, flags: Sequence[Flag] = ()) -> Submission:
    """What was read from these pages."""
    known = next((each.form for each in pages if each.role == "page"), None)
    numbers = tuple(each.page for each in pages)
    title = CATALOGUE.get(known).title if known else ""
    return Submission(
        id=f"{SHA[:12]}-{min(numbers)}",
        source=Source(name="扫描.pdf", sha256=SHA, media="scan", pages=numbers, read_as=pages),
        form=FormMatch(id=known, title=title, score=0.9, way="own-blank"),
        flags=tuple(flags),
    )


def paired(*pages: int) -> Flag:
    return flag("pages_paired", pages="、".join(map(str, pages)))


def stack(*forms: Submission) -> StackForms:
    (found,) = stacks(forms)
    return found


def moves(forms: StackForms, wanted: dict[int, str]) -> list[PageEntry]:
    """A person gives pages (by their number in the source) a form."""
    return [
        PageEntry(PAGES, row, forms.pages[number][1].id, number, target=target)
        for row, (number, target) in enumerate(wanted.items(), start=2)
    ]
