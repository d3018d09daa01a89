"""The inspection record with six of its items, filled in Excel: what all ways of Excel share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from samples.make.marks import Option
from samples.make.printed import Item, inspection_record
from samples.make.ways.sheetml import PLAIN, Sheet, Value, workbook
from samples.make.ways.word_form import FIRM, HEADERS, INSPECTORS, Filled, Reply, items, sections

_WIDTHS = (6, 12, 46, 30, 30, 14)
_CONCLUSION = 4

Marking = Callable[[Sheet, int, int, Sequence[Option]], None]
"""Marks the options of an item at a row and column of a sheet."""


@dataclass(frozen=True)
class Layout:
    """Where the form stands on its sheet, and how its head and foot are written.

    `top` and `left` empty rows and columns lie before it. `columns` are headings in the place of
    that of the conclusion. `day` is what stands after 检查时间, in a cell of its own with a style.
    """

    top: int = 0
    left: int = 0
    columns: Sequence[str] = ("检查结论",)
    day: tuple[Value, int] | None = None
    records: Mapping[str, Value] = field(default_factory=dict)


def form(replies: Mapping[str, Reply], marking: Marking, layout: Layout | None = None) -> Sheet:
    """The filled form as a sheet; the conclusion stands in column D, further right by `left`."""
    look = layout or Layout()
    printed, sheet = inspection_record(), Sheet()
    left, width = look.left, 5 + len(look.columns)
    sheet.columns = _columns(left, len(look.columns))
    row = look.top
    for words in (printed.attachment, printed.title, f"企业名称(盖章)：{FIRM}"):
        row += 1
        sheet.put(row, left + 1, words)
        sheet.merge(row, left + 1, row, left + width)
    row += 1
    headings = (*HEADERS[:3], *look.columns, *HEADERS[4:])
    for column, words in enumerate(headings, start=left + 1):
        sheet.put(row, column, words)
    for number, several in sections():
        first = row + 1
        for item in several:
            row += 1
            _item(sheet, row, left, item, replies[item.id], look)
            marking(sheet, row, left + _CONCLUSION, options(item, replies[item.id]))
        sheet.put(first, left + 1, int(number))
        sheet.put(first, left + 2, several[0].section)
        if row > first:
            sheet.merge(first, left + 1, row, left + 1)
            sheet.merge(first, left + 2, row, left + 2)
    _foot(sheet, row + 1, left, width, look)
    return sheet


def _item(sheet: Sheet, row: int, left: int, item: Item, reply: Reply, look: Layout) -> None:
    sheet.put(row, left + 3, f"{item.number}{item.text}")
    record = left + _CONCLUSION + len(look.columns)
    sheet.put(row, record, look.records.get(item.id, reply.record or None))
    sheet.put(row, record + 1, item.remark or None)
    sheet.heights[row] = 42


def _foot(sheet: Sheet, row: int, left: int, width: int, look: Layout) -> None:
    day = "" if look.day else "　　检查时间：2022年6月16日"
    sheet.put(row, left + 1, f"检查组成员签字：{'、'.join(INSPECTORS)}{day}")
    sheet.merge(row, left + 1, row, left + width)
    if look.day:
        row += 1
        sheet.put(row, left + 1, "检查时间")
        sheet.put(row, left + 3, *look.day)
        sheet.merge(row, left + 1, row, left + 2)
        sheet.merge(row, left + 3, row, left + width)
    sheet.put(row + 1, left + 1, "企业代表确认签字（盖章）：吕明亮")
    sheet.merge(row + 1, left + 1, row + 1, left + width)


def _columns(left: int, several: int) -> str:
    widths = (*(3,) * left, *_WIDTHS[:3], *(_WIDTHS[3] / several,) * several, *_WIDTHS[4:])
    return (
        "<cols>"
        + "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(widths, start=1)
        )
        + "</cols>"
    )


def options(item: Item, reply: Reply) -> list[Option]:
    """The options printed at an item, each with whether it was chosen."""
    printed = inspection_record().options
    return [Option(printed[name], printed[name] == reply.chosen) for name in item.offers]


def filled(replies: Mapping[str, Reply]) -> Filled:
    """The same form for its questions and truth."""
    return Filled(replies, lambda _options: "")


def in_words(words: Callable[[Option], str], between: str = "  ") -> Marking:
    """Marking by what is typed for each option."""

    def mark(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
        sheet.put(row, column, between.join(filter(None, map(words, options))) or None)

    return mark


def in_columns(sign: str, style: int = PLAIN, other: str = "") -> Marking:
    """A column an option: 符合, 不符合, 不适用, with a sign in that of the one meant."""

    def mark(sheet: Sheet, row: int, column: int, options: Sequence[Option]) -> None:
        offered = {option.word: option.chosen for option in options}
        for at, word in enumerate(("符合", "不符合", "不适用")):
            value = sign if offered.get(word) else other if word in offered else "/"
            sheet.put(row, column + at, value or None, PLAIN if value == "/" else style)

    return mark


COLUMNS = Layout(columns=("符合", "不符合", "不适用"))


def book(sheet: Sheet) -> bytes:
    """A workbook of that sheet alone."""
    return workbook([sheet])


def conclusion_rows(sheet: Sheet) -> list[int]:
    """The rows of the items, in order."""
    texts = {f"{item.number}{item.text}" for item in items()}
    return sorted(row for (row, _column), (value, _s) in sheet.cells.items() if value in texts)
