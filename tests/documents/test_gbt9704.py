"""GB/T 9704-2012, measured in millimetres on the pages that LibreOffice prints."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pdfplumber
import pytest
from PIL import Image, ImageDraw

from docforge.contracts import load_contract
from docforge.data import shipped
from docforge.render import Picture, Template
from tests.documents.pages import Band, bands, part, pictures, printed

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is missing"),
]

FOLDER = shipped("templates") / "docx"
TOP, BOTTOM, LEFT, RIGHT = 37.0, 297 - 35.0, 28.0, 210 - 26.0
LINE = 225 / 22
LONG = "检查完成之日起公示检查结果发现问题能当场整改的监督企业整改不能的责令限期改正" * 12


def made(name: str, folder: Path, **changed: Any) -> Path:
    template = FOLDER / f"{name}.docx"
    context = load_contract(template).sample | changed
    return printed(Template(template).render_to(folder / f"{name}.docx", context))


@pytest.fixture(scope="module")
def circular(tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    return pictures(made("circular", tmp_path_factory.mktemp("circular")))


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    return pictures(made("letter", tmp_path_factory.mktemp("letter")))


def near(value: float, within: float = 0.5) -> Any:
    return pytest.approx(value, abs=within)


def test_the_mark_stands_35_mm_down_the_type_area_and_the_red_rule_4_mm_under_the_number(
    circular: list[Image.Image],
) -> None:
    mark, rule = bands(circular[0], red=True)
    assert mark.top == near(TOP + 35)
    assert (mark.left + mark.right) / 2 == near((LEFT + RIGHT) / 2)
    (number,) = [band for band in bands(circular[0]) if mark.bottom < band.top < rule.top - 1]
    assert (number.left + number.right) / 2 == near((LEFT + RIGHT) / 2)
    assert rule.top - number.bottom == near(4)
    assert (rule.left, rule.right) == (near(LEFT), near(RIGHT))


def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    pdf = made("circular", tmp_path, body=[LONG], attachments=[])
    with pdfplumber.open(pdf) as book:
        rows: dict[int, int] = {}
        for char in book.pages[1].chars:
            if "\u4e00" <= char["text"] <= "\u9fff" and char["top"] / 72 * 25.4 < BOTTOM:
                rows[round(char["top"])] = rows.get(round(char["top"]), 0) + 1
                assert char["size"] == near(16, 0.1)
        (first, *_), last = sorted(rows), max(rows)
        (left, *_rest) = sorted(char["x0"] for char in book.pages[1].chars)
    full = [top for top in sorted(rows) if rows[top] == 28]
    pitches = [(b - a) / 72 * 25.4 for a, b in pairwise(full)]
    assert pitches
    assert sum(pitches) / len(pitches) == near(LINE, 0.06)
    assert left / 72 * 25.4 == near(LEFT)
    assert last > first
    assert max(rows.values()) == 28


def test_the_imprint_ends_on_the_edge_of_the_type_area_with_rules_of_both_weights(
    circular: list[Image.Image],
) -> None:
    rules = [band for band in bands(circular[-1]) if band.height < 1 and band.width > 150]
    assert [band.width for band in rules] == [near(156)] * 3
    assert [band.height for band in rules] == [near(0.35, 0.12), near(0.25, 0.1), near(0.35, 0.12)]
    assert rules[-1].bottom == near(BOTTOM)


@pytest.mark.parametrize("count", [0, 1, 4, 9])
def test_the_imprint_keeps_its_lines_together_however_many_get_copies(
    tmp_path: Path, count: int
) -> None:
    copies = "，".join(["某某省市场监督管理局"] * count)
    page = pictures(made("circular", tmp_path, copies_to=copies))[-1]
    rules = [band for band in bands(page) if band.height < 1 and band.width > 150]
    assert len(rules) == (3 if count else 2)
    assert rules[-1].bottom == near(BOTTOM)
    lines = [b for b in bands(page) if rules[0].bottom < b.top and b.bottom < rules[-2].top + 0.1]
    texts = [band for band in lines if band.height > 1]
    assert len(texts) == {0: 0, 1: 1, 4: 2, 9: 4}[count]


def page_number(page: Image.Image) -> Band:
    (band,) = bands(part(page, left=0, top=BOTTOM + 0.6, right=210, bottom=290))
    return band


def test_page_numbers_stand_outside_7_mm_below_the_type_area(circular: list[Image.Image]) -> None:
    odd, even = (page_number(page) for page in circular[:2])
    one_character = 14 / 72 * 25.4
    assert odd.right == near(RIGHT - one_character, 1.0)
    assert even.left == near(LEFT + one_character, 1.0)
    dash = part(circular[0], left=odd.left - 1, top=BOTTOM, right=odd.left + 3, bottom=290)
    (stroke,) = bands(dash)
    assert stroke.top == near(BOTTOM + 7)


def test_the_seal_has_its_place_over_office_and_date(circular: list[Image.Image]) -> None:
    lines = [band for band in bands(circular[-1]) if band.left > 110 and band.right < RIGHT - 3]
    office, date = lines[-2:]
    assert RIGHT - date.right == near(4 * 156 / 28, 1.0)
    assert (office.left + office.right) / 2 == near((date.left + date.right) / 2, 2.0)
    assert date.top - office.top == near(LINE)


@pytest.mark.parametrize("name", ["circular", "letter", "rectification-notice"])
def test_the_seal_lies_over_office_and_date_within_a_line_of_the_text(
    tmp_path: Path, name: str
) -> None:
    """7.3.5.1: upright, in the middle, both a little below its centre."""
    seal = Picture(ring(), width_mm=42)
    signed = {"sealed": True} if name != "rectification-notice" else {}
    page = pictures(made(name, tmp_path, seal=seal, copies_to="", note="", **signed))[-1]
    (stamp,) = [band for band in bands(page, red=True) if band.height > 30]
    assert (stamp.width, stamp.height) == (near(42), near(42))
    without_red = page.split()[0].convert("RGB")  # what is red is white in the red channel
    lines = bands(part(without_red, left=100, top=40, right=190, bottom=250))
    above = [band for band in bands(without_red) if band.bottom < stamp.top + 1][-1]
    office, date = [band for band in lines if stamp.top < band.top and band.bottom < stamp.bottom]
    assert 0 <= stamp.top - above.bottom <= LINE + 4
    assert (stamp.left + stamp.right) / 2 == near((date.left + date.right) / 2, 2.0)
    assert (stamp.left + stamp.right) / 2 == near((office.left + office.right) / 2, 2.0)
    middle = (stamp.top + stamp.bottom) / 2
    assert 0 < (office.top + date.bottom) / 2 - middle < 6


def ring() -> bytes:
    """A seal: a red ring on a transparent ground."""
    picture = Image.new("RGBA", (600, 600), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, 599, 599), outline=(255, 0, 0, 255), width=18)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def test_without_a_seal_the_office_ends_two_characters_in_and_the_date_two_to_its_right(
    letter: list[Image.Image],
) -> None:
    lines = [band for band in bands(letter[0]) if band.left > 110 and band.right < RIGHT - 3]
    office, date = lines[-2:]
    character = 156 / 28
    assert RIGHT - office.right == near(2 * character, 1.0)
    assert date.left - office.left == near(2 * character, 1.0)


def test_a_letter_has_its_mark_and_double_rules_where_chapter_10_wants_them(
    letter: list[Image.Image],
) -> None:
    mark, thick, thin, lower_thin, lower_thick = bands(letter[0], red=True)
    assert mark.top == near(30)
    assert thick.top - mark.bottom == near(4)
    assert thick.height > thin.height
    assert lower_thin.height < lower_thick.height
    assert 297 - lower_thick.bottom == near(20)
    for rule in (thick, thin, lower_thin, lower_thick):
        assert (rule.left, rule.right) == (near(20), near(190))
    number = next(band for band in bands(letter[0]) if band.top > thin.bottom)
    assert number.top - thin.bottom == near(16 * 7 / 8 / 72 * 25.4)
    assert number.right == near(RIGHT, 1.0)
    assert not bands(part(letter[0], left=0, top=BOTTOM + 1, right=210, bottom=273))


@pytest.mark.parametrize(
    "name", ["service-receipt", "interview-record", "reinspection-notice", "letter"]
)
def test_what_promises_one_page_is_one_page(tmp_path: Path, name: str) -> None:
    assert len(pictures(made(name, tmp_path))) == 1


def test_nothing_is_printed_outside_the_type_area_but_what_belongs_there(tmp_path: Path) -> None:
    for name in ("rectification-notice", "reinspection-notice", "periodic-report", "circular"):
        for page in pictures(made(name, tmp_path)):
            text = [band for band in bands(page) if TOP - 5 < band.top < BOTTOM]
            assert min(band.left for band in text) >= LEFT - 0.5
            assert max(band.right for band in text) <= RIGHT + 0.5
            assert max(band.bottom for band in text) <= BOTTOM + 0.5
