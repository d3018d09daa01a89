"""Every clause of GB/T 9704-2012 that is checked, broken by one document and nearly by another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from docforge.check.rules import RULES
from tests.check.written_papers import (
    FANGSONG,
    HEITI,
    KAITI,
    LONG,
    circular,
    found,
    letter,
    wps_circular,
)

Changes = dict[str, Any]
LONG_NAME = (
    "监督检查记录表（工业产品和食品相关产品生产许可证获证企业现场监督检查和后续监督检查用表）"
)
UPWARDS = {"text": "关于增加经费的请示"}
SIGNED = {
    "align": "left",
    "runs": [("　岚市监报〔2024〕3号\t签发人：", {}), ("张某", {"face": KAITI})],
    "tab": 426.0,
}


def tall(**more: Any) -> Changes:
    return {"page": more}


CIRCULAR: dict[str, tuple[Changes, Changes]] = {
    "G501": (tall(size=(216, 279)), tall(size=(210.5, 297))),
    "G502": (tall(margins=(25.4, 35, 28, 26)), tall(margins=(37.8, 34.5, 28.5, 25.8))),
    "G503": ({"p1": {"pitch": 32}, "p2": {"pitch": 32}}, {"p1": {"pitch": 28.9}}),
    "G504": (tall(spacing=0), tall(spacing=-4)),
    "G505": ({"p2": {"face": "宋体"}}, {"p2": {"face": "FangSong"}}),
    "G506": ({"p2": {"size": 14}}, {"p2": {"size": 16.0}}),
    "G507": ({"p3": {"colour": "0070C0"}}, {"p3": {"colour": "000000"}}),
    "G510": ({"mark": None}, {"mark": {"text": "中共岚阳市委员会文件"}}),
    "G511": ({"mark": {"colour": "000000"}}, {"mark": {"colour": "E00000"}}),
    "G512": ({"mark": {"align": "left", "size": 22}}, {"mark": {"align": "center"}}),
    "G513": ({"mark": {"face": HEITI}}, {"mark": {"face": "方正小标宋_GBK"}}),
    "G514": ({"gap0": None, "copy": None, "urgency": None}, {"gap0": {"pitch": 40}}),
    "G515": ({"copy": {"text": "1"}}, {"copy": {"text": "000123"}}),
    "G517": (
        {"copy": {"text": "特急", "face": HEITI}, "urgency": {"text": "000001", "face": FANGSONG}},
        {"urgency": {"text": "加急"}},
    ),
    "G518": ({"number": {"text": ""}}, {"number": {"text": "岚阳市监质监发〔2024〕112号"}}),
    "G520": ({"gap1": None, "gap2": None}, {"gap1": {"pitch": 24}}),
    "G521": ({"number": {"align": "left"}}, {"number": {"align": "center"}}),
    "G522": ({"title": UPWARDS}, {"title": UPWARDS, "number": SIGNED}),
    "G523": (
        {"number": {**SIGNED, "runs": [("　岚市监报〔2024〕3号\t签发人:张某", {})]}},
        {"number": SIGNED},
    ),
    "G524": ({"number": {"rule": ("000000", 12, 5)}}, {"number": {"rule": ("C00000", 12, 5)}}),
    "G525": ({"number": {"left": 2, "right": 2}}, {"number": {"left": 0.05}}),
    "G526": ({"number": {"rule": ("FF0000", 12, 14)}}, {"number": {"rule": ("FF0000", 12, 6)}}),
    "G530": (
        dict.fromkeys(("title", "gap5", "to")) | {"p1": {"text": LONG[:60] + "。"}},
        {"title": {"text": "通知"}},
    ),
    "G531": ({"title": {"face": HEITI}}, {"title": {"face": "方正小标宋_GBK"}}),
    "G532": ({"title": {"align": "left"}}, {"title": {"align": "center"}}),
    "G533": ({"gap3": None, "gap4": None}, {"gap3": {"pitch": 22}}),
    "G534": (
        {"title": {"text": "岚阳市市场监督管理局关于开展\n证后检查工作\n的专项监督检查情况的通知"}},
        {"title": {"text": "关于开展\n获证企业证后\n监督检查工作的通知"}},
    ),
    "G535": (
        {"title": {"text": "关于开展工业产品生产许可证监督检查\n的通知"}},
        {"title": {"text": "关于开展工业产品生产许可证\n监督检查的通知"}},
    ),
    "G536": (
        {"title": {"text": "关于开展监督检查的通知。"}},
        {"title": {"text": "关于转发《监督检查办法》的通知"}},
    ),
    "G537": (
        {"to": {"text": "各县（市、区）市场监督管理局"}},
        {"to": {"text": "局属各单位，各县局："}},
    ),
    "G538": ({"to": {"first": 2}}, {"to": {"left": 0.1}}),
    "G539": ({"gap5": None}, {"gap5": {"pitch": 25}}),
    "G540": ({"p2": {"first": 0}}, {"p2": {"first": 2.2}}),
    "G541": ({"h1": {"face": FANGSONG, "bold": True}}, {"h1": {"face": "SimHei"}}),
    "G542": ({"h2": {"face": FANGSONG}}, {"h2": {"face": "KaiTi"}}),
    "G543": ({"h2": {"text": "（一）、证照信息"}}, {"h3": {"text": "1．营业执照是否有效。"}}),
    "G544": ({"h1": {"text": "一、检查范围。"}}, {"h1": {"text": "一、检查范围（获证企业）"}}),
    "G545": (
        {"h1": {"text": "（1）检查范围"}},
        {"h2": None},
    ),
    "G546": ({"gap7": {"text": "（此页无正文）"}}, {"p3": {"text": "页面无正文内容的不予受理。"}}),
    "G550": ({"list1": {"left": 4}}, {"list1": {"left": 6.3}}),
    "G551": (
        {"list1": {"text": "附件:1. 监督检查问题汇总表"}},
        {"list1": {"text": "附件：1．监督检查问题汇总表"}},
    ),
    "G552": (
        {"list1": {"text": "附件：1、监督检查问题汇总表"}, "list2": {"text": "2、监督检查记录表"}},
        {"list2": {"text": "2．监督检查记录表"}},
    ),
    "G553": (
        {"list2": {"text": f"2. {LONG_NAME}", "left": 0, "first": 5}},
        {"list2": {"text": f"2. {LONG_NAME}"}},
    ),
    "G560": ({"date": {"text": "2024年6月"}}, {"date": {"text": "2024年12月31日"}}),
    "G561": ({"office": None}, {"office": {"text": "岚阳市市场监管局"}}),
    "G562": ({"date": {"right": 0}}, {"date": {"right": 4.5}}),
    "G563": ({"office": {"right": 12}}, {"office": {"right": 3}}),
    "G564": ({"gap7": None, "gap8": None}, {"gap8": None}),
    "G566": ({"note": {"text": "(此件公开发布)"}}, {"note": {"text": "（联系人：李某）"}}),
    "G570": ({"label1": {"page": False}}, {"label1": {"page": False, "break": True}}),
    "G571": ({"label1": {"face": FANGSONG}}, {"label1": {"text": "附件 1"}}),
    "G572": ({"gap9": None}, {"gap9": {"pitch": 26}}),
    "G573": ({"label1": {"text": "附件1："}}, {"label1": {"text": "附件 1"}}),
    "G574": ({"label2": {"text": "附件3"}}, {"label2": {"text": "附件2"}}),
    "G580": (
        {"printed": {"edges": {"top": 12, "bottom": 4}}},
        {"printed": {"edges": {"top": 6, "bottom": 8}}},
    ),
    "G581": ({"copies": {"edges": {}}}, {"copies": {"wide": 440}}),
    "G582": ({"copies": {"size": 16}}, {"copies": {"face": "仿宋"}}),
    "G583": ({"copies": {"left": 0}}, {"copies": {"left": 1.1}}),
    "G584": (
        {"copies": {"text": "抄送：某某省市场监督管理局"}},
        {"copies": {"text": "抄送：某某省市场监督管理局、省政府办公厅。"}},
    ),
    "G585": (
        {"printed": {"text": "岚阳市市场监督管理局办公室\t2024年6月2日"}},
        {"printed": {"text": "岚阳市市监局办公室\t2024年12月2日印发"}},
    ),
    "G586": (
        {
            "copies": {"text": "岚阳市市场监督管理局办公室\t2024年6月2日印发"},
            "printed": {"text": "抄送：某某省市场监督管理局。"},
        },
        {},
    ),
    "G588": (tall(numbers=False), tall()),
    "G589": (tall(dash="- "), tall(dash="—")),
    "G590": (tall(number_size=9), tall(number_face="SimSun")),
    "G591": (tall(facing=False), tall(number_in=16)),
    "G592": (tall(footer=12), tall(footer=27)),
}
LETTER: dict[str, tuple[Changes, Changes]] = {
    "G593": (
        {"mark": {"text": "岚阳市市场监督管理局文件"}},
        {"mark": {"text": "岚阳市市场监督管理局"}},
    ),
    "G594": ({"mark": {"frame": 120}}, {"mark": {"frame": 90}}),
    "G595": ({"upper": {"double": "single"}}, {"upper": {"double": "thickThinMediumGap"}}),
    "G596": ({"upper": {"wide": 442}}, {"upper": {"wide": 480}}),
    "G597": ({"number": {"align": "center"}}, {"number": {"right": 0.2}}),
    "G598": (tall(first_number=True), tall()),
}


def codes(content: bytes, folder: Path, profile: str) -> set[str]:
    return {code for code in found(content, folder, profile) if code.startswith("G")}


@pytest.mark.parametrize("code", CIRCULAR)
def test_a_circular_that_breaks_a_clause_is_told_and_one_that_nearly_does_is_not(
    code: str, tmp_path: Path
) -> None:
    breaking, near = CIRCULAR[code]
    assert code in codes(circular(**breaking), tmp_path, "circular")
    assert code not in codes(circular(**near), tmp_path, "circular")


@pytest.mark.parametrize("code", LETTER)
def test_a_letter_that_breaks_a_clause_is_told_and_one_that_nearly_does_is_not(
    code: str, tmp_path: Path
) -> None:
    breaking, near = LETTER[code]
    assert code in codes(letter(**breaking), tmp_path, "letter")
    assert code not in codes(letter(**near), tmp_path, "letter")


def test_a_letter_with_the_imprint_of_a_circular_is_told(tmp_path: Path) -> None:
    assert "G599" in codes(circular(), tmp_path, "letter")
    assert "G599" not in codes(letter(), tmp_path, "letter")


def test_every_clause_has_a_case() -> None:
    clauses = {code for code, rule in RULES.items() if rule.family == "official"}
    assert clauses == CIRCULAR.keys() | LETTER.keys() | {"G599"}


@pytest.mark.parametrize("make", [circular, wps_circular])
def test_a_right_circular_has_no_finding(make: Callable[..., bytes], tmp_path: Path) -> None:
    assert found(make(), tmp_path, "circular") == {}


def test_a_right_letter_has_no_finding(tmp_path: Path) -> None:
    assert found(letter(), tmp_path, "letter") == {}


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"mark": {"colour": "000000"}}, "G511"),
        ({"mark": {"top": 90}}, "G514"),
        ({"mark": {"align": "left"}}, "G512"),
        ({"number": {"stroke": "black"}}, "G524"),
        ({"number": {"length": 400}}, "G525"),
        ({"p2": {"first": 0}}, "G540"),
        ({"printed": {"text": "岚阳市市场监督管理局办公室\t2024年6月2日"}}, "G585"),
        ({"copies": {"text": "抄送：某某省市场监督管理局"}}, "G584"),
        ({"page": {"number_align": "center"}}, "G591"),
    ],
)
def test_what_wps_writes_is_judged_alike(changes: Changes, wanted: str, tmp_path: Path) -> None:
    assert wanted in codes(wps_circular(**changes), tmp_path, "circular")


def test_a_report_upwards_with_its_signer_is_right(tmp_path: Path) -> None:
    paper = circular(
        title={"text": "关于增加经费的请示"},
        number={**SIGNED, "rule": ("FF0000", 12, 5)},
        to={"text": "岚阳市人民政府："},
    )
    assert codes(paper, tmp_path, "circular") == set()


def test_without_a_seal_the_date_begins_two_characters_right_of_the_office(tmp_path: Path) -> None:
    office = {"align": "left", "text": "　" * 16 + "岚阳市市场监督管理局", "right": 0}
    date = {"align": "left", "text": "　" * 18 + "2024年6月1日", "right": 0}
    assert codes(circular(office=office, date=date), tmp_path, "circular") == set()
    date = {"align": "left", "text": "　" * 10 + "2024年6月1日", "right": 0}
    assert "G562" in codes(circular(office=office, date=date), tmp_path, "circular")


def test_one_fault_of_many_paragraphs_is_told_once(tmp_path: Path) -> None:
    faults = {name: {"face": "宋体"} for name in ("p1", "p2", "p3")}
    (told,) = found(circular(**faults), tmp_path, "circular")["G505"]
    assert "2 more" in told


def test_fonts_are_resolved_through_styles_and_theme(tmp_path: Path) -> None:
    named = {name: {"face": ""} for name in ("p1", "p2")}
    (told,) = found(circular(**named), tmp_path, "circular")["G505"]
    assert "宋体" in told  # python-docx's own blank: its theme's Chinese face


def test_without_a_profile_nothing_is_said_of_the_format(tmp_path: Path) -> None:
    assert not [code for code in found(circular(mark=None), tmp_path) if code.startswith("G")]
