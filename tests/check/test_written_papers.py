"""Documents as clerks hand them in, each with its faults and the truth beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.check.written_papers import FANGSONG, HEITI, circular, found, letter, wps_circular

SONG = {"face": "宋体"}
# What each document gets wrong, and the findings that tell it: nothing more, nothing less.
PAPERS: dict[str, tuple[bytes, str, set[str]]] = {
    "typed in Word's own blank: margins, spacing and footers as they come": (
        circular(
            page={
                "margins": (25.4, 25.4, 31.8, 31.8), "spacing": 0, "facing": False,
                "number_align": "center", "dash": "- ", "number_size": 9, "footer": 15,
            },
        ),
        "circular",
        {"G502", "G503", "G504", "G525", "G589", "G590", "G591"},
    ),
    "a clerk's draft: brackets, zeros, marks and numbers as people type them": (
        circular(
            number={"text": "岚市监发[2024]第05号"},
            to={"text": "各县(市、区)市场监督管理局:"},
            h1={"text": "一.检查范围"},
            h2={"text": "（一）、证照信息"},
            h3={"text": "1、营业执照、生产许可证是否有效。"},
            list1={"text": "附件：1. 监督检查问题汇总表；"},
            list2={"text": "2. 监督检查记录表。"},
            date={"text": "2024年06月01日"},
        ),
        "circular",
        {"W601", "W603", "W604", "W605", "W614", "W615", "W625", "G537", "G543"},
    ),
    "all in one face, no indents": (
        circular(
            **{name: {**SONG, "first": 0} for name in ("p1", "h1", "p2", "h2", "h3", "h4", "h5")},
            p3={**SONG, "first": 0},
            title=SONG,
        ),
        "circular",
        {"G505", "G531", "G540", "G541", "G542"},
    ),
    "a WPS document without its red, its seal's room and its imprint's marks": (
        wps_circular(
            mark={"colour": "000000"},
            number={"stroke": "black"},
            date={"right": 0},
            office={"right": 0},
            copies={"text": "抄送:某某省市场监督管理局", "size": 16},
        ),
        "circular",
        {"G511", "G524", "G562", "G582", "G584", "W614"},
    ),
    "a WPS document whose attachments are those of another": (
        wps_circular(
            p1={"text": "现将有关事项通知如下（附件1、附件3）。"},
            name2={"text": "监督检查登记册"},
            label1={"text": "附件1：", "page": False},
            label2={"face": FANGSONG},
        ),
        "circular",
        {"W620", "W622", "W626", "G570", "G571", "G573"},
    ),
    "a request that nobody signs, in Chinese numerals": (
        circular(
            title={"text": "关于增加检查经费的请示。"},
            to={"text": "岚阳市人民政府：", "first": 2},
            date={"text": "二〇二四年六月一日"},
            gap7=None,
            gap8=None,
        ),
        "circular",
        {"G522", "G536", "G538", "G564", "W606"},
    ),
    "a letter that was made from a circular": (
        letter(
            mark={"text": "岚阳市市场监督管理局文件", "frame": 110},
            upper={"double": "single", "wide": 442},
            number={"align": "center"},
            page={"first": False},
        ),
        "letter",
        {"G593", "G594", "G595", "G597", "G598"},
    ),
    "a letter with an old appeal clause and half a telephone number": (
        letter(
            p3={
                "text": "如不服本决定，可以向岚阳市人民政府或者某某省市场监督管理局申请行政复议。"
                "联系电话：5830315。"
            },
            note={"text": "(联系人：李某)"},
            title={"face": HEITI},
        ),
        "letter",
        {"W633", "W635", "W615", "G566", "G531"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_a_document_written_by_hand_is_told_its_faults_and_no_others(
    name: str, tmp_path: Path
) -> None:
    content, profile, truth = PAPERS[name]
    report: dict[str, Any] = found(content, tmp_path, profile)
    told = {code for code in report if code[0] in "GW"}
    assert told == truth, report
