"""Number formats: what a person sees of a stored number, and the typed value behind it.

A format code has up to four sections (positive; negative; zero; text), each of placeholders,
literals and date letters (ISO/IEC 29500-1 18.8.30, 18.8.31). Colours are of no matter here, locale
marks only where they ask for Chinese numerals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from docforge.layout import CellValue
from docforge.readers.excel.dates import (
    counts_up,
    has_date,
    has_time,
    is_date,
    moment,
    shown_date,
)

GENERAL = "General"

_GENERAL_IN_CHINESE = "G/通用格式"
_CHINESE_DATE, _CHINESE_MONTH, _CHINESE_DAY = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
_HALF_DAY = '上午/下午h"时"mm"分"'
BUILT_IN = {
    "0": GENERAL,
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "5": "¥#,##0;¥-#,##0",
    "6": "¥#,##0;¥-#,##0",
    "7": "¥#,##0.00;¥-#,##0.00",
    "8": "¥#,##0.00;¥-#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "12": "# ?/?",
    "13": "# ??/??",
    "14": "yyyy/m/d",
    "15": "d-mmm-yy",
    "16": "d-mmm",
    "17": "mmm-yy",
    "18": "h:mm AM/PM",
    "19": "h:mm:ss AM/PM",
    "20": "h:mm",
    "21": "h:mm:ss",
    "22": "yyyy/m/d h:mm",
    "27": _CHINESE_MONTH,
    "28": _CHINESE_DAY,
    "29": _CHINESE_DAY,
    "30": "m-d-yy",
    "31": _CHINESE_DATE,
    "32": 'h"时"mm"分"',
    "33": 'h"时"mm"分"ss"秒"',
    "34": _HALF_DAY,
    "35": _HALF_DAY + 'ss"秒"',
    "36": _CHINESE_MONTH,
    "37": "#,##0;-#,##0",
    "38": "#,##0;-#,##0",
    "39": "#,##0.00;-#,##0.00",
    "40": "#,##0.00;-#,##0.00",
    "45": "mm:ss",
    "46": "[h]:mm:ss",
    "47": "mm:ss.0",
    "48": "##0.0E+0",
    "49": "@",
    "50": _CHINESE_MONTH,
    "51": _CHINESE_DAY,
    "52": _CHINESE_MONTH,
    "53": _CHINESE_DAY,
    "54": _CHINESE_DAY,
    "55": _HALF_DAY,
    "56": _HALF_DAY + 'ss"秒"',
    "57": _CHINESE_MONTH,
    "58": _CHINESE_DAY,
}
"""Built-in formats by number, as a Chinese Excel shows them (18.8.30, zh-cn)."""

_TOKENS = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|'
    r"(?P<exponent>[Ee][+-])|(?P<mark>[0#?.,%@/])|(?P<literal>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_CURRENCY = re.compile(r"\$([^-\]]*)")
_GENERAL_DIGITS = 10
_EXACT = 10**15
_INTEGER_BELOW = 1e21


@dataclass(frozen=True, slots=True)
class Shown:
    """A stored number as a person sees it, and its value; `hidden` where the format shows none."""

    text: str
    value: CellValue
    hidden: bool = False


def shown(stored: float, code: str, *, from_1904: bool = False) -> Shown:
    """What a cell of that format shows of a stored number.

    Numbers of more than 15 digits come as integers, which keep them all. `from_1904` counts days
    from 1904-01-01, as old Macintosh workbooks do.
    """
    if code == GENERAL:
        return Shown(*general_of(stored))
    section, signed = _section_for(stored, code)
    if is_date(section):
        at = moment(stored, from_1904=from_1904)
        if at is None:
            return Shown(*general_of(stored))
        return Shown(shown_date(at, section, stored), _value_of(at, section, stored))
    if code.strip() and not section.strip():
        return Shown(*general_of(stored), hidden=True)
    return Shown(_rendered(stored if signed else abs(stored), section), _number(stored))


def _value_of(at: datetime, section: str, stored: float) -> CellValue:
    """A date where the format shows no time, a time where it shows no date."""
    if counts_up(section):
        return _number(stored)
    if not has_time(section):
        return at.date()
    return at if has_date(section) or stored >= 1 else at.time()


def shown_text(text: str, code: str) -> str:
    """What a cell of that format shows of a text: itself, or what its text section adds to it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else ""
    if "@" not in section:
        return text
    return "".join(
        text if piece == "@" and is_mark else piece for piece, is_mark in _tokens(section)
    )


