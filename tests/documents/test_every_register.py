"""Every register is written in Word and Excel and read back as it was, whatever stands in it."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from docforge import data, parse
from docforge.documents.register import Register, consolidate, write_register
from docforge.documents.register_sources import from_checklist, from_table
from docforge.documents.statistics import count
from docforge.forms import load_catalogue
from docforge.forms.definitions.definition import Definition, RegisterColumn
from docforge.model import Row, Submission, Value
from tests.cli.command_line import run
from tests.documents.document_cases import row, submission

SAMPLES = data.shipped("samples")
CATALOGUE = load_catalogue()
REGISTERS = [form for form in CATALOGUE if form.kind == "register"]
WORDS = st.text("云州水泥电缆砂轮钢厂检验设备原料", min_size=4, max_size=8)
DAYS = st.dates(date(2016, 1, 1), date(2025, 12, 28)).map(date.isoformat)
FIGURES = st.integers(0, 99999) | st.integers(1, 9999).map(lambda n: n / 100)


def written_and_read(register: Register, ending: str) -> list[dict[str, Value]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"register.{ending}"
        write_register(register, path)
        (read,) = (each for each in parse(path) if each.form.id)
    assert read.form.id == register.definition.id
    return [{key: cell.value for key, cell in one.cells.items()} for one in read.rows]


def meant(register: Register) -> list[dict[str, Value]]:
    return [
        {"sequence": number, **{key: each.value for key, each in entry.entries.items()}}
        for number, entry in enumerate(register.entries, start=1)
    ]


def value_of(column: RegisterColumn) -> st.SearchStrategy[Value]:
    if column.type == "number":
        return FIGURES
    if column.type == "date":
        return DAYS
    if column.type == "licence_no":
        return st.integers(1, 99999).map(lambda n: f"（晋）XK05-001-{n:05d}")
    if column.type == "phone":
        return st.integers(0, 9999).map(lambda n: f"1300000{n:04d}")
    if column.type == "uscc":
        return st.just("91350100M000100Y43")
    return WORDS


@st.composite
def registers(draw: st.DrawFn, form: Definition) -> Register:
    columns = [column for column in form.register_columns if column.key != "sequence"]
    rows = [
        row(**{column.key: draw(value_of(column)) for column in columns})
        for _ in range(draw(st.integers(1, 3)))
    ]
    return consolidate([submission("甲厂", form=form.id, rows=rows)], form)


@pytest.mark.parametrize("form", REGISTERS, ids=lambda form: form.id)
@settings(max_examples=4, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_word_and_excel_read_back_equal(form: Definition, drawn: st.DataObject) -> None:
    register = drawn.draw(registers(form))
    unread = any(entry.conflict for each in register.entries for entry in each.entries.values())
    wanted = meant(register)
    word, excel = (written_and_read(register, ending) for ending in ("docx", "xlsx"))
    assert word == excel or unread
    assert word == wanted or unread


@pytest.mark.parametrize("form", REGISTERS, ids=lambda form: form.id)
def test_the_header_is_repeated_and_the_page_lies_as_the_form_does(
    form: Definition, tmp_path: Path
) -> None:
    one = row(**{column.key: "某某" for column in form.register_columns if column.type == "text"})
    written = write_register(
        consolidate([submission("甲厂", form=form.id, rows=[one])], form), tmp_path / "r.docx"
    )
    document = Document(str(written.path))
    across = document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert across is form.landscape
    header = [row._tr.xpath("./w:trPr/w:tblHeader") for row in document.tables[0].rows]
    assert header[0]
    assert not header[-1]


def test_one_enterprise_keeps_a_row_for_each_of_its_products() -> None:
    form = CATALOGUE.get("jieyang-2019/producers")
    rows: list[Row] = [
        row(enterprise_name="甲线缆厂", product="电线电缆", model=model, annual_output=output)
        for model, output in (("BV", 1.0), ("JKLYJ", 2.0), ("BV", 3.0))
    ]
    made = consolidate([submission("", form=form.id, rows=rows)], form)
    assert [entry.entries["model"].text for entry in made.entries] == ["BV", "JKLYJ"]
    assert [text for text, _ in made.entries[0].entries["annual_output"].conflict] == ["1", "3"]


def test_findings_of_a_checklist_become_rows_of_a_findings_register() -> None:
    (checklist,) = parse(next(SAMPLES.glob("65-*.docx")))
    made = from_checklist(checklist, CATALOGUE.get("anshan-2018/work-ledger"))
    assert made is not None
    told = [(r.cells["problem"].value, r.cells["serious"].value) for r in made.rows]
    assert told == [
        ("使用不合格原材料生产镁砖", "是"),
        ("未对两家供方进行评价", "否"),
        ("未进行出厂检验", "是"),
        ("合格证未标注执行标准", "否"),
    ]


def test_a_stopped_enterprise_goes_to_those_that_were_not_inspected() -> None:
    form = CATALOGUE.get("shanxi-2022/uninspected-enterprises")
    (stopped,) = parse(next(SAMPLES.glob("66-*.xlsx")))
    (running,) = parse(next(SAMPLES.glob("65-*.docx")))
    made = from_checklist(stopped, form)
    assert made is not None
    (only,) = made.rows
    assert (only.cells["reason"].value, only.cells["stopped_on"].value) == ("停产", "2017-11-20")
    assert from_checklist(running, form) is None


def test_a_checklist_holds_too_little_for_the_steel_register() -> None:
    (checklist,) = parse(SAMPLES / "01-all-in-order.docx")
    assert from_checklist(checklist, CATALOGUE.get("shanxi-2022/steel-register")) is None


def test_a_table_of_enterprises_becomes_a_register(tmp_path: Path) -> None:
    table = tmp_path / "名单.csv"
    table.write_text(
        "企业名称,统一社会信用代码,年产量(吨),有效期,产品类别\n"
        "甲线缆厂,,1850.5,2021-05-30,电线电缆\n",
        encoding="utf-8",
    )
    made = from_table(table, CATALOGUE.get("jieyang-2019/producers"), CATALOGUE.labels)
    (only,) = made.rows
    assert only.cells["annual_output"].value == 1850.5
    assert only.cells["licence_valid_until"].value == "2021-05-30"
    out = tmp_path / "out.xlsx"
    result = run("register", table, "--form", "jieyang-2019/producers", "-o", out)
    assert result.exit_code == 0, result.output
    assert load_workbook(out).worksheets[0]["D4"].value is None


def test_a_table_without_any_column_of_the_form_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "colours.csv"
    table.write_text("colour,taste\nred,sweet\n", encoding="utf-8")
    out = tmp_path / "out.xlsx"
    result = run("register", table, "--form", "jieyang-2019/producers", "-o", out)
    assert result.exit_code == 2
    assert "colours.csv" in result.output


def test_statistics_are_counted_with_what_stands_behind_each_figure(tmp_path: Path) -> None:
    form = CATALOGUE.get("jieyang-2019/statistics-inspection")
    (checklist,) = parse(next(SAMPLES.glob("65-*.docx")))
    made, behind = count([checklist], form, district="岚阳县")
    (only,) = made.rows
    figures = {key: only.cells[key].value for key in ("inspected", "with_problems", "problems")}
    assert figures == {"inspected": 1, "with_problems": 1, "problems": 4}
    assert sum(each.column == "problems" for each in behind) == 4
    out = tmp_path / "统计.xlsx"
    result = run("register", next(SAMPLES.glob("65-*.docx")), "--form", form.id, "-o", out)
    assert result.exit_code == 0, result.output
    assert "依据" in load_workbook(out).sheetnames


def test_returned_statistics_are_merged_and_not_counted_again() -> None:
    form = CATALOGUE.get("samr-2023/statistics")
    returned: list[Submission] = parse(next(SAMPLES.glob("715-*.docx")))
    made = consolidate(returned, form)
    assert sorted(str(entry.entries["hazards"].text) for entry in made.entries) == [
        "188",
        "305",
        "871",
    ]
