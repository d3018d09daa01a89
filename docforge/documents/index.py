"""The index of a run of notices: what went to whom under which number, what waits, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docforge.documents.due import Due
from docforge.documents.issuing import Issued
from docforge.documents.notice import NoticePlan
from docforge.sheets.workbook import Column, Content, add_sheet, new_workbook, write_workbook

NAME = "责令改正通知书目录.xlsx"
CATEGORY = "docforge/notice-index@1"
"""Stands in the workbook's properties, by which it is known whatever it is called."""
MADE = "已制作"
DRAFT = "草稿"

ISSUED = (
    Column("序号", 6),
    Column("发文字号", 26),
    Column("企业名称", 34),
    Column("统一社会信用代码", 22),
    Column("问题数", 8),
    Column("改正期限", 24),
    Column("通知书", 44),
    Column("送达回证", 40),
    Column("备注", 40),
    Column("日期", 13),
    Column("问题编号", 30),
)
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
    folder: Path, issued: Sequence[Issued], plans: Iterable[NoticePlan], due: Iterable[Due]
) -> Path:
    """A workbook beside the notices. Raises UnwritableFile."""
    workbook = new_workbook()
    workbook.properties.category = CATEGORY
    there = [each for each in issued if each.notice]
    add_sheet(workbook, MADE, ISSUED, map(_line, range(1, len(there) + 1), there))
    add_sheet(workbook, "未制作", _WAITING, _waiting(plans, issued))
    add_sheet(workbook, "到期清单", _DUE, due_lines(due))
    return write_workbook(folder / NAME, workbook)


def write_due(path: Path, due: Iterable[Due]) -> Path:
    """A workbook of what is due when. Raises UnwritableFile."""
    workbook = new_workbook()
    add_sheet(workbook, "到期清单", _DUE, due_lines(due))
    return write_workbook(path, workbook)


def _line(number: int, each: Issued) -> list[Content]:
    plan = each.plan
    remarks = [*[DRAFT] * plan.draft, *plan.blocked, *filter(None, [each.fault]), *plan.remarks]
    return [
        number,
        each.number,
        plan.enterprise,
        plan.identity.uscc,
        len(plan.findings),
        plan.due.last_day or plan.due.shortly,
        each.notice.name if each.notice else "",
        each.receipt.name if each.receipt else "",
        "\n".join(remarks),
        plan.issued_on,
        "\n".join(finding.id for finding in plan.findings),
    ]


def _waiting(plans: Iterable[NoticePlan], issued: Iterable[Issued]) -> Iterator[list[Content]]:
    faults = [(each.plan, [each.fault]) for each in issued if not each.notice]
    kept_back = [(plan, list(plan.blocked)) for plan in plans if not plan.writable]
    for plan, reasons in (*kept_back, *faults):
        sources = "\n".join(plan.sources)
        yield [plan.enterprise, sources, len(plan.findings), "\n".join(reasons)]


def due_lines(due: Iterable[Due]) -> Iterator[list[Content]]:
    for each in due:
        yield [each.day, each.what, each.enterprise, each.words, each.source]
