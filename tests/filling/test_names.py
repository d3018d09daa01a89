"""What the documents of a run are called."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.errors import UsageError
from docforge.filling.names import NamePattern, NameRefused, Targets


def named(pattern: str, values: dict[str, Any], number: int = 1) -> list[str]:
    return NamePattern(pattern).pieces(values, number)


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("{{ 名 }}.docx", ["甲公司"]),
        ("{{ 名 }}", ["甲公司"]),
        ("{{ 名 }}.DOCX", ["甲公司"]),
        ("{{ 县 }}/{{ 名 }}-{{ 日|cn_date }}.docx", ["北县", "甲公司-2022年5月28日"]),
        ("通知/{{ 空 }}/{{ 名 }}", ["通知", "甲公司"]),
        ("{{ '%03d'|format(record_number) }} {{ 名 }}", ["007 甲公司"]),
        ("{{ 斜 }}", ["甲／乙＼丙"]),
        ("{{ 名 ~ '/' ~ 县 }}", ["甲公司／北县"]),
        ("{{ 斜 }}/{{ 名 }}", ["甲／乙＼丙", "甲公司"]),
    ],
)
def test_a_name_is_made_of_the_records_values(pattern: str, pieces: list[str]) -> None:
    values = {"名": "甲公司", "县": "北县", "日": date(2022, 5, 28), "空": None, "斜": "甲/乙\\丙"}
    assert named(pattern, values, 7) == pieces


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("{{ 名 }}.docx", {}),
        ("{{ 名 }}.docx", {"名": None}),
        ("{{ 名 }}.docx", {"名": "  "}),
        ("{{ 名|cn_date }}.docx", {"名": "2020512日"}),
        ("{{ 名 + 1 }}.docx", {"名": "甲"}),
        ("{{ 1 / 数 }}.docx", {"数": 0}),
        ("{{ 名.__class__.__mro__ }}", {"名": "甲"}),
    ],
)
def test_a_record_that_gives_no_name_is_refused(pattern: str, values: dict[str, Any]) -> None:
    with pytest.raises(NameRefused):
        named(pattern, values)


@pytest.mark.parametrize(
    "pattern", ["{{ 名", "{% if %}", "/abs/{{ 名 }}", "../{{ 名 }}", "a/../../b", "{{ 名 }}.pdf"]
)
def test_a_pattern_that_cannot_be_right_is_a_wrong_call(pattern: str) -> None:
    with pytest.raises(UsageError):
        NamePattern(pattern)


@given(st.text(max_size=300))
def test_no_value_leads_out_of_its_folder(text: str) -> None:
    targets = Targets(Path("out"), [])
    try:
        pieces = named("sub/{{ x }}.docx", {"x": text})
    except NameRefused:
        return
    path = targets.give(pieces)
    assert path.parent == Path("out/sub")
    assert path.suffix == ".docx"
    assert len(path.name.encode()) <= 255


def test_a_name_that_is_taken_gets_a_number_the_same_in_every_run(tmp_path: Path) -> None:
    def run() -> list[str]:
        targets = Targets(tmp_path, [])
        given_ = [
            targets.give(each) for each in (["甲"], ["甲"], ["北", "甲"], ["北", "甲"], ["Ａ"])
        ]
        return [path.relative_to(tmp_path).as_posix() for path in given_]

    first = run()
    assert first == ["甲.docx", "甲（2）.docx", "北/甲.docx", "北/甲（2）.docx", "Ａ.docx"]
    (tmp_path / "甲.docx").write_bytes(b"of the first run")
    assert run() == first


def test_template_and_table_are_never_given_away(tmp_path: Path) -> None:
    kept = [tmp_path / "模板.docx", tmp_path / "elsewhere" / "甲.docx"]
    targets = Targets(tmp_path / "." / "sub" / "..", kept)
    assert targets.give(["模板"]).name == "模板（2）.docx"
    assert targets.give(["甲"]).name == "甲.docx"
