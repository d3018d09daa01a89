"""Deadlines: calendar days, the last one included, and the three days they may count from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docforge.documents.deadline import BLANK, DeadlineFrom, Term, deadline
from docforge.documents.written import chinese_date

ISSUED, INSPECTED = date(2022, 6, 10), date(2022, 6, 1)


@pytest.mark.parametrize(
    ("days", "start", "words", "last"),
    [
        (15, DeadlineFrom.ISSUE, "在2022年6月25日前（含当日）", date(2022, 6, 25)),
        (30, DeadlineFrom.INSPECTION, "在2022年7月1日前（含当日）", date(2022, 7, 1)),
        (10, DeadlineFrom.RECEIPT, "自收到本通知书之日起10日内", None),
        (None, DeadlineFrom.ISSUE, BLANK, None),
    ],
)
def test_what_the_notice_says(
    days: int | None, start: DeadlineFrom, words: str, last: date | None
) -> None:
    due = deadline(
        None if days is None else Term(days), start, issued_on=ISSUED, inspected_on=INSPECTED
    )
    assert (due.words, due.last_day) == (words, last)
    assert due.limited is (days is not None)
    assert not due.at_once


def test_no_days_means_at_once() -> None:
    due = deadline(Term(0), DeadlineFrom.ISSUE, issued_on=ISSUED, inspected_on=None)
    assert due.at_once
    assert not due.limited


def test_an_unknown_inspection_day_is_missing_not_guessed() -> None:
    due = deadline(Term(15), DeadlineFrom.INSPECTION, issued_on=ISSUED, inspected_on=None)
    assert (due.missing, due.last_day) == ("检查时间", None)
    assert "【缺：改正期限】" in due.words


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 400))
def test_the_last_day_is_that_many_days_after_the_first(day: date, days: int) -> None:
    due = deadline(Term(days), DeadlineFrom.ISSUE, issued_on=day, inspected_on=None)
    assert due.last_day == day + timedelta(days=days)
    assert chinese_date(due.last_day) in due.words


@pytest.mark.parametrize(
    ("value", "printed"),
    [("2022-06-05", "2022年6月5日"), ("20220605", "20220605"), ("2022年", "2022年"), ("", "")],
)
def test_only_iso_dates_are_rewritten(value: str, printed: str) -> None:
    assert chinese_date(value) == printed
