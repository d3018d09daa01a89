"""7.2 版头: what stands above the red rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.official.clause import (
    ERROR,
    INFO,
    WARNING,
    WITHIN,
    characters,
    clause,
    found,
    in_flow,
    mm,
)
from docforge.check.official.elements import Paper
from docforge.check.official.strokes import Stroke
from docforge.check.rules import Found
from docforge.check.typesetting import A_MM, CHARACTER, EM
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _


@clause(
    "G510", ERROR, N_("The office's mark is missing."), "7.2.4",
    why=N_("The mark, the office's full or standard short name, tells whose document it is."),
    bad=N_("a document that begins with its title"), good="某某市市场监督管理局文件",
    fix=N_("Put the office's name (with 文件) in large red letters above the document number."),
)  # fmt: skip
def mark_missing(paper: Paper) -> Iterator[Found]:
    if not paper.mark:
        yield Found(_("No mark of the office was found above the title."))


@clause(
    "G511", ERROR, N_("The office's mark is not red."), "7.2.4",
    why=N_("The mark is red; that is why these papers are called red-headed."),
    bad=N_("a black mark"), good=N_("a red mark (FF0000)"),
    fix=N_("Set the mark to red."),
)  # fmt: skip
def mark_red(paper: Paper) -> Iterator[Found]:
    for line in paper.mark:
        if not line.ink.is_red:
            yield found(line, _("The office's mark is not red."))


@clause(
    "G512", ERROR, N_("The office's mark is not centred."), "7.2.4",
    why=N_("The mark stands in the middle of the line."),
    bad=N_("a mark flush left"), good=N_("a centred mark"),
    fix=N_("Centre the mark, without spaces before it."),
)  # fmt: skip
def mark_centred(paper: Paper) -> Iterator[Found]:
    for line in paper.mark:
        if not in_flow(line):
            off = line.align not in ("center", "distribute", "both") and bool(line.width)
        else:
            start, end = line.extent
            off = abs((start + end) / 2 - line.width / 2) > 1.5 * CHARACTER
            off = off and line.align != "distribute"
        if off and not (line.frame and line.frame.align == "center"):
            yield found(line, _("The office's mark is not centred."))


@clause(
    "G513", INFO, N_("The office's mark is not set in 小标宋."), "7.2.4",
    why=N_("小标宋 is recommended for the mark."),
    bad="黑体", good="方正小标宋简体",
    fix=N_("Choose 小标宋 for the mark."),
)  # fmt: skip
def mark_face(paper: Paper) -> Iterator[Found]:
    for line in paper.mark:
        if line.ink.face != "小标宋":
            told = _("The office's mark is set in {face}; 小标宋 is recommended.")
            yield found(line, told.format(face=line.ink.font or "?"))


@clause(
    "G514", WARNING, N_("The office's mark does not stand 35 mm down the type area."), "7.2.4",
    profiles=("circular",),
    why=N_("The mark's upper edge stands 35 mm below the upper edge of the type area."),
    bad=N_("a mark on the first line"), good=N_("a mark 35 mm down the type area"),
    fix=N_("Put empty lines, 35 mm in all, above the mark, or place it 72 mm from the "
           "page's edge."),
)  # fmt: skip
def mark_place(paper: Paper) -> Iterator[Found]:
    first = paper.mark[0] if paper.mark else None
    if first is None or first.in_table or first in paper.head:
        return
    top = _top_of(paper, first)
    if top is not None and abs(top - 35 * A_MM) > 8 * A_MM:
        told = _("The mark stands about {place} mm down the type area, not 35 mm.")
        yield found(first, told.format(place=f"{top / A_MM:.0f}"))


def _top_of(paper: Paper, mark: Typeset) -> float | None:
    """Points from the type area's edge to the mark's upper edge, reckoned from line heights."""
    if mark.frame is not None:
        inner = 5.0  # between a box and its words
        return None if mark.frame.top is None else mark.frame.top + inner - paper.page.top
    above = [line for line in paper.lines[: paper.order[mark]] if not line.frame]
    if any(line.in_table for line in above):
        return None
    slack = max(0.0, mark.pitch - mark.largest) / 2
    return sum(line.height for line in above) + mark.before + slack


@clause(
    "G515", WARNING, N_("Copy number, secrecy or urgency are not as the standard wants them."),
    "7.2.1–7.2.3",
    why=N_("They stand flush left at the top: the copy number as six digits, secrecy and "
           "urgency in "
           "三号黑体; secrecy with its term after a star."),
    bad="份号：1　秘密 1年", good="000001 / 秘密★1年 / 特急",
    fix=N_("Set them flush left, each on a line: six digits; 秘密★1年 and 特急 in 三号黑体."),
)  # fmt: skip
def small_elements(paper: Paper) -> Iterator[Found]:
    copy = paper.copy_number
    if copy is not None and not re.fullmatch(r"\d{6}", copy.bare):
        yield found(copy, _("The copy number is not six Arabic digits."))
    for line in (paper.secrecy, paper.urgency):
        if line is not None and line.ink.face != "黑体":
            told = _("This is set in {face}, not 黑体.")
            yield found(line, told.format(face=line.ink.font or "?"))
    for line in (copy, paper.secrecy, paper.urgency):
        if line is None:
            continue
        if line.largest != EM:
            yield found(line, _("This is {size:g} pt, not 三号 (16 pt).").format(size=line.largest))
        if in_flow(line) and line.lead > WITHIN:
            yield found(line, _("This does not stand flush left."))


@clause(
    "G517", ERROR, N_("Copy number, secrecy and urgency are not in their order."), "7.2.3",
    why=N_("From above: copy number, secrecy and its term, urgency."),
    bad="特急 / 000001", good="000001 / 特急",
    fix=N_("Put the copy number first, then secrecy, then urgency, each on its own line."),
)  # fmt: skip
def small_order(paper: Paper) -> Iterator[Found]:
    small = [line for line in (paper.copy_number, paper.secrecy, paper.urgency) if line is not None]
    places = [paper.order[line] for line in small if line in paper.order]
    if places != sorted(places):
        yield found(small[0], _("Copy number, secrecy and urgency are not in their order."))


@clause(
    "G518", ERROR, N_("The document number is missing."), "7.2.5",
    why=N_("A document is cited by its number: the office's word, the year in 〔〕, the number."),
    bad="某市监发2022-12", good="某市监发〔2022〕12号",
    fix=N_("Put the number below the mark: 某市监发〔2022〕12号."),
)  # fmt: skip
def number_missing(paper: Paper) -> Iterator[Found]:
    if paper.number is None:
        yield Found(_("No document number was found above the title."))


@clause(
    "G520", ERROR, N_("The document number does not stand two lines below the mark."), "7.2.5",
    profiles=("circular",),
    why=N_("Two empty lines part the mark and the number."),
    bad=N_("the number directly below the mark"), good=N_("two empty lines between them"),
    fix=N_("Leave two empty lines between mark and number."),
)  # fmt: skip
def number_below_mark(paper: Paper) -> Iterator[Found]:
    if paper.number is None or not paper.mark or paper.mark[-1] not in paper.order:
        return
    lines = paper.between(paper.mark[-1], paper.number)
    if lines is not None and abs(lines - 2) > 0.6:
        told = _("{lines:.2g} empty lines stand between the mark and the number, not two.")
        yield found(paper.number, told.format(lines=lines))


@clause(
    "G521", ERROR, N_("The document number does not stand where it belongs."), "7.2.5",
    profiles=("circular",),
    why=N_("It is centred; in a report upwards, beside who signs, one character from the left."),
    bad=N_("the number flush left"), good=N_("the number centred"),
    fix=N_("Centre the number; in a report upwards indent it by one character."),
)  # fmt: skip
def number_place(paper: Paper) -> Iterator[Found]:
    line = paper.number
    if line is None or not in_flow(line):
        return
    start, end = line.extent
    if paper.signers is not None:
        if abs(start - CHARACTER) > WITHIN:
            told = _("The number stands {characters} characters from the left, not one.")
            yield found(line, told.format(characters=characters(start)))
    elif abs((start + end) / 2 - line.width / 2) > 1.5 * CHARACTER:
        yield found(line, _("The document number is not centred."))


@clause(
    "G522", ERROR, N_("A report upwards does not name who signs it."), "7.2.6",
    profiles=("circular",),
    why=N_("请示 and 报告 go to a higher office, which has to see who answers for them."),
    bad=N_("a 请示 with nothing beside its number"), good="签发人：张某",
    fix=N_("Put 签发人： and the name beside the number, one character from the right."),
)  # fmt: skip
def signer_missing(paper: Paper) -> Iterator[Found]:
    upwards = bool(paper.title) and paper.said_title.rstrip("。.").endswith(("请示", "报告"))
    if upwards and paper.signers is None and paper.number is not None:
        yield found(paper.number, _("Nobody is named who signs this report upwards."))


@clause(
    "G523", WARNING, N_("Who signs is not set as the standard wants it."), "7.2.6",
    profiles=("circular",),
    why=N_("签发人 in 三号仿宋 with a full-width colon, the name in 三号楷体, one character "
           "from the "
           "right, in the line of the number."),
    bad="签发人:张某", good="签发人：张某",
    fix=N_("Set 签发人： in 仿宋 and the name in 楷体, one character from the right."),
)  # fmt: skip
def signer_look(paper: Paper) -> Iterator[Found]:
    line = paper.signers
    if line is None:
        return
    label, colon, name = line.text.partition("签发人")[2].partition("：")
    if label.strip() or not colon:
        yield found(line, _("签发人 is not followed by a full-width colon."))
    faces = [each.ink.face for each in line.chinese if name.strip() and name.strip() in each.text]
    joined = any("签发人" in each.text and name.strip() in each.text for each in line.chinese)
    if name.strip() and (joined or (faces and faces[0] != "楷体")):
        yield found(line, _("The name of who signs is not set in 楷体."))
    if in_flow(line) and abs(line.width - line.extent[1] - CHARACTER) > WITHIN:
        yield found(line, _("Who signs does not stand one character from the right."))


def head_rules(paper: Paper) -> list[Stroke]:
    """The lines drawn between the mark and the title."""
    last = paper.title[0].spot.line if paper.title else 10**6
    first = paper.mark[-1].spot.line if paper.mark and paper.mark[-1] in paper.order else 0
    above = [each for each in paper.strokes if each.number < last or (each.shape and each.is_red)]
    return [each for each in above if each.number >= first or each.shape]


@clause(
    "G524", ERROR, N_("The red rule is missing."), "7.2.7",
    profiles=("circular",),
    why=N_("A red rule as wide as the type area parts the head from the text."),
    bad=N_("no line below the number"), good=N_("a red line of 156 mm below the number"),
    fix=N_("Draw a red line, 156 mm long, 4 mm below the number."),
)  # fmt: skip
def red_rule(paper: Paper) -> Iterator[Found]:
    rules = head_rules(paper)
    anchor = paper.number or (paper.title[0] if paper.title else None)
    if anchor is None:
        return
    if not rules:
        yield found(anchor, _("No red rule was found between the number and the title."))
    elif not any(each.is_red for each in rules):
        yield found(anchor, _("The rule between the number and the title is not red."))


@clause(
    "G525", ERROR, N_("The red rule is not as wide as the type area."), "7.2.7",
    profiles=("circular",),
    why=N_("The red rule is as wide as the type area, 156 mm."),
    bad=N_("a line of 140 mm"), good=N_("a line of 156 mm"),
    fix=N_("Make the line 156 mm long."),
)  # fmt: skip
def red_rule_width(paper: Paper) -> Iterator[Found]:
    for each in head_rules(paper):
        if each.is_red and each.length and abs(each.length - 156 * A_MM) > 2 * A_MM:
            told = _("The red rule is {length} mm long, not 156 mm.").format(length=mm(each.length))
            yield Found(told, paper.number.spot if paper.number else Found("").spot)


@clause(
    "G526", WARNING, N_("The red rule does not stand 4 mm below the number."), "7.2.7",
    profiles=("circular",),
    why=N_("The red rule stands 4 mm below the number."),
    bad=N_("a line that touches the number"), good=N_("a line 4 mm below the number"),
    fix=N_("Set the distance of the border to the text so that 4 mm lie between."),
)  # fmt: skip
def red_rule_place(paper: Paper) -> Iterator[Found]:
    number = paper.number
    if number is None:
        return
    for each in head_rules(paper):
        if each.is_red and each.side == "bottom" and each.number == number.spot.line:
            below = each.gap + (number.pitch - number.largest) / 2
            if not 2.5 <= below / A_MM <= 5.5:
                told = _("The red rule stands about {place} mm below the number, not 4 mm.")
                yield found(number, told.format(place=mm(below)))
