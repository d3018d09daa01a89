"""Attachments: referred to, listed, and there; their names, and names that contradict each "
"other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from docforge.check.official.closing import names_listed
from docforge.check.official.elements import LABEL, Paper, paper_of
from docforge.check.rules import Change, Found, rule
from docforge.check.story import Line
from docforge.check.subject import Subject
from docforge.check.typesetting.paragraph import Typeset
from docforge.check.wording.phrase import ERROR, INFO, WARNING, excerpt, plain
from docforge.messages import marked as N_
from docforge.messages import translate as _

_CLAUSE = "GB/T 9704-2012 7.3.4, 7.3.7"
_REFERRED = re.compile(
    r"附件\s*(?P<numbers>\d{1,2}(?:\s*(?:[、，,和及与至到—－～~]|-)\s*(?:附件)?\s*\d{1,2}(?!\d))*)(?!\d)"
)
_TABLE = re.compile(r"附(?:表|图)(?P<number>\d{0,2})")
_NOT_NAMES = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class _Reference:
    line: Line
    text: str
    start: int
    end: int
    numbers: tuple[int, ...]


def _paper(subject: Subject) -> Paper | None:
    return None if subject.is_template else subject.once(paper_of)


def _references(paper: Paper) -> list[_Reference]:
    """Every place at which the document refers to attachments by their numbers."""
    told: list[_Reference] = []
    own = {*paper.listed, *(each.label for each in paper.appended)}
    for line in paper.lines:
        if line in own or LABEL.fullmatch(line.bare):
            continue
        text = line.line.text
        for match in _REFERRED.finditer(text):
            numbers = tuple(_expanded(match["numbers"]))
            told.append(_Reference(line.line, text, match.start(), match.end(), numbers))
    return told


def _expanded(said: str) -> Iterator[int]:
    """ "8、9、10" -> 8 9 10; "1至3" -> 1 2 3."""
    parts = re.split(r"(\d{1,2})", said)
    before: int | None = None
    for gap, number in zip(parts[0::2], parts[1::2], strict=False):
        this = int(number)
        if before is not None and re.search(r"[至到—－～~\-]", gap):
            yield from range(before + 1, min(this, before + 30))
        yield this
        before = this


def _there(paper: Paper) -> tuple[dict[int, str], set[int]]:
    """The numbers that the list names, and those of the attachments in the file."""
    listed = {
        int(number) if number else place: name
        for place, (_line, number, _point, name) in enumerate(names_listed(paper), start=1)
    }
    return listed, {int(each.number) for each in paper.appended if each.number.isdecimal()}


@rule(
    "W620", "wording", ERROR, N_("The text refers to an attachment that there is not."),
    source=_CLAUSE,
    why=N_("Who reads the document looks for the attachment, and asks the office for it."),
    bad=N_("（详见附件8） with a list of four"), good=N_("references to what the list names"),
    fix=N_("List and append the attachment, or mend the reference."),
)  # fmt: skip
def not_there(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None:
        return
    listed, present = _there(paper)
    for each in _references(paper):
        missing = [number for number in each.numbers if number not in listed.keys() | present]
        if missing:
            told = _("附件{numbers} is referred to, but neither listed nor in the file.")
            said = told.format(numbers="、".join(map(str, missing)))
            yield Found(said, each.line.spot, excerpt(each.text, each.start, each.end))
    yield from _tables_not_there(paper)


def _tables_not_there(paper: Paper) -> Iterator[Found]:
    """附表 that the text asks to fill in, and that is neither listed nor appended."""
    headed = any(line.bare.startswith(("附表", "附图")) for line in paper.lines)
    named = any("附表" in name or "附图" in name for _l, _n, _p, name in names_listed(paper))
    if headed or named or paper.appended or paper.listed:
        return
    for line in paper.lines:
        match = _TABLE.search(line.line.text)
        if match and not line.in_table:
            told = _("{table} is referred to, but neither listed nor in the file.")
            piece = excerpt(line.line.text, match.start(), match.end())
            yield Found(told.format(table=match[0]), line.spot, piece)
            return


@rule(
    "W621", "wording", WARNING, N_("The numbers of attachments begin late or leave gaps."),
    source=_CLAUSE,
    why=N_("Where the text refers to 附件4 and no 附件1 to 3 appear anywhere, a reference "
           "was lost or "
           "the numbers come from an older draft."),
    bad="附件4 … 附件12", good="附件1 … 附件9",
    fix=N_("Number the attachments as they are referred to, from 1."),
)  # fmt: skip
def gaps(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None:
        return
    listed, present = _there(paper)
    references = _references(paper)
    named = {number for each in references for number in each.numbers} | present
    if listed or not references:
        return
    missing = sorted(set(range(1, max(named) + 1)) - named)
    if missing:
        told = _("附件{numbers} appears nowhere, though there are higher numbers.")
        first = references[0]
        said = told.format(numbers="、".join(map(str, missing)))
        yield Found(said, first.line.spot, excerpt(first.text, first.start, first.end))


@rule(
    "W622", "wording", INFO, N_("A listed attachment is not referred to."), source=_CLAUSE,
    why=N_("A reader is told at the place concerned that there is an attachment."),
    bad=N_("a list of two, no 附件 in the text"), good="（见附件1）",
    fix=N_("Refer to the attachment where it is needed."),
)  # fmt: skip
def not_referred_to(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None or not paper.listed or not paper.text:
        return
    listed, _present = _there(paper)
    told = {number for each in _references(paper) for number in each.numbers}
    text = "".join(line.bare for line in paper.text)
    names = {n: _NOT_NAMES.sub("", name) for n, name in listed.items()}
    plain_text = _NOT_NAMES.sub("", text)
    if len(listed) == 1 and ("附件" in text or "附后" in text):
        return
    lost = [
        n for n, name in names.items() if n not in told and (not name or name not in plain_text)
    ]
    if lost and len(listed) == 1:
        yield Found(_("The attachment is not referred to in the text."), paper.listed[0].spot)
    elif lost:
        said = _("附件{numbers} is not referred to in the text.")
        yield Found(said.format(numbers="、".join(map(str, lost))), paper.listed[0].spot)


@rule(
    "W623", "wording", WARNING, N_("A listed attachment is not in the file."), source=_CLAUSE,
    why=N_("Where some of the attachments follow in the file, the others were forgotten."),
    bad=N_("a list of three, then 附件1 and 附件3"), good=N_("all three in their order"),
    fix=N_("Append it, or take it out of the list."),
)  # fmt: skip
def not_appended(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None or not paper.appended:
        return
    listed, present = _there(paper)
    for number, name in listed.items():
        if len(listed) > 1 and number not in present:
            told = _("附件{number} “{name}” is listed, but not in the file.")
            yield Found(told.format(number=number, name=name[:20]), paper.listed[0].spot)


_TRAILING = re.compile(r"[。；，、;,.：:]\s*$")
_LEAD = re.compile(r"[\s\u3000]*(?:附\s*件\s*[:：]?)?\s*(?:\d{1,2}\s*[.．、])?\s*")
_TITLED = re.compile(_LEAD.pattern + r"《[^《》]+》\s*$")
_MARKS = "。；，、;,.：: \u3000"


def _unmarked(text: str) -> Iterator[Change]:
    """The name between its number and its marks: 1. 《企业名单》； -> 1. 企业名单."""
    shown = plain(text)
    lead = _LEAD.match(shown)
    start, end = lead.end() if lead else 0, len(shown)
    begin = start
    while True:
        end = begin + len(shown[begin:end].rstrip(_MARKS))
        name = shown[begin:end]
        if not (len(name) > 2 and name[0] == "《" and name[-1] == "》" and name.count("《") == 1):
            break
        begin, end = begin + 1, end - 1
    if begin > start:
        yield Change(start, begin, "")
    if shown[end:].strip():
        yield Change(end, len(shown), "")


@rule(
    "W625", "wording", ERROR, N_("The name of an attachment bears a mark."), source=_CLAUSE,
    why=N_("Names in the list end without a mark and stand without 《》."),
    bad="附件：1. 《企业名单》；", good="附件：1. 企业名单",
    fix=N_("Take the mark out."), mend=_unmarked,
)  # fmt: skip
def marked_name(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None:
        return
    for line in paper.listed:
        text = line.line.text
        if line.bare.rstrip("：:").endswith("附件") or "\n" in line.text.strip():
            continue
        if _TRAILING.search(text):
            told = _("The name ends with “{mark}”.").format(mark=text.rstrip()[-1])
            yield Found(told, line.spot, excerpt(text, len(text) - 1, len(text), 14))
        elif _TITLED.match(text):
            told = _("The name stands in 《》.")
            yield Found(told, line.spot, excerpt(text, 0, len(text)))


@rule(
    "W626", "wording", ERROR, N_("An attachment has another title than the list says."),
    source=_CLAUSE,
    why=N_("Number and title on the attachment are those of the list."),
    bad="附件：企业名单 … 附件 / 企业名册", good="附件：企业名单 … 附件 / 企业名单",
    fix=N_("Make name and title agree."),
)  # fmt: skip
def other_title(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None:
        return
    listed, _present = _there(paper)
    for each in paper.appended:
        number = int(each.number) if each.number.isdecimal() else 1
        name = listed.get(number)
        title = "".join(line.bare for line in each.title)
        numbered = any(number for _line, number, _point, _name in names_listed(paper))
        if not name or not title or numbered is not bool(each.number):
            continue
        if _NOT_NAMES.sub("", name) not in _NOT_NAMES.sub("", title):
            told = _("The list calls 附件{number} “{name}”, its title is “{title}”.")
            said = told.format(number=each.number, name=name, title=title[:40])
            yield Found(said, each.title[0].spot, title[:40])


_LED = re.compile(
    r"(?P<lead>拟印发的|现将|印发|转发|制定了|制订了|发布|公布|修订了|起草了)(?:了|的)?《(?P<name>[^《》]{4,80})》"
)


@rule(
    "W627", "wording", WARNING, N_("Title and text name different papers."),
    why=N_("The title tells which paper is issued; where the text names another one, one of "
           "them was "
           "left over from an older document."),
    bad="关于印发《甲方案》的通知 … 现将《乙方案》印发你们", good="现将《甲方案》印发你们",
    fix=N_("Name the same paper in title and text."),
)  # fmt: skip
def other_paper(subject: Subject) -> Iterator[Found]:
    paper = _paper(subject)
    if paper is None:
        return
    for title, lines in _documents(paper):
        named = re.search(
            r"(?P<lead>拟印发的|印发|转发|发布|公布)(?:了|的)?《(?P<name>.{4,}?)》", title
        )
        if named is None:
            continue
        wanted = _bare(named["name"])
        told = [(line, match) for line in lines for match in _LED.finditer(line.line.text)]
        if any(_bare(match["name"]) == wanted for _line, match in told):
            continue
        for line, match in told:
            alike = Indel.normalized_similarity(_bare(match["name"]), wanted)
            said = _("The title names 《{title}》, the text 《{text}》.")
            if alike < 1:
                text = said.format(title=named["name"], text=match["name"])
                yield Found(text, line.spot, excerpt(line.line.text, match.start(), match.end(), 0))
                break


def _bare(name: str) -> str:
    return _NOT_NAMES.sub("", name)


def _documents(paper: Paper) -> Iterator[tuple[str, list[Typeset]]]:
    """The title and the lines of the document, and of each other one that the file holds."""
    yield paper.said_title, [*paper.text]
    flow = [line for line in paper.lines if not line.is_blank and not line.in_table]
    after = paper.order.get(paper.date, len(paper.lines)) if paper.date else len(paper.lines)
    flow = [line for line in flow if paper.order[line] > after]
    for number, line in enumerate(flow):
        if line.bare.startswith(("关于印发", "关于转发")):
            title = line.bare
            rest = flow[number + 1 : number + 8]
            while rest and title.count("《") > title.count("》"):
                title += rest.pop(0).bare
            yield title, rest
