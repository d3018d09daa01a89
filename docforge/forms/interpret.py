"""layout.Document -> Submission: the kind of form decides who reads it, the rules judge it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from docforge.forms.definitions.catalogue import Catalogue
from docforge.forms.definitions.definition import Definition
from docforge.forms.generic import generic_tables
from docforge.forms.judging.derive import derive
from docforge.forms.judging.flagging import with_flags
from docforge.forms.judging.legibility import hard_to_read
from docforge.forms.kinds.checklist import read_checklist
from docforge.forms.kinds.issue_summary import read_issue_summary
from docforge.forms.kinds.reading import Reading
from docforge.forms.kinds.register import read_register
from docforge.forms.recognise import SURE, Recognition
from docforge.layout import Document, Notice, NoticeCode, Table
from docforge.model import (
    Flag,
    Flagged,
    FormMatch,
    Source,
    Submission,
    Way,
    flag,
)
from docforge.place import Place

_READERS: dict[str, Callable[[Document, Definition, Catalogue], Reading]] = {
    "checklist": read_checklist,
    "summary": read_issue_summary,
    "register": read_register,
}
_NOTICE_FLAGS = {
    NoticeCode.PICTURE_PAGE: "picture_page",
    NoticeCode.HIDDEN: "hidden",
    NoticeCode.COMMENT: "comment",
    NoticeCode.FOOTNOTE: "footnote",
    NoticeCode.CONVERTED: "converted",
    NoticeCode.TRACKED_CHANGE: "tracked_changes",
    NoticeCode.FORMULA_WITHOUT_VALUE: "formula_without_value",
    NoticeCode.VALUE_DIFFERS: "value_differs",
    NoticeCode.DITTO: "ditto",
    NoticeCode.PICTURE: "picture",
    NoticeCode.CONTROLS_UNREAD: "controls_unread",
    NoticeCode.UNMAPPED_GLYPH: "unmapped_glyph",
    NoticeCode.CODE_CONTRADICTED: "code_contradicted",
}


def interpret(
    document: Document,
    recognition: Recognition,
    catalogue: Catalogue,
    source: Source,
    submission_id: str,
    way: Way = "digital",
) -> Submission:
    """A document of one form as a Submission; an unknown form gives its tables.

    `way` says how the document was read: scans are read against a blank, or by their text.
    """
    form = recognition.form
    if form is None:
        return unknown(document, recognition, source, submission_id, catalogue, way)
    reading = _READERS[form.kind](document, form, catalogue)
    flags = [*reading.flags]
    if recognition.score < SURE:
        flags.append(flag("form_doubtful", form=form.title, score=recognition.score))
    submission = Submission(
        id=submission_id,
        source=source,
        form=FormMatch(id=form.id, title=form.title, score=recognition.score, way=way),
        fields=reading.fields,
        answers=reading.answers,
        findings=tuple(
            finding.model_copy(update={"id": f"{submission_id}/{finding.id}"})
            for finding in reading.findings
        ),
        rows=reading.rows,
        flags=tuple(flags),
    )
    if way != "digital":
        submission = with_flags(submission, hard_to_read(submission, form))
    return derive(with_flags(submission, _noticed(document, submission)), catalogue)


def unknown(
    document: Document,
    recognition: Recognition,
    source: Source,
    submission_id: str,
    catalogue: Catalogue,
    way: Way = "digital",
) -> Submission:
    """What is none of the known forms: its tables, and which form came nearest."""
    flags = []
    if recognition.nearest is not None:
        nearest = recognition.nearest.id
        flags.append(flag("form_unknown", nearest=nearest, score=recognition.score))
    submission = Submission(
        id=submission_id,
        source=source,
        form=FormMatch(id=None, score=recognition.score, way=way),
        tables=generic_tables(document, catalogue.labels),
        flags=tuple(flags),
    )
    return with_flags(submission, _noticed(document, submission))


def _noticed(document: Document, submission: Submission) -> Iterator[Flagged]:
    """Readers' notices as flags, at the value that stands in the same place where there is one."""
    places = dict(_places(submission))
    seen: set[tuple[str, Place | None]] = set()
    for notice in document.notices:
        if notice.code is NoticeCode.SEAL:
            continue  # read as a field
        code = _NOTICE_FLAGS[notice.code]
        if (code, notice.place) in seen:
            continue
        seen.add((code, notice.place))
        yield Flagged(places.get(notice.place, "") if notice.place else "", _flag(code, notice))
    told = {
        f"answers/{answer.item}/{part}"
        for answer in submission.answers
        for part in ("conclusion", "record")
        if any(one.code == "hidden" for one in answer.evidence.conclusion.flags)
    }
    yield from _hidden(document, {at: path for at, path in places.items() if path not in told})


def _hidden(document: Document, places: Mapping[Place, str]) -> Iterator[Flagged]:
    """Values in hidden rows and columns; of a hidden sheet a notice tells once."""
    for page in document.pages:
        tables = () if page.hidden else page.blocks
        for table in tables:
            for cell in table.cells if isinstance(table, Table) else ():
                path = places.get(cell.place) if cell.hidden and cell.place else None
                if path is not None and cell.raw.strip():
                    shown = " ".join(cell.raw.split())[:40]
                    yield Flagged(path, flag("hidden", cell.place, raw=shown))


def _flag(code: str, notice: Notice) -> Flag:
    page = notice.place.page if notice.place and notice.place.page else ""
    return flag(code, notice.place, raw=notice.detail, page=page)


def _places(submission: Submission) -> Iterable[tuple[Place, str]]:
    """Where each value stands; the record goes before the conclusion where both share a cell."""
    for number, row in enumerate(submission.rows, start=1):
        for key, cell in row.cells.items():
            if cell.place is not None:
                yield cell.place, f"rows/{number}/{key}"
    for answer in submission.answers:
        for part in ("conclusion", "record"):
            place = getattr(answer.evidence, part).place
            if place is not None:
                yield place, f"answers/{answer.item}/{part}"
    for key, field in submission.fields.items():
        if field.place is not None:
            yield field.place, f"fields/{key}"
