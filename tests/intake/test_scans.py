"""Scanned forms read end to end against the blank that ships with docforge."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from openpyxl import load_workbook

from docforge.errors import UsageError
from docforge.flags import FlagClass
from docforge.forms import load_catalogue
from docforge.intake.blanks import keep_blank, read_blank
from docforge.intake.clippings import Clippings
from docforge.intake.doubts import doubts, spot_of
from docforge.intake.enterprises import Enterprise, EnterpriseList
from docforge.intake.filled_review import load_review
from docforge.intake.parsing import Parsing, parsing_for
from docforge.intake.review_book import write_doubts
from docforge.model import Evidence, PageRead, Submission
from docforge.sheets.review import REVIEW
from tests.readers.scanned import SAMPLES, as_pdf, pages_of, white

NAMES = ("flatbed", "photographed", "stamped")
FORM = "shanxi-2022/inspection-record"


@pytest.fixture(scope="module")
def parsing() -> Parsing:
    return parsing_for()


@pytest.fixture(scope="module", params=NAMES)
def case(request: pytest.FixtureRequest, parsing: Parsing) -> tuple[Submission, dict[str, object]]:
    path = SAMPLES / f"{request.param}.pdf"
    (form,) = parsing.submissions(path.read_bytes(), path.name)
    return form, json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


def _doubted(evidence: Evidence) -> bool:
    return any(flag.flag_class is FlagClass.READING for flag in evidence.flags)


def test_the_form_is_known_by_its_blank(case: tuple[Submission, dict[str, object]]) -> None:
    form, _truth = case
    assert (form.form.id, form.form.way, form.source.media) == (FORM, "own-blank", "scan")
    assert form.form.score > 0.8
    assert form.source.pages == (1, 2)


def test_no_conclusion_is_wrong_without_a_flag(case: tuple[Submission, dict[str, object]]) -> None:
    form, truth = case
    answers = truth["answers"]
    assert isinstance(answers, dict)
    wrong = []
    for answer in form.answers:
        if answer.conclusion != answers[answer.item]["conclusion"]:
            wrong.append(answer.item)
            assert _doubted(answer.evidence.conclusion), answer.item
    assert len(wrong) <= 1


def test_what_was_struck_out_again_is_not_chosen_and_is_looked_at(
    case: tuple[Submission, dict[str, object]],
) -> None:
    form, truth = case
    answers = truth["answers"]
    assert isinstance(answers, dict)
    for item, answer in answers.items():
        if answer.get("struck"):
            read = form.answer(item)
            assert read is not None
            assert _doubted(read.evidence.conclusion)


def test_head_and_foot_are_read(case: tuple[Submission, dict[str, object]]) -> None:
    form, truth = case
    fields = truth["fields"]
    assert isinstance(fields, dict)
    assert form.value("enterprise_name") == fields["enterprise_name"]
    assert form.value("inspected_on") == fields["inspected_on"]


def test_names_that_were_signed_are_always_reviewed(
    case: tuple[Submission, dict[str, object]],
) -> None:
    form, _truth = case
    for key in ("inspectors", "representative"):
        assert _doubted(form.fields[key]), key
    assert form.value("signature_inspectors") == "present"


def test_nearly_all_records_are_read_and_the_wrong_ones_doubted(
    case: tuple[Submission, dict[str, object]],
) -> None:
    form, truth = case
    answers = truth["answers"]
    assert isinstance(answers, dict)
    wrong = [a for a in form.answers if (a.record or "") != answers[a.item]["record"]]
    assert len(wrong) <= 3
    assert all(_doubted(answer.evidence.record) for answer in wrong)


def test_places_lie_on_the_page_as_it_was_scanned(
    case: tuple[Submission, dict[str, object]],
) -> None:
    form, _truth = case
    tops = []
    for answer in form.answers[:9]:
        place = answer.evidence.conclusion.place
        assert place is not None
        assert place.page == 1
        assert place.box is not None
        tops.append(place.box[1])
    assert tops == sorted(tops)


def test_a_stack_is_split_turned_upright_and_its_blank_backs_are_skipped(parsing: Parsing) -> None:
    first, second = pages_of("flatbed")
    third, fourth = pages_of("stamped")
    upside_down = np.ascontiguousarray(second[::-1, ::-1])
    stack = as_pdf([first, white(first), upside_down, third, fourth])
    forms = parsing.submissions(stack, "stack.pdf")
    assert [form.source.pages for form in forms] == [(1, 2, 3), (4, 5)]
    read_as = [(page.page, page.role, page.number) for page in forms[0].source.read_as]
    assert read_as == [(1, "page", 1), (2, "back", 0), (3, "page", 2)]
    assert [page.quarters for page in forms[0].source.read_as] == [0, 0, 2]
    alone = parsing.submissions((SAMPLES / "flatbed.pdf").read_bytes(), "flatbed.pdf")[0]
    assert [a.conclusion for a in forms[0].answers] == [a.conclusion for a in alone.answers]


def test_a_sheet_that_was_scanned_twice_is_read_once(parsing: Parsing) -> None:
    first, second = pages_of("flatbed")
    height, width = second.shape[:2]
    askew = cv2.getRotationMatrix2D((width / 2, height / 2), 0.7, 1.0)
    again = cv2.warpAffine(second, askew, (width, height), borderValue=(240, 240, 240))
    again = cv2.GaussianBlur(again, (0, 0), 0.8)
    third, fourth = pages_of("stamped")
    stack = as_pdf([first, second, np.asarray(again, np.uint8), third, fourth])
    forms = parsing.submissions(stack, "stack.pdf")
    assert [form.source.pages for form in forms] == [(1, 2, 3), (4, 5)]
    assert [page.role for page in forms[0].source.read_as] == ["page", "page", "copy"]
    told = [{flag.code for flag in form.flags} for form in forms]
    assert "page_twice" in told[0]
    assert not told[1] & {"page_twice", "pages_paired", "page_missing"}


def test_a_missing_page_is_said_and_its_items_are_not_conform(parsing: Parsing) -> None:
    (form,) = parsing.submissions(as_pdf(pages_of("flatbed")[:1]), "half.pdf")
    assert "page_missing" in {flag.code for flag in form.flags}
    assert {a.conclusion for a in form.answers if a.item >= "4"} == {"unanswered"}


def test_a_blank_of_ones_own_is_kept_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = load_catalogue()
    shipped = next(Path(str(catalogue.get(FORM).path)).parent.glob("*.blank.pdf"))
    own = tmp_path / "blank.pdf"
    shutil.copyfile(shipped, own)
    monkeypatch.chdir(tmp_path)
    kept = keep_blank(catalogue.get(FORM), own, catalogue)
    assert kept.is_file()
    assert parsing_for(blank=own).blanks()[0].form == FORM


def test_a_blank_of_another_form_is_refused(tmp_path: Path) -> None:
    catalogue = load_catalogue()
    other = SAMPLES.parent / "42-steel-register.pdf"
    with pytest.raises(UsageError, match="blank"):
        read_blank(other, catalogue.get(FORM), catalogue)
    with pytest.raises(UsageError):
        read_blank(SAMPLES / "flatbed.pdf", catalogue.get(FORM), catalogue)
    with pytest.raises(UsageError):
        read_blank(tmp_path / "nowhere.pdf", None, catalogue)


def test_a_scan_without_a_known_blank_is_read_by_its_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docforge.intake.parsing.kept_blanks", lambda *_: ())
    path = SAMPLES / "flatbed.pdf"
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    (form,) = parsing_for().submissions(path.read_bytes(), path.name)
    assert (form.form.id, form.form.way) == (FORM, "text")
    assert not any(flag.code == "item_missing" for _path, flag in form.flagged())
    right = 0
    for answer in form.answers:
        if answer.conclusion == truth["answers"][answer.item]["conclusion"]:
            right += 1
        else:
            assert _doubted(answer.evidence.conclusion), answer.item
    assert right >= 15


def test_the_review_workbook_shows_the_scan_beside_each_doubtful_value(
    parsing: Parsing, tmp_path: Path
) -> None:
    path = SAMPLES / "stamped.pdf"
    forms = parsing.submissions(path.read_bytes(), path.name)
    clip = Clippings.of([(path, path.name)])
    found = doubts(forms, parsing.catalogue, clip)
    pictured = [row for row in found.review if row.path]
    assert pictured
    assert all(row.picture.startswith(b"\xff\xd8") for row in pictured)
    review = tmp_path / "review.xlsx"
    write_doubts(review, forms, parsing.catalogue, clip)
    sheet = load_workbook(review)[REVIEW]
    assert len(sheet._images) == len([row for row in found.review if row.picture])  # type: ignore[attr-defined]
    assert load_review(review).submissions == {forms[0].id}


def test_the_least_sure_value_of_a_form_comes_first_in_the_review(parsing: Parsing) -> None:
    path = SAMPLES / "stamped.pdf"
    (form,) = parsing.submissions(path.read_bytes(), path.name)
    rows = [row for row in doubts([form], parsing.catalogue).review if row.path]
    sure = []
    for row in rows:
        evidence = spot_of(form, row.path).evidence
        assert evidence is not None
        sure.append(evidence.confidence)
    assert sure == sorted(sure)


def test_a_scanned_name_is_taken_from_the_list_only_where_it_is_the_same(parsing: Parsing) -> None:
    path = SAMPLES / "flatbed.pdf"
    name = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["fields"][
        "enterprise_name"
    ]
    own = Enterprise(enterprise_name=name, licence_no="（晋）XK08-001-00001")
    twin = Enterprise(enterprise_name="新" + name[1:], licence_no="（晋）XK08-001-00002")
    for entries, licence in (((own, twin), own.licence_no), ((twin,), None)):
        listed = Parsing(parsing.catalogue, enterprises=EnterpriseList(entries))
        (form,) = listed.submissions(path.read_bytes(), path.name)
        assert form.value("enterprise_name") == name
        assert form.value("licence_no") == licence
        told = {flag.code for flag in form.fields["enterprise_name"].flags}
        assert ("enterprise_offered" in told) == (licence is None)


def test_a_seal_is_found_where_there_is_one(parsing: Parsing) -> None:
    for name, there in (("stamped", "present"), ("flatbed", "absent")):
        (form,) = parsing.submissions((SAMPLES / f"{name}.pdf").read_bytes(), name)
        assert form.value("seal") == there, name


def test_a_page_of_no_form_is_told_and_kept(parsing: Parsing) -> None:
    first, second = pages_of("flatbed")
    photo = np.random.default_rng(5).integers(0, 255, (60, 40, 3), dtype=np.uint8)
    picture = np.kron(photo, np.ones((30, 30, 1), np.uint8))
    found = parsing.submissions(as_pdf([first, second, picture]), "stack.pdf")
    assert [form.source.pages for form in found] == [(1, 2), (3,)]
    assert [form.form.id for form in found] == [FORM, None]
    assert [form.form.way for form in found] == ["own-blank", "text"]
    assert found[1].source.read_as == (PageRead(page=3),)
    generic = parsing_for("generic").submissions(as_pdf([picture, first, first]), "alone.pdf")
    assert [form.form.way for form in generic] == ["text"]
    assert [(page.role, page.number) for page in generic[0].source.read_as] == [("page", 0)] * 3


def test_a_stamped_form_that_was_faxed_is_read_under_its_black_seals(parsing: Parsing) -> None:
    grey = [page @ np.array([0.3, 0.59, 0.11]) for page in pages_of("stamped")]
    fax = [np.repeat(np.where(page < 170, 0, 255)[:, :, None], 3, axis=2) for page in grey]
    (form,) = parsing.submissions(as_pdf([page.astype(np.uint8) for page in fax]), "fax.pdf")
    truth = json.loads((SAMPLES / "stamped.json").read_text(encoding="utf-8"))
    wanted = {item: answer["conclusion"] for item, answer in truth["answers"].items()}
    assert {answer.item: answer.conclusion for answer in form.answers} == wanted
    assert form.value("seal") == "present"
