"""Telling docforge's own results from returned forms, when a folder holds both."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from docforge.errors import UsageError
from docforge.intake.rows import COLUMNS
from docforge.messages import translate as _
from docforge.model import SCHEMA

_LINE = f'{{"schema":"{SCHEMA}"'.encode()
_TABLE = ",".join(COLUMNS[:4]).encode("utf-8-sig")
_PROPERTIES = "docProps/core.xml"
_CATEGORY = b"<cp:category>docforge/"


def is_findings(path: Path) -> bool:
    """Whether a file holds findings as JSON Lines or as a .json list."""
    head = _head(path)
    return head.lstrip(b"[\r\n \xef\xbb\xbf").startswith(_LINE)


def is_own_output(path: Path) -> bool:
    """Whether docforge wrote this file as a result: findings, a review workbook."""
    head = _head(path)
    if head.startswith(b"PK"):
        return _is_own_workbook(path)
    return head.startswith(_TABLE) or is_findings(path)


def check_keeps_sources(output: Path | None, given: Iterable[Path | None]) -> None:
    """Raises UsageError where a result would be written over a file that is to be read.

    A returned form is evidence. An earlier result of docforge may be replaced: a shell's `*.xlsx`
    names it among the forms when a command is run again.
    """
    if output is None or not output.is_file() or is_own_output(output):
        return
    if any(path.is_file() and path.samefile(output) for path in given if path):
        raise UsageError(
            _("this file is to be read; the result would overwrite it."),
            source=str(output),
            remedy=_("Give the result another name."),
        )


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(200)
    except OSError:
        return b""


def _is_own_workbook(path: Path) -> bool:
    """By the category in its properties, which a returned form never has."""
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo(_PROPERTIES).file_size > 100_000:
                return False
            return _CATEGORY in package.read(_PROPERTIES)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        return False  # whatever it is, reading it will tell
