"""Tables of a PDF: what their lines make of them, however the lines were drawn."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from docforge.layout import Paragraph, Table
from tests.readers.pdf_sheet import Sheet, only_table, paragraphs, texts

ACROSS = (50.0, 120.0, 300.0, 400.0)
DOWN = (100.0, 130.0, 160.0, 190.0)


def filled(sheet: Sheet) -> Sheet:
    """Writes the row and column of every position of the 3 x 3 grid into it."""
    for row, top in enumerate(DOWN[:-1], start=1):
        for column, left in enumerate(ACROSS[:-1], start=1):
            sheet.words(left + 4, top + 18, f"格{row}{column}")
    return sheet


def is_plain_grid(table: Table) -> bool:
    return (table.rows, table.columns) == (3, 3) and all(
        cell.text == f"格{cell.row}{cell.column}" and cell.row_span == cell.column_span == 1
        for cell in table.cells
    )


def test_a_table_ruled_by_whole_lines_is_read_cell_by_cell() -> None:
    sheet = filled(Sheet())
    sheet.grid(ACROSS, DOWN)
    table = only_table(sheet.read())
    assert len(table.cells) == 9
    assert is_plain_grid(table)


def test_a_table_drawn_as_one_rectangle_a_cell_is_the_same_table() -> None:
    sheet = filled(Sheet())
    for left, right in itertools.pairwise(ACROSS):
        for top, bottom in itertools.pairwise(DOWN):
            sheet.box(left, top, right, bottom)
    assert is_plain_grid(only_table(sheet.read()))


def test_a_table_drawn_of_thin_filled_rectangles_is_the_same_table() -> None:
    sheet = filled(Sheet())
    for x in ACROSS:
        for top, bottom in itertools.pairwise(DOWN):
            sheet.box(x - 0.24, top + 0.24, x + 0.24, bottom - 0.24, fill=True)
    for y in DOWN:
        for left, right in itertools.pairwise(ACROSS):
            sheet.box(left + 0.24, y - 0.24, right - 0.24, y + 0.24, fill=True)
            sheet.box(left - 0.24, y - 0.24, left + 0.24, y + 0.24, fill=True)
    assert is_plain_grid(only_table(sheet.read()))


def test_dashed_pieces_and_double_lines_make_no_further_cells() -> None:
    sheet = filled(Sheet())
    for off in (-1.2, 1.2):
        sheet.box(ACROSS[0] + off, DOWN[0] + off, ACROSS[-1] - off, DOWN[-1] - off)
    for x in ACROSS[1:-1]:
        y = DOWN[0]
        while y < DOWN[-1]:
            sheet.line(x, y, x, min(y + 4, DOWN[-1]))
            y += 6
    for y in DOWN[1:-1]:
        sheet.line(ACROSS[0], y - 1, ACROSS[-1], y - 1)
        sheet.line(ACROSS[0], y + 1, ACROSS[-1], y + 1)
    assert is_plain_grid(only_table(sheet.read()))


def test_a_table_with_open_sides_keeps_its_outer_columns() -> None:
    sheet = filled(Sheet())
    for x in ACROSS[1:-1]:
        sheet.line(x, DOWN[0], x, DOWN[-1])
    for y in DOWN:
        sheet.line(ACROSS[0], y, ACROSS[-1], y)
    assert is_plain_grid(only_table(sheet.read()))


def test_merged_cells_are_spans() -> None:
    sheet = Sheet()
    sheet.box(ACROSS[0], DOWN[0], ACROSS[-1], DOWN[-1])
    sheet.line(ACROSS[1], DOWN[0], ACROSS[1], DOWN[-1])
    sheet.line(ACROSS[2], DOWN[1], ACROSS[2], DOWN[-1])
    sheet.line(ACROSS[1], DOWN[1], ACROSS[-1], DOWN[1])
    sheet.line(ACROSS[1], DOWN[2], ACROSS[-1], DOWN[2])
    sheet.words(60, 150, "证照信息")
    sheet.words(130, 118, "检查内容")
    table = only_table(sheet.read())
    assert (table.rows, table.columns) == (3, 3)
    merged_down, merged_across = table.at(3, 1), table.at(1, 3)
    assert merged_down is not None
    assert merged_across is not None
    assert (merged_down.text, merged_down.row, merged_down.row_span) == ("证照信息", 1, 3)
    assert (merged_across.text, merged_across.column, merged_across.column_span) == (
        "检查内容",
        2,
        2,
    )


def test_lines_of_a_cell_are_parted_by_breaks_and_not_by_spaces() -> None:
    sheet = Sheet()
    sheet.grid((50, 150, 300), (100, 160))
    sheet.words(54, 118, "核查企业名称，营业执照")
    sheet.words(54, 134, "是否与许可证相同")
    sheet.words(154, 118, "见附件")
    table = only_table(sheet.read())
    assert texts(table.cells) == ["核查企业名称，营业执照\n是否与许可证相同", "见附件"]


def test_words_before_and_after_a_table_are_paragraphs_in_reading_order() -> None:
    sheet = filled(Sheet())
    sheet.grid(ACROSS, DOWN)
    sheet.words(50, 250, "检查时间：2022年8月1日")
    sheet.words(50, 80, "监督检查记录表", size=16)
    blocks = sheet.read().pages[0].blocks
    kinds = [block.text if isinstance(block, Paragraph) else "table" for block in blocks]
    assert kinds == ["监督检查记录表", "table", "检查时间：2022年8月1日"]


def test_a_table_within_a_cell_is_nested() -> None:
    sheet = Sheet()
    sheet.grid((50, 200, 500), (100, 300, 330))
    sheet.words(210, 120, "设备清单")
    sheet.grid((220, 300, 380), (140, 160, 180))
    sheet.words(224, 155, "窑")
    sheet.words(304, 155, "磨")
    outer = only_table(sheet.read())
    cell = outer.at(1, 2)
    assert (outer.rows, outer.columns) == (2, 2)
    assert cell is not None
    (inner,) = (part for part in cell.content if isinstance(part, Table))
    assert texts(inner.cells) == ["窑", "磨", "", ""]
    assert cell.text.startswith("设备清单\n")


def test_each_page_has_its_own_part_of_a_long_table() -> None:
    sheet = filled(Sheet())
    sheet.grid(ACROSS, DOWN)
    sheet.next_page()
    filled(sheet)
    sheet.grid(ACROSS, DOWN)
    document = sheet.read()
    assert [page.number for page in document.pages] == [1, 2]
    assert all(is_plain_grid(table) for table in document.tables)
    places = [table.place for table in document.tables]
    assert [place.page for place in places if place] == [1, 2]


def test_a_frame_around_a_paragraph_is_no_table() -> None:
    sheet = Sheet()
    sheet.box(50, 100, 300, 140)
    sheet.words(60, 120, "填表说明")
    document = sheet.read()
    assert not list(document.tables)
    assert paragraphs(document) == ["填表说明"]


def test_shaded_header_cells_do_not_disturb_the_grid() -> None:
    sheet = Sheet()
    sheet.canvas.setFillColorRGB(0.9, 0.9, 0.6)
    for left, right in itertools.pairwise(ACROSS):
        sheet.box(left, DOWN[0], right, DOWN[1], fill=True)
    sheet.canvas.setFillColorRGB(0, 0, 0)
    filled(sheet)
    sheet.grid(ACROSS, DOWN)
    assert is_plain_grid(only_table(sheet.read()))


def test_columns_without_lines_are_a_table_where_three_rows_keep_three_of_them() -> None:
    sheet = Sheet()
    rows = (
        ("企业名称", "许可证号", "有效期"),
        ("甲公司", "XK01", "2025"),
        ("乙公司", "XK02", "2026"),
    )
    for number, row in enumerate(rows):
        for x, word in zip((60, 200, 340), row, strict=True):
            sheet.words(x, 100 + 20 * number, word)
    table = only_table(sheet.read())
    assert [texts(row) for row in table.by_row()] == [list(row) for row in rows]


def test_lines_of_ordinary_text_are_no_table() -> None:
    sheet = Sheet()
    for number in range(4):
        sheet.words(
            60, 100 + 20 * number, "根据山西省市场监督管理局工作安排，检查组对你企业进行了检查。"
        )
    sheet.words(60, 200, "联系人：          联系电话：")
    assert not list(sheet.read().tables)


def test_lines_of_signatures_and_dates_are_no_table() -> None:
    sheet = Sheet()
    for number, who in enumerate(("检查人员", "企业代表", "复查人员")):
        sheet.words(60, 100 + 20 * number, f"{who}签字：")
        for x, word in zip((250, 290, 330), "年月日", strict=True):
            sheet.words(x, 100 + 20 * number, word)
    document = sheet.read()
    assert not list(document.tables)
    assert next(text.split() for text in paragraphs(document)) == [
        "检查人员签字：",
        "年",
        "月",
        "日",
    ]


def test_a_table_of_very_many_small_squares_is_a_table() -> None:
    sheet = Sheet()
    for row in range(24):
        for column in range(24):
            sheet.box(50 + 18 * column, 50 + 18 * row, 68 + 18 * column, 68 + 18 * row)
    table = only_table(sheet.read())
    assert (table.rows, table.columns) == (24, 24)


@st.composite
def positions(draw: st.DrawFn, most: int) -> tuple[float, ...]:
    sizes = draw(st.lists(st.integers(30, 70), min_size=2, max_size=most))
    at, found = 50.0, [50.0]
    for size in sizes:
        at += size
        found.append(at)
    return tuple(found)


@given(positions(6), positions(8), st.integers(-3, 3))
@settings(max_examples=25)
def test_any_grid_gives_back_every_word_in_its_cell(
    across: tuple[float, ...], down: tuple[float, ...], shift: int
) -> None:
    sheet = Sheet()
    sheet.grid(across, down)
    for row, top in enumerate(down[:-1], start=1):
        for column, left in enumerate(across[:-1], start=1):
            sheet.words(left + 5, top + 20 + shift, f"{row}-{column}", size=8)
    table = only_table(sheet.read())
    assert (table.rows, table.columns) == (len(down) - 1, len(across) - 1)
    assert all(cell.text == f"{cell.row}-{cell.column}" for cell in table.cells)
    assert len(table.cells) == table.rows * table.columns
