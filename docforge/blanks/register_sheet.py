"""An empty register in Excel: its bands of headings, lists to choose from, days and numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from docforge.blanks.register_word import SEQUENCE, foot_line, head_line
from docforge.forms import Definition
from docforge.forms.definitions.definition import RegisterColumn
from docforge.sheets.register import Heading, RegisterLine, RegisterSheet, register_workbook
from docforge.sheets.workbook import Content, iso_date, workbook_bytes

_YES_OR_NO = ("是", "否")
_MEASURED = re.compile(r"[(（][^()（）]*(?:吨|元|米)[^()（）]*[)）]")
"""Units in which parts count: 万吨, 万元. Whole things are counted in 台, 家, 件."""


def register_blank(
    form: Definition, rows: Sequence[Mapping[str, str]], head: Mapping[str, str]
) -> bytes:
    """The .xlsx of a register: `rows` by column key, `head` by field key; {} is an empty row."""
    types = {column.key: column.type for column in form.register_columns}
    lines = [
        RegisterLine({key: _typed(value, types.get(key, "text")) for key, value in row.items()})
        for row in rows
    ]
    sheet = RegisterSheet(
        title=form.title,
        bands=headings(form, {}),
        lines=lines,
        head=head_line(form, head),
        foot=(foot_line(form, head), *form.notes),
    )
    return workbook_bytes(register_workbook(sheet))


def headings(form: Definition, spans: Mapping[str, int]) -> list[list[Heading]]:
    """The printed columns of a register, band by band; `spans` are their widths in a template."""
    return [
        [
            Heading(
                each.key,
                each.print,
                each.group,
                spans.get(each.key, 1),
                _choices(each),
                _number_format(each),
            )
            for each in band.columns
            if each.key != SEQUENCE
        ]
        for band in form.bands
    ]


def _choices(column: RegisterColumn) -> tuple[str, ...]:
    if column.options:
        return column.options
    asks = column.type == "bool" or column.print.startswith("是否")
    return _YES_OR_NO if asks else ()


def _number_format(column: RegisterColumn) -> str:
    if column.type == "date":
        return "yyyy-mm-dd"
    if column.type != "number":
        return ""
    return "#,##0.00" if _MEASURED.search(column.group + column.print) else "#,##0"


def _typed(value: str, kind: str) -> Content:
    if kind == "date":
        return iso_date(value) or value
    if kind == "number" and re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return float(value) if "." in value else int(value)
    return value or None
