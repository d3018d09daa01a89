"""What stands in forms that are not known, as sheets 表格 (rows), 标签 (pairs) and 勾选 (marks)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from openpyxl import Workbook

from docforge.model import PlainTable, Submission
from docforge.sheets.workbook import Column, Content, add_sheet

TABLES, PAIRS, MARKS = "表格", "标签", "勾选"
_STATES = {"chosen": "选中", "empty": "空", "undecided": "不明", "struck": "划掉"}
_WHERE = (Column("来源文件", 30), Column("表", 6))
_PAIR_COLUMNS = (*_WHERE, Column("标签", 24), Column("内容", 48), Column("位置", 16))
_MARK_COLUMNS = (
    *_WHERE,
    Column("行", 6),
    Column("列", 6),
    Column("列标题", 24),
    Column("文字", 16),
    Column("状态", 8),
    Column("位置", 16),
)


def add_plain_sheets(workbook: Workbook, submissions: Sequence[Submission]) -> None:
    """Adds the three sheets where a submission has tables of its own, else nothing."""
    found = [
        (submission.source.name, number, table)
        for submission in submissions
        for number, table in enumerate(submission.tables, start=1)
    ]
    if not found:
        return
    widest = max((len(row) for _name, _number, table in found for row in table.rows), default=0)
    cells = [Column(f"第{number}列", 18) for number in range(1, widest + 1)]
    add_sheet(workbook, TABLES, [*_WHERE, Column("行", 6), *cells], _rows(found))
    add_sheet(workbook, PAIRS, _PAIR_COLUMNS, _pairs(found))
    add_sheet(workbook, MARKS, _MARK_COLUMNS, _marks(found))


_Found = Sequence[tuple[str, int, PlainTable]]


def _rows(found: _Found) -> Iterator[list[Content]]:
    for name, number, table in found:
        for row, cells in enumerate(table.rows, start=1):
            yield [name, number, row, *cells]


def _pairs(found: _Found) -> Iterator[list[Content]]:
    for name, number, table in found:
        for pair in table.pairs:
            yield [name, number, pair.label, pair.value, str(pair.place or "")]


def _marks(found: _Found) -> Iterator[list[Content]]:
    for name, number, table in found:
        for mark in table.marks:
            heading = table.headers[mark.column - 1] if table.headers else ""
            state = _STATES[mark.state]
            place = str(mark.place or "")
            yield [name, number, mark.row, mark.column, heading, mark.word, state, place]
