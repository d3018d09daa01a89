"""7.4 版记: whom copies go to, who printed it and when, between three black rules."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.official.clause import (
    ERROR,
    INFO,
    WARNING,
    WITHIN,
    characters,
    clause,
    found,
    mm,
)
from docforge.check.official.elements import Paper
from docforge.check.official.strokes import Stroke
from docforge.check.rules import Found
from docforge.check.typesetting import A_MM
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _

_SMALL = 14.0
_MM_A_POINT = 25.4 / 72


def _rules(paper: Paper) -> list[Stroke]:
    """The lines of the imprint, from above; an inner one told twice counts once."""
    if not paper.imprint:
        return []
    first, last = paper.imprint[0].spot.line, paper.imprint[-1].spot.line
    drawn = [each for each in paper.strokes if first - 1 <= each.number <= last + 1]
    drawn = [each for each in drawn if not each.is_red]
    return sorted(drawn, key=lambda each: (each.number, each.side != "top"))


def _printed(paper: Paper) -> Typeset | None:
    return next((line for line in paper.imprint if line.bare.endswith("印发")), None)


def _copies(paper: Paper) -> Typeset | None:
    return next((line for line in paper.imprint if line.bare.startswith("抄")), None)


@clause(
    "G580", INFO, N_("The rules of the imprint have other weights than the standard recommends."),
    "7.4.1", profiles=("circular",),
    why=N_("The first and the last rule are 0.35 mm (1 pt) thick, those between 0.25 mm (¾ pt)."),
    bad=N_("three rules of 0.5 pt"), good="1 pt, 0.75 pt, 1 pt",
    fix=N_("Set the outer rules to 1 pt and the inner one to ¾ pt."),
)  # fmt: skip
def rule_weights(paper: Paper) -> Iterator[Found]:
    rules = _rules(paper)
    if len(rules) < 2:
        return
    outer = (rules[0], rules[-1])
    inner = rules[1:-1]
    wrong = [each for each in outer if abs(each.weight * _MM_A_POINT - 0.35) > 0.06]
    wrong += [each for each in inner if abs(each.weight * _MM_A_POINT - 0.25) > 0.06]
    if wrong:
        told = _("A rule of the imprint is {weight:.2f} mm thick.")
        yield found(paper.imprint[0], told.format(weight=wrong[0].weight * _MM_A_POINT))


@clause(
    "G581", ERROR, N_("The imprint lacks its rules, or they are not as wide as the type area."),
    "7.4.1", profiles=("circular",),
    why=N_("Rules of 156 mm stand above, between and below the lines of the imprint."),
    bad=N_("抄送 without lines"), good=N_("three lines of 156 mm"),
    fix=N_("Draw a rule above 抄送, one between, one below 印发, each 156 mm long."),
)  # fmt: skip
def rules_missing(paper: Paper) -> Iterator[Found]:
    if not paper.imprint:
        return
    rules = _rules(paper)
    wanted = 3 if _printed(paper) is not None and _copies(paper) is not None else 2
    if len(rules) < wanted:
        told = _("{count} rules stand around the imprint, not {wanted}.")
        yield found(paper.imprint[0], told.format(count=len(rules), wanted=wanted))
    short = [each for each in rules if each.length and abs(each.length - 156 * A_MM) > 3 * A_MM]
    if short and short[0].length:
        told = _("A rule of the imprint is {length} mm long, not 156 mm.")
        yield found(paper.imprint[0], told.format(length=mm(short[0].length)))


@clause(
    "G582", WARNING, N_("The imprint is not set in 四号仿宋."), "7.4.2–7.4.3",
    why=N_("抄送 and 印发 are set in 四号 (14 pt) 仿宋."),
    bad="三号仿宋", good="四号仿宋",
    fix=N_("Set the imprint in 四号 (14 pt) 仿宋."),
)  # fmt: skip
def imprint_look(paper: Paper) -> Iterator[Found]:
    for line in paper.imprint:
        if line.ink.face != "仿宋" or line.largest != _SMALL:
            told = _("The imprint is set in {face}, {size:g} pt, not in 四号仿宋.")
            yield found(line, told.format(face=line.ink.font or "?", size=line.largest))
            return


@clause(
    "G583", ERROR, N_("The imprint does not stand one character in on both sides."),
    "7.4.2–7.4.3",
    why=N_("抄送 and the printing office begin one character from the left, the date of "
           "printing ends "
           "one character from the right."),
    bad=N_("抄送 at the edge"), good=N_("indents of one character on both sides"),
    fix=N_("Indent the lines of the imprint by one character (14 pt) on both sides."),
)  # fmt: skip
def imprint_place(paper: Paper) -> Iterator[Found]:
    printed, copies = _printed(paper), _copies(paper)
    for line in (copies, printed):
        if line is None or (line.in_table and not line.width) or not line.width:
            continue
        padding = 5.4 if line.in_table else 0.0
        if abs(line.lead + padding - _SMALL) > WITHIN:
            told = _("This line begins {characters} characters from the left, not one.")
            yield found(line, told.format(characters=characters(line.lead + padding)))
        whole = line.width > 400
        right = line.width - line.extent[1] + padding
        if line is printed and whole and len(line.bare) > 14 and abs(right - _SMALL) > 2 * WITHIN:
            told = _("印发 ends {characters} characters from the right, not one.")
            yield found(line, told.format(characters=characters(right)))


@clause(
    "G584", ERROR, N_("抄送 is not written as the standard has it."), "7.4.2",
    why=N_("抄送 is followed by a full-width colon; after the last office stands a full stop."),
    bad="抄送:某某市人民政府办公室", good="抄送：某某市人民政府办公室。",
    fix=N_("Write 抄送： and end the list with a full stop."),
)  # fmt: skip
def copies_look(paper: Paper) -> Iterator[Found]:
    line = _copies(paper)
    if line is None:
        return
    if not line.bare.startswith("抄送："):
        yield found(line, _("抄送 is not followed by a full-width colon."))
    place = paper.imprint.index(line)
    ends = place
    while ends + 1 < len(paper.imprint) and not _is_printing(paper.imprint[ends + 1]):
        ends += 1
    if not paper.imprint[ends].bare.endswith("。"):
        yield found(line, _("The list of copies does not end with a full stop."))


def _is_printing(line: Typeset) -> bool:
    return line.bare.endswith(("印发", "印制")) or not line.bare.endswith(("。", "，", "、", "；"))


@clause(
    "G585", ERROR, N_("Who printed the document, and when, is missing or incomplete."), "7.4.3",
    profiles=("circular",),
    why=N_("The last line names the printing office and the day, followed by 印发."),
    bad="2022年6月2日", good="某某市市场监督管理局办公室　2022年6月2日印发",
    fix=N_("Put the printing office to the left and the day with 印发 to the right."),
)  # fmt: skip
def printing(paper: Paper) -> Iterator[Found]:
    if paper.imprint and _printed(paper) is None:
        yield found(paper.imprint[-1], _("No line of the imprint ends with 印发."))


@clause(
    "G586", ERROR, N_("The parts of the imprint are not in their order."), "7.4",
    why=N_("主送 (where it had to be moved here) stands above 抄送, 抄送 above 印发."),
    bad="印发 / 抄送", good="抄送 / 印发",
    fix=N_("Put 抄送 above the line with 印发."),
)  # fmt: skip
def imprint_order(paper: Paper) -> Iterator[Found]:
    printed, copies = _printed(paper), _copies(paper)
    if printed and copies and paper.imprint.index(printed) < paper.imprint.index(copies):
        yield found(copies, _("抄送 stands below 印发."))
