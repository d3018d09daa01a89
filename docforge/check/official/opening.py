"""7.3.1 the title, 7.3.2 whom the document goes to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from docforge.check.official.clause import (
    ERROR,
    WARNING,
    WITHIN,
    characters,
    clause,
    found,
    in_flow,
)
from docforge.check.official.elements import Paper
from docforge.check.rules import Found
from docforge.check.typesetting import CHARACTER
from docforge.messages import marked as N_
from docforge.messages import translate as _


@clause(
    "G530", ERROR, N_("The title is missing."), "7.3.1",
    why=N_("A document has a title that tells what it is about and of which kind it is."),
    bad=N_("a text below the red rule without a title"), good="关于开展监督检查的通知",
    fix=N_("Write the title below the red rule: 关于……的通知."),
)  # fmt: skip
def title_missing(paper: Paper) -> Iterator[Found]:
    if not paper.title:
        yield Found(_("No title was found."))


@clause(
    "G531", WARNING, N_("The title is not set in 二号小标宋."), "7.3.1",
    why=N_("The title is set in 二号 (22 pt) 小标宋."),
    bad="三号黑体", good="二号小标宋",
    fix=N_("Set the title in 方正小标宋简体, 二号 (22 pt)."),
)  # fmt: skip
def title_look(paper: Paper) -> Iterator[Found]:
    for line in paper.title[:1]:
        if line.ink.face != "小标宋":
            told = _("The title is set in {face}, not 小标宋.")
            yield found(line, told.format(face=line.ink.font or "?"))
        if line.ink.size != 22:
            told = _("The title is {size:g} pt, not 二号 (22 pt).")
            yield found(line, told.format(size=line.ink.size))


@clause(
    "G532", ERROR, N_("The title is not centred."), "7.3.1",
    why=N_("All lines of the title are centred."),
    bad=N_("a title flush left"), good=N_("a centred title"),
    fix=N_("Centre the title, without spaces before it."),
)  # fmt: skip
def title_centred(paper: Paper) -> Iterator[Found]:
    for line in paper.title:
        if not in_flow(line) or line.align == "center":
            if line.lead < 0 or line.first > WITHIN or line.left > WITHIN:
                yield found(line, _("An indent moves the title out of the middle."))
            continue
        start, end = line.extent
        if abs((start + end) / 2 - line.width / 2) > CHARACTER:
            yield found(line, _("The title is not centred."))


@clause(
    "G533", WARNING, N_("The title does not stand two lines below what is above it."), "7.3.1",
    why=N_("Two empty lines part the red rule and the title."),
    bad=N_("the title directly below the red rule"), good=N_("two empty lines between them"),
    fix=N_("Leave two empty lines above the title."),
)  # fmt: skip
def title_place(paper: Paper) -> Iterator[Found]:
    above = paper.signers or paper.number
    if above is None or not paper.title:
        return
    lines = paper.between(above, paper.title[0])
    if lines is not None and abs(lines - 2) > 0.75:
        told = _("{lines:.2g} empty lines stand above the title, not two.")
        yield found(paper.title[0], told.format(lines=lines))


@clause(
    "G534", ERROR, N_("The lines of the title have no shape."), "7.3.1",
    why=N_("A title of several lines is a trapezium or a lozenge: no waist, no block of "
           "lines of one "
           "length."),
    bad=N_("long line, short line, long line"), good=N_("short line, long line, short line"),
    fix=N_("Break the title elsewhere, so that its lines grow, shrink, or grow and shrink."),
)  # fmt: skip
def title_shape(paper: Paper) -> Iterator[Found]:
    lengths = [len(line) for line in title_lines(paper)]
    if len(lengths) < 3:
        return
    waist = any(
        lengths[n] < min(max(lengths[:n]), max(lengths[n + 1 :]))
        for n in range(1, len(lengths) - 1)
    )
    if waist:
        yield found(paper.title[0], _("The title is narrower in the middle than above and below."))
    elif len(set(lengths)) == 1:
        yield found(paper.title[0], _("All lines of the title are of one length."))


def title_lines(paper: Paper) -> list[str]:
    """The title as it is broken into lines."""
    lines = [part for each in paper.title for part in re.split(r"[\n\f]", each.text)]
    return [re.sub(r"\s", "", line) for line in lines if line.strip()]


@clause(
    "G535", WARNING, N_("A line of the title breaks off in the middle of a phrase."), "7.3.1",
    why=N_("What belongs together stays on a line: no line begins with 的 or 和, none ends "
           "with an "
           "opening bracket."),
    bad="关于开展监督检查 / 的通知", good="关于开展 / 监督检查的通知",
    fix=N_("Break the title before or after the whole phrase."),
)  # fmt: skip
def title_breaks(paper: Paper) -> Iterator[Found]:
    lines = title_lines(paper)
    for above, below in pairwise(lines):
        if below[0] in "的和与及或等、，》）”了" or above[-1] in "《（“在对为关":
            told = _("The title breaks between “{above}” and “{below}”.")
            yield found(paper.title[0], told.format(above=above[-4:], below=below[:4]))


@clause(
    "G536", WARNING, N_("The title ends with a punctuation mark."), "7.3.1",
    why=N_("A title has no mark at its end; inside only those of names in 《》, quotes and "
           "brackets."),
    bad="关于开展监督检查的通知。", good="关于开展监督检查的通知",
    fix=N_("Take the mark out."),
)  # fmt: skip
def title_mark(paper: Paper) -> Iterator[Found]:
    if paper.title and paper.title[-1].bare.endswith(("。", "，", "；", ".", ",", "！", "：")):
        yield found(paper.title[-1], _("The title ends with a punctuation mark."))


@clause(
    "G537", ERROR, N_("Whom the document goes to does not end with a full-width colon."), "7.3.2",
    why=N_("After the last office stands a full-width colon."),
    bad="各县市场监督管理局:", good="各县市场监督管理局：",
    fix=N_("End the line with ：."),
)  # fmt: skip
def addressees_colon(paper: Paper) -> Iterator[Found]:
    line = paper.addressees
    if line is not None and not line.bare.endswith("："):
        yield found(line, _("The line of addressees does not end with “：”."))


@clause(
    "G538", ERROR, N_("Whom the document goes to does not stand flush left."), "7.3.2",
    why=N_("The addressees begin at the left edge of the type area, also in their second line."),
    bad=N_("addressees indented by two characters"), good=N_("addressees flush left"),
    fix=N_("Take the indent and the spaces before the addressees out."),
)  # fmt: skip
def addressees_left(paper: Paper) -> Iterator[Found]:
    line = paper.addressees
    if line is not None and in_flow(line) and (line.lead > WITHIN or line.left > WITHIN):
        told = _("The addressees stand {characters} characters from the left.")
        yield found(line, told.format(characters=characters(max(line.lead, line.left))))


@clause(
    "G539", WARNING, N_("Not one empty line stands between title and addressees."), "7.3.2",
    why=N_("The addressees stand one line below the title."),
    bad=N_("addressees directly below the title"), good=N_("one empty line between them"),
    fix=N_("Leave one empty line between title and addressees."),
)  # fmt: skip
def addressees_place(paper: Paper) -> Iterator[Found]:
    if paper.addressees is None or not paper.title:
        return
    lines = paper.between(paper.title[-1], paper.addressees)
    if lines is not None and abs(lines - 1) > 0.6:
        told = _("{lines:.2g} empty lines stand between title and addressees, not one.")
        yield found(paper.addressees, told.format(lines=lines))
