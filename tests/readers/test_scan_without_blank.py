"""Pages of no known blank: rulings squared, options found by their own print, dates by gaps."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.layout import ExpectedOption, MarkShape, MarkState, Text, confidence_of
from docforge.readers.scan.laid.laying import Laid
from docforge.readers.scan.lines.writing import Character, Written
from docforge.readers.scan.marks.groups import Marked
from docforge.readers.scan.pictures.ink import Grey
from docforge.readers.scan.pictures.pages import Scan
from docforge.readers.scan.unknown.grid import PixelBox, rulings_of, tables_of
from docforge.readers.scan.unknown.loose_dates import breaks_off, is_whole_date, with_dates
from docforge.readers.scan.unknown.loose_ink import as_found_by_ink, overlooked
from docforge.readers.scan.unknown.loose_marks import _none_marked, _with_boxes
from docforge.readers.scan.unknown.loose_words import (
    Line,
    broken_options,
    option_pattern,
    parted,
    sightings_in,
    without_options,
)
from docforge.readers.scan.unknown.option_boxes import box_of
from docforge.readers.scan.unknown.option_pictures import moved
from docforge.readers.scan.unknown.option_places import placed_options
from docforge.readers.scan.unknown.option_prints import Home, Sighting, prints_of
from docforge.readers.scan.unknown.squaring import squared

_EM = 28
_WORDS = ("符合", "不符合")
_ROWS = 8


def _letter(character: str) -> Grey:
    """A shape for a character, always the same one: no font is needed."""
    random = np.random.default_rng(ord(character))
    shape = np.zeros((_EM, _EM), np.uint8)
    for _stroke in range(6):
        x0, y0, x1, y1 = (int(value) for value in random.integers(3, _EM - 3, 4))
        cv2.line(shape, (x0, y0), (x1, y1), 255, 2)
    return shape


def _print_option(ink: Grey, word: str, x: int, y: int) -> None:
    """A box and its word; x, y is the top left corner of the word's first letter."""
    cv2.rectangle(ink, (x - 28, y + 3), (x - 7, y + 24), 255, 2)
    for number, character in enumerate(word):
        left = x + number * _EM
        part = ink[y : y + _EM, left : left + _EM]
        np.maximum(part, _letter(character), out=part)


def _page() -> tuple[Grey, dict[Home, PixelBox], list[Sighting]]:
    """A column of cells with two options each; recognition read them up to two pixels off."""
    ink = np.zeros((_ROWS * 100, 400), np.uint8)
    cells: dict[Home, PixelBox] = {}
    sightings = []
    for row in range(_ROWS):
        cells[0, row] = (10, row * 100 + 3, 390, row * 100 + 97)
        for place, word in enumerate(_WORDS):
            x, y = 80, row * 100 + 15 + place * 36
            _print_option(ink, word, x, y)
            off = (row % 3) - 1
            right = float(x + len(word) * _EM)
            middle = float(y + _EM / 2 + off)
            sightings.append(Sighting(word, float(x + 2 * off), middle, right, (0, row)))
    return ink, cells, sightings


def test_options_are_found_where_a_mark_hides_them_from_recognition() -> None:
    ink, cells, sightings = _page()
    cv2.line(ink, (45, 340), (150, 310), 255, 5)
    cv2.circle(ink, (100, 330), 45, 255, 4)
    seen = [one for one in sightings if one.home not in ((0, 3), (0, 6))]
    columns = {key: list(cells) for key in cells}
    placed = placed_options(ink, seen, prints_of(ink, seen, _EM), cells, columns, _EM)
    found = {(one.home, one.word): (one.left, one.middle) for one in placed}
    assert len(placed) == _ROWS * len(_WORDS)
    for row in range(_ROWS):
        for place, word in enumerate(_WORDS):
            left, middle = found[(0, row), word]
            assert abs(left - 80) <= 2
            assert abs(middle - (row * 100 + 15 + place * 36 + _EM / 2)) <= 2


