"""Which page of which blank a scan is, however it was laid on the glass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest

from docforge.forms import load_catalogue
from docforge.intake.blanks import kept_blanks
from docforge.layout import Expectation, ExpectedPage, KnownPage, Page, Raster
from docforge.readers.scan import _likely
from docforge.readers.scan.identity.known_blanks import ACCEPTED, CLEAR, Blanks
from docforge.readers.scan.identity.registration import (
    features_of,
    laid_against,
    likeness,
    raster_ink,
    shrunk,
    without_rulings,
)
from docforge.readers.scan.pictures.ink import ink_of, red_channel
from docforge.readers.scan.pictures.pages import Pixels
from tests.readers.scanned import pages_of


@pytest.fixture(scope="module")
def expected() -> Expectation:
    return kept_blanks(load_catalogue())[0]


@pytest.fixture(scope="module")
def blanks(expected: Expectation) -> Blanks:
    return Blanks(expected.pages)


def _upside_down(page: Pixels) -> Pixels:
    return np.ascontiguousarray(page[::-1, ::-1])


def _sideways(page: Pixels) -> Pixels:
    return np.ascontiguousarray(np.rot90(page))


def _skewed(page: Pixels) -> Pixels:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), 7.0, 0.9)
    return np.asarray(
        cv2.warpAffine(page, matrix, (width, height), borderValue=(255.0,) * 3), np.uint8
    )


def _coarse(page: Pixels) -> Pixels:
    share = 95 / 150
    return np.asarray(
        cv2.resize(page, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8
    )


def _fine(page: Pixels) -> Pixels:
    return np.asarray(cv2.resize(page, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.mark.parametrize("turned", [_upside_down, _sideways, _skewed, _coarse, _fine])
def test_a_page_is_found_however_it_was_scanned(
    blanks: Blanks, turned: Callable[[Pixels], Pixels]
) -> None:
    for index, page in enumerate(pages_of("flatbed")):
        found = blanks.register(ink_of(red_channel(turned(page))))
        assert found is not None
        assert found.index == index
        assert found.score > 0.8


@pytest.mark.parametrize("name", ["flatbed", "photographed", "stamped"])
def test_every_sample_is_registered_surely(blanks: Blanks, name: str) -> None:
    found = [blanks.register(ink_of(red_channel(page))) for page in pages_of(name)]
    assert [each.index for each in found if each] == [0, 1]
    assert min(each.score for each in found if each) > 0.8


def test_the_other_page_of_the_form_is_not_taken_for_it(expected: Expectation) -> None:
    only_first = Blanks(expected.pages[:1])
    assert only_first.register(ink_of(red_channel(pages_of("flatbed")[1]))) is None
    assert only_first.register(ink_of(red_channel(pages_of("photographed")[1]))) is None


def test_two_pages_that_share_their_rulings_alone_are_not_alike(expected: Expectation) -> None:
    first, second = (shrunk(raster_ink(page.raster)) for page in expected.pages)
    assert likeness(first, first, np.eye(3)) > 0.99
    assert likeness(second, first, np.eye(3)) < ACCEPTED / 2


def test_a_page_of_something_else_is_none_of_the_blanks(blanks: Blanks) -> None:
    letter = np.full((1754, 1240, 3), 250, np.uint8)
    random = np.random.default_rng(3)
    for y in range(200, 1600, 40):
        for x in range(150, 1050, 28):
            for _stroke in range(4):
                ends = [(int(x + a), int(y + b)) for a, b in random.uniform(0, 24, (2, 2))]
                cv2.line(letter, ends[0], ends[1], (30, 30, 30), 2)
    assert blanks.register(ink_of(red_channel(letter))) is None
    assert blanks.register(ink_of(np.full((1754, 1240), 250, np.uint8))) is None


def test_a_blank_without_print_accepts_nothing() -> None:
    empty = Raster(1654, 2339, 200, b"\xff" * (1654 * 2339))
    blanks = Blanks([ExpectedPage(Page(1, ()), empty)])
    assert blanks.register(ink_of(red_channel(pages_of("flatbed")[0]))) is None


def test_a_form_set_alike_that_says_other_things_is_not_taken_for_it(
    expected: Expectation,
) -> None:
    page = expected.pages[0]
    print_ = raster_ink(page.raster)
    other = print_.copy()
    step = 40
    for number, top in enumerate(range(0, len(other) - step, step)):
        if number % 3 == 0:  # upside down, a third of the words is as grey as before
            words = without_rulings(other[top : top + step])
            other[top : top + step] -= words
            other[top : top + step] = np.maximum(other[top : top + step], words[::-1, ::-1])
    seen, known = features_of(ink_of(np.asarray(255 - other, np.uint8))), features_of(print_)
    found = laid_against(seen, known, 0)
    assert found is not None
    assert found.score >= ACCEPTED
    assert Blanks([page]).register(ink_of(np.asarray(255 - other, np.uint8))) is None
    assert Blanks([page]).register(ink_of(np.asarray(255 - print_, np.uint8))) is not None


def test_after_a_page_the_next_one_of_the_same_print_is_tried_first() -> None:
    raster = Raster(1, 1, 200, b"\xff")
    page = ExpectedPage(Page(1, ()), raster)
    known = [(page, KnownPage("form", print_, 2, 2, 1.0)) for print_ in ("old", "new")]
    assert _likely(known, KnownPage("form", "new", 1, 2, 0.9)) == [1, 0]
    assert _likely(known, KnownPage("form", "old", 1, 2, 0.9)) == [0, 1]
    assert _likely(known, KnownPage("form", "new", 2, 2, 0.9)) == []


def _few_lines(page: ExpectedPage) -> ExpectedPage:
    """A page on which nothing but a piece of a print's first lines stands."""
    print_ = 255 - raster_ink(page.raster)
    inked = np.flatnonzero((print_ < 128).any(axis=1))
    print_[inked[0] + 70 :] = 255
    print_[:, print_.shape[1] // 5 :] = 255
    return ExpectedPage(page.page, replace(page.raster, pixels=print_.tobytes()))


@pytest.mark.parametrize("turn", [0.4, -1.5, 180.3], ids=["straight", "askew", "upside down"])
def test_a_last_page_of_but_a_few_lines_is_known(expected: Expectation, turn: float) -> None:
    page = _few_lines(expected.pages[0])
    grey = 255 - raster_ink(page.raster)
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 0.75)
    scan = cv2.warpAffine(grey, matrix, (width, height), borderValue=(255.0,))
    noise = np.random.default_rng(1).normal(0, 3, scan.shape)
    spoiled = np.clip(cv2.GaussianBlur(scan, (0, 0), 1.2) + noise - 6, 0, 255).astype(np.uint8)
    found = Blanks([page]).register(ink_of(spoiled))
    assert found is not None
    assert found.score >= CLEAR


def test_a_full_page_that_holds_the_same_lines_is_not_taken_for_it(expected: Expectation) -> None:
    few = Blanks([_few_lines(expected.pages[0])])
    assert few.register(ink_of(red_channel(pages_of("flatbed")[0]))) is None
