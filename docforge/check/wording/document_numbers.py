"""Document numbers wherever they are cited (GB/T 9704-2012, 7.2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.wording.phrase import (
    ERROR,
    HAN,
    Remark,
    excerpt,
    phrase,
    surely,
    texts,
)
from docforge.messages import marked as N_
from docforge.messages import translate as _

_CLAUSE = "GB/T 9704-2012 7.2.5"
_OPEN, _CLOSE = r"[〔\[【(（［〈﹝]", r"[〕\]】)）］〉﹞]"
_YEAR = (
    rf"(?<=[{HAN}])(?P<space>\s*)(?P<open>{_OPEN})\s*(?P<year>(?:19|20)\d{{2}})\s*(?P<close>{_CLOSE})"
    r"(?=\s*第?\s*\d+\s*号)"
)
_WRONG_YEAR = re.compile(_YEAR)


def _bracketed(match: re.Match[str]) -> str:
    return f"〔{match['year']}〕"


@phrase(
    "W601", ERROR, N_("The year of a document number does not stand in 〔〕."), source=_CLAUSE,
    why=N_("The year stands in 〔 and 〕 (U+3014, U+3015), no other brackets: searches rely "
           "on it."),
    bad="某市监发[2018]5号  【2018】  （2018）", good="某市监发〔2018〕5号",
    fix=N_("Write 〔2018〕."), mend=surely(_YEAR, _bracketed),
)  # fmt: skip
def year_brackets(text: str) -> Iterator[Remark]:
    for match in _WRONG_YEAR.finditer(text):
        if match["open"] + match["close"] != "〔〕":
            told = _("The year stands in {open}{close}, not in 〔〕.")
            yield Remark(
                match.start(), match.end(), told.format(open=match["open"], close=match["close"])
            )


_CITED = re.compile(
    rf"(?P<word>[{HAN}]{{2,3}})\s*(?P<open>{_OPEN})\s*(?P<year>\d{{4}})\s*(?P<close>{_CLOSE})"
    r"\s*第?\s*0*(?P<place>\d+)\s*号"
)


@rule(
    "W602", "wording", ERROR, N_("One document number is written in two ways."), source=_CLAUSE,
    why=N_("Readers take two writings for two documents."),
    bad="辽质监办发〔2017〕363号 … 辽质监办发【2017】363号", good="辽质监办发〔2017〕363号",
    fix=N_("Write the number the same way everywhere."),
)  # fmt: skip
def two_writings(subject: Subject) -> Iterator[Found]:
    seen: dict[tuple[str, str, str], str] = {}
    for line, text in subject.once(texts):
        for match in _CITED.finditer(text):
            key = match["word"][-2:], match["year"], match["place"]
            written = re.sub(r"\s", "", match[0][match.start("open") - match.start() :])
            first = seen.setdefault(key, written)
            if first != written:
                told = _("The same number stands elsewhere as “{other}”.").format(other=first)
                yield Found(told, line.spot, excerpt(text, match.start(), match.end()))


_ORDINAL = rf"({_OPEN}\d{{4}}{_CLOSE})\s*第\s*(?=\d+\s*号)"


@phrase(
    "W603", ERROR, N_("A document number holds 第."), source=_CLAUSE,
    why=N_("The number follows the year directly, without 第."),
    bad="某市监发〔2018〕第5号", good="某市监发〔2018〕5号",
    fix=N_("Take 第 out."), mend=surely(_ORDINAL, r"\1"),
)  # fmt: skip
def ordinal(text: str) -> Iterator[Remark]:
    for match in re.finditer(_ORDINAL, text):
        yield Remark(match.start(), match.end(), _("第 does not belong into a document number."))


_PADDED = rf"({_OPEN}\d{{4}}{_CLOSE}\s*第?\s*)0+(?=[1-9]\d*\s*号)"


@phrase(
    "W604", ERROR, N_("A document number is padded with zeros."), source=_CLAUSE,
    why=N_("Numbers are written without leading zeros: 5, not 05."),
    bad="某市监发〔2018〕05号", good="某市监发〔2018〕5号",
    fix=N_("Take the zeros out."), mend=surely(_PADDED, r"\1"),
)  # fmt: skip
def padded(text: str) -> Iterator[Remark]:
    for match in re.finditer(_PADDED, text):
        yield Remark(match.start(), match.end(), _("The number is padded with zeros."))
