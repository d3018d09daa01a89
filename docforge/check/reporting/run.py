"""A run of the check over files: what reporters write down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docforge.check.diagnostic import Diagnostic, Severity


@dataclass(frozen=True)
class Checked:
    """One file: its findings, those that are allowed with their reasons, and how many the
    baseline held."""

    path: Path
    findings: tuple[Diagnostic, ...] = ()
    allowed: tuple[tuple[Diagnostic, str], ...] = ()
    known: int = 0


@dataclass(frozen=True)
class Run:
    """All files of a run. From `fail_on` on a finding makes the run fail."""

    files: tuple[Checked, ...]
    fail_on: Severity = Severity.ERROR
    seconds: float = 0.0
    coloured: bool = False

    @property
    def findings(self) -> Iterator[Diagnostic]:
        """All findings, file by file."""
        for each in self.files:
            yield from each.findings

    @property
    def counts(self) -> dict[Severity, int]:
        """How many findings there are of each severity."""
        counted = Counter(each.severity for each in self.findings)
        return {severity: counted[severity] for severity in Severity}

    def fails(self, found: Diagnostic) -> bool:
        """Whether a finding makes the run fail."""
        return found.severity.rank <= self.fail_on.rank

    @property
    def failed(self) -> bool:
        """Whether any finding does."""
        return any(self.fails(each) for each in self.findings)


def shown(path: Path) -> str:
    """A path as reports write it: from the working directory, with slashes."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
