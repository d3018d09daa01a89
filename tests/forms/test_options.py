"""What a conclusion cell says, by the ways people mark it."""

from __future__ import annotations

import pytest

from docforge.forms import load_catalogue
from docforge.forms.marks.options import Choice, ChoiceReader
from docforge.layout import Inline, Mark, MarkShape, MarkState, Text
from docforge.model import Conclusion
from docforge.readers.glyphs import marks_in

C = Conclusion
READER = ChoiceReader(
    {C.CONFORM: "符合", C.NONCONFORM: "不符合", C.NOT_APPLICABLE: "不适用"},
    load_catalogue().phrases,
)


def read(*content: Inline | str) -> Choice:
    parts: list[Inline] = []
    for part in content:
        parts += marks_in(part) if isinstance(part, str) else [part]
    return READER.in_cell(tuple(parts), None)


def on_word(state: MarkState, shape: MarkShape, word: str) -> Mark:
    return Mark(state, shape, word=word)


def struck(word: str) -> Mark:
    return on_word(MarkState.STRUCK, MarkShape.STRIKE, word)


@pytest.mark.parametrize(
    ("cell", "conclusion"),
    [
        ("☑符合 □不符合", C.CONFORM),
        ("□符合☑不符合", C.NONCONFORM),
        ("□ 符合\n☑ 不符合\n□ 不适用", C.NONCONFORM),
        ("符合□ 不符合☑ 不适用□", C.NONCONFORM),
        ("符合（√） 不符合（ ）", C.CONFORM),
        ("[ ]符合 [√]不符合", C.NONCONFORM),
        ("○符合 ●不符合", C.NONCONFORM),
        ("■符合 □不符合", C.CONFORM),
        ("☒符合 ☐不符合", C.CONFORM),
        ("√符合 不符合", C.CONFORM),
        ("符合√ 不符合", C.CONFORM),
        ("符合：√  不符合：", C.CONFORM),
        ("☐符合 ☐不符合 ✓\n不适用", C.NOT_APPLICABLE),
        ("[x]符合 ☐不符合", C.CONFORM),
        ("符合        ☑\n不符合        ☐", C.CONFORM),
        ("符合……………☐\n不符合……………☑", C.NONCONFORM),
        ("符合☑ 不符合☐ 不适用\n☐", C.CONFORM),
        ("☐符合 ☐不符合 ☐\n不适用 √", C.NOT_APPLICABLE),
        ("▇符合 ☐不符合", C.CONFORM),
        ("符合 √不符合", C.NONCONFORM),
        ("√符合 □不符合 □不适用", C.CONFORM),
        ("□符合√ □不符合", C.CONFORM),
        ("V符合 □不符合", C.CONFORM),
        ("符合", C.CONFORM),
        ("不 符 合", C.NONCONFORM),
        ("不\n适用", C.NOT_APPLICABLE),
        ("R符合 £不符合", C.CONFORM),
        ("¨符合 þ不符合 ¨不适用", C.NONCONFORM),
        ("□合格 ☑不合格", C.NONCONFORM),
        ("不符合：设备未检定", C.NONCONFORM),
    ],
)
def test_a_marked_option_is_read_without_doubt(cell: str, conclusion: Conclusion) -> None:
    choice = read(cell)
    assert (choice.conclusion, choice.flags) == (conclusion, ())


@pytest.mark.parametrize(
    ("cell", "conclusion", "code"),
    [
        ("√", C.CONFORM, "lone_mark"),
        ("×", C.NONCONFORM, "lone_mark"),
        ("□符合 ×不符合", C.NONCONFORM, "lone_mark"),
        ("合格", C.CONFORM, "typed_conclusion"),
        ("符合 不符合", C.UNKNOWN, "boxes_lost"),
        ("符合√不符合", C.UNKNOWN, "unclear_mark"),
        ("基本符合", C.UNKNOWN, "unclear_mark"),
        ("/", C.UNKNOWN, "unclear_mark"),
        ("符合× 不符合", C.UNKNOWN, "unclear_mark"),
    ],
)
def test_what_is_not_certain_carries_a_flag(cell: str, conclusion: Conclusion, code: str) -> None:
    choice = read(cell)
    assert choice.conclusion is conclusion
    assert [flag.code for flag in choice.flags] == [code]


