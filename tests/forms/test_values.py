"""Dates, identifiers and other typed values: read, doubted, never guessed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.forms.definitions.definition import FieldDefinition
from docforge.forms.values.dates import Reading, read_date
from docforge.forms.values.identifiers import check_licence_no, check_phone, check_uscc
from docforge.forms.values.typed import read_field, read_period, read_value
from docforge.layout import Text


@pytest.mark.parametrize(
    "text",
    [
        "2022年5月28日",
        "2022 年 5月 28日",
        "2022.5.28",
        "2022-05-28",
        "2022/5/28",
        "20220528",
        "二〇二二年五月二十八日",
        "二零二二年五月二十八日",
        "２０２２年５月２８日",
        "2022-05-28 00:00:00",
    ],
)
def test_a_whole_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text).value == date(2022, 5, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2020512日",
        "202012月1日",
        "1215日",
        "2022年13月1日",
        "2022年2月30日",
        "2022年6月",
        "22年5月28日",
    ],
)
def test_a_damaged_date_is_no_date(text: str) -> None:
    assert read_date(text) == (Reading.DAMAGED, None)


@pytest.mark.parametrize("text", ["", "年 月 日", "____年__月__日", "20XX XX XX"])
def test_what_the_form_prints_is_no_date_and_no_damage(text: str) -> None:
    assert read_date(text).reading is Reading.EMPTY


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_date_comes_back(day: date) -> None:
    for text in (
        f"{day.year}年{day.month}月{day.day}日",
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day:%Y%m%d}",
    ):
        assert read_date(text).value == day


@given(st.text("0123456789年月日.-", max_size=12))
def test_no_text_makes_a_date_that_is_not_written_there(text: str) -> None:
    found = read_date(text).value
    if found is not None:
        assert str(found.year) in text


def test_a_term_gives_its_beginning_and_its_end() -> None:
    begin, end = read_period((Text("2018年5月6日至2023年5月5日"),))
    assert (begin.value, end.value) == ("2018-05-06", "2023-05-05")


def test_a_single_date_of_validity_is_its_end() -> None:
    begin, end = read_period((Text("至2023年5月5日"),))
    assert (begin.value, end.value) == (None, "2023-05-05")


def test_a_term_with_a_damaged_half_is_flagged_and_not_read() -> None:
    begin, end = read_period((Text("2018年5月6日至20235月5日"),))
    assert (begin.value, end.value) == (None, None)
    assert [flag.code for flag in end.flags] == ["damaged_date"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("(晋)XK08-001-00123", "(晋)XK08-001-00123"),
        ("（晋） XK 08-001-00123", "（晋）XK08-001-00123"),
        ("XK08—001—00123", "XK08-001-00123"),
        ("编号：XK08-001-00123", "XK08-001-00123"),
        ("QS14-10101-00001", "QS14-10101-00001"),
    ],
)
def test_licence_numbers_lose_spaces_and_odd_dashes(text: str, value: str) -> None:
    assert check_licence_no(text) == (value, "")


@pytest.mark.parametrize("text", ["XK08-001-0012", "XK8-001-00123", "无证"])
def test_a_licence_number_of_another_form_is_doubted(text: str) -> None:
    assert check_licence_no(text).fault


def test_a_credit_code_is_checked_by_its_last_digit() -> None:
    assert check_uscc("91350100M000100Y43") == ("91350100M000100Y43", "")
    assert check_uscc("91350100M000100Y44").fault
    assert check_uscc("9135010OM000100Y43").fault


def test_credit_codes_of_authorities_a_n_and_y_are_accepted() -> None:
    from stdnum.cn import uscc

    for letter in "ANY":
        number = f"{letter}1350100M000100Y4"
        code = number + uscc.calc_check_digit(number)
        assert check_uscc(code) == (code, "")


@pytest.mark.parametrize(
    "text", ["13800138000", "0412-5830315", "(0351)1234567", "400-810-0000", "0351-1234567转802"]
)
def test_phone_numbers_that_can_be_dialled_pass(text: str) -> None:
    assert check_phone(text).fault == ""


@pytest.mark.parametrize("text", ["5830315", "1380013800", "见名片"])
def test_phone_numbers_that_cannot_are_doubted(text: str) -> None:
    assert check_phone(text).fault


def test_names_are_parted_by_marks_spaces_and_lines() -> None:
    assert read_value("names", (Text("张伟、李娜 王芳\n赵强 2022年7月1日"),)).value == (
        "张伟",
        "李娜",
        "王芳",
        "赵强",
    )


def test_a_number_keeps_no_unit_and_other_words_are_doubted() -> None:
    assert read_value("number", (Text("128.6万吨"),)).value == 128.6
    doubted = read_value("number", (Text("约128"),))
    assert doubted.value == "约128"
    assert [flag.code for flag in doubted.flags] == ["number_invalid"]


def test_a_gap_within_the_name_of_an_enterprise_is_none_of_it() -> None:
    name = FieldDefinition(key="enterprise_name", labels=("企业名称",))
    typed = read_field(name, [Text("云州平安  电缆厂")])
    assert (typed.value, typed.raw) == ("云州平安电缆厂", "云州平安  电缆厂")
    assert read_field(name, [Text("云州 ABC 电缆厂")]).value == "云州 ABC 电缆厂"
