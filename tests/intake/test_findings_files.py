"""Findings written and read back, in every kind of file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docforge.errors import ConfigurationError, UnwritableFile, UsageError
from docforge.intake.loading import load_findings
from docforge.intake.output import csv_bytes, opened, write_whole
from docforge.intake.own_files import is_findings, is_own_output
from docforge.model import (
    Answer,
    Conclusion,
    Failure,
    Fault,
    Field,
    Finding,
    FormMatch,
    Row,
    Source,
    Submission,
    flag,
)
from docforge.place import Place

DEEP = Place(table=1, row=2, column=3, within=(Place(table=1, row=1, column=1),))
FORM = Submission(
    id="0123456789ab-1",
    source=Source(name="表1.docx", sha256="0" * 64, media="docx", pages=(1, 2)),
    form=FormMatch(id="shanxi-2022/inspection-record", title="记录表", score=0.98),
    fields={
        "enterprise_name": Field(value="甲公司\u2028", raw="甲公司", place=DEEP),
        "inspectors": Field(value=("张三", "李四")),
        "stopped": Field(value=False),
        "licence_no": Field(value="=1+1", raw="=1+1"),
    },
    answers=(
        Answer(item="1.1", section="证照", text="核查", conclusion=Conclusion.CONFORM),
        Answer(
            item="1.2", section="证照", text="查看", conclusion=Conclusion.NONCONFORM, record="过期"
        ),
    ),
    findings=(Finding(id="0123456789ab-1/1.2/1", item="1.2", section="证照", description="过期"),),
    rows=(
        Row(cells={"enterprise_name": Field(value="乙公司"), "output_total": Field(value=12.5)}),
    ),
    flags=(flag("picture_page", Place(page=1, box=(1.0, 2.0, 3.5, 4.0)), page=1),),
)
LOST = Failure(source=Source(name="坏.docx"), error=Fault(code="empty", message="空文件。"))


@pytest.mark.parametrize("kind", [".jsonl", ".json"])
def test_what_was_written_is_read_back_as_it_was(tmp_path: Path, kind: str) -> None:
    path = write_whole(tmp_path / f"findings{kind}", [FORM, LOST])
    findings = load_findings(path)
    assert findings.submissions == (FORM,)
    assert findings.failures == (LOST,)
    assert is_findings(path)


def test_lines_are_on_disk_while_the_run_goes_on_and_stay_when_it_breaks_off(
    tmp_path: Path,
) -> None:
    path = tmp_path / "new" / "findings.jsonl"

    def broken_off() -> None:
        with opened(path) as write:
            write(FORM)
            assert load_findings(path).submissions == (FORM,)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert load_findings(path).submissions == (FORM,)


def test_appending_keeps_what_was_there(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "findings.jsonl", [FORM])
    with opened(path, append=True) as write:
        write(LOST)
    assert load_findings(path).lines == (FORM, LOST)


def test_the_table_has_a_row_an_answer_and_opens_in_excel_as_text() -> None:
    content = csv_bytes([FORM, LOST])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["kind"] for row in rows] == ["answer", "answer", "row", "error"]
    assert [row["finding"] for row in rows] == ["", "过期", "", ""]
    assert rows[0]["licence_no"] == "'=1+1"
    assert rows[2]["enterprise_name"] == "乙公司"
    assert rows[3]["error"] == "空文件。"


def test_a_workbook_of_findings_is_known_as_docforges_own(tmp_path: Path) -> None:
    path = write_whole(tmp_path / "findings.xlsx", [FORM, LOST])
    assert "概况" in load_workbook(path).sheetnames
    assert is_own_output(path)
    assert is_own_output(write_whole(tmp_path / "findings.csv", [FORM]))
    assert is_own_output(write_whole(tmp_path / "findings.json", [FORM]))


def test_a_returned_form_is_not_taken_for_an_output(tmp_path: Path) -> None:
    for name, content in (("a.docx", b"PK\x03\x04"), ("b.csv", b"file,name"), ("c", b"")):
        (tmp_path / name).write_bytes(content)
        assert not is_own_output(tmp_path / name)
    assert not is_own_output(tmp_path / "none")


def test_an_ending_that_means_nothing_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError), opened(tmp_path / "findings.txt"):
        pytest.fail("nothing must be read")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UnwritableFile), opened(tmp_path / "file" / "findings.jsonl"):
        pytest.fail("nothing must be read")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "line 2"),
        ('{"schema": "docforge/submission@1"}', "line 2"),
        (json.dumps({"schema": "docforge/submission@9", "id": "x"}), "line 2"),
        ('"text"', "line 2"),
    ],
)
def test_a_foreign_line_is_told_with_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, told: str
) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "en")
    path = tmp_path / "findings.jsonl"
    path.write_text(f"{FORM.to_json()}\n{line}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match=told):
        load_findings(path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    path.write_bytes(b"\xff\xfe\x00\x00")
    with pytest.raises(ConfigurationError):
        load_findings(path)
    with pytest.raises(ConfigurationError):
        load_findings(tmp_path / "none.jsonl")
