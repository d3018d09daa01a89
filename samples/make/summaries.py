"""Returned issue summaries (attachment 1): what was found, by when it must be mended."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samples.make import paper
from samples.make.particulars import chinese
from samples.make.people import Enterprise, enterprise, persons
from samples.make.printed import definition
from samples.make.sample import Sample
from samples.make.truth import Truth, of_summary

FORM = "shanxi-2022/issue-summary"


@dataclass(frozen=True)
class Summary:
    """A filled issue summary. `day` is ISO 8601, `licence` what stands in place of the number."""

    firm: Enterprise
    problems: Sequence[str]
    days: int
    day: str
    written_day: str
    inspectors: Sequence[str]
    representative: str
    licence: str = ""


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _typed()
    yield _printed()
    yield _placeholder()


def _typed() -> Sample:
    summary = _summary(
        "桑河县丰和源肥业有限公司",
        "2022-08-30",
        "2022年8月30日",
        15,
        (
            "造粒机除尘管道破损，现场粉尘较大。",
            "复混肥料2022-07-09批次出厂检验记录未检验员签字。",
            "包装袋背面未标注生产许可证编号。",
        ),
    )
    return _sample("50-issue-summary.docx", summary, "Issue summary with three problems.")


def _printed() -> Sample:
    summary = _summary(
        "云州津兆电缆科技有限公司",
        "2022-09-02",
        "2022年9月2日",
        30,
        (
            "火花试验机检定证书过期，有效期至2022年3月31日。",
            "架空绝缘电缆6月至8月出厂检验记录缺少4批次绝缘老化前机械性能试验数据，报告编号不连续。",
        ),
    )
    return _sample(
        "51-issue-summary.pdf", summary, "Issue summary printed from Word; a problem of two lines."
    )


def _placeholder() -> Sample:
    summary = _summary(
        "汾源金泰轧钢有限公司",
        "2022-10-14",
        "2022.10.14",
        10,
        ("冷弯试验机弯芯缺少φ32规格。",),
        licence="（晋）XXX-XXX-XXXXX",
    )
    return _sample(
        "52-placeholder-left.docx",
        summary,
        "Issue summary whose printed placeholder of the licence number was left in place.",
        "placeholder_left",
    )


def _summary(
    name: str, day: str, written: str, days: int, problems: Sequence[str], licence: str = ""
) -> Summary:
    *inspectors, representative = persons(f"summary {name}", 4)
    firm = enterprise(name)
    return Summary(firm, problems, days, day, written, inspectors, representative, licence)


def _sample(name: str, summary: Summary, shows: str, *flags: str) -> Sample:
    return Sample(name, lambda: _document(summary), _truth(summary, flags), shows)


def _truth(summary: Summary, flags: Sequence[str]) -> Truth:
    firm = summary.firm
    fields: Truth = {
        "enterprise_name": firm.name,
        "licence_valid_from": firm.valid_from.isoformat(),
        "licence_valid_until": firm.valid_until.isoformat(),
        "certified_products": firm.products,
        "deadline_days": summary.days,
        "inspectors": list(summary.inspectors),
        "inspected_on": summary.day,
        "representative": summary.representative,
        "contact": firm.contact,
        "phone": firm.phone,
    }
    if not summary.licence:
        fields["licence_no"] = firm.licence_no
    return of_summary(FORM, fields, summary.problems, flags)


def _document(summary: Summary) -> bytes:
    form, firm = definition("issue-summary"), summary.firm
    opening, heading, closing, _ = form["anchors"]
    document = paper.new_document(paper.FANGSONG, 14)
    paper.line(document, "附件 1", paper.HEI, 16)
    paper.line(document, form["title"], paper.HEI, 18, centred=True)
    paper.line(document, f"{firm.name}（企业名称）")
    paper.line(
        document,
        "    根据山西省市场监督管理局工作安排，检查组按照“双随机、一公开”的监管方式，"
        f"对你企业进行了证后监督检查，{opening}",
    )
    table = paper.add_table(document, 3, (8.5, 8.5))
    valid = f"{chinese(firm.valid_from)}-{chinese(firm.valid_until)}"
    paper.write(
        table.cell(0, 0), f"生产许可证 {summary.licence or firm.licence_no}\n有效期 {valid}"
    )
    paper.write(table.cell(0, 1), f"获证产品 {firm.products}")
    problems = [f"{number}.{text}" for number, text in enumerate(summary.problems, start=1)]
    demand = f"请市、县局督促企业在 {summary.days} {closing}"
    paper.write(
        table.cell(1, 0).merge(table.cell(1, 1)), "\n".join([heading, *problems, "", demand])
    )
    names = "、".join(summary.inspectors)
    paper.write(table.cell(2, 0), f"检查组签字\n{names}\n\n{summary.written_day}")
    paper.write(
        table.cell(2, 1),
        f"企业代表确认签字(公章) {summary.representative}\n联系人 {firm.contact}\n"
        f"联系电话 {firm.phone}\n{summary.written_day}",
    )
    paper.line(document, f"备注：{form['notes'][0]}", paper.FANGSONG, 12)
    return paper.saved(document)
