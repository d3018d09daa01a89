"""Returned registers, reports and statistics of every other form: the same entries in Word with
the header on two levels, and in Excel with units, a total row and notes below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from docx.enum.section import WD_ORIENT
from docx.shared import Cm
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samples.make import excel, paper
from samples.make.particulars import chinese
from samples.make.people import persons
from samples.make.printed import PARSERS
from samples.make.sample import Sample
from samples.make.truth import Truth, of_register

Cell = str | int | float | date
_NOTHING = ("无", "/")
_RULED = Border(*(Side(style="thin"),) * 4)
_MIDDLE = Alignment("center", "center", wrap_text=True)


@dataclass(frozen=True)
class Returned:
    """What was sent back on one form; `head` by field key, `rows` by column key."""

    form: Mapping[str, Any]
    head: Mapping[str, Cell]
    rows: Sequence[Mapping[str, Cell]]
    total: bool

    @property
    def bands(self) -> list[list[dict[str, Any]]]:
        return [band["columns"] for band in self.form["bands"]]

    def label(self, key: str) -> str:
        return str(next(each["print"] for each in self.form["fields"] if each["key"] == key))


def samples() -> Iterator[Sample]:
    """In the order of their names: a Word file and a workbook of each form."""
    for number, returned in enumerate(_all(), start=1):
        id_ = returned.form["id"].replace("/", "-")
        words = f"{returned.form['title']}: filled in {{}}"
        truth = _truth(returned)
        for series, ending, content, shows in (
            ("7", "docx", _document, words.format("Word, both levels of its header printed.")),
            (
                "8",
                "xlsx",
                _workbook,
                words.format("Excel, notes below, a total where summed."),
            ),
        ):
            yield Sample(
                f"{series}{number:02d}-{id_}.{ending}",
                partial(content, returned),
                truth,
                shows,
            )


@cache
def _all() -> tuple[Returned, ...]:
    listed = yaml.safe_load((Path(__file__).parent / "returned.yaml").read_text("utf-8"))
    return tuple(_returned(id_, entry) for id_, entry in listed.items())


def _returned(id_: str, entry: Mapping[str, Any]) -> Returned:
    form = yaml.safe_load((PARSERS / f"{id_}.yaml").read_text("utf-8"))
    keys = {field["key"] for field in form["fields"]}
    signed, contact = persons(f"returned {id_}", 2)
    head: dict[str, Cell] = {
        "reporting_unit": entry.get("unit", ""),
        "reported_on": entry["day"],
        "representative": signed,
        "contact": contact,
        "phone": "0348-2012345",
        **entry.get("head", {}),
    }
    head = {key: value for key, value in head.items() if key in keys and value}
    return Returned(form, head, entry["rows"], entry.get("total", False))


def _truth(returned: Returned) -> Truth:
    rows = []
    for number, row in enumerate(returned.rows, start=1):
        meant = {key: _meant(value) for key, value in row.items() if value not in ("/",)}
        rows.append({"sequence": number, **meant})
    fields = {key: _meant(value) for key, value in returned.head.items()}
    for definition in returned.form["fields"]:
        if definition.get("type") == "names":
            fields[definition["key"]] = [fields[definition["key"]]]
    return of_register(returned.form["id"], fields, rows)


def _meant(value: Cell) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _written(value: Cell | None) -> str:
    return chinese(value) if isinstance(value, date) else "" if value is None else str(value)


def _entry(number: int, row: Mapping[str, Cell], key: str) -> Cell | None:
    return number if key == "sequence" else row.get(key)


def _width(returned: Returned) -> int:
    return max(len(band) for band in returned.bands)


def _document(returned: Returned) -> bytes:
    """Word: the head in lines, one table, the foot in lines."""
    document = paper.new_document(points=8)
    width = _width(returned)
    section = document.sections[0]
    if returned.form.get("landscape"):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    if returned.form.get("attachment"):
        paper.line(document, returned.form["attachment"], paper.HEI, 14)
    paper.line(document, returned.form["title"], paper.HEI, 16, centred=True)
    foot = {"representative", "contact", "phone"}
    for key, value in returned.head.items():
        if key not in foot:
            paper.line(document, f"{returned.label(key)}：{_written(value)}", paper.SONG, 10.5)
    deep = [2 if any(c.get("group") for c in band) else 1 for band in returned.bands]
    total = sum(deep) + len(returned.bands) * len(returned.rows)
    table = paper.add_table(document, total, [26.0 / width] * width)
    row = 0
    for band, rows in zip(returned.bands, deep, strict=True):
        _header(table, row, band, rows)
        row += rows
    for number, entry in enumerate(returned.rows, start=1):
        for band in returned.bands:
            for place, column in enumerate(band):
                text = _entry(number, entry, column["key"])
                paper.write(table.cell(row, place), _written(text), centred=True)
            row += 1
    section.left_margin = section.right_margin = Cm(1.5)
    ends = [f"{returned.label(k)}：{_written(v)}" for k, v in returned.head.items() if k in foot]
    for text in (*ends, *returned.form.get("notes", ())):
        paper.line(document, text, paper.SONG, 10.5)
    return paper.saved(document)


def _header(table: Table, row: int, band: Sequence[Mapping[str, Any]], rows: int) -> None:
    for place, column in enumerate(band):
        group = column.get("group", "")
        cell = table.cell(row + rows - 1 if group else row, place)
        if not group and rows > 1:
            cell = cell.merge(table.cell(row + 1, place))
        paper.write(cell, column["print"], centred=True)
        opens = group and (place == 0 or band[place - 1].get("group") != group)
        if opens:
            last = place + sum(other.get("group") == group for other in band) - 1
            merged = table.cell(row, place).merge(table.cell(row, last))
            paper.write(merged, group, centred=True)


def _workbook(returned: Returned) -> bytes:
    """Excel: label and value side by side, figures as numbers, a total row, notes."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = returned.form.get("attachment") or "台账"
    width = _width(returned)
    sheet.append([returned.form["title"]])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    for key, value in returned.head.items():
        sheet.append([returned.label(key), None, value])
        row = sheet.max_row
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
        if isinstance(value, date):
            sheet.cell(sheet.max_row, 3).number_format = "yyyy-mm-dd"
    top = sheet.max_row + 1
    for band in returned.bands:
        _sheet_header(sheet, band)
    for number, entry in enumerate(returned.rows, start=1):
        for band in returned.bands:
            keys = [column["key"] for column in band]
            sheet.append([_entry(number, entry, key) for key in keys])
    if returned.total:
        sums = [_sum(returned, column["key"]) for column in returned.bands[0]]
        sheet.append(["合计", *sums[1:]])
    for line in sheet.iter_rows(min_row=top, max_row=sheet.max_row, max_col=width):
        for cell in line:
            cell.border, cell.alignment = _RULED, _MIDDLE
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    for note in returned.form.get("notes", ()):
        sheet.append([note])
        sheet.merge_cells(
            start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=width
        )
    for place in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(place)].width = 14
    return excel.saved(workbook)


def _sheet_header(sheet: Worksheet, band: Sequence[Mapping[str, Any]]) -> None:
    top, grouped = sheet.max_row + 1, any(column.get("group") for column in band)
    for place, column in enumerate(band, start=1):
        group = column.get("group")
        sheet.cell(top + 1 if group else top, place, column["print"])
        if grouped and not group:
            sheet.merge_cells(start_row=top, start_column=place, end_row=top + 1, end_column=place)
        if group and (place == 1 or band[place - 2].get("group") != group):
            sheet.cell(top, place, group)
            last = place + sum(other.get("group") == group for other in band) - 1
            sheet.merge_cells(start_row=top, start_column=place, end_row=top, end_column=last)


def _sum(returned: Returned, key: str) -> float | None:
    found = [row.get(key) for row in returned.rows]
    figures = [float(each) for each in found if isinstance(each, int | float)]
    return sum(figures) if figures else None
