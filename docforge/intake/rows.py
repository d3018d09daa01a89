"""Findings as flat rows, for tables: one row an answer, a finding of a summary, or a register's
enterprise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docforge.model import Answer, Evidence, Failure, Finding, Flag, Submission
from docforge.place import Place

COLUMNS: tuple[str, ...] = (
    "file",
    "submission",
    "form",
    "enterprise_name",
    "uscc",
    "licence_no",
    "inspected_on",
    "kind",
    "item",
    "section",
    "text",
    "conclusion",
    "record",
    "remark",
    "finding",
    "serious",
    "corrected_on_site",
    "place",
    "by",
    "flags",
    "error",
)
"""The columns of the table; the keys of the JSON, so that both can be joined."""

Row = dict[str, str]
_HEAD = ("enterprise_name", "uscc", "licence_no", "inspected_on")


def flat_rows(line: Submission | Failure) -> Iterator[Row]:
    """The rows of one line; at least one, so that no source gets lost in a table."""
    if isinstance(line, Failure):
        yield {"file": line.source.name, "kind": "error", "error": line.error.message}
        return
    head = {"file": line.source.name, "submission": line.id, "form": line.form.id or ""}
    head |= {key: line.text(key) for key in _HEAD if line.text(key)}
    head["flags"] = _codes(line.flags)
    body = list(_body(line))
    for row in body or [{"kind": "form"}]:
        yield {**head, **row}


def _body(submission: Submission) -> Iterator[Row]:
    of_item: dict[str, list[Finding]] = {}
    answered = {answer.item for answer in submission.answers}
    for finding in submission.findings:
        # A finding at a clause (6.method.3) belongs to the clause's item.
        item = finding.item if finding.item in answered else finding.item.partition(".")[0]
        of_item.setdefault(item if item in answered else finding.item, []).append(finding)
    for answer in submission.answers:
        yield _answer_row(answer, of_item.pop(answer.item, []))
    for findings in of_item.values():
        for finding in findings:
            yield _finding_row(finding)
    for row in submission.rows:
        cells = {key: str(cell.value) for key, cell in row.cells.items() if cell.value is not None}
        known = {key: cells[key] for key in _HEAD if key in cells}
        rest = "；".join(f"{key}={value}" for key, value in cells.items() if key not in known)
        yield {
            "kind": "row",
            **known,
            "record": rest,
            "place": _shown(row.place),
            "flags": _codes(row.flags, *(cell.flags for cell in row.cells.values())),
        }


def _answer_row(answer: Answer, findings: list[Finding]) -> Row:
    evidence = answer.evidence
    return {
        "kind": "answer",
        "item": answer.item,
        "section": answer.section,
        "text": answer.text,
        "conclusion": str(answer.conclusion),
        "record": answer.record or "",
        "remark": answer.remark or "",
        "finding": "\n".join(finding.description for finding in findings),
        "serious": _truth(answer.serious),
        "corrected_on_site": _truth(any(finding.corrected_on_site for finding in findings)),
        "place": _shown(evidence.conclusion.place or evidence.record.place),
        "by": _by(evidence.conclusion, evidence.record),
        "flags": _codes(
            evidence.conclusion.flags,
            evidence.record.flags,
            evidence.remark.flags,
            *(finding.flags for finding in findings),
        ),
    }


def _finding_row(finding: Finding) -> Row:
    return {
        "kind": "finding",
        "item": finding.item,
        "section": finding.section,
        "finding": finding.description,
        "serious": _truth(finding.serious),
        "corrected_on_site": _truth(finding.corrected_on_site),
        "place": _shown(finding.place),
        "flags": _codes(finding.flags),
    }


def _truth(value: bool | None) -> str:
    return {True: "true", False: "false", None: ""}[value]


def _shown(place: Place | None) -> str:
    return str(place) if place else ""


def _by(*evidence: Evidence) -> str:
    """Who said it: a person or the list where either had a hand in it, else the machine."""
    said = {str(each.by) for each in evidence} - {"machine"}
    return "+".join(sorted(said)) or "machine"


def _codes(*groups: Iterable[Flag]) -> str:
    return " ".join(dict.fromkeys(flag.code for group in groups for flag in group))
