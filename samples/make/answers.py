"""What a returned checklist says: sixteen replies, a head and a foot, before they are on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from samples.make.people import FOOD, Enterprise, persons
from samples.make.printed import inspection_record
from samples.make.records import IN_ORDER, NOT_APPLICABLE

CONFORM, NONCONFORM, NOT_APPLICABLE_ = "conform", "nonconform", "not_applicable"
_FOOD_ONLY = ("2.2", "2.3", "2.4", "4.2")
_UNDER_POLICY = ("steel", "cement")


@dataclass(frozen=True)
class Reply:
    """One item's reply. `marked` are the options with a mark, `record` the words as written.

    `conclusion` is what the marks mean where that is not simply the one option marked.
    `remark` is what was added beside the printed 备注. `deleted` are words a tracked change
    took out of the record. `flags` must be raised at this item. `missing`: the row was deleted.
    `ditto` is written in place of the record, which the row above then supplies. `problems` are
    the separate problems of a record that numbers them; empty where the record is one problem.
    """

    marked: tuple[str, ...] = ()
    record: str = ""
    remark: str = ""
    conclusion: str = ""
    deleted: str = ""
    ditto: str = ""
    comment: str = ""
    missing: bool = False
    problems: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """What stands in the cell of the record."""
        return self.ditto or self.record


def ok(record: str = "", remark: str = "", *flags: str) -> Reply:
    return Reply((CONFORM,), record, remark, flags=flags)


def bad(record: str = "", remark: str = "", *flags: str) -> Reply:
    return Reply((NONCONFORM,), record, remark, flags=flags)


def several(*problems: str, number: str = "{}.", between: str = "；") -> Reply:
    """不符合 with a numbered list of problems in one record."""
    numbered = [number.format(n) + problem for n, problem in enumerate(problems, start=1)]
    return Reply((NONCONFORM,), between.join(numbered) + "。", problems=problems)


def na(record: str = "", remark: str = "", *flags: str) -> Reply:
    return Reply((NOT_APPLICABLE_,), record, remark, flags=flags)


@dataclass(frozen=True)
class Join:
    """How the form meets the list of enterprises.

    `by` is uscc, licence_no or name; offered (a near name only), ambiguous or none. `flags` are
    those that joining must raise.
    """

    by: str
    licence_no: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Checklist:
    """A filled inspection record.

    `inspected_on` is the day as written on the form (`day` is what it means, None where it is
    damaged). `head` are further lines of the head: printed label -> written value, with
    `head_truth` telling what they mean. `signed` is the representative's name or "";
    `sealed` puts a picture of a seal after it. `unsaid` are fields of which nothing is expected.
    """

    name: str
    category: str
    replies: Mapping[str, Reply]
    inspectors: tuple[str, ...] = ()
    inspected_on: str = ""
    day: date | None = None
    signed: str = ""
    head: Mapping[str, str] = field(default_factory=dict)
    head_truth: Mapping[str, object] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    between_names: str = "、"
    extra_row: str = ""
    join: Join = Join("name")
    sealed: bool = False
    unsaid: tuple[str, ...] = ()


def replies(firm: Enterprise, turn: int, **changed: Reply) -> dict[str, Reply]:
    """Replies of an enterprise in order, `turn` choosing the sentences; then those `changed`.

    Changed items are given as `i2_1=bad(...)`, since a dot cannot stand in a keyword.
    """
    given = {key[1:].replace("_", "."): reply for key, reply in changed.items()}
    return {
        item.id: given.get(item.id) or _in_order(firm, item.id, turn)
        for item in inspection_record().items
    }


def filled(
    firm: Enterprise,
    given: Mapping[str, Reply],
    day: str,
    as_written: str,
    *,
    head: Mapping[str, str] | None = None,
    head_truth: Mapping[str, object] | None = None,
    between_names: str = "、",
) -> Checklist:
    """A checklist of a firm on a day (ISO 8601, "" where what is written means no day)."""
    chance = f"{firm.name} {as_written}"
    *inspectors, representative = persons(chance, 4 + len(as_written) % 3)
    return Checklist(
        firm.name,
        firm.category,
        given,
        tuple(inspectors),
        as_written,
        date.fromisoformat(day) if day else None,
        representative,
        head or {},
        head_truth or {},
        between_names=between_names,
        join=Join("name", firm.licence_no),
    )


def silent(given: Mapping[str, Reply], *kept: str) -> dict[str, Reply]:
    """The same marks without a word in the record, but for the items `kept`."""
    return {
        item: reply if item in kept else Reply(reply.marked, remark=reply.remark)
        for item, reply in given.items()
    }


def _in_order(firm: Enterprise, item: str, turn: int) -> Reply:
    food = firm.category == FOOD
    if (item in _FOOD_ONLY and not food) or (item == "6.1" and firm.group not in _UNDER_POLICY):
        excuses = NOT_APPLICABLE[item]
        return na(excuses[turn % len(excuses)])
    sentences = IN_ORDER[item]
    return ok(sentences[turn % len(sentences)])
