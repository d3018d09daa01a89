"""Registers: many returned ones become one, and nothing that disagrees is dropped."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from docforge.documents.register import Register, consolidate, write_register
from docforge.errors import DocumentBlocked, UsageError
from docforge.forms.definitions.catalogue import load_catalogue
from docforge.model import Field, Row, Submission, Value
from tests.documents.document_cases import STEEL, W, cells, document, lines, row, submission

DEFINITION = load_catalogue().get(STEEL)
DAY = date(2022, 6, 10)
STEELWORKS: dict[str, Value] = {
    "enterprise_name": "甲钢铁有限公司",
    "production_address": "岚阳县",
    "licence_no": "（晋）XK05-001-00001",
    "licence_valid_until": "2025-02-28",
    "output_total": 320.5,
    "output_rebar": 280,
    "status": "正常生产",
    "bar": "热轧带肋钢筋",
    "blast_furnaces": 2,
    "conditions_kept": "是",
}


def returned(*rows: Row, name: str = "a.docx", **values: Any) -> Submission:
    return submission(None, id_=f"{name}-1", name=name, form=STEEL, rows=rows, **values)


def register(*submissions: Submission) -> Register:
    return consolidate(submissions, DEFINITION, reported_on=DAY)


def test_rows_of_one_enterprise_are_merged_and_gaps_filled() -> None:
    more: dict[str, Value] = {
        "enterprise_name": "甲钢铁有限公司",
        "licence_no": "(晋)XK05-001-00001",
        "converters": 3,
    }
    made = register(returned(row(**STEELWORKS)), returned(row(**more), name="b.docx"))
    (entry,) = made.entries
    assert entry.entries["converters"].value == 3
    assert entry.entries["output_total"].text == "320.5"
    assert entry.submissions == ("a.docx-1", "b.docx-1")


def test_a_contradiction_shows_both_sides_with_their_sources() -> None:
    other = STEELWORKS | {"output_total": 300}
    made = register(
        returned(row(**STEELWORKS)),
        returned(row(**other), name="b.xlsx"),
        returned(row(**other), name="c.pdf"),
    )
    (entry,) = made.entries
    total = entry.entries["output_total"]
    assert total.conflict == (("320.5", "a.docx"), ("300", "b.xlsx、c.pdf"))
    assert total.text == "【不一致：320.5／300】"
    (said,) = made.conflicts
    assert said == "不一致：甲钢铁有限公司，总产量：320.5（a.docx）；300（b.xlsx、c.pdf）"


def test_a_stroke_is_kept_but_contradicts_nothing() -> None:
    struck = Row(cells={"enterprise_name": Field(value="甲"), "bar": Field(value=None, raw="/")})
    bare = row(enterprise_name="甲", bar="线材")
    (alone,) = register(returned(struck)).entries
    assert alone.entries["bar"].text == "/"
    (both,) = register(returned(struck), returned(bare, name="b.docx")).entries
    assert (both.entries["bar"].text, both.entries["bar"].conflict) == ("线材", ())


def test_what_could_not_be_read_is_shown_as_it_stood_on_the_paper() -> None:
    damaged = Row(
        cells={
            "enterprise_name": Field(value="甲"),
            "stopped_on": Field(value=None, raw="2020512日"),
        }
    )
    (entry,) = register(returned(damaged)).entries
    assert entry.entries["stopped_on"].text == "2020512日"


def test_other_forms_are_left_aside() -> None:
    assert register(submission("甲", rows=[row(**STEELWORKS)])).entries == ()


def test_the_word_register_keeps_both_bands_of_every_enterprise(tmp_path: Path) -> None:
    second = STEELWORKS | {"enterprise_name": "乙钢厂", "licence_no": "（晋）XK05-001-00002"}
    made = register(
        returned(row(**STEELWORKS), row(**second), reporting_unit="岚阳县局", contact="李某")
    )
    written = write_register(made, tmp_path / "登记表.docx")
    found = cells(written.path)
    assert len(found) == 3 + 2 * 2 + 1
    assert found[3][:4] == ["1", "乙钢厂", "岚阳县", "（晋）XK05-001-00002"]
    assert found[4][1] == "热轧带肋钢筋"
    assert found[5][:2] == ["2", "甲钢铁有限公司"]
    assert "联系人 李某" in found[-1][0]
    assert "填表单位：岚阳县局　　　　　　填表时间：2022年6月10日" in lines(written.path)
    header = [
        r.find(f"{W}trPr/{W}tblHeader") is not None for r in document(written.path).iter(f"{W}tr")
    ]
    assert header == [True] * 3 + [False] * 5


def test_the_workbook_has_both_bands_and_typed_cells(tmp_path: Path) -> None:
    other = STEELWORKS | {"output_rebar": 1}
    made = register(returned(row(**STEELWORKS)), returned(row(**other), name="b.docx"))
    written = write_register(made, tmp_path / "登记表.xlsx")
    sheet = load_workbook(written.path)["登记表"]
    assert sheet["A1"].value == "山西省钢铁获证企业生产状况登记表"
    assert "A6:A7" in [str(each) for each in sheet.merged_cells.ranges]
    at = {str(cell.value): cell.coordinate for line in sheet["A3:T5"] for cell in line}
    assert (at["序号"], at["企业名称"], at["生产地址"], at["棒材产品"]) == ("A3", "B3", "G3", "B5")
    assert at["2021年钢材产量(万吨)"] == "L3"
    assert (sheet["L6"].value, sheet["L6"].data_type) == (320.5, "n")
    assert sheet["K6"].value == datetime(2025, 2, 28)
    assert sheet["J7"].value == 2
    assert sheet["M6"].value == "【不一致：280／1】"
    assert sheet["M6"].fill.fgColor.rgb.endswith("FFD9D0")
    assert sheet.freeze_panes == "B6"
    assert written.reasons == made.conflicts
    assert made.conflicts[0] in [sheet.cell(line, 1).value for line in range(8, 12)]


def test_the_same_rows_give_the_same_files_in_any_order(tmp_path: Path) -> None:
    one = returned(row(**STEELWORKS))
    two = returned(row(enterprise_name="乙"), name="b.docx")
    for ending in ("docx", "xlsx"):
        forth = write_register(register(one, two), tmp_path / f"1.{ending}").path.read_bytes()
        assert (
            forth == write_register(register(two, one), tmp_path / f"2.{ending}").path.read_bytes()
        )


def test_an_empty_register_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(DocumentBlocked, match="no row of the form shanxi-2022/steel-register"):
        write_register(register(), tmp_path / "x.docx")


def test_only_word_and_excel_are_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"“\.pdf”"):
        write_register(register(returned(row(**STEELWORKS))), tmp_path / "x.pdf")
