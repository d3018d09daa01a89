"""Dates: padded, in Chinese numerals, shortened, or damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from docforge.check.wording.phrase import ERROR, HAN, WARNING, Remark, phrase, surely
from docforge.messages import marked as N_
from docforge.messages import translate as _

_CLAUSE = "GB/T 9704-2012 7.3.5.4"
_FIGURES = "GB/T 15835-2011"
_ZERO = r"(?<=年)(\s*)0(?=[1-9]\s*月)|(?<=月)(\s*)0(?=[1-9]\s*日)"


def _is_alone(text: str) -> bool:
    return len(text.strip().strip("\u3000")) <= 12


@phrase(
    "W605", ERROR, N_("A date is padded with zeros."), source=_CLAUSE,
    why=N_("Month and day are written without leading zeros."),
    bad="2018年01月12日", good="2018年1月12日",
    fix=N_("Write 1月, not 01月."),
    mend=surely(_ZERO, lambda match: match[1] or match[2] or ""),
)  # fmt: skip
def padded(text: str) -> Iterator[Remark]:
    for match in re.finditer(_ZERO, text):
        grave = ERROR if _is_alone(text) else WARNING
        told = _("Month or day is padded with a zero.")
        yield Remark(max(0, match.start() - 5), match.end() + 2, told, grave)


_DIGITS = {c: str(n) for n, c in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
    "O": "0",
}
_CHINESE = (
    r"(?P<year>[一二][〇零○O一二三四五六七八九]{3})年"
    r"(?P<month>[一二三四五六七八九十]{1,2})月(?P<day>[一二三四五六七八九十]{1,3})日"
)


def _small(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return int(_DIGITS[tens])
    return int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(ones, "0"))


def _arabic(match: re.Match[str]) -> str:
    year = "".join(_DIGITS[each] for each in match["year"])
    return f"{year}年{_small(match['month'])}月{_small(match['day'])}日"


@phrase(
    "W606", ERROR, N_("A date is written in Chinese numerals."), source=_CLAUSE,
    why=N_("Since 2012 dates are written in Arabic digits, also that of the document."),
    bad="二〇一八年一月十二日", good="2018年1月12日",
    fix=N_("Write the date in Arabic digits."), mend=surely(_CHINESE, _arabic),
)  # fmt: skip
def chinese_numerals(text: str) -> Iterator[Remark]:
    for match in re.finditer(_CHINESE, text):
        told = _("The date is written in Chinese numerals; it is {date}.")
        grave = ERROR if _is_alone(text) else WARNING
        yield Remark(match.start(), match.end(), told.format(date=_arabic(match)), grave)


# After a number that is no year stands what is counted: 2000家, 2000余名, 2000万元.
_COUNTED = (
    "年度版届号款型个名家人元万亿吨余多台套件批次份项条所户只头米里亩平公千毫升斤克辆本张篇场处座间美瓦"
    "伏转小时以至到和与或及左右页字点组级倍种类码分秒株位艘门期卡欧英日月季即的起止天周"
)
_NO_YEAR = re.compile(
    rf"(?<![\d.,，:：/\-—－～~〔\[【（(第A-Za-z])(?P<year>19[5-9]\d|20[0-4]\d)(?=[{HAN}])(?![{_COUNTED}])"
)


@phrase(
    "W609", WARNING, N_("年 is missing after a year."), source=_FIGURES,
    why=N_("A year without 年 is read as a number or a name."),
    bad="隐患专项排查整治2023行动", good="隐患专项排查整治2023年行动",
    fix=N_("Write 年 after the year."),
)  # fmt: skip
def year_alone(text: str) -> Iterator[Remark]:
    for match in _NO_YEAR.finditer(text):
        told = _("年 is missing after {year}.").format(year=match["year"])
        yield Remark(match.start(), match.end(), told)


_MONTH = r"(?:1[0-2]|0?[1-9])月|度|底|初|上半年|下半年|第?[一二三四]季度"
_SHORT = re.compile(
    rf"(?<![\d近达满期为约过第.－\-])[’']?(?P<year>[0-4]\d)年(?={_MONTH})"
    rf"|(?:^|(?<=[，。；、（自从在于]))(?P<bare>[12]\d)年(?=[{HAN}])"
    r"(?!以|内|来|后|前|期|间|的|左右|有余|不|未|多|余|质保|保|租|任|工龄)"
    r"|(?<=20\d\d[-—～~])(?P<until>\d\d)年|(?<=20\d\d年[-—～~至])(?P<until2>\d\d)年"
)


@phrase(
    "W610", WARNING, N_("A year is shortened."), source=_FIGURES,
    why=N_("Years have four digits in official documents."),
    bad="22年6月", good="2022年6月",
    fix=N_("Write all four digits."),
)  # fmt: skip
def short_year(text: str) -> Iterator[Remark]:
    for match in _SHORT.finditer(text):
        yield Remark(match.start(), match.end(), _("The year is shortened to two digits."))


_DAMAGED = re.compile(
    r"(?<!\d)(?:19|20)\d{2}\d{1,4}(?=[月日])"
    r"|(?<![\d.])(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=日)"
    r"|(?<!\d)(?:19|20)\d{2}年\d{3,4}(?=日)"
    r"|(?<!\d)(?:19|20)\d{2}年\d{1,2}(?=日)"
)
_WHOLE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_DAY = re.compile(r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")


@phrase(
    "W611", ERROR, N_("A date has lost characters, or there is no such day."),
    why=N_("A deadline that nobody can read binds nobody; such dates come from scans and "
           "copies."),
    bad="2020512日前  1215日前  2月30日", good="2020年5月12日前",
    fix=N_("Write year, month and day in full."),
)  # fmt: skip
def damaged(text: str) -> Iterator[Remark]:
    for match in _DAMAGED.finditer(text):
        told = _("The date has lost characters: “{text}”.")
        said = text[match.start() : match.end() + 1]
        yield Remark(match.start(), match.end() + 1, told.format(text=said))
    for match in _WHOLE.finditer(text):
        try:
            date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            told = _("There is no such day: {text}.").format(text=match[0])
            yield Remark(match.start(), match.end(), told)
    for match in _DAY.finditer(text):
        month, day = int(match["month"]), int(match["day"])
        if (
            not 1 <= month <= 12
            or not 1 <= day <= (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
        ):
            told = _("There is no such day: {text}.").format(text=match[0])
            yield Remark(match.start(), match.end(), told)
