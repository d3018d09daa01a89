"""Items are found by number and text together, whatever was done to the rows."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from docforge.layout import Cell, Table
from docforge.model import Conclusion
from docforge.place import Place
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
    text,
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


def test_two_items_side_by_side_in_a_row_are_both_read() -> None:
    header = ["编号", "检查内容", "检查结论", "检查记录"] * 2
    items = [[i.id, i.text, "符合", f"记录{i.id}"] for i in FORM.items]
    rows = [[*left, *right] for left, right in zip(items[:8], items[8:], strict=True)]
    submission = read(*head(), table([header, *rows]), foot())
    assert {a.item: a.record for a in submission.answers} == {
        i.id: f"记录{i.id}" for i in FORM.items
    }


def test_a_conclusion_written_into_the_record_is_read_with_a_doubt() -> None:
    rows = all_rows(i2_1=("符合 不符合", "不符合：检定证书过期"))
    answer = read(*head(), table([HEADER, *rows]), foot()).answer("2.1")
    assert answer is not None
    assert (answer.conclusion, answer.record) == (NONCONFORM, "检定证书过期")
    assert [doubt.code for doubt in answer.evidence.conclusion.flags] == ["typed_conclusion"]


def _in_grid(rows: list[list[str]], starts: list[int], number: int) -> Table:
    """A table whose cells begin in other grid columns than one after the other."""
    narrow = table(rows, number)
    width = starts[-1]
    spans = [b - a for a, b in pairwise([*starts, width + 1])]
    cells = [
        replace(cell, column=starts[cell.column - 1], column_span=spans[cell.column - 1])
        for cell in narrow.cells
    ]
    return Table(narrow.rows, width, tuple(cells))


def test_a_row_torn_over_pages_with_other_grids_is_put_together() -> None:
    rows = all_rows(i4_1=PROBLEM)
    first = [*rows[7][:3], "☑符合 □不符合", "", "环保要求正常停产"]
    second = ["", "", "", "□不适用", "", "不适用"]
    submission = read(
        *head(),
        _in_grid([HEADER, *rows[:7], first], [1, 2, 3, 6, 7, 9], 1),
        table([second, *rows[8:]], 2),
        foot(),
    )
    torn, later = submission.answer("3.1"), submission.answer("4.1")
    assert torn is not None
    assert later is not None
    assert (torn.conclusion, torn.remark) == (CONFORM, None)
    assert (later.conclusion, later.record) == (NONCONFORM, "检定证书过期")


def test_a_merged_record_describes_the_item_that_does_not_conform() -> None:
    merged = table([HEADER, *all_rows(i1_2=("□符合 ☑不符合", ""))])
    cells = [c for c in merged.cells if not (c.column == 5 and c.row in (2, 3, 4))]
    record = Cell(2, 5, text("经营范围未包含许可证产品"), row_span=3, place=Place(table=1, row=2))
    answer = read(*head(), Table(merged.rows, merged.columns, (*cells, record)), foot()).answer(
        "1.2"
    )
    assert answer is not None
    assert answer.record == "经营范围未包含许可证产品"


@pytest.mark.parametrize(
    ("row_", "key", "value"),
    [
        (["检查时间", "2022", "年", "8", "月", "24", "日"], "inspected_on", "2022-08-24"),
        (["统一社会信用代码", *"91350100M000100Y43"], "uscc", "91350100M000100Y43"),
        (["检查组成员签字", "申玉兰", "欧阳志远"], "inspectors", ("申玉兰", "欧阳志远")),
    ],
)
def test_a_value_spread_over_narrow_cells_is_gathered(
    row_: list[str], key: str, value: object
) -> None:
    particulars = table([row_], 2)
    submission = read(*head(), particulars, table([HEADER, *all_rows()]))
    assert submission.value(key) == value


def test_a_row_that_says_it_goes_on_from_the_page_before_does() -> None:
    rows = all_rows(i4_1=("□符合 ☑不符合", "缺少8月份记录；"))
    more = ["", "", "（接上页）", "", "化验室未配置恒温箱", ""]
    submission = read(
        *head(), table([HEADER, *rows[:10]]), table([HEADER, more, *rows[10:]], 2), foot()
    )
    answer = submission.answer("4.1")
    assert answer is not None
    assert answer.record == "缺少8月份记录；\n化验室未配置恒温箱"


def test_a_record_that_belongs_to_no_item_is_told() -> None:
    stray = ["", "", "其它", "", "门卫室未设登记簿", ""]
    submission = read(*head(), table([HEADER, *all_rows(), stray]), foot())
    assert "row_not_matched" in codes(submission)


def test_a_header_in_one_line_tells_that_the_columns_were_lost() -> None:
    lines = [paragraph("  ".join(each)) for each in (HEADER, *all_rows())]
    submission = read(*head(), *lines, foot())
    assert "columns_lost" in codes(submission)
    assert "columns_lost" not in codes(read(*head(), table([HEADER, *all_rows()]), foot()))


def test_only_one_row_is_torn_by_a_page_break() -> None:
    rows = all_rows()
    options = [["", "", "", "□不符合", "", ""], ["", "", "", "☑不适用", "", ""]]
    first = [*rows[6][:3], "□符合", "", rows[6][5]]
    torn = [*rows[7][:3], "☑符合", "现场两条线在产，", ""]
    rest = ["", "", "", "□不符合", "未停产", ""]
    last = ["", "", "", "□不适用", "", ""]
    submission = read(
        *head(),
        table([HEADER, *rows[:6], first, *options, torn]),
        table([rest, last, *rows[8:]], 2),
        foot(),
    )
    stored, running = submission.answer("2.4"), submission.answer("3.1")
    assert stored is not None
    assert running is not None
    assert stored.conclusion is Conclusion.NOT_APPLICABLE
    assert (running.conclusion, running.record) == (CONFORM, "现场两条线在产，未停产")
