"""Reading the sources of a command: what parse, register and demo have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

import click

from docforge.batch.progress import progress
from docforge.batch.resuming import fingerprint, prepare_resume
from docforge.batch.running import default_processes, run
from docforge.batch.walking import SourceFile, find_sources
from docforge.errors import ExitCode, ProgramMissing, with_remedy
from docforge.intake.loading import load_findings
from docforge.intake.output import Line, Writer
from docforge.intake.own_files import is_own_output
from docforge.intake.parsing import Parsing, failed, parsing_for, read_bytes
from docforge.intake.stack import AUTO, GENERIC
from docforge.messages import translate as _
from docforge.model import Failure, Submission


@dataclass
class Tally:
    """How the sources of a run ended, from which its exit code follows."""

    known: int = 0
    unknown: int = 0
    failed: int = 0
    forms: int = 0
    program_missing: bool = False
    """A source needs an outside program that is not installed."""
    seen: dict[str, str] = field(default_factory=dict)
    """SHA-256 -> name of every source that was read, so that none is read twice."""

    @property
    def exit_code(self) -> ExitCode:
        if self.program_missing:
            return ExitCode.PROGRAM_MISSING
        if not self.known:
            return ExitCode.NOTHING_SUCCEEDED
        return ExitCode.SOME_FAILED if self.unknown or self.failed else ExitCode.OK

    def count(self, lines: Sequence[Line], *, generic: bool = False) -> None:
        """Adds a source that gave these lines: known where one of them is of a known form."""
        forms = [line for line in lines if isinstance(line, Submission)]
        missing = ProgramMissing.code
        self.program_missing |= any(
            isinstance(line, Failure) and line.error.code == missing for line in lines
        )
        self.forms += sum(form.form.id is not None for form in forms)
        if not forms:
            self.failed += 1
        elif generic or any(form.form.id for form in forms):
            self.known += 1
        else:
            self.unknown += 1


def submissions_of(
    findings: Path, *, parsers: Path | None = None, enterprises: Path | None = None
) -> list[Submission]:
    """The submissions of a findings file, joined with the list of enterprises if one is given.

    Sources that failed when they were read are told again: no document speaks of them.
    """
    parsing = parsing_for(AUTO, parsers=parsers, enterprises=enterprises)
    loaded = load_findings(findings)
    for failure in loaded.failures:
        say(failure.source.name, failure.error.message)
    return [parsing.joined(submission) for submission in loaded.submissions]


def sources_of(given: Iterable[Path], *, outputs: Iterable[Path | None] = ()) -> list[SourceFile]:
    """The files to read; in folders, what docforge wrote or is about to write is no form."""
    written = {path.resolve() for path in outputs if path}
    return find_sources(given, lambda path: path.resolve() in written or is_own_output(path))


def taken_up(output: Path | None, parsing: Parsing) -> tuple[Tally, list[Submission]]:
    """What an earlier run left in `output`; nothing where there is none to take up."""
    tally = Tally()
    if output is None or not prepare_resume(output):
        return tally, []
    findings = load_findings(output)
    of_source: dict[str, list[Line]] = {}
    for line in findings.lines:
        of_source.setdefault(line.source.sha256, []).append(line)
    of_source.pop("", None)  # what could not even be opened is tried again
    for digest, lines in of_source.items():
        tally.count(lines, generic=parsing.form == GENERIC)
        tally.seen[digest] = lines[0].source.name
    return tally, list(findings.submissions)


def read_all(
    sources: Sequence[SourceFile],
    parsing: Parsing,
    write: Writer,
    *,
    tally: Tally,
    processes: int | None = None,
) -> None:
    """Reads every source, hands each line to `write` as it comes, and says what failed."""
    fresh = list(_not_seen(sources, tally))
    with progress(len(fresh)) as step:
        for source, outcome in run(
            fresh, parsing, processes=processes or default_processes(len(fresh))
        ):
            outcome = _died(source) if outcome is None else outcome
            lines: tuple[Line, ...] = (outcome,) if isinstance(outcome, Failure) else outcome
            for line in lines:
                write(line)
            tally.count(lines, generic=parsing.form == GENERIC)
            step(source.name)
            _complain(source, lines, parsing)


def _not_seen(sources: Sequence[SourceFile], tally: Tally) -> Iterator[SourceFile]:
    """The sources whose content was not read yet; of two copies the second one is told."""
    for source in sources:
        digest = fingerprint(source.path)
        same = tally.seen.get(digest)
        if same is not None:
            if same != source.name:
                say(source.name, _("the same content as {name}; read once").format(name=same))
            continue
        if digest:
            tally.seen[digest] = source.name
        yield source


def _died(source: SourceFile) -> Failure:
    sentence = _("Reading this file ended its process (too little memory?). Try it by itself.")
    return failed(source.name, read_bytes(source.path), "internal", sentence)


def _complain(source: SourceFile, lines: Sequence[Line], parsing: Parsing) -> None:
    """A line on standard error for a source that gave no form."""
    forms = [line for line in lines if isinstance(line, Submission)]
    for line in lines:
        if isinstance(line, Failure):
            say(source.name, line.error.message)
    if not forms or parsing.form == GENERIC or any(form.form.id for form in forms):
        return
    doubts = [flag.message for form in forms for flag in form.flags if flag.code == "form_unknown"]
    say(
        source.name,
        doubts[0] if doubts else _("this is none of the known forms"),
        _("Its tables were kept; `docforge forms list` shows the known forms."),
    )


def say(name: str, *sentences: str) -> None:
    """A line about a file, on standard error."""
    click.echo(f"{name}: {reduce(with_remedy, sentences)}", err=True)


def tell(tally: Tally) -> None:
    """How the run ended, on standard error."""
    sources = tally.known + tally.unknown + tally.failed
    if not sources:
        click.echo(_("No file to read was found."), err=True)
        return
    sentence = _("{sources} sources, {forms} forms read; {unknown} unknown, {failed} failed.")
    click.echo(
        sentence.format(
            sources=sources, forms=tally.forms, unknown=tally.unknown, failed=tally.failed
        ),
        err=True,
    )
