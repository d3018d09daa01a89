"""Working days (工作日) in China: statutory holidays and the weekends worked in exchange for them.

The State Council announces a year's holidays in the November before it, so the years that
chinesecalendar knows end somewhere; a file adds the years after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from docforge.configuration import read_yaml
from docforge.errors import ConfigurationError
from docforge.messages import translate as _

KIND = "holidays@1"
_DAY = timedelta(days=1)
_SATURDAY = 5


def _days(value: Any) -> Any:
    """A list of days, in which 2027-10-01/2027-10-07 stands for all from the one to the other."""
    if not isinstance(value, list):
        return value
    return frozenset(day for each in value for day in _span(each))


def _span(value: Any) -> Iterator[Any]:
    if not isinstance(value, str):
        yield value
        return
    first, _slash, last = (part.strip() for part in value.partition("/"))
    day, end = date.fromisoformat(first), date.fromisoformat(last or first)
    if end < day or end - day > timedelta(days=60):
        raise ValueError(f"“{value}” is no span of holidays")
    while day <= end:
        yield day
        day += _DAY


Days = Annotated[frozenset[date], BeforeValidator(_days)]


class Year(BaseModel):
    """What the State Council announced: days off, and weekend days that are worked."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holidays: Days
    workdays: Days = frozenset()


class Holidays(BaseModel):
    """A file of `--holidays`; see docs/paper.md."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    years: Mapping[int, Year]

    @model_validator(mode="after")
    def _each_day_in_its_year(self) -> Holidays:
        for number, year in self.years.items():
            for day in sorted(year.holidays | year.workdays):
                if day.year != number:
                    raise ValueError(f"{day} stands under {number}")
            for day in sorted(year.holidays & year.workdays):
                raise ValueError(f"{day} is both a holiday and worked")
        return self


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked; `added` years come before those that chinesecalendar knows."""

    added: Mapping[int, Year] = field(default_factory=dict)

    def is_worked(self, day: date) -> bool:
        """Raises ConfigurationError for a year whose holidays are not known."""
        own = self.added.get(day.year)
        if own is not None:
            return day in own.workdays or (day.weekday() < _SATURDAY and day not in own.holidays)
        return _is_worked(day)

    def after(self, day: date, count: int) -> date:
        """The last of `count` working days; the day they are counted from does not count.

        Raises ConfigurationError for a year whose holidays are not known.
        """
        while count > 0:
            day += _DAY
            count -= self.is_worked(day)
        return day


@lru_cache(maxsize=4096)
def _is_worked(day: date) -> bool:
    # Loaded only where working days count.
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(day))
    except NotImplementedError as error:
        raise ConfigurationError(
            _("the holidays of {year} are not known.").format(year=day.year),
            remedy=_("Give them with --holidays FILE (docs/paper.md shows how it looks)."),
        ) from error


def load_calendar(path: Path | None = None) -> WorkCalendar:
    """The calendar with the years of a file. Raises ConfigurationError, naming file and line."""
    return WorkCalendar(read_yaml(path, Holidays, KIND).years if path else {})
