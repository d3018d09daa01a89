"""Reading findings back: the JSON Lines (or .json list) that `docforge parse` wrote."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from docforge.errors import ConfigurationError
from docforge.messages import translate as _
from docforge.model import Failure, Submission
from docforge.refusals import refusal

STDIN = "-"


@dataclass(frozen=True)
class Findings:
    """Everything a run of `docforge parse` found, in its order."""

    lines: tuple[Submission | Failure, ...]

    @property
    def submissions(self) -> tuple[Submission, ...]:
        return tuple(line for line in self.lines if isinstance(line, Submission))

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(line for line in self.lines if isinstance(line, Failure))


def load_findings(path: Path) -> Findings:
    """The findings of a file, "-" for standard input.

    Raises ConfigurationError naming the line that is not one of docforge's.
    """
    name = path.name
    try:
        content = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        raise ConfigurationError(
            _("cannot be opened: {reason}").format(reason=refusal(error)), source=name
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _foreign(name, content[: error.start].count(b"\n") + 1, _("not UTF-8")) from error
    return Findings(tuple(_parsed(text, name)))


def _parsed(text: str, name: str) -> Iterator[Submission | Failure]:
    if text.lstrip().startswith("["):
        try:
            entries = json.loads(text)
        except json.JSONDecodeError as error:
            raise _foreign(name, error.lineno, error.msg) from error
        for number, entry in enumerate(entries, start=1):
            yield _line(entry, name, number)
        return
    # Only "\n" parts lines: a JSON string may hold U+2028, at which splitlines would break.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                entry = json.loads(line)
            except json.JSONDecodeError as error:
                raise _foreign(name, number, error.msg) from error
            yield _line(entry, name, number)


def _line(entry: Any, name: str, number: int) -> Submission | Failure:
    model = Failure if isinstance(entry, dict) and "error" in entry else Submission
    try:
        return model.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        reason = f"{where}: {first['msg']}" if where else first["msg"]
        raise _foreign(name, number, reason) from error


def _foreign(name: str, line: int, reason: str) -> ConfigurationError:
    return ConfigurationError(
        _("this is not a line that docforge wrote ({reason})").format(reason=reason),
        source=name,
        where=_("line {line}").format(line=line),
        remedy=_("Give the file that `docforge parse -o findings.jsonl` made."),
    )
