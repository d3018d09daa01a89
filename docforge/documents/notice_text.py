"""The words of a rectification notice: form 33 of 国市监法发〔2021〕42号."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from docforge.documents.deadline import Deadline, DeadlineFrom, Term
from docforge.documents.letterhead import Letterhead
from docforge.documents.numbers import Series
from docforge.documents.statutes import Statutes
from docforge.documents.wordings import sentence
from docforge.documents.working_days import WorkCalendar
from docforge.documents.written import Blanks, chinese_date, distinct
from docforge.model import Finding, Submission

_IDENTITY = (
    ("统一社会信用代码", ("uscc",)),
    ("生产许可证编号", ("licence_no",)),
    ("住所（生产地址）", ("production_address", "business_address")),
    ("法定代表人（负责人）", ("legal_representative",)),
)
WORD = "责改"
"""What the document number of a rectification notice says of its kind: 晋市监责改〔2022〕1号."""
_COUNTS = "零一两三四五六七八九"


@dataclass(frozen=True)
class NoticeOptions:
    """What the bureau decides. `days` None leaves the deadline open, 0 means at once; they are
    calendar days, or with `working` the working days of that calendar.

    `per_site` makes one notice a submission instead of one an enterprise; `draft` writes also
    what must not go out yet, marked 草稿; `seal` prints the office's seal; `penalty` adds the
    sentence on what follows when nothing is mended; `requirements` the contents of the
    correction, where given.
    """

    issued_on: date = field(default_factory=date.today)
    days: int | None = None
    working: WorkCalendar | None = None
    deadline_from: DeadlineFrom = DeadlineFrom.ISSUE
    per_site: bool = False
    draft: bool = False
    seal: bool = False
    penalty: bool = False
    requirements: str = ""

    @property
    def term(self) -> Term | None:
        return None if self.days is None else Term(self.days, self.working)


@dataclass(frozen=True)
class Charge:
    """A finding that must be put right, and the submission that holds it."""

    finding: Finding
    submission: Submission


def charges(submissions: Iterable[Submission]) -> list[Charge]:
    """What must be put right: not what was corrected on the spot, and nothing twice.

    A problem stands twice where a checklist and its issue summary were both returned; the one
    with a basis is kept.
    """
    kept: dict[str, Charge] = {}
    for submission in submissions:
        for finding in submission.findings:
            if finding.corrected_on_site:
                continue
            said = _core(finding.description) or finding.id
            if said not in kept or (finding.basis and not kept[said].finding.basis):
                kept[said] = Charge(finding, submission)
    return list(kept.values())


def _core(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def notice_context(
    submissions: Sequence[Submission],
    found: Sequence[Charge],
    statutes: Statutes,
    letterhead: Letterhead | None,
    options: NoticeOptions,
    due: Deadline,
    blanks: Blanks,
) -> dict[str, Any]:
    """What `rectification-notice.docx` prints; what is not known goes to `blanks`."""
    basis = [id_ for charge in found for id_ in charge.finding.basis if statutes.get(id_)]
    without = any(not charge.finding.basis for charge in found)
    names = distinct(each.text("enterprise_name") for each in submissions)
    return {
        "header_note": "",
        "seal": "",
        **_issuer(letterhead, blanks, options.issued_on.year),
        "enterprise_name": blanks.fill("、".join(names[:1]), "企业名称"),
        "identity": _who(submissions, blanks),
        "findings": _facts(submissions, found, blanks),
        "violated": _cited(statutes, basis, blanks, without),
        "ordered_under": _cited(statutes, statutes.orders(basis), blanks, not basis),
        "penalty": statutes.cite(statutes.penalties(basis)) if options.penalty else "",
        "requirements": options.requirements,
        "at_once": due.at_once,
        "deadline": due.limited,
        "deadline_words": due.words,
        "issued_on": chinese_date(options.issued_on),
    }


def _issuer(letterhead: Letterhead | None, blanks: Blanks, year: int) -> dict[str, str]:
    known = letterhead or Letterhead.model_construct(name="")
    number = Series(known.word(WORD), year).written(None) if known.short else ""
    return {
        "bureau_name": blanks.fill(known.name, "发文机关"),
        "document_number": blanks.fill(number, "发文字号"),
        "appeal_authority": blanks.fill(known.appeal_authority or "", "复议机关"),
        "court": blanks.fill(known.court or "", "管辖法院"),
        "contact": blanks.fill(known.contact, "联系人"),
        "phone": blanks.fill(known.phone, "联系电话"),
        "address": blanks.fill(known.address, "联系地址"),
        "copies": _copies(known.copies),
    }


def _copies(count: int | None) -> str:
    if count is None:
        return "本文书一式____份，____份送达，一份归档，________________。"
    said = f"本文书一式{_COUNTS[count]}份，一份送达，一份归档"
    return f"{said}，{_COUNTS[count - 2]}份________________。" if count > 2 else f"{said}。"


def _who(submissions: Sequence[Submission], blanks: Blanks) -> list[dict[str, str]]:
    lines = []
    for label, keys in _IDENTITY:
        found: tuple[str, ...] = ()
        for key in keys:
            found = found or distinct(each.text(key) for each in submissions)
        lines.append({"label": label, "value": blanks.fill("；".join(found), label)})
    return lines


def _facts(submissions: Sequence[Submission], found: Sequence[Charge], blanks: Blanks) -> list[str]:
    """One sentence a finding; where an enterprise has several sites, each names its own."""
    several = len(distinct(each.text("production_address") for each in submissions)) > 1
    facts = []
    for charge in found:
        said = sentence(charge.finding, blanks)
        site = charge.submission.text("production_address")
        facts.append(
            f"{said.removesuffix('。')}（生产地址：{site}）。" if several and site else said
        )
    return facts


def _cited(statutes: Statutes, ids: Iterable[str], blanks: Blanks, lacking_one: bool) -> str:
    said = statutes.cite(ids)
    if lacking_one or not said:
        mark = blanks.fill("", "依据")
        return f"{said}、{mark}" if said else mark
    return said
