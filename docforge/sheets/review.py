"""The review workbook (复核表): every doubtful value, with a column to put it right.

Sheet 复核 holds what must be looked at before a notice goes out, 页 the pages of scanned stacks,
提示 what may be looked at, 说明 how to fill it in. Titles are Chinese whatever the user's language:
the workbook goes to the clerks who know the forms, and a workbook written on one machine is read
back on another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.review_cells import (
    CODES,
    CONFIRMED,
    SUBMISSION,
    YES,
    fit_heights,
    hide,
    offer_runs,
    open_cell,
    protect,
    put_picture,
)
from docforge.sheets.review_pages import BELONGS, LEAVE_OUT, NEW_FORM, PAGES, PageRow, add_pages
from docforge.sheets.workbook import (
    Column,
    Content,
    add_sheet,
    new_workbook,
    print_across,
    put,
    write_workbook,
)

REVIEW, HINTS, GUIDE = "复核", "提示", "说明"
CATEGORY = "docforge/review@1"
"""Stands in the workbook's properties, so that a review workbook is never taken for a form."""

PICTURE = "扫描原件"
CORRECTION, DESCRIPTION = "更正", "问题描述"
PATH = "path"
EMPTIED = "（空）"
"""Written as a correction, it says that nothing stands there."""

_COLUMNS = (
    Column("文件", 20),
    Column("企业", 20),
    Column("位置", 14),
    Column("项目", 16),
    Column("检查内容", 26),
    Column("读到的内容", 22),
    Column(PICTURE, 12),
    Column("疑问", 36),
    Column("备选", 16),
    Column(CORRECTION, 22),
    Column(DESCRIPTION, 24),
    Column(CONFIRMED, 10),
    Column(SUBMISSION, 18),
    Column(PATH, 24),
    Column(CODES, 24),
)
TITLES: tuple[str, ...] = tuple(column.title for column in _COLUMNS)
_PICTURE_AT = TITLES.index(PICTURE) + 1
_PICTURE_WIDTH = 260
"""Pixels of the column that shows the scan."""
_CORRECTION_AT = TITLES.index(CORRECTION) + 1
_DESCRIPTION_AT = TITLES.index(DESCRIPTION) + 1
_CONFIRMED_AT = TITLES.index(CONFIRMED) + 1
_HIDDEN_AT = tuple(TITLES.index(title) + 1 for title in (SUBMISSION, PATH, CODES))
_LONGEST_TEXT = 60

_HOW_TO = (
    ("这张表是做什么的", "docforge 读表时没有把握的内容都列在这里，请对照原表逐行核对。"),
    ("复核", "这一页必须逐行处理，处理完才能出具责令改正通知书。"),
    ("页", "扫描的整叠表格，每页一行，有疑问的排在最前面；请先处理这一页，再处理“复核”。"),
    (BELONGS, "这一页归错了表，就选它应归入的那一份（只写编号也可以）。"),
    (NEW_FORM, f"不属于已有的表：几页合成一份的都选“{NEW_FORM}”，再有一份写“{NEW_FORM}2”。"),
    (LEAVE_OUT, f"不是检查表的页、多扫的页，选“{LEAVE_OUT}”，不读它。"),
    ("各页归得都对", "就在那份表第一页的“确认无误”栏选“是”。"),
    ("提示", "这一页是内容上的提醒（如勾“符合”却写了问题），不影响出通知书，认为需要时再更正。"),
    ("扫描原件", "扫描的表格，这里是原件上相应的位置；同一份表中，最没有把握的排在最前面。"),
    ("更正", "读错了，就在“更正”栏写上正确的内容；有下拉框的请从下拉框中选择。"),
    ("问题描述", "把结论更正为“不符合”而原表没有写明问题的，在这里写明，否则不能出通知书。"),
    ("确认无误", "读得对，就在“确认无误”栏选“是”。两栏都填的，以“更正”为准。"),
    ("灰色的格子", "不能填：“更正”灰色的只能确认，“确认无误”灰色的只能更正。"),
    ("日期", "写成 2022-06-10 或 2022年6月10日。"),
    ("几个人名", "用顿号隔开，例如：张三、李四。"),
    ("原表没有填", f"在“更正”栏写“{EMPTIED}”。"),
    ("暂时没有把握", "都空着，这一处保持原样，仍算有疑问。"),
    ("只用键盘", "按 Tab 键跳到下一个能填的格子，按 Alt+↓ 打开下拉框。"),
    ("不要改动", "不要改其他栏，不要删除隐藏的列；可以调整列宽，可以筛选。"),
    ("填完之后", "运行：docforge correct findings.jsonl 本文件.xlsx -o 新文件.jsonl"),
    ("改归了页", "在命令后加上：--sources 扫描件所在的文件夹"),
)


