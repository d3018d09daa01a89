"""A register in Word from its definition alone: its bands, groups, header on every page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.table import Table

from docforge.blanks.paper import (
    HEI,
    LEAST_ROW,
    add_table,
    keep_whole,
    line,
    new_paper,
    packed,
    room_for,
    write,
)
from docforge.forms import Definition
from docforge.forms.definitions.definition import Band, FieldDefinition, RegisterColumn

SEQUENCE = "sequence"
FOOT = ("representative", "contact", "phone", "seal_line")
"""Fields that stand below the table where the form has signatures."""
_SPACE = "\u3000"
_ACROSS, _ACROSS_LANDSCAPE = 46, 68
"""Characters of 10.5 points in a line of the page."""
_LEAST_ROOM = 4
_WIDE = ("name", "address", "problem", "measures", "cause", "evidence", "remark", "uscc", "licence")


def register_document(
    form: Definition,
    rows: Sequence[Mapping[str, str]],
    head: Mapping[str, str],
    foot: Sequence[str] = (),
) -> bytes:
    """The .docx of a register: `rows` by column key, `head` by field key, `foot` lines below."""
    document = new_paper(landscape=form.landscape, points=8 if len(form.bands) > 1 else 9)
    if form.attachment:
        line(document, form.attachment, font=HEI, points=14)
    line(document, form.title, font=HEI, points=16, centred=True)
    line(document, head_line(form, head))
    bands = [_without_sequence(band) for band in form.bands]
    width = max(map(len, bands))
    shares = [_share(column.key) for column in max(bands, key=len)]
    deep = [2 if any(column.group for column in band) else 1 for band in bands]
    table = add_table(document, sum(deep) + len(bands) * len(rows), [0.6, *shares])
    top = 0
    for band, height in zip(bands, deep, strict=True):
        _header(table, top, band, height, width)
        top += height
    _number(table, 0, top, "序号")
    for row in range(top):
        keep_whole(table.rows[row], header=True)
    for number, entry in enumerate(rows, start=1):
        _number(table, top, len(bands), str(number))
        for band in bands:
            _entry(table, top, band, entry, width)
            keep_whole(table.rows[top], with_next=band is not bands[-1])
            top += 1
    line(document, foot_line(form, head))
    for text in (*form.notes, *foot):
        line(document, text, points=9)
    return packed(document)


def head_line(form: Definition, head: Mapping[str, str]) -> str:
    """The fields above the table, each behind its label, with room to write what is not known."""
    return _spread([field for field in form.fields if is_above(field)], form, head)


def foot_line(form: Definition, head: Mapping[str, str]) -> str:
    """The fields below the table, with room to sign."""
    return _spread([field for field in form.fields if not is_above(field)], form, head)


def _spread(fields: Sequence[FieldDefinition], form: Definition, head: Mapping[str, str]) -> str:
    """Labels and values across the page; those that are open share the room that is left."""
    values = [head.get(field.key) or room_for(field) for field in fields]
    taken = sum(
        len(field.label) + 1 + len(value) for field, value in zip(fields, values, strict=True)
    )
    between = 2 * max(len(fields) - 1, 0)
    left = (_ACROSS_LANDSCAPE if form.landscape else _ACROSS) - taken - between
    share = max(left // max(values.count(""), 1), _LEAST_ROOM)
    return (2 * _SPACE).join(
        f"{field.label}：{value or share * _SPACE}"
        for field, value in zip(fields, values, strict=True)
    )


def is_above(field: FieldDefinition) -> bool:
    """Whether a field is printed above the table."""
    return field.key not in FOOT


def _without_sequence(band: Band) -> list[RegisterColumn]:
    return [column for column in band.columns if column.key != SEQUENCE]


def _share(key: str) -> float:
    return 1.8 if any(word in key for word in _WIDE) else 1.0


def spread(band: Sequence[RegisterColumn], width: int) -> list[tuple[RegisterColumn, int, int]]:
    """The columns with their first grid column and their span; the last takes what is left over."""
    last = len(band) - 1
    return [
        (column, place, 1 if place < last else width - last) for place, column in enumerate(band)
    ]


def _header(table: Table, top: int, band: Sequence[RegisterColumn], deep: int, width: int) -> None:
    for column, place, span in spread(band, width):
        upper = top + deep - 1 if column.group else top
        cell = table.cell(upper, place + 1)
        cell = cell.merge(table.cell(top + deep - 1, place + span))
        write(cell, column.print)
        opens = column.group and (place == 0 or band[place - 1].group != column.group)
        if opens:
            last = place + sum(other.group == column.group for other in band[place:]) - 1
            end = width if last == len(band) - 1 else last + 1
            write(table.cell(top, place + 1).merge(table.cell(top, end)), column.group)


def _number(table: Table, top: int, rows: int, text: str) -> None:
    write(table.cell(top, 0).merge(table.cell(top + rows - 1, 0)), text)


def _entry(
    table: Table, row: int, band: Sequence[RegisterColumn], entry: Mapping[str, str], width: int
) -> None:
    table.rows[row].height, table.rows[row].height_rule = LEAST_ROW, WD_ROW_HEIGHT_RULE.AT_LEAST
    for column, place, span in spread(band, width):
        cell = table.cell(row, place + 1)
        if span > 1:
            cell = cell.merge(table.cell(row, place + span))
        write(cell, entry.get(column.key, ""))
