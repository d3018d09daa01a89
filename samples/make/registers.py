"""Returned steel registers: two bands an enterprise, in Word, Excel and PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from docx.enum.section import WD_ORIENT
from docx.oxml.parser import OxmlElement
from docx.shared import Cm
from docx.table import Table
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.properties import PageSetupProperties

from samples.make import excel, paper
from samples.make.particulars import chinese
from samples.make.people import persons
from samples.make.sample import Sample
from samples.make.steel import (
    FORM,
    HENGYUE,
    HONGLU,
    JINTAI,
    ZHAZHI,
    Column,
    Plant,
    bands,
    otherwise,
)
from samples.make.truth import Truth, of_register

_TITLE = "山西省钢铁获证企业生产状况登记表"
_NOTE = "填表说明：本表由企业如实填写，并签字盖章确认。"
# The printed grid has 20 columns. Two of the upper band are wide; the lower band leaves the first
# (序号) and the last one empty.
_UPPER_SPANS = {"enterprise_name": 5, "production_address": 3}
_GRID = 20


def samples() -> Iterator[Sample]:
    """In the order of their names. 恒岳特钢 stands in the first two alike, 恒岳轧制 in the first
    and the third with different figures."""
    yield _stacked()
    yield _repeated()
    yield _printed()


def _truth(unit: str, day: date, plants: Sequence[Plant], who: tuple[str, str, str]) -> Truth:
    fields = {
        "reporting_unit": unit,
        "reported_on": day.isoformat(),
        "representative": who[0],
        "contact": who[1],
        "phone": who[2],
    }
    return of_register(FORM, fields, [plant.truth for plant in plants])


def _stacked() -> Sample:
    unit, day, plants = "云州市云中区市场监督管理局", date(2022, 7, 15), (HENGYUE, ZHAZHI)
    signed, contact = persons("register 40", 2)
    who = (signed, contact, "0348-2012345")
    return Sample(
        "40-steel-register.docx",
        lambda: _document(unit, day, plants, who, repeated=False),
        _truth(unit, day, plants, who),
        "Steel register: both bands of headers once, then two rows an enterprise in turn.",
    )


def _repeated() -> Sample:
    unit, day, plants = "云州市市场监督管理局", date(2022, 8, 5), (HENGYUE, HONGLU)
    signed, contact = persons("register 41", 2)
    who = (signed, contact, "13000001188")
    return Sample(
        "41-steel-register.xlsx",
        lambda: _workbook(unit, day, plants, who),
        _truth(unit, day, plants, who),
        "Steel register: both bands of headers again for each enterprise; one enterprise stands in "
        "40 too, with the same figures.",
    )


def _printed() -> Sample:
    unit, day = "云州市云中区市场监督管理局", date(2022, 9, 20)
    plants = (otherwise(ZHAZHI, output_total="48.9", output_rebar="48.9"), JINTAI)
    signed, contact = persons("register 42", 2)
    who = (signed, contact, "0348-2067890")
    return Sample(
        "42-steel-register.pdf",
        lambda: _document(unit, day, plants, who, repeated=True),
        _truth(unit, day, plants, who),
        "Steel register printed from Word across the page; one enterprise stands in 40 too, with "
        "another output.",
    )


def _document(
    unit: str, day: date, plants: Sequence[Plant], who: tuple[str, str, str], *, repeated: bool
) -> bytes:
    """Landscape Word; `repeated` prints both headers above each enterprise."""
    document = paper.new_document(points=7)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    section.top_margin = section.bottom_margin = Cm(1.5)
    paper.line(document, "附件 3", paper.HEI, 14)
    paper.line(document, _TITLE, paper.HEI, 16, centred=True)
    paper.line(document, f"填表单位：{unit}", paper.SONG, 10.5)
    paper.line(document, f"填表时间：{chinese(day)}", paper.SONG, 10.5)
    blocks = [[plant] for plant in plants] if repeated else [list(plants)]
    rows = sum(3 + 2 * len(block) for block in blocks)
    table = paper.add_table(document, rows, [1.0] + [1.31] * (_GRID - 1))
    row, number = 0, 0
    for block in blocks:
        _headers(table, row)
        row += 3
        for plant in block:
            number += 1
            _entry(table, row, number, plant)
            row += 2
    for ruled in table.rows:
        ruled._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    paper.line(document, "")
    paper.line(document, f"企业代表确认签字(公章)：{who[0]}", paper.SONG, 10.5)
    paper.line(document, f"联系人：{who[1]}    联系电话：{who[2]}", paper.SONG, 10.5)
    paper.line(document, chinese(day), paper.SONG, 10.5)
    paper.line(document, _NOTE, paper.SONG, 9)
    return paper.saved(document)


def _headers(table: Table, row: int) -> None:
    """The upper band's header takes two rows, the lower band's one."""
    upper, lower = bands()
    place = 0
    groups: dict[str, list[int]] = {}
    for column in upper:
        span = _UPPER_SPANS.get(column.key, 1)
        if column.group:
            groups.setdefault(column.group, []).append(place)
            paper.write(table.cell(row + 1, place), column.title, centred=True)
        else:
            cell = table.cell(row, place).merge(table.cell(row + 1, place + span - 1))
            paper.write(cell, column.title, centred=True)
        place += span
    for title, places in groups.items():
        cell = table.cell(row, places[0]).merge(table.cell(row, places[-1]))
        paper.write(cell, title, centred=True)
    for place, column in enumerate(lower, start=1):
        paper.write(table.cell(row + 2, place), column.title, centred=True)


def _entry(table: Table, row: int, number: int, plant: Plant) -> None:
    upper, lower = bands()
    paper.write(table.cell(row, 0).merge(table.cell(row + 1, 0)), str(number), centred=True)
    place = 1
    for column in upper[1:]:
        span = _UPPER_SPANS.get(column.key, 1)
        cell = table.cell(row, place)
        if span > 1:
            cell = cell.merge(table.cell(row, place + span - 1))
        paper.write(cell, plant.written[column.key], centred=True)
        place += span
    for place, column in enumerate(lower, start=1):
        paper.write(table.cell(row + 1, place), plant.written[column.key], centred=True)


def _workbook(unit: str, day: date, plants: Sequence[Plant], who: tuple[str, str, str]) -> bytes:
    """Excel with both headers above each enterprise, figures as numbers."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "附件3"
    width = len(bands()[1])
    sheet.append([_TITLE])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.append(["填表单位", unit])
    sheet.append(["填表时间", day])
    sheet["B3"].number_format = 'yyyy"年"m"月"d"日"'
    for number, plant in enumerate(plants, start=1):
        for band in bands():
            _band(workbook, band, number, plant)
    sheet.append([f"企业代表确认签字(公章)：{who[0]}"])
    sheet.append([f"联系人：{who[1]}", None, None, f"联系电话：{who[2]}"])
    sheet.append([_NOTE])
    _dress(workbook, width)
    return excel.saved(workbook)


