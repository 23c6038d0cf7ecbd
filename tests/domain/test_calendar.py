"""Working days and periods, with the vectors of the legal reference."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.instance.holidays import working_day_calendar
from domain.calendar import Deadline, end_of_day, last_day, local_date
from tests.domain.calendars import calendar

ALL = calendar()


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2022-01-24", 7, "2022-02-07"),
        ("2022-01-24", 20, "2022-02-24"),
        ("2022-03-01", 20, "2022-03-29"),
        ("2022-03-29", 20, "2022-04-26"),
        ("2022-09-26", 7, "2022-10-10"),
        ("2022-09-26", 15, "2022-10-20"),
        ("2022-09-26", 20, "2022-10-27"),
        ("2026-02-10", 20, "2026-03-16"),
        ("2026-09-18", 7, "2026-09-29"),
        ("2026-09-18", 20, "2026-10-22"),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_start(start: str, count: int, end: str) -> None:
    assert ALL.add_working_days(on(start), count) == Deadline(on(end), provisional=False)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2022-03-01", 30, "2022-03-31"),
        ("2022-09-05", 30, "2022-10-08"),  # 10-05 is a holiday; 10-08 a working Saturday
        ("2026-04-09", 30, "2026-05-09"),  # a working Saturday itself
        ("2026-04-10", 30, "2026-05-11"),  # 05-10 is a Sunday
        ("2026-01-01", 1, "2026-01-04"),  # a working Sunday after the holiday
    ],
)
def test_a_period_that_ends_on_a_rest_day_ends_on_the_next_working_day(start: str, count: int, end: str) -> None:
    assert ALL.add_days(on(start), count) == Deadline(on(end), provisional=False)


@pytest.mark.parametrize(("year", "working"), [(2022, 249), (2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_its_number_of_working_days(year: int, working: int) -> None:
    first = date(year, 1, 1)
    length = (date(year + 1, 1, 1) - first).days
    assert sum(ALL.is_working_day(first + timedelta(days=number)) for number in range(length)) == working


def test_the_package_of_holidays_agrees_with_the_notices_on_every_day() -> None:
    loaded = working_day_calendar()
    assert loaded.years >= ALL.years
    every_day = (date(2022, 1, 1) + timedelta(days=number) for number in range(365 * 5 + 1))
    assert [day for day in every_day if ALL.is_working_day(day) != loaded.is_working_day(day)] == []


def test_a_deadline_in_a_year_without_a_calendar_is_provisional() -> None:
    assert ALL.add_days(on("2026-12-10"), 30) == Deadline(on("2027-01-11"), provisional=True)
    assert ALL.add_working_days(on("2026-12-30"), 2) == Deadline(on("2027-01-01"), provisional=True)


def test_a_deadline_that_skips_from_a_known_year_into_an_unknown_one_is_provisional() -> None:
    """2022-12-31 is a Saturday off; whether 2023 begins with a holiday is not known."""
    assert calendar(2022).add_days(on("2022-12-01"), 30).provisional
    assert not calendar(2022, 2023).add_days(on("2022-12-01"), 30).provisional


def test_a_start_in_a_year_without_a_calendar_does_not_make_a_deadline_provisional() -> None:
    """The starting day is not counted, and calendar days need no calendar but for the last one."""
    assert not calendar(2023).add_days(on("2022-12-20"), 30).provisional
    assert not calendar(2023).add_working_days(on("2022-12-31"), 5).provisional


@pytest.mark.parametrize(
    ("at", "day"),
    [("2026-04-09T15:59:59.999+00:00", "2026-04-09"), ("2026-04-09T16:00:00+00:00", "2026-04-10")],
)
def test_the_day_begins_at_midnight_in_shanghai(at: str, day: str) -> None:
    assert local_date(datetime.fromisoformat(at)) == on(day)


def test_a_period_to_midnight_ends_with_the_day_before() -> None:
    assert end_of_day(on("2026-04-09")) == datetime(2026, 4, 9, 16, tzinfo=UTC)
    assert last_day(end_of_day(on("2026-04-09"))) == on("2026-04-09")
    assert last_day(end_of_day(on("2026-04-09")) + timedelta(milliseconds=1)) == on("2026-04-10")


def test_a_day_beyond_the_loaded_years_may_still_move() -> None:
    assert not working_day_calendar().provisional(on("2026-12-31"))
    assert working_day_calendar().provisional(on("2027-01-04"))
