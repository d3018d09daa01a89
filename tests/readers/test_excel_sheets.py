"""Sheets: the used area as one table, merged cells, rich text, hidden parts, comments."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import EmptyFile, HostileFile, TruncatedFile, UnreadableFile
from docforge.layout import Document, Mark, MarkShape, MarkState, NoticeCode, Table
from docforge.readers import excel
from tests.readers.excel_book import cell_at, only_table, saved, words, written, zipped


def new_sheet() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return book, sheet


def texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.by_row()]


def test_the_used_area_is_one_table_and_places_name_the_cells_as_they_are() -> None:
    book, sheet = new_sheet()
    sheet.title = "附件3"
    sheet["C5"] = "企业名称"
    sheet["D5"] = "许可证号"
    sheet["C8"] = "甲公司"
    table = only_table(excel.read(saved(book)))
    assert (table.rows, table.columns) == (4, 2)
    assert texts(table) == [["企业名称", "许可证号"], ["", ""], ["", ""], ["甲公司", ""]]
    first = table.cells[0].place
    assert first is not None
    assert (first.sheet, first.cell) == ("附件3", "C5")


def test_merged_cells_are_spans_and_what_they_cover_is_gone() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "监督检查记录表"
    sheet.merge_cells("A1:C1")
    sheet["A2"] = "1"
    sheet.merge_cells("A2:A3")
    for address in ("B2", "C2", "B3", "C3"):
        sheet[address] = address
    table = only_table(excel.read(saved(book)))
    spans = {cell.text: (cell.row_span, cell.column_span) for cell in table.cells}
    assert spans["监督检查记录表"] == (1, 3)
    assert spans["1"] == (2, 1)
    assert len(table.cells) == 6


def test_each_sheet_is_a_page_by_its_position_and_hidden_ones_say_so() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "一"
    for name, state in (("附件2", "hidden"), ("附件3", "visible")):
        other = book.create_sheet(name)
        other["A1"] = name
        other.sheet_state = state
    document = excel.read(saved(book))
    pages = [(page.number, page.name, page.hidden) for page in document.pages]
    assert pages == [(1, "Sheet", False), (2, "附件2", True), (3, "附件3", False)]
    (notice,) = document.notices
    assert (notice.code, notice.detail) == (NoticeCode.HIDDEN, "附件2")
    assert [cell.hidden for table in document.tables for cell in table.cells] == [
        False,
        True,
        False,
    ]


def test_cells_of_hidden_rows_and_columns_are_hidden() -> None:
    book, sheet = new_sheet()
    for row in (1, 2):
        for column in (1, 2):
            sheet.cell(row, column, f"{row}{column}")
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    table = only_table(excel.read(saved(book)))
    assert {cell.text for cell in table.cells if cell.hidden} == {"12", "21", "22"}


def test_runs_that_are_struck_or_underlined_are_marks_on_their_words() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = CellRichText(
        "符合 ",
        TextBlock(InlineFont(strike=True), "不符合"),
        " ",
        TextBlock(InlineFont(u="single"), "不适用"),
    )
    cell = cell_at(saved(book), "A1")
    assert [(mark.state, mark.shape, mark.word) for mark in cell.marks] == [
        (MarkState.STRUCK, MarkShape.STRIKE, "不符合"),
        (MarkState.UNDECIDED, MarkShape.UNDERLINE, "不适用"),
    ]
    assert cell.text.split() == ["符合", "不适用"]


def test_a_cell_whose_own_font_is_struck_is_struck_and_a_struck_tick_is_taken_back() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "☑符合"
    sheet["A1"].font = Font(strike=True)
    cell = cell_at(saved(book), "A1")
    assert [(mark.state, mark.word) for mark in cell.marks] == [
        (MarkState.STRUCK, ""),
        (MarkState.STRUCK, "符合"),
    ]


def test_letters_in_symbol_fonts_are_signs_by_run_and_by_cell() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = CellRichText(
        TextBlock(InlineFont(rFont="Wingdings 2"), "R"),
        TextBlock(InlineFont(rFont="宋体"), "符合 "),
        TextBlock(InlineFont(rFont="Wingdings 2"), "£"),
        TextBlock(InlineFont(rFont="宋体"), "不符合"),
    )
    sheet["B1"] = "P"
    sheet["B1"].font = Font(name="Wingdings 2")
    sheet["C1"] = "R"
    data = saved(book)
    assert cell_at(data, "A1").raw == "☑符合 ☐不符合"
    (tick,) = cell_at(data, "B1").marks
    assert (tick.state, tick.shape) == (MarkState.UNDECIDED, MarkShape.TICK)
    assert cell_at(data, "C1").text == "R"


def test_lines_of_a_cell_are_parted_and_phonetic_guides_left_out() -> None:
    string = (
        "<si><t>第一行\n第二行</t><rPh sb='0' eb='1'><t>yi</t></rPh></si>"
        "<si><r><rPr><b/></rPr><t xml:space='preserve'> 甲</t></r><r><t>乙_x000D_</t></r></si>"
    )
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    data = written(rows, strings=string)
    assert cell_at(data, "A1").text == "第一行\n第二行"
    assert [getattr(part, "text", "") for part in cell_at(data, "A1").content] == [
        "第一行",
        "\n",
        "第二行",
    ]
    assert cell_at(data, "B1").text.strip() == "甲乙"


def test_the_underline_of_a_link_is_no_mark() -> None:
    book, sheet = new_sheet()
    sheet["A1"] = "a@example.com"
    sheet["A1"].hyperlink = "mailto:a@example.com"
    sheet["A1"].font = Font(u="single")
    cell = cell_at(saved(book), "A1")
    assert cell.marks == ()
    assert cell.text == "a@example.com"


def test_notes_are_comments_with_their_place() -> None:
    book, sheet = new_sheet()
    sheet["B2"] = "过期"
    sheet["B2"].comment = Comment("请核实", "甲")
    (notice,) = excel.read(saved(book)).notices
    assert (notice.code, notice.detail) == (NoticeCode.COMMENT, "请核实")
    assert notice.place is not None
    assert notice.place.cell == "B2"


def test_strict_workbooks_read_like_the_usual_ones() -> None:
    strings = "<si><t>企业名称</t></si>"
    rows = f'<row r="1"><c r="A1" t="s"><v>0</v></c>{words("□符合", "B1")}</row>'
    merged = '<mergeCells><mergeCell ref="B1:B1"/></mergeCells>'
    strict = written(rows, after=merged, strings=strings, strict=True)
    assert excel.read(strict) == excel.read(written(rows, after=merged, strings=strings))


def test_rows_and_cells_without_addresses_follow_one_another() -> None:
    rows = "<row><c t='str'><v>甲</v></c><c t='str'><v>乙</v></c></row><row><c><v>3</v></c></row>"
    data = written(rows)
    assert [cell_at(data, address).text for address in ("A1", "B1", "A2")] == ["甲", "乙", "3"]


def test_many_empty_styled_rows_make_no_table_of_their_own() -> None:
    empty = "".join(
        f'<row r="{row}" s="1"><c r="A{row}" s="1"/><c r="B{row}" s="1"/></row>'
        for row in range(3, 60_000)
    )
    rows = f'<row r="1">{words("甲", "A1")}</row><row r="2">{words("乙", "A2")}</row>{empty}'
    table = only_table(excel.read(written(rows)))
    assert (table.rows, table.columns) == (2, 1)


def test_a_value_far_away_costs_no_million_of_rows() -> None:
    rows = f'<row r="1">{words("甲", "A1")}</row><row r="1048576">{words("乙", "XFD1048576")}</row>'
    table = only_table(excel.read(written(rows)))
    assert (table.rows, table.columns) == (2, 2)
    assert [cell.text for cell in table.cells] == ["甲", "", "", "乙"]


def test_a_merged_area_as_large_as_a_sheet_is_cut_to_what_is_used() -> None:
    merged = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    table = only_table(excel.read(written(f'<row r="1">{words("甲", "A1")}</row>', after=merged)))
    assert [(cell.row_span, cell.column_span) for cell in table.cells] == [(1, 1)]


def test_printed_headers_are_margins() -> None:
    header = '&amp;L附件2&amp;C&amp;"黑体,常规"&amp;14检查表'
    after = f"<headerFooter><oddHeader>{header}</oddHeader></headerFooter>"
    document = excel.read(written(f'<row r="1">{words("甲", "A1")}</row>', after=after))
    assert [paragraph.text for paragraph in document.margins] == ["附件2 检查表"]


def test_an_empty_sheet_is_a_page_without_blocks() -> None:
    (page,) = excel.read(written("")).pages
    assert page.blocks == ()


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="Q" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1"><v>5</c></row>',
        '<row r="9999999"><c><v>5</v></c></row>',
    ],
)
def test_a_sheet_that_contradicts_itself_is_damaged(rows: str) -> None:
    with pytest.raises(TruncatedFile):
        excel.read(written(rows))


def test_entities_are_hostile() -> None:
    sheet = '<!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'
    with pytest.raises(HostileFile):
        excel.read(written("", parts={"xl/worksheets/sheet1.xml": sheet}))


def test_no_bytes_are_an_empty_file_and_other_packages_are_damaged_workbooks() -> None:
    with pytest.raises(EmptyFile):
        excel.read(b"")
    with pytest.raises(TruncatedFile):
        excel.read(zipped({"word/document.xml": "<document/>"}))


def sample() -> bytes:
    book, sheet = new_sheet()
    sheet.merge_cells("A1:B1")
    sheet["A1"] = CellRichText("□", TextBlock(InlineFont(strike=True), "符合"))
    sheet["A2"] = 44709
    sheet["A2"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["B2"].comment = Comment("请核实", "甲")
    return saved(book)


SAMPLE = sample()
PLAIN = written(
    f'<row r="1">{words("□符合", "A1")}<c r="B1" s="1"><v>44709</v></c></row>',
    after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    styles='<cellXfs><xf/><xf numFmtId="31"/></cellXfs>',
)


def outcome(data: bytes) -> Document | UnreadableFile:
    try:
        return excel.read(data)
    except UnreadableFile as error:
        return error


@given(st.data())
@settings(max_examples=60)
def test_changed_bytes_give_a_document_or_an_error_for_people(choices: st.DataObject) -> None:
    data = bytearray(SAMPLE)
    for _change in range(choices.draw(st.integers(1, 8))):
        data[choices.draw(st.integers(0, len(data) - 1))] = choices.draw(st.integers(0, 255))
    cut = choices.draw(st.integers(0, len(data)))
    whole = choices.draw(st.booleans())
    assert isinstance(outcome(bytes(data if whole else data[:cut])), (Document, UnreadableFile))


PIECES = (
    *("<row>", "</row>", "<c>", "</c>", "<v>", "</v>", "<f/>", "<is>", "</is>", "<t>", "</t>"),
    *('<c r="A1">', '<c r="B2" t="s">', '<c t="b">', '<c t="d" s="1">', '<c s="9" t="str">'),
    *('<row r="2" hidden="1" ht="x">', "7", "-1e400", "nan", "甲", "_xD800_", "2022-13-45"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=150)
def test_whatever_stands_in_a_sheet_gives_a_document_or_an_error_for_people(
    pieces: list[str],
) -> None:
    assert isinstance(outcome(written("".join(pieces))), (Document, UnreadableFile))


def test_marks_know_their_cell() -> None:
    mark = cell_at(PLAIN, "A1").content[0]
    assert isinstance(mark, Mark)
    assert mark.place is not None
    assert (mark.place.sheet, mark.place.cell) == ("表一", "A1")
