"""What the checks across forms need to know of a submission, small enough to keep of thousands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from docforge.flags import FlagClass
from docforge.forms import Catalogue, Definition
from docforge.forms.definitions.phrases import Phrases
from docforge.forms.judging.rules import says
from docforge.intake.enterprises import code_key, licence_key, name_key
from docforge.model import By, Field, Row, Submission
from docforge.place import Place


@dataclass(frozen=True)
class Party:
    """An enterprise as one form or one row of a register tells of it.

    `path` is that of the row ("rows/3/"), or "fields/". `settled`: a person has said its name.
    """

    path: str
    name: str = ""
    uscc: str = ""
    licence_no: str = ""
    name_place: Place | None = None
    settled: bool = False
    misread: bool = False
    """Its name or numbers were read with doubt, so that they prove nothing against other forms."""
    valid_until: str = ""
    valid_place: Place | None = None
    inspected_on: str = ""
    reported_on: str = ""
    stopped_at: str = ""
    """The key of the value that says that production has stopped, "" where none does."""
    stopped_place: Place | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """By what it is known again: credit code, licence, name."""
        keys = (code_key(self.uscc), licence_key(self.licence_no), name_key(self.name))
        return tuple(f"{kind}:{key}" for kind, key in zip("uln", keys, strict=True) if key)


@dataclass(frozen=True)
class Claim:
    """An answer of a register that asks for an entry in the issue summary."""

    path: str
    party: Party
    label: str
    raw: str
    words: tuple[str, ...]
    place: Place | None


@dataclass(frozen=True)
class Sighting:
    """A submission: who it speaks of, what problems it lists, what it asks of other forms."""

    id: str
    source: str
    form: str
    stopped_to: str
    parties: tuple[Party, ...]
    problems: tuple[str, ...]
    claims: tuple[Claim, ...]


def sighting(submission: Submission, catalogue: Catalogue) -> Sighting | None:
    """What a submission of a known form is to the others; None for an unknown one."""
    form = catalogue.definitions.get(submission.form.id or "")
    if form is None:
        return None
    parties = tuple(_parties(submission, form, catalogue.phrases))
    problems = tuple(finding.description for finding in submission.findings)
    of_row = {party.path: party for party in parties}
    claims = []
    for number, row in enumerate(submission.rows, start=1):
        party = of_row.get(f"rows/{number}/")
        claims += _claims(number, row, form, party) if party else []
    return Sighting(
        submission.id,
        submission.source.name,
        form.id,
        form.stopped_to,
        parties,
        problems,
        tuple(claims),
    )


def _parties(submission: Submission, form: Definition, phrases: Phrases) -> Iterator[Party]:
    reported = submission.text("reported_on")
    if form.kind != "register":
        yield _party("fields/", submission.fields, reported, _stop(submission.fields, phrases))
        return
    columns = {column.key for column in form.register_columns}
    if "enterprise_name" not in columns:
        yield _party("fields/", submission.fields, reported, ("", None))
        return
    for number, row in enumerate(submission.rows, start=1):
        own = {key: cell for key, cell in row.cells.items() if key not in form.keys_of_others}
        yield _party(f"rows/{number}/", own, reported, _stop(own, phrases))


def _party(
    path: str, cells: dict[str, Field], reported: str, stop: tuple[str, Place | None]
) -> Party:
    name, until = cells.get("enterprise_name", Field()), cells.get("licence_valid_until", Field())
    return Party(
        path=path,
        name=_text(name),
        uscc=_text(cells.get("uscc")),
        licence_no=_text(cells.get("licence_no")),
        name_place=name.place,
        settled=name.by is By.PERSON,
        misread=any(_doubted(cells.get(key)) for key in ("enterprise_name", "uscc", "licence_no")),
        valid_until=_text(until),
        valid_place=until.place,
        inspected_on=_text(cells.get("inspected_on")),
        reported_on=reported,
        stopped_at=stop[0],
        stopped_place=stop[1],
    )


def _doubted(field: Field | None) -> bool:
    flags = field.flags if field is not None else ()
    return any(flag.flag_class is FlagClass.READING for flag in flags)


def _stop(cells: dict[str, Field], phrases: Phrases) -> tuple[str, Place | None]:
    stopped = cells.get("stopped", Field())
    if stopped.value is True:
        return "stopped", stopped.place
    status = cells.get("status", Field())
    if phrases.stopped_in(_text(status)):
        return "status", status.place
    day = cells.get("stopped_on", Field())
    if status.value is None and isinstance(day.value, str) and day.value:
        return "stopped_on", day.place
    return "", None


def _claims(number: int, row: Row, form: Definition, party: Party) -> list[Claim]:
    return [
        Claim(
            f"rows/{number}/{column.key}",
            party,
            column.label,
            _text(cell) or cell.raw,
            column.listed_as,
            cell.place,
        )
        for column in form.register_columns
        if (cell := row.cells.get(column.key)) and says(cell, column.listed_if)
    ]


def _text(field: Field | None) -> str:
    if field is None or field.value is None:
        return ""
    return "、".join(field.value) if isinstance(field.value, tuple) else str(field.value)
