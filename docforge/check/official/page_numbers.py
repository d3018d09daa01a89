"""7.5 page numbers: — 1 —, in 四号宋体, outside, 7 mm below the type area."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docforge.check.official.clause import ERROR, WARNING, WITHIN, clause, mm
from docforge.check.official.elements import Paper
from docforge.check.rules import Found
from docforge.check.typesetting import A_MM
from docforge.check.typesetting.faces import face_of
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _
from docforge.render.wordml import INSTRUCTION, w

_FOUR = 14.0


def numbers(paper: Paper) -> dict[str, Typeset]:
    """The paragraphs of the footers that print the page's number, by the pages they stand on."""
    return {kind: line for kind, lines in paper.footers.items() for line in lines if _counts(line)}


def _counts(line: Typeset) -> bool:
    element = line.line.element
    told = [each.text or "" for each in element.iter(INSTRUCTION)]
    told += [each.get(w("instr"), "") for each in element.iter(w("fldSimple"))]
    return any(re.match(r"\s*PAGE\b", each) for each in told) or any(
        True for _each in element.iter(w("pgNum"))
    )


def _after_first(paper: Paper) -> dict[str, Typeset]:
    kinds = ("default", "even") if paper.facing else ("default",)
    return {kind: line for kind, line in numbers(paper).items() if kind in kinds}


@clause(
    "G588", ERROR, N_("The pages are not numbered."), "7.5",
    why=N_("Every page bears its number, but those without text before the imprint."),
    bad=N_("an empty footer"), good="— 1 —",
    fix=N_("Insert the page number in the footer, between two dashes."),
)  # fmt: skip
def numbered(paper: Paper) -> Iterator[Found]:
    there = _after_first(paper)
    if not there:
        yield Found(_("No footer holds a page number."))
    elif paper.facing and len(there) < 2:
        yield Found(_("Only the odd or only the even pages have a number."))


@clause(
    "G589", ERROR, N_("The page number does not stand between dashes."), "7.5",
    why=N_("A one-character dash stands on both sides of the number."),
    bad="- 1 -  1", good="— 1 —",
    fix=N_("Write — before and after the number (Alt+0151)."),
)  # fmt: skip
def dashes(paper: Paper) -> Iterator[Found]:
    for line in numbers(paper).values():
        if not re.fullmatch(r"[—―]\d*[—―]", line.bare):
            said = line.bare or "1"
            told = _("The page number is printed as “{said}”, not as “— 1 —”.")
            yield Found(told.format(said=said), line.spot, line.said)
            return


@clause(
    "G590", WARNING, N_("The page number is not set in 四号宋体."), "7.5",
    why=N_("Page numbers are half-width digits in 四号 (14 pt) 宋体."),
    bad="小五 Calibri", good="四号宋体",
    fix=N_("Set the number and its dashes in 宋体 (also for Latin letters), 四号 (14 pt)."),
)  # fmt: skip
def number_look(paper: Paper) -> Iterator[Found]:
    for line in numbers(paper).values():
        if line.largest != _FOUR:
            told = _("The page number is {size:g} pt, not 四号 (14 pt).")
            yield Found(told.format(size=line.largest), line.spot, line.said)
            return
        faces = {face_of(each.ink.latin) for each in line.words if re.search(r"\d", each.text)}
        if faces - {"宋体"}:
            told = _("The page number is set in {face}, not 宋体.")
            yield Found(told.format(face=min(faces - {"宋体"}) or "?"), line.spot, line.said)
            return


@clause(
    "G591", ERROR, N_("The page number does not stand outside, one character in."), "7.5",
    why=N_("On odd pages it ends one character from the right, on even pages it begins one "
           "character "
           "from the left."),
    bad=N_("centred on all pages"), good=N_("odd pages right, even pages left, 14 pt in"),
    fix=N_("Let odd and even pages differ; align right and left, indent by one character."),
)  # fmt: skip
def number_place(paper: Paper) -> Iterator[Found]:
    there = _after_first(paper)
    for kind, line in there.items():
        if line.frame is not None:
            if line.frame.align not in ("outside", "") or (
                not line.frame.align and not paper.facing
            ):
                yield Found(_("The page number does not stand outside."), line.spot, line.said)
            continue
        if not paper.facing:
            yield Found(_("The number stands alike on odd and even pages."), line.spot, line.said)
            return
        start, end = line.extent
        off = line.width - end if kind == "default" else start
        if abs(off - _FOUR) > WITHIN:
            side = _("right") if kind == "default" else _("left")
            told = _("The number stands {mm} mm from the {side} edge, not one character.")
            yield Found(told.format(mm=mm(off), side=side), line.spot, line.said)


@clause(
    "G592", WARNING, N_("The page number does not stand 7 mm below the type area."), "7.5",
    why=N_("The dash's upper edge stands 7 mm below the type area."),
    bad=N_("footer 15 mm from the edge"), good=N_("footer 25 to 28 mm from the edge"),
    fix=N_("Set the distance of the footer from the page's edge to 25 to 28 mm."),
)  # fmt: skip
def number_height(paper: Paper) -> Iterator[Found]:
    line = _after_first(paper).get("default")
    if line is None or line.frame is not None:
        return
    lines = paper.footers["default"]
    below = sum(each.height for each in lines[lines.index(line) :] if not each.frame)
    middle = paper.page.footer + below - line.pitch / 2
    place = (paper.page.bottom - middle) / A_MM
    if abs(place - 7) > 3.5:
        told = _("The number stands about {place} mm below the type area, not 7 mm.")
        yield Found(told.format(place=f"{place:.0f}"), line.spot, line.said)
