"""Layouts that were once read wrong: foreign option headings, frames, excerpts, 同上."""

from __future__ import annotations

import pytest

from docforge.forms import load_catalogue
from docforge.forms.kinds.register import read_register
from docforge.layout import Cell, Paragraph, Table, Text
from docforge.model import Conclusion
from docforge.readers.glyphs import marks_in
from tests.forms.layouts import (
    HEADER,
    TITLE,
    all_rows,
    codes,
    document,
    foot,
    head,
    paragraph,
    read,
    row,
    table,
)

C = Conclusion


def _columns(headings: list[str], signs: list[str]) -> Table:
    heading = [*HEADER[:3], *headings, *HEADER[4:]]
    rows = [row(item) for item in ("1.1", "1.2", "3.1", "5.1")]
    return table([heading, *([*r[:3], *signs, *r[4:]] for r in rows)])


@pytest.mark.parametrize(
    "headings", [["是", "否"], ["是", "否", "不适用"], ["甲类", "乙类", "丙类"]]
)
def test_a_tick_under_a_heading_that_is_no_option_is_never_taken_as_conform(
    headings: list[str],
) -> None:
    for at in range(len(headings)):
        signs = ["√" if at == column else "" for column in range(len(headings))]
        submission = read(*head(), _columns(headings, signs), foot())
        answer = submission.answer("1.1")
        assert answer is not None
        if headings[at] == "不适用":
            assert answer.conclusion is C.NOT_APPLICABLE
        else:
            assert answer.conclusion is C.UNKNOWN
            assert "unclear_mark" in codes(submission)


def test_options_headed_as_items_of_a_kind_are_options() -> None:
    submission = read(*head(), _columns(["符合项", "不符合项", "不适用项"], ["", "√", ""]), foot())
    answer = submission.answer("1.2")
    assert answer is not None
    assert answer.conclusion is C.NONCONFORM


def test_a_form_inside_a_frame_is_read_as_if_it_stood_on_the_page() -> None:
    lines = f"附件2\n{TITLE}\n企业名称(盖章)：云州测试钢铁有限公司"
    inner = table([HEADER, *all_rows(i1_2=("□符合 ☑不符合", "未列明。"))])
    frame = Table(1, 1, (Cell(1, 1, (Text(lines), inner, Text("检查时间：2022年7月5日"))),))
    submission = read(frame)
    answer = submission.answer("1.2")
    assert submission.form.id == "shanxi-2022/inspection-record"
    assert submission.value("enterprise_name") == "云州测试钢铁有限公司"
    assert submission.value("inspected_on") == "2022-07-05"
    assert answer is not None
    assert answer.conclusion is C.NONCONFORM


def test_a_few_items_under_the_forms_own_title_are_that_form() -> None:
    rows = [row("1.1", "☑符合 □不符合"), row("3.1", "□符合 ☑不符合 □不适用", "停产。")]
    submission = read(*head(), table([HEADER, *rows]), foot())
    assert submission.form.id == "shanxi-2022/inspection-record"
    stranger = [["1", "消防", f"疏散通道是否畅通{n}", "☑符合 □不符合", "好", ""] for n in range(5)]
    assert read(*head(), table([HEADER, *rows, *stranger]), foot()).form.id is None


def test_options_on_lines_of_their_own_are_one_answer() -> None:
    lines = [
        *head(),
        paragraph("(1)企业是否正常生产。"),
        paragraph("□符合"),
        paragraph("☑不符合"),
        paragraph("□不适用"),
    ]
    others = table([HEADER, *(r for r in all_rows() if "正常生产" not in r[2])])
    submission = read(*lines, others, foot())
    answer = submission.answer("3.1")
    assert answer is not None
    assert answer.conclusion is C.NONCONFORM


@pytest.mark.parametrize("sign", ["同上", "〃", "（同上）", "同上。", "〃〃", "同上条"])
def test_ditto_stands_for_conclusion_record_and_remark_above(sign: str) -> None:
    rows = all_rows(i1_1=("□符合 ☑不符合", "未变更。"), i1_2=(sign, sign), i1_3=(sign, sign))
    submission = read(*head(), table([HEADER, *rows]), foot())
    for item in ("1.2", "1.3"):
        answer = submission.answer(item)
        assert answer is not None
        assert (answer.conclusion, answer.record) == (C.NONCONFORM, "未变更。")
        assert "ditto" in {flag.code for flag in answer.evidence.record.flags}
        assert "ditto" in {flag.code for flag in answer.evidence.conclusion.flags}


