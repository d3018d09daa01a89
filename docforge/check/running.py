"""The check over many files: which, with which settings, in several processes where it pays."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from docforge import data
from docforge.batch.running import run as run_jobs
from docforge.batch.walking import find_sources
from docforge.check.baseline import Baseline, beyond
from docforge.check.diagnostic import Severity
from docforge.check.examining import UNREADABLE, Examined, Settings, examined
from docforge.check.file import said
from docforge.check.project import Project
from docforge.check.reporting.run import Checked, Run
from docforge.check.subject import FORM_SUFFIXES
from docforge.messages import translate as _

_WORD = frozenset({".docx", ".doc", ".dot", ".dotx", ".dotm", ".docm", ".wps", ".wpt"})
_FORM = b"docforge: form@1"
_WORTH_A_PROCESS = 300
"""Fewer files than this are checked sooner than a second process starts."""

Job = tuple[Path, Settings]


@dataclass(frozen=True)
class Plan:
    """What a run looks at, and what it leaves out. `layout` is slow, so there processes pay."""

    paths: tuple[Path, ...]
    settings: Settings
    project: Project = field(default_factory=Project)
    fail_on: Severity = Severity.ERROR
    baseline: tuple[Path, Baseline] | None = None
    processes: int | None = None

    def jobs(self) -> list[Job]:
        """The files, each with its settings."""
        found = []
        for path in self.paths:
            ignored = self.settings.ignored | self.project.ignored_in(path)
            found.append((path, replace(self.settings, ignored=ignored)))
        return found


def word_files(given: Iterable[Path]) -> list[Path]:
    """The files to look at: those that are named, and what Word can open in the folders, and the
    definitions of forms there."""
    return [each.path for each in find_sources(given, lambda path: not _is_checked(path))]


def _is_checked(path: Path) -> bool:
    if path.suffix.lower() in FORM_SUFFIXES:
        return _FORM in _head(path)
    return path.suffix.lower() in _WORD


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(400)
    except OSError:
        return b""


def usual_paths(project: Project) -> list[Path]:
    """Where templates lie when nobody says: as the project says, else in its folder of templates,
    else those that docforge ships."""
    if project.paths:
        return [project.root / each for each in project.paths]
    *own, shipped = data.folders("templates")
    return own or [shipped]


def run(plan: Plan, step: Callable[[str], None] = lambda _name: None) -> tuple[Run, list[Examined]]:
    """All files looked at, in their order. `step` is told of each that is done."""
    started = time.perf_counter()
    jobs = plan.jobs()
    results: list[Examined] = []
    for job, result in run_jobs(jobs, _examined, processes=_processes(plan, len(jobs))):
        results.append(result if result is not None else _died(job[0]))
        step(job[0].name)
    return reported(plan, results, time.perf_counter() - started), results


def _processes(plan: Plan, count: int) -> int:
    if plan.processes is not None:
        return min(plan.processes, max(1, count))
    if plan.settings.layout and count > 1:
        return min(os.cpu_count() or 1, count)
    return 1 if count < _WORTH_A_PROCESS else min(os.cpu_count() or 1, count)


def _examined(job: Job) -> Examined:
    return examined(*job)


def _died(path: Path) -> Examined:
    told = _("ended the process that read it; it may be too large for the memory.")
    return Examined(path, (said(UNREADABLE, told, path),))


def reported(plan: Plan, results: Sequence[Examined], seconds: float = 0.0) -> Run:
    """What a run found, without what the baseline holds."""
    checked = []
    for each in results:
        findings = list(each.findings)
        if plan.baseline is not None:
            where, known = plan.baseline
            findings = beyond(known, where, each.path, findings)
        hidden = len(each.findings) - len(findings)
        checked.append(Checked(each.path, tuple(findings), each.allowed, hidden))
    return Run(tuple(checked), plan.fail_on, seconds)
