"""Problem words and their exceptions, measured on records as inspectors write them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from docforge.forms import load_catalogue
from docforge.forms.values.problems import split_problems

PHRASES = load_catalogue().phrases
RECORDS = yaml.safe_load(Path(__file__).with_name("records.yaml").read_text(encoding="utf-8"))


def test_records_of_things_in_order_raise_no_alarm() -> None:
    alarms = [text for text in RECORDS["in_order"] if PHRASES.problem_in(str(text))]
    assert alarms == []


def test_records_of_problems_are_noticed() -> None:
    assert [text for text in RECORDS["problem"] if not PHRASES.problem_in(text)] == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("未发现违法行为", False),
        ("未发现问题，但3号炉无检定标识", True),
        ("不涉及产业政策", False),
        ("未使用回收料", False),
        ("未见检定证书", True),
        ("未见异常", False),
        ("上年抽查不合格，已整改，复查合格", False),
        ("（1）设备完好\n（2）检定证书过期", True),
    ],
)
def test_an_exception_reaches_to_the_end_of_its_clause(text: str, problem: bool) -> None:
    assert bool(PHRASES.problem_in(text)) is problem


def test_dashes_and_nothing_are_blank() -> None:
    assert all(PHRASES.is_blank(text) for text in ("", "/", "／", "无", "无。", "—", "N/A", None))
    assert not PHRASES.is_blank("无检验记录")


def test_stopped_production_is_told_from_its_denials() -> None:
    assert PHRASES.stopped_in("企业2022年4月起已停产")
    assert PHRASES.stopped_in("未停产") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1.证书过期；2.缺少记录。", ("证书过期", "缺少记录")),
        ("（1）证书过期\n（2）缺少记录", ("证书过期", "缺少记录")),
        ("①证书过期②缺少记录", ("证书过期", "缺少记录")),
        ("1.证书过期\n2.2022年6月记录缺失", ("证书过期", "2022年6月记录缺失")),
        ("2号拉力试验机检定证书过期。", ("2号拉力试验机检定证书过期",)),
        ("1.5吨行车未检验", ("1.5吨行车未检验",)),
        ("", ()),
    ],
)
def test_numbered_problems_are_parted(text: str, parts: tuple[str, ...]) -> None:
    assert split_problems(text) == parts


@pytest.mark.parametrize(
    ("text", "praise"),
    [
        ("未发现违法行为", True),
        ("库房存放有序，未发现问题。", True),
        ("出厂检验记录齐全", True),
        ("更衣室洗手池无洗手液，风淋门常开", False),
        ("检定证书已过期，其余齐全", False),
        ("不锈钢管库", False),
        ("/", False),
    ],
)
def test_praise_is_told_from_words_about_what_is_lacking(text: str, praise: bool) -> None:
    assert PHRASES.praises(text) is praise
