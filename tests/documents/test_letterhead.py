"""Letterheads: who issues a notice and where one appeals."""

from __future__ import annotations

from pathlib import Path

import pytest

from docforge.data import shipped
from docforge.documents.letterhead import District, Letterhead, load_letterhead
from docforge.documents.numbers import Series
from docforge.errors import ConfigurationError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "抬头.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_example_is_whole() -> None:
    letterhead = load_letterhead(shipped("templates") / "letterhead-example.yaml")
    series = Series(letterhead.word("责改"), 2022)
    assert series.written(12) == "某市监责改〔2022〕12号"
    assert series.written(None) == "某市监责改〔2022〕　　号"
    assert letterhead.copies == 3


def test_a_letterhead_needs_no_first_line_and_a_phone_may_be_a_number(tmp_path: Path) -> None:
    letterhead = load_letterhead(written(tmp_path, "name: 某局\nphone: 12315\n"))
    assert (letterhead.phone, letterhead.court) == ("12315", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: 某局\nappeal_authority: 某省市场监督管理局\n", "line 2: .*same level"),
        ("name: 某局\n\ncourt: 某某局\n", "line 3: .*must be a court"),
        ("short: 晋\n", "name: Field required"),
        ("name: 某局\nfax: 1\n", "line 2: fax"),
    ],
)
def test_a_wrong_letterhead_is_told_with_file_and_line(
    tmp_path: Path, text: str, expected: str
) -> None:
    with pytest.raises(ConfigurationError, match=rf"抬头\.yaml.*{expected}"):
        load_letterhead(written(tmp_path, text))


def test_a_letterhead_in_gbk_is_said_to_be_no_utf8(tmp_path: Path) -> None:
    path = tmp_path / "抬头.yaml"
    path.write_bytes("name: 某局".encode("gbk"))
    with pytest.raises(ConfigurationError, match="not UTF-8"):
        load_letterhead(path)


CITY = Letterhead(
    name="某某市市场监督管理局",
    short="某",
    copies=3,
    contact="李某",
    districts=(
        District(match=("岚阳县", "140121"), name="岚阳县市场监督管理局", short="岚"),
        District(match=("汾源县",), name="汾源县市场监督管理局", short="汾"),
    ),
)


@pytest.mark.parametrize(
    ("address", "uscc", "names"),
    [
        ("山西省岚阳县工业园", "", ["岚阳县市场监督管理局"]),
        ("", "91140121MA0000000X", ["岚阳县市场监督管理局"]),
        ("云州市", "91140199MA0000000X", ["某某市市场监督管理局"]),
        ("汾源县", "91140121MA0000000X", ["岚阳县市场监督管理局", "汾源县市场监督管理局"]),
    ],
)
def test_each_enterprise_has_the_office_of_its_district(
    address: str, uscc: str, names: list[str]
) -> None:
    assert [each.name for each in CITY.offices([address], uscc)] == names


def test_a_district_never_borrows_what_only_the_bureau_may_say() -> None:
    (office,) = CITY.offices(["岚阳县"], "")
    assert (office.word("责改"), office.copies) == ("岚市监责改", 3)
    assert (office.contact, office.appeal_authority) == ("", None)
