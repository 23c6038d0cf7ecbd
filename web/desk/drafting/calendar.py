"""Months as tables: working days, rest days, holidays, and the days that count for a period."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Mapping
from datetime import date

import msgspec

from domain.calendar import WorkingDayCalendar

MOST_MONTHS = 12
_weeks = Calendar(firstweekday=0)


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: working, rest (a weekend), holiday (a weekday off), extra (a weekend worked). `marks`: what the day is for."""

    date: date
    kind: str
    inside: bool
    marks: tuple[str, ...]


class Month(msgspec.Struct, frozen=True):
    """A month in weeks from Monday; None for a day of another month. `provisional`: its year's notice is not known."""

    year: int
    month: int
    weeks: tuple[tuple[Day | None, ...], ...]
    provisional: bool


def months(first: date, last: date, marks: Mapping[date, tuple[str, ...]], calendar: WorkingDayCalendar) -> tuple[Month, ...]:
    """The months that hold a period and every marked day, at most twelve."""
    start, end = min([first, *marks]), max([last, *marks])
    numbers = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return tuple(_month(number // 12, number % 12 + 1, first, last, marks, calendar) for number in numbers[:MOST_MONTHS])


def _month(
    year: int, month: int, first: date, last: date, marks: Mapping[date, tuple[str, ...]], calendar: WorkingDayCalendar
) -> Month:
    def day_of(day: date) -> Day | None:
        if day.month != month:
            return None
        return Day(date=day, kind=_kind(day, calendar), inside=first <= day <= last, marks=marks.get(day, ()))

    weeks = tuple(tuple(day_of(day) for day in week) for week in _weeks.monthdatescalendar(year, month))
    return Month(year, month, weeks, year not in calendar.years)


def _kind(day: date, calendar: WorkingDayCalendar) -> str:
    working, weekend = calendar.is_working_day(day), day.weekday() >= 5
    return ("extra" if working else "rest") if weekend else ("working" if working else "holiday")
