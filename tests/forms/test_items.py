"""Items are found by number and text together, whatever was done to the rows."""

from __future__ import annotations

from docforge.model import Conclusion
from tests.forms.layouts import (
    FORM,
    HEADER,
    all_rows,
    codes,
    foot,
    head,
    paragraph,
    read,
    row,
    table,
)

CONFORM, NONCONFORM = Conclusion.CONFORM, Conclusion.NONCONFORM
PROBLEM = ("□符合 ☑不符合", "检定证书过期")


def test_every_item_of_a_plain_form_is_found() -> None:
    submission = read(*head(), table([HEADER, *all_rows()]), foot())
    assert [answer.conclusion for answer in submission.answers] == [CONFORM] * 16


def test_a_deleted_row_leaves_its_item_missing_and_the_others_in_place() -> None:
    rows = [each for each in all_rows(i2_1=PROBLEM) if FORM.item_by_id["1.2"].text not in each[2]]
    submission = read(*head(), table([HEADER, *rows]), foot())
    missing = submission.answer("1.2")
    problem = submission.answer("2.1")
    assert missing is not None
    assert problem is not None
    assert missing.conclusion is Conclusion.UNANSWERED
    assert [flag.code for flag in missing.evidence.conclusion.flags] == ["item_missing"]
    assert problem.conclusion is NONCONFORM


def test_moved_rows_are_found_by_their_text() -> None:
    rows = all_rows(i9_1=PROBLEM)
    submission = read(*head(), table([HEADER, *reversed(rows)]), foot())
    answer = submission.answer("9.1")
    assert answer is not None
    assert (answer.conclusion, answer.record) == (NONCONFORM, "检定证书过期")


def test_a_reworded_row_is_found() -> None:
    rows = all_rows()
    rows[1] = row("1.2", *PROBLEM, text="查看营业执照的经营范围，是否包括许可证产品")
    answer = read(*head(), table([HEADER, *rows]), foot()).answer("1.2")
    assert answer is not None
    assert answer.conclusion is NONCONFORM


def test_a_form_split_into_tables_without_headers_reads_as_one() -> None:
    rows = all_rows(i6_1=PROBLEM)
    submission = read(
        *head(), table([HEADER, *rows[:4]]), table(rows[4:11], 2), table(rows[11:], 3), foot()
    )
    answer = submission.answer("6.1")
    assert answer is not None
    assert (answer.conclusion, answer.record) == (NONCONFORM, "检定证书过期")
    assert "row_not_matched" not in codes(submission)


def test_a_row_torn_by_a_page_break_is_put_together() -> None:
    rows = all_rows(i2_1=PROBLEM)
    whole = rows[3]
    cut = len(whole[2]) // 2
    first = [whole[0], whole[1], whole[2][:cut], whole[3], "检定证书", ""]
    second = ["", "", whole[2][cut:], "", "过期", ""]
    submission = read(
        *head(), table([HEADER, *rows[:3], first]), table([second, *rows[4:]], 2), foot()
    )
    answer = submission.answer("2.1")
    assert answer is not None
    assert (answer.conclusion, answer.record) == (NONCONFORM, "检定证书过期")


def test_a_table_without_any_header_is_understood_by_its_rows() -> None:
    submission = read(*head(), table(all_rows(i4_1=PROBLEM)), foot())
    answer = submission.answer("4.1")
    assert answer is not None
    assert (answer.conclusion, answer.record, answer.remark) == (NONCONFORM, "检定证书过期", None)


def test_items_as_paragraphs_without_a_table_are_read() -> None:
    lines = [paragraph(each[2] + " " + each[3]) for each in all_rows(i5_1=PROBLEM)]
    answer = read(*head(), *lines, foot()).answer("5.1")
    assert answer is not None
    assert answer.conclusion is NONCONFORM


def test_an_extra_row_of_an_office_is_told_and_changes_no_item() -> None:
    extra = ["10", "安全", "(1)消防器材是否在有效期内。", "□符合 ☑不符合", "灭火器过期", ""]
    submission = read(*head(), table([HEADER, *all_rows(), extra]), foot())
    last = submission.answer("9.1")
    assert last is not None
    assert (last.conclusion, last.record) == (CONFORM, None)
    assert "row_not_matched" in codes(submission)


def test_an_item_that_stands_twice_with_other_answers_is_told() -> None:
    rows = [*all_rows(), row("9.1", *PROBLEM)]
    assert "item_twice" in codes(read(*head(), table([HEADER, *rows]), foot()))


def test_what_was_added_to_a_printed_remark_is_the_remark() -> None:
    rows = all_rows()
    rows[4][5] += "；本企业生产纸杯"
    answer = read(*head(), table([HEADER, *rows]), foot()).answer("2.2")
    assert answer is not None
    assert answer.remark == "本企业生产纸杯"


def test_another_checklist_is_not_forced_into_the_nearest_form() -> None:
    rows = [
        [str(n), "消防", f"({n}){text}", "☑符合 □不符合", "", ""]
        for n, text in enumerate(
            ["疏散通道是否畅通无阻。", "灭火器压力是否正常。", "应急照明是否完好有效。"], start=1
        )
    ]
    submission = read(paragraph("消防安全监督检查记录表"), table([HEADER, *rows]))
    assert submission.form.id is None
    assert "form_unknown" in codes(submission)
    assert submission.tables[0].rows[1][2] == "(1)疏散通道是否畅通无阻。"
