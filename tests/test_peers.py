"""The criterion by which other tools are judged: fair to what a person could tell from words."""

from __future__ import annotations

import pytest

pytest.importorskip("samples.make", reason="the script is not in the wheel")

from benchmarks.judging import right_answers
from samples.make.ways.truth import Question, Truth

OPTIONS = ("符合", "不符合", "不适用")


def truth(chosen: str | None, **told: tuple[str, ...]) -> Truth:
    asked = (
        Question(item="1", at="设备", options=OPTIONS, chosen=chosen, record="", column="记录"),
        Question(item="2", at="工艺", options=OPTIONS, chosen="不适用", record="无", column="记录"),
    )
    return Truth(way="w", row="r", form=None, questions=asked, **told)


def lines(first: str, second: str = "□符合 □不符合 ☑不适用") -> list[list[str]]:
    return [["内容", "结论", "记录"], ["设备", first, ""], ["工艺", second, "无"]]


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("☑符合 □不符合 □不适用", "符合"),
        ("符合□ 不符合☑ 不适用□", "不符合"),
        ("[ ] 符合 [x] 不符合 [ ] 不适用", "不符合"),
        ("þ符合 ¨不符合 ¨不适用", "符合"),
        ("~~符合~~ 不符合 ~~不适用~~", "不符合"),
        ("<s>符合</s> <s>不符合</s> 不适用", "不适用"),
        ("符合 **不符合** 不适用", "不符合"),
        ("不符合", "不符合"),
        ("符合 不符合 不适用", None),
    ],
)
def test_what_a_person_could_tell_counts(said: str, chosen: str | None) -> None:
    assert right_answers(truth(chosen), lines(said)) == (2, 2)


@pytest.mark.parametrize("said", ["符合 不符合 不适用", "", "□符合 □不符合 ☑不适用", "不适用"])
def test_what_nobody_could_tell_does_not(said: str) -> None:
    assert right_answers(truth("符合"), lines(said)) == (1, 2)


def test_who_loses_every_mark_cannot_tell_an_open_item_either() -> None:
    bare = "符合 不符合 不适用"
    assert right_answers(truth(None), lines(bare, bare)) == (0, 2)


def test_a_tick_in_a_column_is_told_by_its_heading() -> None:
    table = [["内容", *OPTIONS, "记录"], ["设备", "√", "", "", ""], ["工艺", "", "", "√", "无"]]
    assert right_answers(truth("符合"), table) == (2, 2)
    shifted = [table[0], ["设备", "", "√", "", ""], table[2]]
    assert right_answers(truth("符合"), shifted) == (1, 2)


def test_words_that_stand_twice_or_should_be_gone_cost_an_answer() -> None:
    told = truth("符合", once=("见附页",), left_out=("旧记录",))
    said = lines("☑符合 □不符合 □不适用")
    assert right_answers(told, [*said, ["见附页"]]) == (4, 4)
    assert right_answers(told, [*said, ["见附页"], ["见附页"], ["旧记录"]]) == (2, 4)
