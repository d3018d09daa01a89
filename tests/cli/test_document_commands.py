"""correct, summary, notice, register, forms, doctor, demo, as a clerk would run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docforge.intake.loading import load_findings
from docforge.model import By
from docforge.sheets.review import CORRECTION, TITLES
from tests.cli.command_line import (
    CONTRADICTORY,
    LIST,
    MANY_PROBLEMS,
    NO_FORM,
    ORDERLY,
    REGISTERS,
    run,
)

LETTERHEAD = ORDERLY.parent.parent / "templates" / "letterhead-example.yaml"


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    path = tmp_path / "findings.jsonl"
    run("parse", ORDERLY, CONTRADICTORY, MANY_PROBLEMS, "-o", path, "--review", tmp_path / "r.xlsx")
    return path


def fill(review: Path, wanted: str, value: str) -> None:
    workbook = load_workbook(review)
    sheet = workbook["复核"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, TITLES.index("path") + 1).value == wanted:
            sheet.cell(row, TITLES.index(CORRECTION) + 1).value = value
    workbook.save(review)


def test_a_corrected_review_changes_the_findings_without_the_forms(
    tmp_path: Path, findings: Path
) -> None:
    review, corrected = tmp_path / "r.xlsx", tmp_path / "corrected.jsonl"
    fill(review, "answers/1.2/record", "经营范围未包含许可证产品")
    result = run("correct", findings, review, "-o", corrected, "--review", tmp_path / "left.xlsx")
    assert result.exit_code == 0
    before, after = load_findings(findings).submissions, load_findings(corrected).submissions
    assert [form.id for form in before] == [form.id for form in after]
    answer = after[1].answer("1.2")
    assert answer is not None
    assert answer.evidence.record.by is By.PERSON
    assert "1.2" in {finding.item for finding in after[1].findings}
    rows = load_workbook(tmp_path / "left.xlsx")["复核"].max_row
    assert rows < load_workbook(review)["复核"].max_row


def test_a_review_of_other_forms_is_refused(tmp_path: Path, findings: Path) -> None:
    other = tmp_path / "other.jsonl"
    run("parse", ORDERLY, "-o", other)
    result = run("correct", other, tmp_path / "r.xlsx", "-o", tmp_path / "new.jsonl")
    assert result.exit_code == 2
    assert findings.exists()
    assert not (tmp_path / "new.jsonl").exists()


def test_wrong_corrections_are_named_with_sheet_and_row(tmp_path: Path, findings: Path) -> None:
    review = tmp_path / "r.xlsx"
    fill(review, "answers/1.1/conclusion", "大概")
    result = run("correct", findings, review, "-o", tmp_path / "new.jsonl")
    assert result.exit_code == 2
    assert "复核" in result.stderr
    assert not (tmp_path / "new.jsonl").exists()


def test_a_summary_is_written_for_every_form_with_findings(tmp_path: Path, findings: Path) -> None:
    folder = tmp_path / "summaries"
    result = run("summary", findings, "-o", folder, "--days", "15", "--enterprises", LIST)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == sorted(str(path) for path in folder.iterdir())


def test_findings_may_come_through_a_pipe(tmp_path: Path, findings: Path) -> None:
    result = run("summary", "-", "-o", tmp_path / "out", input_=findings.read_bytes())
    assert result.exit_code == 0
    assert list((tmp_path / "out").iterdir())


def test_a_notice_in_doubt_is_kept_back_and_said_so(tmp_path: Path, findings: Path) -> None:
    folder = tmp_path / "notices"
    arguments: list[str | Path] = [
        "notice",
        findings,
        "-o",
        folder,
        "--days",
        "30",
        "--letterhead",
        LETTERHEAD,
    ]
    result = run(*arguments)
    name = "汾源县百味源纸制品有限公司"
    assert result.exit_code in (1, 4)
    assert name in result.stderr
    assert not folder.exists() or not [path for path in folder.iterdir() if name in path.name]


def test_a_draft_is_written_in_spite_of_doubts_and_called_a_draft(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "notices"
    result = run("notice", findings, "-o", folder, "--days", "30", "--draft")
    assert result.exit_code == 1
    assert any("草稿" in path.name for path in folder.iterdir())


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, findings: Path) -> None:
    folder = tmp_path / "notices"
    arguments: list[str | Path] = ["notice", findings, "-o", folder, "--days", "30", "--draft"]
    dry, real = run(*arguments, "--dry-run"), run(*arguments)
    assert dry.exit_code == real.exit_code
    written = {Path(line).name for line in real.stdout.splitlines()}
    notices = {name for name in written if name.endswith(("通知书.docx", "（草稿）.docx"))}
    promised = [line for line in dry.stdout.splitlines() if not line.startswith(" ")]
    assert {line.split("  ")[0] for line in promised} == notices
    assert {path.name for path in folder.iterdir()} == written


def test_no_findings_need_no_notice(tmp_path: Path) -> None:
    path = tmp_path / "findings.jsonl"
    run("parse", ORDERLY, "-o", path)
    assert run("notice", path, "-o", tmp_path / "out").exit_code == 0
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["summary", "notice"])
def test_a_file_that_holds_no_findings_is_a_wrong_call(tmp_path: Path, command: str) -> None:
    result = run(command, ORDERLY, "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert ORDERLY.name in result.stderr


@pytest.mark.parametrize("kind", [".docx", ".xlsx"])
def test_one_register_is_made_from_many(tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"register{kind}"
    form = ["--form", "shanxi-2022/steel-register"]
    result = run("register", *REGISTERS, *form, "-o", output)
    assert result.exit_code == 0
    assert output.stat().st_size


def test_a_register_can_be_made_from_findings_and_files_together(tmp_path: Path) -> None:
    findings, output = tmp_path / "findings.jsonl", tmp_path / "register.xlsx"
    run("parse", REGISTERS[0], "-o", findings)
    form = ["--form", "shanxi-2022/steel-register"]
    result = run("register", findings, REGISTERS[1], ORDERLY, *form, "-o", output)
    assert result.exit_code == 1, "a checklist is no register"
    assert ORDERLY.name in result.stderr
    assert output.stat().st_size


def test_a_checklist_is_no_register(tmp_path: Path) -> None:
    form = ["--form", "shanxi-2022/inspection-record"]
    assert run("register", REGISTERS[0], *form, "-o", tmp_path / "r.xlsx").exit_code == 2


def test_a_register_without_rows_is_not_written(tmp_path: Path) -> None:
    form = ["--form", "shanxi-2022/steel-register"]
    result = run("register", NO_FORM, *form, "-o", tmp_path / "r.xlsx")
    assert result.exit_code == 4
    assert not (tmp_path / "r.xlsx").exists()


def test_forms_are_listed_and_shown() -> None:
    listed = run("forms", "list")
    assert run("forms").stdout == listed.stdout
    ids = [line.split()[0] for line in listed.stdout.splitlines()]
    assert "shanxi-2022/inspection-record" in ids
    for form in ids:
        shown = run("forms", "show", form)
        assert shown.exit_code == 0
        assert form in shown.stdout
    assert run("forms", "show", "shanxi-2022/steel").exit_code == 2


def test_the_doctor_names_every_part_and_never_fails() -> None:
    result = run("doctor")
    assert result.exit_code == 0
    for part in ("Python", "lxml", "LibreOffice", "仿宋", "parsers"):
        assert part in result.stdout


def test_the_doctor_says_what_a_missing_program_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("doctor")
    assert result.exit_code == 0
    assert "✗ LibreOffice" in result.stdout


def test_the_demo_runs_the_whole_loop(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = run("demo", "-o", folder)
    assert result.exit_code == 0, result.stderr
    lines = [
        json.loads(line) for line in (folder / "findings.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(lines) >= 16
    assert not [line for line in lines if "error" in line]
    for name in ("findings.xlsx", "review.xlsx", "steel-register.docx", "steel-register.xlsx"):
        assert str(folder / name) in result.stdout
    with_problems = {
        line["fields"]["enterprise_name"]["value"] for line in lines if line["findings"]
    }
    for name in with_problems:
        assert [path for path in (folder / "summaries").iterdir() if name in path.name]
        assert [path for path in (folder / "notices").iterdir() if name in path.name]
