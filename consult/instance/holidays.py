"""The working-day calendar of the State Council's yearly notices, from the package `chinesecalendar`."""

from __future__ import annotations

from functools import cache

from chinese_calendar.constants import holidays, workdays

from domain.calendar import WorkingDayCalendar


@cache
def working_day_calendar() -> WorkingDayCalendar:
    """Every year the package knows; a deadline beyond them is provisional."""
    years = frozenset(day.year for day in holidays)
    rest = frozenset(day for day in holidays if day.weekday() < 5)
    return WorkingDayCalendar(years, rest, frozenset(day for day in workdays if day.weekday() >= 5))
