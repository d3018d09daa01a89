"""7.3.4 the list of attachments, 7.3.5 office, date and seal, 7.3.6 the note."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from docforge.check.typesetting import CHARACTER, EM
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import marked as N_
from docforge.messages import translate as _

_NUMBERED = re.compile(r"(?P<number>\d{1,2})\s*(?P<point>[.．、，)）:：]?)")


@clause(
    "G550", ERROR, N_("The list of attachments does not stand where it belongs."), "7.3.4",
    why=N_("It stands one empty line below the text, two characters in."),
    bad=N_("附件： flush left, directly below the text"), good=N_("one empty line, then "
           "　　附件："),
    fix=N_("Leave one empty line below the text and indent 附件： by two characters."),
)  # fmt: skip
def list_place(paper: Paper) -> Iterator[Found]:
    if not paper.listed:
        return
    first = paper.listed[0]
    if in_flow(first) and abs(first.lead - 2 * EM) > WITHIN:
        told = _("附件 stands {characters} characters from the left, not two.")
        yield found(first, told.format(characters=characters(first.lead)))
    above = paper.text[-1] if paper.text else None
    lines = paper.between(above, first) if above is not None else None
    if lines is not None and abs(lines - 1) > 0.6:
        told = _("{lines:.2g} empty lines stand between the text and 附件, not one.")
        yield found(first, told.format(lines=lines))


@clause(
    "G551", ERROR, N_("The list of attachments does not begin with 附件 and a full-width colon."),
    "7.3.4",
    why=N_("附件 is followed by a full-width colon and the name; numbers come after the colon."),
    bad="附件1：企业名单", good="附件：1. 企业名单",
    fix=N_("Write 附件： and after it the name, or 1. and the first name."),
)  # fmt: skip
def list_label(paper: Paper) -> Iterator[Found]:
    if paper.listed and not paper.listed[0].bare.startswith("附件："):
        yield found(paper.listed[0], _("The list does not begin with “附件：”."))


def names_listed(paper: Paper) -> list[tuple[Typeset, str, str, str]]:
    """Every name of the list: its line, number, the mark after the number, the name."""
    made: list[tuple[Typeset, str, str, str]] = []
    for line in paper.listed:
        for part in re.split(r"\n", line.text):
            text = re.sub(r"^[\s\u3000]*附\s*件\s*[:：]?", "", part).strip().strip("-—").strip()
            if not text:
                continue
            match = _NUMBERED.match(text)
            if match and not re.match(r"\d+\s*[年月日]|\d{3,}", text):
                made.append((line, match["number"], match["point"], text[match.end() :].strip()))
            elif made and made[-1][1]:
                before = made[-1]  # a name that runs on in a paragraph of its own
                made[-1] = (before[0], before[1], before[2], before[3] + text)
            else:
                made.append((line, "", "", text))
    return made


@clause(
    "G552", ERROR, N_("The attachments are not numbered as the standard has it."), "7.3.4",
    why=N_("Several attachments bear 1. 2. 3. in their order; a single one bears no number."),
    bad="附件：1、企业名单", good="附件：1. 企业名单　2. 检查表",
    fix=N_("Number several attachments 1. 2. 3.; take the number of a single one out."),
)  # fmt: skip
def list_numbers(paper: Paper) -> Iterator[Found]:
    names = names_listed(paper)
    if len(names) == 1 and names[0][1]:
        yield found(names[0][0], _("A single attachment bears no number."))
        return
    for place, (line, number, point, name) in enumerate(names, start=1):
        if len(names) < 2:
            return
        if not number:
            yield found(line, _("This attachment has no number: “{name}”.").format(name=name[:20]))
        elif int(number) != place:
            told = _("The attachment numbered {number} is the {place} of the list.")
            yield found(line, told.format(number=number, place=place))
        elif point not in (".", "．"):
            told = _("The number is followed by “{mark}”, not by a point.")
            yield found(line, told.format(mark=point or name[:1]))


@clause(
    "G553", ERROR, N_("A name that runs on is not aligned with its beginning."), "7.3.4",
    why=N_("The second line of a long name begins below the name's first character, as do "
           "the names "
           "below each other."),
    bad=N_("the second line at the edge"), good=N_("the second line below the first character"),
    fix=N_("Use a hanging indent that ends at the name's first character."),
)  # fmt: skip
def list_alignment(paper: Paper) -> Iterator[Found]:
    for line in paper.listed:
        if not in_flow(line) or line.extent[1] <= line.width + 2 or "\n" in line.text:
            continue
        begin = _name_at(line)
        if abs(line.left - begin) > 1.2 * CHARACTER:
            told = _("The second line begins {at} characters in, the name {name}.")
            yield found(line, told.format(at=characters(line.left), name=characters(begin)))
    heads = [line for line in paper.listed if in_flow(line) and "\n" not in line.text]
    numbered = [line for line in heads if re.search(r"\d{1,2}\s*[.．、]", line.text[:12])]
    for line in numbered[1:]:
        if abs(_number_at(line) - _number_at(numbered[0])) > 1.2 * CHARACTER:
            yield found(line, _("The number does not stand below that of the first attachment."))


def _name_at(line: Typeset) -> float:
    """Points from the left edge to the first character of the name."""
    return line.lead + _width(re.match(r"(?:附件)?[:：]?\s*(?:\d{1,2}\s*[.．、]?)?\s*", line.said))


def _number_at(line: Typeset) -> float:
    return line.lead + _width(re.match(r"(?:附件)?[:：]?\s*", line.said))


def _width(match: re.Match[str] | None) -> float:
    text = match[0] if match else ""
    return sum(EM if ord(c) > 0x2E80 else EM / 2 if c != " " else EM / 4 for c in text)


@clause(
    "G560", ERROR, N_("The date is missing."), "7.3.5.4",
    why=N_("A document is in force from its date: year, month and day in Arabic digits."),
    bad="2022年6月", good="2022年6月10日",
    fix=N_("Put the date below the office's name: 2022年6月10日."),
)  # fmt: skip
def date_missing(paper: Paper) -> Iterator[Found]:
    if paper.date is None:
        yield Found(_("No date was found below the text."))


@clause(
    "G561", ERROR, N_("The office that signs is missing."), "7.3.5",
    why=N_("Above the date stands the office's full or standard short name."),
    bad=N_("a date alone"), good="某某市市场监督管理局 / 2022年6月10日",
    fix=N_("Put the office's name on the line above the date."),
)  # fmt: skip
def signature_missing(paper: Paper) -> Iterator[Found]:
    if paper.date is not None and not paper.signature:
        yield found(paper.date, _("No office's name was found above the date."))


def _sealed(date: Typeset) -> bool:
    """7.3.5.1: the date four characters from the right."""
    return abs(date.width - date.extent[1] - 4 * CHARACTER) <= WITHIN


def _unsealed(paper: Paper, date: Typeset) -> bool:
    """7.3.5.2: the date begins two characters right of the office, or ends two from the right."""
    if paper.signature and in_flow(paper.signature[-1]):
        office = paper.signature[-1]
        if abs(date.lead - office.lead - 2 * CHARACTER) <= 1.3 * CHARACTER:
            return abs(office.width - office.extent[1] - 2 * CHARACTER) <= 1.3 * CHARACTER
    return abs(date.width - date.extent[1] - 2 * CHARACTER) <= WITHIN


@clause(
    "G562", ERROR, N_("The date does not stand where it belongs."), "7.3.5",
    why=N_("With a seal the date ends four characters from the right. Without one it begins two "
           "characters right of the office's name, which ends two characters from the right."),
    bad=N_("a date at the right edge"), good=N_("right indent: 4 characters"),
    fix=N_("Align the date right and indent it by four characters from the right."),
)  # fmt: skip
def date_place(paper: Paper) -> Iterator[Found]:
    date = paper.date
    if date is None or not in_flow(date) or _sealed(date) or _unsealed(paper, date):
        return
    told = _("The date ends {characters} characters from the right; it is four with a seal.")
    yield found(date, told.format(characters=characters(date.width - date.extent[1])))


@clause(
    "G563", ERROR, N_("The office's name does not stand where it belongs."), "7.3.5",
    why=N_("With a seal the office's name is centred over the date; without one it ends two "
           "characters "
           "from the right."),
    bad=N_("the name flush left"), good=N_("the name centred over the date"),
    fix=N_("Centre the name over the date."),
)  # fmt: skip
def signature_place(paper: Paper) -> Iterator[Found]:
    date = paper.date
    if date is None or not in_flow(date) or not _sealed(date):
        if date is None or not in_flow(date) or not _unsealed(paper, date):
            return
        for line in paper.signature:
            off = abs(line.width - line.extent[1] - 2 * CHARACTER)
            if in_flow(line) and off > 1.3 * CHARACTER and line.lead > date.lead:
                yield found(line, _("The name does not end two characters from the right."))
        return
    middle = sum(date.extent) / 2
    for line in paper.signature:
        wide = line.extent[1] - line.extent[0] > 2 * (date.width - middle)
        if in_flow(line) and not wide and abs(sum(line.extent) / 2 - middle) > 1.8 * CHARACTER:
            off = (sum(line.extent) / 2 - middle) / CHARACTER
            told = _("The name's middle lies {characters:+.1f} characters off that of the date.")
            yield found(line, told.format(characters=off))


@clause(
    "G564", WARNING, N_("No empty line parts the text from who signs."), "7.3.5.2",
    why=N_("Office and date stand at least one empty line below the text or the "
           "attachments; the seal "
           "needs the room."),
    bad=N_("the name directly below the text"), good=N_("an empty line between them"),
    fix=N_("Leave an empty line above the office's name."),
)  # fmt: skip
def signature_distance(paper: Paper) -> Iterator[Found]:
    above = (*paper.text, *paper.listed)
    if not paper.signature or not above:
        return
    lines = paper.between(above[-1], paper.signature[0])
    if lines is not None and lines < 0.6:
        yield found(paper.signature[0], _("No empty line stands above the office's name."))


@clause(
    "G566", ERROR, N_("The note is not set as the standard wants it."), "7.3.6",
    why=N_("It stands in full-width brackets on the line below the date, two characters in."),
    bad="(此件公开发布)", good="　　（此件公开发布）",
    fix=N_("Put the note in （）, two characters in, on the line below the date."),
)  # fmt: skip
def note_look(paper: Paper) -> Iterator[Found]:
    note = paper.note
    if note is None:
        return
    if not (note.bare.startswith("（") and note.bare.endswith("）")):
        yield found(note, _("The note does not stand in full-width brackets."))
    if in_flow(note) and abs(note.lead - 2 * EM) > WITHIN:
        told = _("The note stands {characters} characters from the left, not two.")
        yield found(note, told.format(characters=characters(note.lead)))
    lines = paper.between(paper.date, note) if paper.date is not None else None
    if lines is not None and lines > 1.5:
        yield found(note, _("The note does not stand on the line below the date."))
