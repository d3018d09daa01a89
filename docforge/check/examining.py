"""Applying the rules to one file. A file that cannot be read is a finding like any other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.rules import RULES, Profile, Rule
from docforge.check.subject import Subject
from docforge.errors import DocforgeError
from docforge.messages import translate as _

UNREADABLE = "X000"
"""The code of a file that no rule could look at."""


@dataclass(frozen=True)
class Settings:
    """What to look for. `layout`: also the rules that need LibreOffice."""

    profile: Profile | None = None
    layout: bool = False
    ignored: frozenset[str] = frozenset()
    """Codes of rules that are not applied."""


def examine(path: Path, settings: Settings = Settings()) -> list[Diagnostic]:
    """Everything that is wrong with a .docx, rule by rule."""
    try:
        subject = Subject(path, path.read_bytes(), settings.profile)
        subject.stories, subject.contract  # noqa: B018 - opened here, so that faults show here
    except OSError as error:
        said = _("cannot be opened: {reason}.").format(reason=error.strerror or error)
        return [Diagnostic(UNREADABLE, Severity.ERROR, said, str(path))]
    except DocforgeError as error:
        return [Diagnostic(UNREADABLE, Severity.ERROR, error.what, str(path), remedy=error.remedy)]
    return [each for rule in _applying(subject, settings) for each in _found(rule, subject)]


def _applying(subject: Subject, settings: Settings) -> Iterator[Rule]:
    for rule in RULES.values():
        if rule.code in settings.ignored or (rule.slow and not settings.layout):
            continue
        if rule.family in ("syntax", "data") and not subject.is_template:
            continue
        if rule.family == "official" and subject.profile is None:
            continue
        if not rule.profiles or subject.profile in rule.profiles:
            yield rule


def _found(rule: Rule, subject: Subject) -> Iterator[Diagnostic]:
    for each in rule.look(subject):
        yield Diagnostic(
            code=rule.code,
            severity=each.severity or rule.severity,
            message=each.message,
            file=str(subject.path),
            spot=each.spot,
            text=each.text,
            remedy=each.remedy or _(rule.fix),
        )
