"""A rule about printed pages: only with `--layout`, silent where nothing could be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docforge.check.diagnostic import Severity
from docforge.check.layout.printing import Printed, printed_of
from docforge.check.official.clause import in_sample
from docforge.check.rules import Found, rule
from docforge.check.subject import Subject

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
Measure = Callable[[Subject, Printed], Iterable[Found]]


def measured(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    bad: str,
    good: str,
    fix: str,
    source: str = "",
) -> Callable[[Measure], Measure]:
    """Enter a rule that looks at the printed pages of the finished document."""

    def entered(look: Measure) -> Measure:
        def of(subject: Subject) -> Iterable[Found]:
            printed = subject.once(printed_of)
            finished = subject.finished or subject
            if not isinstance(printed, Printed):
                return ()
            told = look(finished, printed)
            return told if finished is subject else map(in_sample, told)

        rule(
            *(code, "layout", severity, title),
            why=why,
            bad=bad,
            good=good,
            fix=fix,
            source=source,
            slow=True,
        )(of)
        return look

    return entered
