"""Marks: without another half, of the wrong width, doubled, or left over from a deletion."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.rules import Change, Found, rule
from docforge.check.story import Line
from docforge.check.subject import Subject
from docforge.check.wording.brackets import brackets_of
from docforge.check.wording.phrase import (
    ERROR,
    HAN,
    HIDDEN,
    INFO,
    WARNING,
    Remark,
    excerpt,
    phrase,
    plain,
    surely,
    texts,
)
from docforge.messages import marked as N_
from docforge.messages import translate as _

_MARKS = "GB/T 15834-2011"


@rule(
    "W612", "wording", ERROR, N_("A bracket or quotation mark has no other half."), source=_MARKS,
    why=N_("Where a bracket is lost nobody knows what belongs inside; often words are lost too."),
    bad="（黄市监函〔2020〕2号文件精神", good="（黄市监函〔2020〕2号）文件精神",
    fix=N_("Put the other half where it belongs, or take this one out."),
)  # fmt: skip
def unbalanced(subject: Subject) -> Iterator[Found]:
    """A name that is broken over two lines, as in titles, opens in one and closes in the next."""
    carried: list[tuple[Line, str, int]] = []
    for line, text in subject.once(texts):
        found = brackets_of(text)
        unopened = list(found.unopened)
        while carried and unopened and _meet(carried[-1], text[unopened[0]]):
            carried.pop()
            unopened.pop(0)
        for each in carried:
            yield _alone(*each)
        carried = []
        for place in unopened:
            yield _alone(line, text, place)
        ends = text.rstrip()[-1:] in "。；：:;！？"
        for place in found.unclosed:
            if ends:
                yield _alone(line, text, place)
            else:
                carried.append((line, text, place))
    for each in carried:
        yield _alone(*each)


def _meet(opened: tuple[Line, str, int], closing: str) -> bool:
    _, text, place = opened
    return bool(brackets_of(text[place] + closing).pairs)


def _alone(line: Line, text: str, place: int) -> Found:
    told = _("“{mark}” has no other half.").format(mark=text[place])
    return Found(told, line.spot, excerpt(text, place, place + 1, 12))


def _widen(text: str) -> Iterator[Change]:
    text = plain(text)
    for start, end in brackets_of(text).pairs:
        if text[start] + text[end] in ("（)", "(）") and HIDDEN not in text[start] + text[end]:
            for place, mark in ((start, "（"), (end, "）")):
                if text[place] != mark:
                    yield Change(place, place + 1, mark)


@phrase(
    "W613", WARNING, N_("The two halves of a bracket differ in width."), source=_MARKS,
    why=N_("Searches and programs do not take them for a pair."),
    bad="（区)", good="（区）",
    fix=N_("Write both halves full-width."), mend=_widen,
)  # fmt: skip
def mixed_halves(text: str) -> Iterator[Remark]:
    for start, end in brackets_of(text).pairs:
        if text[start] + text[end] in ("（)", "(）"):
            yield Remark(start, end + 1, _("One half is full-width, the other half-width."))


_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_HALF = rf"(?<=[{HAN}”》）〕])[,;:!?](?!//)"


@phrase(
    "W614", WARNING, N_("Half-width marks stand between Chinese words."), source=_MARKS,
    why=N_("Chinese text has full-width marks; half-width ones stand too close and break "
           "wrongly."),
    bad="各市、县局:", good="各市、县局：",
    fix=N_("Write ，；：！？ after Chinese words."),
    mend=surely(_HALF, lambda match: _FULL[match[0]]),
)  # fmt: skip
def half_width(text: str) -> Iterator[Remark]:
    matches = list(re.finditer(_HALF, text))
    if matches:
        told = _("Half-width “{mark}” stands after Chinese words.").format(mark=matches[0][0])
        if len(matches) > 1:
            more = _("{message} {count} such marks stand in the paragraph.")
            told = more.format(message=told, count=len(matches))
        yield Remark(matches[0].start(), matches[0].end(), told)


_ROUND = rf"\((?P<inner>[^()（）{HIDDEN}]*[{HAN}][^()（）{HIDDEN}]*)\)"


@rule(
    "W615", "wording", WARNING, N_("Half-width brackets stand around Chinese words."),
    source=_MARKS,
    why=N_("Brackets around Chinese words are full-width; one document does not use both."),
    bad="各县(市、区)局", good="各县（市、区）局",
    fix=N_("Write （）."), mend=surely(_ROUND, r"（\g<inner>）"),
)  # fmt: skip
def half_width_brackets(subject: Subject) -> Iterator[Found]:
    lines = subject.once(texts)
    mixed = any("（" in text for _line, text in lines)
    for line, text in lines:
        if line.spot.place.table is not None and "（" not in text:
            continue  # narrow cells save room
        matches = list(re.finditer(_ROUND, text))
        if matches:
            told = _("Half-width brackets stand around Chinese words.")
            if mixed:
                told = _("Half-width brackets stand here, full-width ones elsewhere.")
            piece = excerpt(text, matches[0].start(), matches[0].end())
            yield Found(told, line.spot, piece, None if mixed else INFO)


_WIDE = "[０-９Ａ-Ｚａ-ｚ]+"


@phrase(
    "W616", WARNING, N_("Digits or letters are full-width."), source="GB/T 15835-2011",
    why=N_("Full-width digits are not found by searches and not read as numbers."),
    bad="２０２２年", good="2022年",
    fix=N_("Write digits and Latin letters half-width."),
    mend=surely(_WIDE, lambda match: "".join(chr(ord(c) - 0xFEE0) for c in match[0])),
)  # fmt: skip
def wide_digits(text: str) -> Iterator[Remark]:
    for match in re.finditer(_WIDE, text):
        yield Remark(match.start(), match.end(), _("Digits or letters are full-width."))


_TWICE = r"([，。；：、])\1+"
_TWO = re.compile(rf"{_TWICE}|[，、；：][。，；：、]|。[；：](?=[{HAN}])")


@phrase(
    "W617", WARNING, N_("Two marks follow each other."), source=_MARKS,
    why=N_("One of them is left over from an edit."),
    bad="限期整改，。", good="限期整改。",
    fix=N_("Take one of the marks out."), mend=surely(_TWICE, r"\1"),
)  # fmt: skip
def doubled(text: str) -> Iterator[Remark]:
    for match in _TWO.finditer(text):
        yield Remark(
            match.start(),
            match.end(),
            _("“{text}”: two marks follow each other.").format(text=match[0]),
        )


_FRAGMENT = re.compile(rf"(?:^[\s\u3000]*|(?<=[。！？])\s*)[、，；：。](?=[{HAN}])")


@phrase(
    "W618", ERROR, N_("A sentence begins with a mark: words before it are lost."),
    why=N_("What stood before the mark was deleted or lost in a copy; often it is who has "
           "to act."),
    bad="、科室要定期分析研判", good="各所、科室要定期分析研判",
    fix=N_("Put the lost words back, or take the mark out."),
)  # fmt: skip
def fragment(text: str) -> Iterator[Remark]:
    for match in _FRAGMENT.finditer(text):
        yield Remark(match.start(), match.end(), _("The sentence begins with a mark."))


_SPACED = rf"(?<=[{HAN}”》）])[ \u3000]+(?=[，。；：、？！）》”])"


@phrase(
    "W636", INFO, N_("A space stands before a mark."), source=_MARKS,
    why=N_("The mark may come to stand alone on the next line."),
    bad="要求 ，坚决守住", good="要求，坚决守住",
    fix=N_("Take the space out."), mend=surely(_SPACED, ""),
)  # fmt: skip
def spaced(text: str) -> Iterator[Remark]:
    for match in re.finditer(_SPACED, text):
        yield Remark(match.start(), match.end(), _("A space stands before a mark."))
