"""The ledger's state machine: states follow from what happened, in any order, and only once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from docforge.documents.ledger.events import Event, Kind, Standing
from docforge.documents.ledger.incoming import news_of
from docforge.documents.ledger.lines import Line
from docforge.documents.ledger.states import State, passed, settled, state_of
from docforge.documents.ledger.updating import Ledger, News, Updated, update
from docforge.forms import load_catalogue
from docforge.model import Answer, Conclusion
from tests.documents.document_cases import finding, row, submission

CATALOGUE = load_catalogue()
FORM = CATALOGUE.get("anshan-2018/work-ledger")
TODAY = date(2022, 9, 1)
ONE, TWO = "aaaaaaaaaaaa-1/2.1/1", "aaaaaaaaaaaa-1/4.1/2"


def found(id_: str = ONE, problem: str = "检定证书过期", **more: str) -> Line:
    base = {
        "finding": id_,
        "enterprise_name": "岚阳县宏炉钢铁有限公司",
        "licence_no": "XK05-001-00001",
        "inspected_on": "2022-06-10",
        "problem": problem,
    }
    return Line(id_, base={**base, **more})


def happened(kind: Kind, day: str, words: str = "", line: str = ONE, deadline: str = "") -> Event:
    key = f"{kind}/{day}/{line}"
    return Event(key, kind, line, day=day, words=words, source="x", deadline=deadline)


NOTICE = happened(Kind.NOTICE, "2022-06-20", "云市监责改〔2022〕1号", deadline="2022-07-20")
REPORT = happened(Kind.REPORT, "2022-07-15", "已重新检定")
FAILED = happened(Kind.RECHECK, "2022-07-25", "不合格")
AGAIN = happened(Kind.REPORT, "2022-08-05", "已更换")
PASSED = happened(Kind.RECHECK, "2022-08-10", "合格")


def kept(ledger: Ledger, *events: Event, findings: tuple[Line, ...] = (found(),)) -> Updated:
    return update(ledger, News(findings, events), TODAY, CATALOGUE.phrases)


def state(updated: Updated, line: str = ONE) -> State:
    return updated.standings[line].state


def stood(updated: Updated, line: str = ONE) -> Line:
    return next(each for each in updated.ledger.lines if each.id == line)


def typed(updated: Updated, line: str = ONE, **cells: str) -> Ledger:
    """The ledger after a clerk has written into a line."""
    lines = [
        replace(each, stands={**each.stands, **cells}) if each.id == line else each
        for each in updated.ledger.lines
    ]
    return replace(updated.ledger, lines=tuple(lines))


@pytest.mark.parametrize(
    ("events", "wanted"),
    [
        ((), State.OPEN),
        ((NOTICE,), State.NOTIFIED),
        ((NOTICE, REPORT), State.REPORTED),
        ((NOTICE, REPORT, FAILED), State.RECHECKED),
        ((NOTICE, REPORT, FAILED, AGAIN), State.REPORTED),
        ((NOTICE, REPORT, FAILED, AGAIN, PASSED), State.CLOSED),
        ((REPORT,), State.REPORTED),
    ],
)
def test_a_finding_goes_from_open_to_closed(events: tuple[Event, ...], wanted: State) -> None:
    assert state(kept(Ledger(), *events)) is wanted


def test_the_order_in_which_papers_come_in_does_not_matter() -> None:
    seen = set()
    for order in permutations((NOTICE, REPORT, FAILED, AGAIN)):
        ledger = Ledger()
        for event in order:
            ledger = kept(ledger, event).ledger
        seen.add(tuple(sorted(ledger.lines[0].stands.items())))
    assert len(seen) == 1


def test_what_nobody_reported_by_its_deadline_is_overdue_and_escalates() -> None:
    beside = kept(Ledger(), NOTICE).standings[ONE]
    assert (beside.state, beside.overdue) == (State.NOTIFIED, 43)
    assert beside.escalation == "逾期未改，待升级处置"
    assert kept(Ledger(), NOTICE, REPORT).standings[ONE].overdue == 0
    assert kept(Ledger(), REPORT, FAILED).standings[ONE].escalation == "复查不合格，待升级处置"


def test_a_finding_corrected_on_site_is_closed_from_the_beginning() -> None:
    one = submission("甲厂", finding("标牌未标注，已当场整改", corrected=True))
    news = news_of([one], FORM, CATALOGUE)
    assert state(update(Ledger(), news, TODAY, CATALOGUE.phrases), news.findings[0].id) is (
        State.CLOSED
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("合格", True),
        ("已整改到位", True),
        ("通过", True),
        ("不合格", False),
        ("未整改到位", False),
        ("整改中", False),
        ("复查仍存在问题", False),
        ("见照片", None),
        ("", None),
    ],
)
def test_the_words_of_a_recheck(words: str, said: bool | None) -> None:
    assert passed(words, CATALOGUE.phrases) is said


def test_what_a_clerk_wrote_wins_and_is_told() -> None:
    first = kept(Ledger(), NOTICE)
    second = kept(typed(first, deadline="2022-10-31", responsible="李某"), NOTICE)
    assert stood(second).stands["deadline"] == "2022-10-31"
    assert stood(second).stands["responsible"] == "李某"
    assert second.standings[ONE].by_hand == (("deadline", "2022-07-20"),)
    assert second.standings[ONE].overdue == 0
    assert state(kept(typed(second, rechecked_on="2022-08-20", recheck_result="合格"))) is (
        State.CLOSED
    )


def test_a_cell_that_a_clerk_emptied_stays_empty() -> None:
    second = kept(typed(kept(Ledger(), NOTICE), deadline=""), NOTICE)
    assert stood(second).stands["deadline"] == ""
    assert second.standings[ONE].by_hand == (("deadline", "2022-07-20"),)


def test_a_state_that_a_clerk_set_stands_until_something_leads_further() -> None:
    told = kept(typed(kept(Ledger()), state="已通知"))
    assert stood(told).stands["state"] == "已通知"
    assert stood(kept(told.ledger, REPORT)).stands["state"] == "已报告"
    reopened = kept(typed(kept(Ledger(), PASSED), state="已报告"), PASSED)
    assert stood(reopened).stands["state"] == "已报告"
    assert settled(State.CLOSED, State.CLOSED, "另案处理") == "另案处理"


def test_a_report_that_names_no_finding_is_only_offered() -> None:
    report = Event(
        "bbbbbbbbbbbb-1/row1",
        Kind.REPORT,
        day="2022-07-01",
        words="已送检",
        source="整改.docx",
        enterprise="岚阳县宏炉钢铁有限公司",
        problem="设备检定证书过期",
    )
    findings = (found(), found(TWO, "未按规定逐批检验"))
    first = kept(Ledger(), report, findings=findings)
    assert state(first) is State.OPEN
    assert "整改.docx" in first.standings[ONE].offer
    assert not first.standings[TWO].offer

    taken = kept(replace(first.ledger, decisions={ONE: True}), report, findings=findings)
    assert state(taken) is State.REPORTED
    assert stood(taken).stands["reported_on"] == "2022-07-01"

    refused = kept(replace(first.ledger, decisions={ONE: False}), report, findings=findings)
    assert state(refused) is State.OPEN
    assert not refused.standings[ONE].offer
    assert [e.standing for e in refused.ledger.events.values()] == [Standing.UNMATCHED]


@pytest.mark.parametrize(
    ("licence", "name", "offered"),
    [
        ("（晋）XK05-001-00001", "宏炉钢铁", True),
        ("XK05-001-99999", "岚阳县宏炉钢铁有限公司", True),
        ("XK05-001-99999", "宏炉钢铁", False),
        ("", "岚阳县宏炉钢铁有限公司 ", True),
    ],
)
def test_a_report_finds_its_enterprise(licence: str, name: str, offered: bool) -> None:
    report = Event(
        "k",
        Kind.REPORT,
        day="2022-07-01",
        enterprise=name,
        licence_no=licence,
        problem="检定证书过期",
    )
    assert bool(kept(Ledger(), report).standings[ONE].offer) is offered


def test_a_report_that_names_its_finding_counts_at_once() -> None:
    report = submission(
        "甲厂",
        id_="bbbbbbbbbbbb-1",
        form="shanxi-2022/rectification-report",
        reported_on="2022-07-01",
        rows=[row(problem=f"{ONE} 检定证书过期", measures="已送检")],
    )
    news = news_of([report], FORM, CATALOGUE)
    assert state(update(Ledger((found(),)), news, TODAY, CATALOGUE.phrases)) is State.REPORTED


def test_a_finding_that_the_ledger_does_not_hold_is_told() -> None:
    updated = kept(Ledger(), happened(Kind.REPORT, "2022-07-01", line="cccccccccccc-1/1.1/1"))
    assert "cccccccccccc-1/1.1/1" in updated.notes[0]
    assert [e.standing for e in updated.ledger.events.values()] == [Standing.UNMATCHED]


def test_a_later_checklist_is_offered_as_the_recheck_of_its_items() -> None:
    again = submission("岚阳县宏炉钢铁有限公司", id_="dddddddddddd-1", inspected_on="2022-08-01")
    answers = tuple(
        Answer(item=item, section="", text="", conclusion=conclusion)
        for item, conclusion in (("2.1", Conclusion.CONFORM), ("3.1", Conclusion.CONFORM))
    )
    again = again.model_copy(update={"answers": answers})
    news = news_of([again], FORM, CATALOGUE)
    line = found(form="shanxi-2022/inspection-record")
    first = update(Ledger(), replace(news, findings=(line,)), TODAY, CATALOGUE.phrases)
    assert "复查" in first.standings[ONE].offer
    assert len(first.ledger.events) == 1
    closed = kept(replace(first.ledger, decisions={ONE: True}), findings=())
    assert state(closed) is State.CLOSED


def test_a_form_saved_again_does_not_double_its_findings() -> None:
    copy = found("ffffffffffff-1/2.1/1")
    updated = kept(kept(Ledger()).ledger, findings=(copy,))
    assert [line.id for line in updated.ledger.lines] == [ONE]
    assert "ffffffffffff-1/2.1/1" in updated.notes[0]


def test_a_line_that_clerks_deleted_stays_out() -> None:
    first = kept(Ledger())
    gone = Ledger(removed=first.ledger.lines, events=first.ledger.events)
    updated = kept(gone)
    assert not updated.ledger.lines
    assert updated.notes


DAYS = st.dates(date(2022, 6, 11), date(2022, 8, 30)).map(date.isoformat)
EVENTS = st.builds(
    happened,
    st.sampled_from(Kind),
    DAYS,
    st.sampled_from(["合格", "不合格", "", "云市监责改〔2022〕9号", "见附件"]),
    st.sampled_from([ONE, TWO]),
)
CLERKS = st.dictionaries(
    st.sampled_from(["deadline", "state", "recheck_result", "responsible", "case_filed"]),
    st.sampled_from(["", "是", "合格", "不合格", "2022-07-01", "已通知", "已销号", "逾期", "另案"]),
    max_size=3,
)


@settings(max_examples=150)
@example(
    events=[],
    cells={"recheck_result": ""},
    more=[happened(Kind.RECHECK, "2022-06-11", "合格", ONE)],
)
@given(events=st.lists(EVENTS, max_size=5), cells=CLERKS, more=st.lists(EVENTS, max_size=2))
def test_updating_twice_changes_nothing(
    events: list[Event], cells: dict[str, str], more: list[Event]
) -> None:
    findings = (found(), found(TWO, "未按规定逐批检验"))
    first = typed(kept(Ledger(), *events, findings=findings), **cells)
    once = kept(first, *events, *more, findings=findings)
    twice = kept(once.ledger, *events, *more, findings=findings)
    assert twice == once
    assert kept(once.ledger, findings=()) == once
    written = {key: text for key, text in cells.items() if key != "state"}
    assert (
        stood(once).stands.items()
        >= {
            key: text
            for key, text in written.items()
            if text or first.lines[0].derived.get(key)  # an empty cell left empty says nothing
        }.items()
    )


@settings(max_examples=100)
@given(events=st.lists(EVENTS, max_size=5))
def test_the_state_follows_from_the_line_alone(events: list[Event]) -> None:
    updated = kept(Ledger(), *events)
    line = stood(updated)
    cells = {key: text for key, text in line.stands.items() if key != "state"}
    assert state_of(cells, CATALOGUE.phrases).word == line.stands["state"]
