"""An empty checklist in Word from its definition: a check box that clicks for each option."""

from __future__ import annotations

from collections.abc import Mapping

from docx.oxml.parser import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from docforge.blanks.paper import HEI, add_table, keep_whole, line, new_paper, packed, write
from docforge.blanks.register_word import FOOT
from docforge.forms import Definition
from docforge.forms.definitions.definition import FieldDefinition, ItemDefinition

_SHARES = {"number": 0.6, "section": 1.2, "content": 4, "checkpoint": 3, "method": 3}
_SIGNED = (*FOOT, "inspectors", "inspected_on")
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
    document = new_paper(landscape=form.landscape)
    if form.attachment:
        line(document, form.attachment, font=HEI, points=14)
    line(document, form.title, font=HEI, points=16, centred=True)
    printed = [field for field in form.fields if field.print]
    for field in printed:
        if field.key not in _SIGNED:
            _field_line(line(document, f"{field.print}："), field, known)
    table = add_table(
        document, len(form.items) + 1, [_SHARES.get(own.role, 2) for own in form.columns]
    )
    for place, column in enumerate(form.columns):
        write(table.cell(0, place), column.print)
    keep_whole(table.rows[0], header=True)
    sections: list[int] = []
    for row, item in enumerate(form.items, start=1):
        goes_on = bool(sections) and sections[-1] == item.section_number
        sections.append(item.section_number)
        for place, column in enumerate(form.columns):
            cell = table.cell(row, place)
            if column.role in ("number", "section") and goes_on:
                table.cell(row - 1, place).merge(cell)
                continue
            _fill(cell, column.role, item, form)
        keep_whole(table.rows[row])
    for text in form.notes:
        line(document, text, points=9)
    for field in printed:
        if field.key in _SIGNED:
            line(document, f"{field.print}：")
    return packed(document)


def _field_line(own: Paragraph, field: FieldDefinition, known: Mapping[str, str]) -> None:
    for option in field.options:
        own._p.append(parse_xml(_BOX))
        own.add_run(option + "  ")
    if not field.options:
        own.add_run(known.get(field.key, ""))


def _fill(cell: _Cell, role: str, item: ItemDefinition, form: Definition) -> None:
    if role == "conclusion":
        for number, word in enumerate(form.printed(item)):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            paragraph._p.append(parse_xml(_BOX))
            paragraph.add_run(word)
        return
    texts = {
        "number": f"{item.section_number}{'**' if item.serious else ''}",
        "section": item.section,
        "content": f"{item.number} {item.text}".strip(),
        "checkpoint": item.checkpoint,
        "method": item.method,
        "remark": item.remark,
    }
    write(cell, texts.get(role, ""), centred=role in ("number", "section"))
