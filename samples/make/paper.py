"""A Word document's paper: A4, Chinese fonts, lines and ruled tables."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from samples.make import marks
from samples.make.archive import steady

SONG, FANGSONG, HEI = "宋体", "仿宋_GB2312", "黑体"


def new_document(font: str = SONG, points: float = 10.5) -> Paper:
    """An empty A4 document in a Chinese font."""
    document = Document()
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    normal.font.name, normal.font.size = "Times New Roman", Pt(points)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.8)
    section.top_margin = section.bottom_margin = Cm(2)
    return document


def saved(document: Paper) -> bytes:
    _lighten(document)
    stream = io.BytesIO()
    document.save(stream)
    return steady(stream.getvalue())


def _lighten(document: Paper) -> None:
    """Drop what the blank document brings and no form uses: its picture and table styles."""
    for rels, kind in (
        (document.part.package.rels, "/thumbnail"),
        (document.part.rels, "/stylesWithEffects"),
    ):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(kind)]:
            del rels[key]
    for style in list(document.styles.element.iterfind(qn("w:style"))):
        kept = style.get(qn("w:styleId")) in ("TableGrid", "TableNormal")
        if style.get(qn("w:type")) == "table" and not kept:
            document.styles.element.remove(style)


def line(
    document: Paper, text: str, font: str = "", points: float = 0, *, centred: bool = False
) -> Paragraph:
    """A paragraph of the body, close to the next."""
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text)
    if font:
        marks.set_font(run, "Times New Roman", font)
        run.font.size = Pt(points)
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def add_table(document: Paper, rows: int, widths: Sequence[float]) -> Table:
    """A ruled table with columns of fixed widths in centimetres."""
    table: Table = document.add_table(rows, len(widths))
    table.style, table.autofit = "Table Grid", False
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    return table


def write(cell: _Cell, text: str, *, centred: bool = False) -> None:
    """Text into a cell, a paragraph for each line."""
    for number, part in enumerate(text.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.add_run(part)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def number_pages(document: Paper) -> None:
    """“第1页 共2页” at the foot of every page, as fields."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for before, name, after in (("第", "PAGE", "页  "), ("共", "NUMPAGES", "页")):
        foot.add_run(before)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), name)
        foot._p.append(field)
        foot.add_run(after)
