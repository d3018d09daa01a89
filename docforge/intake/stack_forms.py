"""The forms of a scanned source as people count them: 1, 2, 3 in the order of their pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docforge.model import PageRead, Submission


@dataclass(frozen=True)
class StackForms:
    """The submissions of one scanned source, by their first page.

    Known forms have a number; what is no known form, and what was left out, has none.
    """

    sha256: str
    name: str
    submissions: tuple[Submission, ...]

    @property
    def numbers(self) -> dict[str, int]:
        """The id of each known form -> its number, from 1."""
        known = [each.id for each in self.submissions if each.form.id is not None]
        return {submission: number for number, submission in enumerate(known, start=1)}

    @property
    def pages(self) -> dict[int, tuple[PageRead, Submission]]:
        """Each page -> what it was taken for, and where it was put, in the source's order."""
        found = {
            page.page: (page, each) for each in self.submissions for page in each.source.read_as
        }
        return dict(sorted(found.items()))


def stacks(submissions: Iterable[Submission]) -> list[StackForms]:
    """The scanned sources among submissions, in the order in which they come."""
    found: dict[str, list[Submission]] = {}
    for each in submissions:
        if each.source.read_as:
            found.setdefault(each.source.sha256, []).append(each)
    return [
        StackForms(digest, forms[0].source.name, tuple(sorted(forms, key=_first_page)))
        for digest, forms in found.items()
    ]


def _first_page(submission: Submission) -> int:
    return min(submission.source.pages, default=0)


def left_out(submission: Submission) -> bool:
    """Whether it holds the pages that a person wants in no form."""
    return any(page.left_out for page in submission.source.read_as)
