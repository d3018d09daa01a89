"""What the lines of an export are made of: values by key, and what holds of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from docforge.exports.mapping import Each, ExportSheet
from docforge.flags import Blocks, Severity
from docforge.model import Conclusion, Field, Finding, Row, Submission, Value

_UNDECIDED = (Conclusion.UNANSWERED, Conclusion.UNKNOWN, Conclusion.CONFLICT)
_REASONS = {
    "失联": "not_found",
    "拒绝检查": "refused",
    "拒检": "refused",
    "搬迁": "moved",
    "迁出": "moved",
    "注销": "deregistered",
    "停产": "stopped",
    "转产": "stopped",
}
COMPUTED = frozenset(
    {
        "source",
        "form",
        "submission",
        "finding",
        "item",
        "section",
        "problem",
        "problems",
        "problem_count",
        "serious",
        "corrected_on_site",
        "statutes",
        "state",
        "disposition",
        "deadline",
        "reported_on",
        "rechecked_on",
        "recheck_result",
        "closed_on",
        "photos",
        "evidence",
        "reason",
        "name",
        "role",
        "sha256",
        "size",
        "pages",
    }
)
"""Keys beside those of the forms' own fields and columns."""


@dataclass(frozen=True)
class Known:
    """What the forms don't say: of findings by id (from a ledger), statutes, the day of today."""

    ledger: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    cite: Callable[[Sequence[str]], str] = "、".join
    today: date = field(default_factory=date.today)


@dataclass(frozen=True)
class Record:
    """A line to be: `where` says from which source, for messages."""

    values: Mapping[str, Value]
    facts: frozenset[str]
    where: str
    form: str = ""


def records(
    submissions: Sequence[Submission], sheet: ExportSheet, known: Known
) -> Iterator[Record]:
    """The records of a table, in the order of the submissions."""
    chosen = [each for each in submissions if not sheet.forms or each.form.id in sheet.forms]
    for kind in sheet.each:
        for record in _OF[kind](chosen, known):
            if not sheet.any_of or record.facts.intersection(sheet.any_of):
                yield record


def _inspections(submissions: Sequence[Submission], known: Known) -> Iterator[Record]:
    for each in submissions:
        if each.answers:
            yield _inspection(each, known)


def _inspection(each: Submission, known: Known) -> Record:
    own = [known.ledger.get(finding.id, {}) for finding in each.findings]
    values = {**_fields(each.fields), **_source(each)}
    values["problems"] = _numbered([finding.description for finding in each.findings])
    values["problem_count"] = len(each.findings)
    values["statutes"] = known.cite(_basis(each.findings))
    closed = [cells.get("rechecked_on", "") for cells in own]
    if each.findings and all(_is_closed(f, c) for f, c in zip(each.findings, own, strict=True)):
        values["closed_on"] = max(closed) or values.get("inspected_on")
    facts = _inspection_facts(each, own) | _expiry(values, known.today)
    return Record(values, facts, each.source.name, each.form.id or "")


def _inspection_facts(each: Submission, own: Sequence[Mapping[str, str]]) -> frozenset[str]:
    facts = set()
    if each.blockers(Blocks.NOTICE) or each.blockers(Blocks.FINDING):
        facts.add("doubtful")
    if any(answer.conclusion in _UNDECIDED for answer in each.answers):
        facts.add("undecided")
    if each.value("stopped"):
        facts.add("stopped")
    if each.findings:
        facts |= {"problems"} | _finding_facts(each.findings, own)
    elif not facts & {"undecided", "doubtful"}:
        facts.add("no_problems")
    return frozenset(facts)


def _finding_facts(findings: Sequence[Finding], own: Sequence[Mapping[str, str]]) -> set[str]:
    """What holds of all findings together; serious and escalated of any of them."""
    pairs = list(zip(findings, own, strict=True))
    facts = set()
    if all(finding.corrected_on_site for finding, _cells in pairs):
        facts.add("corrected")
    if all(_is_closed(*pair) for pair in pairs):
        facts.add("closed")
    if all(_is_closed(*pair) or _is_ordered(pair[1]) for pair in pairs):
        facts.add("ordered")
    if any(finding.serious for finding, _cells in pairs):
        facts.add("serious")
    if any(_is_escalated(cells) for _finding, cells in pairs):
        facts.add("escalated")
    return facts


def _is_closed(finding: Finding, cells: Mapping[str, str]) -> bool:
    return cells.get("state") == "已销号" or (not cells and finding.corrected_on_site)


def _is_ordered(cells: Mapping[str, str]) -> bool:
    return cells.get("state", "") in ("已通知", "已报告", "已复查", "逾期")


