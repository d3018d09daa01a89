"""Scanned pages put together into forms: whatever order the stack has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

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


def _trace(seed: int) -> bytes:
    """What a hand leaves on a page of 60 x 40 cells, each seed another sheet."""
    cells = np.random.default_rng(seed).integers(0, 12, (60, 40)) == 0
    packed = np.packbits(cells).tobytes()
    return (40).to_bytes(2, "big") + (60).to_bytes(2, "big") + packed


def _sheets(*sheets: tuple[int, int]) -> list[Page]:
    """A stack of (page of the form, which sheet of paper)."""
    pages = _stack(*(number for number, _ in sheets))
    return [
        replace(page, known=replace(page.known, trace=_trace(seed)))
        for page, (_, seed) in zip(pages, sheets, strict=True)
        if page.known is not None
    ]


def test_a_sheet_that_was_scanned_twice_is_told_and_read_once() -> None:
    found = sheaves(_sheets((1, 10), (2, 20), (2, 20), (1, 11), (2, 21)))
    assert _pages(found) == [(1, 2), (4, 5)]
    assert [_codes(sheaf) for sheaf in found] == [["page_twice"], []]
    assert found[0].source_pages == (1, 2, 3)


def test_a_form_that_was_scanned_twice_is_one_form() -> None:
    found = sheaves(_sheets((1, 10), (2, 20), (1, 11), (2, 21), (1, 10), (2, 20)))
    assert _pages(found) == [(1, 2), (3, 4)]
    assert [_codes(sheaf) for sheaf in found] == [["page_twice", "page_twice"], []]


def test_two_forms_that_were_filled_apart_are_two_forms() -> None:
    found = sheaves(_sheets((1, 10), (2, 20), (1, 11), (2, 21)))
    assert [_codes(sheaf) for sheaf in found] == [[], []]


def test_a_sheet_inside_another_one_is_put_together_with_a_doubt() -> None:
    found = sheaves(_sheets((1, 10), (1, 11), (2, 21), (1, 12), (2, 22), (2, 20)))
    assert _pages(found) == [(1, 6), (2, 3), (4, 5)]
    assert all(_codes(sheaf) == ["pages_paired"] for sheaf in found)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=12))
def test_no_page_of_a_stack_is_lost_or_read_for_two_forms(stack: list[tuple[int, int]]) -> None:
    pages = [
        replace(page, known=replace(page.known, of=3))
        for page in _sheets(*((number, 10 * number + sheet) for number, sheet in stack))
        if page.known is not None
    ]
    numbers = [number for sheaf in sheaves(pages) for number in sheaf.source_pages]
    assert sorted(numbers) == [page.number for page in pages]
