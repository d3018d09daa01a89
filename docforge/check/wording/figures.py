"""Numbers, ranges and telephone numbers (GB/T 15835-2011)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.wording.phrase import WARNING, Remark, phrase, surely
from docforge.messages import marked as N_
from docforge.messages import translate as _

_FIGURES = "GB/T 15835-2011"
_UNIT = (
    "(?:[年月日人家个名项次天份件批组台吨米周岁层倍种类页条]|小时|分钟|万元|亿元|工作日|公里"
    "|平方米|[%％℃元])"
)
_RANGE = rf"(?<![\d\-A-Za-z表图号.])(\d+(?:\.\d+)?年?(?:\d+月)?)-(?=\d+(?:\.\d+)?{_UNIT})"


@phrase(
    "W630", WARNING, N_("A range is written with a hyphen."), source=_FIGURES,
    why=N_("A range has a one-character dash or a wave: 5—6人, 5～6人; a hyphen joins words "
           "and parts "
           "of numbers."),
    bad="5-6人", good="5—6人",
    fix=N_("Write — or ～."), mend=surely(_RANGE, r"\1—"),
)  # fmt: skip
def hyphen(text: str) -> Iterator[Remark]:
    for match in re.finditer(_RANGE, text):
        told = _("The range is written with a hyphen.")
        yield Remark(match.start(), match.end(), told)


_NEXT = "|".join(f"{a}、{b}" for a, b in zip("一二三四五六七八", "二三四五六七八九", strict=True))
_ABOUT = (
    rf"(?<![第十百千、（(一二三四五六七八九])(?P<about>{_NEXT})"
    r"(?P<unit>[个人天家次年名项件份岁])(?!、)"
)


@phrase(
    "W631", WARNING, N_("An approximate number is parted by a mark."), source=_FIGURES,
    why=N_("Two neighbouring numbers that mean “about” stand together in Chinese numerals."),
    bad="五、六人", good="五六人",
    fix=N_("Take the mark out, or write 5—6."),
    mend=surely(_ABOUT, lambda match: match["about"].replace("、", "") + match["unit"]),
)  # fmt: skip
def approximate(text: str) -> Iterator[Remark]:
    for match in re.finditer(_ABOUT, text):
        told = _("An approximate number has no mark inside.")
        yield Remark(match.start(), match.end(), told)


_PERCENT = r"(?<![\d.%％])(\d+(?:\.\d+)?)(?=[～~—\-－–]+\d+(?:\.\d+)?([%％]))"


@phrase(
    "W632", WARNING, N_("The first number of a range lacks its unit."), source=_FIGURES,
    why=N_("5～10% may be read as five to ten per cent or as five to a tenth: the sign "
           "belongs to both."),
    bad="5～10%", good="5%～10%",
    fix=N_("Write the per cent sign after both numbers."), mend=surely(_PERCENT, r"\1\2"),
)  # fmt: skip
def percent(text: str) -> Iterator[Remark]:
    for match in re.finditer(_PERCENT, text):
        told = _("The per cent sign is missing after {number}.").format(number=match[1])
        yield Remark(match.start(), match.end() + 1, told)


_CALLED = re.compile(
    r"(?P<label>电\s*话|手\s*机|传\s*真|联系方式)(?:号码)?\s*[:：]?\s*"
    r"(?P<number>[（(]?\+?\d[\d\-—－ ()（）]{4,18}\d)"
)


@phrase(
    "W635", WARNING, N_("A telephone number lacks digits or its area code."),
    why=N_("Nobody outside the town can call a number without its area code, nobody at all "
           "one that "
           "lacks a digit."),
    bad="联系电话：5830315  025-8799064", good="联系电话：0413-5830315",
    fix=N_("Write area code and number: 0413-5830315; a mobile number has eleven digits."),
)  # fmt: skip
def telephone(text: str) -> Iterator[Remark]:
    for match in _CALLED.finditer(text):
        told = _wrong_number(match["number"])
        if told:
            yield Remark(match.start("number"), match.end("number"), told)


def _wrong_number(said: str) -> str:
    parts = [part for part in re.split(r"[\-—－ ()（）]+", said) if part]
    digits = "".join(parts)
    if digits.startswith(("400", "800", "95", "96", "12", "+86", "110")):
        return ""
    if re.match(r"1[3-9]", digits):
        return "" if len(digits) == 11 else _("A mobile number has eleven digits.")
    if not digits.startswith("0"):
        return _("The area code is missing.") if len(digits) in (7, 8) else ""
    code = 3 if re.match(r"0(?:10|2\d)", digits) else 4
    if parts[0].isdecimal() and len(parts) > 1 and len(parts[0]) <= 4:
        own, code = parts[1], len(parts[0])
    else:
        own = digits[code:]
    wanted = (8,) if code == 3 else (7, 8)
    if len(own) in wanted:
        return ""
    return _("The number has {count} digits after its area code.").format(count=len(own))
