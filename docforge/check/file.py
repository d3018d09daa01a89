"""Family X0: what the check says of a file as a whole, and of findings that are allowed in it.

These rules look at nothing themselves: `examining` and `allowing` find what they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docforge.check.diagnostic import Diagnostic, Severity, Spot
from docforge.check.rules import RULES, Found, rule
from docforge.check.subject import Subject
from docforge.messages import marked as N_
from docforge.messages import translate as _

NOWHERE = Spot()
"""A file as a whole."""


def said(code: str, message: str, path: Path, spot: Spot = NOWHERE, text: str = "") -> Diagnostic:
    """A finding of this family."""
    known = RULES[code]
    return Diagnostic(code, known.severity, message, str(path), spot, text, _(known.fix))


@rule(
    "X000",
    "file",
    Severity.ERROR,
    N_("A file that cannot be read"),
    why=N_("Nothing can be said of it; and what the check cannot open, Word may not either."),
    bad="通知.docx, 0 bytes",
    good="通知.docx",
    fix=N_("Open it in Word and save it as .docx without a password."),
)
def unreadable(_subject: Subject) -> Iterator[Found]:
    yield from ()


@rule(
    "X001",
    "file",
    Severity.ERROR,
    N_("A rule that failed on this file"),
    why=N_("docforge made a mistake; the other rules have looked at the file all the same."),
    bad="S104: KeyError",
    good="",
    fix=N_("Please report it with the file; --ignore CODE leaves the rule out until then."),
)
def failed(_subject: Subject) -> Iterator[Found]:
    yield from ()


@rule(
    "X002",
    "file",
    Severity.WARNING,
    N_("A finding is allowed without a reason"),
    why=N_("In a year nobody knows whether it may go; without a reason it does not count."),
    bad="{# docforge: allow S113 #}",
    good="{# docforge: allow S113 because 表头由省局统一印制 #}",
    fix=N_("Write why: because …"),
)
def unreasoned(_subject: Subject) -> Iterator[Found]:
    yield from ()


@rule(
    "X003",
    "file",
    Severity.WARNING,
    N_("Something is allowed that is not there"),
    why=N_("It was mended or moved; left standing, it hides the next finding of its kind."),
    bad="allow: [{code: S113, because: …}] without any S113",
    good="allow: []",
    fix=N_("Delete the line."),
)
def allowed_in_vain(_subject: Subject) -> Iterator[Found]:
    yield from ()


@rule(
    "X004",
    "file",
    Severity.WARNING,
    N_("A file of another kind"),
    why=N_("Templates of Word 97, .dotx and files with macros cannot be filled by docforge."),
    bad="通知.doc",
    good="通知.docx",
    fix=N_("Save it in Word as “Word Document (.docx)”."),
)
def other_kind(_subject: Subject) -> Iterator[Found]:
    yield from ()
