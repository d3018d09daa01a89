"""A workbook as rows of values: the same as through the layout, whichever way reads them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import HostileFile, UnreadableFile
from docforge.layout import CellValue, Document, NoticeCode
from docforge.readers import excel, read
from docforge.readers.excel.rows import rows
from tests.readers.excel_book import saved, words, written

WAYS = Path(__file__).parents[2] / "samples" / "ways" / "excel"
Values = dict[str, CellValue]


def through_layout(data: bytes) -> Values:
    return {
        f"{cell.place.sheet}!{cell.place.cell}": cell.value
        for table in read(data).tables
        for cell in table.cells
        if cell.place is not None and cell.value is not None
    }


def in_rows(data: bytes) -> Values:
    found: Values = {}
    for sheet in rows(data):
        for row in sheet.rows:
            for column, value in enumerate(row.values):
                if value is not None:
                    letters = chr(65 + column)
                    found[f"{sheet.name}!{letters}{row.number}"] = value
    return found


def sheet_of(*lines: tuple[object, ...]) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for line in lines:
        sheet.append(list(line))
    return book, sheet


_VALUES = st.one_of(
    st.none(),
    st.integers(-(10**17), 10**17),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 4)),
    st.text("符合√□ab 1.5&<_x000D_\n", min_size=1, max_size=8).filter(str.strip),
    st.booleans(),
    st.dates(date(1950, 1, 1), date(2090, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(
        lambda at: at.replace(microsecond=0)
    ),
)


@given(st.lists(st.lists(_VALUES, min_size=1, max_size=5).map(tuple), min_size=1, max_size=6))
@settings(max_examples=60)
def test_rows_hold_the_values_of_the_layout(lines: list[tuple[object, ...]]) -> None:
    book, _sheet = sheet_of(*lines)
    data = saved(book)
    assert in_rows(data) == through_layout(data)


@pytest.mark.parametrize("path", sorted(WAYS.glob("*.xls*")), ids=lambda path: path.name)
def test_rows_of_every_sample_hold_the_values_of_the_layout(path: Path) -> None:
    data = path.read_bytes()
    # A cell that a control keeps its state in is no part of the form's layout.
    found = {
        where: value for where, value in in_rows(data).items() if where in through_layout(data)
    }
    assert found == through_layout(data)


def test_codes_of_18_digits_keep_them_and_covered_cells_are_none() -> None:
    cells = '<c r="A2"><v>913501000000000431</v></c><c r="B2"><v>1</v></c><c r="C2"><v>2</v></c>'
    titles = "".join(
        words(text, f"{letter}1") for text, letter in (("信用代码", "A"), ("x", "B"), ("y", "C"))
    )
    merged = '<mergeCells><mergeCell ref="B2:C2"/></mergeCells>'
    data = written(f'<row r="1">{titles}</row><row r="2">{cells}</row>', after=merged)
    found = rows(data)[0].rows
    assert [row.values for row in found] == [
        ("信用代码", "x", "y"),
        (913501000000000431, 1),
    ]


def test_cells_far_apart_take_no_room() -> None:
    data = written(
        f'<row r="1">{words("甲", "A1")}</row><row r="1048576">{words("乙", "XFD1048576")}</row>'
    )
    first, last = rows(data)[0].rows
    assert (first.number, first.values) == (1, ("甲",))
    assert (last.number, last.values[-1], len(last.values)) == (1_048_576, "乙", 16_384)


def test_values_spread_over_more_than_any_register_are_refused() -> None:
    lines = "".join(f'<row r="{n}">{words("甲", f"XFD{n}")}</row>' for n in range(1, 400))
    with pytest.raises(HostileFile):
        rows(written(lines))


@pytest.mark.parametrize(
    "written_so",
    [
        "<row r='1'><c r='A1' t='str'><v>甲&amp;乙</v></c></row>",
        '<row r="1"><!-- a remark --><c r="A1" t="str"><v>甲&amp;乙</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v><![CDATA[甲&乙]]></v></c></row>',
        (
            '<row r="1"><c r="A1" t="inlineStr"><is><r><t>甲&amp;</t></r><r><t>乙</t></r></is></c>'
            "</row>"
        ),
        '<row r="1"><c t="str" r="A1"><f>B1</f><v>甲&#38;乙</v></c></row>',
        '<row r="1"><c r="A1" t="inlineStr"><is><t>&#30002;&#38;&#20057;</t></is></c></row>',
        '<row>\n <c t="str">\n  <v>甲&amp;乙</v>\n </c>\n</row>',
    ],
)
def test_cells_are_read_however_they_are_written(written_so: str) -> None:
    data = written(written_so)
    assert list(through_layout(data).values()) == ["甲&乙"]
    assert in_rows(data) == through_layout(data)


@pytest.mark.parametrize(
    "broken", ["<row", '<row r="1"><c r="A1"><v>1</v>', '<row r="1"><c r="B2"/>']
)
def test_a_sheet_that_is_cut_off_is_damaged(broken: str) -> None:
    with pytest.raises(UnreadableFile):
        excel.read(written(broken))


def test_old_workbooks_tell_that_check_boxes_were_not_read() -> None:
    document = read((WAYS / "old-controls.xls").read_bytes())
    notices = [one for one in document.notices if one.code is NoticeCode.CONTROLS_UNREAD]
    assert document.media == "xls"
    assert [one.detail.isdigit() for one in notices] == [True]


@given(st.data())
@settings(max_examples=40)
def test_whatever_is_changed_in_an_old_workbook_gives_a_document_or_an_error_for_people(
    choices: st.DataObject,
) -> None:
    data = bytearray((WAYS / "old-typed.xls").read_bytes())
    for _change in range(choices.draw(st.integers(1, 8))):
        data[choices.draw(st.integers(8, len(data) - 1))] = choices.draw(st.integers(0, 255))
    assert isinstance(outcome(bytes(data)), (Document, UnreadableFile))


def outcome(data: bytes) -> Document | UnreadableFile:
    try:
        return read(data)
    except UnreadableFile as error:
        return error
