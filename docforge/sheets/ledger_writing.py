"""Writing into a ledger that clerks hold: single cells, new lines below, docforge's own columns,
its lists on sheets of their own, its memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from docforge.sheets.ledger_book import (
    CATEGORY,
    DECISION,
    ESCALATION,
    MEMORY,
    OFFER,
    OVERDUE,
    OWN_COLUMNS,
    LedgerBook,
    Remembered,
)
from docforge.sheets.workbook import (
    EDIT_FILL,
    Column,
    Content,
    add_sheet,
    fit_height,
    fit_heights,
    offer,
    print_across,
    put,
    put_header,
)

_OWN_WIDTHS = {OVERDUE: 12, ESCALATION: 14, OFFER: 42, DECISION: 8}
_LATE = PatternFill("solid", bgColor="FFD9D0")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_ANSWERS = ("是", "否")
_A3 = 8
_FAR = 5000
"""The last row that is printed; programs print no empty pages."""
_SEQUENCE = "sequence"


@dataclass(frozen=True)
class ListSheet:
    """A list that docforge writes anew each time, on a sheet of its own."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Content]]


def write_cells(book: LedgerBook, row: int, cells: Mapping[str, Content]) -> bool:
    """Values into a line's columns, by key; returns whether anything changed.

    Look, comments and colours of a cell stay; only an empty date cell is given a date's format.
    """
    changed = False
    for key, value in cells.items():
        column = book.at.get(key)
        if column is not None:
            changed |= _set(book.sheet, row, column, value)
    if changed:
        _fit(book, row)
    return changed


def write_own(book: LedgerBook, row: int, values: Mapping[str, str]) -> bool:
    """What docforge says beside a line, under its own columns."""
    changed = False
    for title, text in values.items():
        changed |= _set(book.sheet, row, book.own[title], text or None)
    if changed:
        _fit(book, row)
    return changed


def _set(sheet: Worksheet, row: int, column: int, value: Content) -> bool:
    cell = sheet.cell(row, column)
    if cell.value == value or (
        (value is None or isinstance(value, str))
        and (
            # What LibreOffice saved may be rich text, which is equal to no plain one.
            str(cell.value or "") == (value or "")
        )
    ):
        return False
    look = {name: copy(getattr(cell, name)) for name in ("font", "fill", "border", "alignment")}
    styled, pattern = cell.has_style, cell.number_format
    written = put(sheet, row, column, value)
    if styled:
        for name, own in look.items():
            setattr(written, name, own)
        if pattern not in ("General", "@"):
            written.number_format = pattern
    return True


def _fit(book: LedgerBook, row: int) -> None:
    fit_height(book.sheet, row, (*book.at.values(), *book.own.values()))


def add_own_columns(book: LedgerBook) -> bool:
    """Docforge's own columns right of all others, where the ledger has them not yet."""
    added = False
    for title in OWN_COLUMNS:
        if title in book.own:
            continue
        column = max((cell.column for cell in book.sheet[book.header] if cell.value), default=0) + 1
        put_header(book.sheet, book.header, column, title)
        book.sheet.column_dimensions[get_column_letter(column)].width = _OWN_WIDTHS.get(title, 30)
        book.own[title] = column
        added = True
    return added


def add_lines(book: LedgerBook, lines: Sequence[Mapping[str, Content]]) -> list[int]:
    """New lines below the last one, numbered on; what stands at the foot moves down.

    Returns their rows.
    """
    if not lines:
        return []
    last = max((row.number for row in book.rows), default=book.header)
    _make_room(book.sheet, last, len(lines))
    number = _highest(book)
    columns = range(1, max(*book.at.values(), *book.own.values()) + 1)
    rows = list(range(last + 1, last + 1 + len(lines)))
    for row, line in zip(rows, lines, strict=True):
        number += 1
        for column in columns:
            put(book.sheet, row, column, None)
        for key, value in {**line, _SEQUENCE: number}.items():
            if key in book.at:
                put(book.sheet, row, book.at[key], value)
        if _SEQUENCE in book.at:
            book.sheet.cell(row, book.at[_SEQUENCE]).alignment = _CENTRED
        _fit(book, row)
    _stretch(book.sheet, last, last + len(lines))
    return rows


def _highest(book: LedgerBook) -> int:
    column = book.at.get(_SEQUENCE)
    if column is None:
        return 0
    found = [book.sheet.cell(row.number, column).value for row in book.rows]
    return max((int(each) for each in found if isinstance(each, int | float)), default=0)


def _make_room(sheet: Worksheet, last: int, count: int) -> None:
    """Moves what stands below the last line (signatures, notes) down, merged as it was."""
    end = sheet.max_row
    if end <= last:
        return
    merged = [area for area in sheet.merged_cells.ranges if area.min_row > last]
    for area in list(merged):
        sheet.unmerge_cells(area.coord)
    heights = {row: sheet.row_dimensions[row].height for row in range(last + 1, end + 1)}
    width = get_column_letter(sheet.max_column)
    sheet.move_range(f"A{last + 1}:{width}{end}", rows=count)
    for area in merged:
        area.shift(row_shift=count)
        sheet.merge_cells(area.coord)
    for row in range(last + 1, last + count + 1):
        sheet.row_dimensions[row].height = None
    for row, height in heights.items():
        sheet.row_dimensions[row + count].height = height