def _band(workbook: Workbook, band: Sequence[Column], number: int, plant: Plant) -> None:
    """A band's header (two rows where it has groups) and the enterprise's row under it."""
    sheet = workbook.worksheets[0]
    top = sheet.max_row + 1
    grouped = any(column.group for column in band)
    for place, column in enumerate(band, start=1):
        first = place == 1 or band[place - 2].group != column.group
        if column.group and first:
            sheet.cell(top, place, column.group)
            last = place + sum(other.group == column.group for other in band) - 1
            sheet.merge_cells(start_row=top, start_column=place, end_row=top, end_column=last)
        if grouped and not column.group:
            sheet.merge_cells(start_row=top, start_column=place, end_row=top + 1, end_column=place)
        sheet.cell(top + 1 if column.group else top, place, column.title)
        value = number if column.key == "sequence" else plant.written[column.key]
        figure = plant.truth.get(column.key)
        row = top + 1 + grouped
        sheet.cell(row, place, figure if isinstance(figure, float) else value)


def _dress(workbook: Workbook, width: int) -> None:
    sheet = workbook.worksheets[0]
    thin = Side(style="thin")
    for number, row in enumerate(sheet.iter_rows(max_col=width), start=1):
        for cell in row:
            in_table = 4 <= number <= sheet.max_row - 3
            cell.font = Font(name=paper.SONG, size=16 if number == 1 else 10)
            if in_table:
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if in_table or number == 1:
                cell.alignment = Alignment("center", "center", wrap_text=True)
        sheet.row_dimensions[number].height = 45 if 4 <= number <= sheet.max_row - 3 else 24
    for place in range(1, width + 1):
        sheet.column_dimensions[chr(64 + place)].width = 16
    sheet.page_setup.orientation = sheet.ORIENTATION_LANDSCAPE
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
