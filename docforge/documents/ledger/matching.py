"""Which line of the ledger a paper means that names no finding: only offered, never taken.

An enterprise reports in its own words. Its lines are compared with them, the likest pair first;
a clerk says yes or no in the workbook. What was refused once is not offered there again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from docforge.documents.identity import Identity, plain
from docforge.documents.ledger.events import Event, Kind, Standing
from docforge.documents.ledger.lines import FORM, Line

LEAST_LIKENESS = 45.0
"""Of two texts (0 to 100); below it two problems of one enterprise are not taken for one."""

Refused = Collection[tuple[str, str]]
"""(event key, line id) of what a clerk said no to."""


def offered(
    events: Mapping[str, Event], lines: Sequence[Line], refused: Refused, closed: Collection[str]
) -> dict[str, Event]:
    """The events with those that are unmatched offered at the line they fit best.

    `closed` are the ids of lines to which nothing more is offered. A line is asked about one
    paper of a kind at a time.
    """
    result = dict(events)
    taken = {
        (each.line, each.kind) for each in events.values() if each.standing is Standing.OFFERED
    }
    waiting = [each for each in events.values() if each.standing is Standing.UNMATCHED]
    open_ = _Register(line for line in lines if line.id not in closed)
    for event in waiting:
        if event.kind is Kind.NOTICE:
            result |= dict(_at_every_line(event, open_.of(event), refused, result))
    pairs = sorted(
        (pair for event in waiting for pair in _pairs(event, open_.of(event), refused)),
        key=_best_first,
    )
    for _likeness, key, line in pairs:
        event = result[key]
        if event.standing is Standing.UNMATCHED and (line, event.kind) not in taken:
            result[key] = event.placed(line, Standing.OFFERED)
            taken.add((line, event.kind))
    return result


class _Register:
    """Lines by the keys of their enterprises, so that a thousand papers find theirs quickly."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._by_key: dict[str, list[Line]] = {}
        for line in lines:
            for key in line.identity.keys:
                self._by_key.setdefault(key, []).append(line)

    def of(self, event: Event) -> list[Line]:
        """The lines of the enterprise that a paper names, also where a number differs.

        A clerk decides: an enterprise may well have misspelt its own licence number.
        """
        who = Identity.of(event.uscc, event.licence_no, event.enterprise)
        found = {line.id: line for key in who.keys for line in self._by_key.get(key, ())}
        return list(found.values())


def _best_first(pair: tuple[float, str, str]) -> tuple[float, str, str]:
    likeness, key, line = pair
    return -likeness, key, line


def _at_every_line(
    event: Event, lines: Iterable[Line], refused: Refused, known: Mapping[str, Event]
) -> Iterator[tuple[str, Event]]:
    """A notice that names an enterprise and no findings may be of any of its open lines."""
    for line in lines:
        key = f"{event.key}>{line.id}"
        if key not in known and (event.key, line.id) not in refused:
            yield key, _copy(event, key).placed(line.id, Standing.OFFERED)


def _copy(event: Event, key: str) -> Event:
    return Event(**{**vars(event), "key": key})


def _pairs(
    event: Event, lines: Sequence[Line], refused: Refused
) -> Iterator[tuple[float, str, str]]:
    if event.kind is Kind.NOTICE:
        return
    own = [line for line in lines if _later(event, line)]
    for line in own:
        if (event.key, line.id) in refused:
            continue
        if event.item:
            if _item(line) == event.item and line.base.get(FORM, "") == event.source_form:
                yield 100.0, event.key, line.id
            continue
        likeness = alike(event.problem, line.text("problem"))
        if likeness >= LEAST_LIKENESS:
            yield likeness, event.key, line.id


def alike(one: str, other: str) -> float:
    """How alike two descriptions of a problem are, 0 to 100."""
    one, other = plain(one), plain(other)
    if not one or not other:
        return 0.0
    return max(fuzz.ratio(one, other), 0.9 * fuzz.partial_ratio(one, other))


def _later(event: Event, line: Line) -> bool:
    """A paper of a day before the inspection, or of its day, is no answer to it."""
    inspected = line.text("inspected_on")
    return not event.day or not inspected or event.day > inspected


def _item(line: Line) -> str:
    """The item in a finding's id ("3f2a9c01b7de-1/2.1/1")."""
    parts = line.id.split("/")
    return parts[1] if len(parts) > 2 else ""
