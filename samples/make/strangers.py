"""Forms that docforge has no definition of, which it must not force into one it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.table import _Cell
from openpyxl import Workbook

from samples.make import excel, paper
from samples.make.people import enterprise, persons
from samples.make.sample import Sample
from samples.make.truth import of_unknown

_FIRE = (
    ("安全疏散", "疏散通道、安全出口是否畅通，有无锁闭、堵塞现象。", "符合", ""),
    ("安全疏散", "疏散指示标志、应急照明是否完好有效。", "不符合", "二层东侧应急照明灯不亮。"),
    ("消防设施", "灭火器配置类型、数量是否符合要求，压力是否正常。", "符合", ""),
    (
        "消防设施",
        "室内消火栓水压是否满足要求，水带、水枪是否齐全。",
        "不符合",
        "3号栓箱缺少水枪1支。",
    ),
    ("用火用电", "电气线路敷设是否规范，有无私拉乱接。", "符合", ""),
    ("用火用电", "动火作业是否办理审批手续。", "不适用", "检查时无动火作业"),
    ("制度落实", "是否制定灭火和应急疏散预案并定期演练。", "符合", "2022年5月演练一次"),
    ("制度落实", "员工消防安全培训记录是否齐全。", "符合", ""),
)
_VISITS = (
    ("云州碧泉化工有限公司", "约谈", "2022-07-04", "已报整改计划"),
    ("岚阳沃野生态肥业有限公司", "回访", "2022-07-06", "标签已更换"),
    ("汾源县同芯线缆有限公司", "电话提醒", "2022-07-08", "许可证届满前6个月换证"),
)


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield Sample(
        "60-fire-safety.docx",
        _fire_safety,
        of_unknown(),
        "A checklist of another office (fire safety), marked in the same way: an unknown form.",
    )
    yield Sample(
        "61-visits.xlsx",
        _visits,
        of_unknown(),
        "A table of visits that is no form at all, though it names the same enterprises.",
    )


def _fire_safety() -> bytes:
    firm = enterprise("云州碧泉精细化工有限公司")
    document = paper.new_document()
    paper.line(document, "单位消防安全检查记录表", paper.HEI, 18, centred=True)
    paper.line(document, f"被检查单位名称：{firm.name}")
    paper.line(document, f"地址：{firm.production_address}    消防安全责任人：{firm.contact}")
    table = paper.add_table(document, len(_FIRE) + 1, (1.2, 2.4, 6.6, 2.4, 4.6))
    _row(table.rows[0].cells, ("序号", "检查项目", "检查内容", "检查结论", "检查记录"))
    for number, (section, content, meant, record) in enumerate(_FIRE, start=1):
        options = "\n".join(
            ("☑" if word_ == meant else "☐") + word_ for word_ in ("符合", "不符合", "不适用")
        )
        _row(table.rows[number].cells, (str(number), section, content, options, record))
    paper.line(document, f"检查人员签字：{'、'.join(persons('fire', 2))}")
    paper.line(document, "检查时间：2022年7月12日")
    return paper.saved(document)


def _row(cells: Sequence[_Cell], texts: Sequence[str]) -> None:
    for cell, text in zip(cells, texts, strict=True):
        paper.write(cell, text)


def _visits() -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "走访"
    sheet.append(["序号", "企业名称", "方式", "日期", "情况"])
    for number, visit in enumerate(_VISITS, start=1):
        sheet.append([number, *visit])
    for letter, width in zip("ABCDE", (6, 32, 12, 14, 30), strict=True):
        sheet.column_dimensions[letter].width = width
    return excel.saved(workbook)
