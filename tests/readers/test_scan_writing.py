"""Writing read from pictures: what is doubted, and what the trade's own words put right."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from docforge.readers.scan.lines.commas import commas_in, with_commas
from docforge.readers.scan.lines.decoding import steps_of
from docforge.readers.scan.lines.model import alphabet
from docforge.readers.scan.lines.vocabulary import Vocabulary
from docforge.readers.scan.lines.writing import (
    Written,
    _beside,
    _best,
    batches,
    read_lines,
    together,
)
from docforge.readers.scan.pictures.ink import Grey


def _line(text: str, size: int = 40) -> Grey:
    image = Image.new("L", (20 + size * len(text), size + 12), 255)
    font = ImageFont.load_default(size)
    ImageDraw.Draw(image).text((8, 2), text, font=font, fill=0)
    return np.asarray(image, dtype=np.uint8)


def _seen(*steps: dict[str, float]) -> Written:
    """A line of which the model saw this, each character in a step of its own."""
    numbers = {text: number for number, text in enumerate(alphabet())}
    answer = np.full((2 * len(steps) + 1, len(numbers)), 1e-9, dtype=np.float32)
    answer[::2, 0] = 1.0
    for place, shares in enumerate(steps):
        for text, share in shares.items():
            answer[2 * place + 1, numbers[text]] = share
        answer[2 * place + 1, 0] = 1 - sum(shares.values())
    return _best(steps_of(answer))


def test_lines_of_any_length_are_read_in_their_order() -> None:
    texts = ["2022", "ISO9001 2015", "7", "AB12345678"]
    read = read_lines([_line(text) for text in texts])
    assert [each.text.replace(" ", "") for each in read] == [t.replace(" ", "") for t in texts]
    assert all(each.confidence > 0.5 for each in read)


@given(st.lists(st.integers(min_value=12, max_value=3000), max_size=40))
def test_long_lines_are_read_few_at_a_time(widths: list[int]) -> None:
    parted = batches(widths)
    assert sorted(index for part in parted for index in part) == list(range(len(widths)))
    for part in parted:
        assert len(part) == 1 or len(part) * max(widths[index] for index in part) <= 4000


def test_an_empty_line_says_nothing() -> None:
    (read,) = read_lines([np.full((40, 200), 255, np.uint8)])
    assert read.text == ""
    assert read.confidence == 0.0


def test_a_look_alike_gives_way_to_what_the_words_tell_and_stays_doubtful() -> None:
    seen = _seen({"问": 1}, {"题": 1}, {"江": 0.99, "汇": 0.01}, {"总": 1}, {"表": 1})
    (mended,) = Vocabulary(["问题汇总表"]).mended([seen])
    assert seen.text == "问题江总表"
    assert mended.text == "问题汇总表"
    assert mended.confidence <= 0.9


def test_a_look_alike_that_was_hardly_seen_is_a_doubt_where_the_words_ask_for_it() -> None:
    seen = [{text: 1.0} for text in "未使用回收"]
    vocabulary = Vocabulary(["原料", "物料", "料", "塑料"] * 4)
    (read,) = vocabulary.mended([_seen(*seen, {"科": 0.9998, "料": 0.0002})])
    assert read.text == "未使用回收科"
    assert read.confidence <= 0.9
    (sure,) = vocabulary.mended([_seen(*seen, {"料": 0.9998, "科": 0.0002})])
    assert sure.text == "未使用回收料"
    assert sure.confidence > 0.95


def test_words_go_on_from_line_to_line() -> None:
    first, second = _seen({"工": 1}, {"序": 1}, {"记": 1}), _seen({"汞": 0.7, "录": 0.3})
    mended = Vocabulary(["记录"]).mended([first, second])
    assert [line.text for line in mended] == ["工序记", "录"]


def test_a_name_is_never_turned_into_usual_words() -> None:
    seen = _seen({"江": 0.9, "汇": 0.1}, {"总": 1}, {"奇": 0.6, "齐": 0.4}, {"全": 1})
    name = Vocabulary(["齐全"]).names(seen)
    assert name.text == "江总奇全"
    assert name.confidence <= 0.9


def test_the_legal_form_at_the_end_of_a_name_is_one_of_a_few() -> None:
    name: list[dict[str, float]] = [{"镉": 1}, {"窑": 1}]
    form: list[dict[str, float]] = [{each: 1} for each in "有限责任公司"]
    form[2] = {"贵": 0.95, "责": 0.05}
    read = Vocabulary([]).names(_seen(*name, *form))
    assert read.text == "镉窑有限责任公司"
    other = Vocabulary([]).names(_seen(*name, {"有": 1}, {"色": 0.9999}, {"公": 1}, {"司": 1}))
    assert other.text == "镉窑有色公司"


def test_what_was_seen_surely_stands_however_rare_it_is() -> None:
    seen = _seen({"镉": 1}, {"轧": 1}, {"窑": 1}, {"铬": 0.9999, "名": 0.0001})
    (mended,) = Vocabulary(["名称"]).mended([seen])
    assert mended.text == "镉轧窑铬"


def test_a_text_said_as_a_whole_is_known() -> None:
    (mended,) = Vocabulary(["无"]).mended([_seen({"元": 0.8, "无": 0.2})])
    assert mended.text == "无"


def test_readings_that_differ_make_a_text_doubtful() -> None:
    sure = _seen({"镉": 0.999}, {"窑": 0.98})
    other = _seen({"镉": 0.999}, {"穷": 0.9})
    alike = replace(sure, steps=(*sure.steps, *sure.steps))
    unlike = replace(sure, steps=(*sure.steps, *other.steps))
    (doubtful,), (believed,) = (together([each], None) for each in (unlike, alike))
    assert doubtful.confidence < believed.confidence


def test_a_stroke_between_characters_that_none_was_read_from_is_a_doubt() -> None:
    inked = np.zeros(400, dtype=np.bool_)
    for start, end in ((10, 90), (110, 190), (228, 236), (270, 350)):
        inked[start:end] = True
    at = [50.0, 150.0, 310.0]
    assert _beside(inked, at, 100.0) == {(2, (228, 236))}
    assert _beside(inked, [50.0, 150.0, 232.0, 310.0], 100.0) == set()


def _inked(*boxes: tuple[int, int, int, int]) -> Grey:
    line = np.full((60, 300), 255, np.uint8)
    for x0, y0, x1, y1 in boxes:
        line[y0:y1, x0:x1] = 0
    return line


def test_a_low_dot_behind_a_character_may_be_a_comma() -> None:
    first, second = (10, 5, 60, 55), (120, 5, 170, 55)
    (place,) = commas_in(_inked(first, (70, 42, 78, 56), second))
    assert place == pytest.approx(74 / 300)
    for other in ((70, 5, 78, 19), (70, 5, 78, 55), (61, 42, 66, 56), (70, 52, 71, 53)):
        assert commas_in(_inked(first, other, second)) == [], other


def test_a_comma_is_thought_of_only_where_the_model_saw_nothing() -> None:
    seen = _seen({"定": 1}, {"限": 1}).steps[0]
    characters = alphabet()
    between, upon = (with_commas(seen, [place], characters) for place in (0.45, 0.3))
    assert characters.index("，") in between.numbers
    assert (upon.numbers == seen.numbers).all()
    told = [Vocabulary([]).names(replace(_best(seen), steps=(steps,))) for steps in (seen, between)]
    surer = [each.confidence for each in told]
    assert surer[0] > surer[1]


def test_a_line_of_the_form_is_told_from_what_was_written() -> None:
    vocabulary = Vocabulary(["核查企业名称，营业执照是否与生产许可证相同。", "不适用", "无"])
    assert vocabulary.is_print("(1) 核查企业名称，营业执照是否与")
    assert vocabulary.is_print("核查企业各称，营业执照是否与生产")
    assert vocabulary.is_print("□不适用")
    assert not vocabulary.is_print("营业执照与名称不符")
    assert not vocabulary.is_print("无")
    assert not vocabulary.is_print("1")
