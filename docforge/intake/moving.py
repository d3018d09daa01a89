"""What the sheet of pages asks for: pages moved, forms whose pages are right; what goes along.

A correction of a value goes with the page on which the value stands. What belongs to no page, or
to one that is left out, cannot be taken into a form that is read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docforge.errors import ReviewMismatch
from docforge.forms import Catalogue
from docforge.intake.carrying import page_of
from docforge.intake.doubts import PAGE_DOUBTS
from docforge.intake.filled_review import Entry, Review
from docforge.intake.page_moves import PageEntry, Regrouping, planned, restated
from docforge.intake.stack_forms import StackForms, stacks
from docforge.messages import translate as _
from docforge.model import Submission


@dataclass(frozen=True)
class Move:
    """A stack whose pages were moved, and the first row that asks for it."""

    regrouping: Regrouping
    entry: PageEntry


@dataclass(frozen=True)
class Asked:
    """`moves` are to be read; `confirmed` says of whole forms that their pages are right."""

    moves: tuple[Move, ...] = ()
    confirmed: tuple[Entry, ...] = ()


def asked_of_pages(
    submissions: Sequence[Submission], review: Review, catalogue: Catalogue, faults: list[str]
) -> Asked:
    """What a person wrote beside pages. What does not fit is added to `faults`.

    Raises ReviewMismatch where the sheet shows other pages than the findings hold.
    """
    moves, confirmed = [], []
    of_stack = {each.sha256: each for each in stacks(submissions)}
    by_stack: dict[str, list[PageEntry]] = {digest: [] for digest in of_stack}
    where = {each.id: each.source.sha256 for each in submissions}
    for entry in review.pages:
        stack = of_stack.get(where.get(entry.submission, ""))
        if stack is None or not _shows(stack, entry):
            raise _strange(entry, review.name)
        by_stack[stack.sha256].append(entry)
    for digest, entries in by_stack.items():
        stack = of_stack[digest]
        regrouping = planned(stack, entries, catalogue, faults)
        if regrouping is not None:
            moves.append(Move(regrouping, next(each for each in entries if each.target)))
        gone = regrouping.gone if regrouping else frozenset()
        confirmed += list(_confirmed(stack, entries, gone))
    return Asked(tuple(moves), tuple(confirmed))


def _shows(stack: StackForms, entry: PageEntry) -> bool:
    return entry.page in stack.pages and stack.pages[entry.page][1].id == entry.submission


def _strange(entry: PageEntry, name: str) -> ReviewMismatch:
    return ReviewMismatch(
        _("{where}: page {page} stands in another form in these findings").format(
            where=entry.where, page=entry.page
        ),
        source=name,
        remedy=_("Give the findings and the review workbook of the same run."),
    )


def _confirmed(
    stack: StackForms, entries: Iterable[PageEntry], gone: frozenset[str]
) -> Iterator[Entry]:
    """Forms whose pages were said to be right, by a word or by giving each its own number."""
    told = set()
    for entry in entries:
        if entry.confirmed and not entry.target:
            told.add(entry.submission)
            yield Entry(entry.sheet, entry.row, entry.submission, "", entry.codes, None)
    again = restated(stack, entries)
    for entry in entries:
        if entry.submission in again - told - gone:
            told.add(entry.submission)
            codes = tuple(sorted(PAGE_DOUBTS))
            yield Entry(entry.sheet, entry.row, entry.submission, "", codes, None)


def check_goes_along(
    entries: Iterable[Entry],
    submissions: Iterable[Submission],
    regrouping: Regrouping,
    faults: list[str],
) -> None:
    """Names every entry on a form that is read anew which could not go with its page."""
    forms = {each.id: each for each in submissions if each.id in regrouping.gone}
    read = {page.page for group in regrouping.groups for page in group.content}
    for entry in entries:
        form = forms.get(entry.submission)
        if form is None:
            continue
        if not entry.path:
            sentence = _("another row moves pages of this form; leave one of the two empty")
        elif page_of(form, entry.path) is None:
            sentence = _(
                "pages of this form are moved, and nothing tells on which page this stands; "
                "move the pages first, then correct it in the workbook of what is left"
            )
        elif page_of(form, entry.path) not in read:
            sentence = _("this stands on a page that is left out")
        else:
            continue
        faults.append(f"{entry.where}: {sentence}")
