"""findings.xlsx: all that was read, as sheets 概况 (submissions), 问题 (findings), 答案 (answers).

Titles are Chinese whatever the user's language: the workbook goes to the people who know the
forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from openpyxl import Workbook

from docforge.model import Answer, Conclusion, Failure, Flag, Submission, Value
from docforge.place import Place
from docforge.sheets.plain import add_plain_sheets
from docforge.sheets.workbook import (
    Column,
    Content,
    add_sheet,
    iso_date,
    new_workbook,
)

OVERVIEW, FINDINGS, ANSWERS = "概况", "问题", "答案"

CONCLUSIONS: dict[Conclusion, str] = {
    Conclusion.CONFORM: "符合",
    Conclusion.NONCONFORM: "不符合",
    Conclusion.NOT_APPLICABLE: "不适用",
    Conclusion.UNANSWERED: "未填",
    Conclusion.CONFLICT: "矛盾",
    Conclusion.UNKNOWN: "不明",
}

_HEAD: tuple[tuple[str, Column], ...] = (
    ("enterprise_name", Column("企业名称", 30)),
    ("uscc", Column("统一社会信用代码", 22)),
    ("licence_no", Column("生产许可证编号", 24)),
    ("licence_valid_from", Column("有效期起", 12)),
    ("licence_valid_until", Column("有效期止", 12)),
    ("product_category", Column("产品类别", 14)),
    ("certified_products", Column("获证产品", 24)),
    ("production_address", Column("生产地址", 30)),
    ("legal_representative", Column("法定代表人", 12)),
    ("contact", Column("联系人", 12)),
    ("phone", Column("联系电话", 16)),
    ("inspected_on", Column("检查时间", 12)),
    ("inspectors", Column("检查人员", 20)),
)
_OVERVIEW_COLUMNS = (
    Column("编号", 18),
    Column("来源文件", 30),
    Column("表单", 30),
    Column("匹配度", 8, number_format="0.00"),
    *(column for _key, column in _HEAD),
    Column("应答项", 8),
    Column("已答项", 8),
    Column("问题", 8),
    Column("其中当场整改", 8),
    Column("登记行", 8),
    Column("待复核", 8),
    Column("提示", 48),
)
_FINDING_COLUMNS = (
    Column("编号", 26),
    Column("来源文件", 30),
    Column("企业名称", 30),
    Column("序号", 8),
    Column("检查项目", 16),
    Column("发现的问题", 60),
    Column("严重", 8),
    Column("当场整改", 8),
    Column("依据", 28),
    Column("位置", 16),
    Column("提示", 40),
)
_ANSWER_COLUMNS = (
    Column("编号", 18),
    Column("来源文件", 30),
    Column("企业名称", 30),
    Column("序号", 8),
    Column("检查项目", 16),
    Column("检查内容", 60),
    Column("检查结论", 10),
    Column("检查记录", 48),
    Column("备注", 24),
    Column("结论原文", 28),
    Column("位置", 16),
    Column("提示", 40),
)


def findings_workbook(lines: Iterable[Submission | Failure]) -> Workbook:
    """The three sheets; a file that could not be read is a row of 概况 with the reason.

    Forms that are not known add what stands in their tables.
    """
    listed = list(lines)
    submissions = [each for each in listed if isinstance(each, Submission)]
    workbook = new_workbook()
    add_sheet(workbook, OVERVIEW, _OVERVIEW_COLUMNS, map(_overview, listed))
    add_sheet(
        workbook,
        FINDINGS,
        _FINDING_COLUMNS,
        [row for each in submissions for row in _findings(each)],
    )
    add_sheet(
        workbook,
        ANSWERS,
        _ANSWER_COLUMNS,
        [_answer(each, answer) for each in submissions for answer in each.answers],
    )
    add_plain_sheets(workbook, submissions)
    return workbook


def _overview(line: Submission | Failure) -> list[Content]:
    if isinstance(line, Failure):
        empty: list[Content] = [None] * (len(_OVERVIEW_COLUMNS) - 3)
        return [None, line.source.name, *empty, line.error.message]
    answered = sum(each.conclusion is not Conclusion.UNANSWERED for each in line.answers)
    return [
        line.id,
        line.source.name,
        line.form.title or line.form.id or "未识别",
        round(line.form.score, 2),
        *(_content(line.value(key)) for key, _column in _HEAD),
        len(line.answers),
        answered,
        len(line.findings),
        sum(each.corrected_on_site for each in line.findings),
        len(line.rows),
        len(line.review),
        _messages(line.flags),
    ]


def _findings(line: Submission) -> Iterable[list[Content]]:
    for finding in line.findings:
        yield [
            finding.id,
            line.source.name,
            line.text("enterprise_name"),
            finding.item,
            finding.section,
            finding.description,
            _yes_no(finding.serious),
            _yes_no(finding.corrected_on_site),
            "、".join(finding.basis),
            _shown(finding.place),
            _messages(finding.flags),
        ]


def _answer(line: Submission, answer: Answer) -> list[Content]:
    evidence = answer.evidence
    return [
        line.id,
        line.source.name,
        line.text("enterprise_name"),
        answer.item,
        answer.section,
        answer.text,
        CONCLUSIONS[answer.conclusion],
        answer.record,
        answer.remark,
        evidence.conclusion.raw,
        _shown(evidence.conclusion.place),
        _messages((*evidence.conclusion.flags, *evidence.record.flags, *evidence.remark.flags)),
    ]


def _content(value: Value) -> Content:
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, tuple):
        return "、".join(value)
    return iso_date(value) or value if isinstance(value, str) else value


def _yes_no(value: bool | None) -> str:
    return {True: "是", False: "否", None: "不明"}[value]


def _shown(place: Place | None) -> str:
    return str(place) if place else ""


def _messages(flags: Sequence[Flag]) -> str:
    return "\n".join(each.message for each in flags)
