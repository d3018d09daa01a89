"""复查通知书: it is looked at whether what was ordered has been mended."""

from __future__ import annotations

from docforge.documents.papers.cases import Case, Setting
from docforge.documents.papers.filling import Filling
from docforge.documents.written import chinese_date
from docforge.messages import translate as _

BASIS = "licence-regulation/36"
"""What inspecting the holder of a licence rests on; for others the basis is given by hand."""


def reinspection_notice(filling: Filling, case: Case, setting: Setting) -> None:
    order = case.order
    served = order.served_on if order else None
    on = order.rechecked_on if order else None
    licensed = bool(case.group.identity.licence_no) and setting.statutes.get(BASIS)
    filling.need(
        bureau_name=case.office.name,
        enterprise_name=case.enterprise,
        ordered_on=chinese_date(served) if served else "",
        order_number=order.number if order else "",
        deadline_words=_limit(case),
        basis=setting.statutes.cite([BASIS]) if licensed else "",
        reinspected_on=chinese_date(on) if on else "",
        contact=case.office.contact,
        phone=case.office.phone,
    )
    filling.put(
        findings=case.facts(filling.blanks), issued_on=chinese_date(setting.issued_on), seal=""
    )


def _limit(case: Case) -> str:
    """The deadline in the words of the notice, which here is another one."""
    if case.order is None:
        return ""
    if case.order.last_day:
        return f"在{chinese_date(case.order.last_day)}前（含当日）"
    return case.order.words.replace("本通知书", "该通知书")


def not_to_be_looked_at(case: Case) -> list[str]:
    """Why an enterprise gets no notice of re-inspection."""
    if case.order is None:
        return [_("No notice to it stands in the index; give that with --orders.")]
    if case.order.outcome.startswith("已"):
        return [_("The index says that it was mended: {outcome}.").format(
            outcome=case.order.outcome)]  # fmt: skip
    return []
