"""The scans that findings were read from, found again by their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docforge.batch.resuming import fingerprint
from docforge.batch.walking import find_sources
from docforge.errors import UsageError
from docforge.messages import translate as _
from docforge.model import Submission


@dataclass(frozen=True)
class FoundSources:
    """By the SHA-256 of what was read: the file that holds it, or one of its name that does not."""

    paths: Mapping[str, Path]
    changed: Mapping[str, Path]

    def fault(self, sha256: str, name: str) -> str | None:
        """Why a source cannot be read again; None where it can."""
        if sha256 in self.paths:
            return None
        if sha256 in self.changed:
            return _("{path} is no longer the file that was read; give that one").format(
                path=self.changed[sha256]
            )
        return _("{name} is needed to read its pages anew; say with --sources where it is").format(
            name=name
        )

    def named(self, submissions: Iterable[Submission]) -> Iterator[tuple[Path, str]]:
        """The files that were found, with the names by which submissions call them."""
        for sha256, name in _wanted(submissions).items():
            if sha256 in self.paths:
                yield self.paths[sha256], name


def found_sources(
    submissions: Iterable[Submission], given: Iterable[Path], beside: Iterable[Path]
) -> FoundSources:
    """Where the scanned sources of submissions lie: in what was given, whatever they are called
    there, or under their own names in the folders `beside`.

    Raises UsageError where something given does not exist.
    """
    wanted = _wanted(submissions)
    given = tuple(given)
    for path in given:
        if not path.exists():
            raise UsageError(_("there is no such file or folder"), source=str(path))
    files = [source.path for source in find_sources(given)]
    folders = tuple(beside)
    paths: dict[str, Path] = {}
    changed: dict[str, Path] = {}
    for sha256, name in wanted.items():
        own = PurePosixPath(name).name
        likely = [path for path in files if path.name == own]
        likely += [path for folder in folders if (path := folder / name).is_file()]
        for path in likely:
            if fingerprint(path) == sha256:
                paths.setdefault(sha256, path)
            else:
                changed.setdefault(sha256, path)
    if wanted.keys() - paths.keys():
        for path in files:  # renamed since
            paths.setdefault(fingerprint(path), path)
    return FoundSources(paths, changed)


def _wanted(submissions: Iterable[Submission]) -> dict[str, str]:
    return {
        each.source.sha256: each.source.name
        for each in submissions
        if each.source.read_as and each.source.sha256
    }
