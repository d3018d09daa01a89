"""A clause of the standard as a rule: it looks at the elements of a finished document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from docforge.check.diagnostic import Severity, Spot
from docforge.check.official.elements import Paper, paper_of
from docforge.check.rules import Found, Mend, rule
from docforge.check.subject import Profile, Subject
from docforge.check.typesetting import A_MM, CHARACTER
from docforge.check.typesetting.paragraph import Typeset
from docforge.messages import translate as _

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
WITHIN = 0.8 * CHARACTER
"""How far a place may be off: spaces that people type for indents are not all of one width."""
SureOf = Callable[[Paper], Iterable[Found]]


def clause(
    code: str,
    severity: Severity,
    title: str,
    clause: str,
    *,
    why: str,
    bad: str,
    good: str,
    fix: str,
    profiles: tuple[Profile, ...] = (),
    mend: Mend | None = None,
) -> Callable[[SureOf], SureOf]:
    """Enter a clause into the list of rules. A template is judged by what its sample makes."""

    def entered(look: SureOf) -> SureOf:
        def of(subject: Subject) -> Iterable[Found]:
            finished = subject.finished
            if finished is None:
                return ()
            told = look(finished.once(paper_of))
            return told if finished is subject else map(in_sample, told)

        source = f"GB/T 9704-2012 {clause}"
        rule(
            *(code, "official", severity, title),
            why=why,
            bad=bad,
            good=good,
            fix=fix,
            source=source,
            profiles=profiles,
            mend=mend,
        )(of)
        return look

    return entered


def in_sample(each: Found) -> Found:
    """A finding in what a template's sample makes: its paragraphs are not the template's."""
    where = _("in the filled sample")
    if each.spot.where:
        where = f"{where}, {each.spot.where}"
    return replace(each, spot=Spot(where=where))


def found(line: Typeset, message: str) -> Found:
    """A finding about a paragraph."""
    return Found(message, line.spot, shown(line.said))


def shown(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def together(lines: Sequence[Typeset], message: str) -> Iterator[Found]:
    """One finding for all paragraphs that have the same fault, at the first of them."""
    if not lines:
        return
    if len(lines) > 1:
        more = _("{message} So are {count} more paragraphs.")
        message = more.format(message=message, count=len(lines) - 1)
    yield found(lines[0], message)


def characters(points: float) -> str:
    """A length in characters (字) of the standard's line, for a message."""
    return f"{points / CHARACTER:.1f}".removesuffix(".0")


def mm(points: float) -> str:
    """A length in millimetres, for a message."""
    return f"{points / A_MM:.1f}".removesuffix(".0")


def in_flow(line: Typeset | None) -> bool:
    """Whether a paragraph stands in the text itself, so that its place across is known."""
    return line is not None and line.frame is None and not line.in_table
