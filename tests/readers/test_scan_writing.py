"""Writing read from pictures: what is doubted, and what the trade's own words put right."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from docforge.readers.scan.ink import Grey
from docforge.readers.scan.vocabulary import Vocabulary
from docforge.readers.scan.writing import Character, Written, _beside, read_lines


def _line(text: str, size: int = 40) -> Grey:
    image = Image.new("L", (20 + size * len(text), size + 12), 255)
    font = ImageFont.load_default(size)
    ImageDraw.Draw(image).text((8, 2), text, font=font, fill=0)
    return np.asarray(image, dtype=np.uint8)


def _written(*characters: tuple[str, str]) -> Written:
    count = len(characters)
    return Written(
        tuple(
            Character(text, 0.99, other, (index + 0.5) / count)
            for index, (text, other) in enumerate(characters)
        )
    )


def test_lines_of_any_length_are_read_in_their_order() -> None:
    texts = ["2022", "ISO9001 2015", "7", "AB12345678"]
    read = read_lines([_line(text) for text in texts])
    assert [each.text.replace(" ", "") for each in read] == [t.replace(" ", "") for t in texts]
    assert all(each.confidence > 0.5 for each in read)


def test_where_a_number_is_wanted_nothing_else_is_read() -> None:
    (read,) = read_lines([_line("IO8")], [True])
    assert read.text.isdecimal()


def test_an_empty_line_says_nothing() -> None:
    (read,) = read_lines([np.full((40, 200), 255, np.uint8)])
    assert read.text == ""
    assert read.confidence == 0.0


def test_a_look_alike_gives_way_where_its_neighbours_tell_and_stays_doubtful() -> None:
    vocabulary = Vocabulary(["问题汇总表"])
    mended = vocabulary.mended(_written(("问", "间"), ("题", "颗"), ("江", "汇"), ("总", "总")))
    assert mended.text == "问题汇总"
    assert mended.confidence < 0.7


def test_what_is_known_or_unknown_either_way_stays_as_it_was_read() -> None:
    vocabulary = Vocabulary(["问题汇总表"])
    for written in (_written(("汇", "江"), ("总", "怠")), _written(("长", "江"), ("岭", "峰"))):
        assert vocabulary.mended(written).text == written.text


def test_characters_that_no_trade_word_has_beside_each_other_are_believed_less() -> None:
    vocabulary = Vocabulary(["问题汇总表"])
    known = _written(("汇", "江"), ("总", "怠"))
    assert vocabulary.mended(known).confidence == known.confidence
    strange = _written(("长", "江"), ("岭", "峰"))
    assert vocabulary.mended(strange).confidence < strange.confidence


def test_a_stroke_between_characters_that_none_was_read_from_is_a_doubt() -> None:
    inked = np.zeros(400, dtype=np.bool_)
    for start, end in ((10, 90), (110, 190), (228, 236), (270, 350)):
        inked[start:end] = True
    at = [50.0, 150.0, 310.0]
    assert _beside(inked, at, 100.0) == {2}
    assert _beside(inked, [50.0, 150.0, 232.0, 310.0], 100.0) == set()


def test_the_ends_of_a_short_text_tell_too() -> None:
    vocabulary = Vocabulary(["无"])
    assert vocabulary.mended(_written(("元", "无"))).text == "无"
    assert vocabulary.mended(_written(("公", "无"), ("元", "无"))).text == "公元"
