"""A form's definition and its blank: where they part; a filled blank that does not read back."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import Any

import docx
import pytest
import yaml

from docforge.blanks.checklist_word import checklist_document
from docforge.blanks.register_word import register_document
from docforge.check import examine
from docforge.check.rules import RULES
from docforge.check.running import word_files
from docforge.data import shipped
from docforge.forms import load_catalogue

CHECKLIST, REGISTER = "shanxi-2022/inspection-record", "jieyang-2019/liaison"


def definition(form: str) -> dict[str, Any]:
    text = (shipped("parsers") / f"{form}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def codes(folder: Path, told: dict[str, Any], blank: bytes | None = None) -> set[str]:
    path = folder / "form.yaml"
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), "utf-8")
    if blank is not None:
        (folder / "form.blank.docx").write_bytes(blank)
    return {each.code for each in examine(path)}


def own_blank(change: Any = None) -> bytes:
    """The blank that docforge prints, changed as a bureau might change it in Word."""
    content = checklist_document(load_catalogue().get(CHECKLIST), {})
    document = docx.Document(io.BytesIO(content))
    if change is not None:
        change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def without_row(document: Any) -> None:
    row = document.tables[0].rows[-1]
    row._tr.getparent().remove(row._tr)


def without_option(document: Any) -> None:
    paragraphs = document.tables[0].cell(5, 3).paragraphs
    paragraphs[-1]._p.getparent().remove(paragraphs[-1]._p)


def with_strange_row(document: Any) -> None:
    document.tables[0].add_row().cells[2].text = "食堂是否张贴健康证明和每周的菜谱"


def without_head(document: Any) -> None:
    for paragraph in document.paragraphs[:4]:
        for run in paragraph.runs:
            run.text = run.text.replace("企业名称", "").replace("产品类别", "")


def without_heading(document: Any) -> None:
    document.tables[0].cell(0, 4).text = "情况"


def ticked_before(document: Any) -> None:
    """A blank on which an option was ticked before anybody inspected."""
    document.tables[0].cell(2, 3).text = "☑符合 □不符合"


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("F702", without_row),
        ("F703", without_option),
        ("F704", without_head),
        ("F705", with_strange_row),
        ("F706", without_heading),
        ("F708", ticked_before),
    ],
)
def test_a_blank_that_parts_from_its_definition_is_told(
    code: str, change: Any, tmp_path: Path
) -> None:
    assert code in codes(tmp_path, definition(CHECKLIST), own_blank(change))


def test_a_blank_that_agrees_has_no_finding(tmp_path: Path) -> None:
    assert codes(tmp_path, definition(CHECKLIST), own_blank()) == set()


def test_wider_spaces_and_other_marks_on_the_blank_are_no_difference(tmp_path: Path) -> None:
    def respaced(document: Any) -> None:
        for row in document.tables[0].rows[1:3]:
            cell = row.cells[2]
            cell.text = cell.text.replace("，", " ， ").replace("。", ".")

    assert codes(tmp_path, definition(CHECKLIST), own_blank(respaced)) == set()


def test_a_definition_that_is_wrong_is_told(tmp_path: Path) -> None:
    assert codes(tmp_path, definition(CHECKLIST) | {"kind": "checklst"}) == {"F700"}


def test_a_blank_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert "F701" in codes(tmp_path, definition(CHECKLIST), b"PK\x03\x04 torn")


def test_a_blank_of_another_form_is_told(tmp_path: Path) -> None:
    other = register_document(load_catalogue().get(REGISTER), [{}], {})
    assert "F707" in codes(tmp_path, definition(CHECKLIST), other)


def test_a_workbook_beside_the_definition_is_its_blank_too(tmp_path: Path) -> None:
    from docforge.blanks.checklist_sheet import checklist_sheet

    (tmp_path / "form.xlsx").write_bytes(checklist_sheet(load_catalogue().get(CHECKLIST), {}))
    assert codes(tmp_path, definition(CHECKLIST)) == set()


def test_every_rule_of_forms_is_tried_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert all(code in text for code, rule in RULES.items() if rule.family == "forms")


@pytest.mark.parametrize("form", [CHECKLIST, "anshan-2018/licensed-checklist", REGISTER])
def test_shipped_definitions_agree_with_what_is_printed_from_them(form: str) -> None:
    assert examine(shipped("parsers") / f"{form}.yaml") == []


@pytest.mark.heavy
def test_all_shipped_definitions_agree_with_what_is_printed_from_them() -> None:
    for path in sorted(shipped("parsers").glob("*/*.yaml")):
        assert examine(path) == [], path


def test_definitions_in_a_folder_are_looked_at_and_contracts_are_not(tmp_path: Path) -> None:
    shutil.copy(shipped("parsers") / f"{CHECKLIST}.yaml", tmp_path / "form.yaml")
    shutil.copy(shipped("templates") / "docx" / "letter.yaml", tmp_path / "letter.yaml")
    assert [path.name for path in word_files([tmp_path])] == ["form.yaml"]
