"""The review workbook (复核表): every doubtful value, with a column to put it right.

Sheet 复核 holds what must be looked at before a notice goes out, 提示 what may be looked at, 说明
how to fill it in. Titles are Chinese whatever the user's language: the workbook goes to the
clerks who know the forms, and a workbook written on one machine is read back on another.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.workbook import (
    EDIT_FILL,
    Column,
    Content,
    add_sheet,
    new_workbook,
    offer,
    put,
    text_width,
    write_workbook,
)

REVIEW, HINTS, GUIDE = "复核", "提示", "说明"
CATEGORY = "docforge/review@1"
"""Stands in the workbook's properties, so that a review workbook is never taken for a form."""

PICTURE = "扫描原件"
CORRECTION, DESCRIPTION, CONFIRMED = "更正", "问题描述", "确认无误"
SUBMISSION, PATH, CODES = "submission", "path", "flags"
YES = "是"
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
_HIDDEN = (SUBMISSION, PATH, CODES)
_HIDDEN_AT = tuple(TITLES.index(title) + 1 for title in _HIDDEN)
_LINE = 17.0
"""Points a line of text takes at the workbook's font size."""
_TALLEST = 400.0
"""Points; Excel allows a row 409."""
_LONGEST_TEXT = 60
_CLOSED = PatternFill("solid", fgColor="EDEDED")

_HOW_TO = (
    ("这张表是做什么的", "docforge 读表时没有把握的内容都列在这里，请对照原表逐行核对。"),
    ("复核", "这一页必须逐行处理，处理完才能出具责令改正通知书。"),
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
    ("不要改动", "不要改其他栏，不要删除隐藏的列；可以调整列宽，可以筛选。"),
    ("填完之后", "运行：docforge correct findings.jsonl 本文件.xlsx -o 新文件.jsonl"),
)


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


def write_review(path: Path, review: Sequence[ReviewRow], hints: Sequence[ReviewRow]) -> Path:
    """Write the workbook whole or not at all. Raises UnwritableFile."""
    return write_workbook(path, _workbook(review, hints))


def _workbook(review: Sequence[ReviewRow], hints: Sequence[ReviewRow]) -> Workbook:
    workbook = new_workbook()
    workbook.properties.category = CATEGORY
    for title, rows in ((REVIEW, review), (HINTS, hints)):
        sheet = add_sheet(workbook, title, _COLUMNS, (_cells(row) for row in rows))
        _open_for_writing(sheet, rows)
        _fit_heights(sheet, rows)
        _put_pictures(sheet, rows)
    _add_guide(workbook)
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


def _fit_heights(sheet: Worksheet, rows: Sequence[ReviewRow]) -> None:
    """Rows as tall as their text: not every program does that by itself when it opens a file."""
    widths = [(column.width or 10.0) - 1 for column in _COLUMNS if column.title not in _HIDDEN]
    for number, row in enumerate(rows, start=2):
        lines = max(
            sum(max(1, ceil(text_width(line) / width)) for line in str(text).split("\n"))
            for text, width in zip(_cells(row), widths, strict=False)
            if text is not None
        )
        sheet.row_dimensions[number].height = min((lines + 0.3) * _LINE, _TALLEST)


def _put_pictures(sheet: Worksheet, rows: Sequence[ReviewRow]) -> None:
    """Beside each value of a scan the place it was read from; without scans no such column."""
    letter = get_column_letter(_PICTURE_AT)
    if not any(row.picture for row in rows):
        sheet.column_dimensions[letter].hidden = True
        return
    sheet.column_dimensions[letter].width = _PICTURE_WIDTH / 7 + 2
    for number, row in enumerate(rows, start=2):
        if not row.picture:
            continue
        picture = Image(io.BytesIO(row.picture))
        share = min(1.0, _PICTURE_WIDTH / picture.width)
        picture.width, picture.height = int(picture.width * share), int(picture.height * share)
        sheet.add_image(picture, f"{letter}{number}")
        height = sheet.row_dimensions[number].height or 0.0
        wanted = picture.height * 0.75 + 4  # pixels at 96 dpi as points
        sheet.row_dimensions[number].height = min(max(height, wanted), _TALLEST)


def _open_for_writing(sheet: Worksheet, rows: Sequence[ReviewRow]) -> None:
    """Only what may be written is unlocked; the sheet's protection has no password."""
    for number, row in enumerate(rows, start=2):
        for column, open_ in (
            (_CORRECTION_AT, row.correctable),
            (_DESCRIPTION_AT, row.describable),
            (_CONFIRMED_AT, row.confirmable),
        ):
            cell = sheet.cell(number, column)
            cell.fill = EDIT_FILL if open_ else _CLOSED
            cell.protection = Protection(locked=not open_)
            cell.number_format = "@"  # so that a typed 2022-06-10 or 001 stays as typed
    _offer_runs(sheet, _CORRECTION_AT, [row.choices if row.correctable else () for row in rows])
    _offer_runs(sheet, _CONFIRMED_AT, [(YES,) if row.confirmable else () for row in rows])
    for column in _HIDDEN_AT:
        sheet.column_dimensions[get_column_letter(column)].hidden = True
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "autoFilter", "sort"):
        setattr(protection, allowed, False)  # False: this is not forbidden


def _offer_runs(sheet: Worksheet, column: int, choices: Sequence[tuple[str, ...]]) -> None:
    letter = get_column_letter(column)
    for first, last, offered in _runs(choices):
        if offered:
            offer(sheet, f"{letter}{first}:{letter}{last}", offered)


def _runs(choices: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Neighbouring rows that offer the same, as (first row, last row, choices)."""
    run: tuple[int, int, tuple[str, ...]] | None = None
    for number, offered in enumerate(choices, start=2):
        if run and run[2] == offered:
            run = (run[0], number, offered)
            continue
        if run:
            yield run
        run = (number, number, offered)
    if run:
        yield run


def _add_guide(workbook: Workbook) -> None:
    sheet = workbook.create_sheet(GUIDE)
    for number, (title, sentence) in enumerate(_HOW_TO, start=1):
        put(sheet, number, 1, title)
        put(sheet, number, 2, sentence)
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
