"""A filled checklist as a Word document: one content, many looks."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from samples.make import marks
from samples.make.answers import Checklist, Reply
from samples.make.archive import steady
from samples.make.marks import Option
from samples.make.people import FOOD, INDUSTRIAL
from samples.make.printed import Item, inspection_record
from samples.make.strokes import comment_on, revise, seal

SONG, FANGSONG, HEI = "宋体", "仿宋_GB2312", "黑体"
ROLES = ("number", "section", "content", "conclusion", "record", "remark")
OPTION_COLUMNS = (*ROLES[:3], "conform", "nonconform", "not_applicable", *ROLES[4:])
HEADERS = {
    "number": "序号",
    "section": "检查项目",
    "content": "检查内容",
    "conclusion": "检查结论",
    "record": "检查记录",
    "remark": "备注",
    "conform": "符合",
    "nonconform": "不符合",
    "not_applicable": "不适用",
}
_WIDTHS = {
    "number": 1.0,
    "section": 1.5,
    "content": 6.2,
    "conclusion": 1.7,
    "record": 4.8,
    "remark": 2.1,
    "conform": 1.1,
    "nonconform": 1.3,
    "not_applicable": 1.3,
}


@dataclass(frozen=True)
class Look:
    """How a checklist is laid out and marked.

    `columns` are roles of columns; the keys of options stand for a column of their own each.
    `breaks` are items before which a new table begins. `wording` and `numbers` replace an
    item's printed text and number, `order` the order of the items. `sign` marks an option's own
    column. `titles` replaces headers of columns. `head_way` marks the head where `way` does not.
    """

    way: str = "boxes"
    columns: Sequence[str] = ROLES
    stacked: bool = True
    breaks: Sequence[str] = ()
    head: Literal["lines", "table"] = "lines"
    merged: bool = True
    wording: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    order: Sequence[str] = ()
    sign: str = "√"
    titles: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    points: float = 9
    font: str = SONG
    head_way: str = ""
    label: str = "企业名称(盖章)"


def checklist(paper: Checklist, look: Look) -> bytes:
    """The .docx of a filled inspection record."""
    document = new_document(look.font, look.points)
    form = inspection_record()
    line(document, form.attachment.replace("件", "件 "), HEI, 14)
    line(document, form.title, HEI, 15, centred=True)
    _head(document, paper, look)
    items = [form.item(id_) for id_ in look.order] or list(form.items)
    items = [item for item in items if not paper.replies[item.id].missing]
    for number, part in enumerate(_parts(items, look.breaks)):
        if number:
            document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        _table(document, part, paper, look, with_header=number == 0)
    _foot(document, paper)
    return saved(document)


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


def _head(document: Paper, paper: Checklist, look: Look) -> None:
    categories = [Option(word, paper.category == word) for word in (INDUSTRIAL, FOOD)]
    if look.head == "lines":
        line(document, f"{look.label}：{paper.name}")
        _mark_all(line(document, "产品类别："), categories, look.head_way or look.way, "  ")
        for label, value in paper.head.items():
            line(document, f"{label}：{value}")
        return
    table = add_table(document, len(paper.head) + 2, (4.0, 13.3))
    for row, (label, value) in enumerate([(look.label, paper.name), *paper.head.items()]):
        write(table.cell(row, 0), label)
        write(table.cell(row, 1), value)
    write(table.cell(len(paper.head) + 1, 0), "产品类别")
    last = table.cell(len(paper.head) + 1, 1).paragraphs[0]
    _mark_all(last, categories, look.head_way or look.way, "  ")
    line(document, "")


def _parts(items: Sequence[Item], breaks: Sequence[str]) -> list[list[Item]]:
    parts: list[list[Item]] = [[]]
    for item in items:
        if item.id in breaks:
            parts.append([])
        parts[-1].append(item)
    return parts


def _table(
    document: Paper, items: Sequence[Item], paper: Checklist, look: Look, *, with_header: bool
) -> None:
    extra = 1 if paper.extra_row and items[-1].id == "9.1" else 0
    widths = [{**_WIDTHS, **look.widths}[role] for role in look.columns]
    table = add_table(document, len(items) + with_header + extra, widths)
    if with_header:
        for place, role in enumerate(look.columns):
            write(table.cell(0, place), {**HEADERS, **look.titles}[role], centred=True)
    if look.merged:
        _merge_sections(table, items, look, first=int(with_header))
    rows = [row.cells for row in table.rows[with_header:]]
    for cells, item in zip(rows, items, strict=False):
        for role, cell in zip(look.columns, cells, strict=True):
            _fill(document, cell, role, item, paper.replies[item.id], look)
    if extra:
        for role, cell in zip(look.columns, rows[-1], strict=True):
            write(cell, {"number": "10", "content": paper.extra_row}.get(role, ""))


def _merge_sections(table: Table, items: Sequence[Item], look: Look, *, first: int) -> None:
    """序号 and 检查项目 are one cell for all items of a section that stand together."""
    for place, role in enumerate(look.columns):
        if role not in ("number", "section"):
            continue
        top = 0
        for row in range(1, len(items) + 1):
            if row == len(items) or items[row].section != items[top].section:
                if row - top > 1:
                    upper = table.cell(first + top, place)
                    upper.merge(table.cell(first + row - 1, place))
                top = row


def _fill(document: Paper, cell: _Cell, role: str, item: Item, reply: Reply, look: Look) -> None:
    if role == "conclusion":
        _conclude(cell, item, reply, look)
    elif role == "record":
        _record(document, cell, reply)
    elif role == "content":
        number = look.numbers.get(item.id, item.number)
        write(cell, f"{number} {look.wording.get(item.id, item.text)}".strip())
    elif role == "remark":
        write(cell, "\n".join(text for text in (item.remark, reply.remark) if text))
    elif role in ("number", "section"):
        if not cell.text:
            write(cell, item.section if role == "section" else item.section_number, centred=True)
    elif role in reply.marked:
        write(cell, look.sign, centred=True)
    elif role not in item.offers:
        write(cell, "—", centred=True)


def _conclude(cell: _Cell, item: Item, reply: Reply, look: Look) -> None:
    words = inspection_record().options
    offered = [*item.offers, *(option for option in reply.marked if option not in item.offers)]
    options = [Option(words[key], key in reply.marked) for key in offered]
    if look.way == "chosen word only":
        options = [option for option in options if option.chosen]
    if not look.stacked:
        _mark_all(cell.paragraphs[0], options, look.way, " ")
        return
    for number, option in enumerate(options):
        marks.put(look.way, cell.paragraphs[0] if not number else cell.add_paragraph(), option)


def _mark_all(paragraph: Paragraph, options: Sequence[Option], way: str, gap: str) -> None:
    for number, option in enumerate(options):
        if number:
            paragraph.add_run(gap)
        marks.put(way, paragraph, option)


def _record(document: Paper, cell: _Cell, reply: Reply) -> None:
    write(cell, reply.written)
    if reply.deleted:
        revise(cell.paragraphs[0], reply.deleted)
    if reply.comment:
        comment_on(document, cell.paragraphs[0], reply.comment)


def _foot(document: Paper, paper: Checklist) -> None:
    line(document, "")
    line(document, "备注：" + " ".join(inspection_record().notes))
    line(document, f"检查组成员签字：{paper.between_names.join(paper.inspectors)}")
    line(document, f"检查时间：{paper.inspected_on or '      年    月    日'}")
    last = line(document, f"企业代表确认签字（盖章）：{paper.signed}")
    if paper.sealed:
        last.add_run().add_picture(seal(), width=Cm(3.2))
