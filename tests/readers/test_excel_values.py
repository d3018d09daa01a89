"""Values of cells: what a person sees by the number format, and the typed value beside it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from docforge.layout import CellValue, NoticeCode
from docforge.readers import excel
from docforge.readers.excel.formats import general, shown
from tests.readers.excel_book import cell_at, saved, words, written

CHINESE = 'yyyy"年"m"月"d"日"'


@pytest.mark.parametrize(
    ("stored", "code", "text", "value"),
    [
        (44709, CHINESE, "2022年5月28日", date(2022, 5, 28)),
        (44709, f"[$-804]{CHINESE};@", "2022年5月28日", date(2022, 5, 28)),
        (44709, f"[DBNum1][$-804]{CHINESE}", "二〇二二年五月二十八日", date(2022, 5, 28)),
        (44709, r"[$-F800]dddd\,\ mmmm\ dd\,\ yyyy", "2022年5月28日", date(2022, 5, 28)),
        (44709, r"yyyy\-mm\-dd", "2022-05-28", date(2022, 5, 28)),
        (44709, "yy.m.d", "22.5.28", date(2022, 5, 28)),
        (44709, 'm"月"d"日"', "5月28日", date(2022, 5, 28)),
        (44709, "[$-804]aaaa", "星期六", date(2022, 5, 28)),
        (44709, "mmm-yy", "May-22", date(2022, 5, 28)),
        (44709.5, "yyyy/m/d h:mm", "2022/5/28 12:00", datetime(2022, 5, 28, 12)),
        (44709.75, '上午/下午h"时"mm"分"', "下午6时00分", datetime(2022, 5, 28, 18)),
        (0.3541666666666667, "h:mm", "8:30", time(8, 30)),
        (1.5, "[h]:mm", "36:00", 1.5),
        (1, "yyyy/m/d", "1900/1/1", date(1900, 1, 1)),
        (59, "yyyy/m/d", "1900/2/28", date(1900, 2, 28)),
        (60, "yyyy/m/d", "60", 60),
        (61, "yyyy/m/d", "1900/3/1", date(1900, 3, 1)),
        (-1, "yyyy/m/d", "-1", -1),
    ],
)
def test_dates_and_times(stored: float, code: str, text: str, value: CellValue) -> None:
    cell = shown(stored, code)
    assert (cell.text, cell.value) == (text, value)


@pytest.mark.parametrize(
    ("stored", "code", "text"),
    [
        (3.0, "General", "3"),
        (-3, "General", "-3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e-7, "General", "0.0000001"),
        (12.0, "0.00E+00", "12"),
        (911101085513850823, "General", "911101085513850823"),
        (9.1110108551385e17, "0", "911101085513850000"),
        (12, "000000", "000012"),
        (13812345678, "000-0000-0000", "138-1234-5678"),
        (0.125, "0%", "13%"),
        (0.125, "0.0%", "12.5%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999.5, "#,##0", "1,000"),
        (1.5, "0.##", "1.5"),
        (-5, "#,##0.00_);[Red](#,##0.00)", "(5.00)"),
        (5, '0"万吨"', "5万吨"),
        (5, 'General"吨"', "5吨"),
        (5, "G/通用格式", "5"),
        (5, "¥#,##0.00;¥-#,##0.00", "¥5.00"),
        (0, '0;-0;"无"', "无"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (85, '[>=60]"合格";"不合格"', "合格"),
        (50, '[>=60]"合格";"不合格"', "不合格"),
        (3, "@", "3"),
    ],
)
def test_numbers(stored: float, code: str, text: str) -> None:
    assert shown(stored, code).text == text


def test_whole_numbers_are_integers_and_others_are_not() -> None:
    assert isinstance(shown(3.0, "0.00").value, int)
    assert shown(3.5, "General").value == 3.5


@given(st.floats(-1e12, 1e12))
def test_a_number_without_a_format_is_never_shown_with_an_exponent(stored: float) -> None:
    text = general(stored)
    assert "e" not in text.lower()
    assert float(text) == pytest.approx(stored, rel=1e-9, abs=1e-9)


@given(
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.text('0#?.,%;@[]"\\yMdhsa年月日 _*/E+-', max_size=14),
)
def test_no_format_whatever_breaks_the_reading(stored: float, code: str) -> None:
    assert isinstance(shown(stored, code).text, str)


@given(st.dates(date(1900, 3, 1), date(2200, 1, 1)))
def test_a_date_written_to_a_workbook_comes_back(day: date) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = day
    sheet["A1"].number_format = CHINESE
    cell = cell_at(saved(book), "A1")
    assert cell.value == day
    assert cell.text == f"{day.year}年{day.month}月{day.day}日"


def test_workbooks_that_count_from_1904() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = date(2022, 5, 28)
    assert cell_at(saved(book), "A1").value == date(2022, 5, 28)


def test_texts_keep_their_leading_zeros_and_booleans_and_errors_are_shown() -> None:
    rows = (
        f'<row r="1">{words("010-5830315", "A1")}<c r="B1" t="b"><v>1</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c><c r="D1" t="str"><f>A1</f><v>0012</v></c></row>'
    )
    data = written(rows)
    found = [(cell.text, cell.value) for cell in next(excel.read(data).tables).cells]
    assert found == [
        ("010-5830315", "010-5830315"),
        ("TRUE", True),
        ("#N/A", "#N/A"),
        ("0012", "0012"),
    ]


def test_a_code_of_18_digits_that_was_typed_as_a_number_keeps_its_digits() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>911101085513850823</v></c>'
        '<c r="B1"><v>9.1110108551385E+17</v></c></row>'
    )
    data = written(rows)
    assert cell_at(data, "A1").text == "911101085513850823"
    assert cell_at(data, "B1").text == "911101085513850000"


def test_a_date_stored_in_iso_8601_is_a_date() -> None:
    styles = '<cellXfs count="2"><xf/><xf numFmtId="14"/></cellXfs>'
    rows = '<row r="1"><c r="A1" s="1" t="d"><v>2022-05-28T00:00:00</v></c></row>'
    cell = cell_at(written(rows, styles=styles), "A1")
    assert (cell.text, cell.value) == ("2022/5/28", date(2022, 5, 28))


@pytest.mark.parametrize("stored", ["<f>A2+A3</f>", "<f>A2+A3</f><v></v>", "<f>A2+A3</f><v/>"])
def test_a_formula_without_a_stored_value_is_noticed_with_the_formula(stored: str) -> None:
    document = excel.read(written(f'<row r="1"><c r="A1">{stored}</c>{words("x", "B1")}</row>'))
    (notice,) = document.notices
    assert (notice.code, notice.detail) == (NoticeCode.FORMULA_WITHOUT_VALUE, "=A2+A3")
    assert notice.place is not None
    assert (notice.place.sheet, notice.place.cell) == ("表一", "A1")


def test_a_formula_that_gave_an_empty_text_is_no_missing_value() -> None:
    rows = f'<row r="1"><c r="A1" t="str"><f>""</f><v></v></c>{words("x", "B1")}</row>'
    assert excel.read(written(rows)).notices == ()


def test_a_value_that_the_format_hides_is_read_as_hidden() -> None:
    styles = (
        '<numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="200"/></cellXfs>'
    )
    cell = cell_at(written('<row r="1"><c r="A1" s="1"><v>7</v></c></row>', styles=styles), "A1")
    assert (cell.text, cell.hidden) == ("7", True)


def test_boxes_in_cells_of_new_workbooks_are_marks() -> None:
    styles = (
        "<cellXfs><xf/><xf><extLst><ext><xfpb:xfComplement "
        'xmlns:xfpb="http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag" '
        'i="0"/></ext></extLst></xf></cellXfs>'
    )
    rows = '<row r="1"><c r="A1" s="1" t="b"><v>1</v></c><c r="B1" s="1" t="b"><v>0</v></c></row>'
    data = written(rows, styles=styles)
    assert [cell_at(data, address).raw for address in ("A1", "B1")] == ["☑", "☐"]


def test_pictures_placed_in_cells_are_noticed() -> None:
    rows = (
        '<row r="1"><c r="A1" t="e" vm="1"><v>#VALUE!</v></c>'
        '<c r="B1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
        f"{words('签字', 'C1')}</row>"
    )
    document = excel.read(written(rows))
    assert [notice.code for notice in document.notices] == [NoticeCode.PICTURE] * 2
    assert next(document.tables).at(1, 1) is not None
