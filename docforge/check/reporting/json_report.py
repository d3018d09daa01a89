"""The report for programs: one JSON object, described by docs/check.schema.json."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

import docforge
from docforge.check.diagnostic import Diagnostic, fingerprints
from docforge.check.reporting.run import Checked, Run, shown
from docforge.check.rules import RULES

KIND: Literal["docforge/check@1"] = "docforge/check@1"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FoundJson(_Part):
    """A finding. `where` is the place in words, `place` as numbers, `line` the paragraph's number
    in its part; `fingerprint` stays the same when the paragraph moves."""

    code: str
    family: str
    severity: Literal["error", "warning", "info"]
    message: str
    part: str
    where: str
    place: dict[str, Any]
    line: int
    text: str
    context: str
    remedy: str
    mendable: bool
    fingerprint: str


class AllowedJson(_Part):
    """A finding that is allowed, and why."""

    code: str
    message: str
    where: str
    because: str


class FileJson(_Part):
    """A file that was looked at."""

    file: str
    findings: list[FoundJson]
    allowed: list[AllowedJson]
    in_baseline: int


class CheckReport(_Part):
    """What `docforge check --format json` writes."""

    kind: Literal["docforge/check@1"] = Field(default=KIND, alias="schema")
    version: str
    failed: bool
    errors: int
    warnings: int
    notes: int
    files: list[FileJson]


def written(run: Run) -> str:
    """The whole report."""
    counts = list(run.counts.values())
    made = CheckReport(
        version=docforge.__version__,
        failed=run.failed,
        errors=counts[0],
        warnings=counts[1],
        notes=counts[2],
        files=[_file(each) for each in run.files],
    )
    return made.model_dump_json(by_alias=True, indent=2) + "\n"


def _file(checked: Checked) -> FileJson:
    marks = fingerprints(checked.findings)
    return FileJson(
        file=shown(checked.path),
        findings=[_found(*each) for each in zip(checked.findings, marks, strict=True)],
        allowed=[
            AllowedJson(
                code=each.code, message=each.message, where=each.spot.where, because=because
            )
            for each, because in checked.allowed
        ],
        in_baseline=checked.known,
    )


def _found(each: Diagnostic, fingerprint: str) -> FoundJson:
    rule = RULES.get(each.code)
    return FoundJson(
        code=each.code,
        family=rule.family if rule else "file",
        severity=each.severity.value,
        message=each.message,
        part=each.spot.part,
        where=each.spot.where,
        place=each.spot.place.as_json(),
        line=each.spot.line,
        text=each.text,
        context=each.context,
        remedy=each.remedy,
        mendable=each.mendable,
        fingerprint=fingerprint,
    )
