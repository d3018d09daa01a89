"""What the stages exchange: a Submission and its parts (schema `docforge/submission@1`).

Frozen pydantic models; `Submission.model_json_schema()` is the published JSON Schema.
Identifiers: a submission is "<first 12 of sha256>-<first page or sheet>", a finding
"<submission>/<item>/<n>". Corrections, numbers, resume and ledgers go by these, never by content.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, PlainSerializer
from pydantic import Field as Schema

from docforge.flags import FLAGS, Blocks, FlagClass, Severity
from docforge.messages import translate as _
from docforge.place import Place as _Place

SCHEMA: Literal["docforge/submission@1"] = "docforge/submission@1"

_AsJson = PlainSerializer(lambda place: place.as_json(), return_type=dict[str, Any])
Place = Annotated[_Place, _AsJson]
Value = str | int | float | bool | tuple[str, ...] | None
"""A typed value: dates are ISO 8601 strings, lists of names are tuples."""


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True, extra="forbid")


class Conclusion(StrEnum):
    CONFORM = "conform"
    NONCONFORM = "nonconform"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


class By(StrEnum):
    """Who said a value: the machine that read it, a person who corrected it, or the list."""

    MACHINE = "machine"
    PERSON = "person"
    LIST = "list"


class Flag(Frozen):
    """A doubt or a fault, of a code that `docforge.flags.FLAGS` defines."""

    code: str
    flag_class: FlagClass = Schema(alias="class")
    severity: Severity
    message: str
    place: Place | None = None

    @property
    def blocks(self) -> Blocks:
        return FLAGS[self.code].blocks

    @property
    def wants_review(self) -> bool:
        """Every reading or identity flag and every error is looked at by a person."""
        return (
            self.flag_class in (FlagClass.READING, FlagClass.IDENTITY)
            or self.severity is Severity.ERROR
        )


def flag(code: str, place: _Place | None = None, **details: object) -> Flag:
    """A flag of a known code, its message filled with `details`, in the user's language."""
    kind = FLAGS[code]
    return Flag(
        code=code,
        flag_class=kind.flag_class,
        severity=kind.severity,
        message=_(kind.message).format(**details),
        place=place,
    )


class Evidence(Frozen):
    """What a value rests on. `raw` is what stands on the paper; `confidence` a probability."""

    raw: str = ""
    confidence: float = 1.0
    place: Place | None = None
    by: By = By.MACHINE
    alternatives: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()


class Field(Evidence):
    """A value of the head or foot of a form, or of a register's row."""

    value: Value = None


class AnswerEvidence(Frozen):
    conclusion: Evidence = Evidence()
    record: Evidence = Evidence()
    remark: Evidence = Evidence()


class Answer(Frozen):
    """One item of a checklist. `text` is the item as the definition prints it."""

    item: str
    section: str
    text: str
    conclusion: Conclusion = Conclusion.UNANSWERED
    record: str | None = None
    remark: str | None = None
    serious: bool | None = False
    evidence: AnswerEvidence = AnswerEvidence()


class Finding(Frozen):
    """A problem found. `basis` names statutes (`templates/statutes/`); None serious = not known."""

    id: str
    item: str
    section: str
    description: str
    serious: bool | None = False
    corrected_on_site: bool = False
    basis: tuple[str, ...] = ()
    place: Place | None = None
    flags: tuple[Flag, ...] = ()


class Row(Frozen):
    """One enterprise of a register, whatever number of printed bands it takes."""

    cells: dict[str, Field]
    place: Place | None = None
    flags: tuple[Flag, ...] = ()


Way = Literal["digital", "printed-blank", "own-blank", "text"]
"""How a form was read: from its file, a scan against a blank, or a scan by its text alone."""


class PageRead(Frozen):
    """What a page of a scanned source was taken for.

    `page` is its number in the source, `number` the one in its form of `of` pages (0: no blank
    tells it), `blank` the blank that it was laid onto. A "copy" is the second scan of a sheet, a
    "back" is bare paper; neither is read. `left_out` says that a person wants it in no form. The
    page stands upright after so many `quarters` of a turn against the clock.
    """

    page: int
    role: Literal["page", "copy", "back"] = "page"
    form: str | None = None
    number: int = 0
    of: int = 0
    way: Way = "text"
    blank: str = ""
    left_out: bool = False
    quarters: int = 0


