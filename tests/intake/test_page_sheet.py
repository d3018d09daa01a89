"""The sheet of pages in the review workbook: what it shows, and a person's word on it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from docforge.errors import ReviewMismatch, UsageError
from docforge.intake.clippings import Clippings
from docforge.intake.corrections import InvalidReview, apply_review
from docforge.intake.filled_review import load_review
from docforge.intake.found_sources import found_sources
from docforge.intake.page_rows import page_rows
from docforge.intake.parsing import Parsing
from docforge.intake.rereading import Rereading
from docforge.intake.review_book import write_doubts
from docforge.model import By, Field, Source, Submission, flag
from docforge.place import Place
from docforge.sheets.review import CORRECTION, GUIDE, HINTS, REVIEW, TITLES
from docforge.sheets.review_cells import CONFIRMED, YES
from docforge.sheets.review_pages import BELONGS, LEAVE_OUT, NEW_FORM, PAGE, PAGE_TITLES, PAGES
from tests.intake.page_stacks import CATALOGUE, back, copy, form, page, paired

SURE = form(page(1, 1), back(2), page(3, 2))
FIRST = form(page(4, 1), page(6, 2), flags=[paired(4, 6)])
SECOND = form(
    page(5, 1), page(7, 2), copy(8, 2), flags=[paired(5, 7, 8), flag("page_twice", page=2)]
)
STRAY = form(
    page(9, form=None), flags=[flag("picture_page", Place(page=9, box=(0, 0, 9, 9)), page=9)]
)


def named(submission: Submission, name: str) -> Submission:
    place = Place(page=submission.source.pages[0], box=(1.0, 1.0, 9.0, 9.0))
    doubt = flag("doubtful_text", place, raw=name)
    fields = {"enterprise_name": Field(value=name, raw=name, place=place, flags=(doubt,))}
    return submission.model_copy(update={"fields": fields})


FORMS = (SURE, named(FIRST, "云州恒岳特钢有限公司"), SECOND, STRAY)


@pytest.fixture
def workbook_path(tmp_path: Path) -> Path:
    path = tmp_path / "review.xlsx"
    write_doubts(path, FORMS, CATALOGUE)
    return path


def pages_sheet(path: Path) -> Worksheet:
    sheet = load_workbook(path)[PAGES]
    assert isinstance(sheet, Worksheet)
    return sheet


def fill(path: Path, column: str, wanted: Mapping[int, str]) -> Path:
    """What a clerk writes beside pages."""
    workbook = load_workbook(path)
    sheet = workbook[PAGES]
    for row in sheet.iter_rows(min_row=2):
        number = row[PAGE_TITLES.index(PAGE)].value
        if isinstance(number, int) and number in wanted:
            row[PAGE_TITLES.index(column)].value = wanted[number]
    workbook.save(path)
    return path


def test_every_page_has_a_row_and_those_in_doubt_come_first() -> None:
    rows = page_rows(FORMS, CATALOGUE)
    assert [row.page for row in rows] == [4, 6, 5, 7, 8, 9, 1, 2, 3]
    assert [bool(row.why) for row in rows] == [True] * 6 + [False, True, False]


def test_a_row_says_what_the_page_was_read_as_and_where_it_was_put() -> None:
    rows = {row.page: row for row in page_rows(FORMS, CATALOGUE)}
    assert rows[6].read_as.startswith("第2页，共2页\n")
    assert "重复扫描" in rows[8].read_as
    assert (rows[2].read_as, rows[9].read_as) == ("空白页", "没有认出")
    assert rows[6].put_to == "2 云州恒岳特钢有限公司"
    assert rows[9].put_to == "（未归入）"
    assert rows[5].forms == rows[4].forms == ("1 （没有企业名称）", rows[4].put_to, rows[5].put_to)


def test_pairing_is_confirmed_once_a_form_on_its_first_page() -> None:
    rows = page_rows(FORMS, CATALOGUE)
    assert [row.page for row in rows if row.confirmable] == [4, 5]


def test_a_person_can_write_only_where_it_counts_and_the_tabulator_leads_there(
    workbook_path: Path,
) -> None:
    sheet = pages_sheet(workbook_path)
    assert sheet.protection.sheet
    assert not sheet.protection.selectUnlockedCells, "open cells can be reached"
    assert sheet.freeze_panes == "A2"
    open_cells = [
        (row, title)
        for row, cells in enumerate(sheet.iter_rows(min_row=2), start=2)
        for title, cell in zip(PAGE_TITLES, cells, strict=True)
        if not cell.protection.locked
    ]
    assert open_cells[:3] == [(2, BELONGS), (2, CONFIRMED), (3, BELONGS)]
    assert len(open_cells) == 9 + 2


def test_the_forms_of_the_stack_are_offered(workbook_path: Path) -> None:
    sheet = pages_sheet(workbook_path)
    (offered,) = [
        each.formula1 for each in sheet.data_validations.dataValidation if "G2" in each.sqref
    ]
    assert PAGE_TITLES.index(BELONGS) == "ABCDEFG".index("G")
    assert offered.startswith('"1 （没有企业名称）,2 云州恒岳特钢有限公司,3')
    assert offered.endswith(f'{NEW_FORM},{LEAVE_OUT}"')


def test_without_scans_there_is_no_sheet_of_pages_and_nothing_is_told_of_it(tmp_path: Path) -> None:
    digital = SURE.model_copy(update={"source": Source(name="a.docx")})
    path = tmp_path / "review.xlsx"
    write_doubts(path, [digital], CATALOGUE)
    workbook = load_workbook(path)
    assert workbook.sheetnames == [REVIEW, HINTS, GUIDE]
    told = [str(row[0].value) for row in workbook[GUIDE].iter_rows()]
    assert BELONGS not in told


def test_a_hundred_pages_with_pictures_make_a_workbook_that_can_be_mailed(tmp_path: Path) -> None:
    noise = Image.effect_noise((330, 467), 40)
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=45)

    class Pictures(Clippings):
        def thumbnails(self, _source: Source, pages: Mapping[int, int]) -> dict[int, bytes]:
            return dict.fromkeys(pages, out.getvalue())

    forms = [form(page(n, 1), page(n + 1, 2)) for n in range(1, 101, 2)]
    path = tmp_path / "review.xlsx"
    write_doubts(path, forms, CATALOGUE, Pictures())
    sheet = pages_sheet(path)
    assert len(sheet._images) == 100  # type: ignore[attr-defined]
    anchors = {image.anchor.editAs for image in sheet._images}  # type: ignore[attr-defined]
    assert anchors == {"twoCell"}, "a picture hides with its row"
    assert path.stat().st_size < 100 * len(out.getvalue()) + 200_000


def test_a_pairing_that_was_confirmed_is_settled_without_the_scan(workbook_path: Path) -> None:
    fill(workbook_path, CONFIRMED, {4: YES})
    after = apply_review(FORMS, load_review(workbook_path), CATALOGUE)
    assert after[1].flags == ()
    assert after[1].source.pages_by is By.PERSON
    assert [after[0], *after[2:]] == [FORMS[0], *FORMS[2:]]


def test_giving_every_page_the_form_that_it_has_confirms_it_too(workbook_path: Path) -> None:
    fill(workbook_path, BELONGS, {4: "2", 6: "2", 5: "3"})
    after = apply_review(FORMS, load_review(workbook_path), CATALOGUE)
    assert after[1].flags == ()
    assert after[2] == FORMS[2], "one of its pages was not said"


def test_pages_without_the_scan_are_refused_by_their_row(workbook_path: Path) -> None:
    fill(workbook_path, BELONGS, {6: "3", 7: "2"})
    with pytest.raises(InvalidReview) as raised:
        apply_review(FORMS, load_review(workbook_path), CATALOGUE)
    assert len(raised.value.faults) == 1
    assert f"sheet {PAGES}, row 3" in raised.value.faults[0]


def test_confirming_a_form_and_moving_its_page_contradict_each_other(workbook_path: Path) -> None:
    fill(workbook_path, CONFIRMED, {4: YES})
    fill(workbook_path, BELONGS, {6: NEW_FORM})
    with pytest.raises(InvalidReview) as raised:
        apply_review(FORMS, load_review(workbook_path), CATALOGUE)
    assert any("row 2: another row moves" in fault for fault in raised.value.faults)


def test_a_correction_on_a_page_that_is_left_out_is_refused(workbook_path: Path) -> None:
    fill(workbook_path, BELONGS, {4: LEAVE_OUT})
    workbook = load_workbook(workbook_path)
    sheet = workbook[REVIEW]
    for row in sheet.iter_rows(min_row=2):
        if row[TITLES.index("path")].value == "fields/enterprise_name":
            row[TITLES.index(CORRECTION)].value = "云州恒岳特钢厂"
    workbook.save(workbook_path)
    with pytest.raises(InvalidReview) as raised:
        apply_review(FORMS, load_review(workbook_path), CATALOGUE)
    assert any(REVIEW in fault and "left out" in fault for fault in raised.value.faults)


def test_a_place_for_scans_that_does_not_exist_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nowhere"):
        found_sources(FORMS, [tmp_path / "nowhere"], ())


def test_a_whole_form_is_left_out_without_the_scan(workbook_path: Path) -> None:
    parsing = Parsing(CATALOGUE)
    rereading = Rereading(parsing, found_sources(FORMS, (), ()))
    fill(workbook_path, BELONGS, {4: LEAVE_OUT, 6: LEAVE_OUT})
    after = apply_review(FORMS, load_review(workbook_path), CATALOGUE, rereading)
    assert [each.source.pages for each in after] == [(1, 2, 3), (4, 6), (5, 7, 8), (9,)]
    assert (after[1].form.id, after[1].source.pages_by) == (None, By.PERSON)
    assert [after[0], *after[2:]] == [FORMS[0], *FORMS[2:]]
    rows = {row.page: row for row in page_rows(after, CATALOGUE)}
    assert (rows[4].put_to, rows[5].put_to) == (LEAVE_OUT, "2 （没有企业名称）")


def test_a_sheet_that_shows_other_pages_than_the_findings_is_refused(workbook_path: Path) -> None:
    moved = (SURE, FORMS[1], form(page(5, 1)), STRAY)
    with pytest.raises(ReviewMismatch, match="page 7"):
        apply_review(moved, load_review(workbook_path), CATALOGUE)


def test_a_row_without_its_hidden_columns_is_refused(workbook_path: Path) -> None:
    fill(workbook_path, BELONGS, {4: "1"})
    workbook = load_workbook(workbook_path)
    workbook[PAGES].cell(2, PAGE_TITLES.index("submission") + 1).value = None
    workbook.save(workbook_path)
    with pytest.raises(ReviewMismatch, match=PAGES):
        load_review(workbook_path)
