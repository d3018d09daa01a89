"""Inspection records in Word with few problems: the ways of marking, the ways of laying out."""

from __future__ import annotations

from collections.abc import Iterator

from samples.make.answers import bad, filled, ok, replies, silent
from samples.make.people import enterprise
from samples.make.sample import Sample, word_sample
from samples.make.word import FANGSONG, OPTION_COLUMNS, Look


def samples() -> Iterator[Sample]:
    """In the order of their names."""
    yield _all_in_order()
    yield _content_controls()
    yield _option_columns()
    yield _tick_beside_box()


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