_OF_PAGES = (PAGES, BELONGS, NEW_FORM, LEAVE_OUT, "各页归得都对", "改归了页")
"""What is told only where there are pages."""


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One doubtful value. `choices` become a drop-down list in 更正.

    `describable`: it is a conclusion, whose problem can be described beside it. `submission`,
    `path` and `codes` say where a correction belongs and which flags it answers. `picture` is
    a JPEG of the place on a scan.
    """

    submission: str
    path: str
    codes: tuple[str, ...]
    file: str
    enterprise: str
    place: str
    label: str
    text: str
    read: str
    why: str
    alternatives: str = ""
    choices: tuple[str, ...] = ()
    correctable: bool = True
    describable: bool = False
    confirmable: bool = True
    picture: bytes = b""


def write_review(
    path: Path,
    review: Sequence[ReviewRow],
    hints: Sequence[ReviewRow],
    pages: Sequence[PageRow] = (),
) -> Path:
    """Write the workbook whole or not at all; without pages it has no sheet 页.

    Raises UnwritableFile.
    """
    return write_workbook(path, _workbook(review, hints, pages))


def _workbook(
    review: Sequence[ReviewRow], hints: Sequence[ReviewRow], pages: Sequence[PageRow]
) -> Workbook:
    workbook = new_workbook()
    workbook.properties.category = CATEGORY
    for title, rows in ((REVIEW, review), (HINTS, hints)):
        sheet = add_sheet(workbook, title, _COLUMNS, (_cells(row) for row in rows))
        _open_for_writing(sheet, rows)
        fit_heights(sheet, _COLUMNS, [_cells(row) for row in rows])
        _put_pictures(sheet, rows)
        if title == REVIEW and pages:
            add_pages(workbook, pages)
    _add_guide(workbook, with_pages=bool(pages))
    return workbook


def _cells(row: ReviewRow) -> tuple[Content, ...]:
    return (
        row.file,
        row.enterprise,
        row.place,
        row.label,
        _shortened(row.text),
        row.read,
        None,
        row.why,
        row.alternatives,
        None,
        None,
        None,
        row.submission,
        row.path,
        " ".join(row.codes),
    )


def _shortened(text: str) -> str:
    """An item's beginning; its number stands beside it."""
    return text if len(text) <= _LONGEST_TEXT else text[: _LONGEST_TEXT - 1] + "…"


def _put_pictures(sheet: Worksheet, rows: Sequence[ReviewRow]) -> None:
    """Beside each value of a scan the place it was read from; without scans no such column."""
    letter = get_column_letter(_PICTURE_AT)
    if not any(row.picture for row in rows):
        sheet.column_dimensions[letter].hidden = True
        return
    sheet.column_dimensions[letter].width = _PICTURE_WIDTH / 7 + 2
    for number, row in enumerate(rows, start=2):
        if row.picture:
            put_picture(sheet, number, _PICTURE_AT, row.picture, _PICTURE_WIDTH)


def _open_for_writing(sheet: Worksheet, rows: Sequence[ReviewRow]) -> None:
    for number, row in enumerate(rows, start=2):
        for column, open_ in (
            (_CORRECTION_AT, row.correctable),
            (_DESCRIPTION_AT, row.describable),
            (_CONFIRMED_AT, row.confirmable),
        ):
            open_cell(sheet, number, column, open_=open_)
    offer_runs(sheet, _CORRECTION_AT, [row.choices if row.correctable else () for row in rows])
    offer_runs(sheet, _CONFIRMED_AT, [(YES,) if row.confirmable else () for row in rows])
    hide(sheet, _HIDDEN_AT)
    protect(sheet)


def _add_guide(workbook: Workbook, *, with_pages: bool) -> None:
    sheet = workbook.create_sheet(GUIDE)
    told = [entry for entry in _HOW_TO if with_pages or entry[0] not in _OF_PAGES]
    for number, (title, sentence) in enumerate(told, start=1):
        put(sheet, number, 1, title)
        put(sheet, number, 2, sentence)
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
    print_across(sheet, header_rows=0)
