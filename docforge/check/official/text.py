"""7.3.3 the text: its paragraphs and the four levels of its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.official.clause import (
    ERROR,
    WARNING,
    characters,
    clause,
    found,
    in_flow,
    together,
)
from docforge.check.official.elements import Paper
from docforge.check.official.levels import head_of, heading_of, is_alone, level_of
from docforge.check.rules import Change, Found
from docforge.check.typesetting import CHARACTER
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _


@clause(
    "G540", ERROR, N_("A paragraph does not begin two characters in."), "7.3.3",
    why=N_("Every paragraph begins two characters in; the lines that follow begin at the edge."),
    bad=N_("a paragraph flush left"), good=N_("first line indent: 2 characters"),
    fix=N_("Set the first line indent to 2 characters and the left indent to 0."),
)  # fmt: skip
def paragraph_indent(paper: Paper) -> Iterator[Found]:
    wrong: dict[str, list[Typeset]] = {}
    hanging = []
    for line in paper.text:
        if not in_flow(line) or line.align == "center":
            continue
        size = line.ink.size or CHARACTER
        if abs(line.lead - 2 * size) > 0.7 * size:
            wrong.setdefault(characters(line.lead), []).append(line)
        elif line.left > size and line.extent[1] > line.width:
            hanging.append(line)
    for lead, lines in wrong.items():
        told = _("The paragraph begins {lead} characters in, not two.").format(lead=lead)
        yield from together(lines, told)
    yield from together(hanging, _("The lines after the first one do not begin at the edge."))


@clause(
    "G541", WARNING, N_("A heading of the first level is not set in 黑体."), "7.3.3",
    why=N_("一、 is set in 三号黑体."),
    bad="一、检查范围 (仿宋)", good="一、检查范围 (黑体)",
    fix=N_("Set headings with 一、 in 黑体, not bold."),
)  # fmt: skip
def first_level(paper: Paper) -> Iterator[Found]:
    yield from _faces(paper, 1, "黑体")


@clause(
    "G542", WARNING, N_("A heading of the second level is not set in 楷体."), "7.3.3",
    why=N_("（一） is set in 三号楷体."),
    bad="（一）证照信息 (仿宋)", good="（一）证照信息 (楷体)",
    fix=N_("Set headings with （一） in 楷体, not bold."),
)  # fmt: skip
def second_level(paper: Paper) -> Iterator[Found]:
    yield from _faces(paper, 2, "楷体")


def _faces(paper: Paper, level: int, wanted: str) -> Iterator[Found]:
    wrong: dict[str, list[Typeset]] = {}
    for line in paper.text:
        if heading_of(line) != level or line.in_table:
            continue
        faces = {each.ink.face for each in head_of(line)}
        if faces - {wanted}:
            wrong.setdefault(min(faces - {wanted}), []).append(line)
    for face, lines in wrong.items():
        told = _("The heading is set in {face}, not {wanted}.")
        yield from together(lines, told.format(face=face or "?", wanted=wanted))


_NUMERALS = "一二三四五六七八九十"
_LEADING = r"^(?P<space>[\s\u3000]*)"
_WRONG = (
    (re.compile(rf"{_LEADING}(?P<number>[{_NUMERALS}]{{1,3}})[.．，,](?=\S)"), "{number}、"),
    (
        re.compile(rf"{_LEADING}[（(](?P<number>[{_NUMERALS}]{{1,3}})[)）][、.．，,]+"),
        "（{number}）",
    ),
    (
        re.compile(
            rf"{_LEADING}(?:\((?P<number>[{_NUMERALS}]{{1,3}})[)）]|（(?P<n2>[{_NUMERALS}]{{1,3}})\))"
        ),
        "（{number}）",
    ),
    (re.compile(rf"{_LEADING}(?P<number>\d{{1,2}})、(?!\d)"), "{number}. "),
    (re.compile(rf"{_LEADING}[（(](?P<number>\d{{1,2}})[)）][、.．，,]+"), "（{number}）"),
    (
        re.compile(rf"{_LEADING}(?:\((?P<number>\d{{1,2}})[)）]|（(?P<n2>\d{{1,2}})\))"),
        "（{number}）",
    ),
)


def _renumber(text: str) -> Iterator[Change]:
    for pattern, form in _WRONG:
        match = pattern.match(text)
        if match:
            groups = match.groupdict()
            number = groups["number"] or groups.get("n2")
            start = match.end("space")
            yield Change(start, match.end(), form.format(number=number))
            return


@clause(
    "G543", ERROR, N_("The number of a heading is not written as the standard has it."), "7.3.3",
    why=N_("The levels are 一、 （一） 1. （1）; a bracket is followed by no mark, an "
           "Arabic number by "
           "a point."),
    bad="（一）、  1、  (一)", good="（一）  1.  （1）",
    fix=N_("Write 一、 （一） 1. （1）."), mend=_renumber,
)  # fmt: skip
def heading_numbers(paper: Paper) -> Iterator[Found]:
    for line in paper.text:
        for change in _renumber(line.text):
            wrong = line.text[change.start : change.end]
            told = _("“{wrong}” is written “{right}”.")
            yield found(line, told.format(wrong=wrong, right=change.text.strip()))


@clause(
    "G544", WARNING, N_("A heading that stands alone ends with a punctuation mark."), "7.3.3",
    why=N_("A heading of the first or second level that fills a line has no mark at its end."),
    bad="一、检查范围。", good="一、检查范围",
    fix=N_("Take the mark out, or let the text follow in the same line."),
)  # fmt: skip
def heading_mark(paper: Paper) -> Iterator[Found]:
    for line in paper.text:
        level = heading_of(line)
        marked_ = line.bare.endswith(("。", "：", "；", "，"))
        if level == 1 and is_alone(line) and marked_ and len(line.bare) <= 25:
            yield found(line, _("The heading ends with a punctuation mark."))


@clause(
    "G545", WARNING, N_("A level of headings is missing."), "7.3.3",
    why=N_("The levels follow each other: 一、 （一） 1. （1）. A document of two levels "
           "may use 1. "
           "below 一、; none begins with a lower level."),
    bad="（1） → 1.", good="1. → （1）",
    fix=N_("Number the levels 一、 （一） 1. （1）."),
)  # fmt: skip
def heading_order(paper: Paper) -> Iterator[Found]:
    seen: set[int] = set()
    for line in paper.text:
        level = level_of(line) if not line.in_table else 0
        if level == 4 and not seen:
            yield found(line, _("（1） stands where no 一、, （一） or 1. stands above it."))
        if level == 1 and 2 in seen and 1 not in seen:
            yield found(line, _("一、 comes after （一）, which belongs below it."))
        if level:
            seen.add(level)


@clause(
    "G546", ERROR, N_("A page is said to hold no text."), "7.3.5",
    why=N_("Where seal and date do not fit below the text, spacing is changed; a page "
           "marked 此页无正文 "
           "is not allowed."),
    bad="（此页无正文）", good=N_("the last lines of the text above the signature"),
    fix=N_("Take the note out and change spacing so that some of the text stands on that page."),
)  # fmt: skip
def page_without_text(paper: Paper) -> Iterator[Found]:
    for line in paper.lines:
        if re.search(r"此[页处面]无正文", line.bare):
            yield found(line, _("“此页无正文” is not allowed."))
