"""Records that are signed by hand: of an inspection on site, of an interview."""

from __future__ import annotations

from docforge.documents.papers.cases import Case, Setting
from docforge.documents.papers.filling import Filling

_TIME = "　　时　　分"
_COMPANY = "9"  # the first character of the credit code of what holds a 营业执照 (GB 32100)


def onsite_record(filling: Filling, case: Case, _setting: Setting) -> None:
    """现场笔录: an inspection, all of its problems, those put right on the spot too."""
    uscc = case.said("uscc")
    inspectors = [name for name in case.said("inspectors").replace("、", " ").split() if name]
    numbered = [f"{name}（执法证号__________）" for name in inspectors]
    filling.need(
        bureau_name=case.office.name,
        enterprise_name=case.enterprise,
        place=case.said("production_address", "business_address"),
    )
    filling.put(
        began=f"{case.inspected or '　　　　年　　月　　日'}{_TIME}",
        ended=_TIME,
        inspectors="、".join(numbered),
        licence_name="营业执照" if uscc.startswith(_COMPANY) else "",
        uscc=uscc,
        address=case.said("business_address", "production_address"),
        legal_representative=case.said("legal_representative"),
        phone=case.said("phone"),
        presence="",
        answer="",
        facts=case.facts(filling.blanks, corrected=True),
        statement="",
    )


def interview_record(filling: Filling, case: Case, _setting: Setting) -> None:
    """行政约谈记录: what was found is what is pointed out; the rest is said at the interview."""
    facts = case.facts(filling.blanks)
    found = f"监督检查发现问题{len(facts)}项"
    filling.need(
        bureau_name=case.office.name,
        enterprise_name=case.enterprise,
        reason=f"{case.inspected}{found}" if facts else "",
        basis="",
    )
    filling.put(
        held_on="",
        place="",
        interviewers="",
        interviewees="",
        points=facts,
        statement="",
        undertaking="",
    )
