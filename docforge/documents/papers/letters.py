"""Letters between offices about an enterprise: what was found, and handing it over."""

from __future__ import annotations

from docforge.documents.papers.cases import Case, Setting
from docforge.documents.papers.filling import Filling
from docforge.documents.written import chinese_date, distinct


def letter(filling: Filling, case: Case, setting: Setting) -> None:
    """函: what an inspection found, so that whoever is addressed sees to its being mended."""
    by = f"在{chinese_date(case.order.last_day)}前" if case.order and case.order.last_day else ""
    filling.need(addressees="")
    filling.put(
        mark=case.office.name,
        title=f"关于{case.enterprise}\n监督检查发现问题的函",
        body=[
            f"{case.inspected}，我局对{case.enterprise}{_code(case)}进行监督检查，发现以下问题：",
            *_numbered(case.facts(filling.blanks)),
            f"请督促该企业{by or '限期'}完成整改，并将整改情况函告我局。",
        ],
        note="，".join(
            f"{label}：{value}"
            for label, value in (("联系人", case.office.contact), ("联系电话", case.office.phone))
            if value
        ),
    )
    _signed(filling, case, setting, "issuer")


def transfer_letter(filling: Filling, case: Case, setting: Setting) -> None:
    """移送函: what was found, handed to the office that is competent for it."""
    known = [each for each in case.basis if setting.statutes.get(each)]
    filling.need(
        mark=case.office.name,
        enterprise_name=case.enterprise,
        inspected_on=case.inspected,
        addressee="",
        violated=setting.statutes.cite(known),
        transferred_under="",
        contact=case.office.contact,
        phone=case.office.phone,
    )
    filling.put(uscc=case.said("uscc"), facts=case.facts(filling.blanks))
    _signed(filling, case, setting, "bureau_name")


def _signed(filling: Filling, case: Case, setting: Setting, office: str) -> None:
    """What goes with it, and who signs."""
    filling.need(**{office: case.office.name})
    filling.put(
        attachments=list(distinct(each.form.title for each in case.submissions)),
        issued_on=chinese_date(setting.issued_on),
        sealed=True,
        seal="",
    )


def _code(case: Case) -> str:
    uscc = case.said("uscc")
    return f"（统一社会信用代码：{uscc}）" if uscc else ""


def _numbered(facts: list[str]) -> list[str]:
    return [f"{number}. {fact}" for number, fact in enumerate(facts, start=1)]
