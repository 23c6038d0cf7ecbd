"""Dates of the procedure: days and years are Beijing's (UTC+8), which is what the public reads."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))


def beijing_date(at: datetime) -> date:
    """The calendar day in Beijing at `at`."""
    return at.astimezone(BEIJING).date()


def year_start(year: int) -> datetime:
    """The first moment of a year in Beijing."""
    return datetime(year, 1, 1, tzinfo=BEIJING)


def is_overdue(due_on: date | None, done_at: datetime | None, now: datetime) -> bool:
    """Whether something due on `due_on` (that whole day counts) was not done by then and is not done at `now`."""
    return due_on is not None and done_at is None and beijing_date(now) > due_on
