"""The paper a form is printed on in Word: A4, Chinese fonts, ruled tables, the same bytes again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from docforge.forms.definitions.definition import FieldDefinition

SONG, HEI = "宋体", "黑体"
MARGIN_MM = 15
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def new_paper(*, landscape: bool, points: float = 9) -> Paper:
    """An empty A4 document; `points` is the size of what stands in tables."""
    document = Document()
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = "Times New Roman", Pt(points)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        width, height = height, width
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    return document


def line(
    document: Paper, text: str, *, font: str = SONG, points: float = 10.5, centred: bool = False
) -> Paragraph:
    """A line of the head or foot."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(points), "Times New Roman"
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    paragraph.paragraph_format.space_after = Pt(3)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def room_for(field: FieldDefinition) -> str:
    """What is printed where a field is not known yet: the units of a date to be written."""
    date = "　　　　年　　月　　日"
    return {"date": date, "period": f"{date}至{date}"}.get(field.type, "")


def add_table(document: Paper, rows: int, widths: Sequence[float]) -> Table:
    """A ruled table with columns of these shares of the page's width."""
    section = document.sections[0]
    assert section.page_width is not None
    room = section.page_width / 36000 - 2 * MARGIN_MM  # EMU a millimetre
    table: Table = document.add_table(rows, len(widths))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, share in zip(table.columns, widths, strict=True):
        column.width = Mm(room * share / sum(widths))
    return table


def write(cell: _Cell, text: str, *, centred: bool = True) -> None:
    """Text into a cell, a paragraph for each of its lines."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(part)
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def keep_whole(row: _Row, *, header: bool = False, with_next: bool = False) -> None:
    """A row that no page break tears; a header is printed again on each page."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if header:
        properties.append(OxmlElement("w:tblHeader"))
    if with_next:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def packed(document: Paper) -> bytes:
    """The .docx; the same content gives the same bytes, whatever the hour."""
    written, result = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(result, "w") as target:
        for member in sorted(source.namelist(), key=lambda name: name != "[Content_Types].xml"):
            info = zipfile.ZipInfo(member, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            target.writestr(info, source.read(member))
    return result.getvalue()


LEAST_ROW = Cm(0.9)
