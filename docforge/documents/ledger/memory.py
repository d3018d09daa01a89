"""What a ledger remembers beside what clerks see, as plain entries for a hidden sheet.

An entry holds a line's or an event's values as JSON, in parts where it is too long for a cell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace

from docforge.documents.ledger.events import Event, Kind, Standing
from docforge.documents.ledger.updating import Ledger
from docforge.sheets.ledger_book import Remembered

_BASE, _DERIVED, _EVENT, _REFUSED = "base", "derived", "event", "refused"
_LONGEST = 30_000
"""Characters of an entry; Excel keeps 32,767 in a cell."""


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
    parts: dict[tuple[str, str], str] = {}
    for what, of, _part, text in entries:
        if what == _REFUSED:
            memory.refused.add((of, text))
        else:
            parts[what, of] = parts.get((what, of), "") + text
    for (what, of), text in parts.items():
        said = _read(text)
        if what == _BASE:
            memory.base[of] = said
        elif what == _DERIVED:
            memory.derived[of] = said
        elif what == _EVENT and (event := _event(of, said)):
            memory.events[of] = event
    return memory


def _read(text: str) -> dict[str, str]:
    try:
        said = json.loads(text)
    except json.JSONDecodeError:
        return {}
    return {str(key): str(value) for key, value in said.items()} if isinstance(said, dict) else {}


def _event(key: str, said: Mapping[str, str]) -> Event | None:
    if said.get("kind") not in set(Kind) or said.get("standing") not in set(Standing):
        return None
    known = {each.name for each in fields(Event)} - {"key", "kind", "standing"}
    rest = {name: text for name, text in said.items() if name in known}
    bare = Event(key=key, kind=Kind(said["kind"]))
    return replace(bare, standing=Standing(said["standing"]), **rest)  # type: ignore[arg-type]


def entries_of(ledger: Ledger) -> Iterator[Remembered]:
    """Everything to remember of a ledger, in an order that only depends on what it is."""
    for line in sorted((*ledger.lines, *ledger.removed), key=lambda each: each.id):
        yield from _entries(_BASE, line.id, line.base)
        yield from _entries(_DERIVED, line.id, line.derived)
    for key in sorted(ledger.events):
        event = vars(ledger.events[key])
        yield from _entries(
            _EVENT, key, {name: str(event[name]) for name in event if name != "key"}
        )
    for origin, line_id in sorted(ledger.refused):
        yield _REFUSED, origin, "", line_id


def _entries(what: str, of: str, said: Mapping[str, str]) -> Iterator[Remembered]:
    text = json.dumps({key: said[key] for key in sorted(said) if said[key]}, ensure_ascii=False)
    for number, begin in enumerate(range(0, len(text), _LONGEST), start=1):
        yield what, of, str(number), text[begin : begin + _LONGEST]
