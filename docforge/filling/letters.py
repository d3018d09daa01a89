"""A document for every record: planned first, then filled, in this process or in several."""

from __future__ import annotations

import os
import tempfile
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from jinja2.defaults import DEFAULT_NAMESPACE

from docforge.atomic import swept, write_atomically
from docforge.batch.running import run
from docforge.errors import DocforgeError, UnwritableFile
from docforge.filling.names import NamePattern, NameRefused, Targets
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.render import Template
from docforge.tables.records import Record

_TRIED = 20
"""Letters that are filled before it is decided whether more processes pay."""
_STARTING = 4.0
"""Seconds of work that are worth the start of other processes."""


@dataclass(frozen=True)
class Letter:
    """A document to be made: from which record, and where it shall lie (None: nowhere).

    `fault` says why it cannot be made, "" where nothing is known to be wrong.
    """

    number: int
    where: str
    values: Mapping[str, Any]
    path: Path | None
    fault: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a letter: its content where it was asked for, or why there is none.

    `lacking` are the names that the template asked for and the record left blank.
    """

    content: bytes = b""
    fault: str = ""
    lacking: tuple[str, ...] = ()


def plan_letters(
    records: Sequence[Record],
    *,
    pattern: NamePattern | None,
    stem: str,
    folder: Path | None,
    kept: Sequence[Path],
) -> list[Letter]:
    """The letters of a run with their paths below `folder`, in the order of the records.

    Without a pattern a letter is called by the template's `stem` and its number. `kept` are files
    that no letter may take the place of.
    """
    targets = Targets(folder, kept) if folder else None
    digits = len(str(len(records)))
    planned = []
    for number, record in enumerate(records, start=1):
        path, fault = None, record.fault
        if targets and not fault:
            try:
                pieces = (
                    pattern.pieces(record.values, number)
                    if pattern
                    else [f"{stem}-{number:0{digits}}"]
                )
                path = targets.give(pieces)
            except NameRefused as refused:
                fault = refused.what
        planned.append(Letter(number, record.where, record.values, path, fault))
    return planned


class Filler:
    """Fills the template for one letter after the other; goes to other processes by pickle.

    `write` puts each letter at its path, `keep` hands its content back.
    """

    def __init__(
        self,
        template: bytes,
        *,
        missing: Literal["error", "mark"],
        write: bool,
        keep: bool,
    ) -> None:
        self._content = template
        self._missing: Literal["error", "mark"] = missing
        self._write, self._keep = write, keep

    @cached_property
    def template(self) -> Template:
        """The compiled template. Raises TemplateError."""
        return Template(self._content, missing=self._missing)

    @cached_property
    def _asked(self) -> Sequence[tuple[str, ...]]:
        """What the template asks of a record, step by step: items[].name is items, [], name."""
        paths = (tuple(name.replace("[]", ".[]").split(".")) for name in self.template.variables())
        return sorted(path for path in paths if path[0] not in DEFAULT_NAMESPACE)

    @property
    def wanted(self) -> frozenset[str]:
        """The names that the template asks of a record: of items[].name only items."""
        return frozenset(path[0] for path in self._asked)

    def __getstate__(self) -> dict[str, Any]:
        kept = dict(self.__dict__)
        for compiled in ("template", "_asked"):
            kept.pop(compiled, None)
        return kept

    def __call__(self, letter: Letter) -> Outcome:
        """Whatever goes wrong is told in the outcome and never raised."""
        if letter.fault:
            return Outcome(fault=letter.fault)
        try:
            with warnings.catch_warnings():
                # What the data lack is told with the record's row, not with the template's line.
                warnings.simplefilter("ignore")
                content = self.template.render(letter.values)
            if self._write and letter.path:
                write_atomically(letter.path, content)
        except DocforgeError as error:
            return Outcome(fault=_told(error))
        except Exception as error:
            # A value may break an expression in any way; the other letters are made all the same.
            return Outcome(fault=f"{type(error).__name__}: {error}")
        lacking = tuple(self._lacking(letter.values)) if self._missing == "mark" else ()
        return Outcome(content if self._keep else b"", lacking=lacking)

    def _lacking(self, values: Mapping[str, Any]) -> Iterator[str]:
        """What the record lacks; of what is missing whole, not each of its parts as well."""
        told: tuple[str, ...] = ()
        for path in self._asked:
            if (not told or path[: len(told)] != told) and _lacks(values, path):
                told = path
                yield ".".join(path).replace(".[]", "[]")


def _lacks(value: Any, path: Sequence[str]) -> bool:
    """Whether a step of the path leads to nothing, in one element of a list at least."""
    if not path:
        return False
    step, *rest = path
    if step == "[]":
        return isinstance(value, list | tuple) and any(_lacks(each, rest) for each in value)
    if not isinstance(value, Mapping):
        return False  # an attribute, such as the year of a date
    return step not in value or _lacks(value[step], rest)


def _told(error: DocforgeError) -> str:
    """The error without the template's name, which is the same for all; all of its faults."""
    faults: Sequence[DocforgeError] = getattr(error, "faults", ()) or [error]
    for fault in faults:
        if not isinstance(fault, UnwritableFile):
            fault.source = ""
    return " ".join(map(str, faults))


def fill_letters(
    letters: Sequence[Letter], filler: Filler, *, processes: int | None = None
) -> Iterator[tuple[Letter, Outcome]]:
    """Every letter with what became of it, in their order.

    Without a number of processes the first letters tell whether several pay: they do where the
    rest would take longer than they take to start.
    """
    tried = letters[: _TRIED if processes is None else 0]
    began = time.perf_counter()
    for letter in tried:
        yield letter, filler(letter)
    rest = letters[len(tried) :]
    if not rest:
        return
    if processes is None:
        taken = (time.perf_counter() - began) / len(tried) * len(rest)
        processes = min(os.cpu_count() or 1, len(rest)) if taken > _STARTING else 1
    for letter, outcome in run(rest, filler, processes=processes):
        died = _("Making this letter ended its process (too little memory?).")
        yield letter, Outcome(fault=died) if outcome is None else outcome


def check_folder(folder: Path) -> None:
    """Raises UnwritableFile where nothing can be written into a folder; makes it if need be, and
    takes away what a killed run left half-written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            swept(folder)
    except OSError as error:
        raise UnwritableFile(
            _("nothing can be written into this folder: {reason}.").format(reason=refusal(error)),
            source=str(folder),
            remedy=_("Choose another folder with -o."),
        ) from error
