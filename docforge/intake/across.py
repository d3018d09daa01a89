"""Checks across the forms of a run: what one form says and another one denies or lacks.

They are taken back and made anew whenever the forms of a run change. Sources: 晋市监函〔2022〕181号
(registers that say 有 or 是 need an entry in the issue summary; who stopped is recorded apart).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docforge.atomic import written_atomically
from docforge.forms import Catalogue
from docforge.forms.judging.flagging import with_flags, without_flags
from docforge.intake.enterprises import code_key, licence_key, name_key
from docforge.intake.loading import load_findings
from docforge.intake.sightings import Party, Sighting, sighting
from docforge.model import Failure, Flagged, Submission, flag

ACROSS = frozenset(
    {
        "not_in_summary",
        "stopped_not_listed",
        "licence_expired_elsewhere",
        "enterprise_two_names",
        "enterprise_two_numbers",
    }
)
"""The codes of these checks; they are taken back before the checks run anew."""

Told = Iterator[tuple[str, Flagged]]
"""(submission id, flag and its path)."""


@dataclass(frozen=True)
class _Known:
    """Everything seen, and by each key of an enterprise where it was seen."""

    sightings: Sequence[Sighting]
    by_key: Mapping[str, Sequence[tuple[Sighting, Party]]]

    def elsewhere(self, party: Party) -> Iterator[tuple[Sighting, Party]]:
        """Where else this enterprise was seen, each place once."""
        seen = {id(party)}
        for key in party.keys:
            for where, other in self.by_key[key]:
                if id(other) not in seen:
                    seen.add(id(other))
                    yield where, other


def doubts_across(sightings: Sequence[Sighting]) -> dict[str, list[Flagged]]:
    """The flags of every check, by submission id."""
    by_key: dict[str, list[tuple[Sighting, Party]]] = {}
    for each in sightings:
        for party in each.parties:
            for key in party.keys:
                by_key.setdefault(key, []).append((each, party))
    known = _Known(sightings, by_key)
    found: dict[str, list[Flagged]] = {}
    for check in CHECKS:
        for submission, flagged in check(known):
            found.setdefault(submission, []).append(flagged)
    return found


def not_in_summary(known: _Known) -> Told:
    """A register says 有 or 是 where it asks for an entry in the issue summary."""
    for each in known.sightings:
        for claim in each.claims:
            problems = [
                problem
                for where, _party in known.elsewhere(claim.party)
                for problem in where.problems
            ]
            if not any(_tells(problem, claim.words) for problem in problems):
                said = flag("not_in_summary", claim.place, label=claim.label, raw=claim.raw)
                yield each.id, Flagged(claim.path, said)


def _tells(problem: str, words: Sequence[str]) -> bool:
    return not words or any(word in problem for word in words)


def stopped_not_listed(known: _Known) -> Told:
    """Production has stopped, but no register of such enterprises names it."""
    for each in known.sightings:
        for party in each.parties:
            if not (each.stopped_to and party.stopped_at):
                continue
            if all(where.form != each.stopped_to for where, _other in known.elsewhere(party)):
                said = flag("stopped_not_listed", party.stopped_place, form=each.stopped_to)
                yield each.id, Flagged(f"{party.path}{party.stopped_at}", said)


def licences_expired(known: _Known) -> Told:
    """A licence that ran out before the day on which another form tells of the enterprise.

    What one form says by itself of both days is judged by its own rules.
    """
    for each in known.sightings:
        for party in each.parties:
            if party.inspected_on and not party.valid_until:
                yield from _inspected(each, party, known)
            elif party.valid_until and not party.inspected_on:
                yield from _registered(each, party, known)


def _inspected(each: Sighting, party: Party, known: _Known) -> Told:
    """A checklist without the validity, which a register has."""
    last = max(
        (
            (other.valid_until, where.source)
            for where, other in known.elsewhere(party)
            if other.valid_until and _one_licence(party, other)
        ),
        default=None,
    )
    if last and last[0] < party.inspected_on:
        value, source = last
        said = flag("licence_expired_elsewhere", value=value, source=source, day=party.inspected_on)
        yield each.id, Flagged(f"{party.path}licence_no", said)


def _registered(each: Sighting, party: Party, known: _Known) -> Told:
    """A register's validity against the inspection, or else the day of the register itself."""
    inspected = [
        other.inspected_on
        for _where, other in known.elsewhere(party)
        if other.inspected_on and _one_licence(party, other)
    ]
    day = max(inspected, default=party.reported_on)
    if day and party.valid_until < day:
        said = flag(
            "licence_expired_elsewhere",
            party.valid_place,
            value=party.valid_until,
            source=each.source,
            day=day,
        )
        yield each.id, Flagged(f"{party.path}licence_valid_until", said)


