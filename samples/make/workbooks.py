"""Inspection records returned as Excel workbooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from samples.make.answers import Checklist, Join, Reply, bad, filled, na, ok, replies, several
from samples.make.excel import SheetLook, checklist
from samples.make.particulars import chinese, lines_of, meaning_of
from samples.make.people import enterprise
from samples.make.sample import Sample
from samples.make.truth import of_checklist
from samples.make.word import OPTION_COLUMNS


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _typed_boxes()
    yield _option_columns()
    yield _lone_marks()
    yield _contradictory()
    yield _rich_text()
    yield _chosen_from_a_list()


def _sample(name: str, paper: Checklist, look: SheetLook, shows: str) -> Sample:
    return Sample(name, lambda: checklist(paper, look), of_checklist(paper), shows)


def _typed_boxes() -> Sample:
    firm = enterprise("云州碧泉化工有限公司")
    answers = replies(
        firm,
        16,
        i2_1=several("储罐（2号）液位计损坏", "分光光度计检定证书过期"),
        i3_2=ok("工艺指标设置合理，转化器温度记录完整，无超温情况。"),
    )
    return _sample(
        "20-typed-boxes.xlsx",
        filled(firm, answers, "2022-06-22", "2022年6月22日"),
        SheetLook(),
        "Typed ☑ and ☐ in one cell, sections merged, label and value of the head in one cell.",
    )


def _option_columns() -> Sample:
    firm = enterprise("汾源县同芯线缆有限公司")
    answers = replies(
        firm,
        17,
        i4_1=bad("7月份BV 2.5mm²产品3批次无出厂检验原始记录。"),
        i5_1=bad("成圈产品合格证未标明许可证编号，已当场整改。", "", "corrected_on_site"),
    )
    return _sample(
        "21-option-columns.xlsx",
        filled(firm, answers, "2022-08-09", "2022-08-09"),
        SheetLook(
            way="tick for box",
            columns=OPTION_COLUMNS,
            one_cell_head=False,
            date_cell=date(2022, 8, 9),
            first_column=2,
        ),
        "A column for each option with √; an empty first column; label and value in cells of "
        "their own; the day as a date that Excel formats.",
    )


def _lone_marks() -> Sample:
    firm = enterprise("岚阳晨露日化有限公司")
    answers = {
        item: replace(reply, flags=("lone_mark",)) if reply.marked != ("not_applicable",) else reply
        for item, reply in replies(
            firm,
            18,
            i2_2=bad("灌装间更衣室洗手池无洗手液，风淋门常开。"),
            i4_1=bad("7月12日批次餐具洗涤剂未做总活性物检验。"),
        ).items()
    }
    inspected = (
        ("企业核查时准备书面材料清单", None, None),
        ("序号", "材料名称", "页数"),
        (1, "营业执照复印件", 1),
        (2, "生产许可证正、副本复印件", 2),
        (3, "生产设备一览表", 3),
        (4, "检验设备一览表及检定证书", 12),
    )
    return _sample(
        "22-lone-marks.xlsx",
        filled(firm, answers, "2022-09-21", "2022年9月21日"),
        SheetLook(
            way="lone",
            above=("云州市2022年度“双随机、一公开”监督检查资料", "第7检查组", ""),
            beside=("材料清单", inspected),
            sheet="检查记录",
        ),
        "A lone √ or × as conclusion; title rows above the form; a second sheet that holds "
        "something else.",
    )


def _contradictory() -> Sample:
    firm = enterprise("汾源县北岭煤焦化有限公司")
    answers = replies(
        firm,
        19,
        i2_1=Reply(("conform", "nonconform"), "设备运行正常。", flags=("two_marks",)),
        i2_2=Reply(("conform", "not_applicable"), "", flags=("two_marks",)),
        i3_1=ok("企业6月起停产检修，8月5日恢复生产。"),
        i3_2=na("", "", "condition_unmet"),
        i4_1=ok("出厂检验记录缺少7月份2批次，检验员未签字。", "", "conform_with_problem"),
        i7_1=na("", "", "not_offered"),
        i8_1=bad("", "", "nonconform_without_text"),
        i9_1=Reply((), "企业未建立人员培训档案。", flags=("unmarked_problem",)),
    )
    expired = date(2022, 6, 30)
    head = lines_of(firm) | {
        "有效期": f"{chinese(expired.replace(year=2017))}至{chinese(expired)}",
        "联系电话": "0348-20637",
    }
    meaning = meaning_of(firm) | {
        "licence_valid_from": "2017-06-30",
        "licence_valid_until": "2022-06-30",
    }
    paper = filled(firm, answers, "2022-11-25", "2022年11月25日", head=head, head_truth=meaning)
    return _sample(
        "23-contradictory.xlsx",
        replace(
            paper,
            signed="",
            join=Join("uscc", firm.licence_no, ("list_differs",)),
            flags=("date_out_of_range", "licence_expired", "phone_invalid", "signature_missing"),
            unsaid=("phone",),
        ),
        SheetLook(way="squares", stacked=False, one_cell_head=False, widths={"conclusion": 27}),
        "Contradictions in Excel: ticks in two boxes, 不适用 that the form does not offer, an "
        "expired licence, a day outside the campaign, a telephone number too short, no signature.",
    )


def _rich_text() -> Sample:
    firm = enterprise("桑河联氧工业气体有限公司")
    answers = replies(firm, 20, i7_1=ok("查阅充装记录和销售台账，未发现超范围充装。"))
    return _sample(
        "24-wingdings-letters.xlsx",
        filled(firm, answers, "2022-07-27", "2022.7.27"),
        SheetLook(way="rich text", titles={"conclusion": "检查结果", "record": "现场检查情况"}),
        "R and £ set in Wingdings 2 inside the cell's text; other titles above two columns; "
        "nothing wrong.",
    )


def _chosen_from_a_list() -> Sample:
    firm = enterprise("云州市云中区老井沿塑料制品厂")
    answers = replies(
        firm,
        26,
        i2_2=bad("吹膜车间与库房相通，未设物流缓冲间，地面积灰。"),
        i6_1=na("不涉及产业政策", "已核实"),
        i8_1=bad("2022年二季度市级抽检1批次卫生指标不合格，后处理未完成。"),
    )
    return _sample(
        "25-chosen-from-a-list.xlsx",
        replace(filled(firm, answers, "2022-10-28", "2022年10月28日"), flags=("hidden",)),
        SheetLook(
            way="chosen word only",
            columns=("number", "section", "content", "remark", "conclusion", "record"),
            titles={"conclusion": "是否符合", "record": "存在问题"},
            hidden_rows=("9.1",),
            choices=True,
        ),
        "The conclusion is one word chosen from a drop-down list; 备注 before it, other titles; "
        "the last item's row is hidden.",
    )
