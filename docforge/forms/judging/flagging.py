"""Putting flags at the values they doubt, and taking them back; submissions are frozen."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from docforge.model import (
    Answer,
    Evidence,
    Field,
    Finding,
    Flag,
    Flagged,
    Row,
    Submission,
)

Change = Callable[[str, tuple[Flag, ...]], tuple[Flag, ...]]
"""(path, the flags there) -> the flags that shall stand there."""

Held = TypeVar("Held", Evidence, Field, Row, Finding)
_PARTS = ("conclusion", "record", "remark")


def without_flags(submission: Submission, codes: Collection[str]) -> Submission:
    """The submission without flags of these codes, wherever they stand."""

    def keep(_: str, flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
        return tuple(flag for flag in flags if flag.code not in codes)

    return change_flags(submission, keep)


def with_flags(submission: Submission, flagged: Iterable[Flagged]) -> Submission:
    """The submission with more flags, each at its path; "" or an unknown path is the whole."""
    waiting: dict[str, list[Flag]] = {}
    for path, flag in flagged:
        waiting.setdefault(path, []).append(flag)
    for path in list(waiting):
        if path.startswith("fields/") and path[len("fields/") :] not in submission.fields:
            fields = {**submission.fields, path[len("fields/") :]: Field()}
            submission = submission.model_copy(update={"fields": fields})

    def add(path: str, flags: tuple[Flag, ...]) -> tuple[Flag, ...]:
        return (*flags, *waiting.pop(path, []))

    result = change_flags(submission, add)
    left = tuple(flag for flags in waiting.values() for flag in flags)
    return result.model_copy(update={"flags": (*result.flags, *left)}) if left else result


def change_flags(submission: Submission, change: Change) -> Submission:
    """The submission with the flags at every path replaced by what `change` says."""
    return submission.model_copy(
        update={
            "flags": change("", submission.flags),
            "fields": _fields(submission.fields, "fields", change),
            "answers": tuple(_answer(answer, change) for answer in submission.answers),
            "findings": tuple(
                _held(finding, f"findings/{finding.id}", change) for finding in submission.findings
            ),
            "rows": tuple(
                _row(row, f"rows/{number}", change)
                for number, row in enumerate(submission.rows, start=1)
            ),
        }
    )


def _held(held: Held, path: str, change: Change) -> Held:
    flags = change(path, held.flags)
    return held if flags == held.flags else held.model_copy(update={"flags": flags})


def _fields(fields: Mapping[str, Field], path: str, change: Change) -> dict[str, Field]:
    return {key: _held(field, f"{path}/{key}", change) for key, field in fields.items()}


def _answer(answer: Answer, change: Change) -> Answer:
    parts = {}
    for part in _PARTS:
        held: Evidence = getattr(answer.evidence, part)
        changed = _held(held, f"answers/{answer.item}/{part}", change)
        if changed is not held:
            parts[part] = changed
    if not parts:
        return answer
    evidence = answer.evidence.model_copy(update=parts)
    return answer.model_copy(update={"evidence": evidence})


def _row(row: Row, path: str, change: Change) -> Row:
    return _held(row, path, change).model_copy(update={"cells": _fields(row.cells, path, change)})
