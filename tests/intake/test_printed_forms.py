"""Forms that docforge printed come back as scans, and their codes tell what they are."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from docforge.intake.enterprises import Enterprise, EnterpriseList
from docforge.intake.joining import held, join
from docforge.intake.parsing import Parsing, parsing_for
from docforge.intake.printed_blanks import VARIABLE, kept_if_printed
from docforge.model import By, Field, Submission
from tests.cli.command_line import run
from tests.intake.printed_forms import FORM, HENGYUE, printed, scans_of, stack, without_code
from tests.readers.scanned import pages_of

KEY = "U91140100MA0K1234X5"


@pytest.fixture(autouse=True)
def _store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "printed"))


@pytest.fixture(scope="module")
def parsing() -> Parsing:
    return parsing_for()


def _codes(form: Submission) -> set[str]:
    return {flag.code for _path, flag in form.flagged()}


def test_a_printed_form_is_known_by_its_code(parsing: Parsing) -> None:
    (form,) = parsing.submissions(stack(*scans_of(printed())), "scan.pdf")
    assert (form.form.id, form.form.way, form.source.pages) == (FORM, "printed-blank", (1, 2))
    assert form.form.score > 0.9
    assert "code_unread" not in _codes(form)


def test_copies_of_several_enterprises_in_any_order_are_told_apart(parsing: Parsing) -> None:
    one, other = printed(KEY, HENGYUE), printed("NABC", {"enterprise_name": "平安水泥厂"})
    (a1, a2), (b1, b2) = scans_of(one), scans_of(other)
    upside_down = np.ascontiguousarray(b2[::-1, ::-1])
    forms = parsing.submissions(stack(a2, upside_down, b1, a1), "stack.pdf")
    assert [form.source.pages for form in forms] == [(1, 4), (2, 3)]
    assert [form.form.printed_for for form in forms] == [KEY, "NABC"]
    assert not any(_codes(form) & {"pages_paired", "page_missing"} for form in forms)


def test_a_missing_and_a_repeated_page_are_said(parsing: Parsing) -> None:
    (first, second) = scans_of(printed(KEY, HENGYUE))
    (alone,) = parsing.submissions(stack(second), "half.pdf")
    assert "page_missing" in _codes(alone)
    (twice,) = parsing.submissions(stack(first, second, first), "twice.pdf")
    assert "page_twice" in _codes(twice)
    assert "pages_paired" not in _codes(twice)


def test_whom_it_was_printed_for_is_filled_in(parsing: Parsing) -> None:
    (form,) = parsing.submissions(stack(*scans_of(printed(KEY, HENGYUE))), "scan.pdf")
    assert form.value("licence_no") == HENGYUE["licence_no"]
    assert form.fields["licence_no"].by is By.LIST


def test_the_list_says_more_of_whom_it_was_printed_for(parsing: Parsing) -> None:
    entry = Enterprise(**HENGYUE, uscc=KEY[1:], contact="张三")
    listed = Parsing(parsing.catalogue, enterprises=EnterpriseList([entry]))
    blank = printed(KEY, HENGYUE)
    (form,) = listed.submissions(stack(*scans_of(blank)), "scan.pdf")
    assert form.value("contact") == "张三"
    assert form.value("enterprise_name") == HENGYUE["enterprise_name"]


def test_a_print_that_is_not_kept_here_is_said_and_the_form_is_read_all_the_same(
    parsing: Parsing,
) -> None:
    blank = printed(kept=False)
    (form,) = parsing.submissions(stack(*scans_of(blank)), "scan.pdf")
    assert (form.form.id, form.source.pages) == (FORM, (1, 2))
    assert form.form.way == "own-blank"
    (told,) = [flag for flag in form.flags if flag.code == "blank_unknown"]
    assert blank.code.version in told.message
    assert "--blank" in told.message


def test_the_printed_pdf_itself_serves_as_blank(parsing: Parsing, tmp_path: Path) -> None:
    blank = printed(kept=False)
    path = tmp_path / "printed.pdf"
    path.write_bytes(blank.content)
    (form,) = parsing_for(blank=path).submissions(stack(*scans_of(blank)), "scan.pdf")
    assert form.form.way == "printed-blank"
    assert kept_if_printed(parsing.catalogue.get(FORM), path) is not None
    (again,) = parsing.submissions(stack(*scans_of(blank)), "scan.pdf")
    assert again.form.way == "printed-blank"


def test_a_print_of_another_form_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "printed.pdf"
    path.write_bytes(printed(kept=False).content)
    result = run("forms", "add-blank", "shanxi-2022/steel-register", path)
    assert result.exit_code == 2
    assert FORM in result.output


def test_a_page_whose_code_is_torn_off_is_placed_with_a_doubt(parsing: Parsing) -> None:
    first, second = scans_of(printed(KEY, HENGYUE))
    (form,) = parsing.submissions(stack(first, without_code(second)), "scan.pdf")
    assert form.source.pages == (1, 2)
    assert {"code_unread"} <= _codes(form)
    assert "page_missing" not in _codes(form)


def test_a_code_on_another_page_is_not_believed(parsing: Parsing) -> None:
    code = scans_of(printed())[0]
    second = pages_of("flatbed")[1]
    height, width = code.shape[:2]
    pasted = np.asarray(cv2.resize(second, (width, height)), np.uint8)
    pasted[: height // 10, 2 * width // 3 :] = code[: height // 10, 2 * width // 3 :]
    (form,) = parsing.submissions(stack(pasted), "scan.pdf")
    assert form.form.way == "own-blank"
    assert "code_contradicted" in _codes(form)
    assert {answer.conclusion for answer in form.answers if answer.item < "4"} == {"unanswered"}


def test_another_enterprises_name_on_a_printed_copy_is_flagged_and_nothing_is_filled_in(
    parsing: Parsing,
) -> None:
    (form,) = parsing.submissions(stack(*scans_of(printed())), "scan.pdf")
    name = Field(value="平安水泥厂", raw="平安水泥厂")
    written = form.model_copy(update={"fields": {**form.fields, "enterprise_name": name}})
    told = held(written, HENGYUE, parsing.catalogue.get(FORM))
    assert "printed_for_other" in {flag.code for flag in told.fields["enterprise_name"].flags}
    assert told.value("licence_no") is None
    entry = Enterprise(**HENGYUE, uscc=KEY[1:])
    match = told.form.model_copy(update={"printed_for": KEY})
    listed = EnterpriseList([entry])
    again = join(told.model_copy(update={"form": match}), listed, parsing.catalogue.get(FORM))
    assert again.value("licence_no") is None
    assert "printed_for_other" in _codes(again)
