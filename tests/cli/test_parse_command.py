"""`docforge parse`: what it writes, what it says of bad files, its exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docforge.intake.parsing import Parsing
from tests.cli.command_line import (
    BAD_FILES,
    CONTRADICTORY,
    EXCEL_FORM,
    LIST,
    MANY_PROBLEMS,
    NO_FORM,
    ORDERLY,
    PDF_FORM,
    put,
    run,
)


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_go_to_standard_output_and_nothing_else_does() -> None:
    result = run("parse", ORDERLY)
    assert result.exit_code == 0
    (line,) = lines_of(result.stdout)
    assert line["schema"] == "docforge/submission@1"
    assert line["source"]["name"] == "01-all-in-order.docx"
    assert line["id"].startswith(line["source"]["sha256"][:12])


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_gives_one_line_that_names_it_and_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    (path,) = put(tmp_path, [name])
    result = run("parse", path)
    assert result.exit_code == 4
    (line,) = lines_of(result.stdout)
    assert line["error"]["code"] in {"empty", "damaged", "encrypted", "unsupported"}
    complaint, _summary = result.stderr.splitlines()
    assert complaint.startswith(f"{name}: ")
    assert len(complaint.split(". ")) >= 2, "what is wrong, and what to do"


def test_the_other_files_of_a_run_are_read_all_the_same(tmp_path: Path) -> None:
    bad = put(tmp_path, BAD_FILES)
    result = run("parse", *bad, ORDERLY, tmp_path / "none.docx")
    assert result.exit_code == 1
    lines = lines_of(result.stdout)
    assert len(lines) == len(bad) + 2
    assert [line["form"]["id"] for line in lines if "form" in line] == [
        "shanxi-2022/inspection-record"
    ]
    assert lines[-1]["error"]["code"] == "not_found"


def test_a_file_that_is_no_form_keeps_its_tables_and_is_said_to_be_unknown() -> None:
    alone, beside = run("parse", NO_FORM), run("parse", NO_FORM, ORDERLY)
    assert (alone.exit_code, beside.exit_code) == (4, 1)
    (line,) = lines_of(alone.stdout)
    assert line["form"]["id"] is None
    assert line["tables"]
    assert "60-fire-safety.docx: " in alone.stderr


def test_generic_reads_tables_and_asks_for_no_form() -> None:
    result = run("parse", NO_FORM, "--form", "generic")
    assert result.exit_code == 0
    assert lines_of(result.stdout)[0]["tables"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--form", "shanxi-2022/inspection-recor"],
        ["--enterprises", "none.xlsx"],
        ["--resume"],
        ["-o", "findings.txt"],
        ["--nothing"],
        ["--jobs", "0"],
    ],
)
def test_a_wrong_call_reads_nothing_and_exits_with_2(arguments: list[str]) -> None:
    result = run("parse", ORDERLY, *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_near_ids_are_named_for_a_form_that_is_not_there() -> None:
    assert "shanxi-2022/inspection-record" in run("parse", ORDERLY, "--form", "inspection").stderr


def test_a_mistake_of_docforge_is_one_line_and_the_run_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_arguments: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("docforge.intake.parsing.understand", broken)
    result = run("parse", ORDERLY, CONTRADICTORY)
    assert result.exit_code == 4
    assert [line["error"]["code"] for line in lines_of(result.stdout)] == ["internal"] * 2
    assert "DOCFORGE_DEBUG" in result.stderr


def test_an_empty_folder_gives_nothing_and_says_so(tmp_path: Path) -> None:
    result = run("parse", tmp_path)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "No file to read" in result.stderr


def test_a_result_that_cannot_be_written_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for output in ("file/findings.jsonl", "file/findings.xlsx"):
        result = run("parse", ORDERLY, "-o", tmp_path / output)
        assert result.exit_code == 4
        assert len(result.stderr.splitlines()) == 1


def test_two_copies_of_a_form_are_read_once(tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        (tmp_path / name).write_bytes(ORDERLY.read_bytes())
    result = run("parse", tmp_path)
    assert result.exit_code == 0
    assert len(lines_of(result.stdout)) == 1
    assert "b.docx" in result.stderr


def test_a_folder_with_results_in_it_is_read_without_them(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(CONTRADICTORY.read_bytes())
    outputs: list[str | Path] = [
        "-o",
        tmp_path / "findings.jsonl",
        "--review",
        tmp_path / "review.xlsx",
    ]
    assert run("parse", tmp_path, *outputs).exit_code == 0
    run("parse", tmp_path, "-o", tmp_path / "findings.xlsx")
    run("parse", tmp_path, "-o", tmp_path / "findings.csv")
    again = run("parse", tmp_path)
    assert again.exit_code == 0
    assert [line["source"]["name"] for line in lines_of(again.stdout)] == ["a.docx"]


def test_the_list_fills_what_the_form_lacks() -> None:
    bare = lines_of(run("parse", ORDERLY).stdout)[0]["fields"]
    full = lines_of(run("parse", ORDERLY, "--enterprises", LIST).stdout)[0]["fields"]
    filled = [key for key, field in full.items() if field["by"] == "list"]
    assert filled
    assert all(bare.get(key, {}).get("value") is None for key in filled)


def test_the_review_workbook_is_written_for_every_format(tmp_path: Path) -> None:
    review = tmp_path / "review.xlsx"
    run("parse", CONTRADICTORY, PDF_FORM, "-o", tmp_path / "f.jsonl", "--review", review)
    assert load_workbook(review)["复核"].max_row > 1


def test_several_processes_write_the_same_as_one(tmp_path: Path) -> None:
    sources = [ORDERLY, CONTRADICTORY, PDF_FORM, MANY_PROBLEMS]
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert run("parse", *sources, "-o", one, "--jobs", "1").exit_code == 0
    assert run("parse", *sources, "-o", two, "--jobs", "2").exit_code == 0
    assert one.read_bytes() == two.read_bytes()


def test_resume_reads_only_what_is_not_there_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "findings.jsonl"
    run("parse", ORDERLY, "-o", output)
    with output.open("ab") as stream:
        stream.write(b'{"schema": "docforge/sub')  # a run that was killed while it wrote
    read: list[str] = []
    real = Parsing.parse_source

    def spying(self: Parsing, path: Path, name: str) -> object:
        read.append(name)
        return real(self, path, name)

    monkeypatch.setattr(Parsing, "parse_source", spying)
    result = run("parse", ORDERLY, CONTRADICTORY, "-o", output, "--resume")
    assert result.exit_code == 0
    assert read == [CONTRADICTORY.name]
    names = [line["source"]["name"] for line in lines_of(output.read_text("utf-8"))]
    assert names == [ORDERLY.name, CONTRADICTORY.name]


def test_resume_counts_what_failed_before_and_reviews_all(tmp_path: Path) -> None:
    output, review = tmp_path / "findings.jsonl", tmp_path / "review.xlsx"
    bad = put(tmp_path, ["text.docx"])
    run("parse", *bad, CONTRADICTORY, "-o", output)
    result = run(
        "parse", *bad, CONTRADICTORY, ORDERLY, "-o", output, "--resume", "--review", review
    )
    assert result.exit_code == 1
    files = {row[0] for row in load_workbook(review)["复核"].iter_rows(min_row=2, values_only=True)}
    assert CONTRADICTORY.name in files


def test_an_interruption_keeps_what_was_written_and_exits_with_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Parsing.parse_source

    def interrupted(self: Parsing, path: Path, name: str) -> object:
        if name == CONTRADICTORY.name:
            raise KeyboardInterrupt
        return real(self, path, name)

    monkeypatch.setattr(Parsing, "parse_source", interrupted)
    output = tmp_path / "findings.jsonl"
    result = run("parse", tmp_path / "none.docx", ORDERLY, CONTRADICTORY, "-o", output)
    assert result.exit_code == 130
    assert len(lines_of(output.read_text("utf-8"))) == 2


MANY = 1000  # more than any machine reads before the signal comes


@pytest.fixture
def heard_signals() -> Iterator[None]:
    """A shell's background job ignores SIGINT, and what it starts would too."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send to one process")
