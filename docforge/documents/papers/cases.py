"""What a paper is about: the inspections of one enterprise, or all of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from docforge.documents.identity import Group, plain
from docforge.documents.letterhead import Letterhead
from docforge.documents.notice_text import Charge, charges
from docforge.documents.orders import Order
from docforge.documents.parties import name_of, office_of
from docforge.documents.statutes import Statutes
from docforge.documents.wordings import sentence
from docforge.documents.written import Blanks, chinese_date, distinct
from docforge.model import Submission
from docforge.sheets.workbook import iso_date


@dataclass(frozen=True)
class Setting:
    """What holds for a whole run: who writes, when, by which statutes, after which orders.

    `since` and `until` bound what a report tells of as its period.
    """

    issued_on: date
    letterhead: Letterhead | None
    statutes: Statutes
    orders: tuple[Order, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Case:
    """An enterprise, its submissions, the office that is competent, and the order to mend that
    went out to it, where the ledger has one."""

    group: Group[Submission]
    office: Letterhead
    disputed: tuple[str, ...]
    order: Order | None

    @property
    def submissions(self) -> Sequence[Submission]:
        return self.group.members

    @property
    def enterprise(self) -> str:
        return name_of(self.group)

    def said(self, *keys: str) -> str:
        """The first of these fields that somebody filled in; several values one after the other."""
        for key in keys:
            found = distinct(each.text(key) for each in self.submissions)
            if found:
                return "；".join(found)
        return ""

    @property
    def charges(self) -> list[Charge]:
        return charges(self.submissions)

    def facts(self, blanks: Blanks, *, corrected: bool = False) -> list[str]:
        """A sentence each problem, with `corrected` also those that were put right on the spot."""
        if corrected:
            return [sentence(each, blanks) for own in self.submissions for each in own.findings]
        return [sentence(charge.finding, blanks) for charge in self.charges]

    @property
    def basis(self) -> list[str]:
        return [id_ for charge in self.charges for id_ in charge.finding.basis]

    @property
    def inspected(self) -> str:
        """The days of the inspections, 2022年6月10日、6月12日 in full."""
        days = sorted(filter(None, (iso_date(each.text("inspected_on")) for each in self.members)))
        return "、".join(distinct(map(chinese_date, days)))

    @property
    def members(self) -> Sequence[Submission]:
        return self.group.members


def case_of(group: Group[Submission], setting: Setting) -> Case:
    office, disputed = office_of(setting.letterhead, group)
    known = office or Letterhead.model_construct(name="")
    return Case(group, known, tuple(disputed), _ordered(group, setting.orders))


def _ordered(group: Group[Submission], orders: Iterable[Order]) -> Order | None:
    """The last order to this enterprise that is no draft: by its submissions, code, or name."""
    ids = {each.id for each in group.members}
    name = plain(name_of(group))
    found = [
        order
        for order in orders
        if not order.draft
        and (
            ids & set(order.submissions)
            or (group.identity.uscc and plain(order.uscc).upper() == group.identity.uscc)
            or (not order.uscc and name and plain(order.enterprise) == name)
        )
    ]
    return max(found, key=lambda order: order.issued_on or date.min, default=None)
