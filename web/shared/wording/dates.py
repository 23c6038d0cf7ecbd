"""Dates in words, in Beijing time; the end of a day is 24:00 of that day, not 00:00 of the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from domain.calendar import SHANGHAI, last_day, local_date

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def date_words(day: date, english: bool) -> str:
    if english:
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day.year}年{day.month}月{day.day}日"


def moment_words(at: datetime, english: bool) -> str:
    """Date, hour and minute in Beijing."""
    local = at.astimezone(SHANGHAI)
    separator = ", " if english else " "
    return f"{date_words(local.date(), english)}{separator}{local:%H:%M}"


def deadline_words(closes_at: datetime, english: bool) -> str:
    """An exclusive end: midnight is 24:00 of the day before."""
    local = closes_at.astimezone(SHANGHAI)
    if (local.hour, local.minute) == (0, 0):
        day = date_words(last_day(closes_at), english)
        return f"24:00 on {day} (Beijing time)" if english else f"{day}24时（北京时间）"
    day = date_words(local.date(), english)
    return f"{local:%H:%M} on {day} (Beijing time)" if english else f"{day}{local:%H:%M}（北京时间）"


def days_left(closes_at: datetime, now: datetime) -> int:
    """Days until the last day, which itself counts as 0."""
    return (last_day(closes_at) - local_date(now)).days


def next_midnight(now: datetime) -> datetime:
    """When the words of a page that counts days go out of date."""
    local = now.astimezone(SHANGHAI)
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
