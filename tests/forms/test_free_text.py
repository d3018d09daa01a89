"""Checklists without boxes: what is written is the conclusion, `**` says what is grave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge import data, parse
from docforge.forms import load_catalogue
from docforge.forms.kinds.free_text import free_text_conclusion, gravity
from docforge.model import Conclusion, Submission

CATALOGUE = load_catalogue()
FORM = CATALOGUE.get("anshan-2018/licensed-checklist")
ITEM = FORM.item_by_id["5"]
SAMPLES = data.shipped("samples")


def concluded(text: str, item: str = "5") -> Conclusion:
    return free_text_conclusion(text, FORM.item_by_id[item], CATALOGUE.phrases)


def read(stem: str) -> Submission:
    (path,) = (p for p in SAMPLES.glob(f"{stem}-*") if p.suffix in (".docx", ".xlsx"))
    (submission,) = parse(path)
    return submission


@pytest.mark.parametrize("text", ["", "  ", "/", "——", "＿＿"])
def test_nothing_written_is_unanswered(text: str) -> None:
    assert concluded(text) is Conclusion.UNANSWERED


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "未发现问题",
        "未发现违法行为",
        "未使用回收料",
        "符合要求",
        "设备齐全，运行正常",
        "正常",
    ],
)
def test_what_says_that_all_is_well_conforms(text: str) -> None:
    assert concluded(text) is Conclusion.CONFORM


def test_what_does_not_arise_does_not_apply() -> None:
    assert concluded("不涉及", "3") is Conclusion.NOT_APPLICABLE


@pytest.mark.parametrize(
    "text", ["检验设备未检定", "合格证未标注执行标准", "无出厂检验记录", "存在超范围生产"]
)
def test_a_problem_does_not_conform(text: str) -> None:
    assert concluded(text) is Conclusion.NONCONFORM


@pytest.mark.parametrize("text", ["看了流程图", "见附页", "详见照片", "企业负责人已陪同"])
def test_what_tells_neither_is_unknown(text: str) -> None:
    assert concluded(text) is Conclusion.UNKNOWN


@given(st.text(max_size=40))
def test_no_text_is_ever_both_blank_and_conforming(text: str) -> None:
    if not text.strip():
        assert concluded(text) is Conclusion.UNANSWERED


def test_a_clause_that_carries_stars_is_grave_and_the_others_are_not() -> None:
    item = FORM.item_by_id["6"]
    assert gravity(item, "采用不合格原材料")[0] is True
    assert gravity(item, "未对供方进行评价")[0] is False
    assert gravity(item, "采购存在问题")[0] is None
    assert gravity(FORM.item_by_id["1"], "超范围生产")[0] is True
    assert gravity(ITEM, "设备未检定")[0] is False


@pytest.mark.parametrize("stem", ["65", "66", "67", "68"])
def test_findings_name_their_clause_and_their_gravity(stem: str) -> None:
    (truth_path,) = SAMPLES.glob(f"{stem}-*.truth.json")
    truth = json.loads(Path(truth_path).read_text("utf-8"))
    assert [(f.item, f.description, f.serious) for f in read(stem).findings] == [
        (f["item"], f["description"], f["serious"]) for f in truth["findings"]
    ]


def test_what_cannot_be_tied_to_a_clause_is_flagged_for_review() -> None:
    codes = {entry.flag.code for entry in read("66").review}
    assert {"gravity_unknown", "words_undecided"} <= codes


def test_three_values_in_one_cell_are_told_apart() -> None:
    submission = read("65")
    assert submission.value("legal_representative") == "卫国梁"
    assert submission.value("technical_head") == "柴思源"
    assert submission.value("phone") == "0348-5212345"


def test_numbers_that_a_form_lost_are_restored_and_flagged() -> None:
    submission = read("67")
    lost = [path for path, own in submission.flagged() if own.code == "item_number_lost"]
    assert lost == ["answers/9/conclusion", "answers/10/conclusion"]
    answer = submission.answer("10")
    assert answer is not None
    assert answer.conclusion is Conclusion.CONFORM


def test_a_statement_about_stopping_is_no_judgement() -> None:
    submission = read("66")
    answer = submission.answer("11")
    assert answer is not None
    assert answer.conclusion is Conclusion.NOT_APPLICABLE
    assert submission.value("stopped") is True
    assert submission.value("stopped_on") == "2017-11-20"
    assert not any(
        own.code == "unanswered" and "/11/" in path for path, own in read("65").flagged()
    )
