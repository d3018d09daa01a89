"""`docforge render`, as a clerk would run it."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
import yaml
from openpyxl import Workbook

from docforge import libreoffice
from docforge.data import shipped
from tests.cli.command_line import ORDERLY, run
from tests.cli.tables import NAME, put

posix = pytest.mark.skipif(os.name == "nt", reason="permissions and scripts of POSIX")


def words(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_every_record_gives_a_document_with_its_name(
    tmp_path: Path, template: Path, table: Path
) -> None:
    folder = tmp_path / "out"
    result = run("render", template, table, "-o", folder, *NAME)
    assert result.exit_code == 0, result.output
    names = ["甲公司.docx", "乙公司.docx", "甲公司（2）.docx"]
    assert result.stdout.splitlines() == [str(folder / name) for name in names]
    assert [words(folder / name) for name in names] == [
        "甲公司：电话0351-1，5台。", "乙公司：电话，7台。", "甲公司：电话3，台。",
    ]  # fmt: skip
    assert "3 of 3" in result.stderr


def test_without_a_name_the_template_gives_it_with_a_number(
    tmp_path: Path, template: Path, table: Path
) -> None:
    run("render", template, table, "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "模板-1.docx", "模板-2.docx", "模板-3.docx",
    ]  # fmt: skip


def test_a_workbook_is_read_as_people_see_it(tmp_path: Path, template: Path) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["全省企业名单"])
    sheet.append(["企业名称", "电话", "数量"])
    sheet.append(["甲公司", 13800000000.0, 5.0])
    other = workbook.create_sheet("其他")
    other.append(["企业名称", "电话", "数量"])
    other.append(["乙公司", "0351", 6])
    path = tmp_path / "名单.xlsx"
    workbook.save(path)
    assert run("render", template, path, "-o", tmp_path / "out", *NAME).exit_code == 0
    assert words(tmp_path / "out" / "甲公司.docx") == "甲公司：电话13800000000，5台。"
    run("render", template, path, "-o", tmp_path / "out", *NAME, "--sheet", "其他")
    assert words(tmp_path / "out" / "乙公司.docx") == "乙公司：电话0351，6台。"


def test_rows_of_one_record_fill_a_list(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{{ 企业 }}：{% for 项 in 问题 %}{{ 项.述 }}；{% endfor %}")
    made.save(str(tmp_path / "t.docx"))
    table = put(tmp_path, "企业,问题[].述\n甲,无证\n,过期\n乙,缺检\n")
    result = run("render", tmp_path / "t.docx", table, "-o", tmp_path, "--name", "{{ 企业 }}")
    assert result.exit_code == 0, result.output
    assert words(tmp_path / "甲.docx") == "甲：无证；过期；"
    assert words(tmp_path / "乙.docx") == "乙：缺检；"


def test_findings_of_docforge_are_a_table_like_others(tmp_path: Path) -> None:
    findings = tmp_path / "findings.jsonl"
    run("parse", ORDERLY, "-o", findings)
    made = docx.Document()
    made.add_paragraph("{{ fields.enterprise_name.value }} {{ findings|length }}")
    made.save(str(tmp_path / "t.docx"))
    name = ("--name", "{{ fields.enterprise_name.value }}")
    result = run("render", tmp_path / "t.docx", findings, "-o", tmp_path / "out", *name)
    assert result.exit_code == 0, result.output
    (path,) = (tmp_path / "out").iterdir()
    assert words(path) == f"{path.stem} 0"
    piped = run(
        "render", tmp_path / "t.docx", "-", "-o", tmp_path / "p", input_=findings.read_bytes()
    )
    assert piped.exit_code == 0, piped.output


def test_a_bad_record_is_told_with_its_row_and_field_and_costs_no_other(
    tmp_path: Path, template: Path
) -> None:
    records = [
        {"企业名称": "甲", "电话": "1", "数量": 1},
        {"企业名称": "乙", "数量": 2},
        {"企业名称": "丙", "电话": "a\u0001b", "数量": 3},
        {"企业名称": "丁", "电话": "4", "数量": 4},
        {"企业名称": " ", "电话": "5", "数量": 5},
    ]
    lines = "\n".join(json.dumps(each) for each in records)
    table = put(tmp_path, lines.encode(), "d.jsonl")
    result = run("render", template, table, "-o", tmp_path / "out", *NAME)
    assert result.exit_code == 1
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["丁.docx", "甲.docx"]
    told = result.stderr.splitlines()
    assert told[0].startswith("d.jsonl, line 2:")
    assert "电话" in told[0]
    assert told[1].startswith("d.jsonl, line 3:")
    assert "U+0001" in told[1]
    assert "电话" in told[1]
    assert told[2].startswith("d.jsonl, line 5:")
    assert "--name" in told[2]
    assert told[3] == "2 of 5 documents made."


def test_one_complaint_is_not_told_a_thousand_times(tmp_path: Path, template: Path) -> None:
    table = put(tmp_path, "企业名称,数量\n" + "甲,1\n" * 50)
    result = run("render", template, table, "-o", tmp_path / "out", *NAME)
    assert result.exit_code == 4
    assert len(result.stderr.splitlines()) == 7
    assert "45 more" in result.stderr
    assert not list((tmp_path / "out").iterdir())


def test_what_is_missing_can_be_marked_and_is_told(
    tmp_path: Path, template: Path, table: Path
) -> None:
    result = run("render", template, table, "-o", tmp_path / "out", *NAME, "--missing", "mark")
    assert result.exit_code == 0
    assert "【缺：电话】" in words(tmp_path / "out" / "乙公司.docx")
    assert "line 3: lacks 电话" in result.stderr
    assert "line 4: lacks 数量" in result.stderr


def test_what_is_missing_within_a_list_is_marked_as_well(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("{% for 项 in 问题 %}{{ 项.述 }}{{ 项.数 }}；{% endfor %}{{ 人.名 }}")
    made.save(str(tmp_path / "t.docx"))
    table = put(tmp_path, "人.名,问题[].述,问题[].数\n甲,无证,\n,过期,2\n")
    result = run("render", tmp_path / "t.docx", table, "-o", tmp_path, "--missing", "mark")
    assert result.exit_code == 0, result.output
    assert "【缺：" in words(tmp_path / "t-1.docx")


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path: Path, template: Path) -> None:
    table = put(tmp_path, "企业名称,电话,数量\n甲,1,2\n,1,2\n")
    arguments: list[str | Path] = ["render", template, table, "-o", tmp_path / "out", *NAME]
    merge = tmp_path / "m.docx"
    dry = run(*arguments, "--merge", merge, "--dry-run")
    assert not (tmp_path / "out").exists()
    assert not merge.exists()
    real = run(*arguments)
    assert (dry.stdout, dry.exit_code) == (real.stdout, real.exit_code) != ("", 0)


def test_all_documents_can_be_merged_for_printing(
    tmp_path: Path, template: Path, table: Path
) -> None:
    merge = tmp_path / "全部.docx"
    result = run("render", template, table, "--merge", merge, "--merge-odd")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [str(merge)]
    assert words(merge).split("。")[:-1] == [
        "甲公司：电话0351-1，5台", "\n乙公司：电话，7台", "\n甲公司：电话3，台",
    ]  # fmt: skip
    sections = docx.Document(str(merge)).sections
    headers = [section.header.paragraphs[0].text for section in sections]
    assert headers == ["甲公司", "乙公司", "甲公司"]


def test_a_merged_document_lies_beside_the_single_ones(
    tmp_path: Path, template: Path, table: Path
) -> None:
    merge = tmp_path / "out" / "甲公司.docx"
    result = run("render", template, table, "-o", tmp_path / "out", *NAME, "--merge", merge)
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["乙公司.docx", "甲公司.docx", "甲公司（2）.docx", "甲公司（3）.docx"]
    assert len(docx.Document(str(merge)).sections) == 3


def test_several_processes_write_the_same_in_the_same_order(
    tmp_path: Path, template: Path, table: Path
) -> None:
    one = run("render", template, table, "-o", tmp_path / "a", *NAME, "--jobs", "1")
    two = run("render", template, table, "-o", tmp_path / "b", *NAME, "--jobs", "2")
    assert two.exit_code == 0, two.output
    assert [Path(line).name for line in two.stdout.splitlines()] == [
        Path(line).name for line in one.stdout.splitlines()
    ]
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_template_and_table_are_never_overwritten(tmp_path: Path, template: Path) -> None:
    before = template.read_bytes()
    table = put(tmp_path, "企业名称,电话,数量\n模板,1,2\n")
    result = run("render", template, table, "-o", tmp_path, *NAME)
    assert result.exit_code == 0
    assert template.read_bytes() == before
    assert (tmp_path / "模板（2）.docx").exists()
    assert run("render", template, table, "--merge", template).exit_code == 2
    assert template.read_bytes() == before


def test_a_record_cannot_choose_its_folder(tmp_path: Path, template: Path) -> None:
    table = put(tmp_path, "企业名称,电话,数量\n../../etc/x,1,北县\n")
    result = run(
        "render", template, table, "-o", tmp_path / "out", "--name", "{{ 数量 }}/{{ 企业名称 }}"
    )
    assert result.exit_code == 0
    (path,) = tmp_path.glob("out/**/*.docx")
    assert path.parent == tmp_path / "out" / "北县"
    assert path.name.endswith("／etc／x.docx")


@posix
def test_a_document_that_cannot_be_printed_is_told_by_its_name(
    tmp_path: Path, template: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "bin" / "soffice"
    script.parent.mkdir()
    script.write_text(
        f"#!{sys.executable}\nimport sys, pathlib, zipfile\n"
        "out = pathlib.Path(sys.argv[sys.argv.index('--outdir') + 1])\n"
        "for name in sys.argv[sys.argv.index('--outdir') + 2:]:\n"
        "    text = zipfile.ZipFile(name).read('word/document.xml').decode()\n"
        "    if '乙公司' not in text:\n"
        "        (out / (pathlib.Path(name).stem + '.pdf')).write_text(text)\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    folder = tmp_path / "out"
    pattern = "{{ 企业名称 }}/通知.docx"
    result = run("render", template, table, "-o", folder, "--name", pattern, "--pdf")
    assert result.exit_code == 1
    assert (folder / "甲公司" / "通知（2）.pdf").is_file()
    assert not (folder / "乙公司" / "通知.pdf").exists()
    assert str(Path("乙公司", "通知.docx")) in result.stderr


@pytest.mark.heavy
@pytest.mark.skipif(libreoffice.program() is None, reason="LibreOffice is missing")
def test_pdfs_lie_beside_the_documents(tmp_path: Path, template: Path, table: Path) -> None:
    merge = tmp_path / "全部.docx"
    folder = tmp_path / "out"
    options: list[str | Path] = ["-o", folder, *NAME, "--merge", merge, "--merge-odd", "--pdf"]
    result = run("render", template, table, *options)
    assert result.exit_code == 0, result.output
    pdfs = [*folder.glob("*.pdf"), merge.with_suffix(".pdf")]
    assert len(pdfs) == 4
    for path in pdfs:
        assert str(path) in result.stdout
        assert path.read_bytes().startswith(b"%PDF")
    with pdfplumber.open(merge.with_suffix(".pdf")) as document:
        texts = [page.extract_text() for page in document.pages]
    assert [bool(text.strip()) for text in texts] == [True, False, True, False, True]


def test_the_user_is_told_in_chinese_on_a_chinese_system(
    tmp_path: Path, template: Path, table: Path
) -> None:
    result = run("render", template, table, "-o", tmp_path / "out", *NAME, language="zh_CN")
    assert re.search("[\u4e00-\u9fff]", result.stderr)


def test_a_written_document_is_whole(tmp_path: Path, template: Path, table: Path) -> None:
    run("render", template, table, "-o", tmp_path / "out", *NAME)
    for path in (tmp_path / "out").iterdir():
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            assert archive.testzip() is None


def test_a_shipped_template_is_called_by_its_name(tmp_path: Path) -> None:
    data = tmp_path / "data.yaml"
    contract = (shipped("templates") / "docx" / "letter.yaml").read_text("utf-8")
    data.write_text(yaml.safe_dump(yaml.safe_load(contract)["sample"]), "utf-8")
    assert run("render", "letter", data, "-o", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out").iterdir())) == 1
    wrong = run("render", "lettre", data, "-o", tmp_path / "out")
    assert wrong.exit_code == 2
    assert "docx/lettre.docx" in wrong.stderr