def test_the_print_of_an_option_is_learned_without_the_marks_on_most_of_its_boxes() -> None:
    ink, _cells, sightings = _page()
    for row in range(_ROWS - 1):  # nearly every 符合 is filled
        cv2.rectangle(ink, (54, row * 100 + 20), (71, row * 100 + 37), 255, -1)
    box = box_of(prints_of(ink, sightings, _EM), _EM)
    assert box is not None
    assert box.left == pytest.approx(17.5, abs=3)
    middle = round(0.8 * _EM), round(box.picture.shape[1] - box.left)
    inside = box.picture[middle[0] - 4 : middle[0] + 4, middle[1] - 4 : middle[1] + 4]
    assert float(inside.mean()) < 60


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_a_picture_that_was_moved_comes_back_but_for_its_edges(x: int, y: int) -> None:
    picture = np.arange(144, dtype=np.float32).reshape(12, 12)
    back = moved(moved(picture, x, y), -x, -y)
    assert np.array_equal(back[3:-3, 3:-3], picture[3:-3, 3:-3])


def _ruled() -> Grey:
    ink = np.zeros((1600, 1150), np.uint8)
    for y in range(150, 1451, 130):
        cv2.line(ink, (120, y), (1020, y), 255, 3)
    for x in range(120, 1021, 180):
        cv2.line(ink, (x, 150), (x, 1450), 255, 3)
    return ink


