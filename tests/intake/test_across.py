"""What one form says and another denies or lacks: flagged where it stands, over a whole run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from docforge import data
from docforge.documents.register_sources import stopped_rows
from docforge.forms import derive, load_catalogue
from docforge.forms.kinds.free_text import yes_or_no
from docforge.intake.across import ACROSS, compared
from docforge.intake.loading import load_findings
from docforge.model import (
    By,
    Conclusion,
    Failure,
    Fault,
    Field,
    Row,
    Source,
    Submission,
    Value,
    flag,
)
from docforge.place import Place
from tests.cli.command_line import run
from tests.documents.document_cases import RECORD, STEEL, finding, row, submission

CATALOGUE = load_catalogue()
SAMPLES = data.shipped("samples")
PLANT, CODE = "岚阳县宏炉钢铁有限公司", "（晋）XK05-001-00023"
UNINSPECTED = "shanxi-2022/uninspected-enterprises"


def told(*submissions: Submission) -> list[tuple[str, str, str]]:
    """(submission, path, code) of what the checks across forms say."""
    lines = compared(submissions, CATALOGUE)
    return [
        (line.id, path, doubt.code)
        for line in lines
        if isinstance(line, Submission)
        for path, doubt in line.flagged()
        if doubt.code in ACROSS
    ]


def checklist(name: str = PLANT, **values: Any) -> Submission:
    return submission(name, id_="aaaaaaaaaaaa-1", **{"licence_no": CODE, **values})


def register(form: str = STEEL, *, name: str = PLANT, **values: Value) -> Submission:
    rows = [row(enterprise_name=name, **{"licence_no": CODE, **values})]
    return submission(None, id_="bbbbbbbbbbbb-1", form=form, rows=rows)


@pytest.mark.parametrize(
    ("answer", "problems", "flagged"),
    [
        ("有", (), True),
        ("有，1座高炉", ("检定证书过期",), True),
        ("有", ("存在违规新增产能",), False),
        ("无", (), False),
        ("有无违规产能", (), False),
        (None, (), False),
    ],
)
def test_what_a_register_admits_must_stand_in_the_summary(
    answer: str | None, problems: Sequence[str], flagged: bool
) -> None:
    asked = register(illegal_capacity=answer)
    summary = submission(
        PLANT,
        *map(finding, problems),
        licence_no=CODE,
        id_="cccccccccccc-1",
        form="shanxi-2022/issue-summary",
    )
    found = told(asked, summary)
    assert found == [("bbbbbbbbbbbb-1", "rows/1/illegal_capacity", "not_in_summary")] * flagged


def test_the_flag_stands_where_the_answer_does() -> None:
    place = Place(sheet="附件3", cell="M5")
    cells = {
        "enterprise_name": Field(value=PLANT),
        "obsolete_equipment": Field(value="有", place=place),
    }
    (line,) = compared([submission(None, form=STEEL, rows=[Row(cells=cells)])], CATALOGUE)
    assert isinstance(line, Submission)
    (flag,) = line.rows[0].cells["obsolete_equipment"].flags
    assert (flag.code, flag.place) == ("not_in_summary", place)


def test_who_stopped_must_be_recorded_as_not_inspected() -> None:
    stopped = [register(status="2022年3月起停产"), checklist(stopped=True)]
    assert told(*stopped) == [
        ("bbbbbbbbbbbb-1", "rows/1/status", "stopped_not_listed"),
        ("aaaaaaaaaaaa-1", "fields/stopped", "stopped_not_listed"),
    ]
    listed = submission(
        None,
        form=UNINSPECTED,
        id_="eeeeeeeeeeee-1",
        rows=[row(enterprise_name=PLANT, reason="停产")],
    )
    assert told(*stopped, listed) == []
    assert told(register(status="正常生产"), checklist(stopped=False)) == []


def test_rows_of_a_register_that_stopped_go_to_those_not_inspected() -> None:
    form = CATALOGUE.get(UNINSPECTED)
    made = stopped_rows(register(status="停产", stopped_on="2022-03-01"), form, CATALOGUE.phrases)
    assert made is not None
    assert (made.form.id, made.rows[0].cells["reason"].value) == (UNINSPECTED, "停产")
    running = stopped_rows(register(status="正常生产"), form, CATALOGUE.phrases)
    assert running is not None
    assert not running.rows
    assert stopped_rows(register(), CATALOGUE.get(STEEL), CATALOGUE.phrases) is None


def test_a_licence_that_another_form_knows_to_have_expired() -> None:
    inspected = checklist(inspected_on="2022-07-01")
    assert told(inspected, register(licence_valid_until="2022-06-30")) == [
        ("aaaaaaaaaaaa-1", "fields/licence_no", "licence_expired_elsewhere"),
        ("bbbbbbbbbbbb-1", "rows/1/licence_valid_until", "licence_expired_elsewhere"),
    ]
    assert told(inspected, register(licence_valid_until="2022-07-01")) == []
    renewed = register(licence_valid_until="2027-06-30").model_copy(update={"id": "ffffffffffff-1"})
    codes = told(inspected, register(licence_valid_until="2022-06-30"), renewed)
    assert [each[0] for each in codes] == ["bbbbbbbbbbbb-1"]


def test_one_licence_under_two_names_and_one_name_with_two_licences() -> None:
    assert told(checklist("岚阳宏炉钢铁公司"), register()) == [
        ("aaaaaaaaaaaa-1", "fields/enterprise_name", "enterprise_two_names"),
        ("bbbbbbbbbbbb-1", "rows/1/enterprise_name", "enterprise_two_names"),
    ]
    assert [
        code for *_, code in told(checklist(), register(licence_no="（晋）XK05-001-00099"))
    ] == ["enterprise_two_numbers"] * 2
    # Steel and cement: two licences of one enterprise, as it should be.
    assert told(checklist(), register(licence_no="（晋）XK08-001-00099")) == []
    # The same name, written in full width and with a space.
    assert told(checklist("岚阳县宏炉钢铁有限公司 "), register()) == []


def test_two_credit_codes_of_one_name() -> None:
    found = told(checklist(uscc="91350100M000100Y43"), register(uscc="911499000007000012"))
    assert [(path, code) for _, path, code in found] == [
        ("fields/uscc", "enterprise_two_numbers"),
        ("rows/1/uscc", "enterprise_two_numbers"),
    ]


def test_a_name_that_a_person_confirmed_is_not_doubted_again() -> None:
    sure = checklist("岚阳宏炉钢铁公司")
    fields = {**sure.fields, "enterprise_name": Field(value="岚阳宏炉钢铁公司", by=By.PERSON)}
    found = told(sure.model_copy(update={"fields": fields}), register())
    assert [each[0] for each in found] == ["bbbbbbbbbbbb-1"]


def test_a_scan_that_was_misread_doubts_itself_and_no_other_form() -> None:
    scan = checklist("岚阳县宏沪钢铁有限公司")
    doubt = flag("doubtful_text", raw="宏沪")
    name = Field(value="岚阳县宏沪钢铁有限公司", flags=(doubt,))
    scan = scan.model_copy(update={"fields": {**scan.fields, "enterprise_name": name}})
    assert [each[0] for each in told(scan, register())] == ["aaaaaaaaaaaa-1"]


def test_the_licence_in_a_sellers_row_is_its_suppliers() -> None:
    seller = register("jieyang-2019/sellers", name="云州某经营部")
    assert told(checklist(), seller) == []


def test_running_again_says_the_same_once_and_takes_back_what_is_settled() -> None:
    lines = [register(illegal_capacity="有"), checklist()]
    once = compared(lines, CATALOGUE)
    assert compared(once, CATALOGUE) == once
    problem = submission(PLANT, finding("违规新增产能"), licence_no=CODE, id_="cccccccccccc-1")
    settled = compared([*once, problem], CATALOGUE)
    assert not [line for line in settled if isinstance(line, Submission) and list(line.flagged())]


def test_a_file_that_failed_and_an_unknown_form_stay_as_they_are() -> None:
    failure = Failure(source=Source(name="x.pdf"), error=Fault(code="empty", message="empty"))
    unknown = submission("甲厂", form=RECORD)
    unknown = unknown.model_copy(update={"form": unknown.form.model_copy(update={"id": None})})
    assert compared([failure, unknown], CATALOGUE) == [failure, unknown]


@pytest.mark.parametrize("kind", ["jsonl", "json", "-"])
def test_parse_flags_across_all_its_sources(tmp_path: Path, kind: str) -> None:
    sources = [SAMPLES / "06-stopped.docx", SAMPLES / "801-shanxi-2022-cement-register.xlsx"]
    output, review = tmp_path / f"f.{kind}", tmp_path / "r.xlsx"
    if kind == "-":
        output.write_text(run("parse", *sources).stdout, encoding="utf-8")
    else:
        run("parse", *sources, "-o", output, "--review", review)
    codes = [f.code for s in load_findings(output).submissions for _, f in s.flagged()]
    assert codes.count("stopped_not_listed") == 2
    assert "not_in_summary" in codes
    assert "answer_tells_problem" in codes


def test_a_resumed_run_compares_with_what_it_read_before(tmp_path: Path) -> None:
    output = tmp_path / "f.jsonl"
    run("parse", SAMPLES / "06-stopped.docx", "-o", output)
    both = (SAMPLES / "06-stopped.docx", SAMPLES / "803-shanxi-2022-uninspected-enterprises.xlsx")
    before = [f.code for s in load_findings(output).submissions for _, f in s.flagged()]
    assert "stopped_not_listed" in before
    run("parse", *both, "-o", output, "--resume")
    assert len(load_findings(output).submissions) == 2


@pytest.mark.parametrize(
    ("form", "item", "word", "said"),
    [
        ("unlicensed", "1", "是", Conclusion.NONCONFORM),
        ("unlicensed", "1", "否", Conclusion.CONFORM),
        ("licensed", "2", "有", Conclusion.NONCONFORM),
        ("licensed", "3", "是", Conclusion.CONFORM),
        ("licensed", "3", "否", Conclusion.NONCONFORM),
        ("licensed", "6", "是", None),
        ("licensed", "3", "是，但无协议", None),
    ],
)
def test_a_bare_yes_is_read_by_the_question(
    form: str, item: str, word: str, said: Conclusion | None
) -> None:
    definition = CATALOGUE.get(f"anshan-2018/{form}-checklist")
    assert yes_or_no(word, definition.item_by_id[item]) is said


def test_a_day_outside_the_campaign_and_a_single_inspector_are_flagged() -> None:
    late = submission("甲厂", form="anshan-2018/licensed-checklist", inspected_on="2018-10-01")
    codes = {flag.code for _, flag in derive(late, CATALOGUE).flagged()}
    assert "date_out_of_range" in codes
    rows = [row(enterprise_name="甲厂", inspectors=names) for names in ("李某", "李某、王某", None)]
    ledger = submission(None, form="anshan-2018/work-ledger", rows=rows)
    found = [
        path for path, flag in derive(ledger, CATALOGUE).flagged() if flag.code == "few_inspectors"
    ]
    assert found == ["rows/1/inspectors"]
