"""Numbers of lists and headings: without their point, skipped, given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.rules import Found, rule
from docforge.check.subject import Subject
from docforge.check.wording.phrase import HAN, WARNING, Remark, excerpt, phrase, texts
from docforge.messages import marked as N_
from docforge.messages import translate as _

_COUNTED = (
    "年月日个名家人元万亿吨余多台套件批次份项条所户只头米里亩公千毫升斤辆本张篇场处座号位"
    "级类种组层章节至到和第"
)
_BARE = re.compile(
    rf"(?:(?<=[。；：:，\s])|^)(?P<number>\d{{1,2}})(?P<point>[.．、]\s*)?(?=[{HAN}])(?![{_COUNTED}])"
)


@phrase(
    "W628", WARNING, N_("The number of a list lacks its point."), source="GB/T 9704-2012 7.3.3",
    why=N_("Without a point the number runs into the words: 1工业产品 may be one product."),
    bad="1工业产品……2食品相关产品", good="1. 工业产品……2. 食品相关产品",
    fix=N_("Write a point after each number."),
)  # fmt: skip
def missing_point(text: str) -> Iterator[Remark]:
    """Numbers that follow each other in one paragraph, some of them without a point."""
    wanted = 1
    run: list[re.Match[str]] = []
    for match in _BARE.finditer(text):
        if int(match["number"]) == wanted:
            run.append(match)
            wanted += 1
    bare = [match for match in run if not match["point"]]
    if len(run) >= 2 and bare:
        for match in bare:
            told = _("No point follows the number {number}.").format(number=match["number"])
            yield Remark(match.start("number"), match.end() + 4, told)


_NUMERALS = "一二三四五六七八九十"
_LEVELS = (
    re.compile(rf"[\s\u3000]*(?P<number>[{_NUMERALS}]{{1,3}})、"),
    re.compile(rf"[\s\u3000]*[（(](?P<number>[{_NUMERALS}]{{1,3}})[)）]"),
    re.compile(r"[\s\u3000]*(?P<number>\d{1,2})[.．、](?!\d)"),
    re.compile(r"[\s\u3000]*[（(](?P<number>\d{1,2})[)）]"),
)


def value(text: str) -> int:
    """1 to 99 of Arabic digits or Chinese numerals."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    digit = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
    if not ten:
        return digit.get(tens[-1:], 0)
    return digit.get(tens, 1) * 10 + digit.get(ones, 0)


@rule(
    "W629", "wording", WARNING, N_("A heading's number is skipped or given twice."),
    source="GB/T 9704-2012 7.3.3",
    why=N_("A reader looks for the part that is not there; a reference leads to the wrong one."),
    bad="一、…… 三、……", good="一、…… 二、……",
    fix=N_("Number the headings anew."),
)  # fmt: skip
def skipped(subject: Subject) -> Iterator[Found]:
    last: dict[int, int] = {}
    for line, text in subject.once(texts):
        if line.story.name != "document":
            continue
        for level, pattern in enumerate(_LEVELS):
            match = pattern.match(text)
            if match is None:
                continue
            if line.spot.place.table is not None:  # asked last, as it must be counted
                break
            number = value(match["number"])
            before = last.get(level, 0)
            last = {each: seen for each, seen in last.items() if each < level}
            last[level] = number
            said = match[0].strip().strip("\u3000")
            if before and (number == before or number not in (1, before + 1)):
                told = _("“{said}” follows number {before} of its level.")
                piece = excerpt(text, match.start(), match.end(), 14)
                yield Found(told.format(said=said, before=before), line.spot, piece)
            break
