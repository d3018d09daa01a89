"""The report for people: file by file, place by place, the words shown, what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.reporting.run import Checked, Run, shown
from docforge.messages import marked as N_
from docforge.messages import translate as _

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_NAMES = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.INFO: N_("note"),
}
_LONGEST = 100


def written(run: Run) -> str:
    """The whole report."""
    return "\n".join(line for line in _lines(run)) + "\n"


def _lines(run: Run) -> Iterator[str]:
    for checked in run.files:
        if checked.findings:
            yield from _file(run, checked)
            yield ""
    yield summary(run)


def _file(run: Run, checked: Checked) -> Iterator[str]:
    yield _styled(run, shown(checked.path), bold=True)
    place = None
    for each in checked.findings:
        where = each.spot.where or _("the file")
        if where != place:
            place = where
            yield f"  {where}"
        name = _styled(run, _(_NAMES[each.severity]), fg=_COLOURS[each.severity])
        yield f"    {name} {each.code}  {_plain(each.message)}"
        if words := _words(each):
            yield f"        {words}"
        if each.remedy:
            yield f"        → {_plain(each.remedy)}"


def _words(each: Diagnostic) -> str:
    """The words concerned in their paragraph, unless the message shows them already."""
    words = _plain(each.context)
    if not words:
        words = _plain(each.text)
    if not words or words in _plain(each.message):
        return ""
    found = words.find(_plain(each.text)) if each.text else 0
    begin = max(0, found - _LONGEST // 3) if len(words) > _LONGEST else 0
    cut = words[begin : begin + _LONGEST]
    before, after = "…" if begin else "", "…" if begin + _LONGEST < len(words) else ""
    return f"{before}{cut}{after}"


def summary(run: Run) -> str:
    """One line that says how many of what."""
    counts = run.counts
    told = _("{files} files: {errors} errors, {warnings} warnings, {notes} notes.").format(
        files=len(run.files),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.INFO],
    )
    mendable = sum(each.mendable for each in run.findings)
    if mendable:
        told += " " + _("{count} can be mended with --fix.").format(count=mendable)
    allowed = sum(len(each.allowed) for each in run.files)
    if allowed:
        told += " " + _("{count} are allowed.").format(count=allowed)
    known = sum(each.known for each in run.files)
    if known:
        told += " " + _("{count} are in the baseline.").format(count=known)
    return told


def _plain(text: str) -> str:
    """On one line, without what a terminal would obey."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()


def _styled(run: Run, text: str, *, fg: str | None = None, bold: bool = False) -> str:
    return click.style(text, fg=fg, bold=bold) if run.coloured else text
