"""Signs that only their place among option words makes marks, and those that tell nothing."""

from __future__ import annotations

import pytest

from docforge.layout import Cell, Mark, MarkShape, MarkState, Table, Text
from docforge.model import Conclusion
from docforge.readers.glyphs import marks_in
from tests.forms.test_options import READER, C, on_word, read


@pytest.mark.parametrize(
    ("cell", "conclusion"),
    [
        # Marks and words in turn: the first of either tells on which side marks stand.
        ("√符合×不符合×不适用", C.CONFORM),
        ("符合×不符合√不适用×", C.NONCONFORM),
        ("符合☑不符合×不适用×", C.CONFORM),
        ("符合(√)不符合()", C.CONFORM),
        ("符合[]不符合[√]", C.NONCONFORM),
        # Boxes and ticks of keyboards.
        ("口符合 √不符合", C.NONCONFORM),
        ("口√符合 口不符合", C.CONFORM),
        ("符合口√ 不符合口", C.CONFORM),
        ("X符合 □不符合", C.CONFORM),
        ("□符合 Y不符合", C.NONCONFORM),
        ("[*]符合 [ ]不符合", C.CONFORM),
        ("__√__符合 _____不符合", C.CONFORM),
        ("符合____ 不符合__√__", C.NONCONFORM),
        # Lost symbol fonts behind the words, and signs that come in pairs.
        ("符合R 不符合£", C.CONFORM),
        ("符合¨ 不符合þ", C.NONCONFORM),
        ("◆符合 ◇不符合", C.CONFORM),
        ("☆符合 ★不符合", C.NONCONFORM),
        # The number of an option ringed.
        ("①.符合 2.不符合", C.CONFORM),
        ("1符合 ②不符合 3不适用", C.NONCONFORM),
        # What does not tell.
        ("符合□ √不符合□", C.UNKNOWN),
        ("○符合 ×不符合", C.UNKNOWN),
        ("①符合 ②不符合", C.UNKNOWN),
        ("符合√不符合", C.UNKNOWN),
        ("进口符合 出口不符合", C.UNKNOWN),
    ],
)
def test_a_sign_at_an_option(cell: str, conclusion: Conclusion) -> None:
    assert read(cell).conclusion is conclusion


def test_dashes_in_place_of_marks_are_no_record() -> None:
    assert read("√符合 ——不符合").leftover == ""


def test_what_was_made_on_all_words_alike_chooses_none() -> None:
    framed = [on_word(MarkState.CHOSEN, MarkShape.CIRCLE, word) for word in ("符合", "不符合")]
    tick = Mark(MarkState.CHOSEN, MarkShape.TICK, boxed=True)
    assert read(tick, framed[0], Text(" "), framed[1]).conclusion is C.CONFORM
    assert read(framed[0], Text(" "), framed[1]).conclusion is C.UNKNOWN


@pytest.mark.parametrize(
    "rows",
    [
        (("符合", "不符合", "不适用"), ("", "√", "")),
        (("", "√", ""), ("符合", "不符合", "不适用")),
        (("符合", "不符合"), ("□", "☑")),
    ],
)
def test_ticks_in_the_row_below_or_above_the_options(rows: tuple[tuple[str, ...], ...]) -> None:
    cells = tuple(
        Cell(r, c, marks_in(text))
        for r, row in enumerate(rows, start=1)
        for c, text in enumerate(row, start=1)
    )
    inner = Table(2, len(rows[0]), cells)
    assert READER.in_cell((inner,), None).conclusion is C.NONCONFORM


@pytest.mark.parametrize(
    ("signs", "conclusion"),
    [
        (("○", "", ""), C.CONFORM),
        (("", "〇", ""), C.NONCONFORM),
        (("○", "○", "○"), C.UNANSWERED),
        (("□", "×", "□"), C.NONCONFORM),
        (("×", "□", "□"), C.CONFORM),
        (("★", "", ""), C.CONFORM),
        (("有", "", ""), C.UNKNOWN),
        (("★", "×", ""), C.UNKNOWN),
        (("◎", "×", ""), C.UNKNOWN),
    ],
)
def test_a_sign_in_a_column_of_its_own(signs: tuple[str, ...], conclusion: Conclusion) -> None:
    words = (C.CONFORM, C.NONCONFORM, C.NOT_APPLICABLE)
    columns = {word: marks_in(sign) for word, sign in zip(words, signs, strict=True)}
    assert READER.in_columns(columns, None).conclusion is conclusion
