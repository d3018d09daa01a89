"""The index of a run of notices: what went to whom under which number, what waits, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docforge.documents.due import Due, due_list
from docforge.documents.issuing import Issued
from docforge.documents.notice import NoticePlan
from docforge.documents.orders import (
    CATEGORY,
    COLUMNS,
    DRAFT,
    NAME,
    SHEET,
    Order,
    held,
    joined,
)
from docforge.documents.working_days import WorkCalendar
from docforge.model import Submission
from docforge.sheets.workbook import Column, Content, add_sheet, new_workbook, write_workbook

_WAITING = (
    Column("企业名称", 34), Column("来源文件", 30), Column("问题数", 8), Column("原因", 80),
)  # fmt: skip
_DUE = (
    Column("到期日", 13),
    Column("事项", 22),
    Column("企业名称", 34),
    Column("说明", 40),
    Column("文件", 44),
)


def write_index(
    folder: Path,
    issued: Sequence[Issued[NoticePlan]],
    plans: Iterable[NoticePlan],
    submissions: Iterable[Submission],
    calendar: WorkCalendar,
) -> Path:
    """A workbook beside the notices, which keeps what earlier runs and people put into it.

    Raises UnwritableFile, and ConfigurationError where another file of its name lies there.
    """
    with held(folder / NAME) as before:
        orders = joined(before, [_order(each) for each in issued if each.document], folder)
        workbook = new_workbook()
        workbook.properties.category = CATEGORY
        lines = (order.line(number) for number, order in enumerate(orders, start=1))
        add_sheet(workbook, SHEET, COLUMNS, lines)
        add_sheet(workbook, "未制作", _WAITING, _waiting(plans, issued))
        add_sheet(workbook, "到期清单", _DUE, due_lines(due_list(orders, submissions, calendar)))
        return write_workbook(folder / NAME, workbook)


def write_due(path: Path, due: Iterable[Due]) -> Path:
    """A workbook of what is due when. Raises UnwritableFile."""
    workbook = new_workbook()
    add_sheet(workbook, "到期清单", _DUE, due_lines(due))
    return write_workbook(path, workbook)


def _order(each: Issued[NoticePlan]) -> Order:
    plan = each.plan
    remarks = [*[DRAFT] * plan.draft, *plan.blocked, *filter(None, [each.fault]), *plan.remarks]
    return Order(
        number=each.number,
        enterprise=plan.enterprise,
        uscc=plan.identity.uscc,
        problems=len(plan.findings),
        last_day=plan.due.last_day,
        words=plan.due.shortly,
        notice=each.document.name if each.document else "",
        receipt=each.receipt.name if each.receipt else "",
        remarks="\n".join(remarks),
        issued_on=plan.issued_on,
        submissions=plan.submissions,
        findings=tuple(finding.id for finding in plan.findings),
    )


def _waiting(
    plans: Iterable[NoticePlan], issued: Iterable[Issued[NoticePlan]]
) -> Iterator[list[Content]]:
    faults = [(each.plan, [each.fault]) for each in issued if not each.document]
    kept_back = [(plan, list(plan.blocked)) for plan in plans if not plan.writable]
    for plan, reasons in (*kept_back, *faults):
        sources = "\n".join(plan.sources)
        yield [plan.enterprise, sources, len(plan.findings), "\n".join(reasons)]


def due_lines(due: Iterable[Due]) -> Iterator[list[Content]]:
    for each in due:
        yield [each.day, each.what, each.enterprise, each.words, each.source]
