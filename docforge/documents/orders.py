"""The ledger of orders to mend (责令改正通知书目录.xlsx): what was written, what people add.

Docforge fills in what went out; who serves and re-checks fills in when and with what result. A
later run into the same folder keeps both.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from filelock import FileLock

from docforge.documents.deadline import AT_ONCE, BY_RECEIPT, Term
from docforge.documents.working_days import WorkCalendar
from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.sheets.workbook import Column, Content, iso_date
from docforge.tables.records import load_records

NAME = "责令改正通知书目录.xlsx"
CATEGORY = "docforge/notice-index@1"
"""Stands in the workbook's properties, by which it is known whatever it is called."""
SHEET = "已制作"
DRAFT = "草稿"
OUTCOMES = ("已改正", "未改正")
COLUMNS = (
    Column("序号", 6),
    Column("发文字号", 26),
    Column("企业名称", 34),
    Column("统一社会信用代码", 22),
    Column("问题数", 8),
    Column("改正期限", 24),
    Column("通知书", 44),
    Column("送达回证", 40),
    Column("备注", 40),
    Column("落款日期", 13),
    Column("送达日期", 13, editable=True),
    Column("复查日期", 13, editable=True),
    Column("复查结果", 12, choices=OUTCOMES, editable=True),
    Column("来源编号", 20),
    Column("问题编号", 30),
)


@dataclass(frozen=True)
class Order:
    """A notice that was written, and what became of it.

    `last_day` is its deadline, `words` what stands in its place: 立即, a term from its receipt, or
    nothing. `submissions` are the ids it was made of, by which it is known again; the names of
    its files are those in the ledger's folder. `findings` are the ids of its problems.
    `served_on`, `rechecked_on` and `outcome` are filled in by hand.
    """

    number: str
    enterprise: str
    uscc: str
    problems: int
    last_day: date | None
    words: str
    notice: str
    receipt: str
    remarks: str
    issued_on: date | None
    submissions: tuple[str, ...]
    served_on: date | None = None
    rechecked_on: date | None = None
    outcome: str = ""
    findings: tuple[str, ...] = ()

    @property
    def draft(self) -> bool:
        return DRAFT in self.remarks.splitlines()

    def due(self, calendar: WorkCalendar) -> date | None:
        """The last day to mend, once it is known: a term from the receipt needs the receipt, and
        at once is the day of the receipt, or else of the notice.

        Raises ConfigurationError for working days in a year whose holidays are not known.
        """
        if self.words == AT_ONCE:
            return self.served_on or self.issued_on
        counted = BY_RECEIPT.fullmatch(self.words)
        if self.last_day or not counted or self.served_on is None:
            return self.last_day
        working = calendar if counted["working"] else None
        return Term(int(counted["days"]), working).after(self.served_on)

    def line(self, number: int) -> list[Content]:
        """What the ledger says of it, in the order of `COLUMNS`."""
        return [
            number, self.number, self.enterprise, self.uscc, self.problems,
            self.last_day or self.words, self.notice, self.receipt, self.remarks, self.issued_on,
            self.served_on, self.rechecked_on, self.outcome, "\n".join(self.submissions),
            "\n".join(self.findings),
        ]  # fmt: skip


def read_ledger(path: Path) -> list[Order]:
    """The orders of a ledger. Raises ConfigurationError, naming file and row."""
    found = load_records(path, sheet=SHEET, wanted=[column.title for column in COLUMNS])
    if "来源编号" not in found.names:
        raise ConfigurationError(
            _("this is no index of notices that docforge wrote."),
            source=path.name,
            remedy=_("Give the {name} that lies beside the notices.").format(name=NAME),
        )
    orders = []
    for record in found.records:
        try:
            if record.values.get("企业名称") or record.values.get("来源编号"):
                orders.append(_order(record.values))
        except ValueError as error:
            raise ConfigurationError(str(error), source=path.name, where=record.where) from error
    return orders


def _order(values: Mapping[str, Any]) -> Order:
    def text(name: str) -> str:
        return str(values.get(name) or "").strip()

    limit = values.get("改正期限")
    problems = text("问题数")
    return Order(
        number=text("发文字号"),
        enterprise=text("企业名称"),
        uscc=text("统一社会信用代码"),
        problems=int(problems) if problems.isdigit() else 0,
        last_day=_day(limit),
        words="" if _day(limit) else text("改正期限"),
        notice=text("通知书"),
        receipt=text("送达回证"),
        remarks=text("备注"),
        issued_on=_day(values.get("落款日期")),
        submissions=tuple(text("来源编号").split()),
        served_on=_written_day(values, "送达日期"),
        rechecked_on=_written_day(values, "复查日期"),
        outcome=text("复查结果"),
        findings=tuple(text("问题编号").split()),
    )


_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    found = _DAY.fullmatch(str(value or "").strip())
    return iso_date("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else None


def _written_day(values: Mapping[str, Any], name: str) -> date | None:
    """A day that a person wrote. Raises ValueError for what is none: it is never guessed."""
    day = _day(values.get(name))
    if day is None and str(values.get(name) or "").strip():
        said = _("{name}: “{value}” is no date; write it like 2022-06-10.")
        raise ValueError(said.format(name=name, value=values[name]))
    return day


def joined(before: Iterable[Order], now: Sequence[Order], folder: Path) -> list[Order]:
    """The orders of this run with what was filled in by hand, and those of earlier runs whose
    notices still lie in the folder; by enterprise."""
    known = {_key(each): each for each in before}
    fresh = [_continued(each, known.get(_key(each))) for each in now]
    ours = {_key(each) for each in now}
    names = {each.notice for each in now}
    kept = [
        each
        for key, each in known.items()
        if key not in ours and each.notice not in names and (folder / each.notice).is_file()
    ]
    return sorted([*kept, *fresh], key=lambda each: (each.enterprise, each.notice))


def _continued(order: Order, had: Order | None) -> Order:
    """An order written anew, with what people noted of it; under another number it is another."""
    if had is None or (order.number and had.number and order.number != had.number):
        return order
    return replace(
        order,
        number=order.number or had.number,
        served_on=had.served_on,
        rechecked_on=had.rechecked_on,
        outcome=had.outcome,
    )


def _key(order: Order) -> tuple[str, ...]:
    return tuple(sorted(order.submissions)) or (order.notice,)


@contextmanager
def held(path: Path) -> Iterator[list[Order]]:
    """The orders of a ledger, which no other run on this machine changes until the block ends.

    Raises ConfigurationError for a file in its place that is no ledger: it is not written over.
    """
    place = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]
    with FileLock(Path(tempfile.gettempdir()) / f"docforge-{place}.lock"):
        yield read_ledger(path) if path.is_file() else []
