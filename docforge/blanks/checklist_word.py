"""An empty checklist in Word from its definition: a check box that clicks for each option."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.parser import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from docforge.blanks.checklist_rows import PrintedRow, printed_checklist
from docforge.blanks.paper import (
    HEI,
    add_table,
    keep_whole,
    line,
    new_paper,
    packed,
    room_for,
    write,
)
from docforge.forms import Definition
from docforge.forms.definitions.definition import ColumnRole, FieldDefinition

_SHARES: dict[ColumnRole, float] = {
    "number": 0.6,
    "section": 1.2,
    "content": 4,
    "checkpoint": 3,
    "method": 3,
    "points": 0.7,
    "score": 0.8,
    "deduction": 0.8,
}
_BOX = (
    '<w:sdt xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"><w:sdtPr>'
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" '
    'w14:font="MS Gothic"/><w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/>'
    '</w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" '
    'w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"/></w:rPr><w:t>☐</w:t></w:r>'
    "</w:sdtContent></w:sdt>"
)


def checklist_document(form: Definition, known: Mapping[str, str]) -> bytes:
    """The .docx of an empty checklist; `known` fills fields of its head by key."""
    printed = printed_checklist(form)
    document = new_paper(landscape=form.landscape)
    if form.attachment:
        line(document, form.attachment, font=HEI, points=14)
    line(document, form.title, font=HEI, points=16, centred=True)
    for field in printed.above:
        _field_line(line(document, f"{field.print}："), field, known)
    table = add_table(
        document, len(printed.rows) + 1, [_SHARES.get(own.role, 2) for own in printed.columns]
    )
    for place, column in enumerate(printed.columns):
        write(table.cell(0, place), column.print)
    keep_whole(table.rows[0], header=True)
    for number, row in enumerate(printed.rows, start=1):
        for place, column in enumerate(printed.columns):
            cell = table.cell(number, place)
            if row.goes_on(column.role):
                table.cell(number - 1, place).merge(cell)
            else:
                _fill(cell, column.role, row)
        keep_whole(table.rows[number])
    for text in form.notes:
        line(document, text, points=9)
    for field in printed.below:
        line(document, f"{field.print}：{room_for(field)}")
    return packed(document)


def _field_line(own: Paragraph, field: FieldDefinition, known: Mapping[str, str]) -> None:
    for option in field.options:
        own._p.append(parse_xml(_BOX))
        own.add_run(option + "  ")
    if not field.options:
        own.add_run(_known(field, known))


def _known(field: FieldDefinition, known: Mapping[str, str]) -> str:
    if field.until and known.get(field.key) and known.get(field.until):
        return f"{known[field.key]}至{known[field.until]}"
    return known.get(field.key) or room_for(field)


def _fill(cell: _Cell, role: ColumnRole, row: PrintedRow) -> None:
    if role == "conclusion":
        for number, word in enumerate(row.offers):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph._p.append(parse_xml(_BOX))
            paragraph.add_run(word)
        return
    write(cell, row.text(role), centred=role in ("number", "section", "points"))
