"""The shared workbook basics: typed cells, safe text, drop-downs, the same bytes each time."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from docforge.errors import UnwritableFile
from docforge.sheets.workbook import (
    LONGEST_CELL,
    Column,
    add_sheet,
    new_workbook,
    offer,
    put,
    text_width,
    workbook_bytes,
    write_workbook,
)


def reopened(workbook: Workbook) -> Workbook:
    return load_workbook(io.BytesIO(workbook_bytes(workbook)))


def one_sheet(*values: object) -> Workbook:
    workbook = new_workbook()
    sheet = workbook.create_sheet("表")
    for row, value in enumerate(values, start=1):
        put(sheet, row, 1, value)  # type: ignore[arg-type]
    return workbook


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-5 件", "@说明"])
def test_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    cell = reopened(one_sheet(text))["表"]["A1"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix


def test_numbers_and_dates_keep_their_types() -> None:
    sheet = reopened(one_sheet(12.5, 3, date(2022, 5, 28)))["表"]
    assert [sheet[f"A{row}"].data_type for row in (1, 2, 3)] == ["n", "n", "d"]
    assert sheet["A3"].number_format == "yyyy-mm-dd"


def test_a_long_licence_number_of_digits_stays_text() -> None:
    cell = reopened(one_sheet("91140100000000000X"))["表"]["A1"]
    assert (cell.value, cell.number_format) == ("91140100000000000X", "@")


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_can_be_written_and_read_again(text: str) -> None:
    back = reopened(one_sheet(text))["表"]["A1"].value or ""
    assert len(str(back)) <= len(text)
    if text.isprintable():
        assert back == text


def test_text_beyond_excels_limit_is_cut_visibly() -> None:
    value = reopened(one_sheet("长" * (LONGEST_CELL + 5)))["表"]["A1"].value
    assert isinstance(value, str)
    assert len(value) == LONGEST_CELL
    assert value.endswith("…")


def test_the_header_is_frozen_and_repeated_in_print() -> None:
    workbook = new_workbook()
    add_sheet(workbook, "问题", [Column("企业名称"), Column("问题描述")], [["甲公司", "缺"]])
    sheet = reopened(workbook)["问题"]
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == "A1:B2"


def test_a_chinese_character_counts_two_in_widths() -> None:
    assert text_width("企业ab\n长长长长") == 8
    workbook = new_workbook()
    sheet = add_sheet(workbook, "表", [Column("序号"), Column("企业名称")], [[1, "山西某某钢铁"]])
    assert sheet.column_dimensions["B"].width == 14


def test_short_choices_stand_in_the_list_itself() -> None:
    workbook = new_workbook()
    columns = [Column("结论", choices=("符合", "不符合"))]
    sheet = add_sheet(workbook, "表", columns, [["符合"], ["不符合"]])
    (validation,) = sheet.data_validations.dataValidation
    assert validation.formula1 == '"符合,不符合"'
    assert str(validation.sqref) == "A2:A3"


def test_choices_with_commas_go_to_a_hidden_sheet() -> None:
    workbook = one_sheet("x")
    offer(workbook["表"], "A1", ["甲,乙", "丙"])
    offer(workbook["表"], "A2", ["丁" * 300])
    again = reopened(workbook)
    assert again["选项"].sheet_state == "hidden"
    assert [again["选项"].cell(1, column).value for column in (1, 2)] == ["甲,乙", "丁" * 300]
    formulas = [each.formula1 for each in again["表"].data_validations.dataValidation]
    assert formulas == ["'选项'!$A$1:$A$2", "'选项'!$B$1:$B$1"]


def test_the_same_content_gives_the_same_bytes() -> None:
    first = workbook_bytes(one_sheet("甲", 1))
    time.sleep(1.1)  # openpyxl stamps whole seconds
    assert workbook_bytes(one_sheet("甲", 1)) == first


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "out.xlsx").mkdir()
    with pytest.raises(UnwritableFile, match=r"out\.xlsx"):
        write_workbook(tmp_path / "out.xlsx", one_sheet("x"))
    assert [path.name for path in tmp_path.iterdir()] == ["out.xlsx"]
