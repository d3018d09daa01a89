"""A person's word that what was read stands: the doubt ends, the value stays."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from docforge.intake.doubts import PAGE_DOUBTS, clearable, spot_of
from docforge.model import By, Evidence, Flag, Submission

Kept = TypeVar("Kept", bound=Evidence)


def confirmable(submission: Submission, path: str, codes: Collection[str]) -> bool:
    """Whether a person's word can end one of these doubts at a path.

    It cannot where nothing was read (a mark that tells nothing, a damaged date), nor where the
    content contradicts itself: there the right value must be given.
    """
    return any(map(clearable, codes)) and spot_of(submission, path).read_whole


def confirm(submission: Submission, path: str, codes: Collection[str]) -> Submission:
    """The submission with the value at `path` confirmed by a person and these doubts ended.

    Only flags of `codes` go, so that a doubt which the person was not shown stays. Raises
    KeyError where the submission has no such place.
    """
    spot_of(submission, path)
    kind, _sep, rest = path.partition("/")
    if kind == "fields":
        fields = dict(submission.fields)
        fields[rest] = _confirmed(fields[rest], codes)
        return submission.model_copy(update={"fields": fields})
    if kind == "answers":
        item, _slash, part = rest.partition("/")
        return _in_answer(submission, item, part, codes)
    if kind == "rows":
        return _in_row(submission, rest, codes)
    if kind == "findings":
        return _in_finding(submission, rest, codes)
    confirmed = submission.model_copy(update={"flags": _left(submission.flags, codes)})
    if PAGE_DOUBTS.isdisjoint(codes):
        return confirmed
    source = submission.source.model_copy(update={"pages_by": By.PERSON})
    return confirmed.model_copy(update={"source": source})


def _in_answer(submission: Submission, item: str, part: str, codes: Collection[str]) -> Submission:
    answers = []
    for answer in submission.answers:
        if answer.item == item:
            evidence = _confirmed(getattr(answer.evidence, part), codes)
            parts = answer.evidence.model_copy(update={part: evidence})
            answer = answer.model_copy(update={"evidence": parts})
        answers.append(answer)
    return submission.model_copy(update={"answers": tuple(answers)})


def _in_row(submission: Submission, rest: str, codes: Collection[str]) -> Submission:
    number, _sep, key = rest.partition("/")
    rows = list(submission.rows)
    row = rows[int(number) - 1]
    if key:
        cells = {**row.cells, key: _confirmed(row.cells[key], codes)}
        row = row.model_copy(update={"cells": cells})
    else:
        row = row.model_copy(update={"flags": _left(row.flags, codes)})
    rows[int(number) - 1] = row
    return submission.model_copy(update={"rows": tuple(rows)})


def _in_finding(submission: Submission, wanted: str, codes: Collection[str]) -> Submission:
    findings = tuple(
        finding.model_copy(update={"flags": _left(finding.flags, codes)})
        if finding.id == wanted
        else finding
        for finding in submission.findings
    )
    return submission.model_copy(update={"findings": findings})


def _confirmed(evidence: Kept, codes: Collection[str]) -> Kept:
    return evidence.model_copy(update={"by": By.PERSON, "flags": _left(evidence.flags, codes)})


def _left(flags: tuple[Flag, ...], codes: Collection[str]) -> tuple[Flag, ...]:
    return tuple(flag for flag in flags if flag.code not in codes or not clearable(flag.code))
