"""Numbers as Chinese documents write them: 二十一, 二〇二二, 壹万贰仟叁佰肆拾伍元陆角柒分.

Exact to the last digit: everything is computed on `Decimal`, floats by the digits they print.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, NamedTuple

from docforge.messages import translate as _

LARGEST = Decimal(10) ** 16
"""Numbers from here on (a myriad 万亿) have no agreed words and are refused."""

_AMOUNT = re.compile(
    r"[¥￥]?(?P<sign>-?)[¥￥]?(?P<digits>\d{1,3}(?:,\d{3})+|\d+)(?P<rest>\.\d+)?元?"
)


class FilterError(ValueError):
    """A value that a filter can make nothing of; the message names it."""


class _Words(NamedTuple):
    """One way of writing: the ten digits, and the units within a group of four."""

    digits: str
    units: tuple[str, str, str, str]


_PLAIN = _Words("零一二三四五六七八九", ("", "十", "百", "千"))
_CAPITAL = _Words("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"))
_YEAR_DIGITS = "〇一二三四五六七八九"
_GROUPS = ((10**8, "亿"), (10**4, "万"))


def number(value: Any) -> Decimal:
    """The number that a value is or that its text says: 12,345.67, ￥12345.67, １２３, 12345元.

    Raises FilterError for everything else, true and false included.
    """
    if isinstance(value, Decimal):
        found = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        # The digits of the number itself: its kind may print in another way (12.5%).
        whole = isinstance(value, int) or value.is_integer()
        found = Decimal(int(value)) if whole else Decimal(float.__repr__(value))
    else:
        plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(value)))
        match = None if isinstance(value, bool) else _AMOUNT.fullmatch(plain)
        if match is None:
            raise FilterError(_("“{value}” is not a number.").format(value=value))
        found = Decimal(match["sign"] + match["digits"].replace(",", "") + (match["rest"] or ""))
    if not found.is_finite():
        raise FilterError(_("“{value}” is not a number.").format(value=value))
    return found


def chinese_number(value: Any) -> str:
    """A quantity in words: 21 -> 二十一, 1050 -> 一千零五十, -3.14 -> 负三点一四.

    GB/T 15835-2011: quantities are written with 零; 〇 is for years and numbers of things
    (`chinese_digits`).
    """
    found = _bounded(number(value), value)
    whole, _point, rest = format(abs(found), "f").partition(".")
    rest = rest.rstrip("0")
    said = _whole(int(whole), _PLAIN) or "零"
    if said.startswith("一十"):
        said = said[1:]
    if rest:
        said += "点" + "".join(_PLAIN.digits[int(digit)] for digit in rest)
    return ("负" if found < 0 else "") + said


def chinese_digits(value: Any) -> str:
    """Digit by digit, with 〇: 2022 -> 二〇二二; for years and numbers of things.

    Text keeps its leading zeros and whatever else stands in it: "0351号" -> 〇三五一号.
    """
    text = str(value) if isinstance(value, str) else format(number(value), "f")
    return re.sub(r"[0-9０-９]", lambda match: _YEAR_DIGITS[int(match[0])], text)


def amount_in_capitals(value: Any) -> str:
    """An amount of money in capitals: 12345.67 -> 壹万贰仟叁佰肆拾伍元陆角柒分.

    By 支付结算办法 (银发〔1997〕393号), 附件一: 整 after 元 where the amount ends there, none
    after 角 or 分 (二); 零 for zeros between digits, several in a row once (四); 零 after 元
    where 元 or 角 is zero and something follows: 1680.32 -> 壹仟陆佰捌拾元零叁角贰分,
    325.04 -> 叁佰贰拾伍元零肆分. Of two ways that the rule allows, its first example is taken:
    107000.53 -> 壹拾万柒仟元零伍角叁分. Ten is 壹拾, never 拾.

    Raises FilterError for parts of a 分: whoever computes an amount says how to round it.
    """
    found = _bounded(number(value), value)
    fen = abs(found) * 100
    if fen != fen.to_integral_value():
        raise FilterError(
            _("“{value}” is no amount in 元, 角 and 分: it has parts of a 分.").format(value=value)
        )
    whole, cents = divmod(int(fen), 100)
    jiao, rest = divmod(cents, 10)
    said = _whole(whole, _CAPITAL) + "元" if whole else ""
    if not cents:
        said = (said or "零元") + "整"
    else:
        if whole and (whole % 10 == 0 or not jiao):
            said += "零"
        said += f"{_CAPITAL.digits[jiao]}角" if jiao else ""
        said += f"{_CAPITAL.digits[rest]}分" if rest else ""
    return ("负" if found < 0 else "") + said


def _bounded(found: Decimal, value: Any) -> Decimal:
    if abs(found) >= LARGEST:
        raise FilterError(_("“{value}” is too large to be written in words.").format(value=value))
    return found


def _whole(count: int, words: _Words) -> str:
    """A whole number, "" for 0. 零 where the lower group does not fill its highest place."""
    for size, name in _GROUPS:
        if count >= size:
            upper, lower = divmod(count, size)
            gap = words.digits[0] if 0 < lower < size // 10 else ""
            return _whole(upper, words) + name + gap + _whole(lower, words)
    said, after_zero = "", False
    for place in (3, 2, 1, 0):
        digit = count // 10**place % 10
        if digit:
            said += words.digits[0] if after_zero and said else ""
            said += words.digits[digit] + words.units[place]
        after_zero = not digit
    return said
