"""A ledger and what has come in since: the ledger as it stands now. Pure, and done twice it
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from docforge.documents.identity import is_same, plain
from docforge.documents.ledger.events import Event, Standing, effects, sources
from docforge.documents.ledger.lines import Line
from docforge.documents.ledger.matching import offered
from docforge.documents.ledger.states import (
    State,
    escalation,
    overdue,
    settled,
    state_called,
    state_of,
)
from docforge.documents.written import distinct
from docforge.forms.definitions.phrases import Phrases
from docforge.messages import translate as _

BY_HAND = "手工-"
"""Before the number of a line that clerks added themselves."""
Refusals = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Ledger:
    """What a workbook holds: its lines from top to bottom, and what docforge remembers beside.

    `removed` are lines that clerks deleted. `decisions` are the answers (line -> yes) that clerks
    gave to what was offered; `refused` the pairs (event, line) they refused before.
    """

    lines: tuple[Line, ...] = ()
    events: Mapping[str, Event] = field(default_factory=dict)
    removed: tuple[Line, ...] = ()
    decisions: Mapping[str, bool] = field(default_factory=dict)
    refused: Refusals = frozenset()


@dataclass(frozen=True)
class News:
    """What the sources of a run say: findings (as lines with their `base`) and events."""

    findings: tuple[Line, ...] = ()
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Standings:
    """What stands beside a line after an update, all of it docforge's own."""

    state: State
    overdue: int = 0
    escalation: str = ""
    offer: str = ""
    by_hand: tuple[tuple[str, str], ...] = ()
    """(column key, what docforge would have written) where a clerk's word differs."""


@dataclass(frozen=True)
class Updated:
    """The ledger after an update. `notes` tell a person what to look at."""

    ledger: Ledger
    standings: Mapping[str, Standings]
    notes: tuple[str, ...] = ()


def update(ledger: Ledger, news: News, today: date, phrases: Phrases) -> Updated:
    """The ledger with the news in it and every state derived anew."""
    notes: list[str] = []
    decided, refused = _decided(ledger)
    lines = _with_findings(_numbered(ledger.lines), ledger.removed, news.findings, notes)
    events = _with_events(decided, news.events, lines, ledger.removed, today, notes)
    own = _by_line(events)
    derived = [_derived(line, own.get(line.id, ()), phrases) for line in lines]
    closed = {line.id for line in derived if _closed(line, phrases)}
    events = offered(events, derived, refused, closed)
    # An item of a later checklist that is no recheck of anything is nothing to the ledger.
    unmatched = Standing.UNMATCHED
    events = {k: e for k, e in events.items() if not (e.item and e.standing is unmatched)}
    own = _by_line(events)
    standings = {
        line.id: _standings(line, old, own.get(line.id, ()), today, phrases)
        for line, old in zip(derived, lines, strict=True)
    }
    made = Ledger(tuple(derived), events, ledger.removed, {}, refused)
    return Updated(made, standings, tuple(notes))


