"""Scanned pages put together into forms: whatever order the stack has."""

from __future__ import annotations

from docforge.intake.sheaf import Sheaf, sheaves
from docforge.layout import KnownPage, Page


def _stack(*numbers: int, of: int = 2, blank: str = "a.pdf") -> list[Page]:
    return [
        Page(index, (), known=KnownPage("x/y", blank, number, of, 0.9))
        for index, number in enumerate(numbers, start=1)
    ]


def _pages(found: list[Sheaf]) -> list[tuple[int, ...]]:
    return [tuple(page.number for page in sheaf.in_order) for sheaf in found]


def _codes(sheaf: Sheaf) -> list[str]:
    return [flag.code for flag in sheaf.flags()]


def test_pages_that_follow_each_other_are_a_form_and_nothing_is_doubted() -> None:
    found = sheaves(_stack(1, 2, 1, 2))
    assert _pages(found) == [(1, 2), (3, 4)]
    assert [_codes(sheaf) for sheaf in found] == [[], []]


def test_a_missing_page_is_told_and_its_neighbours_are_doubted() -> None:
    found = sheaves(_stack(1, 2, 1, 1, 2))
    assert _pages(found) == [(1, 2), (3,), (4, 5)]
    assert [_codes(sheaf) for sheaf in found] == [
        ["pages_paired"],
        ["page_missing", "pages_paired"],
        ["pages_paired"],
    ]


def test_a_sheet_that_lies_backwards_is_put_right_and_doubted() -> None:
    found = sheaves(_stack(2, 1))
    assert _pages(found) == [(2, 1)]
    assert _codes(found[0]) == ["pages_paired"]


def test_all_fronts_before_all_backs_pair_in_their_order_with_a_doubt() -> None:
    found = sheaves(_stack(1, 1, 1, 2, 2, 2))
    assert _pages(found) == [(1, 4), (2, 5), (3, 6)]
    assert all(_codes(sheaf) == ["pages_paired"] for sheaf in found)


def test_forms_of_one_page_are_never_doubted() -> None:
    found = sheaves(_stack(1, 1, 1, of=1))
    assert [_codes(sheaf) for sheaf in found] == [[], [], []]


def test_another_blank_begins_another_form() -> None:
    mixed = [*_stack(1, blank="a.pdf"), *_stack(1, 2, blank="b.pdf")]
    found = sheaves(mixed)
    assert [len(sheaf.pages) for sheaf in found] == [1, 2]
    assert _codes(found[0])[0] == "page_missing"
