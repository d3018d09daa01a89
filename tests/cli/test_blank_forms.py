"""Empty forms printed from their definitions: what comes back filled in reads with certainty."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from docforge import parse
from docforge.forms import load_catalogue
from docforge.model import Conclusion
from tests.cli.command_line import LIST, run

CATALOGUE = load_catalogue()
RECORD = "shanxi-2022/inspection-record"
CHECKLISTS = [form.id for form in CATALOGUE if form.kind == "checklist"]
REGISTERS = [form.id for form in CATALOGUE if form.kind == "register"]


@pytest.mark.parametrize("form", CHECKLISTS)
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_blank_checklist_is_known_and_nothing_in_it_is_answered(
    form: str, ending: str, tmp_path: Path
) -> None:
    blank = tmp_path / f"blank.{ending}"
    assert run("forms", "blank", form, "-o", blank).exit_code == 0
    (read,) = parse(blank)
    assert read.form.id == form
    assert {answer.conclusion for answer in read.answers} == {Conclusion.UNANSWERED}
    assert not any(entry.flag.code == "item_missing" for entry in read.flagged())


@pytest.mark.parametrize("form", REGISTERS)
def test_a_blank_register_is_known_and_holds_no_row(form: str, tmp_path: Path) -> None:
    blank = tmp_path / "blank.docx"
    assert run("forms", "blank", form, "-o", blank).exit_code == 0
    (read,) = parse(blank)
    assert (read.form.id, read.rows) == (form, ())


def test_a_box_that_is_clicked_in_word_reads_with_certainty(tmp_path: Path) -> None:
    blank = tmp_path / "blank.docx"
    run("forms", "blank", RECORD, "-o", blank)
    document = Document(str(blank))
    column = next(
        i for i, cell in enumerate(document.tables[0].rows[0].cells) if "结论" in cell.text
    )
    for row in document.tables[0].rows[1:]:
        box = row.cells[column]._tc.xpath(".//*[local-name()='sdt']")[0]
        (state,) = box.xpath(".//*[local-name()='checked']")
        state.set(state.keys()[0], "1")
        box.xpath(".//*[local-name()='t']")[0].text = "☒"
    document.save(str(blank))
    (read,) = parse(blank)
    assert {answer.conclusion for answer in read.answers} == {Conclusion.CONFORM}
    assert not any(path.startswith("answers") for path, _ in read.review)


def test_a_choice_from_the_list_in_excel_reads_as_chosen(tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    run("forms", "blank", RECORD, "-o", blank)
    workbook = load_workbook(blank)
    sheet = workbook.worksheets[0]
    for validation in sheet.data_validations.dataValidation:
        for cells in str(validation.sqref).split():
            if not cells.startswith("C"):
                sheet[cells].value = "符合"
    workbook.save(blank)
    (read,) = parse(blank)
    assert {answer.conclusion for answer in read.answers} == {Conclusion.CONFORM}


def test_one_is_printed_for_each_enterprise_of_a_list(tmp_path: Path) -> None:
    result = run("forms", "blank", RECORD, "-o", tmp_path / "blank.docx", "--enterprises", LIST)
    assert result.exit_code == 0
    made = sorted(tmp_path.glob("blank-*.docx"))
    assert len(made) > 30
    (read,) = parse(made[0])
    assert read.value("enterprise_name") == "云州恒岳特钢有限公司"


def test_what_cannot_be_printed_is_told(tmp_path: Path) -> None:
    result = run("forms", "blank", RECORD, "-o", tmp_path / "blank.txt")
    assert result.exit_code == 2
    assert ".txt" in result.output
