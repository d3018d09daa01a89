"""An empty issue summary in Excel: its head, numbered lines for the findings, its signatures."""

from __future__ import annotations

from collections.abc import Mapping

from openpyxl.worksheet.worksheet import Worksheet

from docforge.blanks.checklist_sheet import across, field_row, titled
from docforge.forms import Definition
from docforge.forms.definitions.definition import FieldDefinition
from docforge.sheets.heights import fit_heights
from docforge.sheets.workbook import new_workbook, print_across, put, workbook_bytes

_WIDTH = 4
_WIDTHS = {"A": 8, "B": 16, "C": 50, "D": 30}
_LINES = 10
_SIGNED = ("inspectors", "inspected_on", "representative", "contact", "phone")


def summary_sheet(form: Definition, known: Mapping[str, str]) -> bytes:
    """The .xlsx of an empty issue summary; `known` fills its head by field key."""
    assert form.findings is not None
    workbook = new_workbook()
    sheet: Worksheet = workbook.create_sheet(form.attachment or "问题汇总表")
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    titled(sheet, _WIDTH, form.title)
    row = 2
    fields = [field for field in form.fields if field.print]
    for field in (own for own in fields if own.label_follows):
        across(sheet, row, _WIDTH, f"{known.get(field.key) or '＿' * 16}（{_bare(field)}）")
        row += 1
    begins, ends = form.findings.begins_after, form.findings.ends_before
    before = [text for text in form.anchors if text not in form.notes and text != begins]
    opening = [text for text in before if "日内" not in text]
    for text in opening:
        across(sheet, row, _WIDTH, text)
        row += 1
    for field in fields:
        if not field.label_follows and field.key not in _SIGNED and not field.pattern:
            field_row(sheet, row, _WIDTH, field, known)
            row += 1
    across(sheet, row, _WIDTH, f"{begins}：")
    row = _lines(sheet, row + 1)
    asked = next((text for text in before if "日内" in text), "日内完成整改。")
    across(sheet, row, _WIDTH, f"{ends}在____{asked}")
    row += 1
    for field in (own for own in fields if own.key in _SIGNED):
        field_row(sheet, row, _WIDTH, field, known if field.key in ("contact", "phone") else {})
        row += 1
    for text in form.notes:
        across(sheet, row, _WIDTH, f"备注：{text}")
        row += 1
    fit_heights(sheet, 2, row - 1)
    print_across(sheet, header_rows=0)
    sheet.page_setup.orientation = "portrait"
    return workbook_bytes(workbook)


def _lines(sheet: Worksheet, row: int) -> int:
    """Numbered lines, a finding each; the row below them."""
    for number in range(1, _LINES + 1):
        put(sheet, row, 1, number)
        put(sheet, row, 2, None)
        sheet.merge_cells(start_row=row, start_column=2, end_row=row, end_column=_WIDTH)
        row += 1
    return row


def _bare(field: FieldDefinition) -> str:
    return field.print.strip("()（）")