def _stretch(sheet: Worksheet, before: int, now: int) -> None:
    """The filter and Excel tables that ended with the last line end with the new last one."""
    for holder in (sheet.auto_filter, *sheet.tables.values()):
        if holder.ref:
            left, top, right, bottom = range_boundaries(holder.ref)
            if bottom == before and left and right:
                holder.ref = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{now}"
                inner = getattr(holder, "autoFilter", None)
                if inner is not None and inner.ref:
                    inner.ref = holder.ref


def offer_choices(book: LedgerBook, choices: Mapping[str, Sequence[str]], last: int) -> None:
    """Drop-down lists for docforge's 确认 and for columns with options, down to the last line."""
    if last <= book.header:
        return
    wanted: dict[int, Sequence[str]] = {book.own[DECISION]: _ANSWERS}
    wanted |= {book.at[key]: tuple(own) for key, own in choices.items() if key in book.at}
    for column, own in wanted.items():
        letter = get_column_letter(column)
        cells = f"{letter}{book.header + 1}:{letter}{last}"
        there = [
            each
            for each in book.sheet.data_validations.dataValidation
            if each.type == "list" and f"{letter}{book.header + 1}" in each.sqref
        ]
        if there:
            there[0].add(cells)
        else:
            offer(book.sheet, cells, own)


def mark_questions(book: LedgerBook, rows: Iterable[int]) -> None:
    """A tint that says "write here" under 确认 where something is offered."""
    for row in rows:
        book.sheet.cell(row, book.own[DECISION]).fill = copy(EDIT_FILL)


def colour_the_late(book: LedgerBook, last: int) -> None:
    """Overdue and escalated lines stand out, by a rule and not by a colour that is a clerk's."""
    if book.sheet.conditional_formatting:
        rules = [str(each.sqref) for each in book.sheet.conditional_formatting]
        letter = get_column_letter(book.own[OVERDUE])
        if any(rule.startswith(letter) for rule in rules):
            return
    for title in (OVERDUE, ESCALATION):
        letter, top = get_column_letter(book.own[title]), book.header + 1
        rule = Rule(
            type="expression",
            formula=[f"LEN({letter}{top})>0"],
            dxf=DifferentialStyle(fill=_LATE, font=Font(color="9C0006", bold=True)),
        )
        book.sheet.conditional_formatting.add(f"{letter}{top}:{letter}{max(last, 2000)}", rule)


def write_lists(book: LedgerBook, lists: Iterable[ListSheet]) -> bool:
    """Docforge's own sheets, each in the place where it stood; returns whether any changed."""
    workbook, lists = book.workbook, list(lists)
    names = [each.title for each in lists]
    before = _content_of(book, names)
    for each in lists:
        titles = [column.title for column in each.columns]
        name = each.title
        place = None
        if name in workbook.sheetnames:
            old = workbook[name]
            if [cell.value for cell in old[1]][: len(titles)] == titles:
                place = workbook.index(old)
                workbook.remove(old)
            else:
                name = f"{name}（docforge）"  # the clerks have a sheet of this name
                if name in workbook.sheetnames:
                    workbook.remove(workbook[name])
        sheet = add_sheet(workbook, name, each.columns, each.rows)
        fit_heights(sheet, len(each.columns), len(each.rows))
        if place is not None:
            workbook.move_sheet(sheet, place - workbook.index(sheet))
    return before != _content_of(book, names)


def _content_of(book: LedgerBook, titles: Iterable[str]) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(_shown(value) for value in row) for row in book.workbook[title].values]
        for title in titles
        if title in book.workbook.sheetnames
    ]


def _shown(value: object) -> str:
    if isinstance(value, datetime):  # a date comes back from a file as a point in time
        value = value.date()
    return "" if value is None else str(value)


def remember(book: LedgerBook, memory: Iterable[Remembered]) -> bool:
    """Docforge's memory, anew; the workbook is known as a ledger from here on.

    Returns whether there is anything new to remember.
    """
    workbook, memory = book.workbook, list(memory)
    if list(book.remembered()) == memory:
        return False
    if MEMORY in workbook.sheetnames:
        workbook.remove(workbook[MEMORY])
    sheet = workbook.create_sheet(MEMORY)
    sheet.append([CATEGORY, "请勿改动：docforge 更新台账时要用", None, None])
    for row, entry in enumerate(memory, start=2):
        for column, text in enumerate(entry, start=1):
            cell = sheet.cell(row, column, text)
            cell.data_type = "s"
    sheet.sheet_state = "veryHidden"
    workbook.properties.category = CATEGORY
    return True


def lay_out(book: LedgerBook, widths: Mapping[str, float]) -> None:
    """The look of a ledger that docforge begins: widths, a filter, the header on each page.

    The form's own columns are printed, on A3; what docforge says beside them is not.
    """
    sheet = book.sheet
    for key, column in book.at.items():
        width = widths.get(key, widths.get("", 11.0))
        sheet.column_dimensions[get_column_letter(column)].width = width
    right = get_column_letter(max(*book.at.values(), *book.own.values()))
    sheet.auto_filter.ref = f"A{book.header}:{right}{book.header}"
    sheet.freeze_panes = sheet.cell(book.header + 1, book.at["enterprise_name"] + 1).coordinate
    print_across(sheet, header_rows=book.header)
    sheet.page_setup.paperSize = _A3
    sheet.print_area = f"A1:{get_column_letter(max(book.at.values()))}{_FAR}"
    for row in range(book.header + 1, sheet.max_row + 1):
        sheet.row_dimensions[row].height = None
        _fit(book, row)