def _one_licence(one: Party, other: Party) -> bool:
    keys = {licence_key(one.licence_no), licence_key(other.licence_no)} - {""}
    return len(keys) < 2


def two_names(known: _Known) -> Told:
    """One credit code or licence number under two names: a slip of the pen, or a change of name."""
    for each in known.sightings:
        for party in each.parties:
            if party.settled or not party.name:
                continue
            for number, key in (
                (party.uscc, f"u:{code_key(party.uscc)}"),
                (party.licence_no, f"l:{licence_key(party.licence_no)}"),
            ):
                other = _first_other(known.by_key.get(key, ()), party, lambda p: name_key(p.name))
                if other is not None:
                    where, named = other
                    said = flag(
                        "enterprise_two_names",
                        party.name_place,
                        number=number,
                        name=named.name,
                        source=where.source,
                    )
                    yield each.id, Flagged(f"{party.path}enterprise_name", said)
                    break


def two_numbers(known: _Known) -> Told:
    """One name with two credit codes, or two licence numbers for the same kind of product.

    An enterprise may hold licences for several kinds (XK05-001, XK08-001): those differ rightly.
    """
    for each in known.sightings:
        for party in each.parties:
            if party.settled or not party.name:
                continue
            same_name = known.by_key.get(f"n:{name_key(party.name)}", ())
            kind = _kind(party.licence_no)
            of_kind = [(w, p) for w, p in same_name if _kind(p.licence_no) == kind]
            for others, number, key_of in (
                (same_name, "uscc", lambda p: code_key(p.uscc)),
                (of_kind, "licence_no", lambda p: licence_key(p.licence_no)),
            ):
                other = _first_other(others, party, key_of)
                if other is not None:
                    where, numbered = other
                    said = flag(
                        "enterprise_two_numbers",
                        party.name_place,
                        name=party.name,
                        number=getattr(numbered, number),
                        source=where.source,
                    )
                    yield each.id, Flagged(f"{party.path}{number}", said)
                    break


def _kind(licence_no: str) -> str:
    """What a licence is for: its first two figures, without the number of the enterprise."""
    return licence_key(licence_no).rpartition("-")[0]


def _first_other(
    seen: Iterable[tuple[Sighting, Party]], party: Party, key_of: Callable[[Party], str]
) -> tuple[Sighting, Party] | None:
    """Where another form says otherwise; one that was read with doubt is no witness."""
    own = key_of(party)
    others = ((w, p) for w, p in seen if key_of(p) not in ("", own) and not p.misread)
    return next(others, None) if own else None


CHECKS: tuple[Callable[[_Known], Told], ...] = (
    not_in_summary,
    stopped_not_listed,
    licences_expired,
    two_names,
    two_numbers,
)


class Comparing:
    """Gathers what the lines of a run say, and flags them once all are read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._seen: list[Sighting] = []
        self._stale = False

    def note(self, line: Submission | Failure) -> None:
        """Takes a line of the run into account."""
        if isinstance(line, Submission):
            seen = sighting(line, self._catalogue)
            if seen is not None:
                self._seen.append(seen)
            self._stale |= any(entry.flag.code in ACROSS for entry in line.flagged())

    def compared(self, lines: Iterable[Submission | Failure]) -> list[Submission | Failure]:
        """The lines with the flags of these checks, those of an earlier run taken back."""
        found = doubts_across(self._seen)
        return [
            with_flags(without_flags(line, ACROSS), found.get(line.id, ()))
            if isinstance(line, Submission)
            else line
            for line in lines
        ]

    def compare_file(self, path: Path) -> None:
        """Does the same to a file of JSON Lines that was written while the run went on.

        It is written anew only where there is anything to say. Raises UnwritableFile.
        """
        if not self._stale and not doubts_across(self._seen):
            return
        lines = self.compared(load_findings(path).lines)
        written_atomically(
            path, lambda stream: stream.writelines(f"{each.to_json()}\n".encode() for each in lines)
        )


def compared(
    lines: Iterable[Submission | Failure], catalogue: Catalogue
) -> list[Submission | Failure]:
    """All lines of a run with the flags of the checks across them."""
    lines = list(lines)
    comparing = Comparing(catalogue)
    for line in lines:
        comparing.note(line)
    return comparing.compared(lines)
