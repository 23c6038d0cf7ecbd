"""Figures over all published decisions."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from domain.values import Division


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Counts at one position and one moment. `year` is the calendar year in Beijing; `overdue` past the first due date."""

    year: int
    published: int
    published_this_year: int
    upcoming: int
    open: int
    closed: int
    answered: int
    adopted: int
    ended: int
    overdue: int
    received: int
    received_this_year: int
    comments_published: int
    position: int


class Overdue(msgspec.Struct, frozen=True, kw_only=True):
    """A decision whose answer is late. `due_on` is the first date, `delayed_to` the last one the division gave."""

    consultation_id: UUID
    number: str
    title: str | None
    division: Division | None
    closed_at: datetime
    due_on: date
    delayed_to: date | None
    delay_reason: str | None
    days_late: int
