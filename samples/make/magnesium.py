"""Anshan's checklists for makers of refractories: no boxes, what was written is the conclusion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml
from docx.enum.section import WD_ORIENT
from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from samples.make import excel, paper
from samples.make.printed import PARSERS
from samples.make.sample import Sample
from samples.make.truth import Truth

LICENSED, UNLICENSED = "anshan-2018/licensed-checklist", "anshan-2018/unlicensed-checklist"
_WIDTHS = (1.4, 2.6, 5.4, 5.4, 5.6, 5.2)


@dataclass(frozen=True)
class Words:
    """What was written at an item and what it is; `findings` are (item, problem, serious)."""

    text: str
    conclusion: str
    findings: tuple[tuple[str, str, bool | None], ...] = ()
    flags: tuple[str, ...] = ()


def _ok(text: str = "未发现问题") -> Words:
    return Words(text, "conform")


_SINCE = "2017年11月20日，环保限产"
_NOT_SAID = Words("", "unanswered", flags=("unanswered",))
_HEAD = {
    "enterprise_name": "岚阳县兴镁耐火材料有限公司",
    "production_address": "云州市岚阳县石门坡工业聚集区15号",
    "business_address": "云州市岚阳县石门坡工业聚集区15号",
    "licence_no": "XK08-002-00417",
    "licence_valid_from": "2016-05-20至2021-05-19",
    "certified_products": "镁砖、镁碳砖",
    "exports": "出口日本、韩国，约占三成",
    "management_system": "GB/T 19001",
    "legal_representative": "卫国梁",
    "technical_head": "柴思源",
    "phone": "0348-5212345",
}
_PLAIN = {
    "1": _ok("设备与许可证范围一致"),
    "2": _ok("未发现假冒伪劣迹象"),
    "3": Words("不涉及", "not_applicable"),
    "4": _ok("符合要求"),
    "5": _ok("设备齐全，精度满足要求"),
    "6": Words(
        "1.使用不合格原材料生产镁砖；2.未对两家供方进行评价",
        "nonconform",
        (
            ("6.method.3", "使用不合格原材料生产镁砖", True),
            ("6", "未对两家供方进行评价", False),
        ),
    ),
    "7": _ok("无"),
    "8": Words("未进行出厂检验", "nonconform", (("8.method.2", "未进行出厂检验", True),)),
    "9": Words("合格证未标注执行标准", "nonconform", (("9", "合格证未标注执行标准", False),)),
    "10": _ok("台账记录完整，能有效溯源"),
    "11": Words("", "unanswered"),
}


@dataclass(frozen=True)
class Visit:
    """A filled checklist; `lost` are the items whose number the conversion lost."""

    form: str
    head: Mapping[str, str]
    words: Mapping[str, Words]
    lost: tuple[str, ...] = ()
    overall: str = ""
    meant: Mapping[str, Any] = field(default_factory=dict)


def _in_order() -> Visit:
    """Everything in order but for one clause."""
    return Visit(LICENSED, _HEAD, _PLAIN, overall="责令限期改正", meant={"stopped": False})


def _stopped() -> Visit:
    """Mostly blank, and production has stopped."""
    return Visit(
        LICENSED,
        {**_HEAD, "stopped": _SINCE},
        {
            **dict.fromkeys(_PLAIN, _NOT_SAID),
            "1": Words("超范围生产镁铬砖", "nonconform", (("1", "超范围生产镁铬砖", True),)),
            "6": Words(
                "采购方面存在问题，待核实",
                "nonconform",
                (("6", "采购方面存在问题，待核实", None),),
                ("gravity_unknown",),
            ),
            "7": Words("看了流程图", "unknown", flags=("words_undecided",)),
            "11": Words("1.环保限产；2.2017年11月20日；3.镁砖约80吨；4.亏损", "not_applicable"),
        },
        meant={
            "stopped": True,
            "stopped_on": "2017-11-20",
            "stopped_reason": _SINCE,
        },
    )


def _unlicensed() -> Visit:
    """A maker that needs no licence; two rows have lost their number."""
    return Visit(
        UNLICENSED,
        {
            "enterprise_name": "岚阳县石门坡镁砂厂",
            "production_address": "云州市岚阳县石门坡乡",
            "business_licence_no": "140000000012345",
            "contact_position": "厂长",
            "contact": "任铁柱",
            "phone": "13000003001",
            "office_phone": "0348-5219876",
            "employees": "46",
            "products": "电熔镁砂、轻烧镁粉",
            "management_system": "未建立体系",
        },
        {
            **{id_: words for id_, words in _PLAIN.items() if id_ != "11"},
            "1": _ok("产品不属于发证范围，未发现无证生产"),
            "6": _ok("未采用不合格原材料"),
            "8": _ok("检验报告与原始记录一致"),
            "9": Words("产品包装无标识", "nonconform", (("9", "产品包装无标识", False),)),
        },
        lost=("9", "10"),
        meant={"employees": 46},
    )


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    other = _unlicensed()
    for number, ending, visit, shows in (
        (65, "docx", _in_order(), "Free text as conclusion: in order, problems, `**` on a clause."),
        (66, "xlsx", _stopped(), "Free text: mostly blank, one undecided, production stopped."),
        (
            67,
            "docx",
            other,
            "Makers without licence; two rows have lost their number.",
        ),
        (68, "xlsx", other, "The same visit in Excel."),
    ):
        make = _document if ending == "docx" else _workbook
        name = f"{number}-{visit.form.replace('/', '-')}.{ending}"
        yield Sample(name, partial(make, visit), _truth(visit), shows)


def _definition(visit: Visit) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((PARSERS / f"{visit.form}.yaml").read_text("utf-8"))
    return loaded


def _truth(visit: Visit) -> Truth:
    fields: dict[str, Any] = {
        key: value
        for key, value in visit.head.items()
        if key not in ("licence_valid_from", "stopped")
    }
    if "licence_valid_from" in visit.head:
        begin, _, end = visit.head["licence_valid_from"].partition("至")
        fields |= {"licence_valid_from": begin, "licence_valid_until": end}
    fields |= {
        "inspectors": ["乔建平", "卫秀琴"],
        "representative": "柴思源",
        "inspected_on": "2018-03-06",
        "signature_inspectors": "present",
        **visit.meant,
    }
    if visit.overall:
        fields["overall"] = visit.overall
    answers: Truth = {}
    flags = {"item_number_lost"} if visit.lost else set()
    for id_, words in visit.words.items():
        answers[id_] = {"conclusion": words.conclusion, "record": words.text or None}
        if words.flags:
            answers[id_]["flags"] = sorted(words.flags)
        flags |= set(words.flags)
    return {
        "form": visit.form,
        "fields": fields,
        "answers": answers,
        "findings": [
            {"item": item, "description": text, "serious": serious, "corrected_on_site": False}
            for words in visit.words.values()
            for item, text, serious in words.findings
        ],
        "rows": [],
        "flags": sorted(flags),
    }


def _head_rows(visit: Visit) -> list[list[str]]:
    """The head as the form prints it: two columns, or four in the second form."""
    head = visit.head
    if visit.form == LICENSED:
        three = (
            f"法人：{head['legal_representative']}  技术负责人：{head['technical_head']}  "
            f"联系电话：{head['phone']}"
        )
        return [
            ["企业名称", head["enterprise_name"]],
            ["企业生产许可证地址", head["production_address"]],
            ["企业营业执照地址", head["business_address"]],
            ["生产许可证号：", head["licence_no"]],
            ["证书有效期：", head["licence_valid_from"]],
            ["获证产品明细：", head["certified_products"]],
            ["产品出口情况", head["exports"]],
            ["管理体系情况", head["management_system"]],
            ["联系人及电话", three],
            ["停产时间及原因", head.get("stopped", "")],
        ]
    return [
        ["企业基本信息"],
        ["生产企业名称", head["enterprise_name"]],
        ["生产企业地址", head["production_address"]],
        ["营业执照编号", head["business_licence_no"], "联系人职务", head["contact_position"]],
        ["联系人姓名", head["contact"], "手机", head["phone"]],
        ["办公电话", head["office_phone"], "生产企业人数", head["employees"]],
        ["生产产品信息"],
        [head["products"]],
        ["体系建设情况"],
        [head["management_system"]],
    ]


def _item_rows(visit: Visit) -> list[list[str]]:
    rows = [["序号", "检查项目", "检查内容", "检查要点", "检查方法", "检查情况及存在问题"]]
    for section in _definition(visit)["sections"]:
        (item,) = section["items"]
        number = f"{section['number']}{'**' if item.get('serious') else ''}"
        rows.append(
            [
                "" if item["id"] in visit.lost else number,
                section["title"],
                item["text"],
                item.get("checkpoint", ""),
                item.get("method", ""),
                visit.words[item["id"]].text,
            ]
        )
    return rows


_FEET = (
    "注：带“**”为严重问题。",
    "检查人员签字：乔建平、卫秀琴        企业负责人签字：柴思源        检查日期：2018年3月6日",
    "企业公章：",
)


def _document(visit: Visit) -> bytes:
    document = paper.new_document(points=9)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    definition = _definition(visit)
    paper.line(document, definition["attachment"], paper.HEI, 14)
    paper.line(document, definition["title"], paper.HEI, 16, centred=True)
    rows = _head_rows(visit)
    table = paper.add_table(document, len(rows), (4.5, 8.3, 4.5, 8.3))
    for number, row in enumerate(rows):
        if len(row) == 1:
            table.cell(number, 0).merge(table.cell(number, 3))
        elif len(row) == 2:
            table.cell(number, 1).merge(table.cell(number, 3))
        for place, text in enumerate(row):
            paper.write(table.cell(number, place), text)
    paper.line(document, "")
    items = _item_rows(visit)
    table = paper.add_table(document, len(items) + bool(visit.form == LICENSED), _WIDTHS)
    for number, row in enumerate(items):
        for place, text in enumerate(row):
            paper.write(table.cell(number, place), text)
    if visit.form == LICENSED:
        last = len(items)
        table.cell(last, 1).merge(table.cell(last, 5))
        paper.write(table.cell(last, 0), "汇总")
        paper.write(table.cell(last, 1), visit.overall)
    for text in _FEET:
        paper.line(document, text)
    return paper.saved(document)


def _workbook(visit: Visit) -> bytes:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    definition = _definition(visit)
    sheet.title = definition["attachment"]
    width = len(_WIDTHS)

    def across(first: int, last: int) -> None:
        row = sheet.max_row
        sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=last)

    sheet.append([definition["title"]])
    across(1, width)
    for row in _head_rows(visit):
        if len(row) == 1:
            sheet.append(row)
            across(1, width)
        elif len(row) == 2:
            sheet.append([row[0], None, row[1]])
            across(1, 2)
            across(3, width)
        else:
            sheet.append([row[0], None, row[1], row[2], row[3]])
            across(1, 2)
            across(5, 6)
    for row in _item_rows(visit):
        sheet.append([text or None for text in row])
    if visit.form == LICENSED:
        sheet.append(["汇总", visit.overall or None])
        across(2, width)
    for text in _FEET:
        sheet.append([text])
        across(1, width)
    for line in sheet.iter_rows():
        for cell in line:
            cell.alignment = Alignment(vertical="center", wrap_text=True)
    for place, wide in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide * 5
    return excel.saved(workbook)
