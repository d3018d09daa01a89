"""File names: legal on Windows, never twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.naming import LONGEST, FileNames, safe_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("甲/乙公司", "甲／乙公司"),
        ('<甲>:"乙"|?*', "＜甲＞：＂乙＂｜？＊"),
        ("甲公司. ", "甲公司"),
        ("甲\n公司\t", "甲公司"),
        ("con", "_con"),
        ("COM1.甲", "_COM1.甲"),
        ("公司com1", "公司com1"),
        ("", "未具名"),
        (" .. ", "未具名"),
    ],
)
def test_what_windows_forbids_is_replaced(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=200))
def test_any_text_gives_a_legal_name(text: str) -> None:
    name = safe_name(text)
    assert name
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', name)
    assert not name.endswith((" ", "."))
    assert len(name) <= LONGEST + 1
    assert len(name.encode()) <= 203


def test_a_name_given_twice_is_numbered_whatever_its_case() -> None:
    names = FileNames()
    given_names = [names.give(text, ".docx") for text in ("甲A", "甲a", "甲A", "乙")]
    assert given_names == ["甲A.docx", "甲a（2）.docx", "甲A（3）.docx", "乙.docx"]


def test_names_that_differ_only_after_the_cut_stay_apart() -> None:
    names = FileNames()
    first, second = (names.give("长" * 100 + end, ".docx") for end in "甲乙")
    assert first != second
    assert len(second.encode()) < 255


def test_a_title_behind_a_name_stays_whole_however_long_the_name() -> None:
    given = FileNames()
    notice = given.give("乙" * 120, ".docx", title="责令改正通知书")
    receipt = given.give("乙" * 120, ".docx", title="送达回证")
    assert notice.endswith("乙-责令改正通知书.docx")
    assert receipt.endswith("乙-送达回证.docx")
    assert all(len(name.encode()) < 220 for name in (notice, receipt))
    assert given.give("甲", ".docx", title="通报") == "甲-通报.docx"
    assert given.give("", ".docx", title="通报") == "通报.docx"
