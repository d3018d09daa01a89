"""SARIF 2.1.0 (OASIS Standard, 27 March 2020), which code hosts show beside the files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import docforge
from docforge.check.diagnostic import Diagnostic, Severity, fingerprints
from docforge.check.reporting.run import Checked, Run, shown
from docforge.check.rules import RULES, Rule
from docforge.messages import translate as _

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def written(run: Run) -> str:
    """The whole report."""
    rules = list(RULES.values())
    at = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "docforge",
        "version": docforge.__version__,
        "semanticVersion": docforge.__version__,
        "rules": [_rule(each) for each in rules],
    }
    results = [result for checked in run.files for result in _results(checked, at)]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [{"executionSuccessful": True}],
                "artifacts": [{"location": _location(each.path)} for each in run.files],
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    why, fix = _(rule.why), _(rule.fix)
    bad = _("Wrong: {example}").format(example=f"`{_(rule.bad)}`")
    good = _("Right: {example}").format(example=f"`{_(rule.good)}`")
    markdown = "\n\n".join((why, bad, good, fix))
    if rule.source:
        markdown += f"\n\n{rule.source}"
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.look.__name__.split("_")),
        "shortDescription": {"text": _(rule.title)},
        "fullDescription": {"text": why},
        "help": {"text": f"{why} {fix}", "markdown": markdown},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family]},
    }


def _results(checked: Checked, at: dict[str, int]) -> list[dict[str, Any]]:
    marks = fingerprints(checked.findings)
    made = [
        _result(checked.path, each, at) | {"partialFingerprints": {"docforge/v1": mark}}
        for each, mark in zip(checked.findings, marks, strict=True)
    ]
    for each, because in checked.allowed:
        allowed = {"kind": "inSource", "status": "accepted", "justification": because}
        made.append(_result(checked.path, each, at) | {"suppressions": [allowed]})
    return made


def _result(path: Path, each: Diagnostic, at: dict[str, int]) -> dict[str, Any]:
    message = f"{each.message} {each.remedy}".strip()
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": _location(path),
            # A viewer wants a line; in a Word file that is the paragraph.
            "region": {
                "startLine": each.spot.line or 1,
                "snippet": {"text": each.context or each.text or each.message},
            },
        }
    }
    if each.spot.where or each.spot.part:
        name = each.spot.where or each.spot.part
        qualified = "/".join(
            part for part in (each.spot.part, str(each.spot.place).replace(" ", "/")) if part
        )
        logical = {"name": name, "fullyQualifiedName": qualified or name, "kind": "element"}
        place["logicalLocations"] = [logical]
    result: dict[str, Any] = {
        "ruleId": each.code,
        "level": _LEVELS[each.severity],
        "message": {"text": message},
        "locations": [place],
    }
    if each.code in at:
        result["ruleIndex"] = at[each.code]
    return result


def _location(path: Path) -> dict[str, str]:
    name = shown(path)
    if Path(name).is_absolute():
        return {"uri": Path(name).as_uri()}
    return {"uri": quote(name)}
