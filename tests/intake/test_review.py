"""The review workbook: written, filled in by a person, read back, applied."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from docforge.errors import ReviewMismatch
from docforge.flags import Blocks
from docforge.forms import derive, load_catalogue
from docforge.intake.corrections import InvalidReview, apply_review
from docforge.intake.doubts import doubts
from docforge.intake.filled_review import load_review
from docforge.intake.review_book import write_doubts
from docforge.layout import NoticeCode
from docforge.model import (
    Answer,
    AnswerEvidence,
    By,
    Conclusion,
    Evidence,
    Field,
    FormMatch,
    Source,
    Submission,
    flag,
)
from docforge.place import Place
from docforge.sheets.review import CORRECTION, EMPTIED, GUIDE, HINTS, REVIEW, TITLES
from docforge.sheets.review import DESCRIPTION as PROBLEM
from docforge.sheets.review_cells import CONFIRMED, YES

RECORD = "shanxi-2022/inspection-record"
CATALOGUE = load_catalogue()
DATE, CONTRADICTION, DESCRIPTION = (
    "fields/inspected_on",
    "answers/1.1/conclusion",
    "answers/1.2/record",
)
LONE = "answers/1.3/conclusion"


def answer(item: str, conclusion: Conclusion, **parts: object) -> Answer:
    definition = CATALOGUE.get(RECORD).item_by_id[item]
    said = {"item": item, "section": definition.section, "text": definition.text}
    return Answer.model_validate({**said, "conclusion": conclusion, **parts})


def doubtful_form() -> Submission:
    """A damaged date, two ticks on 1.1, 不符合 without words on 1.2, a lone tick on 1.3."""
    cell = Place(table=1, row=4, column=4)
    lone = flag("lone_mark", cell, glyph="√", conclusion="符合")
    evidence = AnswerEvidence(conclusion=Evidence(raw="√", place=cell, flags=(lone,)))
    form = Submission(
        id="0123456789ab-1",
        source=Source(name="表1.docx"),
        form=FormMatch(id=RECORD, score=1.0),
        fields={
            "enterprise_name": Field(value="甲公司", raw="甲公司"),
            "inspected_on": Field(raw="2022812日", flags=(flag("damaged_date", raw="2022812日"),)),
            "phone": Field(value="138", raw="138", flags=(flag("phone_invalid", raw="138"),)),
        },
        answers=(
            answer("1.1", Conclusion.CONFLICT),
            answer("1.2", Conclusion.NONCONFORM),
            answer("1.3", Conclusion.CONFORM, evidence=evidence),
        ),
        flags=(flag("picture_page", page=3),),
    )
    return derive(form, CATALOGUE)


@pytest.fixture
def workbook_path(tmp_path: Path) -> Path:
    path = tmp_path / "review.xlsx"
    write_doubts(path, [doubtful_form()], CATALOGUE)
    return path


def sheet_of(workbook: Workbook, title: str) -> Worksheet:
    sheet = workbook[title]
    assert isinstance(sheet, Worksheet)
    return sheet


def row_at(sheet: Worksheet, path: str) -> int:
    column = TITLES.index("path") + 1
    return next(
        row for row in range(2, sheet.max_row + 1) if (sheet.cell(row, column).value or "") == path
    )


def fill(
    path: Path,
    corrected: Mapping[str, object] | None = None,
    confirmed: tuple[str, ...] = (),
    described: Mapping[str, str] | None = None,
    sheet_title: str = REVIEW,
) -> Path:
    """What a person does with the workbook in Excel."""
    workbook = load_workbook(path)
    sheet = sheet_of(workbook, sheet_title)
    for where, value in (corrected or {}).items():
        sheet.cell(row_at(sheet, where), TITLES.index(CORRECTION) + 1).value = value  # type: ignore[assignment]
    for where, text in (described or {}).items():
        sheet.cell(row_at(sheet, where), TITLES.index(PROBLEM) + 1).value = text
    for where in confirmed:
        sheet.cell(row_at(sheet, where), TITLES.index(CONFIRMED) + 1).value = YES
    workbook.save(path)
    return path


def applied(path: Path) -> Submission:
    (form,) = apply_review([doubtful_form()], load_review(path), CATALOGUE)
    return form


def test_every_value_of_the_review_list_has_exactly_one_row() -> None:
    form = doubtful_form()
    listed = [row.path for row in doubts([form], CATALOGUE).review]
    assert sorted(listed) == sorted({entry.path for entry in form.review})


def test_a_value_with_several_doubts_has_one_row_that_tells_them_all() -> None:
    form = doubtful_form()
    damaged = form.fields["inspected_on"]
    more = damaged.model_copy(update={"flags": (*damaged.flags, flag("struck_text", raw="12"))})
    form = form.model_copy(update={"fields": {**form.fields, "inspected_on": more}})
    rows = [row for row in doubts([form], CATALOGUE).review if row.path == DATE]
    assert len(rows) == 1
    assert rows[0].why.count("\n") == 1


def test_hints_hold_what_need_not_be_looked_at_and_repeat_no_row() -> None:
    review, hints = doubts([doubtful_form()], CATALOGUE)
    assert hints
    assert not {row.path for row in hints} & {row.path for row in review}


def test_conclusions_are_offered_as_a_drop_down(workbook_path: Path) -> None:
    sheet = sheet_of(load_workbook(workbook_path), REVIEW)
    cell = sheet.cell(row_at(sheet, CONTRADICTION), TITLES.index(CORRECTION) + 1)
    offered = [
        validation.formula1
        for validation in sheet.data_validations.dataValidation
        if cell.coordinate in validation.sqref
    ]
    assert offered == [f'"符合,不符合,{EMPTIED}"']


def test_only_what_may_be_written_is_unlocked(workbook_path: Path) -> None:
    sheet = sheet_of(load_workbook(workbook_path), REVIEW)
    assert sheet.protection.sheet
    at = {title: TITLES.index(title) + 1 for title in (CORRECTION, CONFIRMED)}
    damaged, whole = row_at(sheet, DATE), row_at(sheet, "")
    assert not sheet.cell(damaged, at[CORRECTION]).protection.locked
    assert sheet.cell(damaged, at[CONFIRMED]).protection.locked, "nothing was read to confirm"
    assert sheet.cell(whole, at[CORRECTION]).protection.locked
    assert not sheet.cell(whole, at[CONFIRMED]).protection.locked


def test_it_says_how_to_fill_it_in(workbook_path: Path) -> None:
    assert load_workbook(workbook_path).sheetnames == [REVIEW, HINTS, GUIDE]


def test_a_workbook_that_nobody_filled_in_changes_nothing(workbook_path: Path) -> None:
    assert applied(workbook_path) == doubtful_form()


def test_corrections_are_applied_and_findings_derived_anew(workbook_path: Path) -> None:
    fill(
        workbook_path,
        {DATE: "2022年8月12日", CONTRADICTION: "不符合", DESCRIPTION: "经营范围未包含许可证产品"},
        confirmed=(LONE, ""),
        described={CONTRADICTION: "名称已变更未办理"},
    )
    form = applied(workbook_path)
    assert form.text("inspected_on") == "2022-08-12"
    assert form.fields["inspected_on"].raw == "2022812日"
    assert form.fields["inspected_on"].by is By.PERSON
    assert {finding.item for finding in form.findings} == {"1.1", "1.2"}
    assert [finding.description for finding in form.findings] == [
        "名称已变更未办理",
        "经营范围未包含许可证产品",
    ]
    assert not form.review


def test_confirming_keeps_the_value_and_ends_the_doubt(workbook_path: Path) -> None:
    form = applied(fill(workbook_path, confirmed=(LONE,)))
    confirmed = form.answer("1.3")
    assert confirmed is not None
    assert confirmed.conclusion is Conclusion.CONFORM
    assert confirmed.evidence.conclusion.by is By.PERSON
    assert confirmed.evidence.conclusion.flags == ()


def test_a_page_that_a_person_looked_at_no_longer_blocks(workbook_path: Path) -> None:
    before = {entry.flag.code for entry in doubtful_form().blockers(Blocks.NOTICE)}
    form = applied(fill(workbook_path, confirmed=("",)))
    after = {entry.flag.code for entry in form.blockers(Blocks.NOTICE)}
    assert before - after == {str(NoticeCode.PICTURE_PAGE)}


def test_a_contradiction_cannot_be_confirmed_away(workbook_path: Path) -> None:
    with pytest.raises(InvalidReview) as raised:
        applied(fill(workbook_path, confirmed=(CONTRADICTION, DATE)))
    assert len(raised.value.faults) == 2


def test_a_date_that_excel_made_a_date_is_taken(workbook_path: Path) -> None:
    assert (
        applied(fill(workbook_path, {DATE: datetime(2022, 8, 12)})).text("inspected_on")
        == "2022-08-12"
    )


def test_emptied_says_that_nothing_stands_there(workbook_path: Path) -> None:
    form = applied(fill(workbook_path, {DATE: EMPTIED, CONTRADICTION: EMPTIED}))
    assert form.value("inspected_on") is None
    assert "damaged_date" not in {entry.flag.code for entry in form.flagged()}
    answered = form.answer("1.1")
    assert answered is not None
    assert answered.conclusion is Conclusion.UNANSWERED


def test_hints_can_be_corrected_too(workbook_path: Path) -> None:
    form = applied(fill(workbook_path, {"fields/phone": "13800000000"}, sheet_title=HINTS))
    assert form.text("phone") == "13800000000"
    assert form.fields["phone"].by is By.PERSON
    assert form.fields["phone"].flags == ()


def test_one_wrong_correction_refuses_all_and_every_fault_names_its_row(
    workbook_path: Path,
) -> None:
    fill(workbook_path, {DATE: "昨天", CONTRADICTION: "大概符合", DESCRIPTION: "有问题"})
    with pytest.raises(InvalidReview) as raised:
        applied(workbook_path)
    sheet = sheet_of(load_workbook(workbook_path), REVIEW)
    rows = [row_at(sheet, DATE), row_at(sheet, CONTRADICTION)]
    assert len(raised.value.faults) == 2
    for fault, row in zip(raised.value.faults, rows, strict=True):
        assert REVIEW in fault
        assert str(row) in fault


def test_two_rows_that_contradict_each_other_are_refused(workbook_path: Path) -> None:
    fill(workbook_path, {DATE: "2022-08-12"})
    workbook = load_workbook(workbook_path)
    sheet = sheet_of(workbook, REVIEW)
    copied = [cell.value for cell in sheet[row_at(sheet, DATE)]]
    copied[TITLES.index(CORRECTION)] = "2022-08-13"
    sheet.append(copied)
    workbook.save(workbook_path)
    with pytest.raises(InvalidReview):
        applied(workbook_path)


def test_a_workbook_of_other_findings_is_refused(workbook_path: Path) -> None:
    other = doubtful_form().model_copy(update={"id": "ba9876543210-1"})
    with pytest.raises(ReviewMismatch, match="0123456789ab-1"):
        apply_review([other], load_review(workbook_path), CATALOGUE)


def test_a_row_without_its_hidden_columns_is_refused(workbook_path: Path) -> None:
    fill(workbook_path, {DATE: "2022-08-12"})
    workbook = load_workbook(workbook_path)
    sheet = sheet_of(workbook, REVIEW)
    sheet.cell(row_at(sheet, DATE), TITLES.index("submission") + 1).value = None
    workbook.save(workbook_path)
    with pytest.raises(ReviewMismatch):
        load_review(workbook_path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", "不是工作簿".encode()])
def test_what_is_no_review_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "review.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReviewMismatch):
        load_review(path)


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    Workbook().save(path)
    with pytest.raises(ReviewMismatch):
        load_review(path)
