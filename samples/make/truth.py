"""The truth beside a sample: what a faultless reader would report, from the filling alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from samples.make.answers import NONCONFORM, Checklist, Join, Reply
from samples.make.printed import inspection_record

Truth = dict[str, Any]

_ON_SITE = "当场"
_WHOLE_FORM = "0"


def of_checklist(paper: Checklist) -> Truth:
    """Truth of a filled inspection record."""
    answers = {item.id: _answer(paper.replies[item.id]) for item in inspection_record().items}
    at_items = {flag for reply in paper.replies.values() for flag in reply.flags}
    return {
        "form": inspection_record().id,
        "fields": _fields(paper),
        "answers": answers,
        "findings": [
            finding for item, reply in paper.replies.items() for finding in _findings(item, reply)
        ],
        "rows": [],
        "flags": sorted({*paper.flags, *at_items}),
        "list": _list(paper.join),
    }


def of_unknown() -> Truth:
    """Truth of a form that docforge has no definition of."""
    return {
        "form": None,
        "fields": {},
        "answers": {},
        "findings": [],
        "rows": [],
        "flags": ["form_unknown"],
    }


def of_register(
    form: str,
    fields: Mapping[str, Any],
    rows: Iterable[Mapping[str, Any]],
    flags: Iterable[str] = (),
) -> Truth:
    """Truth of a returned register: one row an enterprise."""
    return {
        "form": form,
        "fields": dict(fields),
        "answers": {},
        "findings": [],
        "rows": [dict(row) for row in rows],
        "flags": sorted(flags),
    }


def of_summary(
    form: str, fields: Mapping[str, Any], problems: Iterable[str], flags: Iterable[str] = ()
) -> Truth:
    """Truth of a returned issue summary: its problems belong to no item of a checklist."""
    return {
        "form": form,
        "fields": dict(fields),
        "answers": {},
        "findings": [_finding(_WHOLE_FORM, problem) for problem in problems],
        "rows": [],
        "flags": sorted(flags),
    }


def as_json(truth: Truth) -> bytes:
    return (json.dumps(truth, ensure_ascii=False, indent=2) + "\n").encode()


def _fields(paper: Checklist) -> Truth:
    fields: Truth = {
        "enterprise_name": paper.name or None,
        "product_category": paper.category or None,
        "inspectors": list(paper.inspectors) or None,
        "signature_inspectors": _presence(bool(paper.inspectors)),
        "inspected_on": paper.day.isoformat() if paper.day else None,
        "representative": paper.signed or None,
        "signature_representative": _presence(bool(paper.signed)),
    }
    fields.update(paper.head_truth)
    return {key: value for key, value in fields.items() if key not in paper.unsaid}


def _list(join: Join) -> Truth:
    """What joining with `enterprises.xlsx` must find, beside the flags of the form itself."""
    return {"by": join.by, "licence_no": join.licence_no or None, "flags": sorted(join.flags)}


def _presence(there: bool) -> str:
    return "present" if there else "absent"


def _answer(reply: Reply) -> Truth:
    answer: Truth = {
        "conclusion": _conclusion(reply),
        "record": reply.record or None,
        "remark": reply.remark or None,
    }
    return {**answer, "flags": sorted(reply.flags)} if reply.flags else answer


def _conclusion(reply: Reply) -> str:
    if reply.conclusion:
        return reply.conclusion
    if not reply.marked:
        return "unanswered"
    return reply.marked[0] if len(reply.marked) == 1 else "conflict"


def _findings(item: str, reply: Reply) -> list[Truth]:
    """A 不符合 with words is a finding, or one for each problem it numbers."""
    if _conclusion(reply) != NONCONFORM or not reply.record:
        return []
    problems = reply.problems or (reply.record,)
    return [_finding(item, problem, reply.remark) for problem in problems]


def _finding(item: str, problem: str, remark: str = "") -> Truth:
    return {
        "item": item,
        "description": problem.strip().rstrip("。；;"),
        "corrected_on_site": _ON_SITE in problem or _ON_SITE in remark,
    }
