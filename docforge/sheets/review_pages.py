"""The sheet 页 of the review workbook: every page of the scanned stacks, and the form it is of.

A page that lies in the wrong form is given the right one here; pages in doubt come first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook

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
from docforge.sheets.workbook import Column, Content, add_sheet

PAGES = "页"
PAGE = "页码"
BELONGS = "归入表单"
NEW_FORM, LEAVE_OUT = "新表单", "不要"

_COLUMNS = (
    Column("文件", 16),
    Column(PAGE, 6),
    Column("页面", 33),
    Column("读作", 24),
    Column("现归入", 24),
    Column("疑问", 36),
    Column(BELONGS, 26),
    Column(CONFIRMED, 10),
    Column(SUBMISSION, 18),
    Column(CODES, 24),
)
PAGE_TITLES: tuple[str, ...] = tuple(column.title for column in _COLUMNS)
_PICTURE_AT = PAGE_TITLES.index("页面") + 1
_PICTURE_WIDTH = 220
"""Pixels."""
_BELONGS_AT = PAGE_TITLES.index(BELONGS) + 1
_CONFIRMED_AT = PAGE_TITLES.index(CONFIRMED) + 1


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page of a scanned source. `forms` are the forms of its stack, as they are offered.

    `confirmable`: on this row a person can say that the whole form's pages were put together
    rightly, which answers `codes`. `picture` is a JPEG of the page.
    """

    submission: str
    page: int
    file: str
    read_as: str
    put_to: str
    why: str
    forms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    confirmable: bool = False
    picture: bytes = b""


def add_pages(workbook: Workbook, rows: Sequence[PageRow]) -> None:
    """Adds the sheet, its rows in the order in which they are given."""
    sheet = add_sheet(workbook, PAGES, _COLUMNS, (_cells(row) for row in rows))
    fit_heights(sheet, _COLUMNS, [_cells(row) for row in rows])
    for number, row in enumerate(rows, start=2):
        open_cell(sheet, number, _BELONGS_AT, open_=True)
        open_cell(sheet, number, _CONFIRMED_AT, open_=row.confirmable)
        if row.picture:
            put_picture(sheet, number, _PICTURE_AT, row.picture, _PICTURE_WIDTH)
    offer_runs(sheet, _BELONGS_AT, [(*row.forms, NEW_FORM, LEAVE_OUT) for row in rows])
    offer_runs(sheet, _CONFIRMED_AT, [(YES,) if row.confirmable else () for row in rows])
    hide(sheet, (PAGE_TITLES.index(title) + 1 for title in (SUBMISSION, CODES)))
    protect(sheet)


def _cells(row: PageRow) -> tuple[Content, ...]:
    return (
        row.file,
        row.page,
        None,
        row.read_as,
        row.put_to,
        row.why or None,
        None,
        None,
        row.submission,
        " ".join(row.codes),
    )
