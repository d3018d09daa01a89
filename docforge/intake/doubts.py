"""What a person should look at: the doubtful values of submissions, as rows of a review workbook.

The review list (reading and identity flags, errors) makes the rows that must be looked at; what
else is flagged makes hints. A value has one row, whatever number of flags it carries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from docforge import forms
from docforge.flags import FLAGS, FlagClass
from docforge.forms import Catalogue
from docforge.forms.values.wording import normal
from docforge.messages import translate as _
from docforge.model import Answer, Conclusion, Evidence, Field, Flag, Row, Submission, Value
from docforge.place import Place
from docforge.sheets.findings import CONCLUSIONS
from docforge.sheets.review import EMPTIED, ReviewRow
from docforge.sheets.review_pages import PAGES

_CLEARABLE = frozenset({FlagClass.READING, FlagClass.IDENTITY, FlagClass.PACKAGE})
PAGE_DOUBTS = frozenset({"pages_paired", "page_missing", "page_twice", "code_unread"})
"""The codes of what is not certain about which pages of a stack make a form."""
_JUDGED = frozenset({"conform_with_problem", "nonconform_with_praise"})


def clearable(code: str) -> bool:
    """Whether a person's word ends a doubt.

    A contradiction in the content stays until the content is put right, but whether words tell
    of a problem is a judgement, in which the person knows better than the phrase list.
    """
    return code in FLAGS and (FLAGS[code].flag_class in _CLEARABLE or code in _JUDGED)


_WORDS = {str(each): word for each, word in CONCLUSIONS.items()} | {"present": "有", "absent": "无"}
_UNDECIDED = frozenset({Conclusion.CONFLICT, Conclusion.UNKNOWN})


class Doubts(NamedTuple):
    """The rows of the two sheets."""

    review: list[ReviewRow]
    hints: list[ReviewRow]


Clip = Callable[[Submission, Place | None], bytes]
"""Gives a picture of a place on a scan, or nothing."""


def _no_picture(_submission: Submission, _place: Place | None) -> bytes:
    return b""


def doubts(
    submissions: Iterable[Submission], catalogue: Catalogue, clip: Clip = _no_picture
) -> Doubts:
    """Every flagged value of the submissions, those that must be looked at apart.

    Of each form the least sure comes first. `clip` gives the picture beside a value.
    """
    found = Doubts([], [])
    for submission in submissions:
        by_path: dict[str, list[Flag]] = {}
        for path, flag in submission.flagged():
            by_path.setdefault(path, []).append(flag)
        for path, flags in sorted(by_path.items(), key=lambda each: _surety(submission, each[0])):
            row = _row(submission, path, flags, catalogue, clip)
            (found.review if any(flag.wants_review for flag in flags) else found.hints).append(row)
    return found


def _surety(submission: Submission, path: str) -> float:
    """How sure the value at a path is; what concerns the whole form comes before all values."""
    evidence = spot_of(submission, path).evidence
    return evidence.confidence if evidence else 0.0 if not path else 1.0


def _row(
    submission: Submission, path: str, flags: list[Flag], catalogue: Catalogue, clip: Clip
) -> ReviewRow:
    spot = spot_of(submission, path)
    correctable = _correctable(submission, path, catalogue)
    choices = forms.choices(submission, path, catalogue) if correctable else ()
    offered = tuple(_word(each) for each in spot.evidence.alternatives) if spot.evidence else ()
    place = next((flag.place for flag in flags if flag.place), None)
    if spot.evidence and spot.evidence.place:
        place = spot.evidence.place
    settled = [
        flag
        for flag in flags
        if clearable(flag.code) and (flag.wants_review or flag.code in _JUDGED)
    ]
    return ReviewRow(
        submission=submission.id,
        path=path,
        codes=tuple(dict.fromkeys(flag.code for flag in flags)),
        file=submission.source.name,
        enterprise=spot.enterprise or submission.text("enterprise_name"),
        place=spoken(place),
        label=forms.label(path, catalogue, submission) if path else _("the whole form"),
        text=spot.text,
        read=spot.read,
        why="\n".join(dict.fromkeys(_reasons(flags, place))),
        alternatives="；".join(offered),
        choices=tuple(dict.fromkeys((*choices, *offered, EMPTIED))) if choices or offered else (),
        correctable=correctable,
        describable=path.startswith("answers/") and path.endswith("/conclusion"),
        confirmable=bool(settled) and spot.read_whole,
        picture=clip(submission, place),
    )


def _reasons(flags: list[Flag], place: Place | None) -> Iterator[str]:
    """What is doubted; where it is about pages, the sheet on which these can be moved."""
    yield from (_told(flag, place) for flag in flags)
    if any(flag.code in PAGE_DOUBTS for flag in flags):
        yield _("(its pages stand on sheet {sheet})").format(sheet=PAGES)


def _told(flag: Flag, shown: Place | None) -> str:
    """A flag's message, with its own place where the row shows another one."""
    if flag.place is None or flag.place == shown:
        return flag.message
    return _("{place}: {message}").format(place=spoken(flag.place), message=flag.message)


