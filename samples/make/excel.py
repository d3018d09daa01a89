"""A filled checklist as an Excel workbook: typed marks, merged cells, columns of options."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from samples.make.answers import Checklist, Reply
from samples.make.archive import steady
from samples.make.marks import Option, typed
from samples.make.paper import HEI, SONG
from samples.make.people import FOOD, INDUSTRIAL
from samples.make.printed import Item, inspection_record
from samples.make.word import HEADERS, ROLES

Content = str | int | float | date | CellRichText | None

_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="center", wrap_text=True)
_WIDTHS = {"number": 6, "section": 10, "content": 46, "conclusion": 13, "record": 34, "remark": 18}
_OPTION_WIDTH = 8


@dataclass(frozen=True)
class SheetLook:
    """How a checklist is laid out in a workbook.

    `way` is a typed way of marking, "rich text" (boxes are letters in Wingdings 2) or "lone" (a
    single √ or × in the conclusion's cell); columns of options need none. `above` are title rows
    before the form, `beside` another sheet: its name and rows. `first_column` leaves empty
    columns at the left. `one_cell_head` writes label and value into one merged cell.
    `hidden_rows` are items whose rows are hidden, `choices` adds drop-down lists.
    """

    way: str = "boxes"
    columns: Sequence[str] = ROLES
    above: Sequence[str] = ()
    beside: tuple[str, Sequence[Sequence[Content]]] | None = None
    first_column: int = 1
    one_cell_head: bool = True
    stacked: bool = True
    sheet: str = "附件2"
    date_cell: date | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    widths: Mapping[str, float] = field(default_factory=dict)
    hidden_rows: Sequence[str] = ()
    choices: bool = False


class _Sheet:
    """A worksheet written row by row, each as high as its longest text. Widths in letters."""

    def __init__(self, sheet: Worksheet, first: int, widths: Sequence[float]) -> None:
        self.sheet, self.first, self.widths, self.row = sheet, first, widths, 0
        self.width = len(widths)
        for place, width in enumerate(widths):
            sheet.column_dimensions[get_column_letter(first + place)].width = width

    def _grow(self, text: Content, width: float, points: float) -> None:
        """Make the row high enough for a text in a cell of this width."""
        lines = sum(
            max(1, ceil(sum(2 if ord(c) > 0x2E7F else 1.1 for c in part) / (width - 1)))
            for part in str(text).split("\n")
        )
        row = self.sheet.row_dimensions[self.row]
        row.height = max(row.height or 0, lines * points * 1.35 + 5)

    def wide(self, text: Content, *, bold: bool = False, points: float = 11) -> None:
        """A row that is one merged cell."""
        self.row += 1
        cell = self.sheet.cell(self.row, self.first, text)
        cell.font = Font(name=HEI if bold else SONG, size=points)
        cell.alignment = _CENTRED if bold else _WRAPPED
        self._grow(text, sum(self.widths), points)
        self.merge(self.row, 0, self.row, self.width - 1)

    def pair(self, label: str, value: Content, *, split: int = 2) -> None:
        """A row of a label and its value, each merged over some columns."""
        self.row += 1
        for place, text in ((0, label), (split, value)):
            cell = self.sheet.cell(self.row, self.first + place, text)
            cell.font, cell.alignment = Font(name=SONG, size=11), _WRAPPED
            if isinstance(text, date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
                cell.alignment = Alignment(horizontal="left", vertical="center")
        self._grow(label, sum(self.widths[:split]), 11)
        self._grow(value, sum(self.widths[split:]), 11)
        self.merge(self.row, 0, self.row, split - 1)
        self.merge(self.row, split, self.row, self.width - 1)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        if (top, left) != (bottom, right):
            self.sheet.merge_cells(
                start_row=top,
                start_column=self.first + left,
                end_row=bottom,
                end_column=self.first + right,
            )

    def cells(self, values: Sequence[Content], *, centred: Sequence[int] = ()) -> None:
        """A ruled row of the table."""
        self.row += 1
        for place, value in enumerate(values):
            cell = self.sheet.cell(self.row, self.first + place, value or None)
            cell.font, cell.border = Font(name=SONG, size=10), _RULED
            cell.alignment = _CENTRED if place in centred else _WRAPPED
            self._grow(value, self.widths[place], 10)


def checklist(paper: Checklist, look: SheetLook) -> bytes:
    """The .xlsx of a filled inspection record."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = look.sheet
    widths = [{**_WIDTHS, **look.widths}.get(role, _OPTION_WIDTH) for role in look.columns]
    form = _Sheet(sheet, look.first_column, widths)
    for title in look.above:
        form.wide(title)
    form.wide(inspection_record().title, bold=True, points=15)
    _head(form, paper, look)
    _table(form, paper, look)
    _foot(form, paper, look)
    _set_up(sheet)
    if look.beside:
        name, rows = look.beside
        for row in rows:
            (workbook[name] if name in workbook.sheetnames else workbook.create_sheet(name)).append(
                list(row)
            )
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return steady(stream.getvalue())


def _head(form: _Sheet, paper: Checklist, look: SheetLook) -> None:
    category = "  ".join(
        typed(
            look.way if look.way not in ("rich text", "lone") else "tick for box",
            [Option(word, paper.category == word) for word in (INDUSTRIAL, FOOD)],
        )
    )
    lines = {"企业名称(盖章)": paper.name, **paper.head, "产品类别": category}
    for label, value in lines.items():
        if look.one_cell_head:
            form.wide(f"{label}：{value}")
        else:
            form.pair(label, value)


def _table(form: _Sheet, paper: Checklist, look: SheetLook) -> None:
    form.cells(
        [{**HEADERS, **look.titles}[role] for role in look.columns],
        centred=range(len(look.columns)),
    )
    items = [item for item in inspection_record().items if not paper.replies[item.id].missing]
    top = form.row + 1
    centred = [
        place
        for place, role in enumerate(look.columns)
        if role not in ("content", "record", "remark", "conclusion")
    ]
    for item in items:
        reply = paper.replies[item.id]
        form.cells([_value(role, item, reply, look) for role in look.columns], centred=centred)
        form.sheet.row_dimensions[form.row].hidden = item.id in look.hidden_rows
    for place, role in enumerate(look.columns):
        if role == "conclusion" and look.choices:
            choices = DataValidation("list", formula1='"符合,不符合,不适用"', allow_blank=True)
            letter = get_column_letter(look.first_column + place)
            choices.add(f"{letter}{top}:{letter}{form.row}")
            form.sheet.add_data_validation(choices)
        if role in ("number", "section"):
            for first, last in _runs(items):
                form.merge(top + first, place, top + last, place)


def _runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """First and last row of each section."""
    first = 0
    for row in range(1, len(items) + 1):
        if row == len(items) or items[row].section != items[first].section:
            yield first, row - 1
            first = row


def _value(role: str, item: Item, reply: Reply, look: SheetLook) -> Content:
    if role == "number":
        return int(item.section_number)
    if role == "section":
        return item.section
    if role == "content":
        return f"{item.number}{item.text}"
    if role == "conclusion":
        return _conclusion(item, reply, look)
    if role == "record":
        return reply.written
    if role == "remark":
        return "\n".join(text for text in (item.remark, reply.remark) if text)
    return "√" if role in reply.marked else ("" if role in item.offers else "/")


def _conclusion(item: Item, reply: Reply, look: SheetLook) -> Content:
    words = inspection_record().options
    if look.way == "lone":
        return {"conform": "√", "nonconform": "×"}.get(
            next(iter(reply.marked), ""), "不适用" if reply.marked else ""
        )
    offered = [*item.offers, *(option for option in reply.marked if option not in item.offers)]
    options = [Option(words[key], key in reply.marked) for key in offered]
    between = "\n" if look.stacked else "  "
    if look.way != "rich text":
        return between.join(typed(look.way, options))
    boxes, song = InlineFont(rFont="Wingdings 2", sz=10), InlineFont(rFont=SONG, sz=10)
    rich = CellRichText()
    for number, option in enumerate(options):
        end = between if number < len(options) - 1 else ""
        rich.append(TextBlock(boxes, "R" if option.chosen else "£"))
        rich.append(TextBlock(song, option.word + end))
    return rich


def _foot(form: _Sheet, paper: Checklist, look: SheetLook) -> None:
    form.wide("备注：" + " ".join(inspection_record().notes))
    lines: dict[str, Content] = {
        "检查组成员签字": paper.between_names.join(paper.inspectors),
        "检查时间": look.date_cell or paper.inspected_on,
        "企业代表确认签字（盖章）": paper.signed,
    }
    for label, value in lines.items():
        if look.one_cell_head and not isinstance(value, date):
            form.wide(f"{label}：{value}")
        else:
            form.pair(label, value)


def _set_up(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
