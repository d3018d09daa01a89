"""A form definition: the parser of one form, written as data (`parsers/<issuer-year>/*.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator
from pydantic import Field as Schema
from pydantic.json_schema import SkipJsonSchema

from docforge.model import Conclusion

FieldType = Literal[
    "text", "date", "period", "names", "choice", "licence_no", "uscc", "phone", "number", "bool"
]
ColumnRole = Literal[
    "number",
    "section",
    "content",
    "checkpoint",
    "method",
    "conclusion",
    "record",
    "remark",
    "points",
    "score",
    "deduction",
]
Offered = Literal["conform", "nonconform", "not_applicable"]


_TURNED = {"conform": "nonconform", "nonconform": "conform"}


def _is_pattern(pattern: str) -> str:
    compiled = re.compile(pattern)
    if "value" not in compiled.groupindex:
        raise ValueError("a pattern needs a group named value: (?P<value>…)")
    return pattern


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class FieldDefinition(Part):
    """A value of the head or foot. `labels` are all names by which it may stand on a form."""

    key: str
    print: str = ""
    labels: tuple[str, ...] = ()
    type: FieldType = "text"
    options: tuple[str, ...] = ()
    required: bool = False
    until: str | None = None
    """For a period: the key of its end; `key` is its beginning."""
    signature: str | None = None
    """The key that says whether somebody signed here (present, absent)."""
    seal: str | None = None
    label_follows: bool = False
    first_date: bool = False
    """The first date of the form, wherever it stands, when no label names one."""
    pattern: Annotated[str, AfterValidator(_is_pattern)] | None = None
    dated: str | None = None
    """The key of the date that is written within this text (停产时间及原因)."""
    beside: str = ""
    """The label of the cell beside which several fields share one cell (联系人及电话)."""
    within_table: bool = False
    """It is printed as a row of the table of items (汇总)."""

    @property
    def label(self) -> str:
        """What a clerk calls it."""
        return self.print or (self.labels[0] if self.labels else self.key)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.type == "choice" and not self.options:
            raise ValueError(f"{self.key}: a choice needs options")
        if self.type == "period" and not self.until:
            raise ValueError(f"{self.key}: a period needs `until`, the key of its end")
        return self


class ColumnDefinition(Part):
    role: ColumnRole
    print: str
    labels: tuple[str, ...] = ()


class Contradiction(Part):
    """What makes 不适用 wrong: a field's value, or another item's conclusion."""

    field: str | None = None
    equals: str | None = None
    answer: str | None = None
    is_: Conclusion | None = Schema(default=None, alias="is")

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        by_field = self.field is not None and self.equals is not None
        by_answer = self.answer is not None and self.is_ is not None
        if by_field == by_answer:
            raise ValueError("give either field and equals, or answer and is")
        return self


class Clause(Part):
    """A clause of an item that is grave by itself (`**` at its end).

    `words` tell a problem of this clause, `others` one of the item's other clauses.
    """

    id: str
    text: str
    serious: bool = True
    words: tuple[str, ...]
    others: tuple[str, ...] = ()


class Options(Part):
    """The printed words of the conclusions."""

    conform: str = "符合"
    nonconform: str = "不符合"
    not_applicable: str = "不适用"

    def word(self, conclusion: str) -> str:
        return str(getattr(self, conclusion))


class ItemDefinition(Part):
    """A checklist item. `number` is how the form prints it within its section."""

    id: str
    text: str
    number: str = ""
    section: str = ""
    section_number: int = 0
    offers: tuple[Offered, ...] = ("conform", "nonconform")
    options: Options | None = None
    """Where this item prints other words than the form's other items."""
    points: float | None = None
    """The full points, on forms that conclude by points."""
    remark: str = ""
    checkpoint: str = ""
    method: str = ""
    serious: bool = False
    clauses: tuple[Clause, ...] = ()
    yes_means: Literal["conform", "nonconform"] | None = None
    """For forms whose options are 是 and 否: whether 是 is the problem (是否存在…).

    Without boxes only an item that asks a single question has it: then a bare 是 or 否 is read.
    """
    statement: bool = False
    """It asks for facts (why and since when production has stopped), not for a judgement."""
    basis: tuple[str, ...] = ()
    not_applicable_contradicted_by: tuple[Contradiction, ...] = ()


class SectionDefinition(Part):
    number: int
    title: str
    items: tuple[ItemDefinition, ...]


class RegisterColumn(Part):
    """A column of a register; `group` is the merged header printed over several columns."""

    key: str
    print: str
    group: str = ""
    also: tuple[str, ...] = ()
    type: FieldType = "text"
    options: tuple[str, ...] = ()
    required: bool = False
    listed_if: tuple[str, ...] = ()
    """Answers (有, 是) that ask for an entry in the issue summary."""
    listed_as: tuple[str, ...] = ()
    """Words of which one must stand in that entry; without them any entry will do."""
    whose: Literal["enterprise", "supplier"] = "enterprise"
    """Of whom the value tells: a seller's row gives the licence of those who made the product."""
    problem_if: tuple[str, ...] = ()
    """Answers (否) that tell a problem by themselves: the polarity of the question."""

    @property
    def label(self) -> str:
        return self.print


