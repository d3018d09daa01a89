"""What a clerk's table gives to a template, whatever it was kept in."""

from __future__ import annotations

import codecs
import csv
import io
import json
import pickle
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import ConfigurationError
from docforge.tables.records import Records, load_records
from docforge.tables.workbooks import shown_number

Rows = Sequence[Sequence[Any]]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCFORGE_LANG", "en")


def written(folder: Path, content: str | bytes, name: str = "名单.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def values(found: Records) -> list[dict[str, Any]]:
    return [dict(record.values) for record in found.records]


def book(
    folder: Path, rows: Sequence[Sequence[Any]], *merged: str
) -> tuple[Path, Workbook, Worksheet]:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    path = folder / "名单.xlsx"
    workbook.save(path)
    return path, workbook, sheet


ROWS = [["企业名称", "电话"], ["甲公司", "0351-5830315"], ["乙公司", "00351"]]
READ = [{"企业名称": "甲公司", "电话": "0351-5830315"}, {"企业名称": "乙公司", "电话": "00351"}]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
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
def test_separated_text_is_read_in_any_encoding_with_any_delimiter(
    tmp_path: Path, encoding: str, mark: bytes, delimiter: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(ROWS)
    path = written(tmp_path, mark + text.getvalue().encode(encoding))
    found = load_records(path)
    assert values(found) == READ
    assert [record.where for record in found.records] == ["line 2", "line 3"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", json.dumps(READ)),
        ("a.json", json.dumps(READ, ensure_ascii=False, indent=2)),
        ("a.jsonl", "\n".join(json.dumps(each) for each in READ) + "\n"),
        ("a.yaml", "- 企业名称: 甲公司\n  电话: 0351-5830315\n- 企业名称: 乙公司\n  电话: 00351\n"),
        ("a.yml", "企业名称: 甲公司\n电话: 0351-5830315\n---\n企业名称: 乙公司\n电话: 00351\n"),
    ],
)
def test_objects_are_read_from_json_and_yaml(tmp_path: Path, name: str, content: str) -> None:
    assert values(load_records(written(tmp_path, content, name))) == READ


def test_one_object_is_one_record(tmp_path: Path) -> None:
    path = written(tmp_path, '{\n "名称": "甲",\n "产品": [{"名": "砖"}]\n}', "a.json")
    assert values(load_records(path)) == [{"名称": "甲", "产品": [{"名": "砖"}]}]


def test_yaml_means_what_people_mean(tmp_path: Path) -> None:
    path = written(
        tmp_path, "a: 0351\nb: 12:30\nc: no\nd: 2022-05-28\ne: 5\nf: 1.5\ng:\n", "a.yaml"
    )
    (record,) = values(load_records(path))
    assert record == {
        "a": "0351", "b": "12:30", "c": "no", "d": date(2022, 5, 28), "e": 5, "f": 1.5, "g": None,
    }  # fmt: skip


def test_numbers_of_json_are_whole_where_they_are_whole(tmp_path: Path) -> None:
    (record,) = values(load_records(written(tmp_path, '{"a": 5.0, "b": 5.5, "c": 7}', "a.json")))
    assert (str(record["a"]), str(record["b"]), str(record["c"])) == ("5", "5.5", "7")


def test_a_workbook_gives_values_as_people_see_them(tmp_path: Path) -> None:
    path, workbook, sheet = book(
        tmp_path,
        [
            ["日期", "时刻", "数量", "单价", "合格率", "金额", "邮编", "编号", "和"],
            [
                date(2022, 5, 28),
                datetime(2022, 5, 28, 9, 30),
                5.0,
                2.5,
                0.125,
                1234.5,
                10,
                "007",
                0,
            ],
        ],
    )
    sheet["I2"].value = 0.1 + 0.2
    sheet["E2"].number_format = "0.0%"
    sheet["F2"].number_format = '"¥"#,##0.00_ '
    sheet["G2"].number_format = "000000"
    workbook.save(path)
    (record,) = values(load_records(path))
    assert record["日期"] == date(2022, 5, 28)
    assert not isinstance(record["日期"], datetime)
    assert record["时刻"] == datetime(2022, 5, 28, 9, 30)
    seen = [str(record[name]) for name in ("数量", "单价", "合格率", "金额", "邮编", "编号", "和")]
    assert seen == ["5", "2.5", "12.5%", "1,234.50", "000010", "007", "0.3"]
    assert record["合格率"] * 2 == 0.25
    again = pickle.loads(pickle.dumps(record))
    assert (str(again["金额"]), again["金额"]) == ("1,234.50", 1234.5)


@given(st.integers(-(10**14), 10**14), st.sampled_from(["General", "0", "#,##0", "0.00", "@"]))
def test_a_whole_number_never_gets_a_tail(value: int, pattern: str) -> None:
    shown = shown_number(float(value), pattern)
    assert shown == value
    assert str(shown).replace(",", "").removesuffix(".00") == str(value)


def test_titles_and_notes_may_stand_above_and_below_the_table(tmp_path: Path) -> None:
    path, _, _ = book(
        tmp_path,
        [
            ["全省获证企业名单"],
            ["填报单位：甲局", None, "填报日期：2022年5月"],
            ["序号", "企业名称", "电话", "地址"],
            [1, "甲公司", "1", "甲路"],
            [None, None, None, None],
            [2, "乙公司", "2", None],
            ["注：以上为样例"],
        ],
        "A1:D1",
        "A7:D7",
    )
    found = load_records(path)
    assert [record["企业名称"] for record in values(found)] == ["甲公司", "乙公司"]
    assert found.records[1].where == "sheet Sheet, row 6"
    assert values(found)[1]["地址"] is None


def test_the_names_a_template_asks_for_tell_the_header(tmp_path: Path) -> None:
    content = "名单,2022年,共两家\n企业名称,,\n甲,1,2\n"
    assert values(load_records(written(tmp_path, content), wanted={"企业名称"})) == [
        {"企业名称": "甲"}
    ]


def test_a_merged_header_leads_inwards(tmp_path: Path) -> None:
    path, _, _ = book(
        tmp_path,
        [
            ["企业名称", "2021年产量（万吨）", None, "备注"],
            [None, "总产量", "钢筋", None],
            ["甲公司", 5, 3, None],
        ],
        "A1:A2",
        "B1:C1",
        "D1:D2",
    )
    found = load_records(path)
    assert found.names == ("企业名称", "_2021年产量万吨.总产量", "_2021年产量万吨.钢筋", "备注")
    assert values(found)[0]["_2021年产量万吨"] == {"总产量": 5, "钢筋": 3}


def test_a_header_merged_only_across_takes_the_row_below(tmp_path: Path) -> None:
    rows: Rows = [["企业名称", "产量", None], [None, "总", "钢筋"], ["甲公司", 5, 3]]
    path, _, _ = book(tmp_path, rows, "B1:C1")
    assert values(load_records(path)) == [{"企业名称": "甲公司", "产量": {"总": 5, "钢筋": 3}}]


def test_a_cell_merged_downwards_belongs_to_each_of_its_rows(tmp_path: Path) -> None:
    rows: Rows = [["县区", "企业名称"], ["北县", "甲"], [None, "乙"], ["南县", "丙"]]
    path, _, _ = book(tmp_path, rows, "A2:A3")
    assert [record["县区"] for record in values(load_records(path))] == ["北县", "北县", "南县"]


def test_titles_become_names_without_spaces_and_punctuation(tmp_path: Path) -> None:
    content = "企业名称（盖章）,产量 （吨）,1. 电话,No.,enterprise.name,ｔｅｌ\n甲,1,2,3,4,5\n"
    (record,) = values(load_records(written(tmp_path, content)))
    assert record == {
        "企业名称盖章": "甲", "产量吨": "1", "_1电话": "2", "No": "3",
        "enterprise": {"name": "4"}, "tel": "5",
    }  # fmt: skip


NESTED = [{"企业": "甲", "问题": [{"项": "1", "述": "无证"}, {"项": "2", "述": None}]},
          {"企业": "乙", "问题": []}]  # fmt: skip


@pytest.mark.parametrize("repeated", ["", "甲"])
def test_rows_whose_other_cells_are_blank_or_repeated_continue_a_record(
    tmp_path: Path, repeated: str
) -> None:
    content = f"企业,问题[].项,问题[].述\n甲,1,无证\n{repeated},2,\n乙,,\n"
    found = load_records(written(tmp_path, content))
    assert values(found) == NESTED
    assert [record.where for record in found.records] == ["line 2", "line 4"]


def test_a_list_may_hold_plain_values_and_lie_within_others(tmp_path: Path) -> None:
    content = "企业.名,企业.产品[],验[].人.名\n甲,砖,张\n,瓦,\n"
    assert values(load_records(written(tmp_path, content))) == [
        {"企业": {"名": "甲", "产品": ["砖", "瓦"]}, "验": [{"人": {"名": "张"}}]}
    ]


def test_blank_cells_can_be_left_out(tmp_path: Path) -> None:
    path = written(tmp_path, "企业,电话,项[].名,项[].数\n甲,,a,\n")
    (record,) = values(load_records(path, keep_blank=False))
    assert record == {"企业": "甲", "项": [{"名": "a"}]}


def test_the_first_visible_sheet_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    path, workbook, sheet = book(tmp_path, [["名"], ["隐"]])
    sheet.sheet_state = "hidden"
    for title, name in (("说明", None), ("名单", "甲"), ("旧", "乙")):
        added = workbook.create_sheet(title)
        if name:
            added.append(["名"])
            added.append([name])
    workbook.active = 2
    workbook.save(path)
    assert values(load_records(path)) == [{"名": "甲"}]
    assert values(load_records(path, sheet="旧")) == [{"名": "乙"}]
    with pytest.raises(ConfigurationError, match="说明、名单、旧"):
        load_records(path, sheet="新")


def test_a_failed_formula_spoils_its_record_and_no_other(tmp_path: Path) -> None:
    path, _, _ = book(tmp_path, [["名", "数"], ["甲", "#REF!"], ["乙", 2]])
    first, second = load_records(path).records
    assert first.fault == "column B (数): the formula failed (#REF!)"
    assert not second.fault
    assert not load_records(path, wanted={"名"}).records[0].fault


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "", "empty"),
        ("a.csv", "企业名称,电话\n", "no records"),
        ("a.csv", "电话,电话\n1,2\n", "电话 (1)、电话 (2)"),
        ("a.csv", "项,项[].名\n1,2\n", "several columns"),
        ("a.csv", "项[].细[].名\n1\n", "list within a list"),
        ("a.csv", b"\xff\xff\xff\xff\x80", "neither UTF-8 nor GBK"),
        ("a.csv", b"%PDF-1.7\n", "not a table"),
        ("a.csv", b"a\0b", "not a table"),
        ("a.xlsx", b"PK\x03\x04 no zip", "not a workbook"),
        ("a.xlsx", b"PK\x03\x04 word/document.xml", "Word document"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password"),
        ("a.json", '[{"a": 1},\n {"a": }]', "line 2"),
        ("a.json", '[{"a": 1}, 2]', "record 2"),
        ("a.jsonl", '{"a": 1}\n{"a": \n', "line 2"),
        ("a.jsonl", '{"a": 1}\n[2]\n', "line 2"),
        ("a.json", '[{"a": NaN}]', "NaN"),
        ("a.json", "[" * 100_000, "nested"),
        ("a.yaml", "- a: 1\n- b\n", "line 2"),
        ("a.yaml", "a: [1\n", "YAML"),
        ("a.yaml", "a: 2022-02-31\n", "YAML"),
    ],
)
def test_a_wrong_table_is_told_with_its_file_and_place(
    tmp_path: Path, name: str, content: str | bytes, told: str
) -> None:
    with pytest.raises(ConfigurationError) as raised:
        load_records(written(tmp_path, content, name))
    assert name in str(raised.value)
    assert told in str(raised.value)


def test_a_table_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"none\.xlsx"):
        load_records(tmp_path / "none.xlsx")


def test_columns_of_one_name_are_let_be_where_no_template_asks_for_them(tmp_path: Path) -> None:
    path = written(tmp_path, "企业,电话,电话\n甲,1,2\n")
    assert values(load_records(path, wanted={"企业"})) == [{"企业": "甲", "电话": "1"}]


NAMES = st.text("甲乙丙丁戊abc", min_size=1, max_size=4)
CELLS = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Zs", "Zl", "Zp", "Cf"]), max_size=8
)


@given(st.lists(NAMES, min_size=2, max_size=4, unique=True), st.data())
def test_what_is_written_as_a_table_comes_back(columns: list[str], data: st.DataObject) -> None:
    rows = data.draw(
        st.lists(st.lists(CELLS, min_size=len(columns), max_size=len(columns)), min_size=1)
    )
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    with TemporaryDirectory() as folder:
        path = written(Path(folder), codecs.BOM_UTF8 + text.getvalue().encode())
        if not any(cell.strip() for row in rows for cell in row):
            return
        read = values(load_records(path, wanted=set(columns)))
    expected = [
        {name: cell.strip() or None for name, cell in zip(columns, row, strict=True)}
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    assert read == expected
