"""docforge notice on many findings: numbers, receipts, index, choice, merging, kills."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pdfplumber
import pytest
from openpyxl import load_workbook

from docforge import libreoffice
from docforge.data import shipped
from docforge.documents.orders import NAME
from tests.cli.command_line import run
from tests.documents.document_cases import KNOWN, finding, lines, submission

LETTERHEAD = shipped("templates") / "letterhead-example.yaml"
EXPIRED = finding("检定证书已过期")


@pytest.fixture
def findings(tmp_path: Path) -> Path:
    """Three enterprises to be served, one whose problem nobody described, one without a name."""
    return written(
        tmp_path / "findings.jsonl",
        [
            ("甲公司", "a-1", "2022-06-01"),
            ("乙公司", "b-1", "2022-06-10"),
            ("丙公司", "c-1", "2022-06-20"),
            ("无描述公司", "d-1", "2022-06-20"),
            (None, "e-1", "2022-06-20"),
        ],
    )


def written(path: Path, cases: list[tuple[str | None, str, str]]) -> Path:
    known = {key: value for key, value in KNOWN.items() if key not in ("uscc", "licence_no")}
    made = (
        submission(
            name,
            finding(" ") if name == "无描述公司" else EXPIRED,
            id_=id_,
            **known | {"inspected_on": day},
        )
        for name, id_, day in cases
    )
    path.write_text("\n".join(each.to_json() for each in made) + "\n", encoding="utf-8")
    return path


def notice(findings: Path, folder: Path, *more: str | Path) -> tuple[int, str, str]:
    head = ("--days", "30", "--date", "2022-07-01", "--letterhead", LETTERHEAD)
    result = run("notice", findings, "-o", folder, *head, *more)
    return result.exit_code, result.stdout, result.stderr


def rows_of(folder: Path, sheet: str) -> list[list[str]]:
    """A sheet of the index without its header; days as 2022-07-31."""
    rows = load_workbook(folder / NAME)[sheet].iter_rows(min_row=2, values_only=True)
    return [["" if each is None else str(each).partition(" ")[0] for each in row] for row in rows]


def number_in(path: Path) -> str:
    return next(line for line in lines(path) if "责改〔" in line)


def test_each_notice_has_its_number_its_receipt_and_its_line_in_the_index(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    code, _out, err = notice(findings, folder, "--numbers", tmp_path / "numbers")
    assert code == 1
    assert "无描述公司: kept back" in err
    assert "The enterprise is not known." in err
    rows = rows_of(folder, "已制作")
    assert [row[1] for row in rows] == [f"某市监责改〔2022〕{n}号" for n in (1, 2, 3)]
    for row in rows:
        assert row[5] == "2022-07-31"
        assert number_in(folder / row[6]) == number_in(folder / row[7]) == row[1]
        assert f"{row[2]}：" in lines(folder / row[6])
        assert row[2] in lines(folder / row[7])
    assert {row[0] for row in rows_of(folder, "未制作")} == {"无描述公司", ""}
    assert [row[0] for row in rows_of(folder, "到期清单")] == ["2022-07-31"] * 3


def test_the_same_findings_get_the_same_numbers_and_new_ones_go_on(
    tmp_path: Path, findings: Path
) -> None:
    numbers = ("--numbers", tmp_path / "numbers", "--first-number", "38")
    notice(findings, tmp_path / "out", "--only", "丙", *numbers)
    notice(findings, tmp_path / "out", *numbers)
    found = {
        path.name[0]: number_in(path) for path in (tmp_path / "out").glob("*-责令改正通知书.docx")
    }
    assert found["丙"] == "某市监责改〔2022〕38号"
    assert sorted(found.values()) == [f"某市监责改〔2022〕{n}号" for n in (38, 39, 40)]


def test_a_notice_that_cannot_be_written_costs_the_others_nothing_and_leaves_no_gap(
    tmp_path: Path, findings: Path
) -> None:
    folder = tmp_path / "out"
    (folder / "丙公司-责令改正通知书.docx").mkdir(parents=True)
    code, out, err = notice(findings, folder, "--numbers", tmp_path / "numbers")
    assert code == 1
    assert "丙公司-责令改正通知书.docx: cannot be written" in err.replace(f"{folder}/", "")
    assert "甲公司-责令改正通知书.docx" in out
    numbers = {number_in(path) for path in folder.glob("[甲乙]*-责令改正通知书.docx")}
    assert numbers == {"某市监责改〔2022〕1号", "某市监责改〔2022〕2号"}
    assert "丙公司" in {row[0] for row in rows_of(folder, "未制作")}


def test_a_dry_run_says_who_gets_what_and_why(tmp_path: Path, findings: Path) -> None:
    _code, out, _err = notice(
        findings, tmp_path / "out", "--dry-run", "--numbers", tmp_path / "numbers"
    )
    assert (
        "丙公司-责令改正通知书.docx  某市监责改〔2022〕1号  1 findings  by 2022-07-31\n"
        "    2.1  检定证书已过期  《中华人民共和国工业产品生产许可证管理条例》第九条第三项\n"
    ) in out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["findings.jsonl"]


def names(folder: Path) -> set[str]:
    return {path.name.partition("-")[0] for path in folder.glob("*-责令改正通知书.docx")}


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["--only", "甲"], {"甲公司"}),
        (["--only", "b-1", "--only", "丙公司"], {"乙公司", "丙公司"}),
        (["--exclude", "乙公司"], {"甲公司", "丙公司"}),
        (["--since", "2022-06-10"], {"乙公司", "丙公司"}),
        (["--since", "2022-06-10", "--exclude", "c-1.docx"], {"乙公司"}),
    ],
)
def test_only_those_are_served_that_were_chosen(
    tmp_path: Path, findings: Path, chosen: list[str], expected: set[str]
) -> None:
    notice(findings, tmp_path / "out", *chosen)
    assert names(tmp_path / "out") == expected


def test_a_name_that_fits_nobody_is_said(tmp_path: Path, findings: Path) -> None:
    code, _out, err = notice(findings, tmp_path / "out", "--only", "甲公思")
    assert "甲公思: no enterprise" in err
    assert not (tmp_path / "out").exists()
    assert code == 0


def test_working_days_count_and_a_year_that_is_not_known_names_the_option(
    tmp_path: Path, findings: Path
) -> None:
    result = run(
        "notice", findings, "-o", tmp_path / "o", "--days", "20", "--working-days",
        "--date", "2027-03-01",
    )  # fmt: skip
    assert result.exit_code == 2
    assert "2027" in result.stderr
    assert "--holidays" in result.stderr


def test_numbers_without_the_offices_word_are_refused(tmp_path: Path, findings: Path) -> None:
    result = run("notice", findings, "-o", tmp_path / "o", "--numbers", tmp_path / "n")
    assert result.exit_code == 2
    assert "short" in result.stderr
    assert not (tmp_path / "n").exists()


def test_merged_notices_stand_each_on_an_odd_page(tmp_path: Path, findings: Path) -> None:
    notice(findings, tmp_path / "out", "--merge", tmp_path / "all.docx")
    sections = docx.Document(str(tmp_path / "all.docx")).sections
    assert [section.start_type for section in sections][1:] == [4] * 5  # wdSectionOddPage
    said = lines(tmp_path / "all.docx")
    assert {"甲公司：", "乙公司：", "丙公司："} <= set(said)
    assert sum(line == "送达回证" for line in said) == 3


def _season(path: Path, count: int) -> Path:
    return written(path, [(f"第{n}公司", f"{n}-1", "2022-06-01") for n in range(1, count + 1)])


def _started(findings: Path, folder: Path) -> subprocess.Popen[bytes]:
    command: list[str | Path] = [sys.executable, "-m", "docforge", "notice", findings]
    command += ["-o", folder, "--days", "5", "--letterhead", LETTERHEAD]
    command += ["--numbers", folder.parent / "numbers"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _numbers_in(folder: Path) -> Iterator[int]:
    for path in folder.glob("*-责令改正通知书.docx"):
        assert zipfile.ZipFile(path).testzip() is None
        found = re.search(r"〕(\d+)号", number_in(path))
        assert found
        yield int(found[1])


def test_a_kill_in_the_middle_leaves_whole_documents_and_the_next_run_no_gap(
    tmp_path: Path,
) -> None:
    findings, folder = _season(tmp_path / "f.jsonl", 200), tmp_path / "out"
    running = _started(findings, folder)
    until = time.monotonic() + 60
    while len(list(folder.glob("*.docx"))) < 40 and time.monotonic() < until:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert running.wait(60) != 0
    there = sorted(_numbers_in(folder))
    assert 0 < len(there) < 200
    assert there == list(range(1, len(there) + 1))
    assert _started(findings, folder).wait(120) == 0
    assert sorted(_numbers_in(folder)) == list(range(1, 201))


def test_two_runs_at_once_number_all_notices_once(tmp_path: Path) -> None:
    numbers: list[int] = []
    both = []
    for name in ("east", "west"):
        (tmp_path / name).mkdir()
        cases: list[tuple[str | None, str, str]] = [
            (f"{name}{n}公司", f"{name}{n}-1", "2022-06-01") for n in range(30)
        ]
        findings = written(tmp_path / name / "f.jsonl", cases)
        both.append((_started(findings, tmp_path / name), tmp_path / name))
    for running, folder in both:
        assert running.wait(120) == 0
        numbers += _numbers_in(folder)
    assert sorted(numbers) == list(range(1, 61))


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_every_document_gets_its_pdf_and_the_merged_one_too(tmp_path: Path, findings: Path) -> None:
    folder, merged = tmp_path / "out", tmp_path / "all.docx"
    notice(findings, folder, "--pdf", "--merge", merged)
    documents = {path.stem for path in folder.glob("*.docx")}
    assert len(documents) == 6
    assert {path.stem for path in folder.glob("*.pdf")} == documents
    with pdfplumber.open(merged.with_suffix(".pdf")) as book:
        pages = [page.extract_text().replace(" ", "") for page in book.pages]
    starts = [
        number
        for number, text in enumerate(pages, start=1)
        if "责令改正通知书\n某市监责改" in text or "送达回证\n" in text
    ]
    assert len(starts) == 6
    assert all(number % 2 for number in starts)
    assert [page for page in pages if not page.strip()]  # a blank one before an odd one
