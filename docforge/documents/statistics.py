"""Statistics counted from findings and registers, with the rows behind each figure.

What a form counts, and by what, stands in its definition (`counted`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from docforge.errors import UsageError
from docforge.forms import Definition
from docforge.forms.definitions.definition import RowsSaying
from docforge.messages import translate as _
from docforge.model import Field, FormMatch, Row, Source, Submission

_UNKNOWN = "未注明"
# Where the value of a group stands: a returned form says it under one of these keys.
_SAID_BY: Mapping[str, tuple[str, ...]] = {
    "product": ("product", "certified_products", "product_category"),
    "district": ("district", "county", "region"),
    "province": ("province",),
}


@dataclass(frozen=True)
class Behind:
    """One thing that a figure counts: in which row and column, what, and from which source."""

    group: tuple[str, ...]
    column: str
    what: str
    source: str


@dataclass(frozen=True)
class _Fact:
    """Something that may be counted, with the group it belongs to."""

    group: tuple[str, ...]
    kind: str
    what: str
    source: str
    said: Mapping[str, str]


def count(
    submissions: Iterable[Submission], definition: Definition, **given: str
) -> tuple[Submission, tuple[Behind, ...]]:
    """The figures as a submission of the statistics form, and what stands behind each.

    `given` names what no form says (`district="岚阳县"`). Raises UsageError for a form that does
    not say how its figures are counted.
    """
    counted = definition.counted
    if counted is None:
        raise UsageError(_("{form} does not say how it is counted").format(form=definition.id))
    facts = [fact for each in submissions for fact in _facts(each, counted.by, given)]
    groups = sorted({fact.group for fact in facts})
    behind: list[Behind] = []
    rows = []
    for number, group in enumerate(groups, start=1):
        own = [fact for fact in facts if fact.group == group]
        cells = {"sequence": Field(value=number, raw=str(number))}
        cells |= {k: Field(value=v, raw=v) for k, v in zip(counted.by, group, strict=True)}
        for key, rule in counted.columns.items():
            found = _counted(own, rule)
            behind += [Behind(group, key, fact.what, fact.source) for fact in found]
            cells[key] = Field(value=len(found), raw=str(len(found)))
        rows.append(Row(cells=cells))
    form = FormMatch(id=definition.id, title=definition.title, score=1.0)
    made = Submission(id="statistics-1", source=Source(name=""), form=form, rows=tuple(rows))
    return made, tuple(behind)


def _counted(facts: Sequence[_Fact], rule: str | RowsSaying) -> list[_Fact]:
    if isinstance(rule, RowsSaying):
        return [
            fact
            for fact in facts
            if fact.kind == "row" and any(word in fact.said.get(rule.rows, "") for word in rule.is_)
        ]
    kinds = {
        "enterprises_with_findings": "bad enterprise",
        "enterprises_to_order": "order",
        "enterprises": "enterprise",
    }
    found = [fact for fact in facts if fact.kind == kinds.get(rule, rule)]
    if rule in kinds:
        return list({fact.what: fact for fact in found}.values())
    return found


def _facts(submission: Submission, by: Sequence[str], given: Mapping[str, str]) -> Iterable[_Fact]:
    source = submission.source.name
    said = {key: submission.text(key) for key in submission.fields}
    group = _group(said, by, given)
    name = said.get("enterprise_name", "") or submission.id
    if not submission.rows:
        yield _Fact(group, "submissions", name, source, said)
        yield _Fact(group, "enterprise", name, source, said)
        for inspector in filter(None, said.get("inspectors", "").split("、")):
            yield _Fact(group, "inspectors", inspector, source, said)
    for finding in submission.findings:
        yield _Fact(group, "findings", f"{name}：{finding.description}", source, said)
        yield _Fact(group, "bad enterprise", name, source, said)
        if finding.serious:
            yield _Fact(group, "serious_findings", finding.id, source, said)
        done = finding.corrected_on_site
        what = "corrected_findings" if done else "order"
        yield _Fact(group, what, finding.id if done else name, source, said)
    for row in submission.rows:
        told = {key: str(own.value) for key, own in row.cells.items() if own.value is not None}
        own_group = _group({**said, **told}, by, given)
        firm = told.get("enterprise_name", name)
        yield _Fact(own_group, "row", firm, source, told)
        if told.get("problem"):
            yield _Fact(own_group, "findings", f"{firm}：{told['problem']}", source, told)
            yield _Fact(own_group, "enterprise", firm, source, told)
            yield _Fact(own_group, "bad enterprise", firm, source, told)
            yield _Fact(own_group, "order", firm, source, told)


def _group(said: Mapping[str, str], by: Sequence[str], given: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(
        given.get(key)
        or next((said[own] for own in _SAID_BY.get(key, (key,)) if said.get(own)), _UNKNOWN)
        for key in by
    )
