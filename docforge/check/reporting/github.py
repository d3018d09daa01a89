"""Workflow commands, by which GitHub Actions shows findings beside a change."""

from __future__ import annotations

from docforge.check.diagnostic import Severity
from docforge.check.reporting.run import Run, shown
from docforge.check.reporting.text import summary

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def written(run: Run) -> str:
    """A command a finding, and a line that sums up."""
    lines = []
    for checked in run.files:
        for each in checked.findings:
            message = f"{each.spot.where}: {each.message}" if each.spot.where else each.message
            if each.remedy:
                message += f"\n{each.remedy}"
            properties = {
                "file": shown(checked.path),
                "line": str(each.spot.line or 1),
                "title": f"docforge {each.code}",
            }
            given = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
            lines.append(f"::{_COMMANDS[each.severity]} {given}::{_data(message)}")
    lines.append(_data(summary(run)))
    return "\n".join(lines) + "\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
