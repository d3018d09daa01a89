"""What contradicts is flagged and never flipped; problems become findings."""

from __future__ import annotations

import pytest

from docforge.flags import Blocks
from docforge.forms import choices, correct, derive, load_catalogue
from docforge.forms.judging.corrections import InvalidCorrection
from docforge.model import By, Conclusion, Submission
from tests.forms.layouts import HEADER, all_rows, codes, foot, head, paragraph, read, table

CATALOGUE = load_catalogue()


def filled(**answers: tuple[str, str]) -> Submission:
    return read(*head(), table([HEADER, *all_rows(**answers)]), foot())


def conclusion(submission: Submission, item: str) -> Conclusion:
    answer = submission.answer(item)
    assert answer is not None
    return answer.conclusion


def test_two_ticks_are_a_conflict_that_blocks_the_notice() -> None:
    submission = filled(i1_1=("☑符合 ☑不符合", "名称不一致"))
    assert conclusion(submission, "1.1") is Conclusion.CONFLICT
    assert [entry.flag.code for entry in submission.blockers(Blocks.NOTICE)] == ["two_marks"]
    assert submission.findings == ()


def test_conform_with_a_problem_is_flagged_and_stays_conform() -> None:
    submission = filled(i2_1=("☑符合 □不符合", "检定证书已过期"))
    assert conclusion(submission, "2.1") is Conclusion.CONFORM
    assert "conform_with_problem" in codes(submission)
    assert submission.findings == ()


@pytest.mark.parametrize("record", ["", "/", "无"])
def test_nonconform_without_words_blocks_its_notice_until_someone_fills_it(record: str) -> None:
    submission = filled(i2_1=("□符合 ☑不符合", record))
    assert "nonconform_without_text" in codes(submission)
    assert submission.findings == ()
    mended = correct(submission, {"answers/2.1/record": "检定证书已过期"}, CATALOGUE)
    assert not mended.blockers(Blocks.NOTICE)
    assert [finding.description for finding in mended.findings] == ["检定证书已过期"]
    assert mended.findings[0].basis == ("licence-regulation/9.3",)


def test_not_applicable_where_it_is_not_offered_is_flagged() -> None:
    assert "not_offered" in codes(filled(i5_1=("不适用", "")))


def test_not_applicable_against_its_printed_condition_is_flagged() -> None:
    food = paragraph("企业名称：云州测试纸品有限公司  产品类别 □工业产品 ☑食品相关产品")
    rows = all_rows(i2_2=("□符合 □不符合 ☑不适用", ""))
    assert "condition_unmet" in codes(read(head()[0], food, table([HEADER, *rows]), foot()))
    assert "condition_unmet" not in codes(filled(i2_2=("□符合 □不符合 ☑不适用", "")))


def test_no_mark_with_a_problem_is_unanswered_and_flagged() -> None:
    submission = filled(i4_1=("□符合 □不符合", "缺少8月份检验记录"))
    assert conclusion(submission, "4.1") is Conclusion.UNANSWERED
    assert "unmarked_problem" in codes(submission)


def test_numbered_problems_are_findings_of_their_own_with_ids_by_item() -> None:
    submission = filled(i2_1=("□符合 ☑不符合", "1.证书过期；2.缺少防护罩，已当场整改"))
    assert [finding.id for finding in submission.findings] == [
        f"{submission.id}/2.1/1",
        f"{submission.id}/2.1/2",
    ]
    assert [finding.corrected_on_site for finding in submission.findings] == [False, True]


def test_one_inspector_and_a_date_outside_the_campaign_are_told() -> None:
    late = paragraph("检查组成员签字：张伟  检查时间：2022年12月5日")
    submission = read(*head(), table([HEADER, *all_rows()]), late)
    assert {"few_inspectors", "date_out_of_range", "signature_missing"} <= codes(submission)


def test_a_stopped_enterprise_is_told() -> None:
    submission = filled(i3_1=("□符合 □不符合 ☑不适用", "企业自2022年4月起停产"))
    assert submission.value("stopped") is True
    assert "stopped_production" in codes(submission)


def test_deriving_again_changes_nothing() -> None:
    submission = filled(
        i1_1=("☑符合 ☑不符合", ""), i2_1=("□符合 ☑不符合", "1.证书过期；2.缺少防护罩")
    )
    assert derive(submission, CATALOGUE) == submission


def test_a_correction_keeps_who_said_what_and_what_stood_there() -> None:
    submission = filled(i1_1=("☑符合 ☑不符合", "名称不一致"))
    mended = correct(submission, {"answers/1.1/conclusion": "不符合"}, CATALOGUE)
    answer = mended.answer("1.1")
    assert answer is not None
    assert answer.conclusion is Conclusion.NONCONFORM
    assert answer.evidence.conclusion.by is By.PERSON
    assert answer.evidence.conclusion.raw == "☑符合 ☑不符合"
    assert [finding.description for finding in mended.findings] == ["名称不一致"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("answers/1.1/conclusion", "大概符合"),
        ("answers/12.1/conclusion", "符合"),
        ("fields/inspected_on", "2022年13月1日"),
        ("fields/product_category", "农产品"),
        ("rows/1/licence_no", "XK05-001-00001"),
        ("nonsense", "x"),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(path: str, text: str) -> None:
    with pytest.raises(InvalidCorrection):
        correct(filled(), {path: text}, CATALOGUE)


def test_the_choices_at_a_conclusion_are_those_the_form_offers() -> None:
    submission = filled()
    assert choices(submission, "answers/1.1/conclusion", CATALOGUE) == ("符合", "不符合")
    assert "不适用" in choices(submission, "answers/2.2/conclusion", CATALOGUE)
    assert choices(submission, "answers/2.2/record", CATALOGUE) == ()


def test_praise_beside_nonconform_holds_the_notice_until_a_person_has_judged() -> None:
    submission = filled(i7_1=("□符合 ☑不符合", "未发现违法行为"))
    assert [entry.flag.code for entry in submission.blockers(Blocks.NOTICE)] == [
        "nonconform_with_praise"
    ]
    mended = correct(submission, {"answers/7.1/conclusion": "符合"}, CATALOGUE)
    assert not mended.blockers(Blocks.NOTICE)
    assert mended.findings == ()


def test_what_a_person_wrote_is_not_judged_by_phrases() -> None:
    submission = filled(i2_1=("☑符合 □不符合", "检定证书已过期"))
    kept = correct(submission, {"answers/2.1/record": "检定证书已过期，当日已续检"}, CATALOGUE)
    assert "conform_with_problem" in codes(submission)
    assert "conform_with_problem" not in codes(kept)