def _is_escalated(cells: Mapping[str, str]) -> bool:
    return bool(cells.get("escalation")) or cells.get("state") == "已升级"


def _findings(submissions: Sequence[Submission], known: Known) -> Iterator[Record]:
    for each in submissions:
        for finding in each.findings:
            cells = known.ledger.get(finding.id, {})
            values: dict[str, Value] = {**_fields(each.fields), **_source(each)}
            values |= {key: text for key, text in cells.items() if text}
            values |= {
                "finding": finding.id,
                "item": finding.item,
                "section": finding.section,
                "problem": finding.description,
                "serious": finding.serious,
                "corrected_on_site": finding.corrected_on_site,
                "statutes": known.cite(finding.basis),
                "evidence": f"{each.source.name}，第{finding.item}项",
            }
            facts = {"problems"} | _finding_facts([finding], [cells])
            yield Record(values, frozenset(facts), each.source.name, each.form.id or "")


def _uninspected(submissions: Sequence[Submission], known: Known) -> Iterator[Record]:
    """Rows of registers that say why an enterprise was not inspected."""
    for record in _rows([each for each in submissions if _asks_why(each)], known):
        why = str(record.values.get("reason") or "")
        facts = {fact for word, fact in _REASONS.items() if word in why}
        yield Record(record.values, frozenset(facts), record.where, record.form)


def _asks_why(submission: Submission) -> bool:
    return any("reason" in row.cells for row in submission.rows)


def _rows(submissions: Sequence[Submission], known: Known) -> Iterator[Record]:
    for each in submissions:
        head = _fields(each.fields)
        for number, row in enumerate(each.rows, start=1):
            values = {**head, **_source(each), **_fields(row.cells)}
            facts = _expiry(values, known.today) | _stopped(row)
            yield Record(values, facts, f"{each.source.name}#{number}", each.form.id or "")


def _stopped(row: Row) -> frozenset[str]:
    status = row.cells.get("status", Field())
    words = str(status.value or "")
    stopped = any(word in words for word in ("停产", "关停", "关闭", "转产"))
    return frozenset({"stopped"} if stopped else ())


def _enterprises(submissions: Sequence[Submission], known: Known) -> Iterator[Record]:
    """A record an enterprise and licence: what one form leaves open another one says."""
    merged: dict[tuple[str, str], list[Record]] = {}
    for record in (*_rows(submissions, known), *_inspections(submissions, known)):
        name = str(record.values.get("enterprise_name") or "")
        who = str(record.values.get("uscc") or "") or name
        if who:
            merged.setdefault((who, str(record.values.get("licence_no") or "")), []).append(record)
    for (who, licence), own in sorted(merged.items()):
        if not licence and any(other[0] == who and other[1] for other in merged):
            continue  # a form without the licence adds nothing to those with it
        values: dict[str, Value] = {}
        facts: frozenset[str] = frozenset()
        for record in own:
            for key, value in record.values.items():
                if values.get(key) is None:
                    values[key] = value
            facts |= record.facts
        where = "、".join(dict.fromkeys(record.where for record in own))
        yield Record(values, facts | _expiry(values, known.today), where)


def _expiry(values: Mapping[str, Value], today: date) -> frozenset[str]:
    until = values.get("licence_valid_until")
    expired = isinstance(until, str) and bool(until) and until < today.isoformat()
    return frozenset({"expired"} if expired else ())


def _fields(fields: Mapping[str, Field]) -> dict[str, Value]:
    """Typed values; where none was understood, what stands on the paper, unless it is damaged."""
    return {key: _understood(own) for key, own in fields.items()}


def _understood(own: Field) -> Value:
    if own.value is not None:
        return own.value
    damaged = any(flag.severity is Severity.ERROR for flag in own.flags)
    return None if damaged else own.raw.strip() or None


def _source(each: Submission) -> dict[str, Value]:
    return {"source": each.source.name, "form": each.form.title, "submission": each.id}


def _basis(findings: Iterable[Finding]) -> list[str]:
    return list(dict.fromkeys(id_ for finding in findings for id_ in finding.basis))


def _numbered(texts: Sequence[str]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return "；".join(f"{number}.{text}" for number, text in enumerate(texts, start=1))


def _none(_submissions: Sequence[Submission], _known: Known) -> Iterator[Record]:
    return iter(())  # documents and files are no submissions: they are given


_OF: Mapping[Each, Callable[[Sequence[Submission], Known], Iterator[Record]]] = {
    "inspection": _inspections,
    "uninspected": _uninspected,
    "finding": _findings,
    "enterprise": _enterprises,
    "row": _rows,
    "document": _none,
    "file": _none,
}
