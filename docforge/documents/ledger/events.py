"""What happened to a finding after it was found: a notice, a report, a recheck.

Events are kept with the ledger and only ever added, each known by its key; what they say to the
ledger's columns follows from all of them, whatever order they came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from docforge.documents.ledger.states import ORDERED
from docforge.documents.written import chinese_date, distinct


class Kind(StrEnum):
    NOTICE = "notice"
    REPORT = "report"
    RECHECK = "recheck"


class Standing(StrEnum):
    """Whether an event counts: matched by the finding's id, or as a clerk decided."""

    SURE = "sure"
    OFFERED = "offered"
    TAKEN = "taken"
    REFUSED = "refused"
    UNMATCHED = "unmatched"

    @property
    def counts(self) -> bool:
        return self in (Standing.SURE, Standing.TAKEN)


@dataclass(frozen=True)
class Event:
    """Something that happened to the finding of `line` ("" while none is matched).

    `key` says where it was read, so that reading it again adds nothing. `day` and `deadline` are
    ISO 8601, "" where not known; `words` say what (a number, measures, a result); `problem` and
    the identity are what it is matched by where it names no finding.
    """

    key: str
    kind: Kind
    line: str = ""
    standing: Standing = Standing.UNMATCHED
    day: str = ""
    words: str = ""
    deadline: str = ""
    source: str = ""
    enterprise: str = ""
    uscc: str = ""
    licence_no: str = ""
    problem: str = ""
    item: str = ""
    source_form: str = ""

    def placed(self, line: str, standing: Standing) -> Event:
        return replace(self, line=line, standing=standing)

    @property
    def told(self) -> str:
        """What a clerk is asked to confirm (Chinese, as the workbook is)."""
        what = {Kind.NOTICE: "责令改正通知书", Kind.REPORT: "整改报告", Kind.RECHECK: "复查"}
        day = chinese_date(self.day) if self.day else ""
        parts = [f"{what[self.kind]}（{self.source}）", day, self.problem, self.words]
        return "；".join(part for part in parts if part)


def effects(events: Iterable[Event]) -> dict[str, str]:
    """What the events that count say to the columns of their line, by column key."""
    counted = [event for event in events if event.standing.counts]
    said: dict[str, str] = {}
    for kind, apply in (
        (Kind.NOTICE, _noticed),
        (Kind.REPORT, _reported),
        (Kind.RECHECK, _rechecked),
    ):
        own = sorted((each for each in counted if each.kind is kind), key=_order)
        if own:
            said |= apply(own[-1])
    return said


def sources(events: Iterable[Event]) -> tuple[str, ...]:
    """The papers that the events that count were read from, each once, in the order of days."""
    counted = sorted((each for each in events if each.standing.counts), key=_order)
    return distinct(each.source for each in counted)


def _order(event: Event) -> tuple[str, str]:
    return event.day, event.key


def _noticed(event: Event) -> Mapping[str, str]:
    number, _sep, term = event.words.partition("；")
    said = {"disposition": ORDERED + (f"（{number}）" if number else "")}
    if event.deadline:
        return {**said, "deadline": event.deadline}
    return {"disposition": said["disposition"] + (f"，{term}" if term else "")}


def _reported(event: Event) -> Mapping[str, str]:
    return {"reported_on": event.day}


def _rechecked(event: Event) -> Mapping[str, str]:
    return {"rechecked_on": event.day, "recheck_result": event.words}
