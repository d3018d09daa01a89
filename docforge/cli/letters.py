"""A run of `docforge render`: what is read, written and said, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import click

from docforge.batch.progress import progress
from docforge.cli.printing import Finish
from docforge.errors import DocforgeError, ExitCode, FileNotThere, UsageError
from docforge.filling.letters import Filler, Letter, check_folder, fill_letters, plan_letters
from docforge.filling.names import NamePattern
from docforge.messages import translate as _
from docforge.refusals import refusal
from docforge.render.merging import Merging
from docforge.tables.records import STDIN, check_is_table, load_records

_TOLD = 5
"""How often one and the same complaint is told in full."""


@dataclass
class Complaints:
    """What went wrong, told on standard error as it comes; the same words a few times only."""

    source: str
    failed: int = 0
    _seen: Counter[str] = field(default_factory=Counter)

    def tell(self, where: str, sentence: str) -> None:
        said = " ".join(sentence.split())
        self._seen[said] += 1
        if self._seen[said] <= _TOLD:
            click.echo(f"{', '.join(filter(None, (self.source, where)))}: {said}", err=True)

    def end(self) -> None:
        """How often each complaint was not told."""
        for said, times in self._seen.items():
            if times > _TOLD:
                more = _("… and {count} more records: {reason}")
                click.echo(more.format(count=times - _TOLD, reason=said), err=True)


@dataclass(frozen=True)
class Run:
    """What was asked for on the command line."""

    template: Path
    data: Path
    folder: Path | None
    pattern: NamePattern | None
    finish: Finish
    missing: Literal["error", "mark"]
    dry: bool

    def carry_out(self, *, sheet: str, processes: int | None) -> ExitCode:
        """Read, fill, merge, print; returns the exit code. Raises for what ends the whole run."""
        self._check()
        filler = Filler(
            self._template(),
            missing=self.missing,
            write=self.folder is not None and not self.dry,
            keep=self.finish.merge is not None and not self.dry,
        )
        letters = self._letters(filler, sheet)
        if self.folder and not self.dry:
            check_folder(self.folder)
        complaints = Complaints("" if str(self.data) == STDIN else self.data.name)
        with Merging(odd=self.finish.odd) as merging:
            done = self._fill(letters, filler, merging, complaints, processes)
            complaints.end()
            paths = [letter.path for letter in done if letter.path]
            unprinted = 0 if self.dry else self.finish.carry_out(paths, merging)
        self._sum_up(len(letters), len(done))
        if not done:
            return ExitCode.NOTHING_SUCCEEDED
        failed = len(done) < len(letters) or unprinted
        return ExitCode.SOME_FAILED if failed else ExitCode.OK

    def _check(self) -> None:
        """Raises UsageError or ProgramMissing before anything is read."""
        self.finish.check()
        merge = self.finish.merge
        for path in (self.template, self.data):
            if merge and merge.exists() and path.exists() and path.samefile(merge):
                raise UsageError(
                    _("this file is to be read; the result would overwrite it."),
                    source=str(merge),
                    remedy=_("Give the result another name."),
                )
        check_is_table(self.data)

    def _template(self) -> bytes:
        try:
            return self.template.read_bytes()
        except OSError as error:
            raise FileNotThere(
                _("the template cannot be opened: {reason}.").format(reason=refusal(error)),
                source=str(self.template),
            ) from error

    def _letters(self, filler: Filler, sheet: str) -> list[Letter]:
        """Every letter that is asked for. Raises TemplateError and ConfigurationError."""
        try:
            wanted = filler.wanted
        except DocforgeError as error:
            raise error.about(self.template.name) from error
        if self.pattern:
            wanted |= self.pattern.variables
        found = load_records(
            self.data, sheet=sheet, wanted=wanted, keep_blank=self.missing == "error"
        )
        named = {name.split(".")[0].removesuffix("[]") for name in found.names}
        if wanted and not wanted & named:
            raise UsageError(
                _("template and table have no name in common. The template asks for {wanted}; the "
                  "table has {named}.").format(wanted=_listed(wanted), named=_listed(found.names)),
                source=self.data.name,
                remedy=_("Name the columns as the template does."),
            )  # fmt: skip
        return plan_letters(
            found.records,
            pattern=self.pattern,
            stem=self.template.stem,
            folder=self.folder,
            kept=[path for path in (self.template, self.data, self.finish.merge) if path],
        )

    def _fill(
        self,
        letters: Sequence[Letter],
        filler: Filler,
        merging: Merging,
        complaints: Complaints,
        processes: int | None,
    ) -> list[Letter]:
        """Fill every letter and say what became of it; those that were made."""
        done = []
        with progress(len(letters), _("writing")) as step:
            for letter, outcome in fill_letters(letters, filler, processes=processes):
                fault = outcome.fault
                if outcome.content and not fault:
                    try:
                        merging.add(outcome.content)
                    except DocforgeError as error:
                        fault = _("it cannot be merged: {reason}").format(reason=error)
                step(letter.path.name if letter.path else letter.where)
                if fault:
                    complaints.tell(letter.where, fault)
                    continue
                done.append(letter)
                if outcome.lacking:
                    lacks = _("lacks {missing}").format(missing="、".join(outcome.lacking))
                    complaints.tell(letter.where, lacks)
                if letter.path:
                    click.echo(str(letter.path))
        return done

    def _sum_up(self, asked: int, made: int) -> None:
        said = (
            _("{made} of {asked} documents would be written.")
            if self.dry
            else _("{made} of {asked} documents made.")
        )
        click.echo(said.format(made=made, asked=asked), err=True)


def _listed(names: Iterable[str]) -> str:
    ordered = sorted(names)
    return "、".join(ordered[:10]) + ("…" if len(ordered) > 10 else "")