class Source(Frozen):
    """Where a submission stands: a file, and which of its pages.

    `read_as` tells what each page of a scanned source was taken for; `pages_by` who says that
    these pages are one form.
    """

    name: str
    sha256: str = ""
    media: str = ""
    pages: tuple[int, ...] = ()
    read_as: tuple[PageRead, ...] = ()
    pages_by: By = By.MACHINE

    def quarters(self, page: int) -> int:
        """How a page of a scan is turned upright: quarter turns against the clock."""
        return next((each.quarters for each in self.read_as if each.page == page), 0)


class FormMatch(Frozen):
    """Which form, how surely (0 to 1), and by which way it was read.

    `printed_for` is the key of the enterprise for which docforge printed it (`PageCode.key`).
    """

    id: str | None
    title: str = ""
    score: float = 0.0
    way: Way = "digital"
    printed_for: str = ""


class PlainMark(Frozen):
    """A check mark in a table: which cell (from 1), beside which word, chosen or not."""

    row: int
    column: int
    state: Literal["chosen", "empty", "undecided", "struck"]
    shape: str
    word: str = ""
    """The word that the mark belongs to; "" for a mark alone in its cell (√ below a heading)."""
    confidence: float = 1.0
    place: Place | None = None


class PlainPair(Frozen):
    """A label with what stands at it: 企业名称 and the name written beside it."""

    label: str
    value: str
    confidence: float = 1.0
    place: Place | None = None


class PlainTable(Frozen):
    """A table as it stands, for forms that are not known: rows x columns, merged cells repeated.

    `headers` has one entry a column, the levels of its headings joined by " / "; it is empty
    where no row heads the others. `header_row` (from 1) is its first line, `header_rows` how many
    lines it takes. Pairs that stand outside tables are in an entry without rows.
    """

    place: Place | None = None
    headers: tuple[str, ...] = ()
    header_row: int = 0
    header_rows: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    marks: tuple[PlainMark, ...] = ()
    pairs: tuple[PlainPair, ...] = ()


class Flagged(NamedTuple):
    """A flag and the path of the value it stands at ("answers/2.1/conclusion", "" = whole)."""

    path: str
    flag: Flag


class Submission(Frozen):
    """One returned form."""

    schema_: Literal["docforge/submission@1"] = Schema(default=SCHEMA, alias="schema")
    id: str
    source: Source
    form: FormMatch
    fields: dict[str, Field] = {}
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()
    tables: tuple[PlainTable, ...] = ()
    flags: tuple[Flag, ...] = ()

    def value(self, key: str) -> Value:
        """A header field's value, None where it is empty or not of this form."""
        field = self.fields.get(key)
        return field.value if field else None

    def text(self, key: str) -> str:
        """A header field's value as text, "" where it is empty."""
        value = self.value(key)
        if isinstance(value, tuple):
            return "、".join(value)
        return "" if value is None else str(value)

    def answer(self, item: str) -> Answer | None:
        return next((answer for answer in self.answers if answer.item == item), None)

    def flagged(self) -> Iterator[Flagged]:
        """Every flag with the path of the value it stands at."""
        for flag in self.flags:
            yield Flagged("", flag)
        for key, field in self.fields.items():
            for flag in field.flags:
                yield Flagged(f"fields/{key}", flag)
        for answer in self.answers:
            for part in ("conclusion", "record", "remark"):
                for flag in getattr(answer.evidence, part).flags:
                    yield Flagged(f"answers/{answer.item}/{part}", flag)
        for finding in self.findings:
            for flag in finding.flags:
                yield Flagged(f"findings/{finding.id}", flag)
        for number, row in enumerate(self.rows, start=1):
            for flag in row.flags:
                yield Flagged(f"rows/{number}", flag)
            for key, field in row.cells.items():
                for flag in field.flags:
                    yield Flagged(f"rows/{number}/{key}", flag)

    @property
    def review(self) -> tuple[Flagged, ...]:
        """The review list: every reading or identity flag, and every error."""
        return tuple(entry for entry in self.flagged() if entry.flag.wants_review)

    def blockers(self, what: Blocks) -> tuple[Flagged, ...]:
        """The flags that keep a finding or a notice from being written."""
        return tuple(entry for entry in self.flagged() if entry.flag.blocks is what)

    def to_json(self) -> str:
        """One line of JSON, as it stands in `findings.jsonl`."""
        return self.model_dump_json(by_alias=True)


class Fault(Frozen):
    code: str
    message: str


class Failure(Frozen):
    """A file that could not be read, as a line of its own."""

    schema_: Literal["docforge/submission@1"] = Schema(default=SCHEMA, alias="schema")
    source: Source
    error: Fault

    def to_json(self) -> str:
        return self.model_dump_json(by_alias=True)
