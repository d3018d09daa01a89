"""findings.xlsx: every submission, finding and answer has its row, and failures theirs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from docforge.model import (
    Answer,
    AnswerEvidence,
    Conclusion,
    Evidence,
    Failure,
    Fault,
    Field,
    Finding,
    FormMatch,
    Source,
    Submission,
    flag,
)
from docforge.place import Place
from docforge.sheets.findings import findings_workbook
from docforge.sheets.workbook import write_workbook

SUBMISSION = Submission(
    id="a-1",
    source=Source(name="甲.docx"),
    form=FormMatch(id="f/x", title="记录表", score=0.987),
    fields={
        "enterprise_name": Field(value="甲公司"),
        "inspected_on": Field(value="2022-06-10"),
        "phone": Field(value="20221231"),
        "inspectors": Field(value=("李某", "王某")),
    },
    answers=(
        Answer(item="1.1", section="证照", text="名称", conclusion=Conclusion.CONFORM),
        Answer(
            item="1.2",
            section="证照",
            text="范围",
            conclusion=Conclusion.NONCONFORM,
            record="=超范围",
            evidence=AnswerEvidence(
                conclusion=Evidence(
                    raw="☐符合 ☑不符合",
                    place=Place(table=1, row=3, column=4),
                    flags=(flag("unanswered", item="1.2"),),
                )
            ),
        ),
        Answer(item="1.3", section="证照", text="地址"),
    ),
    findings=(
        Finding(id="a-1/1.2/1", item="1.2", section="证照", description="超范围", serious=None),
    ),
)
FAILURE = Failure(source=Source(name="坏.docx"), error=Fault(code="damaged", message="坏了"))


def sheets(tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    workbook = load_workbook(
        write_workbook(tmp_path / "findings.xlsx", findings_workbook([SUBMISSION, FAILURE]))
    )
    found: dict[str, list[dict[str, object]]] = {}
    for sheet in workbook.worksheets:
        titles, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(map(str, titles), row, strict=True)) for row in rows]
    return found


def test_the_overview_counts_and_types_what_was_read(tmp_path: Path) -> None:
    first, second = sheets(tmp_path)["概况"]
    assert (first["企业名称"], first["表单"], first["检查人员"]) == (
        "甲公司",
        "记录表",
        "李某、王某",
    )
    assert first["检查时间"] == datetime(2022, 6, 10)
    assert first["联系电话"] == "20221231"
    assert (first["应答项"], first["已答项"], first["问题"]) == (3, 2, 1)
    assert (second["来源文件"], second["提示"]) == ("坏.docx", "坏了")


def test_findings_and_answers_have_a_row_each(tmp_path: Path) -> None:
    found = sheets(tmp_path)
    (finding,) = found["问题"]
    assert (finding["编号"], finding["发现的问题"], finding["严重"]) == (
        "a-1/1.2/1",
        "超范围",
        "不明",
    )
    assert [each["检查结论"] for each in found["答案"]] == ["符合", "不符合", "未填"]
    assert found["答案"][1]["检查记录"] == "=超范围"
    assert found["答案"][1]["位置"] == "t1 r3 c4"
    assert found["答案"][1]["提示"] == "item 1.2 is not answered"
