"""What a ledger remembers beside what clerks see, as plain entries for a hidden sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields

from docforge.documents.ledger.events import Event, Kind, Standing
from docforge.documents.ledger.updating import Ledger
from docforge.sheets.ledger_book import Remembered

_BASE, _DERIVED, _EVENT, _REFUSED = "base", "derived", "event", "refused"


@dataclass
class Memory:
    """By line: what its finding said, what docforge said last; all events; what was refused."""

    base: dict[str, dict[str, str]] = field(default_factory=dict)
    derived: dict[str, dict[str, str]] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)
    refused: set[tuple[str, str]] = field(default_factory=set)


def recalled(entries: Iterable[Remembered]) -> Memory:
    """The memory that `entries_of` wrote; what cannot be understood is left out."""
    memory = Memory()
    events: dict[str, dict[str, str]] = {}
    for what, of, key, text in entries:
        if what == _BASE:
            memory.base.setdefault(of, {})[key] = text
        elif what == _DERIVED:
            memory.derived.setdefault(of, {})[key] = text
        elif what == _EVENT:
            events.setdefault(of, {})[key] = text
        elif what == _REFUSED:
            memory.refused.add((of, text))
    known = {each.name for each in fields(Event)} - {"key", "kind", "standing"}
    for key, said in events.items():
        if said.get("kind") in set(Kind) and said.get("standing") in set(Standing):
            rest = {name: text for name, text in said.items() if name in known}
            kind, standing = Kind(said["kind"]), Standing(said["standing"])
            memory.events[key] = Event(key=key, kind=kind, standing=standing, **rest)
    return memory


def entries_of(ledger: Ledger) -> Iterator[Remembered]:
    """Everything to remember of a ledger, in an order that only depends on what it is."""
    for line in sorted((*ledger.lines, *ledger.removed), key=lambda each: each.id):
        for what, said in ((_BASE, line.base), (_DERIVED, line.derived)):
            yield from ((what, line.id, key, said[key]) for key in sorted(said) if said[key])
    for key in sorted(ledger.events):
        event = ledger.events[key]
        for each in fields(Event):
            text = str(getattr(event, each.name))
            if each.name != "key" and text:
                yield _EVENT, key, each.name, text
    for origin, line_id in sorted(ledger.refused):
        yield _REFUSED, origin, "", line_id
