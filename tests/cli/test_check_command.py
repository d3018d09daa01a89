"""`docforge check` as a clerk, a hook and a CI run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import docforge
from tests.check.word_files import Word, p
from tests.cli.command_line import put, run

GOOD, WRONG = Word(p("{{ a }}")), Word(p("{% if a %}甲"))
MILD = Word(p("{% if a == '甲' or '乙' %}丙{% endif %}"))


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_shipped_templates_are_clean() -> None:
    result = run("check", "--fail-on", "warning")
    assert result.exit_code == 0, result.output
    assert "0 errors, 0 warnings, 0 notes" in result.output


def test_the_exit_code_tells_whether_anything_reached_the_limit(tmp_path: Path) -> None:
    GOOD.put(tmp_path, "good.docx")
    assert run("check", "good.docx").exit_code == 0
    MILD.put(tmp_path, "mild.docx")
    assert run("check", "mild.docx").exit_code == 0
    assert run("check", "mild.docx", "--fail-on", "warning").exit_code == 1
    WRONG.put(tmp_path, "wrong.docx")
    assert run("check", ".").exit_code == 1
    assert run("check", ".", "--ignore", "S1").exit_code == 0


def test_unreadable_files_never_hide_the_others(tmp_path: Path) -> None:
    put(tmp_path, ["empty.docx", "truncated.docx", "text.docx", "zeros.docx"])
    WRONG.put(tmp_path, "wrong.docx")
    (tmp_path / "~$wrong.docx").write_bytes(b"x")
    report = json.loads(run("check", ".", "--format", "json").stdout)
    found = {each["file"]: [one["code"] for one in each["findings"]] for each in report["files"]}
    assert found.pop("wrong.docx") == ["S104"]
    assert set(found) == {"empty.docx", "text.docx", "truncated.docx", "zeros.docx"}
    assert all(codes == ["X000"] for codes in found.values())


def test_a_folder_without_word_files_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run("check", "empty")
    assert result.exit_code == 2
    assert "no Word file" in result.output


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_rules_are_listed_in_the_users_language(language: str) -> None:
    result = run("check", "--rules", language=language)
    assert result.exit_code == 0
    assert "S104" in result.output
    assert ("A block is not ended" in result.output) == (language == "en")
    assert len(json.loads(run("check", "--rules", "--format", "json").output)) > 60


def test_unknown_codes_are_told() -> None:
    result = run("check", "--select", "S999")
    assert result.exit_code == 2
    assert "S999" in result.output


def test_a_report_can_be_written_into_a_file(tmp_path: Path) -> None:
    WRONG.put(tmp_path, "a.docx")
    result = run("check", "a.docx", "--format", "sarif", "-o", "report.sarif")
    assert result.exit_code == 1
    assert json.loads((tmp_path / "report.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert result.stdout == ""


def test_a_baseline_lets_old_findings_pass(tmp_path: Path) -> None:
    WRONG.put(tmp_path, "a.docx")
    assert run("check", "a.docx", "--write-baseline", "known.json").exit_code == 0
    result = run("check", "a.docx", "--baseline", "known.json")
    assert result.exit_code == 0
    assert "1 are in the baseline" in result.output
    assert run("check", "a.docx", "--baseline", "none.json").exit_code == 2


def test_fixing_shows_first_and_writes_only_when_told(tmp_path: Path) -> None:
    path = Word(p("{name}{{ a }}")).put(tmp_path, "a.docx")
    before = path.read_bytes()
    shown = run("check", "a.docx", "--diff")
    assert "+{{ name }}{{ a }}" in shown.stdout
    assert path.read_bytes() == before
    asked = run("check", "a.docx", "--fix")
    assert path.read_bytes() == before
    assert "--yes" in asked.output
    fixed = run("check", "a.docx", "--fix", "--yes")
    assert fixed.exit_code == 0, fixed.output
    assert run("check", "a.docx").exit_code == 0
    after = path.read_bytes()
    run("check", "a.docx", "--fix", "--yes")
    assert path.read_bytes() == after


def test_the_project_is_asked(tmp_path: Path) -> None:
    WRONG.put(tmp_path, "a.docx")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.docforge.check]\npaths = ["a.docx"]\nignore = ["S104"]\n', "utf-8"
    )
    result = run("check")
    assert result.exit_code == 0
    assert "1 files" in result.output


def test_the_projects_own_templates_come_first(tmp_path: Path) -> None:
    (tmp_path / ".docforge" / "templates").mkdir(parents=True)
    WRONG.put(tmp_path / ".docforge" / "templates", "a.docx")
    result = run("check")
    assert result.exit_code == 1
    assert "1 files" in result.output


def test_data_and_filters_of_ones_own_can_be_given(tmp_path: Path) -> None:
    Word(p("{{ a|ours }}{{ b }}")).put(tmp_path, "a.docx")
    (tmp_path / "data.json").write_text('{"a": "甲"}', "utf-8")
    result = run("check", "a.docx", "--data", "data.json", "--filters", "ours")
    assert "D201" in result.output
    assert "S108" not in result.output


def test_the_library_checks_a_file(tmp_path: Path) -> None:
    found = docforge.check(WRONG.put(tmp_path))
    assert [each.code for each in found] == ["S104"]
    assert found[0].spot.where == "paragraph 1"
    assert "paragraph 1" in str(found[0])


@pytest.mark.heavy
def test_several_processes_find_the_same(tmp_path: Path) -> None:
    for number in range(4):
        WRONG.put(tmp_path, f"{number}.docx")
    one, two = (run("check", ".", "--jobs", str(jobs)).stdout for jobs in (1, 2))
    assert one == two