def general(stored: float) -> str:
    """A number without a format: whole ones in full, others with ten digits, never an exponent."""
    return general_of(stored)[0]


def general_of(stored: float) -> tuple[str, int | float]:
    """A number as it is shown without a format, and its value."""
    number = _number(stored)
    return _shown_in_general(number, stored), number


def _shown_in_general(number: float, stored: float) -> str:
    if isinstance(number, int):
        return str(number)
    plain = repr(number)
    if len(plain) < _GENERAL_DIGITS and "e" not in plain:
        return plain
    rounded = Decimal(f"{stored:.{_GENERAL_DIGITS}g}")
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(stored: float) -> int | float:
    """Whole numbers as such; the digits are those of the file, not of its binary neighbour."""
    if isinstance(stored, int) and abs(stored) < _EXACT:
        return stored
    whole = abs(stored) < _INTEGER_BELOW and stored == int(stored)
    return int(Decimal(repr(stored))) if whole else stored


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[str, ...]:
    parts = [""]
    for match in _TOKENS.finditer(code.replace(_GENERAL_IN_CHINESE, GENERAL)):
        if match["literal"] == ";":
            parts.append("")
        else:
            parts[-1] += match.group()
    return tuple(parts)


def _section_for(stored: float, code: str) -> tuple[str, bool]:
    """The section for a number, and whether it shows the sign itself."""
    sections, conditions = _sections(code), _conditions(code)
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(stored, *condition):
                return section, True
        return sections[-1], True
    if stored < 0 and len(sections) > 1:
        return sections[1], False
    if stored == 0 and len(sections) > 2:
        return sections[2], True
    return sections[0], True


@lru_cache(maxsize=512)
def _conditions(code: str) -> tuple[tuple[str, float] | None, ...]:
    return tuple(_condition(section) for section in _sections(code)[:3])


def _condition(section: str) -> tuple[str, float] | None:
    for match in _TOKENS.finditer(section):
        condition = _CONDITION.fullmatch((match["bracket"] or "").strip())
        if condition:
            return condition[1], float(condition[2])
    return None


def _holds(stored: float, sign: str, limit: float) -> bool:
    return {
        "<": stored < limit,
        "<=": stored <= limit,
        ">": stored > limit,
        ">=": stored >= limit,
        "=": stored == limit,
        "<>": stored != limit,
    }[sign]


@lru_cache(maxsize=512)
def _tokens(section: str) -> tuple[tuple[str, bool], ...]:
    """The pieces of a section: (literal, False) or (placeholder, True)."""
    found: list[tuple[str, bool]] = []
    for match in _TOKENS.finditer(section):
        if match["general"] or match["exponent"] or match["mark"]:
            found.append((match["general"] or match["exponent"] or match["mark"], True))
        elif match["bracket"] is not None:
            currency = _CURRENCY.match(match["bracket"])
            found.append((currency[1] if currency else "", False))
        else:
            literal = match["quoted"] or match["escaped"] or match["literal"] or ""
            found.append((literal, False))
    return tuple(found)


def _rendered(stored: float, section: str) -> str:
    tokens = _tokens(section)
    marks = [piece for piece, is_mark in tokens if is_mark]
    # Fractions and powers of ten are for the eye; what they stand for is the plain number.
    as_plain = any(mark in "/@" or mark[0] in "EeGg" for mark in marks)
    if as_plain:
        return _with_plain(general(stored), tokens)
    if not any(mark in "0#?" for mark in marks):
        return "".join(piece for piece, _is_mark in tokens)
    return _with_digits(stored, tokens)


