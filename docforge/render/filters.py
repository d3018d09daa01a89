"""Filters for Chinese documents: `{{ 日期|cn_date }}`, `{{ 金额|rmb }}`, `{{ 证件号|mask_id }}`.

Pure functions. A value that is not given (None, "") stays blank; one that a filter can make
nothing of is a FilterError that names it: a damaged date is never turned into another one.
`FILTERS` gives them by name, short ones for typists and Chinese ones for readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import wraps
from typing import Any

from jinja2 import Undefined

from docforge.messages import translate as _
from docforge.render.chinese_numbers import (
    FilterError,
    amount_in_capitals,
    chinese_digits,
    chinese_number,
    number,
)

Filter = Callable[..., Any]

_DATE = re.compile(
    r"(?P<year>\d{4})(?:(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
    r"|年(?P<month_>\d{1,2})月(?P<day_>\d{1,2})日)"
    r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_CHINESE_DATE = re.compile(
    r"(?P<year>[〇零○一二三四五六七八九]{4})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)
_DATE_TOKEN = re.compile(r"yyyy|yy|mm?|dd?", re.IGNORECASE)
_SURNAMES = (
    "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政濮阳公冶"
    "太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马公西颛孙壤驷公良"
    "漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌微生梁丘左丘东门西门第五"
)
_TWO_CHARACTER_SURNAMES = frozenset(_SURNAMES[at : at + 2] for at in range(0, len(_SURNAMES), 2))
_MOBILE = re.compile(r"(?<!\d)((?:\+?86[- ]?)?1[3-9]\d)[- ]?\d{4}[- ]?(\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<![\d*])((?:0(?:10|2\d|[3-9]\d{2})[-— ]?)?)(\d{4,5})(\d{3})(?![\d*])")
_DIGITS = re.compile(r"(?<![\d*])\d{5,}(?![\d*])")


def _given(function: Filter) -> Filter:
    """Blank stays blank; what the data lack is left to the template's way of saying so."""

    @wraps(function)
    def filtered(value: Any, *options: Any, **named: Any) -> Any:
        if isinstance(value, Undefined):
            return value
        if value is None or (isinstance(value, str) and not value.strip()):
            return ""
        return function(value, *options, **named)

    return filtered


