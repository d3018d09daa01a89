"""What the check found, for people and for programs: text, json, sarif, junit, github."""

from __future__ import annotations

from collections.abc import Callable

from docforge.check.reporting import github, json_report, junit, sarif, text
from docforge.check.reporting.run import Run

__all__ = ["FORMATS", "Run"]

FORMATS: dict[str, Callable[[Run], str]] = {
    "text": text.written,
    "json": json_report.written,
    "sarif": sarif.written,
    "junit": junit.written,
    "github": github.written,
}
"""Every format by its name, and what writes a run in it."""
