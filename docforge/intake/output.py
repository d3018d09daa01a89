"""What a run found, written as JSON Lines, .json, .csv or .xlsx; the name's ending decides.

JSON Lines are written line by line while the run goes on, so that an interrupted run leaves what
it had; the other kinds are written whole at the end.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from docforge.atomic import write_atomically
from docforge.errors import UnwritableFile, UsageError
from docforge.intake.loading import STDIN
from docforge.intake.rows import COLUMNS, flat_rows
from docforge.messages import translate as _
from docforge.model import Failure, Submission
from docforge.refusals import refusal

Line = Submission | Failure
KINDS = (".jsonl", ".json", ".csv", ".xlsx")
FINDINGS_CATEGORY = "docforge/findings@1"
"""Stands in the workbook's properties, so that findings are never taken for a form."""
_LIKE_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Writer(Protocol):
    """Takes the lines of a run one after another."""

    def __call__(self, line: Line, /) -> None: ...


def check_kind(path: Path) -> None:
    """Raises UsageError for an ending that names no kind of output."""
    if path.suffix.lower() not in KINDS:
        raise UsageError(
            _("cannot tell the kind of output from this name"),
            source=path.name,
            remedy=_("Let it end in one of: {kinds}.").format(kinds=", ".join(KINDS)),
        )


def check_writable(path: Path) -> None:
    """Raises UnwritableFile before a long run instead of after it, where that can be known.

    On Windows a workbook that is open in Excel cannot be replaced.
    """
    with _unwritable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            path.open("ab").close()


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    """Turns what the system says into an UnwritableFile."""
    try:
        yield
    except OSError as error:
        raise UnwritableFile(
            _("cannot be written: {reason}.").format(reason=refusal(error)),
            source=str(path),
            remedy=_("Close it where it is open, or choose another folder with -o."),
        ) from error


@contextmanager
def opened(path: Path | None, *, append: bool = False) -> Iterator[Writer]:
    """A writer onto a file, or onto standard output for None.

    What was handed over is written even when the block is left by an exception. Raises
    UsageError for an unknown ending, UnwritableFile where the file cannot be written.
    """
    if path is None or str(path) == STDIN:
        with _lines_to(sys.stdout.buffer) as writer:
            yield writer
        return
    check_kind(path)
    if path.suffix.lower() == ".jsonl":
        with _opened_for_lines(path, append=append) as stream, _lines_to(stream) as writer:
            yield writer
        return
    gathered: list[Line] = []
    try:
        yield gathered.append
    finally:
        write_whole(path, gathered)


@contextmanager
def _lines_to(stream: BinaryIO) -> Iterator[Writer]:
    def write(line: Line) -> None:
        stream.write(line.to_json().encode() + b"\n")
        stream.flush()

    yield write


def _opened_for_lines(path: Path, *, append: bool) -> BinaryIO:
    with _unwritable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("ab" if append else "wb")


def write_whole(path: Path, lines: Sequence[Line]) -> Path:
    """All lines into a file of the kind that its ending names."""
    check_kind(path)
    match path.suffix.lower():
        case ".jsonl":
            return write_atomically(path, "".join(f"{line.to_json()}\n" for line in lines).encode())
        case ".json":
            body = ",\n".join(line.to_json() for line in lines)
            return write_atomically(path, f"[\n{body}\n]\n".encode())
        case ".csv":
            return write_atomically(path, csv_bytes(lines))
    return _write_workbook(path, lines)


def _write_workbook(path: Path, lines: Iterable[Line]) -> Path:
    # openpyxl takes a third of a second to load: only where a workbook is written.
    from docforge.sheets.findings import findings_workbook
    from docforge.sheets.workbook import write_workbook

    workbook = findings_workbook(lines)
    workbook.properties.category = FINDINGS_CATEGORY
    return write_workbook(path, workbook)


def csv_bytes(lines: Iterable[Line]) -> bytes:
    """The findings as a table for Excel: UTF-8 with a byte order mark, one row an answer.

    A summary gives a row a finding, a register a row an enterprise; a file that could not be
    read, or whose form is not known, gives one row. `docs/findings.md` tells the columns.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for line in lines:
        for row in flat_rows(line):
            writer.writerow({name: _harmless(value) for name, value in row.items()})
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    """Text that Excel would take for a formula gets an apostrophe before it (OWASP's advice)."""
    return f"'{value}" if value.startswith(_LIKE_A_FORMULA) else value
