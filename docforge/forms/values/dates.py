"""Dates as forms carry them: a strict grammar that refuses what is damaged and never guesses.

"2022年5月28日", "2022 年 6月 10日", "2022.5.28", "2022-05-28", "20220528",
"二〇二二年五月二十八日".
A damaged date ("2020512日", "202012月1日") is an error with its raw text, not a date.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from docforge.forms.values.wording import small_number

_CHINESE_YEAR = "〇零一二三四五六七八九"
_DATE = re.compile(
    r"(?<!\d)(?P<year>\d{4}|[〇零○OoО一二三四五六七八九]{4})\s*[年./\-—–]\s*"
    r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*[月./\-—–]\s*"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?!\d)\s*[日号]?"
    r"(?:\s*(?:上午|下午|中午|晚上)?\s*\d{1,2}(?:[:：]\d{2}(?::\d{2})?|时(?:\d{1,2}分)?))?"
)
_COMPACT = re.compile(
    r"(?<!\d)(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)(?!\s*[年月日])"
)
_SPACED = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})[ \u3000]+(?P<month>\d{1,2})[ \u3000]+(?P<day>\d{1,2})(?!\d)"
)
_PRINTED = re.compile(r"[\s_＿年月日至到期止起.\-—–~～/:：XxＸ×]|20XX|长期有效")


class Reading(StrEnum):
    DATE = "date"
    EMPTY = "empty"
    DAMAGED = "damaged"


class DateReading(NamedTuple):
    reading: Reading
    value: date | None = None


def read_dates(text: str) -> list[date]:
    """All whole dates of a text in their order."""
    found = []
    for match in _matches(unicodedata.normalize("NFKC", text)):
        day = _day(match)
        if day:
            found.append(day)
    return found


def read_date(text: str) -> DateReading:
    """The one date of a text. Blanks and printed 年 月 日 are EMPTY; all else is DAMAGED.

    Two dates, a day that does not exist, digits around a date: damaged, for a person to see.
    """
    plain = unicodedata.normalize("NFKC", text)
    if is_unfilled(plain):
        return DateReading(Reading.EMPTY)
    matches = _matches(plain)
    if len(matches) != 1:
        return DateReading(Reading.DAMAGED)
    rest = plain[: matches[0].start()] + plain[matches[0].end() :]
    day = _day(matches[0])
    if day is None or re.search(r"\d", rest):
        return DateReading(Reading.DAMAGED)
    return DateReading(Reading.DATE, day)


def is_unfilled(text: str) -> bool:
    """Whether only what a form prints stands here: spaces, lines, 年 月 日, 20XX."""
    return not _PRINTED.sub("", text.replace("20XX", "").replace("20××", ""))


def _matches(plain: str) -> list[re.Match[str]]:
    found = list(_DATE.finditer(plain))
    for pattern in (_COMPACT, _SPACED):
        for match in pattern.finditer(plain):
            if all(match.end() <= one.start() or match.start() >= one.end() for one in found):
                found.append(match)
    return sorted(found, key=lambda match: match.start())


def _day(match: re.Match[str]) -> date | None:
    year, month, day = match["year"], small_number(match["month"]), small_number(match["day"])
    if not year.isdecimal():
        digits = re.sub("[○OoО]", "〇", year).replace("零", "〇")
        year = "".join(str("〇一二三四五六七八九".index(digit)) for digit in digits)
    if month is None or day is None or not 1900 <= int(year) <= 2199:
        return None
    try:
        return date(int(year), month, day)
    except ValueError:
        return None