def _aslant(ink: Grey, by: float) -> Grey:
    height, width = ink.shape
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    held = flat + np.array([[by, 0.4 * by], [-0.6 * by, by], [-by, 0], [1.6 * by, -by]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, held)
    return np.asarray(cv2.warpPerspective(ink, matrix, (width, height)), np.uint8)


def test_a_photograph_held_aslant_is_squared_by_its_rulings() -> None:
    photo = _aslant(_ruled(), 60)
    matrix = squared(photo)
    assert matrix is not None
    straight = cv2.warpPerspective(photo, matrix, (photo.shape[1], photo.shape[0]))
    rows = np.asarray(straight > 90).sum(axis=1)
    columns = np.asarray(straight > 90).sum(axis=0)
    assert rows.max() > 0.7 * 800
    assert columns.max() > 0.7 * 1150


def test_a_page_that_lies_square_is_left_as_it_is() -> None:
    assert squared(_ruled()) is None
    assert squared(np.zeros((1600, 1150), np.uint8)) is None


def test_rows_of_a_slanting_table_stay_apart() -> None:
    tables = tables_of(rulings_of(_aslant(_ruled(), 30)))
    assert [(table.rows, table.columns) for table in tables] == [(10, 5)]
    assert len({(cell.row, cell.column) for cell in tables[0].cells}) == 50


def test_the_cells_of_a_leaning_table_come_in_reading_order() -> None:
    leaning = cv2.getRotationMatrix2D((575, 800), 0.4, 1.0)
    ink = np.asarray(cv2.warpAffine(_ruled(), leaning, (1150, 1600)), np.uint8)
    (table,) = tables_of(rulings_of(ink))
    places = [(cell.row, cell.column) for cell in table.cells]
    assert places == sorted(places)


def _line(text: str, steps: dict[int, float] | None = None, width: int = 600) -> Line:
    """A line whose characters stand evenly, but for wider steps before some of them."""
    at, places = 0.0, []
    for number in range(len(text)):
        at += (steps or {}).get(number, 1.0)
        places.append(at)
    written = Written(
        tuple(Character(c, 0.99, "", p / (at + 1)) for c, p in zip(text, places, strict=True))
    )
    return Line((0, 0, width, 30), written)


def test_two_names_that_were_signed_beside_each_other_are_parted() -> None:
    assert parted(_line("检查人：陈国强吴秀兰", {7: 2.0})) == "检查人：陈国强  吴秀兰"
    assert parted(_line("检查人：陈国强吴秀兰")) == "检查人：陈国强吴秀兰"


def test_words_of_a_record_are_no_options() -> None:
    pattern = option_pattern(("符合", "不符合", "食品相关产品"))
    home = (0, 1)
    assert not sightings_in([_line("现场检查结果均不符合相关要求")], pattern, home)
    (one,) = sightings_in([_line("√不符合")], pattern, home)
    assert (one.word, one.boxed) == ("不符合", True)


def test_what_a_mark_was_read_as_is_no_record_but_a_label_stays() -> None:
    pattern = option_pattern(("符合", "工业产品", "食品相关产品"))
    assert without_options(_line("7□符合"), pattern) == ""
    label = "产品类别：□工业产品 □食品相关产品"
    assert without_options(_line(label), pattern) == "产品类别："


def test_the_numbers_of_a_date_are_read_from_the_gaps_between_its_print() -> None:
    picture = np.full((48, 480), 255, np.uint8)
    for x, digits in ((0, "2022"), (170, "8"), (300, "19")):
        cv2.putText(picture, digits, (x, 38), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 3)
    places = ((20, "2"), (120, "年"), (190, "B"), (250, "月"), (320, "1"), (410, "日"))
    written = Written(tuple(Character(text, 0.9, "", x / 480) for x, text in places))
    (read,) = with_dates([written], [picture])
    assert read.text == "2022年8月19日"
    assert read.confidence <= 0.6


def test_a_word_that_stands_twice_alike_is_proven_to_be_unmarked() -> None:
    ink, _cells, sightings = _page()
    twice = [one for one in sightings if one.home[1] < 2]
    assert all(each.proven for each in prints_of(ink, twice, _EM).values())
    cv2.line(ink, (85, 25), (130, 35), 255, 4)  # through 符合 of the first row
    found = prints_of(ink, twice, _EM)
    assert found["不符合"].proven
    once = [one for one in sightings if one.home[1] < 1]
    assert not any(each.proven for each in prints_of(ink, once, _EM).values())


def test_letters_are_learned_from_a_longer_word_where_every_shorter_one_is_ringed() -> None:
    ink, _cells, sightings = _page()
    for row in range(_ROWS):
        cv2.ellipse(ink, (108, row * 100 + 29), (36, 15), 0, 0, 360, 255, 3)
    learned = prints_of(ink, sightings, _EM)["符合"].picture
    clean, _cells, _sightings = _page()
    expected = prints_of(clean, sightings, _EM)["符合"].picture
    first = round(2.2 * _EM)
    assert float(np.abs(learned[8:-8, first:] - expected[8:-8, first:]).mean()) < 12


def test_a_box_is_learned_without_the_ruling_that_runs_close_above_it() -> None:
    ink, _cells, sightings = _page()
    for row in range(_ROWS):
        cv2.line(ink, (10, row * 100 + 12), (390, row * 100 + 12), 255, 3)
    alone = [one for one in sightings if one.word == "符合"]
    box = box_of(prints_of(ink, alone, _EM), _EM)
    assert box is not None
    assert float(box.picture[:6].max()) == 0.0


def test_a_word_is_cut_round_its_middle_though_its_line_was_read_too_high() -> None:
    ink, _cells, sightings = _page()
    high = [replace(one, middle=one.middle - 6) for one in sightings if one.word == "不符合"]
    picture = prints_of(ink, high, _EM)["不符合"].picture
    inked = np.flatnonzero(picture[:, round(2.2 * _EM) :].mean(axis=1) > 20)
    assert abs((inked[0] + inked[-1]) / 2 - picture.shape[0] / 2) <= 2.5


def test_an_option_word_that_breaks_off_at_the_end_of_a_line_is_found_whole() -> None:
    words, home = ("符合", "不符合", "不适用"), (0, 1)
    first, second = _line("□符合□不符"), replace(_line("合□不适用"), box=(0, 40, 600, 70))
    (one,) = broken_options([second, first], words, home)
    assert (one.word, one.whole) == ("不符", "不符合")
    assert not broken_options([_line("停产不适"), second], words, home)


def test_a_word_of_one_letter_is_an_option_alone_in_its_line_only() -> None:
    pattern, home = option_pattern(("是", "否")), (0, 1)
    assert [one.word for one in sightings_in([_line("是")], pattern, home)] == ["是"]
    assert not sightings_in([_line("不是的")], pattern, home)


def test_columns_of_two_options_a_row_count_though_no_box_was_read() -> None:
    _ink, _cells, sightings = _page()
    bare = [replace(one, boxed=False) for one in sightings]
    home = {one.home: [other.home for other in bare] for one in bare}
    assert _with_boxes(bare, home) == bare
    written = [one for one in bare if one.word == "符合"]
    assert _with_boxes(written, home) == []


def test_a_row_without_a_mark_is_doubted_where_an_option_is_not_empty_for_certain() -> None:
    box = (0.0, 0.0, 10.0, 10.0)
    row = [
        Marked(ExpectedOption(word, box, box, group), state, MarkShape.BOX, sure, 0.0, 0.0)
        for group, word, state, sure in (
            (0, "符合", MarkState.EMPTY, 0.98),
            (0, "不符合", MarkState.EMPTY, 0.94),
            (1, "符合", MarkState.CHOSEN, 0.97),
            (1, "不符合", MarkState.EMPTY, 0.94),
        )
    ]
    assert [each.confidence for each in _none_marked(row)] == [0.5, 0.5, 0.97, 0.94]


def _laid(ink: Grey) -> Laid:
    """A page of which nothing but its ink is known."""
    white = np.full((*ink.shape, 3), 255, np.uint8)
    none = np.zeros_like(ink)
    scan = Scan(1, white, 595.0, 842.0, 1.0)
    return Laid(scan, 200.0, np.eye(3), None, white, ink, ink, none, none, False)


def _checklist() -> tuple[Grey, list[Line]]:
    """A table of item, options, record, remark; the lines that were found in it."""
    ink = np.zeros((700, 1200), np.uint8)
    for y in range(50, 651, 150):
        cv2.line(ink, (50, y), (1150, y), 255, 3)
    for x in (50, 450, 650, 900, 1150):
        cv2.line(ink, (x, 50), (x, 650), 255, 3)
    lines = []
    for row in range(4):
        y = 80 + row * 150
        for x, text in ((500, "□符合"), (500, "□不符合"), (920, "停产不适用")):
            y += 40 if text == "□不符合" else 0
            lines.append(replace(_line(text), box=(x, y, x + 130, y + 36)))
    return ink, lines


def test_ink_in_a_record_that_no_line_was_found_over_is_a_row_to_be_read() -> None:
    ink, lines = _checklist()
    for x, character in ((680, "标"), (710, "签"), (740, "页")):
        ink[260 : 260 + _EM, x : x + _EM] = _letter(character)
    rulings = rulings_of(_checklist()[0])
    options = option_pattern(("符合", "不符合", "不适用"))
    (found,) = overlooked(_laid(ink), rulings, tables_of(rulings), lines, options)
    assert found[0] <= 683
    assert found[2] >= 760
    assert found[1] <= 263
    assert found[3] >= 280
    covered = [*lines, replace(_line("标签页"), box=(670, 250, 780, 296))]
    assert not overlooked(_laid(ink), rulings, tables_of(rulings), covered, options)


def test_specks_and_what_stands_left_of_a_record_are_not_read_as_one() -> None:
    ink, lines = _checklist()
    rulings = rulings_of(ink)
    random = np.random.default_rng(7)
    for x, y in random.integers((660, 60), (1140, 640), (80, 2)):
        cv2.circle(ink, (int(x), int(y)), 2, 255, -1)  # noise
    ink[560:590, 700:702] = 255  # a streak
    ink[260 : 260 + _EM, 100 : 100 + _EM] = _letter("料")  # the item's text
    cv2.line(ink, (520, 290), (560, 250), 255, 4)  # a mark
    options = option_pattern(("符合", "不符合", "不适用"))
    assert not overlooked(_laid(ink), rulings, tables_of(rulings), lines, options)


def test_what_was_found_by_its_ink_alone_is_never_sure_and_nothing_where_it_is_no_writing() -> None:
    told = as_found_by_ink(Written(tuple(Character(c, 0.99, "", 0.5) for c in "附页")))
    assert (told.text, told.overlooked) == ("附页", True)
    rest = as_found_by_ink(Written((Character("F", 0.3, "", 0.5), Character("r", 0.4, "", 0.6))))
    assert (rest.text, rest.confidence) == ("", 0.0)


def test_a_cell_in_which_ink_was_seen_and_not_read_is_doubted_though_its_text_is_empty() -> None:
    assert confidence_of([Text("", confidence=0.0)]) == 0.0
    assert confidence_of([Text("  ", confidence=0.2)]) == 1.0


def test_a_date_that_breaks_off_behind_its_label_is_told_from_a_record() -> None:
    for text in ("检查时间：2023", "检查时间：2022年月28", "检查时间：2022年"):
        assert breaks_off(_line(text).written)
    for text in ("检查时间：2022年6月19日", "2022年5月起停产", "联系电话：13800138000"):
        assert not breaks_off(_line(text).written)
    assert is_whole_date(_line("检查时间：2022年6月19日").written)
