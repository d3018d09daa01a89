"""Who on the list is meant, and what the list may look like."""

from __future__ import annotations

import codecs
import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from docforge.errors import ConfigurationError
from docforge.forms.definitions.catalogue import Labels, load_catalogue
from docforge.intake.enterprise_files import load_enterprises
from docforge.intake.enterprises import Enterprise, EnterpriseList, Found

NORTH = Enterprise(
    enterprise_name="山西北岭钢铁有限公司",
    uscc="91140100MA0K0000X1",
    licence_no="（晋）XK05-001-00011",
)
SOUTH = Enterprise(
    enterprise_name="山西南川水泥有限公司",
    uscc="91140100MA0K0000X2",
    licence_no="（晋）XK08-001-00022",
    production_address="南川县一号路",
)
SOUTH_AGAIN = SOUTH.model_copy(
    update={"licence_no": "（晋）XK08-001-00033", "production_address": "南川县二号路"}
)
LISTED = EnterpriseList([NORTH, SOUTH, SOUTH_AGAIN])


@pytest.fixture(scope="module")
def labels() -> Labels:
    return load_catalogue().labels


def test_the_credit_code_decides_even_when_the_name_is_spelled_another_way() -> None:
    search = LISTED.search(name="北岭钢铁", uscc="91140100ma0k0000x1")
    assert search.found is Found.ONE
    assert search.entries == (NORTH,)


def test_a_licence_number_fits_without_its_province_and_in_any_width() -> None:
    for written in (
        "XK05-001-00011",
        "(晋)XK05－001－00011",
        "晋XK05-001-00011",
        "（晋）xk05-001-00011",
    ):
        assert LISTED.search(licence_no=written).entries == (NORTH,)


def test_the_same_number_of_another_province_is_another_licence() -> None:
    assert LISTED.search(licence_no="（冀）XK05-001-00011").found is Found.NONE


def test_a_name_fits_whatever_its_brackets_and_spaces() -> None:
    listed = EnterpriseList([Enterprise(enterprise_name="甲（山西）水泥有限公司")])
    assert listed.search(name="甲 (山西) 水泥有限公司").found is Found.ONE


def test_a_name_with_two_licences_is_narrowed_down_by_the_licence() -> None:
    search = LISTED.search(name=SOUTH.enterprise_name, licence_no="XK08-001-00033")
    assert search.entries == (SOUTH_AGAIN,)


def test_a_name_with_two_licences_is_narrowed_down_by_the_address() -> None:
    search = LISTED.search(name=SOUTH.enterprise_name, address="南川县 一号路")
    assert search.entries == (SOUTH,)


def test_a_name_with_two_licences_alone_stays_open() -> None:
    search = LISTED.search(name=SOUTH.enterprise_name)
    assert search.found is Found.SEVERAL
    assert search.entries == (SOUTH, SOUTH_AGAIN)


def test_keys_that_point_to_different_enterprises_leave_it_open() -> None:
    search = LISTED.search(name=NORTH.enterprise_name, uscc=SOUTH.uscc)
    assert search.found is Found.SEVERAL
    assert NORTH in search.entries


def test_a_name_that_is_only_alike_is_offered_and_not_taken() -> None:
    search = LISTED.search(name="山西北岭钢铁公司")
    assert search.found is Found.NONE
    assert search.offers == (NORTH.enterprise_name,)


def test_a_name_like_none_is_offered_nothing() -> None:
    assert LISTED.search(name="河北东海玻璃厂") == (Found.NONE, (), ())


def test_a_dash_where_a_code_should_stand_is_no_key() -> None:
    listed = EnterpriseList([Enterprise(enterprise_name="甲厂", uscc="无", licence_no="/")])
    assert listed.search(name="乙厂", uscc="无", licence_no="/").found is Found.NONE


