"""Every rule finds what breaks it, and nothing in what nearly does."""

from __future__ import annotations

from pathlib import Path

import pytest

from docforge.check import Settings
from docforge.check.rules import FAMILIES, RULES
from tests.check.broken import CASES

OURS = ("syntax", "data", "package")
CODES = [code for code, rule in RULES.items() if rule.family in OURS]


def test_no_rule_lacks_a_file_that_breaks_it_and_one_that_nearly_does() -> None:
    assert sorted(CASES) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_file_that_breaks_the_rule_is_found(code: str, tmp_path: Path) -> None:
    found = CASES[code][0].examined(tmp_path)
    assert code in {each.code for each in found}, [str(each) for each in found]
    assert "X001" not in {each.code for each in found}
    told = next(each for each in found if each.code == code)
    assert told.message
    assert told.remedy


@pytest.mark.parametrize("code", CODES)
def test_a_file_that_nearly_breaks_the_rule_is_not_found(code: str, tmp_path: Path) -> None:
    found = CASES[code][1].examined(tmp_path)
    assert code not in {each.code for each in found}, [str(each) for each in found]
    assert "X001" not in {each.code for each in found}


@pytest.mark.parametrize("code", RULES)
def test_every_rule_says_what_why_and_what_to_do(code: str) -> None:
    rule = RULES[code]
    assert rule.title
    assert rule.why
    assert rule.fix
    assert rule.family in FAMILIES
    assert "XSDPLOGWF".index(code[0]) >= 0
    assert len(code) == 4


def test_rules_can_be_chosen_by_their_beginning(tmp_path: Path) -> None:
    word = CASES["S104"][0]
    assert word.examined(tmp_path, Settings(selected=frozenset({"P"}))) == []
    assert word.examined(tmp_path, Settings(ignored=frozenset({"S1"}))) == []
    assert word.examined(tmp_path, Settings(selected=frozenset({"S104"})))
