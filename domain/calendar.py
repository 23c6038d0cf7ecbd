"""Working days and periods in Chinese law: the starting day is not counted, and rest days move the last day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import msgspec

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
ONE_DAY = timedelta(days=1)


def local_date(at: datetime) -> date:
    """The calendar date in Shanghai."""
    return at.astimezone(SHANGHAI).date()


def last_day(closes_at: datetime) -> date:
    """The last day of a period that ends, exclusively, at `closes_at`."""
    return local_date(closes_at - timedelta(microseconds=1))


def end_of_day(day: date) -> datetime:
    """24:00 of `day` in Shanghai, as the exclusive end of a period, UTC."""
    return datetime.combine(day + ONE_DAY, time.min, SHANGHAI).astimezone(UTC)


def is_overdue(due_on: date | None, done_at: datetime | None, now: datetime) -> bool:
    """Whether something due on `due_on` (that whole day counts) was not done by then and is not done at `now`."""
    return due_on is not None and done_at is None and local_date(now) > due_on


class Deadline(msgspec.Struct, frozen=True):
    """The last day of a period. Provisional where a year's calendar is not loaded (procedure.md, Time)."""

    day: date
    provisional: bool


class WorkingDayCalendar(msgspec.Struct, frozen=True):
    """Rest days and working weekends by the yearly State Council notice, for the `years` it was issued for."""

    years: frozenset[int]
    holidays: frozenset[date]
    working_weekends: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        if day.weekday() >= 5:
            return day in self.working_weekends
        return day not in self.holidays

    def provisional(self, day: date) -> bool:
        """Whether a deadline on this day may still move, since its year's notice is not loaded (procedure.md, Time)."""
        return day.year not in self.years

    def add_working_days(self, start: date, count: int) -> Deadline:
        """The `count`-th working day after `start`, which is not counted (民法典 art. 201)."""
        day, left = start, count
        while left:
            day += ONE_DAY
            left -= self.is_working_day(day)
        return self._deadline(start + ONE_DAY, day)

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start`, which is not counted, up to and including `end`."""
        days = (start + ONE_DAY * number for number in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def add_days(self, start: date, count: int) -> Deadline:
        """`count` calendar days after `start`; a last day of rest moves to the next working day (民法典 art. 203)."""
        day = ends = start + timedelta(days=count)
        while not self.is_working_day(day):
            day += ONE_DAY
        return self._deadline(ends, day)

    def _deadline(self, asked_from: date, day: date) -> Deadline:
        """The calendar was asked about the days from `asked_from` to `day`."""
        return Deadline(day, not set(range(asked_from.year, day.year + 1)) <= self.years)
