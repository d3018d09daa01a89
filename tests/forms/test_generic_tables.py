"""Forms that nobody described: every table with its headings, marks, and labels with values."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from docforge import data, parse
from docforge.model import PlainTable, Submission
from samples.make.bureaus import BLANKS
from samples.make.bureaus.printing import drawn
from tests.cli.command_line import run

SAMPLES = data.shipped("samples")


def generic(path: Path) -> Submission:
    (read,) = parse(path, form="generic")
    return read


def of_bureau(name: str, ending: str, folder: Path) -> Submission:
    blank = next(own for own in BLANKS if own.name == name)
    path = folder / f"{name}.{ending}"
    path.write_bytes(drawn(blank, ending, "ticked")[0])
    return generic(path)


def headed(read: Submission) -> PlainTable:
    return next(table for table in read.tables if table.headers)


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_headings_of_two_levels_are_joined(ending: str, tmp_path: Path) -> None:
    table = headed(of_bureau("lifts", ending, tmp_path))
    assert table.headers == (
        *("序号", "检查项目", "检查内容", "检查结果 / 是", "检查结果 / 否", "检查结果 / 不适用"),
        "备注",
    )
    assert table.header_rows == 2
    assert table.rows[table.header_row - 1][0] == "序号"


def test_marks_stand_with_their_cell_and_the_word_beside_them(tmp_path: Path) -> None:
    table = headed(of_bureau("hazardous-chemicals", "docx", tmp_path))
    first = [mark for mark in table.marks if mark.row == 6]
    assert [(mark.column, mark.word, mark.state) for mark in first] == [
        (4, "符合", "chosen"),
        (4, "不符合", "empty"),
        (4, "不涉及", "empty"),
    ]


def test_a_tick_alone_below_a_heading_has_no_word(tmp_path: Path) -> None:
    table = headed(of_bureau("lifts", "docx", tmp_path))
    mark = table.marks[0]
    assert (table.headers[mark.column - 1], mark.word) == ("检查结果 / 是", "")


def test_labels_stand_with_their_values_in_cells_and_in_lines(tmp_path: Path) -> None:
    read = of_bureau("hazardous-chemicals", "xlsx", tmp_path)
    pairs = {pair.label: pair.value for table in read.tables for pair in table.pairs}
    assert pairs == {
        "被检查单位名称": "岚阳化工储运有限公司",
        "统一社会信用代码": "91350100M000100Y43",
        "主要负责人": "罗建平",
        "联系电话": "13812345678",
        "检查人员（签字）": "郑海、沈佳",
        "企业负责人（签字）": "罗建平",
        "检查时间": "2023-07-03",
    }
    read = of_bureau("school-canteen", "docx", tmp_path)
    pairs = {pair.label: pair.value for table in read.tables for pair in table.pairs}
    assert pairs["食堂负责人"] == "白玉"
    assert pairs["检查人员签名"] == "周宁、贺明"


def test_a_register_in_excel_keeps_its_headings_beside_a_wider_band() -> None:
    table = headed(generic(SAMPLES / "41-steel-register.xlsx"))
    assert table.headers[5] == "2021年钢材产量(万吨) / 总产量"
    assert ("联系人", "阎国梁") in [(pair.label, pair.value) for pair in table.pairs]


def test_a_table_that_goes_on_without_headings_keeps_those_of_the_page_before() -> None:
    first, second = (t for t in generic(SAMPLES / "30-typed-boxes.pdf").tables if t.rows)
    assert second.headers == first.headers
    assert (first.header_row, second.header_row) == (1, 0)
    assert all(mark.place and mark.place.box for mark in second.marks)


def test_a_list_of_labels_and_values_has_no_headings() -> None:
    read = generic(SAMPLES / "65-anshan-2018-licensed-checklist.docx")
    head = next(table for table in read.tables if table.rows)
    assert head.headers == ()
    assert ("产品出口情况", "出口日本、韩国，约占三成") in [(p.label, p.value) for p in head.pairs]


def test_a_form_that_is_not_known_gives_the_same() -> None:
    (read,) = parse(SAMPLES / "60-fire-safety.docx")
    assert read.form.id is None
    assert headed(read).headers == ("序号", "检查项目", "检查内容", "检查结论", "检查记录")
    pairs = {pair.label: pair.value for table in read.tables for pair in table.pairs}
    assert pairs["检查时间"] == "2022年7月12日"


def test_a_workbook_of_findings_has_the_tables_of_unknown_forms(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    source = SAMPLES / "60-fire-safety.docx"
    assert run("parse", source, "--form", "generic", "-o", out).exit_code == 0
    workbook = load_workbook(out)
    assert workbook.sheetnames[-3:] == ["表格", "标签", "勾选"]
    pairs = {row[2]: row[3] for row in workbook["标签"].iter_rows(min_row=2, values_only=True)}
    assert pairs["检查时间"] == "2022年7月12日"
    marks = list(workbook["勾选"].iter_rows(min_row=2, values_only=True))
    assert ("检查结论", "符合", "选中") in [mark[4:7] for mark in marks]
