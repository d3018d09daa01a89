"""What `docforge register --update` does: returned papers into the ledger that clerks hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docforge.errors import ExitCode
from docforge.messages import translate as _

if TYPE_CHECKING:
    from docforge.documents.ledger.keeping import Kept
    from docforge.documents.ledger.updating import News
    from docforge.forms import Definition
    from docforge.intake.parsing import Parsing
    from docforge.model import Submission


@dataclass
class LedgerUpdate:
    """An update as it was asked for."""

    ledger: Path
    sources: tuple[Path, ...]
    form: Definition
    parsing: Parsing
    output: Path | None = None
    today: date | None = None
    holidays: Path | None = None
    failed: bool = False

    def carry_out(self) -> ExitCode:
        """Updates the ledger and says what happened. Raises what `keep_ledger` raises."""
        from docforge.documents.ledger.keeping import check_is_ledger, keep_ledger
        from docforge.documents.working_days import load_calendar

        check_is_ledger(self.form)
        kept = keep_ledger(
            self.ledger,
            self._news,
            self.form,
            self.parsing.catalogue,
            today=self.today or date.today(),
            calendar=load_calendar(self.holidays),
            output=self.output,
        )
        self._tell(kept)
        return ExitCode.SOME_FAILED if self.failed else ExitCode.OK

    def _news(self) -> News:
        from docforge.documents.ledger.incoming import news_of
        from docforge.documents.ledger.issued import is_index, issued_in
        from docforge.documents.ledger.updating import News

        indexes = [path for path in self._files() if is_index(path)]
        rest = [path for path in self.sources if path not in indexes]
        news = news_of(self._submissions(rest), self.form, self.parsing.catalogue)
        notices = [event for path in indexes for event in issued_in(path)]
        return News(news.findings, (*news.events, *notices))

    def _files(self) -> list[Path]:
        found: list[Path] = []
        for path in self.sources:
            found += sorted(path.rglob("*.xlsx")) if path.is_dir() else [path]
        return found

    def _submissions(self, sources: Sequence[Path]) -> list[Submission]:
        from docforge.cli.reading import Tally, read_all, say, sources_of, submissions_of
        from docforge.documents.ledger.incoming import speaks_to_ledgers
        from docforge.intake.output import Line
        from docforge.intake.own_files import is_findings
        from docforge.model import Submission

        findings = [path for path in sources if is_findings(path)]
        found = [self.parsing.joined(each) for path in findings for each in submissions_of(path)]
        lines: list[Line] = []
        tally = Tally()
        files = sources_of(
            [path for path in sources if path not in findings],
            outputs=(self.ledger, self.output),
        )
        read_all(files, self.parsing, lines.append, tally=tally)
        self.failed |= bool(tally.unknown or tally.failed)
        for each in lines:
            if not isinstance(each, Submission) or each.form.id is None:
                continue
            if speaks_to_ledgers(each, self.parsing.catalogue):
                found.append(each)
            else:
                self.failed = True
                say(each.source.name, _("this is {form}; it is left out").format(form=each.form.id))
        return found

    def _tell(self, kept: Kept) -> None:
        name = self.ledger.name
        if kept.path is not None:
            click.echo(str(kept.path))
        else:
            click.echo(_("{name}: nothing new; it stays as it is.").format(name=name), err=True)
        for note in kept.notes:
            click.echo(f"{name}: {note}", err=True)
        if kept.former is not None:
            said = _("{name}: as it was before: {former}")
            click.echo(said.format(name=name, former=kept.former.name), err=True)
        said = _("{added} new lines, {changed} changed, {offers} to confirm, {overdue} overdue.")
        click.echo(
            said.format(
                added=kept.added,
                changed=kept.changed,
                offers=kept.offers,
                overdue=kept.overdue,
            ),
            err=True,
        )
        states = "  ".join(f"{state.word} {count}" for state, count in kept.states.items())
        click.echo(states, err=True)
