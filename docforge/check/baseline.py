"""Findings that were there before: kept in a file, so that only new ones count.

    {"docforge": "check-baseline@1", "files": {"docx/通知.docx": {"3f2a…": "S113 表头"}}}

They are known by what they say, not by where they stand: `diagnostic.fingerprints`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from docforge.atomic import write_atomically
from docforge.check.diagnostic import Diagnostic, fingerprints
from docforge.errors import ConfigurationError
from docforge.messages import translate as _

KIND = "check-baseline@1"
Baseline = Mapping[str, Mapping[str, str]]
"""Fingerprints and what they stand for, by file, named from the baseline's folder."""


def read_baseline(path: Path) -> Baseline:
    """Raises ConfigurationError where there is none, or it is something else."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigurationError(
            _("cannot be opened: {reason}.").format(reason=error.strerror),
            source=str(path),
            remedy=_("Make it with --write-baseline {path}.").format(path=path),
        ) from error
    except ValueError as error:
        told = _("is no baseline: {reason}").format(reason=error)
        raise ConfigurationError(told, source=str(path)) from error
    files = content.get("files") if isinstance(content, dict) else None
    if not isinstance(files, dict) or content.get("docforge") != KIND:
        told = _("is no baseline: {reason}").format(reason=f"“docforge: {KIND}”")
        raise ConfigurationError(told, source=str(path))
    return {str(name): dict(known) for name, known in files.items()}


def write_baseline(path: Path, found: Iterable[tuple[Path, Iterable[Diagnostic]]]) -> int:
    """Keep all these findings; how many there are. Raises UnwritableFile."""
    files: dict[str, dict[str, str]] = {}
    count = 0
    for file, diagnostics in found:
        listed = list(diagnostics)
        known = {
            mark: f"{each.code} {each.text or each.message}"[:120]
            for mark, each in zip(fingerprints(listed), listed, strict=True)
        }
        if known:
            files[_named(file, path)] = dict(sorted(known.items(), key=lambda item: item[1]))
            count += len(known)
    content = {"docforge": KIND, "files": dict(sorted(files.items()))}
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_atomically(path, text.encode())
    return count


def beyond(
    baseline: Baseline, path: Path, file: Path, diagnostics: Iterable[Diagnostic]
) -> list[Diagnostic]:
    """The findings of a file that the baseline at `path` does not hold."""
    known = baseline.get(_named(file, path), {})
    listed = list(diagnostics)
    marks = fingerprints(listed)
    return [each for mark, each in zip(marks, listed, strict=True) if mark not in known]


def _named(file: Path, baseline: Path) -> str:
    folder = baseline.absolute().parent
    try:
        return Path(os.path.relpath(file.absolute(), folder)).as_posix()
    except ValueError:  # on another drive
        return file.name
