"""Applying the rules to one file. A file that cannot be read is a finding like any other, and so
is a rule that fails: neither hides what the others find."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from docforge.check.allowing import without_allowed
from docforge.check.diagnostic import Diagnostic, Severity
from docforge.check.file import said
from docforge.check.rules import FAMILIES, RULES, Rule
from docforge.check.subject import Profile, Subject
from docforge.errors import DocforgeError
from docforge.messages import translate as _

UNREADABLE, FAILED, OTHER_KIND = "X000", "X001", "X004"
_OTHERS = frozenset({".doc", ".dot", ".dotx", ".dotm", ".docm", ".wps", ".wpt", ".rtf", ".odt"})
"""What people keep their templates in besides .docx."""


@dataclass(frozen=True)
class Settings:
    """What to look for. `selected` and `ignored` are codes or their beginnings ("S1", "W601");
    nothing selected: all. `layout`: also the rules that need LibreOffice. `filters` are those that
    a program brings along, `data` what to try a template with that has no contract."""

    profile: Profile | None = None
    layout: bool = False
    ignored: frozenset[str] = frozenset()
    selected: frozenset[str] = frozenset()
    filters: frozenset[str] = frozenset()
    data: Mapping[str, Any] | None = None

    def wants(self, code: str) -> bool:
        """Whether a rule is applied; what is said of a file as a whole always is."""
        if self.ignored and code.startswith(tuple(self.ignored)):
            return False
        return not self.selected or code.startswith(("X", *self.selected))


@dataclass(frozen=True)
class Examined:
    """A file's findings, and those that are allowed, with the reason of each."""

    path: Path
    findings: tuple[Diagnostic, ...]
    allowed: tuple[tuple[Diagnostic, str], ...] = ()
    subject: Subject | None = field(default=None, compare=False)

    def __reduce__(self) -> tuple[object, ...]:
        # Between processes without the subject, whose XML cannot be handed on.
        return Examined, (self.path, self.findings, self.allowed)


def examine(path: Path, settings: Settings = Settings()) -> list[Diagnostic]:
    """Everything that is wrong with a .docx, in the order of the document."""
    return list(examined(path, settings).findings)


def examined(path: Path, settings: Settings = Settings(), content: bytes | None = None) -> Examined:
    """A file with all that the rules say of it; `content` where it is not what lies on disk."""
    if content is None and path.suffix.lower() in _OTHERS and path.is_file():
        told = _("is a {kind} file, which docforge does not fill or check.")
        return Examined(path, (said(OTHER_KIND, told.format(kind=path.suffix), path),))
    try:
        read = path.read_bytes() if content is None else content
        subject = Subject(
            path, read, settings.profile, filters=settings.filters, data=settings.data
        )
        subject.stories  # noqa: B018 - opened here, so that faults show here
    except OSError as error:
        told = _("cannot be opened: {reason}.").format(reason=error.strerror or error)
        return Examined(path, (said(UNREADABLE, told, path),))
    except DocforgeError as error:
        found = said(UNREADABLE, error.what, path)
        return Examined(path, (replace(found, remedy=error.remedy or found.remedy),))
    rules = list(_applying(subject, settings))
    found_all = [each for rule in rules for each in _found(rule, subject)]
    try:
        left, allowed = without_allowed(subject, found_all, {rule.code for rule in rules})
    except Exception as error:  # docforge's own mistake must not hide what was found
        left, allowed = [*found_all, _failure("X003", error, path)], []
    wanted = [each for each in left if settings.wants(each.code)]
    return Examined(path, tuple(sorted(wanted, key=_in_order(subject))), tuple(allowed), subject)


def _in_order(subject: Subject) -> Any:
    parts = {story.name: number for number, story in enumerate(subject.stories)}
    return lambda each: (
        parts.get(each.spot.part, len(parts)),
        each.spot.line or 10**9,
        each.severity.rank,
        each.code,
    )


def _applying(subject: Subject, settings: Settings) -> Iterator[Rule]:
    families = _families(subject)
    for rule in RULES.values():
        if rule.family not in families or (rule.slow and not settings.layout):
            continue
        if rule.profiles and subject.profile not in rule.profiles:
            continue
        if settings.wants(rule.code):
            yield rule


def _families(subject: Subject) -> frozenset[str]:
    if subject.is_form:
        return frozenset({"forms"})
    left_out = {"forms"}
    if not subject.is_template:
        left_out |= {"syntax", "data"}
    if subject.profile is None:
        left_out.add("official")
    return frozenset(FAMILIES) - left_out


def _found(rule: Rule, subject: Subject) -> Iterator[Diagnostic]:
    try:
        for each in rule.look(subject):
            context = _context(subject, each.spot.part, each.spot.line)
            yield Diagnostic(
                code=rule.code,
                severity=each.severity or rule.severity,
                message=each.message,
                file=str(subject.path),
                spot=each.spot,
                text=each.text,
                remedy=each.remedy or _(rule.fix),
                context=context,
                mendable=rule.mend is not None
                and bool(context)
                and any(True for _change in rule.mend(context)),
            )
    except DocforgeError as error:
        yield _failure(rule.code, error, subject.path)
    except Exception as error:  # the other rules go on
        if os.environ.get("DOCFORGE_DEBUG"):
            raise
        yield _failure(rule.code, error, subject.path)


def _failure(code: str, error: Exception, path: Path) -> Diagnostic:
    reason = error.what if isinstance(error, DocforgeError) else f"{type(error).__name__}: {error}"
    reason = re.sub(r"\s+", " ", reason)
    told = _("rule {code} failed here: {reason}").format(code=code, reason=reason)
    return replace(said(FAILED, told, path), text=code)


def _context(subject: Subject, part: str, line: int) -> str:
    """The text of the paragraph that a finding is in."""
    story = subject.story(part) if line else None
    if story is None or line > len(story.paragraphs):
        return ""
    from docforge.check.story import own_words

    return own_words(story.paragraphs[line - 1])


__all__ = ["Diagnostic", "Examined", "Settings", "Severity", "examine", "examined"]