def _correctable(submission: Submission, path: str, catalogue: Catalogue) -> bool:
    """Whether a value stands at a path that a person can put in words."""
    kind, _sep, rest = path.partition("/")
    if kind == "findings":  # those of a checklist follow from its answers
        form = submission.form.id
        return form is not None and catalogue.get(form).kind == "summary"
    if kind == "rows":
        return "/" in rest
    return kind in ("fields", "answers")


class Spot(NamedTuple):
    """What stands at a path: its evidence, what was read there, the item's text.

    `read_whole` tells whether something was read that a person can confirm.
    """

    evidence: Evidence | None = None
    read: str = ""
    text: str = ""
    enterprise: str = ""
    read_whole: bool = True


def spot_of(submission: Submission, path: str) -> Spot:
    """What stands at a path. Raises KeyError where the submission has no such place."""
    match path.split("/", 2):
        case [""]:
            return Spot()
        case ["fields", key]:
            return _field_spot(submission.fields[key])
        case ["answers", item, part] if part in ("conclusion", "record", "remark"):
            answer = submission.answer(item)
            if answer is not None:
                return _answer_spot(answer, part)
        case ["rows", number, *rest]:
            row = _row_at(submission, number)
            if not rest:
                return Spot(enterprise=_name_in(row))
            return _field_spot(row.cells[rest[0]])._replace(enterprise=_name_in(row))
        case ["findings", *rest]:
            wanted = "/".join(rest)
            for finding in submission.findings:
                if finding.id == wanted:
                    return Spot(read=finding.description, text=finding.section)
    raise KeyError(path)


def _row_at(submission: Submission, number: str) -> Row:
    if not number.isdecimal() or not 1 <= int(number) <= len(submission.rows):
        raise KeyError(number)
    return submission.rows[int(number) - 1]


def _name_in(row: Row) -> str:
    name = row.cells.get("enterprise_name")
    return str(name.value or name.raw) if name else ""


def _field_spot(field: Field) -> Spot:
    understood, raw = _value_in_words(field.value), field.raw.strip()
    if understood and raw and normal(understood) != normal(raw):
        read = f"{understood}\n（{raw}）"
    else:
        read = raw or understood
    return Spot(evidence=field, read=read, read_whole=field.value is not None)


def _value_in_words(value: Value) -> str:
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else _word(str(value))


def _word(value: str) -> str:
    """A value as a clerk would choose it; what is no code of docforge's stays as it is."""
    return _WORDS.get(value, value)


def _answer_spot(answer: Answer, part: str) -> Spot:
    evidence: Evidence = getattr(answer.evidence, part)
    if part == "conclusion":
        word = CONCLUSIONS[answer.conclusion]
        record = f"检查记录：{answer.record}" if answer.record else ""
        read = "\n".join(filter(None, (word, " ".join(evidence.raw.split()), record)))
        whole = answer.conclusion not in _UNDECIDED
    else:
        value: str | None = getattr(answer, part)
        read = value or evidence.raw
        whole = value is not None or not evidence.raw.strip()
    return Spot(evidence=evidence, read=read, text=answer.text, read_whole=whole)


def spoken(place: Place | None) -> str:
    """A place as a clerk would say it."""
    if place is None:
        return ""
    if place.sheet is not None:
        return str(place)
    parts = []
    for number, words in (
        (place.page, _("page {number}")),
        (place.table, _("table {number}")),
        (place.row, _("row {number}")),
        (place.column, _("column {number}")),
        (place.paragraph, _("paragraph {number}")),
    ):
        if number is not None:
            parts.append(words.format(number=number))
    return " ".join(parts)