def test_ditto_with_nothing_above_is_doubted() -> None:
    submission = read(*head(), table([HEADER, *all_rows(i1_1=("☑符合 □不符合", "同上"))]), foot())
    answer = submission.answer("1.1")
    assert answer is not None
    assert "ambiguous_value" in {flag.code for flag in answer.evidence.record.flags}


def test_ditto_in_a_register_takes_the_value_of_the_row_above() -> None:
    form = load_catalogue().get("shanxi-2022/steel-register")
    header = ["序号", "企业名称", "生产地址", "生产许可证编号", "有效期", "总产量", "钢筋"]
    rows = [
        ["1", "云州甲钢铁有限公司", "云州市一号", "XK05-001-00001", "2026-05-03", "12", "3"],
        ["2", "云州乙钢铁有限公司", "同上", "XK05-001-00002", "〃", "同上", "4"],
    ]
    reading = read_register(document(table([header, *rows])), form, load_catalogue())
    second = reading.rows[1].cells
    assert second["production_address"].value == "云州市一号"
    assert second["licence_valid_until"].value == "2026-05-03"
    assert second["output_total"].value == 12
    assert second["output_rebar"].value == 4
    assert [flag.code for flag in second["output_total"].flags] == ["ditto"]


def test_ditto_at_an_address_stands_for_the_other_one() -> None:
    lines = [*head(), Paragraph(marks_in("生产地址：云州市一号")), paragraph("住所：同上")]
    submission = read(*lines, table([HEADER, *all_rows()]), foot())
    assert submission.value("production_address") == "云州市一号"
    assert submission.value("business_address") == "云州市一号"
    assert "ditto" in codes(submission)


def test_marked_options_that_slipped_out_of_their_column_are_found() -> None:
    rows = [[*r[:3], "", r[3], *r[4:]] for r in all_rows(i1_1=("□符合 ☑不符合", "未变更。"))]
    submission = read(*head(), table([[*HEADER, ""], *rows]), foot())
    answer = submission.answer("1.1")
    assert answer is not None
    assert answer.conclusion is C.NONCONFORM


def test_a_record_in_a_row_below_its_item_is_read() -> None:
    rows = []
    for item in ("1.1", "1.2", "3.1", "5.1"):
        own = row(item, "☑符合 □不符合")
        rows += [[own[0], own[2], own[3]], ["", "检查记录", f"记录{item}"]]
    submission = read(*head(), table([["序号", "检查内容", "检查结论"], *rows]), foot())
    answer = submission.answer("1.2")
    assert answer is not None
    assert answer.record == "记录1.2"


def test_options_of_the_head_may_begin_beside_their_label_and_go_on_below() -> None:
    lines = [paragraph(TITLE), paragraph("企业名称(盖章)：云州测试钢铁有限公司")]
    lines += [paragraph("产品类别：工业产品□"), paragraph("食品相关产品☑")]
    submission = read(*lines, table([HEADER, *all_rows()]), foot())
    assert submission.value("product_category") == "食品相关产品"


@pytest.mark.parametrize("media", ["scan", "docx"])
def test_a_column_whose_head_was_misread_on_a_scan_is_told_by_its_neighbours_in_doubt(
    media: str,
) -> None:
    form = load_catalogue().get("shanxi-2022/steel-register")
    header = ["序号", "企业名称", "生厂地上", "生产许可证编号", "有效期", "总产量", "钢筋"]
    rows = [["1", "云州甲钢铁有限公司", "云州市一号", "XK05-001-00001", "2026-05-03", "12", "3"]]
    paper = document(table([header, *rows]), media=media)
    cells = read_register(paper, form, load_catalogue()).rows[0].cells
    address = cells["production_address"]
    told = [address.value, *(flag.code for flag in address.flags)]
    assert told == (["云州市一号", "doubtful_text"] if media == "scan" else [None])
    assert not cells["output_total"].flags


def test_what_stands_under_heads_that_nothing_tells_leaves_the_columns_it_may_be_in_doubt() -> None:
    form = load_catalogue().get("shanxi-2022/steel-register")
    header = ["序号", "企业名称", "司业", "某某", "有效期", "总产量", "钢筋"]
    rows = [["1", "云州甲钢铁有限公司", "云州市一号", "", "2026-05-03", "12", "3"]]
    narrow = [[*each[:2], each[2], *each[4:]] for each in (header, *rows)]
    paper = document(table(narrow), media="scan")
    cells = read_register(paper, form, load_catalogue()).rows[0].cells
    for key in ("production_address", "licence_no"):
        assert cells[key].value is None
        assert [flag.code for flag in cells[key].flags] == ["doubtful_text"]
