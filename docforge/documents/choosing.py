"""Which documents of a run are wanted: by enterprise, by number or file, since a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from docforge.documents.identity import Identity, plain
from docforge.model import Submission
from docforge.sheets.workbook import iso_date


class Plan(Protocol):
    """A document that is planned for an enterprise."""

    @property
    def enterprise(self) -> str: ...

    @property
    def identity(self) -> Identity: ...

    @property
    def submissions(self) -> Sequence[str]: ...

    @property
    def sources(self) -> Sequence[str]: ...


P = TypeVar("P", bound=Plan)


@dataclass(frozen=True)
class Choice:
    """`only` and `exclude` name enterprises: a part of the name, or a whole credit code, licence
    number, submission id or name of a returned file. `since` is the first day of inspections.
    """

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    since: date | None = None

    def recent(self, submissions: Iterable[Submission]) -> list[Submission]:
        """Those inspected since the day; one of unknown day is not known to be older."""
        return [each for each in submissions if self.since is None or self._is_recent(each)]

    def _is_recent(self, submission: Submission) -> bool:
        day = iso_date(submission.text("inspected_on"))
        return day is None or self.since is None or day >= self.since

    def chosen(self, plans: Iterable[P]) -> list[P]:
        return [
            plan
            for plan in plans
            if (not self.only or any(fits(plan, word) for word in self.only))
            and not any(fits(plan, word) for word in self.exclude)
        ]

    def unmet(self, plans: Sequence[Plan]) -> list[str]:
        """What names no enterprise of the run: a slip of the pen, most likely."""
        named = (*self.only, *self.exclude)
        return [word for word in named if not any(fits(plan, word) for plan in plans)]


def fits(plan: Plan, word: str) -> bool:
    wanted = plain(word).upper()
    whole = (plan.identity.uscc, plan.identity.licence_no, *plan.submissions, *plan.sources)
    return bool(wanted) and (
        wanted in plain(plan.enterprise).upper()
        or wanted in (plain(each).upper() for each in whole)
    )
