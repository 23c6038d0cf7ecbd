"""Queries over all published decisions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.calendar import local_date
from domain.values import Division
from projections.consultations.details import decode_details
from projections.figures.views import Figures, Overdue

__all__ = ["Figures", "Overdue", "figures", "overdue"]

# Those that are over are counted by indexes that hold nothing else; those that wait are few.
FIGURES = """
SELECT d.ended + d.adopted + d.answered + w.upcoming + w.open + w.closed AS published, d.*, w.*,
    (SELECT count(*) FROM read.consultations WHERE published_at IS NOT NULL AND ended_at IS NULL AND answered_at IS NULL
        AND answer_due_on < $2) AS overdue,
    coalesce((SELECT sum(y.received) FROM read.years y), 0)::bigint AS received,
    coalesce((SELECT sum(published) FROM read.ledgers), 0)::bigint AS comments_published,
    coalesce((SELECT y.published FROM read.years y WHERE y.year = $3), 0) AS published_this_year,
    coalesce((SELECT y.received FROM read.years y WHERE y.year = $3), 0) AS received_this_year,
    (SELECT position FROM read.progress) AS position
FROM (SELECT
    (SELECT count(*) FROM read.consultations WHERE published_at IS NOT NULL AND ended_at IS NOT NULL) AS ended,
    (SELECT count(*) FROM read.consultations WHERE published_at IS NOT NULL AND ended_at IS NULL
        AND adopted_at IS NOT NULL) AS adopted,
    (SELECT count(*) FROM read.consultations WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NULL
        AND answered_at IS NOT NULL) AS answered) d,
    (SELECT count(*) FILTER (WHERE $1 < opens_at) AS upcoming,
        count(*) FILTER (WHERE $1 >= opens_at AND $1 < closes_at) AS open,
        count(*) FILTER (WHERE $1 >= opens_at AND $1 >= closes_at) AS closed
    FROM read.consultations WHERE published_at IS NOT NULL AND ended_at IS NULL AND adopted_at IS NULL AND answered_at IS NULL) w
"""

OVERDUE = """
SELECT consultation_id, number, title, division_id, division_name, period_closed_at, answer_due_on, details
FROM read.consultations
WHERE published_at IS NOT NULL AND answered_at IS NULL AND ended_at IS NULL AND answer_due_on < $1
ORDER BY answer_due_on, published_position
"""


async def figures(db: Any, now: datetime) -> Figures:
    """Counts over all published decisions at `now`; each decision is in exactly one state."""
    today = local_date(now)
    row = await db.fetchrow(FIGURES, now, today, today.year)
    return Figures(year=today.year, **row)


async def overdue(db: Any, now: datetime) -> tuple[Overdue, ...]:
    """Decisions whose answer is late at `now`, the longest overdue first."""
    today = local_date(now)
    return tuple(_overdue(row, (today - row["answer_due_on"]).days) for row in await db.fetch(OVERDUE, today))


def _overdue(row: Any, days_late: int) -> Overdue:
    delays = decode_details(row["details"]).answer_delays
    last = delays[-1] if delays else None
    return Overdue(
        consultation_id=row["consultation_id"],
        number=row["number"],
        title=row["title"],
        division=None if row["division_id"] is None else Division(row["division_id"], row["division_name"]),
        closed_at=row["period_closed_at"],
        due_on=row["answer_due_on"],
        delayed_to=last.due_on if last else None,
        delay_reason=last.reason if last else None,
        days_late=days_late,
    )
