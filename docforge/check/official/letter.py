"""10.1 信函格式: the format of letters between offices."""

from __future__ import annotations

from collections.abc import Iterator

from docforge.check.diagnostic import Spot
from docforge.check.official.clause import (
    ERROR,
    WARNING,
    WITHIN,
    characters,
    clause,
    found,
    in_flow,
    mm,
)
from docforge.check.official.elements import Paper
from docforge.check.official.page_numbers import numbers
from docforge.check.official.strokes import Stroke
from docforge.check.rules import Found
from docforge.check.typesetting import A_MM
from docforge.messages import marked as N_
from docforge.messages import translate as _


@clause(
    "G593", ERROR, N_("The mark of a letter is not the office's name alone."), "10.1",
    profiles=("letter",),
    why=N_("A letter's mark is the office's full or standard short name, without 文件."),
    bad="某某市市场监督管理局文件", good="某某市市场监督管理局",
    fix=N_("Take 文件 out."),
)  # fmt: skip
def letter_mark(paper: Paper) -> Iterator[Found]:
    for line in paper.mark:
        if line.bare.endswith("文件"):
            yield found(line, _("The mark of a letter ends with 文件."))


@clause(
    "G594", WARNING, N_("The mark of a letter does not stand 30 mm below the page's "
    "edge."), "10.1",
    profiles=("letter",),
    why=N_("The mark's upper edge stands 30 mm below the upper edge of the page."),
    bad=N_("a mark at the top margin, 37 mm"), good=N_("a mark 30 mm down the page"),
    fix=N_("Put the mark into a text box that stands 30 mm below the page's edge."),
)  # fmt: skip
def letter_mark_place(paper: Paper) -> Iterator[Found]:
    line = paper.mark[0] if paper.mark else None
    if line is None or line.in_table:
        return
    if line.frame is not None:
        top = line.frame.top
    elif line in paper.order:
        above = [each for each in paper.lines[: paper.order[line]] if not each.frame]
        top = paper.page.top + sum(each.height for each in above)
    else:
        return
    if top is not None and abs(top / A_MM - 30) > 4.5:
        told = _("The mark stands about {place} mm below the page's edge, not 30 mm.")
        yield found(line, told.format(place=f"{top / A_MM:.0f}"))


def _doubles(paper: Paper) -> list[tuple[Stroke, ...]]:
    """The red double rules of the first page, from above: one border of two weights, or two
    borders of one paragraph, or two lines drawn close to each other."""
    red = [each for each in (*paper.head_strokes, *paper.strokes) if each.is_red]
    red += [each for each in paper.foot_strokes if each.is_red]
    made: list[tuple[Stroke, ...]] = []
    for each in red:
        last = made[-1] if made else ()
        if len(last) == 1 and not last[0].is_double and not each.is_double:
            near = each.top is None or last[0].top is None or abs(each.top - last[0].top) < 4 * A_MM
            if near and abs(each.number - last[0].number) <= 1:
                made[-1] = (last[0], each)
                continue
        made.append((each,))
    return [each for each in made if len(each) == 2 or each[0].is_double]


@clause(
    "G595", ERROR, N_("A letter lacks its red double rules."), "10.1",
    profiles=("letter",),
    why=N_("A red double rule stands 4 mm below the mark (thick above thin), another 20 mm "
           "above the "
           "page's lower edge (thin above thick)."),
    bad=N_("one single red line"), good=N_("two double rules, 170 mm long"),
    fix=N_("Draw both double rules: a border “thick–thin” below the mark and “thin–thick” in the "
           "first page's footer."),
)  # fmt: skip
def letter_rules(paper: Paper) -> Iterator[Found]:
    spot = paper.mark[0].spot if paper.mark else Spot()
    doubles = _doubles(paper)
    if len(doubles) < 2:
        told = _("{count} red double rules were found on the first page, not two.")
        yield Found(told.format(count=len(doubles)), spot)
    for place, double in enumerate(doubles[:2]):
        if _thick_above(double) is (place == 1):
            told = _("The upper rule is thick above thin, the lower one thin above thick.")
            yield Found(told, spot)
            return