def _with_plain(plain: str, tokens: Sequence[tuple[str, bool]]) -> str:
    """The number once, at its first placeholder: General, text, fractions and powers of ten."""
    out: list[str] = []
    placed = False
    for piece, is_mark in tokens:
        if not is_mark:
            out.append(piece if piece.strip() or not placed else "")
        elif not placed:
            out.append(plain)
            placed = True
    return "".join(out).strip()


def _with_digits(stored: float, tokens: Sequence[tuple[str, bool]]) -> str:
    digits = [at for at, (piece, is_mark) in enumerate(tokens) if is_mark and piece in "0#?"]
    point = next(
        (at for at, (piece, is_mark) in enumerate(tokens) if is_mark and piece == "."), len(tokens)
    )
    whole = [at for at in digits if at < point]
    parts = [at for at in digits if at > point]
    commas = [at for at, (piece, is_mark) in enumerate(tokens) if is_mark and piece == ","]
    grouped = any(whole and whole[0] < at < whole[-1] for at in commas)
    thousands = sum(
        1 for at in commas if (digits and at > digits[-1]) or (whole and whole[-1] < at < point)
    )
    percents = sum(1 for piece, is_mark in tokens if is_mark and piece == "%")
    try:
        scaled = Decimal(repr(stored)).scaleb(2 * percents - 3 * thousands)
        rounded = abs(scaled).quantize(Decimal(1).scaleb(-len(parts)), ROUND_HALF_UP)
    except InvalidOperation:
        return general(stored)
    left, _point, right = f"{rounded:f}".partition(".")
    filled = _filled(left.lstrip("0"), [(at, tokens[at][0]) for at in whole], grouped=grouped)
    filled.update(_decimals(right, [(at, tokens[at][0]) for at in parts]))
    out = ["-" if scaled < 0 and rounded else ""]
    for at, (piece, is_mark) in enumerate(tokens):
        if not is_mark or piece == "%":
            out.append(piece)
        elif at in filled:
            out.append(filled[at])
        elif piece == "." and (
            any(filled.get(part) for part in parts) or _wants_point(tokens, parts)
        ):
            out.append(".")
    return "".join(out).strip()


def _wants_point(tokens: Sequence[tuple[str, bool]], parts: Sequence[int]) -> bool:
    return any(tokens[at][0] in "0?" for at in parts)


def _filled(digits: str, places: Sequence[tuple[int, str]], *, grouped: bool) -> dict[int, str]:
    """The digits before the point on their placeholders, from the right; the rest on the first."""
    filled: dict[int, str] = {}
    left = list(digits)
    for count, (at, place) in enumerate(reversed(places), start=1):
        is_first = count == len(places)
        piece = ""
        taken = "".join(left) if is_first else (left[-1] if left else "")
        left = [] if is_first else left[:-1]
        if taken:
            piece = taken
        elif place == "0":
            piece = "0"
        elif place == "?":
            piece = " "
        if grouped and piece.strip():
            piece = _grouped(piece, count - 1)
        filled[at] = piece
    return filled


def _grouped(piece: str, from_right: int) -> str:
    """Digits of which the last has that many digits to its right, with thousands commas."""
    out = ""
    for number, digit in enumerate(reversed(piece)):
        if (from_right + number) and (from_right + number) % 3 == 0:
            out = "," + out
        out = digit + out
    # The comma belongs after the digit that completes a group, whoever holds the next one.
    return out


def _decimals(digits: str, places: Sequence[tuple[int, str]]) -> dict[int, str]:
    kept = digits
    shown_places = [place for _at, place in places]
    while kept and shown_places and shown_places[-1] == "#" and kept.endswith("0"):
        kept, shown_places = kept[:-1], shown_places[:-1]
    return {
        at: kept[number] if number < len(kept) else "" for number, (at, _p) in enumerate(places)
    }
