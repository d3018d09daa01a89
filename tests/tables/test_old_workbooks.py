"""Workbooks as tables: the old ones."""

from __future__ import annotations

from docforge import data
from docforge.tables.workbooks import workbook_sheets


def test_an_old_workbook_is_a_table_too() -> None:
    content = (data.folders("samples")[-1] / "ways" / "excel" / "old-typed.xls").read_bytes()
    (sheet, *_more) = workbook_sheets(content)
    words = [cell for line in sheet.lines for cell in line.cells if isinstance(cell, str)]
    assert any("企业名称" in word for word in words)
    assert sheet.lines[0].where.endswith("row 1")