def _by_line(events: Mapping[str, Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in events.values():
        found.setdefault(event.line, []).append(event)
    return found


def _decided(ledger: Ledger) -> tuple[dict[str, Event], Refusals]:
    """The events after the clerks' answers: taken, or free to be offered elsewhere."""
    events, refused = dict(ledger.events), set(ledger.refused)
    for line, yes in ledger.decisions.items():
        waiting = _asked(line, events.values())
        if waiting is None:
            continue
        if yes:
            events[waiting.key] = waiting.placed(line, Standing.TAKEN)
            continue
        origin, copied, _of = waiting.key.partition(">")
        refused.add((origin, line))
        if copied:
            del events[waiting.key]
        else:
            events[waiting.key] = waiting.placed("", Standing.UNMATCHED)
    return events, frozenset(refused)


def _asked(line: str, events: Iterable[Event]) -> Event | None:
    """The one paper that a line asks about: the first that was offered, by day."""
    waiting = [e for e in events if e.line == line and e.standing is Standing.OFFERED]
    return min(waiting, key=lambda each: (each.day, each.key), default=None)


def _numbered(lines: Sequence[Line]) -> list[Line]:
    """Lines that clerks added get a number, so that papers can be matched to them."""
    used = {line.id for line in lines}
    number, result = 1, []
    for line in lines:
        if not line.id:
            while f"{BY_HAND}{number}" in used:
                number += 1
            id_ = f"{BY_HAND}{number}"
            used.add(id_)
            line = replace(line, id=id_, base={"finding": id_})
        result.append(line)
    return result


def _with_findings(
    lines: list[Line], removed: Iterable[Line], found: Iterable[Line], notes: list[str]
) -> list[Line]:
    at = {line.id: number for number, line in enumerate(lines)}
    gone = {line.id for line in removed}
    of_words: dict[str, list[Line]] = {}
    for line in lines:
        of_words.setdefault(_words(line), []).append(line)
    kept_out = 0
    for new in found:
        if new.id in at:
            old = lines[at[new.id]]
            lines[at[new.id]] = replace(old, base={**old.base, **new.base})
        elif new.id in gone:
            kept_out += 1
        elif (same := _read_before(new, of_words.get(_words(new), ()))) is not None:
            said = _("{new} is the finding {old} read again from another copy; it stays one line.")
            notes.append(said.format(new=new.id, old=same.id))
        else:
            at[new.id] = len(lines)
            lines.append(new)
            of_words.setdefault(_words(new), []).append(new)
    if kept_out:
        said = _("{count} findings were deleted from the ledger by hand; they stay out.")
        notes.append(said.format(count=kept_out))
    return lines


def _read_before(new: Line, lines: Iterable[Line]) -> Line | None:
    """The line of the same enterprise, day and words: a form saved again has another id."""
    for line in lines:
        if (
            _same_day(line, new)
            and line.id.split("/")[0] != new.id.split("/")[0]
            and line.base.get("problem")
            and is_same(line.identity, new.identity)
        ):
            return line
    return None


def _words(line: Line) -> str:
    return plain(line.base.get("problem", ""))


def _same_day(one: Line, other: Line) -> bool:
    """An issue summary may not say when the inspection was."""
    days = {line.base.get("inspected_on", "") for line in (one, other)} - {""}
    return len(days) < 2


def _with_events(
    events: dict[str, Event],
    news: Iterable[Event],
    lines: Sequence[Line],
    removed: Iterable[Line],
    today: date,
    notes: list[str],
) -> dict[str, Event]:
    """The events with the new ones; a paper that names no day counts from when it came in."""
    known = {line.id for line in lines}
    gone = {line.id for line in removed}
    for event in news:
        old = events.get(event.key)
        event = replace(event, day=event.day or (old.day if old else today.isoformat()))
        if old is not None and old.standing is not Standing.UNMATCHED:
            event = event.placed(old.line, old.standing)
        elif event.line and event.line in known:
            event = event.placed(event.line, Standing.SURE)
        elif event.line:
            if event.line not in gone:
                said = _("{source} speaks of {finding}, which the ledger does not hold.")
                notes.append(said.format(source=event.source, finding=event.line))
            event = event.placed("", Standing.UNMATCHED)
        events[event.key] = event
    return events


def _closed(line: Line, phrases: Phrases) -> bool:
    written = line.stands.get("state", "")
    return State.CLOSED in (state_of(line.cells, phrases), state_called(written))


def _derived(line: Line, events: Iterable[Event], phrases: Phrases) -> Line:
    """The line with what docforge says now; `stands` becomes what shall stand there."""
    events = list(events)
    said = {key: text for key, text in line.base.items() if text} | effects(events)
    papers = (*line.base.get("traces", "").split("；"), *sources(events))
    said["traces"] = "；".join(distinct(papers))
    changed = line.written
    changed.pop("state", None)
    cells = {**said, **changed}
    state = state_of(cells, phrases)
    before = state_called(line.derived.get("state", ""))
    written = line.stands.get("state", "")
    cells["state"] = settled(state, before, written)
    said["state"] = state.word
    return replace(line, derived=said, stands=cells, remembered=True)


def _standings(
    line: Line, old: Line, events: Iterable[Event], today: date, phrases: Phrases
) -> Standings:
    cells = line.stands
    state = state_called(cells["state"]) or state_of(cells, phrases)
    late = overdue(cells, state, today)
    waiting = _asked(line.id, events)
    differing = tuple(
        (key, said)
        for key, said in line.derived.items()
        if said and cells.get(key, "") != said and key in {**old.written, "state": ""}
    )
    return Standings(
        state=state,
        overdue=late,
        escalation=escalation(cells, cells["state"], phrases, late),
        offer=waiting.told if waiting else "",
        by_hand=differing,
    )
