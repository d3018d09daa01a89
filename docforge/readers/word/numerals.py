"""Numbers written in the ways that Word numbers lists: 3, iii, 三, ③, （叁）.

Source: ISO/IEC 29500-1 17.18.59 (ST_NumberFormat). An unknown format is written in digits.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_HEAVENLY = "甲乙丙丁戊己庚辛壬癸"
_EARTHLY = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def numeral(number: int, style: str) -> str:
    """A number in a format of ST_NumberFormat; digits where the format has no sign for it."""
    if style == "none":
        return ""
    write = _WRITERS.get(style)
    return str(number) if write is None else write(number) or str(number)


def _chinese(number: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """123 -> 一百二十三; 10 to 19 begin with 十. Beyond 9999 nothing, which means digits."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else ""
    zero = "零"
    written, gap = "", False
    for power in range(len(units) - 1, -1, -1):
        digit = number // 10**power % 10
        if digit:
            written += (zero if gap and written else "") + digits[digit] + units[power]
            gap = False
        else:
            gap = True
    if 10 <= number < 20:
        written = written[1:]
    return written


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if number >= 0 else ""


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return ""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _letters(number: int) -> str:
    """a … z, aa … zz, aaa: the letter is repeated, as Word does it."""
    if not 0 < number <= 26 * 30:
        return ""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _among(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + step) for step in range(count))


def _full_width(number: int) -> str:
    return str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})


_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" + _run("㉑", 15) + _run("㊱", 15)

_WRITERS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "numberInDash": lambda number: f"- {number} -",
    "decimalEnclosedCircle": _among(_CIRCLED),
    "decimalEnclosedCircleChinese": _among(_CIRCLED),
    "decimalEnclosedFullstop": _among(_run("⒈", 20)),
    "decimalEnclosedParen": _among(_run("⑴", 20)),
    "ideographEnclosedCircle": _among("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "chineseLegalSimplified": lambda number: _chinese(number, _LEGAL_DIGITS, _LEGAL_UNITS),
    "ideographLegalTraditional": lambda number: _chinese(
        number, "零壹貳參肆伍陸柒捌玖", _LEGAL_UNITS
    ),
    "ideographTraditional": _among(_HEAVENLY),
    "ideographZodiac": _among(_EARTHLY),
}
