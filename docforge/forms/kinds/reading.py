"""What a kind of form gives before the rules are applied to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from docforge.model import Answer, Field, Finding, Flag, Row


@dataclass(frozen=True)
class Reading:
    """Fields, answers, findings or rows as they were read, with reading flags of the whole."""

    fields: dict[str, Field] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()
    flags: tuple[Flag, ...] = ()
