"""One file in, its submissions out: read, understand, join with the list of enterprises.

A file that cannot be read becomes a Failure, so that the other files of a run are read all the
same. No exception leaves `parse_source`, not even one that is docforge's own mistake.
"""

from __future__ import annotations

import hashlib
import os
import sys
import traceback
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from docforge import forms, readers
from docforge.errors import DocforgeError, FileNotThere, with_remedy
from docforge.forms import Catalogue, load_catalogue
from docforge.forms.expectation import trade_words
from docforge.intake.blanks import kept_blanks, read_blank
from docforge.intake.enterprises import EnterpriseList
from docforge.intake.joining import join
from docforge.intake.printed_blanks import expectation_of, printed_expectation
from docforge.intake.stack import AUTO, GENERIC, understand
from docforge.layout import Document, Expectation
from docforge.messages import translate as _
from docforge.model import Failure, Fault, Source, Submission
from docforge.page_code import PageCode
from docforge.refusals import refusal

Outcome = tuple[Submission, ...] | Failure
"""What became of one source."""


@dataclass(frozen=True)
class Parsing:
    """How the sources of a run are read; handed to worker processes whole.

    `form` is "auto", "generic" or the id of a form. Scans are laid onto the kept blanks, and
    onto `blank` before them.
    """

    catalogue: Catalogue
    form: str = AUTO
    enterprises: EnterpriseList | None = None
    parsers: Path | None = None
    blank: Path | None = None

    def submissions(self, content: bytes, name: str) -> list[Submission]:
        """The submissions of a file's content. Raises DocforgeError where it cannot be read."""
        digest = hashlib.sha256(content).hexdigest()
        try:
            document = readers.read(content, self.blanks, self.print_of)
            source = Source(name=name, sha256=digest, media=document.media)
            understood = understand(document, source, self.catalogue, self.form)
        except DocforgeError as error:
            raise error.about(name) from error
        return [self.joined(submission) for submission in understood]

    def pages_again(
        self, content: bytes, pages: Collection[int], prints: Iterable[PageCode]
    ) -> Document:
        """Pages of a scanned source, whose codes name these prints, without what is on others.

        Raises DocforgeError where the content cannot be read.
        """
        known = tuple(filter(None, map(self.print_of, prints)))
        return readers.read(content, lambda: (*known, *self.blanks()), self.print_of, pages)

    def blanks(self) -> tuple[Expectation, ...]:
        """What the blanks promise that scans of this run are laid onto."""
        own: tuple[Expectation, ...] = ()
        if self.blank is not None:
            form = None if self.form in (AUTO, GENERIC) else self.catalogue.get(self.form)
            printed = expectation_of(self.blank, self.catalogue)
            own = (printed or read_blank(self.blank, form, self.catalogue),)
        kept = kept_blanks(self.catalogue, self.parsers)
        return (*own, *kept, trade_words(self.catalogue))

    def print_of(self, code: PageCode) -> Expectation | None:
        """What a form that docforge printed promises; None where it is not kept here."""
        return printed_expectation(code, self.catalogue)

    def joined(self, submission: Submission) -> Submission:
        """A submission with what the list of enterprises knows of it, where there is a list."""
        if self.enterprises is None:
            return submission
        return joined(submission, self.enterprises, self.catalogue)

    def __call__(self, source: tuple[Path, str]) -> Outcome:
        """What a run over many files does with each: its path, and the name to call it by."""
        return self.parse_source(*source)

    def parse_source(self, path: Path, name: str) -> Outcome:
        """The submissions of a file, or why there are none. Never raises an exception."""
        content = b""
        try:
            content = read_bytes(path)
            return tuple(self.submissions(content, name))
        except DocforgeError as error:
            return failed(name, content, error.code, one_line(error))
        except Exception as error:
            return failed(name, content, "internal", _mistake(error))


def parsing_for(
    form: str = AUTO,
    *,
    parsers: Path | None = None,
    enterprises: Path | None = None,
    blank: Path | None = None,
) -> Parsing:
    """How to read, from what a user asks for. Raises ConfigurationError where that is wrong."""
    catalogue = load_catalogue(parsers)
    if form not in (AUTO, GENERIC):
        catalogue.get(form)
    listed = _listed(enterprises, catalogue) if enterprises else None
    parsing = Parsing(catalogue, form, listed, parsers, blank)
    if blank is not None:
        parsing.blanks()
    return parsing


def _listed(path: Path, catalogue: Catalogue) -> EnterpriseList:
    # The libraries that read workbooks take a third of a second to load: only where a list is.
    from docforge.intake.enterprise_files import load_enterprises

    return load_enterprises(path, catalogue.labels)


def joined(submission: Submission, enterprises: EnterpriseList, catalogue: Catalogue) -> Submission:
    """A submission of a known form joined with the list, its content flags made anew."""
    if submission.form.id is None:
        return submission
    definition = catalogue.get(submission.form.id)
    return forms.derive(join(submission, enterprises, definition), catalogue)


def read_bytes(path: Path) -> bytes:
    """A file's content. Raises FileNotThere for anything that keeps it from being opened."""
    try:
        return path.read_bytes()
    except IsADirectoryError:
        reason = _("this is a folder")
    except FileNotFoundError:
        reason = _("there is no such file")
    except OSError as error:
        reason = _("it cannot be opened: {reason}").format(reason=refusal(error))
    raise FileNotThere(
        reason, source=path.name, remedy=_("Check the name, and that you may read the file.")
    )


def failed(name: str, content: bytes, code: str, message: str) -> Failure:
    """The line that stands for a source which gave no submission."""
    digest = hashlib.sha256(content).hexdigest() if content else ""
    return Failure(source=Source(name=name, sha256=digest), error=Fault(code=code, message=message))


def one_line(error: DocforgeError) -> str:
    """Where, what and what to do, in one line, without the file's name (the source has it)."""
    sentence = f"{error.where}: {error.what}" if error.where else error.what
    return " ".join(with_remedy(sentence, error.remedy).split())


def _mistake(error: Exception) -> str:
    """A line on an exception that nobody foresaw; its traceback only where it was asked for."""
    if os.environ.get("DOCFORGE_DEBUG"):
        traceback.print_exception(error, file=sys.stderr)
    return _(
        "docforge made a mistake ({kind}). Please report it with this file; "
        "DOCFORGE_DEBUG=1 shows the details."
    ).format(kind=type(error).__name__)
