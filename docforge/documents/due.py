"""What is due when: what enterprises must mend, what the bureau must check and publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from docforge.documents.deadline import BY_RECEIPT, PUBLICATION
from docforge.documents.orders import Order
from docforge.documents.working_days import WorkCalendar
from docforge.documents.written import chinese_date
from docforge.errors import ConfigurationError
from docforge.model import Submission
from docforge.sheets.workbook import iso_date

MENDING, PUBLISHING = "整改到期，应予复查", "检查结果公示到期"
RECHECKING, NOT_MENDED = "复查", "复查未改正，待依法处理"


@dataclass(frozen=True)
class Due:
    """Something due: on a day, or where there is none yet, by what it hangs on (`words`)."""

    what: str
    enterprise: str
    day: date | None
    words: str = ""
    source: str = ""

    def left(self, today: date) -> int | None:
        """Days that are left; negative where it is overdue."""
        return None if self.day is None else (self.day - today).days


def due_list(
    orders: Iterable[Order], submissions: Iterable[Submission], calendar: WorkCalendar
) -> list[Due]:
    """Everything due, the first first, what has no day last.

    Mending by the notices that went out, until they were re-checked; the result of every
    inspection to be made public within 20 working days, whether problems were found or not.
    """
    everything = [*_mending(orders, calendar), *_publishing(submissions, calendar)]
    return sorted(everything, key=lambda due: (due.day or date.max, due.enterprise, due.what))


def _mending(orders: Iterable[Order], calendar: WorkCalendar) -> Iterator[Due]:
    for order in orders:
        if order.draft or order.outcome.startswith("已"):
            continue
        if order.outcome:
            yield Due(NOT_MENDED, order.enterprise, None, order.outcome, order.notice)
        elif order.rechecked_on:
            yield Due(RECHECKING, order.enterprise, order.rechecked_on, order.words, order.notice)
        else:
            yield _mended_by(order, calendar)


def _mended_by(order: Order, calendar: WorkCalendar) -> Due:
    words = order.words or ("" if order.last_day else "改正期限待填")
    if BY_RECEIPT.fullmatch(order.words):
        served = order.served_on
        words += f"（{chinese_date(served)}送达）" if served else "（送达日期待填）"
    try:
        day = order.due(calendar)
    except ConfigurationError as error:
        day, words = None, f"{words}（{error.what}）"
    return Due(MENDING, order.enterprise, day, words, order.notice)


def _publishing(submissions: Iterable[Submission], calendar: WorkCalendar) -> Iterator[Due]:
    for submission in submissions:
        if not submission.answers:
            continue  # neither a checklist nor anything else that tells of an inspection
        inspected = iso_date(submission.text("inspected_on"))
        day, words = None, "" if inspected else "检查时间不明"
        if inspected:
            try:
                day = calendar.after(inspected, PUBLICATION)
            except ConfigurationError as error:
                words = f"{chinese_date(inspected)}起{PUBLICATION}个工作日（{error.what}）"
        enterprise = submission.text("enterprise_name")
        yield Due(PUBLISHING, enterprise, day, words, submission.source.name)
