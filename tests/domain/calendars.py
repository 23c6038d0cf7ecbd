"""The working-day calendar 2022 to 2026 as the State Council's notices gave it, copied by hand."""

from __future__ import annotations

from datetime import date, timedelta

from domain.calendar import WorkingDayCalendar

DAYS_OFF = {
    2022: "01-01..03 01-31..02-06 04-03..05 04-30..05-04 06-03..05 09-10..12 10-01..07 12-31",
    2023: "01-01..02 01-21..27 04-05 04-29..05-03 06-22..24 09-29..10-06 12-30..31",
    2024: "01-01 02-10..17 04-04..06 05-01..05 06-10 09-15..17 10-01..07",
    2025: "01-01 01-28..02-04 04-04..06 05-01..05 05-31..06-02 10-01..08",
    2026: "01-01..03 02-15..23 04-04..06 05-01..05 06-19..21 09-25..27 10-01..07",
}
WORKING_WEEKENDS = {
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}


def days(year: int, written: str) -> set[date]:
    """Days of "MM-DD" and "MM-DD..DD" or "MM-DD..MM-DD"."""
    found: set[date] = set()
    for span in written.split():
        first, _, last = span.partition("..")
        start = date.fromisoformat(f"{year}-{first}")
        end = date.fromisoformat(f"{year}-{last if '-' in last else f'{first[:2]}-{last or first[3:]}'}")
        found |= {start + timedelta(days=number) for number in range((end - start).days + 1)}
    return found


def calendar(*years: int) -> WorkingDayCalendar:
    """The calendar of these years, or of all five."""
    known = years or tuple(DAYS_OFF)
    holidays = frozenset(day for year in known for day in days(year, DAYS_OFF[year]))
    weekends = frozenset(day for year in known for day in days(year, WORKING_WEEKENDS[year]))
    return WorkingDayCalendar(frozenset(known), holidays, weekends)