def day(value: Any) -> date:
    """The date that a value is or says: date, datetime, 2022-05-28, 2022.5.28, 2022/5/28,
    2022年5月28日, 二〇二二年五月二十八日, whatever its width and spaces.

    Raises FilterError for everything else, such as 2020512日 or 2022年2月30日.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    plain = unicodedata.normalize("NFKC", str(value)).strip()
    plain = re.sub(r"\s*([年月日./-])\s*", r"\1", plain)
    if found := _DATE.fullmatch(plain):
        numbers = (
            found["year"], found["month"] or found["month_"], found["day"] or found["day_"]
        )  # fmt: skip
    elif found := _CHINESE_DATE.fullmatch(plain):
        digits = found["year"].translate(str.maketrans("零○", "〇〇"))
        numbers = (
            "".join(str("〇一二三四五六七八九".index(digit)) for digit in digits),
            str(_small(found["month"])),
            str(_small(found["day"])),
        )
    else:
        raise _no_date(value)
    try:
        return date(*map(int, numbers))
    except ValueError as error:
        raise _no_date(value) from error


def _no_date(value: Any) -> FilterError:
    return FilterError(_("“{value}” is not a date.").format(value=value))


def _small(words: str) -> int:
    """1 to 99 in Chinese; 0, which is no day and no month, for anything else."""
    return next((count for count in range(1, 100) if chinese_number(count) == words), 0)


@_given
def date_text(value: Any, pattern: str = "yyyy年m月d日") -> str:
    """A date by a pattern as spreadsheets know it: yyyy, yy, mm, m, dd, d.

    2022年5月28日 without one (GB/T 9704-2012, 7.3.5.4: Arabic figures, no leading zeros).
    """
    when = day(value)
    parts = {
        "yyyy": f"{when.year:04}", "yy": f"{when.year % 100:02}", "mm": f"{when.month:02}",
        "m": str(when.month), "dd": f"{when.day:02}", "d": str(when.day),
    }  # fmt: skip
    return _DATE_TOKEN.sub(lambda match: parts[match[0].lower()], pattern)


@_given
def cn_date(value: Any) -> str:
    """2022年5月28日."""
    return str(date_text(value))


@_given
def cn_date_full(value: Any) -> str:
    """二〇二二年五月二十八日."""
    when = day(value)
    month, of_month = chinese_number(when.month), chinese_number(when.day)
    return f"{chinese_digits(f'{when.year:04}')}年{month}月{of_month}日"


@_given
def cn_number(value: Any, level: int = 0) -> str:
    """A number in words (21 -> 二十一), or with a level as a heading's number.

    Levels 1 to 4 are 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3); headings count from 1.
    """
    if not level:
        return chinese_number(value)
    count = number(value)
    if level not in (1, 2, 3, 4):
        raise FilterError(
            _("There is no level {level}: 1 is 一、 2 （一） 3 1. 4 （1）").format(level=level)
        )
    if count != int(count) or count < 1:
        raise FilterError(
            _("“{value}” is no number of a heading: they are 1, 2, 3 …").format(value=value)
        )
    words = chinese_number(count) if level <= 2 else str(int(count))
    return {1: f"{words}、", 2: f"（{words}）", 3: f"{words}.", 4: f"（{words}）"}[level]


@_given
def cn_list(items: Any, level: int = 1) -> str:
    """Each item on a line of its own, numbered: 一、…, at level 2 （一）…, then 1.…, （1）…

    A text counts as one item a line; items that are blank are left out.
    """
    each: Iterable[Any] = items.splitlines() if isinstance(items, str) else items
    written = [str(item).strip() for item in each if item is not None and str(item).strip()]
    return "\n".join(
        f"{cn_number(place, level)}{item}" for place, item in enumerate(written, start=1)
    )


@_given
def cn_digits(value: Any) -> str:
    """Digit by digit: 2022 -> 二〇二二."""
    return chinese_digits(value)


@_given
def rmb(value: Any, prefix: str = "") -> str:
    """An amount in capitals: 12345.67 -> 壹万贰仟叁佰肆拾伍元陆角柒分.

    `prefix` stands before it: 支付结算办法 附件一 (三) asks for 人民币 where the form does
    not print it.
    """
    return f"{prefix}{amount_in_capitals(value)}"


@_given
def thousands(value: Any, places: int | None = None) -> str:
    """1234567.5 -> 1,234,567.5; with `places` rounded to so many (half up)."""
    found = number(value)
    return format(found if places is None else _rounded(found, places), ",f")


@_given
def percent(value: Any, places: int | None = None) -> str:
    """0.125 -> 12.5%; what already is a percentage ("12.5%") keeps its value."""
    text = unicodedata.normalize("NFKC", str(value)).strip()
    found = number(text[:-1]) if text.endswith("%") else number(value) * 100
    if places is not None:
        return f"{_rounded(found, places):f}%"
    shown = format(found, "f")
    return (shown.rstrip("0").rstrip(".") if "." in shown else shown) + "%"


def _rounded(found: Decimal, places: int) -> Decimal:
    return found.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@_given
def mask_id(value: Any) -> str:
    """An identity number or credit code with its first 6 and last 4: 140106********1234.

    Shorter numbers show at most half of themselves.
    """
    plain = re.sub(r"\s", "", str(value))
    first, last = (6, 4) if len(plain) >= 15 else (len(plain) // 4, len(plain) // 4)
    return _masked(plain, first, last)


@_given
def mask_phone(value: Any) -> str:
    """138****5678, 0351-****315; several in one text each by itself."""
    text = str(value) if isinstance(value, str) else format(number(value), "f")
    plain = unicodedata.normalize("NFKC", text)
    plain = _MOBILE.sub(r"\1****\2", plain)
    plain = _LANDLINE.sub(lambda match: match[1] + "*" * len(match[2]) + match[3], plain)
    return _DIGITS.sub(lambda match: _masked(match[0], 0, 2), plain)


@_given
def mask_name(value: Any) -> str:
    """A person's name with only the family name: 张三 -> 张*, 欧阳建国 -> 欧阳**."""
    plain = re.sub(r"\s", "", str(value))
    family = 2 if len(plain) > 2 and plain[:2] in _TWO_CHARACTER_SURNAMES else 1
    return _masked(plain, family, 0) if len(plain) > 1 else "*"


def _masked(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[len(text) - last :]


def default_text(value: Any, text: str = "无") -> Any:
    """The value, or this text where it is blank, None or not among the data."""
    if isinstance(value, Undefined) or value is None:
        return text
    return text if isinstance(value, str) and not value.strip() else value


FILTERS: Mapping[str, Filter] = {
    "date": date_text,
    "cn_date": cn_date,
    "cn_date_full": cn_date_full,
    "rmb": rmb,
    "cn_number": cn_number,
    "cn_digits": cn_digits,
    "cn_list": cn_list,
    "thousands": thousands,
    "percent": percent,
    "mask_id": mask_id,
    "mask_phone": mask_phone,
    "mask_name": mask_name,
    "default_text": default_text,
    "日期": date_text,
    "大写日期": cn_date_full,
    "大写金额": rmb,
    "中文数字": cn_number,
    "中文编号": cn_digits,
    "条目": cn_list,
    "千分位": thousands,
    "百分比": percent,
    "隐去证件号": mask_id,
    "隐去电话": mask_phone,
    "隐去姓名": mask_name,
    "空则写": default_text,
}
"""Every filter by the names that templates may call it."""
