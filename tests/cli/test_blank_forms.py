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
from tests.cli.filled_blanks import (
    columns_of,
    fill_checklist_in_excel,
    fill_checklist_in_word,
    fill_register_in_excel,
    fill_register_in_word,
    value_of,
)

CATALOGUE = load_catalogue()
RECORD = "shanxi-2022/inspection-record"
CHECKLISTS = [form.id for form in CATALOGUE if form.kind == "checklist"]
REGISTERS = [form.id for form in CATALOGUE if form.kind == "register"]
SUMMARY = "shanxi-2022/issue-summary"
ALL = [form.id for form in CATALOGUE]
ENDINGS = ("docx", "xlsx")
UNFILLED = {
    "field_missing",
    "unanswered",
    "enterprise_missing",
    "signature_missing",
    "few_inspectors",
}


def printed(form: str, ending: str, folder: Path) -> Path:
    blank = folder / f"blank.{ending}"
    result = run("forms", "blank", form, "-o", blank)
    assert result.exit_code == 0, result.output
    return blank


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", ALL)
def test_a_blank_is_known_and_nothing_in_it_is_filled(
    form: str, ending: str, tmp_path: Path
) -> None:
    (read,) = parse(printed(form, ending, tmp_path))
    assert read.form.id == form
    assert {answer.conclusion for answer in read.answers} <= {Conclusion.UNANSWERED}
    assert (read.rows, read.findings) == ((), ())
    told = {key: own.value for key, own in read.fields.items()}
    assert {key: own for key, own in told.items() if own not in (None, "absent", False)} == {}
    assert {entry.flag.code for entry in read.flagged()} <= UNFILLED


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", REGISTERS)
def test_a_filled_register_reads_with_certainty(form: str, ending: str, tmp_path: Path) -> None:
    definition = CATALOGUE.get(form)
    path = printed(form, ending, tmp_path)
    fill = fill_register_in_word if ending == "docx" else fill_register_in_excel
    fill(path, definition)
    (read,) = parse(path)
    (row,) = read.rows
    wanted = {c.key: value_of(c)[1] for b in definition.bands for c in columns_of(b)}
    assert {key: row.cells[key].value for key in wanted} == wanted
    assert not [path for path, _flag in read.review if path.startswith("rows")]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("form", CHECKLISTS)
def test_a_filled_checklist_reads_with_certainty(form: str, ending: str, tmp_path: Path) -> None:
    definition = CATALOGUE.get(form)
    path = printed(form, ending, tmp_path)
    fill = fill_checklist_in_word if ending == "docx" else fill_checklist_in_excel
    chosen = [item.offers[place % len(item.offers)] for place, item in enumerate(definition.items)]
    fill(path, definition, chosen)
    (read,) = parse(path)
    stated = [item.id for item in definition.items if item.statement]
    said = {each.item: str(each.conclusion) for each in read.answers if each.item not in stated}
    wanted = dict(zip(definition.item_by_id, chosen, strict=True))
    assert said == {item: own for item, own in wanted.items() if item not in stated}
    doubts = [path for path, each in read.review if each.flag_class == "reading"]
    assert not [path for path in doubts if path.endswith("conclusion")]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_filled_issue_summary_gives_its_findings(ending: str, tmp_path: Path) -> None:
    path = printed(SUMMARY, ending, tmp_path)
    if ending == "xlsx":
        workbook = load_workbook(path)
        sheet = workbook.worksheets[0]
        first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == 1)
        sheet.cell(first, 2).value = "拉力试验机检定证书到期"
        sheet.cell(first + 1, 2).value = "出厂检验记录缺失"
        workbook.save(path)
    else:
        document = Document(str(path))
        lines = [p for t in document.tables for row in t.rows for p in row.cells[0].paragraphs]
        numbered = [line for line in lines if line.text.strip() in ("1.", "2.")]
        numbered[0].add_run("拉力试验机检定证书到期")
        numbered[1].add_run("出厂检验记录缺失")
        document.save(str(path))
    (read,) = parse(path)
    said = [finding.description for finding in read.findings]
    assert said == ["拉力试验机检定证书到期", "出厂检验记录缺失"]


def test_a_register_in_excel_offers_lists_and_keeps_its_headings_in_sight(tmp_path: Path) -> None:
    sheet = load_workbook(printed("shanxi-2022/steel-register", "xlsx", tmp_path)).worksheets[0]
    offered = [own.formula1 for own in sheet.data_validations.dataValidation]
    assert any("是" in each for each in offered)
    assert sheet.freeze_panes is not None
    assert sheet.print_title_rows
    formats = {cell.number_format for row in sheet.iter_rows(min_row=7) for cell in row}
    assert {"yyyy-mm-dd", "#,##0.00", "#,##0"} <= formats


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_summary_for_each_enterprise_holds_what_the_list_knows(
    ending: str, tmp_path: Path
) -> None:
    result = run("forms", "blank", SUMMARY, "-o", tmp_path / f"x.{ending}", "--enterprises", LIST)
    assert result.exit_code == 0
    (read,) = parse(min(tmp_path.glob(f"x-*.{ending}")))
    assert read.value("enterprise_name") == "云州恒岳特钢有限公司"
    assert read.value("licence_no")


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
