"""Blanks that docforge printed, filled as a clerk would: boxes clicked, lists chosen, words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.table import Table, _Row
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge.forms import Definition
from docforge.forms.definitions.definition import Band, RegisterColumn

TEXTS = {
    "licence_no": "（晋）XK05-001-00001",
    "uscc": "91350100M000100Y43",
    "phone": "0351-5550001",
    "bool": "是",
}
RECORD = "出厂检验记录缺失"


def value_of(column: RegisterColumn) -> tuple[object, object]:
    """What is entered into a register's column, and what is to be read."""
    if column.type == "date":
        return date(2022, 7, 5), "2022-07-05"
    if column.type == "number":
        return 12, 12
    if column.options:
        return column.options[0], column.options[0]
    text = TEXTS.get(column.type, "甲乙丙有限公司" if column.key == "enterprise_name" else "戊己庚")
    return text, True if column.type == "bool" else text


def columns_of(band: Band) -> list[RegisterColumn]:
    return [column for column in band.columns if column.key != "sequence"]


def fill_register_in_word(path: Path, form: Definition) -> None:
    document = Document(str(path))
    table = document.tables[0]
    first = next(i for i, row in enumerate(table.rows) if row.cells[0].text.strip() == "1")
    for place, band in enumerate(form.bands):
        cells = _distinct(table.rows[first + place])
        for cell, column in zip(cells[1:], columns_of(band), strict=True):
            cell.text = str(value_of(column)[0])
    document.save(str(path))


def _distinct(row: _Row) -> list[Any]:
    return list({id(cell._tc): cell for cell in row.cells}.values())


def fill_register_in_excel(path: Path, form: Definition) -> None:
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == 1)
    for place, band in enumerate(form.bands):
        row = first + place
        for column, own in zip(_anchors(sheet, row), columns_of(band), strict=True):
            sheet.cell(row, column).value = value_of(own)[0]  # type: ignore[assignment]
    workbook.save(path)


def _anchors(sheet: Worksheet, row: int) -> Iterator[int]:
    """The columns of a row from B on at which a cell, merged or not, begins."""
    covered = {
        column
        for area in sheet.merged_cells.ranges
        if area.min_row <= row <= area.max_row
        for column in range(area.min_col + 1, area.max_col + 1)
    }
    yield from (column for column in range(2, sheet.max_column + 1) if column not in covered)


def fill_checklist_in_word(path: Path, form: Definition, chosen: Sequence[str]) -> None:
    """Clicks the box of one conclusion for each item, or writes the record where words decide."""
    document = Document(str(path))
    table = next(own for own in document.tables if len(own.rows) > len(form.items))
    places = _places(table, form)
    for row, item, conclusion in zip(table.rows[1:], form.items, chosen, strict=True):
        if "conclusion" in places:
            at = item.offers.index(conclusion)
            cell = row.cells[places["conclusion"]]
            box = cell._tc.xpath(".//*[local-name()='sdt']")[at]
            (state,) = box.xpath(".//*[local-name()='checked']")
            state.set(state.keys()[0], "1")
            box.xpath(".//*[local-name()='t']")[0].text = "☒"
        record = row.cells[places["record"]]
        record.text = _record(form, conclusion)
    document.save(str(path))


def _record(form: Definition, conclusion: str) -> str:
    if conclusion == "nonconform":
        return RECORD
    return "未发现问题" if form.conclusions == "text" else ""


def _places(table: Table, form: Definition) -> dict[str, int]:
    titles = [cell.text for cell in table.rows[0].cells]
    return {own.role: titles.index(own.print) for own in form.columns if own.print in titles}


def fill_checklist_in_excel(path: Path, form: Definition, chosen: Sequence[str]) -> None:
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    titles = [column.print for column in form.columns]
    top = next(
        row
        for row in range(1, sheet.max_row)
        if [sheet.cell(row, at).value for at in range(1, len(titles) + 1)] == titles
    )
    roles = {column.role: at for at, column in enumerate(form.columns, start=1)}
    for row, (item, conclusion) in enumerate(zip(form.items, chosen, strict=True), start=top + 1):
        if "conclusion" in roles:
            sheet.cell(row, roles["conclusion"]).value = form.word(item, conclusion)
        sheet.cell(row, roles["record"]).value = _record(form, conclusion) or None
    workbook.save(path)
