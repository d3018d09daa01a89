r"""The list of rules. A rule is a function that looks at a subject and yields what it found:

    @rule("S101", "syntax", Severity.ERROR, "A tag is not closed.", why=…, bad=…, good=…, fix=…)
    def unclosed(subject: Subject) -> Iterator[Found]: ...

Its code stays for ever (baselines and suppressions name it); families count from their hundred:
syntax S1, data D2, package P3, layout L4, official format G5, wording W6, forms F7; X0 is what
the check says of a file as a whole, and of what is allowed in it.

A rule about the text of a paragraph may come with `mend=`, which `docforge check --fix` applies to
the paragraphs in which the rule found something:

    @rule("W601", …, mend=replacing(r"[\[【](\d{4})[\]】]", r"〔\1〕"))
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from docforge.check.diagnostic import Severity, Spot
from docforge.check.subject import Profile, Subject

Family = Literal["file", "syntax", "data", "package", "layout", "official", "wording", "forms"]
FAMILIES: tuple[Family, ...] = (
    *("file", "syntax", "data", "package", "layout", "official", "wording", "forms"),
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


Look = Callable[[Subject], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a paragraph's text, `start`:`end`, and what is to stand in its place.

    What is put in looks like the piece's first character. A change that puts in what stands there
    already gathers it into one run.
    """

    start: int
    end: int
    text: str


Mend = Callable[[str], Iterable[Change]]
"""What `--fix` does to the text of a paragraph in which a rule found something. Only what is
surely meant is changed; applied to its own result a mend changes nothing. Changes do not overlap;
those of a rule whose findings in the paragraph are all allowed are not made."""


def replacing(pattern: str, put: str | Callable[[re.Match[str]], str]) -> Mend:
    """A mend that replaces what a regular expression finds, as `re.sub` would: the common "
    "case."""
    compiled = re.compile(pattern)

    def mend(text: str) -> Iterator[Change]:
        for match in compiled.finditer(text):
            made = match.expand(put) if isinstance(put, str) else put(match)
            if made != match[0]:
                yield Change(match.start(), match.end(), made)

    return mend


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
    mend: Mend | None = None
    """What `--fix` may do without asking what was meant; None where a person must decide."""


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
    mend: Mend | None = None,
) -> Callable[[Look], Look]:
    """Enter a function into the list of rules under its code."""

    def entered(look: Look) -> Look:
        assert code not in RULES, code
        RULES[code] = Rule(
            *(
                code,
                family,
                severity,
                title,
                why,
                bad,
                good,
                fix,
                look,
                source,
                profiles,
                slow,
                mend,
            )
        )
        return look

    return entered
