"""What a person said of a value stays said when its page is read again in another form.

A person's word stands at a place on paper. It goes wherever that page goes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from docforge.intake.doubts import spot_of
from docforge.model import Answer, By, Conclusion, Evidence, Field, Submission
from docforge.place import Place

_PARTS = ("conclusion", "record", "remark")


@dataclass(frozen=True)
class Said:
    """A value that a person corrected or confirmed: the page on which it stood, what was said."""

    submission: str
    path: str
    page: int | None
    evidence: Evidence
    value: Conclusion | str | None = None
    """Of an answer's part; a field carries its value itself."""


def page_of(submission: Submission, path: str) -> int | None:
    """The page of the source to which the value at a path belongs; None for what has none.

    What stands nowhere on the paper (a credit code that the list gave, an item whose page is
    missing) belongs to whom the form is about: to the page that names the enterprise.
    """
    kind, *rest = path.split("/")
    if kind not in ("fields", "answers", "rows") or (kind == "rows" and len(rest) < 2):
        return None
    place = _place(submission, path)
    return place.page if place and place.page else _head(submission)


def _place(submission: Submission, path: str) -> Place | None:
    """Of an empty part of an answer: where the others stand; of a cell: its row's."""
    kind, key, *_rest = path.split("/")
    evidence = spot_of(submission, path).evidence
    if evidence is not None and evidence.place is not None:
        return evidence.place
    if kind == "rows":
        return submission.rows[int(key) - 1].place
    answer = submission.answer(key) if kind == "answers" else None
    parts = (getattr(answer.evidence, part).place for part in _PARTS) if answer else ()
    return next(filter(None, parts), None)


def _head(submission: Submission) -> int | None:
    name = submission.fields.get("enterprise_name")
    if name is not None and name.place is not None and name.place.page:
        return name.place.page
    pages = [page for page in submission.source.read_as if page.role == "page"]
    return min(pages, key=lambda page: (page.number, page.page)).page if pages else None


def said_by_persons(submission: Submission) -> Iterator[Said]:
    """Every value of a submission that is a person's word."""

    def said(path: str, evidence: Evidence, value: Conclusion | str | None = None) -> Said:
        return Said(submission.id, path, page_of(submission, path), evidence, value)

    for key, field in submission.fields.items():
        if field.by is By.PERSON:
            yield said(f"fields/{key}", field)
    for answer in submission.answers:
        for part in _PARTS:
            evidence: Evidence = getattr(answer.evidence, part)
            if evidence.by is By.PERSON:
                yield said(f"answers/{answer.item}/{part}", evidence, getattr(answer, part))
    for number, row in enumerate(submission.rows, start=1):
        for key, cell in row.cells.items():
            if cell.by is By.PERSON:
                yield said(f"rows/{number}/{key}", cell)


def carried(
    submission: Submission,
    pages: Collection[int],
    said: Iterable[Said],
    kept: set[tuple[str, str]],
) -> Submission:
    """A submission that was read anew from `pages`, with what persons said of values on them.

    Of what found its place, (submission, path) is added to `kept`.
    """
    for each in said:
        changed = _with(submission, each) if each.page in pages else None
        if changed is not None:
            kept.add((each.submission, each.path))
            submission = changed
    return submission


def _with(submission: Submission, said: Said) -> Submission | None:
    kind, _sep, rest = said.path.partition("/")
    if kind == "answers":
        return _in_answer(submission, said, *rest.split("/"))
    assert isinstance(said.evidence, Field)
    if kind == "rows":
        return _in_row(submission, said.evidence, rest.partition("/")[2])
    return submission.model_copy(update={"fields": {**submission.fields, rest: said.evidence}})


def _in_answer(submission: Submission, said: Said, item: str, part: str) -> Submission | None:
    if submission.answer(item) is None:
        return None

    def changed(answer: Answer) -> Answer:
        evidence = answer.evidence.model_copy(update={part: said.evidence})
        return answer.model_copy(update={part: said.value, "evidence": evidence})

    answers = tuple(changed(each) if each.item == item else each for each in submission.answers)
    return submission.model_copy(update={"answers": answers})


def _in_row(submission: Submission, cell: Field, key: str) -> Submission | None:
    """A register's rows are counted anew; the same place is the same cell."""
    for index, row in enumerate(submission.rows):
        if key in row.cells and row.cells[key].place == cell.place:
            rows = list(submission.rows)
            rows[index] = row.model_copy(update={"cells": {**row.cells, key: cell}})
            return submission.model_copy(update={"rows": tuple(rows)})
    return None
