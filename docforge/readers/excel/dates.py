"""Dates and times of sheets: days since an epoch, shown by letters for year, month, day, hour.

Chinese forms are shown as a Chinese Excel shows them: 2022年5月28日, 二〇二二年, 上午, 星期三.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

_LITERAL = r'"[^"]*"?|\\.|_.|\*.'
_TOKENS = re.compile(
    rf"(?P<literal>{_LITERAL})|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]|"
    r"(?P<half>AM/PM|A/P|上午/下午)|(?P<letters>y+|m+|d+|h+|s+|e+|a{3,4}|b+|g+)|(?P<part>\.0+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_NOT_LETTERS = re.compile(rf"{_LITERAL}|\[(?!h+\]|m+\]|s+\])[^\]]*\]|General|[Ee][+-]", re.I)
_LONG_DATE, _LONG_TIME = 'yyyy"年"m"月"d"日"', "h:mm:ss"
_NUMERALS = "〇一二三四五六七八九"
_WEEKDAYS = "一二三四五六日"
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LAST_DAY = 2_958_466
_FIRST_REAL_DAY = 61
"""Excel counts a 29 February 1900 that never was; its days are right from 1 March 1900 on."""


@lru_cache(maxsize=512)
def is_date(section: str) -> bool:
    """Whether a section of a number format shows dates or times."""
    if "$-F800" in section.upper() or "$-F400" in section.upper():
        return True
    return re.search("[ymdhse]|a{3}", _NOT_LETTERS.sub("", section), re.IGNORECASE) is not None


@lru_cache(maxsize=512)
def has_date(section: str) -> bool:
    letters = [kind for kind, _text in _parsed(section)]
    return any(kind in ("year", "month", "day", "weekday") for kind in letters)


@lru_cache(maxsize=512)
def has_time(section: str) -> bool:
    letters = [kind for kind, _text in _parsed(section)]
    return any(kind in ("hour", "minute", "second", "elapsed", "half") for kind in letters)


@lru_cache(maxsize=512)
def counts_up(section: str) -> bool:
    """Whether a section shows a span of time ([h]:mm), not a moment."""
    return any(kind == "elapsed" for kind, _text in _parsed(section))


def moment(stored: float, *, from_1904: bool = False) -> datetime | None:
    """The date and time of a stored number; None where Excel shows none (#####).

    Seconds are rounded as Excel rounds them: a stored 8:30 may be a millionth of a day short.
    """
    if not 0 <= stored < _LAST_DAY:
        return None
    if from_1904:
        start = datetime(1904, 1, 1)
    elif 60 <= stored < _FIRST_REAL_DAY:
        return None
    else:
        start = datetime(1899, 12, 30) if stored >= _FIRST_REAL_DAY else datetime(1899, 12, 31)
    days, part = divmod(stored, 1)
    milliseconds = round(part * 86_400_000)
    try:
        return start + timedelta(days=days, milliseconds=milliseconds)
    except OverflowError:
        return None


def shown_date(at: datetime, section: str, stored: float) -> str:
    """A moment as a section of a number format shows it."""
    section = _without_system_formats(section)
    tokens = _parsed(section)
    has_half = any(kind == "half" for kind, _text in tokens)
    in_chinese = "dbnum1" in section.lower() or "dbnum2" in section.lower()
    if not any(kind == "part" for kind, _text in tokens):
        at = (at + timedelta(milliseconds=500)).replace(microsecond=0)
    return "".join(
        _shown(kind, text, at, stored, has_half=has_half, in_chinese=in_chinese)
        for kind, text in tokens
    ).strip()


def _without_system_formats(section: str) -> str:
    upper = section.upper()
    if "$-F800" in upper:
        return _LONG_DATE
    return _LONG_TIME if "$-F400" in upper else section


@lru_cache(maxsize=512)
def _parsed(section: str) -> tuple[tuple[str, str], ...]:
    """(kind, letters) of each piece; an m beside hours or seconds is a minute."""
    section = _without_system_formats(section)
    tokens: list[tuple[str, str]] = []
    for match in _TOKENS.finditer(section):
        if match["elapsed"]:
            tokens.append(("elapsed", match["elapsed"].lower()))
        elif match["half"]:
            tokens.append(("half", match["half"]))
        elif match["letters"]:
            tokens.append((_kind(match["letters"].lower()), match["letters"].lower()))
        elif match["part"]:
            tokens.append(("part", match["part"]))
        elif match["literal"]:
            tokens.append(("text", _literal(match["literal"])))
        elif match["other"] and match["other"] != "@":
            tokens.append(("text", match["other"]))
    return tuple(_with_minutes(tokens))


def _kind(letters: str) -> str:
    kinds = {"y": "year", "e": "year", "b": "year", "m": "month", "d": "day"}
    kinds |= {"h": "hour", "s": "second", "a": "weekday", "g": "era"}
    if letters[0] == "d" and len(letters) > 2:
        return "weekday"
    return kinds[letters[0]]


def _literal(piece: str) -> str:
    if piece.startswith('"'):
        return piece.strip('"')
    return piece[1:] if piece.startswith("\\") else ""


def _with_minutes(tokens: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    times = [at for at, (kind, _text) in enumerate(tokens) if kind not in ("text", "half", "part")]
    found = list(tokens)
    for order, at in enumerate(times):
        kind, text = tokens[at]
        if kind != "month" or len(text) > 2:
            continue
        before = tokens[times[order - 1]] if order else ("", "")
        after = tokens[times[order + 1]] if order + 1 < len(times) else ("", "")
        after_hours = before[0] == "hour" or before == ("elapsed", before[1])
        if after_hours or after[0] == "second":
            found[at] = ("minute", text)
    return found


def _shown(
    kind: str, letters: str, at: datetime, stored: float, *, has_half: bool, in_chinese: bool
) -> str:
    if kind in ("text", "era"):
        return letters if kind == "text" else ""
    if kind == "weekday":
        return _weekday(at.date(), letters)
    if kind == "half":
        return _half(at.hour, letters)
    if kind == "part":
        return f".{at.microsecond:06d}"[: len(letters)]
    if kind == "elapsed":
        units = {"h": 24, "m": 1440, "s": 86400}
        return str(int(stored * units[letters[0]] + 1e-6)).zfill(len(letters))
    if kind == "month" and len(letters) > 2:
        name = _MONTHS[at.month - 1]
        return {3: name[:3], 5: name[0]}.get(len(letters), name)
    hour = (at.hour % 12 or 12) if has_half else at.hour
    values = {"year": at.year, "month": at.month, "day": at.day}
    values |= {"hour": hour, "minute": at.minute, "second": at.second}
    return _digits(kind, values[kind], letters, in_chinese=in_chinese)


def _digits(kind: str, value: int, letters: str, *, in_chinese: bool) -> str:
    if kind == "year":
        year = f"{value:04d}"[-2:] if letters in ("y", "yy") else f"{value:04d}"
        return "".join(_NUMERALS[int(digit)] for digit in year) if in_chinese else year
    if in_chinese:
        return _chinese(value)
    return str(value).zfill(min(len(letters), 2))


def _chinese(value: int) -> str:
    """A number below 100 in Chinese: 十, 十二, 二十八."""
    tens, ones = divmod(value, 10)
    if not tens:
        return _NUMERALS[ones]
    return (_NUMERALS[tens] if tens > 1 else "") + "十" + (_NUMERALS[ones] if ones else "")


def _weekday(day: date, letters: str) -> str:
    if letters[0] == "a":
        return ("星期" if len(letters) == 4 else "周") + _WEEKDAYS[day.weekday()]
    name = _DAYS[day.weekday()]
    return name[:3] if len(letters) == 3 else name


def _half(hour: int, letters: str) -> str:
    morning, evening = letters.split("/")
    return morning if hour < 12 else evening
