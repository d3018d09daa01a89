"""Document numbers (发文字号), kept in a file from which two runs at once cannot take one twice.

The file is a journal, a line of JSON for each step: a number is reserved before its document is
written and given once it lies there whole. So whatever ends a run, power or a kill, what was
reserved and whose document is not there is free again and goes to the next: no gap stays.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from docforge.errors import ConfigurationError, UnwritableFile
from docforge.messages import translate as _
from docforge.refusals import refusal

WAIT = 120.0
"""Seconds to wait for another run that is giving numbers."""


class Series(NamedTuple):
    """What numbers are counted in: the office's word and the year (GB/T 9704-2012, 7.2.5)."""

    word: str
    year: int

    def written(self, place: int | None) -> str:
        """晋市监责改〔2022〕1号: no leading zeros, no 第; open where it is not known yet."""
        return f"{self.word}〔{self.year}〕{place if place else '　　'}号"


class _Step(BaseModel):
    """A line of the journal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: Literal["reserved", "given", "free"]
    word: str
    year: int
    place: int
    submissions: tuple[str, ...] = ()
    enterprise: str = ""
    file: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Applicant:
    """A document that wants a number. `submissions` are the ids by which it is known again."""

    series: Series
    submissions: tuple[str, ...]
    enterprise: str
    path: Path

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.series.word, tuple(sorted(self.submissions))


@dataclass
class _Book:
    """What a journal says: whose number is which, and which numbers came back."""

    given: dict[tuple[str, tuple[str, ...]], tuple[Series, int]] = field(default_factory=dict)
    free: dict[Series, set[int]] = field(default_factory=dict)
    highest: dict[Series, int] = field(default_factory=dict)

    def take(self, step: _Step) -> None:
        series = Series(step.word, step.year)
        key = step.word, tuple(sorted(step.submissions))
        self.highest[series] = max(self.highest.get(series, 0), step.place)
        back = self.free.setdefault(series, set())
        if step.state == "free":
            back.add(step.place)
            if self.given.get(key) == (series, step.place):
                del self.given[key]
        else:
            back.discard(step.place)
            self.given[key] = series, step.place

    def next(self, series: Series, first: int) -> int:
        """The lowest number that came back, else the one after the highest."""
        back = self.free.get(series)
        return min(back) if back else max(self.highest.get(series, 0) + 1, first)


class Numbers:
    """The numbers of a file while no other run can take any; made by `numbers_of`.

    `first` is the least number that is given, for an office that has counted by hand before.
    """

    def __init__(self, book: _Book, journal: BinaryIO | None, first: int) -> None:
        self._book, self._journal, self._first = book, journal, first

    @contextmanager
    def giving(self, applicant: Applicant) -> Iterator[str]:
        """The number for a document that is written within the block.

        A document of the same submissions keeps the number it had. Where the block raises, a new
        number is free again for the next document.
        """
        had = self._book.given.get(applicant.key)
        if had is not None:
            series, place = had
            yield series.written(place)
            return
        place = self._book.next(applicant.series, self._first)
        reserved = _Step(
            state="reserved",
            word=applicant.series.word,
            year=applicant.series.year,
            place=place,
            submissions=applicant.submissions,
            enterprise=applicant.enterprise,
            file=str(applicant.path.absolute()),
        )
        self._note(reserved)
        try:
            yield applicant.series.written(place)
        except BaseException:
            self._note(reserved.model_copy(update={"state": "free"}))
            raise
        self._note(reserved.model_copy(update={"state": "given", "on": date.today()}))

    def _note(self, step: _Step) -> None:
        self._book.take(step)
        if self._journal is not None:
            line = step.model_dump_json(exclude_defaults=True, exclude_none=True)
            self._journal.write(line.encode() + b"\n")


@contextmanager
def numbers_of(path: Path, *, first: int = 1, wait: float = WAIT) -> Iterator[Numbers]:
    """The numbers kept in a file, which is made where there is none, and held until the block ends.

    Raises ConfigurationError for a file that is no such journal, naming the line; UnwritableFile
    where it cannot be kept, or another run holds it for longer than `wait` seconds.
    """
    _steps(path)  # another file is refused before a lock is put beside it
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=wait):
            steps, length = _steps(path)
            with path.open("ab", buffering=0) as journal:
                journal.truncate(length)
                numbers = Numbers(_book(steps), journal, first)
                yield numbers
                os.fsync(journal.fileno())
    except Timeout as error:
        raise UnwritableFile(
            _(
                "another run has been giving numbers from this file for {seconds:.0f} seconds."
            ).format(seconds=wait),
            source=str(path),
            remedy=_("Wait until it has ended, then try again."),
        ) from error
    except (OSError, NotImplementedError) as error:
        raise UnwritableFile(
            _("no numbers can be kept in this file: {reason}.").format(reason=refusal(error)),
            source=str(path),
            remedy=_("Give --numbers a file in a folder that you may write to."),
        ) from error


def numbers_as_they_stand(path: Path, *, first: int = 1) -> Numbers:
    """The numbers as a run would give them now, without giving any: for a dry run.

    Raises ConfigurationError as `numbers_of` does.
    """
    return Numbers(_book(_steps(path)[0]), None, first)


def _steps(path: Path) -> tuple[list[_Step], int]:
    """The journal's steps, and its length in bytes up to where a kill may have torn its end."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return [], 0
    except OSError as error:
        raise _wrong(
            path, _("cannot be opened: {reason}.").format(reason=refusal(error))
        ) from error
    whole = content[: content.rfind(b"\n") + 1]
    if content and not whole:
        raise _wrong(path, _("is no file of document numbers."), 1)
    steps = []
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            steps.append(_Step.model_validate(json.loads(line)))
        except (ValueError, ValidationError) as error:
            raise _wrong(path, _("is no file of document numbers."), number) from error
    return steps, len(whole)


def _wrong(path: Path, what: str, line: int = 0) -> ConfigurationError:
    return ConfigurationError(
        what,
        source=str(path),
        where=_("line {line}").format(line=line) if line else "",
        remedy=_("Give --numbers another file, or mend this one from a copy."),
    )


def _book(steps: Iterable[_Step]) -> _Book:
    """What the steps come to; what was reserved and never written is free."""
    book = _Book()
    open_: dict[tuple[Series, int], _Step] = {}
    for step in steps:
        book.take(step)
        series_and_place = Series(step.word, step.year), step.place
        if step.state == "reserved":
            open_[series_and_place] = step
        else:
            open_.pop(series_and_place, None)
    for step in open_.values():
        if not Path(step.file).is_file():
            book.take(step.model_copy(update={"state": "free"}))
    return book
