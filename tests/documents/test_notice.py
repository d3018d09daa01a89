"""Rectification notices: who gets one, what it says, and what keeps it back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docforge.documents.deadline import DeadlineFrom
from docforge.documents.letterhead import District, Letterhead
from docforge.documents.notice import NoticeOptions, NoticePlan, plan_notices, write_notices
from docforge.documents.statutes import load_statutes
from docforge.model import Submission
from tests.documents.document_cases import (
    KNOWN,
    blocking_flag,
    document,
    finding,
    lines,
    submission,
    text_of,
)

STATUTES = load_statutes()
ISSUED = date(2022, 6, 10)
LETTERHEAD = Letterhead(
    name="某某市市场监督管理局",
    short="某",
    address="某路8号",
    phone="0351-7654321",
    contact="李某",
    appeal_authority="某某市人民政府",
    court="某某区人民法院",
    copies=3,
)
GENERAL_LAW = "《中华人民共和国行政处罚法》"
APPEAL = (
    "如对本责令改正决定不服，可以自收到本通知书之日起六十日内向某某市人民政府申请行政复议；"
    "也可以在六个月内依法向某某区人民法院提起行政诉讼。"
)
EXPIRED = finding("检定证书已过期")
UNMARKED = finding("标牌未标注编号", item="5.1", basis=["licence-regulation/33"])
CORRECTED = finding("标牌缺失", corrected=True)
BASELESS = finding("未提交自查报告", item="9.1", basis=[])

NO_BASIS = (
    "item 9.1: no statute is named; name one under `basis` in your own copy of the form's "
    "definition, or write a draft with --draft."
)


def plans(*submissions: Submission, **options: Any) -> list[NoticePlan]:
    chosen = NoticeOptions(issued_on=ISSUED, **options)
    return plan_notices(submissions, STATUTES, chosen, LETTERHEAD)


def plan(*submissions: Submission, **options: Any) -> NoticePlan:
    (one,) = plans(*submissions, **options)
    return one


def printed(folder: Path, *submissions: Submission, **options: Any) -> list[str]:
    (written,) = write_notices(plans(*submissions, **options), folder)
    return lines(written.path)


def test_the_notice_reads_as_the_form_prescribes(tmp_path: Path) -> None:
    said = printed(tmp_path, submission("甲公司", EXPIRED, UNMARKED, **KNOWN), days=15)
    law = "《中华人民共和国工业产品生产许可证管理条例》"
    assert said == [
        "某某市市场监督管理局",
        "责令改正通知书",
        "某市监责改〔2022〕　　号",
        "甲公司：",
        "统一社会信用代码：91350100M000100Y43",
        "生产许可证编号：（晋）XK05-001-00001",
        "住所（生产地址）：岚阳县工业园一号",
        "法定代表人（负责人）：张某",
        "经查，你（单位）存在以下行为：",
        "1. 检定证书已过期。",
        "2. 标牌未标注编号。",
        f"上述行为违反了{law}第九条第三项、第三十三条的规定。",
        f"依据{law}第四十七条，{GENERAL_LAW}第二十八条第一款的规定，现责令你（单位）：",
        "☐立即予以改正。",
        "☑在2022年6月25日前（含当日）改正。",
        APPEAL,
        "联系人：李某　　联系电话：0351-7654321",
        "联系地址：某路8号",
        "某某市市场监督管理局",
        "（印章）",
        "2022年6月10日",
        "本文书一式三份，一份送达，一份归档，一份________________。",
    ]


@pytest.mark.parametrize(
    ("options", "at_once", "limited"),
    [
        ({"days": 0}, "☑立即予以改正。", "☐在________年____月____日前改正。"),
        ({}, "☐立即予以改正。", "☐在________年____月____日前改正。"),
        (
            {"days": 5, "deadline_from": DeadlineFrom.RECEIPT},
            "☐立即予以改正。",
            "☑自收到本通知书之日起5日内改正。",
        ),
    ],
)
def test_the_boxes_follow_the_deadline(
    tmp_path: Path, options: dict[str, Any], at_once: str, limited: str
) -> None:
    said = printed(tmp_path, submission("甲公司", EXPIRED, **KNOWN), **options)
    assert at_once in said
    assert limited in said


def test_optional_sentences_are_printed_only_when_wanted(tmp_path: Path) -> None:
    case = submission("甲公司", UNMARKED, **KNOWN)
    said = printed(tmp_path, case, penalty=True, requirements="补齐标识。")
    law = "《中华人民共和国工业产品生产许可证管理条例》第四十七条"
    assert "改正内容及要求：补齐标识。" in said
    assert f"逾期不改的，本局将依据{law}的规定，依法予以处理。" in said
    assert not [line for line in printed(tmp_path, case) if line.startswith(("改正内容", "逾期"))]


def test_what_was_corrected_on_the_spot_is_not_ordered_again() -> None:
    assert plans(submission("甲公司", CORRECTED, **KNOWN)) == []
    assert len(plan(submission("甲公司", CORRECTED, EXPIRED, **KNOWN)).findings) == 1


def test_one_notice_an_enterprise_naming_each_site() -> None:
    north = submission("甲公司", EXPIRED, id_="a-1", uscc="U1", production_address="北厂")
    south = submission("甲公司", UNMARKED, id_="b-1", uscc="U1", production_address="南厂")
    both = plan(south, north)
    assert both.submissions == ("a-1", "b-1")
    assert both.context["findings"] == [
        "检定证书已过期（生产地址：北厂）。",
        "标牌未标注编号（生产地址：南厂）。",
    ]
    assert both.context["identity"][2]["value"] == "北厂；南厂"
    each = plans(south, north, per_site=True)
    assert [one.submissions for one in each] == [("a-1",), ("b-1",)]
    assert len({one.file_name for one in each}) == 2


def test_a_problem_on_checklist_and_summary_is_charged_once_with_its_basis() -> None:
    record = submission("甲公司", EXPIRED, id_="b-1", **KNOWN)
    again = finding("检定证书已过期。", item="1", basis=[])
    summary = submission("甲公司", again, id_="a-1", form="shanxi-2022/issue-summary")
    one = plan(record, summary)
    assert [each.id for each in one.findings] == ["b-1/2.1/1"]
    assert one.blocked == ()


def test_a_finding_without_basis_blocks_and_is_named(tmp_path: Path) -> None:
    case = submission("甲公司", EXPIRED, BASELESS, **KNOWN)
    blocked = plan(case)
    assert not blocked.writable
    assert blocked.blocked == (NO_BASIS,)
    assert blocked.missing == ("依据",)
    assert write_notices([blocked], tmp_path) == []


def test_a_draft_is_written_and_marked(tmp_path: Path) -> None:
    case = submission("甲公司", EXPIRED, BASELESS, **KNOWN)
    (written,) = write_notices(plans(case, draft=True), tmp_path)
    assert written.path.name == "甲公司-责令改正通知书（草稿）.docx"
    assert "第九条第三项、【缺：依据】的规定" in text_of(document(written.path))
    assert NO_BASIS in written.reasons


def test_draft_changes_nothing_where_nothing_blocks() -> None:
    one = plan(submission("甲公司", EXPIRED, **KNOWN), draft=True)
    assert (one.draft, one.context["header_note"]) == (False, "法条引用待法制审核")


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (submission("甲", EXPIRED, flags=[blocking_flag()]), "more than one option"),
        (submission("甲", finding(" ")), "the problem is not described"),
        (submission("甲", finding("缺", basis=["some-law/1"])), "no statute “some-law/1”"),
        (submission("甲", flags=[blocking_flag()]), "more than one option"),
    ],
)
def test_what_is_in_doubt_keeps_a_notice_back(case: Submission, reason: str) -> None:
    one = plan(case)
    assert not one.writable
    assert reason in " ".join(one.blocked)


def test_a_doubtful_form_without_findings_is_listed_but_never_written() -> None:
    one = plan(submission("甲公司", flags=[blocking_flag()]), draft=True)
    assert (one.findings, one.writable) == ((), False)


def test_a_statute_not_yet_in_force_blocks() -> None:
    old = NoticeOptions(issued_on=date(2022, 1, 1))
    case = submission("甲", finding("未报告", basis=["licence-regulation/53"]), **KNOWN)
    (one,) = plan_notices([case], STATUTES, old, LETTERHEAD)
    assert "not in force" in " ".join(one.blocked)


def test_a_deadline_that_is_over_or_unknown_blocks() -> None:
    late = submission("甲", EXPIRED, inspected_on="2022-05-01")
    chosen = {"days": 10, "deadline_from": DeadlineFrom.INSPECTION}
    assert "lies before the day of the notice" in plan(late, **chosen).blocked[0]
    undated = plan(submission("甲", EXPIRED), **chosen)
    assert "date is not known" in undated.blocked[0]
    assert "检查时间" in undated.missing


def test_two_enterprises_of_one_name_are_not_mixed() -> None:
    cases = [
        submission("甲", EXPIRED, id_=f"{letter}-1", uscc=uscc)
        for letter, uscc in (("a", "U1"), ("b", "U2"), ("c", None))
    ]
    found = plans(*cases)
    assert [one.submissions for one in found] == [("a-1",), ("b-1",), ("c-1",)]
    assert [bool(one.blocked) for one in found] == [False, False, True]


def test_a_changed_name_is_pointed_out() -> None:
    old = submission("甲公司", EXPIRED, id_="a-1", uscc="U1")
    new = submission("乙公司", UNMARKED, id_="b-1", uscc="U1")
    assert "Several names stand for this enterprise: 乙公司、甲公司." in plan(old, new).remarks


def test_what_is_not_known_is_printed_and_listed() -> None:
    (one,) = plan_notices(
        [submission("甲公司", EXPIRED)], STATUTES, NoticeOptions(issued_on=ISSUED)
    )
    assert one.writable
    assert one.missing == (
        "发文机关", "发文字号", "复议机关", "管辖法院", "联系人", "联系电话", "联系地址",
        "统一社会信用代码", "生产许可证编号", "住所（生产地址）", "法定代表人（负责人）",
    )  # fmt: skip
    assert one.context["bureau_name"] == "【缺：发文机关】"


def test_statutes_that_lawyers_have_not_seen_are_said_on_paper_and_in_the_plan() -> None:
    one = plan(submission("甲公司", EXPIRED, **KNOWN))
    assert one.context["header_note"] == "法条引用待法制审核"
    assert "Await legal review" in one.remarks[0]
    assert "第二十八条第一款" in one.remarks[0]


def test_plans_do_not_depend_on_the_order_of_the_input(tmp_path: Path) -> None:
    cases = [
        submission(name, EXPIRED, id_=f"{name}-1", **KNOWN | {"uscc": name, "licence_no": ""})
        for name in ("丙", "甲", "乙")
    ]
    forth, back = plans(*cases), plans(*reversed(cases))
    assert forth == back
    first = [each.path.read_bytes() for each in write_notices(forth, tmp_path / "1")]
    assert first == [each.path.read_bytes() for each in write_notices(back, tmp_path / "2")]


def test_the_day_of_the_notice_defaults_to_today_not_to_the_start_of_the_program() -> None:
    (one,) = plan_notices([submission("甲公司", EXPIRED)], STATUTES)
    today = date.today()
    assert f"{today.year}年" in one.context["issued_on"]


def test_notices_of_many_districts_come_from_their_own_offices() -> None:
    letterhead = LETTERHEAD.model_copy(
        update={
            "districts": (
                District(match=("岚阳县",), name="岚阳县市场监督管理局", short="岚"),
                District(match=("园一号",), name="园区市场监督管理局"),
            )
        }
    )
    cases = [
        submission("甲", EXPIRED, id_="a-1", production_address="岚阳县南街"),
        submission("乙", EXPIRED, id_="b-1", production_address="云州市"),
        submission("丙", EXPIRED, id_="c-1", production_address="岚阳县工业园一号"),
    ]
    options = NoticeOptions(issued_on=ISSUED)
    found = {one.enterprise: one for one in plan_notices(cases, STATUTES, options, letterhead)}
    assert found["甲"].context["bureau_name"] == "岚阳县市场监督管理局"
    assert found["甲"].context["document_number"].startswith("岚市监责改")
    assert "复议机关" in found["甲"].missing
    assert found["乙"].context["bureau_name"] == "某某市市场监督管理局"
    assert "several districts" in found["丙"].blocked[0]


def test_an_order_that_was_not_in_force_yet_blocks_as_well() -> None:
    early = NoticeOptions(issued_on=date(2021, 7, 1))
    (one,) = plan_notices([submission("甲", EXPIRED, **KNOWN)], STATUTES, early, LETTERHEAD)
    assert "“administrative-penalty-law/28” is not in force" in " ".join(one.blocked)
