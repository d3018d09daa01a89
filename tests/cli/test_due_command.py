"""docforge due: what is due when, from the index that a run left and what people wrote into it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docforge.documents.orders import NAME, read_ledger
from docforge.intake.loading import load_findings
from docforge.model import Answer, Conclusion
from tests.cli.command_line import run
from tests.cli.test_notice_command import notice, rows_of, written

CASES: list[tuple[str | None, str, str]] = [
    ("甲公司", "a-1", "2022-06-01"),
    ("乙公司", "b-1", "2022-06-10"),
]
RECEIPT = ("--days", "15", "--from", "receipt")


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    return written(tmp_path / "findings.jsonl", CASES)


def fill(folder: Path, enterprise: str, **said: Any) -> None:
    """What a clerk writes into the index."""
    book = load_workbook(folder / NAME)
    sheet = book["已制作"]
    titles = [cell.value for cell in sheet[1]]
    for row in sheet.iter_rows(min_row=2):
        if row[2].value == enterprise:
            for title, value in said.items():
                row[titles.index(title)].value = value
    book.save(folder / NAME)


def due(*arguments: str | Path) -> list[dict[str, Any]]:
    result = run("due", *arguments, "--format", "json", "--today", "2022-07-10")
    assert result.exit_code == 0, result.stderr
    listed: list[dict[str, Any]] = json.loads(result.stdout)
    return listed


def test_a_term_from_the_receipt_has_a_day_once_the_receipt_is_dated(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder, *RECEIPT)
    assert {each["day"] for each in due(folder)} == {None}
    fill(folder, "甲公司", 送达日期="2022年7月4日")
    first, second = due(folder)
    assert (first["enterprise"], first["day"], first["days_left"]) == ("甲公司", "2022-07-19", 9)
    assert second["words"] == "自收到本通知书之日起15日内（送达日期待填）"


def test_working_days_from_the_receipt_leave_out_weekends(tmp_path: Path, findings: Path) -> None:
    folder = tmp_path / "out"
    notice(findings, folder, *RECEIPT, "--working-days")
    fill(folder, "甲公司", 送达日期=date(2022, 7, 4))
    assert due(folder)[0]["day"] == "2022-07-25"


def test_what_was_mended_is_no_longer_due_and_what_was_not_stays(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    fill(folder, "甲公司", 复查日期="2022-08-02", 复查结果="已改正")
    fill(folder, "乙公司", 复查日期="2022-08-02", 复查结果="未改正")
    (left,) = due(folder)
    assert (left["enterprise"], left["what"]) == ("乙公司", "复查未改正，待依法处理")


def test_a_day_set_for_looking_again_takes_the_place_of_the_deadline(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    fill(folder, "甲公司", 复查日期="2022-08-05")
    assert [(each["what"], each["day"]) for each in due(folder)] == [
        ("整改到期，应予复查", "2022-07-31"),
        ("复查", "2022-08-05"),
    ]


def test_a_later_run_keeps_what_people_wrote_and_the_notices_of_earlier_runs(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    fill(folder, "甲公司", 送达日期="2022-07-04")
    notice(findings, folder, "--only", "甲公司")
    assert [row[2] for row in rows_of(folder, "已制作")] == ["乙公司", "甲公司"]
    assert [each.served_on for each in read_ledger(folder / NAME)] == [None, date(2022, 7, 4)]
    (folder / "乙公司-责令改正通知书.docx").unlink()
    notice(findings, folder, "--only", "甲公司")
    assert [row[2] for row in rows_of(folder, "已制作")] == ["甲公司"]


def test_a_number_written_by_hand_stays_until_another_is_given(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    fill(folder, "甲公司", 发文字号="某市监责改〔2022〕7号", 送达日期="2022-07-04")
    notice(findings, folder)
    (_other, ours) = read_ledger(folder / NAME)
    assert (ours.number, ours.served_on) == ("某市监责改〔2022〕7号", date(2022, 7, 4))
    notice(findings, folder, "--numbers", tmp_path / "numbers")
    assert [each.served_on for each in read_ledger(folder / NAME)] == [None, None]


def test_a_date_that_is_none_is_told_with_its_row(tmp_path: Path, findings: Path) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    fill(folder, "甲公司", 送达日期="七月四日")
    result = run("due", folder)
    assert result.exit_code == 2
    assert "row 3" in result.stderr
    assert "七月四日" in result.stderr


def test_a_foreign_workbook_in_the_place_of_the_index_is_not_written_over(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    notice(findings, folder)
    book = load_workbook(folder / NAME)
    for name in book.sheetnames[1:]:
        del book[name]
    sheet = book["已制作"]
    sheet.delete_cols(1, sheet.max_column)
    sheet["A1"], sheet["B1"], sheet["A2"], sheet["B2"] = "菜名", "价格", "面", 8
    book.save(folder / NAME)
    kept = (folder / NAME).read_bytes()
    code, _out, err = notice(findings, folder)
    assert code == 2
    assert "no index of notices" in err
    assert (folder / NAME).read_bytes() == kept


def test_results_are_due_for_publication_within_20_working_days(findings: Path) -> None:
    answer = Answer(item="1.1", section="", text="", conclusion=Conclusion.CONFORM)
    inspected = [
        each.model_copy(update={"answers": (answer,)})
        for each in load_findings(findings).submissions
    ]
    findings.write_text("\n".join(each.to_json() for each in inspected), encoding="utf-8")
    assert [(each["day"], each["what"]) for each in due(findings)] == [
        ("2022-06-30", "检查结果公示到期"),
        ("2022-07-08", "检查结果公示到期"),
    ]
    assert [each["enterprise"] for each in due(findings, "--since", "2022-07-01")] == ["乙公司"]
    assert not due(findings, "--until", "2022-06-01")


def test_the_list_can_be_a_workbook(tmp_path: Path, findings: Path) -> None:
    notice(findings, tmp_path / "out")
    result = run("due", tmp_path / "out", "-o", tmp_path / "到期.xlsx")
    assert result.exit_code == 0
    rows = list(load_workbook(tmp_path / "到期.xlsx")["到期清单"].iter_rows(values_only=True))
    assert [str(row[0]).partition(" ")[0] for row in rows] == ["到期日", "2022-07-31", "2022-07-31"]
    assert run("due", tmp_path / "out", "-o", tmp_path / "到期.docx").exit_code == 2
