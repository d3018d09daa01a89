"""Dates on a line that was read whole: the gaps before 年, 月 and 日 read again as numbers.

Print and hand run into each other on such a line; a gap alone holds nothing but digits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docforge.readers.scan.lines.numerals import possible_for, read_number
from docforge.readers.scan.lines.writing import Character, Written
from docforge.readers.scan.pictures.ink import Grey

_DATE = re.compile(
    r"(?:^|[：:])?(?P<year>[^年：:]{0,8})年(?P<month>[^年月]{0,5})月(?P<day>[^月日]{0,5})日"
)
_BEGUN = re.compile(r"[：:]\d{2,4}(?:年[^年月日]{0,5}(?:月[^年月日]{0,5})?)?$")
"""A date whose line was found only in part: white gaps and seals end a line."""
_HALF = 0.52
"""Of a character's width: how far it reaches from its middle."""
_REACHES = (1.0, 0.6, 0.2)
"""Of that: where the pictures of a number begin behind the unit before it, over which a pen may
have written; what is seen of the unit there is no digit.
"""
_LEAST = 0.35
"""Of a line's height: a narrower gap holds no digit."""
_DIFFERS = 0.6
"""The most that is believed of a number that the line as a whole did not show."""


@dataclass(frozen=True)
class _Gap:
    """Digits wanted in `line` in place of its characters from `first` to before `end`."""

    line: int
    first: int
    end: int
    pictures: tuple[Grey, ...]
    unit: str


def breaks_off(written: Written) -> bool:
    """Whether a line ends within a date that begins behind its label."""
    return _BEGUN.search(written.text) is not None


def is_whole_date(written: Written) -> bool:
    """Whether a line shows all units of a date."""
    return _DATE.search(written.text) is not None


def with_dates(lines: Sequence[Written], pictures: Sequence[Grey]) -> list[Written]:
    """Lines with the numbers of their dates read anew."""
    gaps = [
        gap
        for number, (written, picture) in enumerate(zip(lines, pictures, strict=True))
        for gap in _gaps(number, written, picture)
    ]
    read = [_read(gap) for gap in gaps]
    changed = list(lines)
    for gap, digits in sorted(zip(gaps, read, strict=True), key=lambda each: -each[0].first):
        if digits.text:
            changed[gap.line] = _replaced(changed[gap.line], gap, digits)
    return changed


def _gaps(number: int, written: Written, picture: Grey) -> list[_Gap]:
    match = _DATE.search(written.text)
    if match is None:
        return []
    high, wide = picture.shape
    at = [character.at * wide for character in written.characters]
    half = _HALF * 0.85 * high
    found = []
    for part, unit in (("year", "年"), ("month", "月"), ("day", "日")):
        first, end = match.span(part)
        reaches = [1.0] if part == "year" else _REACHES
        lefts = [at[first - 1] + reach * half if first else 0.0 for reach in reaches]
        right = at[end] - half if end < len(at) else float(wide)
        pictures = tuple(
            picture[:, max(round(left), 0) : max(round(right), 0)]
            for left in lefts
            if right - left >= _LEAST * high
        )
        if pictures:
            found.append(_Gap(number, first, end, pictures, unit))
    return found


def _read(gap: _Gap) -> Written:
    """The number that most of the pictures of a gap show; where one shows another, in doubt."""
    possible = possible_for(gap.unit)
    several = [read_number(picture, picture, possible) for picture in gap.pictures]
    count = Counter(int(each.text) for each in several)
    likely = max(several, key=lambda each: (count[int(each.text)], each.confidence))
    if len(count) == 1:
        return likely
    return Written(
        tuple(
            replace(each, probability=min(each.probability, _DIFFERS)) for each in likely.characters
        )
    )


def _replaced(written: Written, gap: _Gap, digits: Written) -> Written:
    """The line with the number of a gap. What the whole line shows goes before what the gap alone
    does, if it is possible there and no mere part of that: a gap cuts off what is written over
    its print.
    """
    old = written.characters[gap.first : gap.end]
    said = "".join(character.text for character in old if character.text.isdecimal())
    agreed = said == digits.text
    if said in possible_for(gap.unit) and said not in digits.text:
        digits = Written(tuple(character for character in old if character.text.isdecimal()))
    new: list[Character] = []
    for index, digit in enumerate(digits.characters):
        sure = digit.probability if agreed else min(digit.probability, _DIFFERS)
        beside = written.characters[max(gap.first - 1, 0)].at, written.characters[gap.end].at
        share = (index + 1) / (len(digits.characters) + 1)
        at = beside[0] + share * (beside[1] - beside[0])
        new.append(replace(digit, probability=sure, at=at))
    before, after = written.characters[: gap.first], written.characters[gap.end :]
    return Written((*before, *new, *after))