def _thick_above(double: tuple[Stroke, ...]) -> bool | None:
    """Whether the thicker line of a double rule is the upper one; None where both are alike."""
    if len(double) == 1:
        return double[0].kind.lower().startswith("thickthin")
    upper, lower = sorted(double, key=lambda each: (each.number, each.side != "top"))
    return None if upper.weight == lower.weight else upper.weight > lower.weight


@clause(
    "G596", ERROR, N_("The red rules of a letter are not 170 mm long, or not in their places."),
    "10.1", profiles=("letter",),
    why=N_("Both double rules are 170 mm long and centred, wider than the type area; the "
           "lower one "
           "stands 20 mm above the page's edge."),
    bad=N_("rules of 156 mm"), good=N_("rules of 170 mm"),
    fix=N_("Make both rules 170 mm long, from 20 mm to 190 mm across the page."),
)  # fmt: skip
def letter_rule_places(paper: Paper) -> Iterator[Found]:
    spot = paper.mark[0].spot if paper.mark else Spot()
    doubles = _doubles(paper)
    for double in doubles:
        stroke = double[0]
        if stroke.length and abs(stroke.length - 170 * A_MM) > 2 * A_MM:
            told = _("A red rule is {length} mm long, not 170 mm.")
            yield Found(told.format(length=mm(stroke.length)), spot)
        elif stroke.left is not None and abs(stroke.left - 20 * A_MM) > 2 * A_MM:
            told = _("A red rule begins {left} mm from the page's left edge, not 20 mm.")
            yield Found(told.format(left=mm(stroke.left)), spot)
    if len(doubles) >= 2 and doubles[-1][-1].top is not None:
        below = paper.page.height - doubles[-1][-1].top
        if abs(below / A_MM - 20) > 2.5:
            told = _("The lower rule stands {place} mm above the page's edge, not 20 mm.")
            yield Found(told.format(place=mm(below)), spot)


@clause(
    "G597", ERROR, N_("The number of a letter does not stand at the right edge."), "10.1",
    profiles=("letter",),
    why=N_("The document number stands below the upper rule, flush right."),
    bad=N_("the number centred"), good=N_("the number flush right"),
    fix=N_("Align the number right, without an indent."),
)  # fmt: skip
def letter_number(paper: Paper) -> Iterator[Found]:
    line = paper.number
    if line is not None and in_flow(line) and abs(line.width - line.extent[1]) > WITHIN:
        told = _("The number ends {characters} characters from the right edge.")
        yield found(line, told.format(characters=characters(line.width - line.extent[1])))


@clause(
    "G598", ERROR, N_("The first page of a letter shows a page number."), "10.1",
    profiles=("letter",),
    why=N_("A letter's first page shows no number; the second one shows 2."),
    bad="— 1 —", good=N_("a first page with a footer of its own, without a number"),
    fix=N_("Choose “Different first page” and leave the number out there."),
)  # fmt: skip
def letter_first_page(paper: Paper) -> Iterator[Found]:
    there = numbers(paper)
    if not there:
        return
    if not paper.page.first_differs:
        yield Found(_("The first page has the same footer as all others, with a number."))
    elif "first" in there:
        yield Found(_("The footer of the first page holds a number."), there["first"].spot)


@clause(
    "G599", ERROR, N_("The imprint of a letter holds what belongs to a circular."), "10.1",
    profiles=("letter",),
    why=N_("A letter's imprint has no printing office, no date of printing and no rules."),
    bad="某某局办公室　2022年6月2日印发", good="抄送：某某市人民政府办公室。",
    fix=N_("Take the line with 印发 and the rules out; 抄送 stays."),
)  # fmt: skip
def letter_imprint(paper: Paper) -> Iterator[Found]:
    for line in paper.imprint:
        if line.bare.endswith("印发"):
            yield found(line, _("A letter names no printing office and date."))
    drawn = {each.number for each in paper.strokes if not each.is_red}
    ruled = [line for line in paper.imprint if line.spot.line in drawn]
    if ruled:
        yield found(ruled[0], _("The imprint of a letter has no rules."))
