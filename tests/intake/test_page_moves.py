"""Pages that a person moves between the forms of a stack: what becomes of them, before reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.intake.page_moves import Regrouping, planned, restated
from docforge.intake.stack_forms import StackForms
from docforge.sheets.review_pages import LEAVE_OUT, NEW_FORM
from tests.intake.page_stacks import (
    CATALOGUE,
    RECORD,
    SUMMARY,
    back,
    copy,
    form,
    moves,
    page,
    stack,
)

TWO = stack(form(page(1, 1), page(3, 2)), form(page(2, 1), page(4, 2)))


def plan(forms: StackForms, wanted: dict[int, str]) -> Regrouping:
    faults: list[str] = []
    found = planned(forms, moves(forms, wanted), CATALOGUE, faults)
    assert not faults
    assert found is not None
    return found


def faults_of(forms: StackForms, wanted: dict[int, str]) -> list[str]:
    faults: list[str] = []
    planned(forms, moves(forms, wanted), CATALOGUE, faults)
    return faults


def pages_of(found: Regrouping) -> list[tuple[int, ...]]:
    return [tuple(member.page for member in group.members) for group in found.groups]


def test_two_forms_exchange_a_page() -> None:
    found = plan(TWO, {3: "2", 4: "1"})
    assert pages_of(found) == [(1, 4), (2, 3)]
    assert found.gone == {each.id for each in TWO.submissions}
    assert [group.form for group in found.groups] == [RECORD, RECORD]


@pytest.mark.parametrize(
    "said", ["2", " 2", "第2份", "2 云州恒岳特钢有限公司", "2、云州", "2：云州"]
)
def test_a_form_is_named_by_its_number_with_or_without_a_name(said: str) -> None:
    assert pages_of(plan(TWO, {3: said.strip(), 4: "1"})) == [(1, 4), (2, 3)]


def test_other_forms_of_the_stack_stay_as_they_are() -> None:
    forms = stack(form(page(1, 1), page(3, 2)), form(page(2, 1), page(4, 2)), form(page(5, 1)))
    found = plan(forms, {3: "2", 4: "1"})
    assert forms.submissions[2].id not in found.gone
    assert all(5 not in pages for pages in pages_of(found))


def test_a_new_form_is_made_of_all_pages_that_ask_for_it() -> None:
    forms = stack(form(page(1, 1), page(2, 2)), form(page(3, 1)), form(page(4, 2)))
    found = plan(forms, {3: NEW_FORM, 4: NEW_FORM})
    assert pages_of(found) == [(3, 4)]
    two = plan(TWO, {3: NEW_FORM, 4: f"{NEW_FORM}2"})
    assert pages_of(two) == [(1,), (2,), (3,), (4,)]


def test_a_page_that_is_left_out_is_kept_and_may_come_back() -> None:
    found = plan(TWO, {4: LEAVE_OUT})
    assert pages_of(found) == [(2,)]
    assert [(each.page, each.left_out) for each in found.left] == [(4, True)]
    again = stack(form(page(2, 1)), form(*found.left).model_copy(update={"id": "out"}))
    returned = plan(again, {4: "1"})
    assert pages_of(returned) == [(2, 4)]
    assert returned.left == ()
    assert not any(member.left_out for group in returned.groups for member in group.members)


def test_bare_backs_go_with_the_page_before_them() -> None:
    forms = stack(form(page(1, 1), back(2), page(5, 2), back(6)), form(page(3, 1), back(4)))
    assert pages_of(plan(forms, {5: "2"})) == [(1, 2), (3, 4, 5, 6)]


def test_a_second_scan_goes_with_the_first_one() -> None:
    forms = stack(form(page(1, 1), page(2, 2), copy(3, 2)), form(page(4, 1)))
    found = plan(forms, {2: "2"})
    assert pages_of(found) == [(1,), (2, 3, 4)]
    assert [each.page for each in found.groups[1].content] == [2, 4]


def test_a_second_scan_that_is_really_another_sheet_becomes_a_page() -> None:
    forms = stack(form(page(1, 1), page(2, 2), copy(3, 2)), form(page(4, 1)))
    found = plan(forms, {3: "2"})
    assert pages_of(found) == [(1, 2), (3, 4)]
    assert [each.page for each in found.groups[1].content] == [3, 4]


def test_a_page_that_was_not_recognised_takes_the_place_that_is_free() -> None:
    forms = stack(form(page(1, 1)), form(page(2, form=None)))
    (group,) = plan(forms, {2: "1"}).groups
    assert [(each.page, each.number, each.of) for each in group.members] == [(1, 1, 2), (2, 2, 2)]


def test_pages_without_a_blank_are_put_together_as_they_are() -> None:
    forms = stack(form(page(1), page(2)), form(page(3)))
    assert pages_of(plan(forms, {2: "2"})) == [(1,), (2, 3)]


def test_two_first_pages_in_one_form_are_refused_with_their_row() -> None:
    (fault,) = faults_of(TWO, {2: "1"})
    assert "页" in fault
    assert "row 2" in fault
    assert "pages 1 and 2" in fault


def test_a_page_of_another_form_is_refused() -> None:
    forms = stack(form(page(1, 1)), form(page(2, 1, of=1, form=SUMMARY)))
    (fault,) = faults_of(forms, {2: "1"})
    assert CATALOGUE.get(SUMMARY).title in fault


def test_a_page_of_another_print_of_the_form_is_refused() -> None:
    forms = stack(form(page(1, 1)), form(page(2, 2, of=3)))
    (fault,) = faults_of(forms, {2: "1"})
    assert "3 pages" in fault


@pytest.mark.parametrize("said", ["3", "0", "二", "1x", "新"])
def test_a_form_that_does_not_exist_is_refused(said: str) -> None:
    (fault,) = faults_of(TWO, {3: said})
    assert f"“{said}”" in fault
    assert NEW_FORM in fault


def test_an_unrecognised_page_has_no_place_in_a_form_that_is_complete() -> None:
    forms = stack(form(page(1, 1), page(2, 2)), form(page(3, form=None)))
    (fault,) = faults_of(forms, {3: "1"})
    assert "page 3" in fault


def test_a_bare_back_is_no_form() -> None:
    (fault,) = faults_of(stack(form(page(1, 1), back(2))), {2: NEW_FORM})
    assert "bare" in fault


def test_two_rows_of_one_page_that_say_different_things_are_refused() -> None:
    entries = [*moves(TWO, {3: "2"}), *moves(TWO, {3: NEW_FORM})]
    faults: list[str] = []
    planned(TWO, entries, CATALOGUE, faults)
    assert "another row" in faults[0]


def test_a_number_that_a_page_has_already_moves_nothing() -> None:
    faults: list[str] = []
    entries = moves(TWO, {1: "1", 3: "1", 2: "2"})
    assert planned(TWO, entries, CATALOGUE, faults) is None
    assert faults == []
    assert restated(TWO, entries) == {TWO.submissions[0].id}, "all its pages were given it"


def test_a_wrong_number_beside_a_form_that_was_read_with_a_page_twice_is_all_that_is_told() -> None:
    forms = stack(form(page(1, 1, of=3)), form(page(2, 1, of=3), page(3, 1, of=3)))
    (fault,) = faults_of(forms, {1: "7"})
    assert "“7”" in fault


KINDS = st.sampled_from(["page", "page", "page", "copy", "back", "unread"])
TARGETS = st.sampled_from(["1", "2", "3", NEW_FORM, f"{NEW_FORM}2", LEAVE_OUT])


@given(
    st.lists(st.tuples(KINDS, st.integers(1, 3)), min_size=3, max_size=9),
    st.dictionaries(st.integers(1, 9), TARGETS, min_size=1, max_size=5),
)
def test_no_page_is_lost_or_put_into_two_forms(
    kinds: list[tuple[str, int]], wanted: dict[int, str]
) -> None:
    made = []
    for at, (kind, number) in enumerate(kinds, start=1):
        read = {
            "page": page(at, number, of=3),
            "copy": copy(at, number).model_copy(update={"of": 3}),
            "back": back(at),
            "unread": page(at, form=None),
        }[kind]
        made.append(read)
    forms = [form(page(20, 1, of=3))]
    forms += [form(*made[at : at + 3]) for at in range(0, len(made), 3)]
    whole = stack(*forms)
    wanted = {number: target for number, target in wanted.items() if number in whole.pages}
    faults: list[str] = []
    found = planned(whole, moves(whole, wanted), CATALOGUE, faults)
    if faults or found is None:
        return
    placed = [number for pages in pages_of(found) for number in pages]
    placed += [each.page for each in found.left]
    stayed = [number for number, (_p, where) in whole.pages.items() if where.id not in found.gone]
    assert sorted(placed + stayed) == list(whole.pages)
    for group in found.groups:
        numbers = [each.number for each in group.content if each.number]
        assert len(set(numbers)) == len(numbers)
    for number, target in wanted.items():
        if target == LEAVE_OUT:
            assert number in [each.page for each in found.left]
