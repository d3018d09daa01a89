"""Inspection records in Word with few problems: the ways of marking, the ways of laying out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from samples.make.answers import Join, Reply, bad, filled, na, ok, replies, silent
from samples.make.paper import FANGSONG
from samples.make.particulars import lines_of, meaning_of
from samples.make.people import enterprise
from samples.make.sample import Sample, word_sample
from samples.make.word import OPTION_COLUMNS, Look


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _all_in_order()
    yield _content_controls()
    yield _option_columns()
    yield _tick_beside_box()
    yield _others_struck()
    yield _particulars_in_a_table()
    yield _chosen_word_only()
    yield _moved_and_reworded()
    yield _brackets()
    yield _ring()
    yield _enclosed_ticks()
    yield _section_rows()


def _all_in_order() -> Sample:
    firm = enterprise("云州恒岳特钢有限公司")
    return word_sample(
        "01-all-in-order.docx",
        filled(firm, replies(firm, 0), "2022-06-16", "2022年6月16日"),
        Look(),
        "Typed ☑ and ☐; every item answered, every record in order, no problem at all.",
    )


def _content_controls() -> Sample:
    firm = enterprise("云州鹿台水泥有限公司")
    answers = replies(
        firm,
        1,
        i2_1=bad("水泥胶砂振实台未见2022年度检定（校准）证书。"),
        i4_1=ok("熟料进厂、出磨水泥、出厂水泥检验记录齐全，28天强度报告已补报。"),
    )
    return word_sample(
        "02-content-controls.docx",
        filled(firm, answers, "2022-07-05", "2022 年 7 月 5 日", between_names="  "),
        Look(way="content controls", breaks=("2.2", "5.1"), font=FANGSONG),
        "Word's check box content controls (☒ when ticked); three tables over three pages, the "
        "second and third without a header.",
    )


def _option_columns() -> Sample:
    firm = enterprise("云州华缆电线电缆有限公司")
    answers = replies(firm, 3, i3_2=bad("挤塑工序7月19日记录漏填火花试验电压值。", "限10日内整改"))
    return word_sample(
        "07-option-columns.docx",
        filled(firm, answers, "2022-08-03", "2022.8.3"),
        Look(
            columns=OPTION_COLUMNS,
            way="tick for box",
            widths={"content": 5.4, "section": 1.4, "record": 4.0, "remark": 2.0},
        ),
        "A column for each option, √ in the one that holds, — where 不适用 is not offered.",
    )


def _tick_beside_box() -> Sample:
    firm = enterprise("云州洁膳塑料包装有限公司")
    answers = replies(firm, 4, i4_2=bad("7月进厂的低密度聚乙烯树脂（40袋）未索取食品级检测报告。"))
    return word_sample(
        "08-tick-beside-box.docx",
        filled(firm, silent(answers, "4.2", "7.1", "8.1"), "2022-08-11", "2022-08-11"),
        Look(way="tick beside box", stacked=False, widths={"conclusion": 3.2, "record": 3.6}),
        "√ typed between the box and its word, the box left as printed; hardly a word in the "
        "records of what is in order; a maker of food packaging.",
    )


def _others_struck() -> Sample:
    firm = enterprise("桑河丰禾源复合肥有限公司")
    answers = replies(
        firm,
        7,
        i2_4=bad("硫酸铵与成品同垛存放，未分区，通道被占用。"),
        i4_1=bad("掺混肥料2022-06-21批次出厂检验未检总养分。"),
    )
    return word_sample(
        "09-others-struck.docx",
        filled(firm, answers, "2022-07-20", "二〇二二年七月二十日"),
        Look(way="others struck", stacked=False, font=FANGSONG, widths={"conclusion": 2.4}),
        "No boxes: the options that do not hold are struck out; the date in Chinese numerals.",
    )


def _particulars_in_a_table() -> Sample:
    firm = enterprise("云州固桶容器制造有限公司")
    answers = replies(
        firm, 8, i5_1=bad("200L闭口钢桶桶身未压印生产许可证标记和编号。"), i9_1=ok("", "见附页")
    )
    paper = filled(
        firm,
        answers,
        "2022-08-18",
        "2022年8月18日",
        head=lines_of(firm),
        head_truth=meaning_of(firm),
    )
    return word_sample(
        "10-particulars-in-a-table.docx",
        replace(paper, join=Join("uscc", firm.licence_no)),
        Look(way="wingdings letters", head="table", label="企业名称"),
        "Letters in Wingdings (þ ¨); the head is a table with code, licence, validity, addresses, "
        "persons and telephone.",
    )


def _chosen_word_only() -> Sample:
    firm = enterprise("云州洁善塑料包装有限公司")
    answers = replies(
        firm,
        9,
        i2_3=bad("吹膜车间同时存放非食品用再生颗粒，存在混用隐患。", "已拍照"),
        i8_1=ok("2021年省级监督抽查合格，近两年无投诉。"),
    )
    return word_sample(
        "11-chosen-word-only.docx",
        filled(firm, answers, "2022-09-14", "2022-9-14", between_names="，"),
        Look(
            way="chosen word only",
            columns=("section", "content", "remark", "conclusion", "record"),
            titles={"section": "检查类别", "conclusion": "检查结果", "record": "检查情况"},
            points=10.5,
        ),
        "The other options were deleted, only the word that holds is left; no 序号 column, 备注 "
        "before the conclusion, other titles above the columns.",
    )


def _moved_and_reworded() -> Sample:
    firm = enterprise("云州鹿泉水泥有限公司")
    order = [
        "1.1",
        "1.2",
        "1.3",
        "2.1",
        "2.4",
        "2.2",
        "2.3",
        "3.1",
        "3.2",
        "4.1",
        "4.2",
        "6.1",
        "5.1",
        "7.1",
        "8.1",
    ]
    answers = replies(
        firm,
        10,
        i4_1=bad("7月出磨水泥安定性检验记录缺少2批次。"),
        i9_1=Reply(missing=True, flags=("item_missing",)),
    )
    paper = filled(firm, answers, "2022-10-12", "2022年10月12日")
    return word_sample(
        "12-moved-and-reworded.docx",
        replace(paper, flags=("item_by_text",)),
        Look(
            way="squares",
            order=order,
            numbers={"2.4": "(2)", "2.2": "(3)", "2.3": "(4)"},
            wording={
                "1.1": "核查企业名称、营业执照与生产许可证是否相同，有无擅自变更名称的行为。",
                "2.4": "库房物品是否合理有序存放，能否满足特殊物品的存放要求。",
                "3.2": "检查工艺文件、工艺控制及指标设置是否满足生产要求，生产过程中对关键工序"
                "（关键质控点）是否如实记录。",
                "8.1": "获证企业在各级各部门监督检查检验中是否有不合格情况；"
                "是否有质量投诉及后续处理情况。",
            },
            breaks=("3.1",),
        ),
        "■ and □; one item moved up and its neighbours renumbered, two sections changed places, "
        "four items reworded, the last item deleted.",
    )


def _brackets() -> Sample:
    firm = enterprise("云州新膜塑业有限公司")
    answers = replies(
        firm,
        11,
        i4_2=na("本批订单由客户来料加工，未采购原料", "", "condition_unmet"),
    )
    paper = filled(firm, answers, "2022-10-19", "2022/10/19")
    return word_sample(
        "13-brackets.docx",
        replace(paper, join=Join("ambiguous", "", ("enterprise_ambiguous",))),
        Look(way="brackets", stacked=True, merged=False, widths={"conclusion": 2.3}),
        "（√） and （  ） instead of boxes; section cells not merged; a firm that the list knows "
        "twice, with two licences.",
    )


def _ring() -> Sample:
    firm = enterprise("云州恒岳特刚有限公司")
    answers = replies(firm, 12)
    paper = filled(firm, silent(answers, "1.1", "2.1", "4.1", "7.1"), "2022-06-30", "2022.06.30")
    return word_sample(
        "14-ringed.docx",
        replace(paper, join=Join("offered", "", ("enterprise_offered",))),
        Look(way="ring", head_way="tick after", font=FANGSONG),
        "An ellipse drawn around the option that holds; the enterprise's name is misspelt, the "
        "list offers a near one.",
    )


def _enclosed_ticks() -> Sample:
    firm = enterprise("岚阳益晟气体有限公司")
    answers = replies(
        firm,
        15,
        i2_1=bad("充装台3号压力表超期未检，最近检定日期为2021年4月。"),
        i4_1=ok("出厂检验逐瓶进行，纯度分析原始记录齐全。"),
    )
    return word_sample(
        "17-enclosed-ticks.docx",
        filled(firm, answers, "2022-07-13", "2022年7月13日", between_names="\u3000"),
        Look(way="enclosed ticks", points=10.5, widths={"conclusion": 2.1}),
        "√ put into the box with Word's 带圈字符 (an EQ field), the other boxes left as printed.",
    )


def _section_rows() -> Sample:
    firm = enterprise("岚阳沃野生态肥业有限公司")
    answers = replies(
        firm,
        27,
        i2_1=bad("包装秤检定证书于2022年6月30日到期，未重新检定。"),
        i5_1=bad("包装袋许可证编号仍为换证前编号。"),
    )
    return word_sample(
        "18-section-rows.docx",
        filled(firm, answers, "2022-10-09", "2022年10月9日", between_names="\n"),
        Look(
            way="boxes after",
            columns=("number", "content", "conclusion", "record", "remark"),
            section_rows=True,
            widths={"record": 5.2, "content": 6.6, "conclusion": 2.0},
            page_numbers=True,
        ),
        "The box stands behind its word; each section is a row across the table, items are "
        "numbered 1.1, 1.2; signatures on lines of their own; page numbers at the foot.",
    )
