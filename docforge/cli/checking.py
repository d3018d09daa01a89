"""What `docforge check` does: settings put together, files looked at, mended, reported."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import click

from docforge.atomic import write_atomically
from docforge.batch.progress import progress
from docforge.check.baseline import read_baseline, write_baseline
from docforge.check.diagnostic import Severity
from docforge.check.examining import Examined, Settings
from docforge.check.mending import difference, mended
from docforge.check.project import Project, check_codes, project_of
from docforge.check.reporting import FORMATS
from docforge.check.reporting.run import Run, shown
from docforge.check.reporting.text import summary
from docforge.check.running import Plan, reported, run, usual_paths, word_files
from docforge.errors import ConfigurationError, ExitCode, UnwritableFile, UsageError
from docforge.messages import translate as _


@dataclass(frozen=True)
class Asked:
    """The command's options, as they were given."""

    paths: tuple[Path, ...]
    form: str
    fail_on: Literal["error", "warning"] | None
    profile: Literal["circular", "letter"] | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    data: Path | None
    filters: tuple[str, ...]
    baseline: Path | None
    write_baseline: Path | None
    fix: bool
    diff: bool
    yes: bool
    layout: bool | None
    jobs: int | None
    output: Path | None


def carry_out(asked: Asked) -> ExitCode:
    """Check, mend where asked, report; the exit code."""
    project = project_of(Path.cwd())
    plan = _planned(asked, project)
    with progress(len(plan.paths), _("checking")) as step:
        made, results = run(plan, step)
    written = True
    if asked.fix or asked.diff:
        results, written = _put_right(asked, plan, results)
        if asked.diff and not asked.fix:
            return ExitCode.SOME_FAILED if made.failed else ExitCode.OK
        made = reported(plan, results, made.seconds)
    if asked.write_baseline is not None:
        listed = [(each.path, each.findings) for each in results]
        count = write_baseline(asked.write_baseline, listed)
        told = _("{count} findings are kept in {path}.").format(
            count=count, path=asked.write_baseline
        )
        click.echo(told, err=True)
        return ExitCode.OK
    _report(asked, plan, made)
    return ExitCode.SOME_FAILED if made.failed or not written else ExitCode.OK


def _planned(asked: Asked, project: Project) -> Plan:
    check_codes(asked.select)
    check_codes(asked.ignore)
    paths = word_files(asked.paths or usual_paths(project))
    if not paths:
        where = "、".join(map(str, asked.paths or usual_paths(project)))
        raise UsageError(_("there is no Word file in {where}").format(where=where))
    settings = Settings(
        profile=asked.profile or project.profile,
        layout=bool(project.layout if asked.layout is None else asked.layout),
        selected=frozenset(asked.select or project.select),
        ignored=frozenset((*asked.ignore, *project.ignore)),
        filters=frozenset((*asked.filters, *project.filters)),
        data=None if asked.data is None else _data(asked.data),
    )
    if settings.layout:
        _need_libreoffice()
    baseline = asked.baseline or (project.root / project.baseline if project.baseline else None)
    known = None
    if baseline is not None and asked.write_baseline is None:
        known = (baseline, read_baseline(baseline))
    return Plan(
        paths=tuple(paths),
        settings=settings,
        project=project,
        fail_on=Severity(asked.fail_on or project.fail_on or Severity.ERROR),
        baseline=known,
        processes=asked.jobs,
    )


def _need_libreoffice() -> None:
    """Raises ProgramMissing where LibreOffice was asked for and is not installed."""
    from docforge.libreoffice import required

    required()


def _data(path: Path) -> Mapping[str, Any]:
    """The data to try templates with, from JSON or YAML."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text("utf-8-sig"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        told = _("cannot be read: {reason}").format(reason=reason)
        raise ConfigurationError(told, source=str(path)) from error
    if not isinstance(content, dict):
        told = _("must consist of “name: value” lines.")
        raise ConfigurationError(told, source=str(path))
    return content


def _put_right(
    asked: Asked, plan: Plan, results: Sequence[Examined]
) -> tuple[list[Examined], bool]:
    """Each file mended that can be, after showing how, and looked at again; whether all that was
    to be written was."""
    now: list[Examined] = []
    written = True
    for each, (_path, settings) in zip(results, plan.jobs(), strict=True):
        made = mended(_with_subject(each, settings), settings)
        if made is None:
            now.append(each)
            continue
        click.echo(difference(made, Path(shown(each.path))), nl=False, err=not asked.diff)
        if asked.diff or not _agreed(asked, each.path):
            now.append(each)
            continue
        try:
            write_atomically(each.path, made.content)
        except UnwritableFile as error:
            click.echo(_("Error: {message}").format(message=error), err=True)
            now.append(each)
            written = False
            continue
        now.append(replace(made.examined, subject=None))
    return now, written


def _with_subject(each: Examined, settings: Settings) -> Examined:
    """What a worker process found, with the file it found it in."""
    if each.subject is not None:
        return each
    from docforge.check.examining import examined

    return examined(each.path, settings)


def _agreed(asked: Asked, path: Path) -> bool:
    if asked.yes:
        return True
    if not sys.stdin.isatty():
        told = _("{path} was not changed; --yes changes it without asking.")
        click.echo(told.format(path=shown(path)), err=True)
        return False
    return click.confirm(_("Change {path}?").format(path=shown(path)), err=True)


def _report(asked: Asked, plan: Plan, made: Run) -> None:
    coloured = asked.form == "text" and asked.output is None and sys.stdout.isatty()
    text = FORMATS[asked.form](replace(made, coloured=coloured))
    if asked.output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(asked.output, text.encode())
        click.echo(summary(made), err=True)
    if not plan.settings.layout and asked.form == "text" and asked.output is None:
        _tell_of_layout(plan)


def _tell_of_layout(plan: Plan) -> None:
    """That there are rules that were not asked for."""
    from docforge.check.rules import RULES

    left = [rule for rule in RULES.values() if rule.slow and plan.settings.wants(rule.code)]
    if left:
        told = _("{count} rules that look at laid-out pages were left out; --layout applies them.")
        click.echo(told.format(count=len(left)), err=True)
