"""A filled checklist as a Word document: one content, many looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from docx.document import Document as Paper
from docx.enum.text import WD_BREAK
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from samples.make import marks
from samples.make.answers import Checklist, Reply
from samples.make.marks import Option
from samples.make.paper import HEI, SONG, add_table, line, new_document, number_pages, saved, write
from samples.make.people import FOOD, INDUSTRIAL
from samples.make.printed import Item, inspection_record
from samples.make.strokes import comment_on, revise, seal

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
    `section_rows` gives each section a heading row of its own and numbers items 1.1, 1.2 …
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
    section_rows: bool = False
    page_numbers: bool = False
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
    if look.page_numbers:
        number_pages(document)
    return saved(document)


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
    rows = _rows(items, paper, look)
    widths = [{**_WIDTHS, **look.widths}[role] for role in look.columns]
    table = add_table(document, len(rows) + with_header, widths)
    if with_header:
        for place, role in enumerate(look.columns):
            write(table.cell(0, place), {**HEADERS, **look.titles}[role], centred=True)
    if look.merged and not look.section_rows:
        _merge_sections(table, items, look, first=int(with_header))
    for ruled, row in zip(table.rows[with_header:], rows, strict=True):
        cells = ruled.cells
        if isinstance(row, str):
            write(cells[0].merge(cells[-1]), row)
            continue
        reply = paper.replies.get(row.id, Reply())
        for role, cell in zip(look.columns, cells, strict=True):
            _fill(document, cell, role, row, reply, look)


def _rows(items: Sequence[Item], paper: Checklist, look: Look) -> list[Item | str]:
    """What stands in the table's rows: items, headings of sections, a row nobody printed."""
    rows: list[Item | str] = []
    for number, item in enumerate(items):
        if look.section_rows and (number == 0 or items[number - 1].section != item.section):
            rows.append(f"{'一二三四五六七八九'[int(item.section_number) - 1]}、{item.section}")
        rows.append(item)
    if paper.extra_row and items[-1].id == "9.1":
        rows.append(Item("10", "", "", "10", paper.extra_row, (), ""))
    return rows


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
        number = "" if look.section_rows else look.numbers.get(item.id, item.number)
        write(cell, f"{number} {look.wording.get(item.id, item.text)}".strip())
    elif role == "remark":
        write(cell, "\n".join(text for text in (item.remark, reply.remark) if text))
    elif role in ("number", "section"):
        if not cell.text:
            number = item.id if look.section_rows else item.section_number
            write(cell, item.section if role == "section" else number, centred=True)
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
