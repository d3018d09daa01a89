"""What can go wrong in a way that a person can act on.

Every error that docforge raises on purpose descends from `DocforgeError`, carries an
`ExitCode`, and says four things: which file, where in it, what is wrong, what to do next.
The command line prints `str(error)` on one line and never a traceback.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line returns; where several hold, `most_serious` decides."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    PROGRAM_MISSING = 3
    NOTHING_SUCCEEDED = 4
    INTERRUPTED = 130


_BY_SERIOUSNESS = (
    ExitCode.INTERRUPTED,
    ExitCode.USAGE,
    ExitCode.PROGRAM_MISSING,
    ExitCode.NOTHING_SUCCEEDED,
    ExitCode.SOME_FAILED,
    ExitCode.OK,
)


def most_serious(*codes: ExitCode) -> ExitCode:
    """The code to exit with when several hold: 130, 2, 3, 4, 1, 0 in this order."""
    return min(codes, key=_BY_SERIOUSNESS.index, default=ExitCode.OK)


def with_remedy(sentence: str, remedy: str) -> str:
    """Two sentences in a row, in English or Chinese: the first one gets its full stop."""
    if not sentence or not remedy:
        return sentence or remedy
    chinese = "\u2e80" <= sentence[-1] <= "\uffef" or "\u2e80" <= remedy[0] <= "\uffef"
    if sentence[-1] not in ".。!！?？…":
        sentence += "。" if chinese else "."
    return f"{sentence}{remedy}" if sentence.endswith("。") else f"{sentence} {remedy}"


class DocforgeError(Exception):
    """Root of docforge's errors.

    `what` is a sentence without the file's name; `source` names the file; `where` the place
    in it ("line 12", "table 2, row 3"); `remedy` what the reader can do next.
    """

    code = "error"
    exit_code = ExitCode.SOME_FAILED

    def __init__(self, what: str, *, source: str = "", where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.source = source
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        head = ", ".join(part for part in (self.source, self.where) if part)
        sentence = f"{head}: {self.what}" if head else self.what
        return with_remedy(sentence, self.remedy)

    def __reduce__(self) -> tuple[object, ...]:
        # Worker processes hand errors back by pickle, which would lose keyword arguments.
        return _rebuild, (type(self), self.what, self.source, self.where, self.remedy)

    def about(self, source: str) -> DocforgeError:
        """The same error, naming its file, for rooms that were handed bytes without a name."""
        self.source = self.source or source
        return self


def _rebuild(
    kind: type[DocforgeError], what: str, source: str, where: str, remedy: str
) -> DocforgeError:
    return kind(what, source=source, where=where, remedy=remedy)


class UnreadableFile(DocforgeError):
    """A source that could not be read; the other sources of a run are read all the same."""

    code = "unreadable"


class FileNotThere(UnreadableFile):
    """The path names nothing, or something that may not be opened."""

    code = "not_found"


class EmptyFile(UnreadableFile):
    """The file has no bytes."""

    code = "empty"


class TruncatedFile(UnreadableFile):
    """The file begins like its format and then ends too early or is damaged inside."""

    code = "damaged"


class EncryptedFile(UnreadableFile):
    """The file asks for a password."""

    code = "encrypted"


class UnsupportedFormat(UnreadableFile):
    """The content is of no format that docforge reads."""

    code = "unsupported"


class HostileFile(UnreadableFile):
    """The file breaks a safety limit: zip bomb, XML entities, absurd spans."""

    code = "unsafe"


class UsageError(DocforgeError):
    """The command was called in a way that cannot be right."""

    code = "usage"
    exit_code = ExitCode.USAGE


class ConfigurationError(DocforgeError):
    """A definition, contract, letterhead or list is wrong; `where` names its line."""

    code = "configuration"
    exit_code = ExitCode.USAGE


class ReviewMismatch(DocforgeError):
    """A review workbook that does not belong to the findings it is applied to."""

    code = "review_mismatch"
    exit_code = ExitCode.USAGE


class TemplateError(DocforgeError):
    """A template that cannot be compiled, or that the given context does not fill.

    `faults` is all that was found, each with its own place: of a template whatever is wrong is
    said at once, not the first fault only. `kind` is one of `docforge.render.faults.Fault`; `part`
    ("document", "header1") and `line` are the place as numbers: the paragraph's, among all of its
    part, from 1, 0 where the fault is in none. `text` is the tag or the words concerned.
    """

    code = "template"
    exit_code = ExitCode.SOME_FAILED

    def __init__(
        self,
        what: str,
        *,
        source: str = "",
        where: str = "",
        remedy: str = "",
        faults: Sequence[TemplateError] = (),
        kind: str = "",
        part: str = "",
        line: int = 0,
        text: str = "",
    ) -> None:
        super().__init__(what, source=source, where=where, remedy=remedy)
        self.kind, self.part, self.line, self.text = kind, part, line, text
        self.faults: tuple[TemplateError, ...] = tuple(faults) or (self,)

    def __reduce__(self) -> tuple[object, ...]:
        faults = () if self.faults == (self,) else self.faults
        said = (self.what, self.source, self.where, self.remedy)
        known = (self.kind, self.part, self.line, self.text)
        return _rebuild_template_error, (type(self), *said, faults, known)

    def about(self, source: str) -> TemplateError:
        """The same error and its faults, naming their file."""
        for fault in self.faults:
            fault.source = fault.source or source
        self.source = self.source or source
        return self


def _rebuild_template_error(
    kind: type[TemplateError],
    what: str,
    source: str,
    where: str,
    remedy: str,
    faults: tuple[TemplateError, ...],
    known: tuple[str, str, int, str],
) -> TemplateError:
    made = kind(what, source=source, where=where, remedy=remedy, faults=faults)
    made.kind, made.part, made.line, made.text = known
    return made


class DocumentBlocked(DocforgeError):
    """A document that must not be written yet, with the reasons why."""

    code = "blocked"
    exit_code = ExitCode.SOME_FAILED


class UnwritableFile(DocforgeError):
    """A result that cannot be put where it was asked for."""

    code = "unwritable"


class ProgramMissing(DocforgeError):
    """An outside program that was asked for is not installed."""

    code = "program_missing"
    exit_code = ExitCode.PROGRAM_MISSING
