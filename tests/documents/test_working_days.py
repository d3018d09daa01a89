"""Working days: holidays, weekends worked in exchange, years that are not known yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.documents.deadline import DeadlineFrom, Term, deadline
from docforge.documents.working_days import WorkCalendar, load_calendar
from docforge.errors import ConfigurationError

ISSUED = date(2022, 9, 20)
YEAR_2027 = """\
docforge: holidays@1
years:
  2027:
    holidays: [2027-01-01, 2027-02-05/2027-02-11]
    workdays: [2027-02-20]
"""


def test_holidays_and_the_weekends_worked_for_them_count_as_the_state_council_said() -> None:
    # 1 to 7 October 2022 were free, Saturday 8 and Sunday 9 October were worked.
    assert WorkCalendar().after(ISSUED, 20) == date(2022, 10, 21)
    assert WorkCalendar().is_worked(date(2022, 10, 8))
    assert not WorkCalendar().is_worked(date(2022, 10, 3))


def test_a_notice_says_working_days() -> None:
    term = Term(20, WorkCalendar())
    by_issue = deadline(term, DeadlineFrom.ISSUE, issued_on=ISSUED, inspected_on=None)
    assert by_issue.words == "在2022年10月21日前（含当日）"
    by_receipt = deadline(term, DeadlineFrom.RECEIPT, issued_on=ISSUED, inspected_on=None)
    assert by_receipt.words == "自收到本通知书之日起20个工作日内"


def test_a_year_that_is_not_known_is_an_error_that_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="2027") as error:
        WorkCalendar().after(date(2026, 12, 30), 5)
    assert "--holidays" in str(error.value)
    added = tmp_path / "holidays.yaml"
    added.write_text(YEAR_2027, "utf-8")
    calendar = load_calendar(added)
    assert calendar.after(date(2027, 2, 4), 1) == date(2027, 2, 12)
    assert calendar.is_worked(date(2027, 2, 20)), "a Saturday that is worked"
    assert not calendar.is_worked(date(2027, 2, 21)), "a Sunday"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("[2026-01-01]", "stands under 2027"),
        ("[2027-02-30]", "not valid YAML"),
        ("[2027-02-11/2027-02-05]", "no span"),
        ("soon", "holidays"),
        ("[2027-02-20]", "both"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    added = tmp_path / "holidays.yaml"
    added.write_text(
        YEAR_2027.replace("[2027-01-01, 2027-02-05/2027-02-11]", wrong), encoding="utf-8"
    )
    with pytest.raises(ConfigurationError, match=said) as error:
        load_calendar(added)
    assert "holidays.yaml" in str(error.value)


@given(st.dates(date(2004, 1, 1), date(2025, 12, 31)), st.integers(1, 60))
def test_the_term_holds_exactly_that_many_working_days_and_ends_on_one(
    first: date, count: int
) -> None:
    calendar = WorkCalendar()
    last = calendar.after(first, count)
    days = [date.fromordinal(day) for day in range(first.toordinal() + 1, last.toordinal() + 1)]
    assert sum(map(calendar.is_worked, days)) == count
    assert calendar.is_worked(last)