@pytest.mark.usefixtures("heard_signals")
def test_ctrl_c_ends_a_run_of_several_processes_without_a_traceback(tmp_path: Path) -> None:
    for number in range(MANY):
        (tmp_path / f"{number:03}.pdf").write_bytes(PDF_FORM.read_bytes() + b"\n%%%d\n" % number)
    output = tmp_path / "findings.jsonl"
    running = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "docforge",
            "parse",
            str(tmp_path),
            "-o",
            str(output),
            "--jobs",
            "2",
        ],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not (output.exists() and output.stat().st_size) and running.poll() is None:
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)  # what a terminal does: every process of the run
    _out, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert b"Traceback" not in said
    assert 0 < len(lines_of(output.read_text("utf-8"))) < MANY


def test_a_result_never_overwrites_a_form_that_is_to_be_read(tmp_path: Path) -> None:
    form = tmp_path / "回收.xlsx"
    form.write_bytes(EXCEL_FORM.read_bytes())
    for result in (run("parse", form, "-o", form), run("parse", form, "--review", form)):
        assert result.exit_code == 2
        assert "overwrite" in result.stderr
    assert form.read_bytes() == EXCEL_FORM.read_bytes()


def test_an_earlier_result_among_the_sources_may_be_replaced(tmp_path: Path) -> None:
    findings = tmp_path / "findings.xlsx"
    assert run("parse", ORDERLY, "-o", findings).exit_code == 0
    again = run("parse", ORDERLY, findings, "-o", findings)
    assert "overwrite" not in again.stderr
    assert load_workbook(findings)["概况"].max_row >= 2
