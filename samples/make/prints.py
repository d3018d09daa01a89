"""Inspection records returned as PDF, printed from Word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samples.make.answers import Join, Reply, bad, filled, ok, replies, several, silent
from samples.make.particulars import lines_of, meaning_of
from samples.make.people import enterprise
from samples.make.sample import Sample, word_sample
from samples.make.word import OPTION_COLUMNS, Look


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _typed_boxes()
    yield _narrow_columns()
    yield _symbols()
    yield _option_columns()
    yield _boxes_lost()


def _typed_boxes() -> Sample:
    firm = enterprise("岚阳石门坡水泥有限责任公司")
    answers = replies(
        firm,
        21,
        i2_1=bad("水泥抗压夹具磨损，未见期间核查记录，恒应力压力试验机检定证书已过期。"),
        i4_1=several(
            "P·O 42.5水泥7月份出厂检验报告缺少3批次",
            "熟料进厂验证记录未签字",
            between="；",
        ),
        i7_1=ok(
            "查看库房、化验室出厂检验报告、出库单、销售合同，未发现生产非许可范围产品的情况，"
            "未发现涂改、转让生产许可证及其他质量违法行为。"
        ),
    )
    return word_sample(
        "30-typed-boxes.pdf",
        filled(firm, answers, "2022-07-07", "2022年7月7日"),
        Look(),
        "☑ and ☐, two pages, a row torn apart by the page break.",
    )


def _narrow_columns() -> Sample:
    firm = enterprise("汾源县清源塑胶有限公司")
    answers = replies(
        firm,
        22,
        i2_2=bad("车间入口风淋装置损坏，物流通道未设防虫帘。"),
        i4_2=bad("未建立再生料隔离台账，破碎料间堆放来源不明的废旧薄膜。"),
        i5_1=bad("部分包装袋许可证编号印刷模糊，现场已整改。", "当场整改", "corrected_on_site"),
    )
    return word_sample(
        "31-narrow-columns.pdf",
        filled(firm, answers, "2022-08-23", "2022 年 8 月 23 日", between_names="  "),
        Look(
            way="squares",
            points=10.5,
            widths={
                "number": 1.0,
                "section": 1.3,
                "content": 6.6,
                "conclusion": 2.2,
                "record": 3.4,
                "remark": 2.3,
            },
        ),
        "■ and □ in narrow columns, larger type: words wrap often, rows run over page breaks.",
    )


def _symbols() -> Sample:
    firm = enterprise("云州固通容器制造有限公司")
    answers = replies(firm, 23, i2_1=ok("设备运行正常，气密性试验机、跌落试验装置均在检定周期内。"))
    paper = filled(
        firm,
        answers,
        "2022-09-27",
        "2022年9月27日",
        head=lines_of(firm),
        head_truth=meaning_of(firm),
    )
    return word_sample(
        "32-symbols.pdf",
        replace(paper, join=Join("uscc", firm.licence_no)),
        Look(way="symbols", head="table", head_way="boxes"),
        "Symbols of Wingdings 2 as they come out of a printer driver; the head is a table; "
        "nothing wrong.",
    )


def _option_columns() -> Sample:
    firm = enterprise("桑河小满食品包装有限公司")
    answers = replies(
        firm, 24, i2_4=bad("成品库与油墨稀释剂同库存放，无通风设施。"), i9_1=ok("无其他问题。")
    )
    return word_sample(
        "33-option-columns.pdf",
        filled(firm, silent(answers, "2.1", "2.4", "4.1", "4.2"), "2022-10-26", "2022.10.26"),
        Look(
            way="tick beside box",
            columns=OPTION_COLUMNS,
            widths={"content": 5.4, "section": 1.4, "record": 4.0, "remark": 2.0},
            page_numbers=True,
        ),
        "A column for each option with √, few words in the records, page numbers at the foot.",
    )


def _boxes_lost() -> Sample:
    firm = enterprise("岚阳县钢塑包装桶厂")
    marked = replies(firm, 25, i1_2=ok("经营范围包含许可证产品。"))
    lost = ("boxes_lost",)
    answers = {
        item: Reply((), reply.record, conclusion="unknown", flags=lost)
        for item, reply in marked.items()
    }
    paper = filled(firm, answers, "2022-06-15", "2022年6月15日")
    return word_sample(
        "34-boxes-lost.pdf",
        replace(paper, unsaid=("product_category",)),
        Look(way="boxes lost", stacked=False, widths={"conclusion": 2.6}),
        "Boxes and ticks lost on the way to PDF: the options stand there bare, and nobody can say "
        "which was meant.",
    )