@pytest.mark.parametrize(
    ("cell", "conclusion"),
    [
        ("√\t符合\t\t不符合\t\t不适用", C.CONFORM),
        ("\t符合\t\t不符合\t√\t不适用", C.NOT_APPLICABLE),
        ("符合\t\t不符合\t√\t不适用\t", C.NONCONFORM),
    ],
)
def test_marks_in_cells_of_their_own_stand_all_before_or_all_behind(
    cell: str, conclusion: Conclusion
) -> None:
    assert read(cell).conclusion is conclusion


def test_a_ring_alone_says_nothing() -> None:
    assert read("○").conclusion is C.UNKNOWN


@pytest.mark.parametrize("cell", ["", "□符合 □不符合", "符合（ ） 不符合（ ）"])
def test_no_mark_is_no_answer(cell: str) -> None:
    assert read(cell).conclusion is C.UNANSWERED


@pytest.mark.parametrize("cell", ["☑符合 ☑不符合", "√符合 √不符合", "■符合 □不符合 ■不适用"])
def test_two_marks_are_a_conflict(cell: str) -> None:
    assert read(cell).conclusion is C.CONFLICT


def test_a_struck_option_leaves_the_other_chosen() -> None:
    assert read("符合 ", struck("不符合")).conclusion is C.CONFORM
    assert read(struck("符合"), " 不符合 ", struck("不适用")).conclusion is C.NONCONFORM


def test_a_circled_word_is_chosen() -> None:
    circled = on_word(MarkState.CHOSEN, MarkShape.CIRCLE, "不符合")
    assert read("符合 ", circled).conclusion is C.NONCONFORM


def test_an_underlined_word_is_chosen_with_a_doubt() -> None:
    underlined = on_word(MarkState.UNDECIDED, MarkShape.UNDERLINE, "符合")
    choice = read(underlined, " 不符合")
    assert choice.conclusion is C.CONFORM
    assert [flag.code for flag in choice.flags] == ["lone_mark"]


def test_a_mark_that_was_struck_out_again_does_not_count_and_is_told() -> None:
    choice = read("☑", struck("符合"), " ☑不符合")
    assert choice.conclusion is C.NONCONFORM
    assert [flag.code for flag in choice.flags] == ["struck_text"]


def test_words_beside_the_options_are_kept() -> None:
    assert read("□符合 ☑不符合 设备未检定").leftover == "设备未检定"


def _columns(conform: str, nonconform: str, not_applicable: str = "") -> Choice:
    return READER.in_columns(
        {
            C.CONFORM: marks_in(conform),
            C.NONCONFORM: marks_in(nonconform),
            C.NOT_APPLICABLE: marks_in(not_applicable),
        },
        None,
    )


@pytest.mark.parametrize(
    ("cells", "conclusion"),
    [
        (("√", "", ""), C.CONFORM),
        (("", "√", ""), C.NONCONFORM),
        (("", "", "V"), C.NOT_APPLICABLE),
        (("√", "×", "×"), C.CONFORM),
        (("", "×", ""), C.NONCONFORM),
        (("×", "", ""), C.UNKNOWN),
        (("√", "√", ""), C.CONFLICT),
        (("", "", ""), C.UNANSWERED),
        (("/", "√", "/"), C.NONCONFORM),
        (("□", "■", "□"), C.NONCONFORM),
    ],
)
def test_one_column_an_option(cells: tuple[str, str, str], conclusion: Conclusion) -> None:
    assert _columns(*cells).conclusion is conclusion


def test_raw_keeps_what_stands_in_the_cell() -> None:
    assert read("□符合 ☑不符合").raw == "☐符合 ☑不符合"
    assert read(Text("符合 "), struck("不符合")).raw == "符合 ~~不符合~~"