class Band(Part):
    """One printed line of columns; a register may give an enterprise more than one."""

    columns: tuple[RegisterColumn, ...]


class Sum(Part):
    total: str
    parts: tuple[str, ...]


class RowsSaying(Part):
    """Counts the rows of other registers in whose column `rows` one of these words stands."""

    rows: str
    is_: tuple[str, ...] = Schema(alias="is")


Counted = (
    Literal[
        "submissions",
        "enterprises",
        "enterprises_with_findings",
        "enterprises_to_order",
        "findings",
        "serious_findings",
        "corrected_findings",
        "inspectors",
    ]
    | RowsSaying
)


class Counting(Part):
    """How a statistics form's figures come from findings: a row for each value of `by`."""

    by: tuple[str, ...]
    columns: dict[str, Counted]


class FindingsList(Part):
    """Where an issue summary lists its findings: the printed words before and after."""

    begins_after: str
    ends_before: str


class Window(Part):
    start: date
    end: date


class Definition(Part):
    """One form that docforge can read."""

    id: Annotated[str, Schema(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]
    kind: Literal["checklist", "summary", "register"]
    title: str
    titles: tuple[str, ...] = ()
    source: str
    attachment: str = ""
    landscape: bool = False
    proposed: bool = False
    """The document only names the form: columns and labels are docforge's proposal."""
    conclusions: Literal["marks", "text", "score"] = "marks"
    """Whether conclusions are options to mark, the words of the record themselves, or points."""
    distinct_by: tuple[str, ...] = ()
    """Columns that part two rows of one enterprise: its products, its problems."""
    counted: Counting | None = None
    window: Window | None = None
    stopped_to: str = ""
    """The id of the register in which enterprises that stopped production must stand."""
    anchors: tuple[str, ...] = ()
    fields: tuple[FieldDefinition, ...] = ()
    columns: tuple[ColumnDefinition, ...] = ()
    options: Options = Options()
    sections: tuple[SectionDefinition, ...] = ()
    bands: tuple[Band, ...] = ()
    sums: tuple[Sum, ...] = ()
    findings: FindingsList | None = None
    notes: tuple[str, ...] = ()
    path: SkipJsonSchema[Path | None] = None

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        needed = {"checklist": "sections", "register": "bands", "summary": "findings"}[self.kind]
        if not getattr(self, needed):
            raise ValueError(f"a {self.kind} needs `{needed}`")
        known = {column.key for column in self.register_columns}
        named = (*self.distinct_by, *(self.counted.columns if self.counted else ()))
        strange = next((key for key in named if key not in known), None)
        if strange:
            raise ValueError(f"no column has the key {strange}")
        if self.conclusions == "text" and all(own.role != "record" for own in self.columns):
            raise ValueError("free-text conclusions need a column with the role record")
        scored = any(own.role in ("score", "deduction") for own in self.columns)
        if self.conclusions == "score" and not scored:
            raise ValueError("conclusions by points need a column with the role score or deduction")
        for what, names in (
            ("item", [item.id for item in self.items]),
            ("field", [field.key for field in self.fields]),
            ("column", [column.key for band in self.bands for column in band.columns]),
        ):
            twice = {name for name in names if names.count(name) > 1}
            if twice:
                raise ValueError(f"{what} {sorted(twice)[0]} is defined twice")
        return self

    @cached_property
    def items(self) -> tuple[ItemDefinition, ...]:
        """All items in printed order, each knowing its section."""
        return tuple(self._items())

    def _items(self) -> Iterator[ItemDefinition]:
        for section in self.sections:
            for item in section.items:
                yield item.model_copy(
                    update={"section": section.title, "section_number": section.number}
                )

    def printed(self, item: ItemDefinition) -> tuple[str, ...]:
        """The words of an item's options in printed order, whatever they mean there."""
        options = item.options or self.options
        return tuple(options.word(offer) for offer in item.offers)

    def word(self, item: ItemDefinition, conclusion: str) -> str:
        """The word that means a conclusion at an item: 否 conforms where 是 is the problem."""
        if item.yes_means == "nonconform":
            conclusion = _TURNED.get(conclusion, conclusion)
        return (item.options or self.options).word(conclusion)

    @cached_property
    def item_by_id(self) -> dict[str, ItemDefinition]:
        return {item.id: item for item in self.items}

    @cached_property
    def field_by_key(self) -> dict[str, FieldDefinition]:
        return {field.key: field for field in self.fields}

    @cached_property
    def register_columns(self) -> tuple[RegisterColumn, ...]:
        return tuple(column for band in self.bands for column in band.columns)

    @property
    def keys_of_others(self) -> frozenset[str]:
        """The keys of columns that tell nothing of the enterprise itself."""
        return frozenset(own.key for own in self.register_columns if own.whose != "enterprise")

    @property
    def all_titles(self) -> tuple[str, ...]:
        return (self.title, *self.titles)

    def keys(self) -> Iterator[str]:
        """Every key of `fields` that a submission of this form holds."""
        for field in self.fields:
            yield field.key
            for more in (field.until, field.signature, field.seal, field.dated):
                if more:
                    yield more
