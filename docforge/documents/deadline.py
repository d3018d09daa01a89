"""By when an enterprise must have put things right, and how a notice says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from docforge.documents.written import chinese_date, lacking

BLANK = "在________年____月____日前"


class DeadlineFrom(StrEnum):
    """The day from which the days are counted."""

    ISSUE = "issue"
    INSPECTION = "inspection"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class Deadline:
    """`words` go before 改正; `last_day` is None where it depends on the receipt or is open."""

    at_once: bool = False
    limited: bool = False
    words: str = BLANK
    last_day: date | None = None
    missing: str = ""


def deadline(
    days: int | None, start: DeadlineFrom, *, issued_on: date, inspected_on: date | None
) -> Deadline:
    """The deadline for a number of calendar days.

    The day it is counted from does not count, the last day does (as periods run under the Civil
    Code, article 201). None leaves both boxes and the date to be filled in by hand; 0 means at
    once.
    """
    if days is None:
        return Deadline()
    if days == 0:
        return Deadline(at_once=True)
    if start is DeadlineFrom.RECEIPT:
        return Deadline(limited=True, words=f"自收到本通知书之日起{days}日内")
    first = issued_on if start is DeadlineFrom.ISSUE else inspected_on
    if first is None:
        return Deadline(limited=True, words=f"在{lacking('改正期限')}前", missing="检查时间")
    last = first + timedelta(days=days)
    return Deadline(limited=True, words=f"在{chinese_date(last)}前（含当日）", last_day=last)
