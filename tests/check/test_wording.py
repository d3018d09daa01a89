"""Every rule about words: texts that break it and nearly break it, and what --fix makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docforge.check.rules import RULES
from tests.check.written_papers import circular, found, lines

# code: (texts that break it, texts that nearly do). Tuples are paragraphs of one document.
CASES: dict[str, tuple[list[str | tuple[str, ...]], list[str | tuple[str, ...]]]] = {
    "W601": (
        ["某市监发[2018]5号", "某市监发【2018】5号", "某市监发（2018）5号", "某市监发(2018) 5号"],
        ["某市监发〔2018〕5号", "（2020）京01民初123号", "第三届（2018）会议"],
    ),
    "W602": (
        [("辽质监办发〔2017〕363号", "见辽质监办发【2017】363号")],
        [("辽质监办发〔2017〕363号", "根据辽质监办发〔2017〕363号", "辽质监办发〔2018〕363号")],
    ),
    "W603": (["某市监发〔2018〕第5号"], ["2022年第5号公告", "某市监发〔2018〕5号"]),
    "W604": (["某市监发〔2018〕05号"], ["某市监发〔2018〕105号", "某市监发〔2018〕50号"]),
    "W605": (["2018年01月12日", "于2018年1月02日前"], ["2018年10月20日", "2018-01-02"]),
    "W606": (["二〇一八年一月十二日", "二○二二年五月二十八日"], ["十二月一日", "2018年1月12日"]),
    "W607": (["建立工作台帐"], ["建立工作台账", "蚊帐"]),
    "W608": ([("企业标识标注情况", "检查标识标志")], [("标识标注情况", "检查标识标注")]),
    "W609": (
        ["隐患专项排查整治2023行动", "揭阳市2019重点工业产品"],
        ["2023年行动", "共检查2000家企业", "GB/T 9704—2012《党政机关公文格式》", "2022年度计划"],
    ),
    "W610": (["22年6月前完成", "自22年开始", "2021-22年"], ["近20年以来", "保存期5年"]),
    "W611": (
        ["2020512日前", "自202012月1日起", "1215日前报送", "2023年2月30日", "2020年12日前"],
        ["2020年5月12日前", "365日内", "12月15日前", "2024年2月29日"],
    ),
    "W612": (
        [
            "（黄市监函〔2020〕2号文件精神加快规范。",
            "认证机构负责，省局配合）］",
            "汇总表(附件1报送至办公室。",
            "《产品质量法的规定。",
            ("根据“双随机的要求", "开展检查。"),
        ],
        [
            "（黄市监函〔2020〕2号）文件精神",
            "1)检查 2)汇总",
            ("关于印发《鞍山市质监局关于加强镁产业", "综合治理工作方案》的通知"),
            "“双随机、一公开”",
        ],
    ),
    "W613": (["各县（市、区)局"], ["各县（市、区）局", "(一)"]),
    "W614": (
        ["各市、县局:", "加强监管,规范整治"],
        ["各市、县局：", "见https://example.com", "1,000元"],
    ),
    "W615": (["各县(市、区)局"], ["各县（市、区）局", "型号(XK-1)"]),
    "W616": (["２０２２年"], ["2022年"]),
    "W617": (["限期整改。。", "限期整改，。"], ["限期整改……", "“整改。”"]),
    "W618": (
        ["定期分析研判。、科室要定期分析", "、科室要定期分析"],
        ["各所、科室要定期分析。各所负责。", "。"],
    ),
    "W620": (
        [("关于检查的通知", "各单位：", "详见附件8、9、10。", "2024年6月1日")],
        [("各单位：", "按照文件办理，附件见网站。")],
    ),
    "W621": (
        [("各单位：", "报送附件4、附件5。")],
        [("各单位：", "报送附件1至3、附件4。")],
    ),
    "W624": (["详见附件一。"], ["详见附件1。", "附件一般用A4纸"]),
    "W628": (
        ["检查事项。1工业产品生产许可证检查 2食品相关产品检查"],
        ["检查1家企业，2个产品", "1. 工业产品 2. 食品相关产品"],
    ),
    "W629": (
        [("一、目标", "三、措施"), ("（一）目标", "（一）措施")],
        [("一、目标", "（一）近期", "（二）远期", "二、措施", "（一）检查")],
    ),
    "W630": (["每组5-6人", "2021-2022年抽查"], ["每组5—6人", "XK08-001-00001", "表2-1中"]),
    "W631": (["抽取五、六个样品"], ["五六个样品", "第五、六条", "一、二、三年级"]),
    "W632": (["增长5～10%"], ["增长5%～10%", "5～10人"]),
    "W633": (
        [
            "依据《中华人民共和国行政处罚法》第二十三条的规定，责令改正。",
            "可以向某某市人民政府或者某某省市场监督管理局申请行政复议。",
            "可以向上一级市场监督管理局申请行政复议。",
            "逾期未改正的，处5000元以下的罚款。",
            "在三个月内向人民法院提起行政诉讼。",
        ],
        [
            "依据《中华人民共和国行政处罚法》第二十八条的规定，责令改正。",
            "依据《行政处罚法》第二十三条，由县局管辖。",
            "可以向某某市人民政府申请行政复议。",
            ("依据行政处罚法第二十三条，责令改正。", "某某局", "2018年1月12日"),
            "逾期未改正的，处货值金额30%以下的罚款。",
        ],
    ),
    "W634": (["依法撤销或吊销其许可证"], ["依法吊销其许可证", "符合吊销、撤销法定情形的"]),
    "W635": (
        ["联系电话：5830315", "联系电话：025-8799064", "手机：1381234567"],
        ["联系电话：0351-7654321", "电话：010-12345678", "手机：13812345678", "电话：12315"],
    ),
    "W636": (["工作要求 ，坚决守住"], ["工作要求，坚决 守住"]),
}  # fmt: skip
LISTED: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "W622": (
        {"p1": {"text": "现将有关事项通知如下。"}},
        {"p1": {"text": "现印发监督检查问题汇总表（附件1）和监督检查记录表，请认真执行。"}},
    ),
    "W623": ({"label2": None, "gap10": None, "name2": None}, {}),
    "W625": (
        {"list1": {"text": "附件：1. 《监督检查问题汇总表》"}, "list2": {"text": "2. 记录表；"}},
        {},
    ),
    "W626": ({"name1": {"text": "监督检查问题登记册"}}, {"name1": {"text": "监督检查 问题汇总表"}}),
    "W627": (
        {
            "title": {"text": "关于印发《证后检查方案》的通知"},
            "p1": {"text": "现将《商品煤抽查方案》印发给你们（附件1、2），请贯彻执行。"},
        },
        {
            "title": {"text": "关于印发《证后检查方案》的通知"},
            "p1": {"text": "现将《证后检查方案》印发给你们（附件1、2），请贯彻执行。"},
        },
    ),
}


def document(text: str | tuple[str, ...]) -> bytes:
    return lines(*([text] if isinstance(text, str) else text))


@pytest.mark.parametrize("code", CASES)
def test_texts_that_break_a_rule_are_told_and_those_that_nearly_do_are_not(
    code: str, tmp_path: Path
) -> None:
    breaking, near = CASES[code]
    for text in breaking:
        assert code in found(document(text), tmp_path, selected=frozenset({code})), text
    for text in near:
        assert code not in found(document(text), tmp_path, selected=frozenset({code})), text


@pytest.mark.parametrize("code", LISTED)
def test_lists_of_attachments_and_titles(code: str, tmp_path: Path) -> None:
    breaking, near = LISTED[code]
    assert code in found(circular(**breaking), tmp_path, selected=frozenset({code}))  # type: ignore[arg-type]
    assert code not in found(circular(**near), tmp_path, selected=frozenset({code}))  # type: ignore[arg-type]


def test_every_rule_about_words_has_a_case() -> None:
    assert {code for code, rule in RULES.items() if rule.family == "wording"} == (
        CASES.keys() | LISTED.keys()
    )


@pytest.mark.parametrize(
    ("code", "text", "mended"),
    [
        ("W601", "某市监发[2018]5号", "某市监发〔2018〕5号"),
        ("W603", "某市监发〔2018〕第5号", "某市监发〔2018〕5号"),
        ("W604", "某市监发〔2018〕005号", "某市监发〔2018〕5号"),
        ("W605", "2018年01月02日", "2018年1月2日"),
        ("W606", "二〇二二年五月二十八日", "2022年5月28日"),
        ("W607", "工作台帐", "工作台账"),
        ("W613", "（市、区)局", "（市、区）局"),
        ("W614", "各局:现要求,", "各局：现要求，"),
        ("W615", "各县(市、区)局", "各县（市、区）局"),
        ("W616", "２０２２年ＡＢ", "2022年AB"),
        ("W617", "整改。。。", "整改。"),
        ("W624", "附件一、附件十二", "附件1、附件12"),
        ("W625", "附件：1. 《企业名单》；", "附件：1. 企业名单"),
        ("W630", "每组5-6人", "每组5—6人"),
        ("W631", "五、六人", "五六人"),
        ("W632", "5～10%", "5%～10%"),
        ("W636", "要求 ，坚决", "要求，坚决"),
        ("G543", "（一）、水泥", "（一）水泥"),
        ("G543", "　　1、水泥", "　　1. 水泥"),
        ("G543", "(一)水泥", "（一）水泥"),
        ("G543", "二.水泥", "二、水泥"),
    ],
)
def test_what_is_safe_is_mended_and_mending_again_changes_nothing(
    code: str, text: str, mended: str
) -> None:
    assert mend(code, text) == mended
    assert mend(code, mended) == mended


def test_a_mend_leaves_the_tags_of_a_template_alone() -> None:
    text = "{{ a[2018]5号 }}某市监发[2018]5号{{ '各局,市局' }}"
    assert mend("W601", text) == "{{ a[2018]5号 }}某市监发〔2018〕5号{{ '各局,市局' }}"
    assert mend("W614", text) == text


def mend(code: str, text: str) -> str:
    hook = RULES[code].mend
    assert hook is not None
    for change in sorted(hook(text), key=lambda each: -each.start):
        text = text[: change.start] + change.text + text[change.end :]
    return text
