"""Filters for Chinese documents: dates, amounts, numbers, lists, masks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError

from docforge.render.chinese_numbers import FilterError, amount_in_capitals, chinese_number
from docforge.render.filters import FILTERS

SPRING = date(2022, 5, 28)


def filtered(name: str, value: Any, *options: Any, **named: Any) -> Any:
    return FILTERS[name](value, *options, **named)


@pytest.mark.parametrize(
    "value",
    [
        SPRING,
        datetime(2022, 5, 28, 9, 30),
        "2022-05-28",
        "2022-05-28T09:30:00+08:00",
        "2022-05-28 09:30",
        "2022.5.28",
        "2022/5/28",
        "2022年5月28日",
        "2022 年 05月 28 日",
        "２０２２年５月２８日",
        "二〇二二年五月二十八日",
        "二零二二年五月二十八日",
    ],
)
def test_a_date_is_known_however_it_is_written(value: object) -> None:
    assert filtered("cn_date", value) == "2022年5月28日"
    assert filtered("cn_date_full", value) == "二〇二二年五月二十八日"


@pytest.mark.parametrize(
    ("day", "full"),
    [
        (date(2020, 10, 10), "二〇二〇年十月十日"),
        (date(2019, 12, 30), "二〇一九年十二月三十日"),
        (date(2001, 1, 1), "二〇〇一年一月一日"),
        (date(2022, 11, 21), "二〇二二年十一月二十一日"),
    ],
)
def test_a_date_in_words(day: date, full: str) -> None:
    assert filtered("大写日期", day) == full


@pytest.mark.parametrize(
    "value",
    ["2020512日", "202012月1日", "2022年2月30日", "2022-5.28", "2022年5月", "5月28日", "明天",
     44709, "2022年13月1日", "二〇二二年五月三十二日", "2022-05-28至2023-05-27", True],
)  # fmt: skip
def test_a_damaged_date_is_an_error_that_names_it_and_never_a_guess(value: object) -> None:
    with pytest.raises(FilterError, match=str(value)):
        filtered("date", value)


def test_a_date_takes_the_pattern_of_spreadsheets() -> None:
    assert filtered("date", SPRING) == "2022年5月28日"
    assert filtered("date", SPRING, "yyyy-mm-dd") == "2022-05-28"
    assert filtered("日期", SPRING, "yyyy年mm月") == "2022年05月"
    assert filtered("date", SPRING, "YY/M/D") == "22/5/28"


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_date_survives_its_own_words(day: date) -> None:
    assert filtered("cn_date", filtered("cn_date_full", day)) == filtered("cn_date", day)


# 支付结算办法 (银发〔1997〕393号), 附件一, 四, with its own examples.
RULE = [
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
]


@pytest.mark.parametrize(
    ("value", "capitals"),
    [
        *RULE,
        (12345.67, "壹万贰仟叁佰肆拾伍元陆角柒分"),
        (0, "零元整"),
        ("0.00", "零元整"),
        (0.5, "伍角"),
        (0.05, "伍分"),
        (0.56, "伍角陆分"),
        (1, "壹元整"),
        (10, "壹拾元整"),
        (15, "壹拾伍元整"),
        (100, "壹佰元整"),
        (101, "壹佰零壹元整"),
        (1001, "壹仟零壹元整"),
        (1010, "壹仟零壹拾元整"),
        (10000, "壹万元整"),
        (10001, "壹万零壹元整"),
        (10100, "壹万零壹佰元整"),
        (100000, "壹拾万元整"),
        (110000, "壹拾壹万元整"),
        (1000500, "壹佰万零伍佰元整"),
        (100000000, "壹亿元整"),
        (100000001, "壹亿零壹元整"),
        (100010000, "壹亿零壹万元整"),
        (1000000000000, "壹万亿元整"),
        (1000000000001, "壹万亿零壹元整"),
        (1234500000000, "壹万贰仟叁佰肆拾伍亿元整"),
        (10200300405060, "壹拾万贰仟零叁亿零肆拾万伍仟零陆拾元整"),
        (Decimal("9999999999999999.99"),
         "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        (-100, "负壹佰元整"),
        ("-0.5", "负伍角"),
        ("￥12,345.67", "壹万贰仟叁佰肆拾伍元陆角柒分"),
        ("１２３元", "壹佰贰拾叁元整"),
        (1.10, "壹元壹角"),
    ],
)  # fmt: skip
def test_an_amount_in_capitals_follows_the_rule_of_the_banks(value: object, capitals: str) -> None:
    assert filtered("rmb", value) == capitals
    assert filtered("大写金额", value, "人民币") == f"人民币{capitals}"


@pytest.mark.parametrize(
    "value", ["12345.678", 0.001, "1e5", "一百", "1,0000", "12元3角", True, 10**16, "1/2", "nan"]
)
def test_what_is_no_amount_is_refused_by_its_name(value: object) -> None:
    with pytest.raises(FilterError, match=str(value)):
        filtered("rmb", value)


DIGITS = {digit: value for value, digit in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def read_back(words: str) -> Decimal:
    """An amount read as a teller reads it aloud: independent of how it was made."""
    sign = -1 if words.startswith("负") else 1
    yuan, _, cents = words.removeprefix("负").removesuffix("整").rpartition("元")
    total = section = digit = 0
    for char in yuan:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in UNITS:
            section, digit = section + digit * UNITS[char], 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    found = Decimal(total + section + digit)
    for unit, worth in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        before, there, _ = cents.partition(unit)
        if there:
            found += DIGITS[before[-1]] * worth
    return sign * found


@given(st.decimals(-(10**15), 10**15, places=2))
def test_every_amount_can_be_read_back_and_has_no_two_zeros(value: Decimal) -> None:
    words = amount_in_capitals(value)
    assert read_back(words) == value
    assert "零零" not in words
    assert words.endswith(("整", "角", "分"))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"), (2, "二"), (10, "十"), (21, "二十一"), (105, "一百零五"), (110, "一百一十"),
        (1050, "一千零五十"), (10500, "一万零五百"), (100000, "十万"), (1050000, "一百零五万"),
        (3.14, "三点一四"), ("-7", "负七"), ("20", "二十"), (210000, "二十一万"),
    ],
)  # fmt: skip
def test_a_number_in_words(value: object, words: str) -> None:
    assert filtered("cn_number", value) == words


@given(st.integers(-(10**15), 10**15))
def test_capitals_and_words_say_the_same(value: int) -> None:
    plain = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
    capitals = amount_in_capitals(value).removesuffix("元整").translate(plain)
    assert chinese_number(value).removeprefix("负").startswith(("十", "一十")) or (
        capitals == chinese_number(value)
    )


def test_years_and_numbers_of_things_are_written_with_the_round_zero() -> None:
    assert filtered("cn_digits", 2022) == "二〇二二"
    assert filtered("cn_digits", "0351号") == "〇三五一号"


def test_headings_are_numbered_in_four_levels() -> None:
    assert [filtered("cn_number", 12, level) for level in (1, 2, 3, 4)] == [
        "十二、", "（十二）", "12.", "（12）",
    ]  # fmt: skip
    for value, level in ((0, 1), (1.5, 1), (1, 5)):
        with pytest.raises(FilterError):
            filtered("cn_number", value, level)


def test_a_list_is_numbered_line_by_line_without_its_blanks() -> None:
    assert filtered("cn_list", ["甲", "", None, " 乙 "]) == "一、甲\n二、乙"
    assert filtered("cn_list", ("甲", "乙"), level=2) == "（一）甲\n（二）乙"
    assert filtered("条目", "甲\n\n乙", 3) == "1.甲\n2.乙"
    assert filtered("cn_list", []) == ""


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("140106199001011234", "140106********1234"),
        ("14010619900101123X", "140106********123X"),
        ("140106900101123", "140106*****1123"),
        ("1401 0619 9001 0112 34", "140106********1234"),
        ("91140100MA0K0000X1", "911401********00X1"),
        ("E12345678", "E1*****78"),
        ("12", "**"),
        (140106199001011234, "140106********1234"),
    ],
)
def test_identity_numbers_keep_six_and_four(value: object, masked: str) -> None:
    assert filtered("mask_id", value) == masked


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        ("13800001234", "138****1234"),
        (13800001234, "138****1234"),
        (13800001234.0, "138****1234"),
        ("138-0000-1234", "138****1234"),
        ("+86 13800001234", "+86 138****1234"),
        ("8613800001234", "86138****1234"),
        ("0351-5830315", "0351-****315"),
        ("03515830315", "0351****315"),
        ("5830315", "****315"),
        ("02587991234", "025*****234"),
        ("13800001234、0351-5830315转801", "138****1234、0351-****315转801"),
        ("张三 13800001234", "张三 138****1234"),
        ("025-8799064", "025-****064"),
        ("123456", "****56"),
    ],
)
def test_telephones_lose_their_middle(value: object, masked: str) -> None:
    assert filtered("mask_phone", value) == masked


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True))
def test_no_mobile_number_survives_its_mask(phone: str) -> None:
    assert phone not in filtered("mask_phone", f"手机{phone}。")
    assert "*" * 4 in filtered("mask_phone", phone)


@pytest.mark.parametrize(
    ("value", "masked"),
    [("张三", "张*"), ("张三丰", "张**"), ("欧阳建国", "欧阳**"), ("欧阳", "欧*"), ("张", "*"),
     ("阿不都·热合曼", "阿******")],
)  # fmt: skip
def test_of_a_name_only_the_family_stays(value: str, masked: str) -> None:
    assert filtered("mask_name", value) == masked


def test_percent_and_thousands() -> None:
    assert filtered("percent", 0.125) == "12.5%"
    assert filtered("percent", 0.07) == "7%"
    assert filtered("percent", "0.12345", 1) == "12.3%"
    assert filtered("percent", "12.5%") == "12.5%"
    assert filtered("percent", 1) == "100%"
    assert filtered("percent", 2.0) == "200%"
    assert filtered("thousands", 1234567.5) == "1,234,567.5"
    assert filtered("thousands", "1234567.555", 2) == "1,234,567.56"
    assert filtered("thousands", -1234) == "-1,234"


def test_a_blank_stays_blank_and_may_have_a_stand_in() -> None:
    for name in ("cn_date", "cn_date_full", "rmb", "cn_number", "mask_id", "percent", "cn_list"):
        assert filtered(name, None) == filtered(name, "") == filtered(name, " ") == ""
    assert filtered("default_text", "") == "无"
    assert filtered("空则写", None, "不详") == "不详"
    assert filtered("default_text", 0) == 0
    assert filtered("default_text", "甲") == "甲"


def test_filters_work_in_jinja_by_both_names_and_leave_what_is_missing_to_it() -> None:
    jinja = Environment(undefined=StrictUndefined)
    jinja.filters.update(FILTERS)
    text = jinja.from_string(
        "{{ 日|大写日期 }} {{ n|rmb }} {{ 3|cn_number(2) }} {{ x|default_text }}"
    )
    assert text.render(日=SPRING, n=5) == "二〇二二年五月二十八日 伍元整 （三） 无"
    with pytest.raises(UndefinedError, match="日"):
        jinja.from_string("{{ 日|cn_date }}").render()
    loose = Environment()
    loose.filters.update(FILTERS)
    assert loose.from_string("[{{ 日|cn_date }}]").render() == "[]"
