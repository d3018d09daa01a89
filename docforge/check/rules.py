"""The list of rules. A rule is a function that looks at a subject and yields what it found:

    @rule("S101", "syntax", Severity.ERROR, "A tag is not closed.", why=…, bad=…, good=…, fix=…)
    def unclosed(subject: Subject) -> Iterator[Found]: ...

Its code stays for ever (baselines and suppressions name it); families count from their hundred:
syntax S1, data D2, package P3, layout L4, official format G5, wording W6, forms F7.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from docforge.check.diagnostic import Severity, Spot

if TYPE_CHECKING:
    from docforge.check.subject import Subject

Family = Literal["syntax", "data", "package", "layout", "official", "wording", "forms"]
Profile = Literal["circular", "letter"]
"""Which of the formats of GB/T 9704-2012 a document is in: 公文 (section 7) or 信函 (10.1)."""
FAMILIES: tuple[Family, ...] = (
    *("syntax", "data", "package", "layout", "official", "wording", "forms"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule yields: the message, where, the words concerned. `severity` and `remedy` where
    they differ from the rule's own."""

    message: str
    spot: Spot = field(default_factory=Spot)
    text: str = ""
    severity: Severity | None = None
    remedy: str = ""


Look = Callable[["Subject"], Iterable[Found]]


@dataclass(frozen=True)
class Rule:
    """A rule, as `docforge check --rules` lists it. All its texts are message ids (gettext):
    English, translated where they are shown. `bad` and `good` are examples. `source` is the
    clause it comes from. `profiles` empty: it holds for every document."""

    code: str
    family: Family
    severity: Severity
    title: str
    why: str
    bad: str
    good: str
    fix: str
    look: Look
    source: str = ""
    profiles: tuple[Profile, ...] = ()
    slow: bool = False
    """Needs LibreOffice: only with `--layout`."""


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    family: Family,
    severity: Severity,
    title: str,
    *,
    why: str,
    bad: str,
    good: str,
    fix: str,
    source: str = "",
    profiles: tuple[Profile, ...] = (),
    slow: bool = False,
) -> Callable[[Look], Look]:
    """Enter a function into the list of rules under its code."""

    def entered(look: Look) -> Look:
        assert code not in RULES, code
        RULES[code] = Rule(
            *(code, family, severity, title, why, bad, good, fix, look, source, profiles, slow)
        )
        return look

    return entered