def test_a_line_that_is_repeated_word_for_word_is_one_entry() -> None:
    listed = EnterpriseList([NORTH, NORTH.model_copy(update={"where": "line 9"})])
    assert listed.search(name=NORTH.enterprise_name).found is Found.ONE


HEADER = ["企业名称", "统一社会信用代码", "生产许可证编号", "有效期", "联系电话"]
ROW = [
    "甲公司",
    "91140100MA0K0000X1",
    "（晋）XK05-001-00011",
    "2020-05-29至2025年5月28日",
    "13800000000",
]


def as_csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gbk", b""),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
    ],
)
def test_a_csv_list_is_read_in_every_encoding_that_excel_writes(
    tmp_path: Path, labels: Labels, encoding: str, mark: bytes
) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(mark + as_csv([HEADER, ROW]).encode(encoding))
    (entry,) = load_enterprises(path, labels).entries
    assert entry.enterprise_name == "甲公司"
    assert entry.licence_valid_from == "2020-05-29"
    assert entry.licence_valid_until == "2025-05-28"
    assert entry.phone == "13800000000"


def test_a_workbook_may_have_a_title_above_its_header_and_typed_cells(
    tmp_path: Path, labels: Labels
) -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.append(["全省获证企业名单"])
    sheet.append(["序号", "企业名称（全称）", "有效期（起）", "有效期（止）", "联系电话", "备注"])
    sheet.append([1, "甲公司", date(2020, 5, 29), "2025.5.28", 13800000000.0, "无"])
    sheet.append([None, None, None])
    path = tmp_path / "list"
    workbook.save(path)
    (entry,) = load_enterprises(path, labels).entries
    assert (entry.licence_valid_from, entry.licence_valid_until) == ("2020-05-29", "2025-05-28")
    assert entry.phone == "13800000000"


def test_json_lines_may_use_keys_or_labels(tmp_path: Path, labels: Labels) -> None:
    path = tmp_path / "list.jsonl"
    lines = [{"enterprise_name": "甲公司", "phone": 5830315}, {"企业名称": "乙公司", "uscc": None}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    first, second = load_enterprises(path, labels).entries
    assert (first.phone, second.enterprise_name) == ("5830315", "乙公司")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("编号,地址\n1,甲路", "企业名称"),
        ("企业名称,有效期至\n甲公司,长期", "line 2, column 2 (有效期至)"),
        ("企业名称,联系电话\n甲公司,1\n,2", "line 3"),
        ("企业名称,单位名称\n甲,乙", "企业名称、单位名称"),
        ('{"企业名称": "甲公司"}\n{"企业名称": ', "line 2"),
        ('{"企业名称": "甲公司"}\n{"phone": "1"}', "line 2"),
        ("企业名称\n", "empty"),
    ],
)
def test_a_wrong_list_is_told_with_its_file_and_line(
    tmp_path: Path, labels: Labels, monkeypatch: pytest.MonkeyPatch, content: str, told: str
) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "en")
    path = tmp_path / "名单.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError) as raised:
        load_enterprises(path, labels)
    assert "名单.csv" in str(raised.value)
    assert told in str(raised.value)


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04 no zip", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xff\xff\xff\x80", b""],
)
def test_what_is_no_list_at_all_is_refused(tmp_path: Path, labels: Labels, content: bytes) -> None:
    path = tmp_path / "名单"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError):
        load_enterprises(path, labels)


def test_a_list_that_is_not_there_is_told(tmp_path: Path, labels: Labels) -> None:
    with pytest.raises(ConfigurationError):
        load_enterprises(tmp_path / "none.xlsx", labels)


@given(st.lists(st.text("甲乙丙丁戊己庚辛", min_size=2, max_size=6), min_size=1, unique=True))
def test_every_entry_is_found_by_its_own_name(names: list[str]) -> None:
    listed = EnterpriseList([Enterprise(enterprise_name=name) for name in names])
    for name in names:
        search = listed.search(name=f" {name}")
        assert [entry.enterprise_name for entry in search.entries] == [name]
