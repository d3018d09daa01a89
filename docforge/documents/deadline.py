"""By when an enterprise must have put things right, and how a notice says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from docforge.documents.working_days import WorkCalendar
from docforge.documents.written import chinese_date, lacking

BLANK = "在________年____月____日前"
AT_ONCE = "立即"
BY_RECEIPT = re.compile(r"自收到本通知书之日起(?P<days>\d+)(?P<working>个工作)?日内")
PUBLICATION = 20
"""Working days after an inspection to the publication of its result (晋市监函〔2022〕181号)."""


class DeadlineFrom(StrEnum):
    """The day from which the days are counted."""

    ISSUE = "issue"
    INSPECTION = "inspection"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Term:
    """How long: calendar days, or working days by a calendar that knows which these are."""

    days: int
    working: WorkCalendar | None = None

    @property
    def words(self) -> str:
        return f"{self.days}{'个工作日' if self.working else '日'}内"

    def after(self, first: date) -> date:
        """The last day of the term. Raises ConfigurationError for a year of unknown holidays.

        The day it is counted from does not count, the last day does (as periods run under the
        Civil Code, article 201).
        """
        if self.working:
            return self.working.after(first, self.days)
        return first + timedelta(days=self.days)


@dataclass(frozen=True)
class Deadline:
    """`words` go before 改正; `last_day` is None where it depends on the receipt or is open."""

    at_once: bool = False
    limited: bool = False
    words: str = BLANK
    last_day: date | None = None
    missing: str = ""

    @property
    def shortly(self) -> str:
        """As lists say it where there is no day: 立即, the words, or nothing where it is open."""
        if self.at_once:
            return AT_ONCE
        return self.words if self.limited and self.last_day is None else ""


def deadline(
    term: Term | None, start: DeadlineFrom, *, issued_on: date, inspected_on: date | None
) -> Deadline:
    """The deadline for a term.

    None leaves both boxes and the date to be filled in by hand; no days mean at once. Raises
    ConfigurationError for working days in a year whose holidays are not known.
    """
    if term is None:
        return Deadline()
    if term.days == 0:
        return Deadline(at_once=True)
    if start is DeadlineFrom.RECEIPT:
        return Deadline(limited=True, words=f"自收到本通知书之日起{term.words}")
    first = issued_on if start is DeadlineFrom.ISSUE else inspected_on
    if first is None:
        return Deadline(limited=True, words=f"在{lacking('改正期限')}前", missing="检查时间")
    last = term.after(first)
    return Deadline(limited=True, words=f"在{chinese_date(last)}前（含当日）", last_day=last)
