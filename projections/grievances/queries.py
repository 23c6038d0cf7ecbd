"""Queries on grievances: those of a division by the date due, and the figures that the public sees."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.calendar import local_date
from projections.grievances.views import GrievanceFigures, GrievanceView, TellingClock

__all__ = [
    "GrievanceFigures",
    "GrievanceView",
    "grievance",
    "grievance_figures",
    "grievance_figures_of",
    "open_grievances",
    "over_grievances",
    "points_gathering",
    "telling_clocks",
]

ROW = """
SELECT g.*, c.number AS consultation_number, c.title AS consultation_title
FROM read.grievances g JOIN read.consultations c USING (consultation_id) WHERE
"""
OPEN = ROW + " g.is_open AND (g.due_on, g.position) > ($1, $2){whose} ORDER BY g.due_on, g.position LIMIT $3"
OVER = ROW + " NOT g.is_open AND g.position < $1{whose} ORDER BY g.position DESC LIMIT $2"
OPEN_OF_DIVISION, OVER_OF_DIVISION = OPEN.format(whose=" AND g.division_id = $4"), OVER.format(whose=" AND g.division_id = $3")
OPEN_OF_DECISION = OPEN.format(whose=" AND g.consultation_id = $4")
OVER_OF_DECISION = OVER.format(whose=" AND g.consultation_id = $3")
ONE = ROW + " g.grievance_id = $1"

OF_DECISION = """
SELECT l.grievances AS received, l.grievances_in_time AS in_time, l.grievances_late AS late, l.grievances_waiting AS waiting,
    (SELECT count(*) FROM read.grievances g
        WHERE g.consultation_id = $1 AND g.waiting AND g.due_on < $2) AS overdue
FROM read.ledgers l WHERE l.consultation_id = $1
"""
OF_ALL = """
SELECT coalesce(sum(y.grievances), 0)::bigint AS received, coalesce(sum(y.grievances_in_time), 0)::bigint AS in_time,
    coalesce(sum(y.grievances_late), 0)::bigint AS late, coalesce(sum(y.grievances_waiting), 0)::bigint AS waiting,
    (SELECT count(*) FROM read.grievances g WHERE g.waiting AND g.due_on < $1) AS overdue
FROM read.years y
"""
TELLING = """
SELECT g.consultation_id AS id, c.number, c.title, c.division_name, min(g.due_on) AS due_on, count(*)::int AS waiting
FROM read.grievances g JOIN read.consultations c USING (consultation_id)
WHERE g.waiting AND ($1::text IS NULL OR g.division_id = $1)
GROUP BY g.consultation_id, c.number, c.title, c.division_name ORDER BY min(g.due_on), g.consultation_id LIMIT $2
"""
NONE = GrievanceFigures(received=0, in_time=0, late=0, waiting=0, overdue=0)
GATHERING = "SELECT in_points FROM read.comments WHERE comment_id = $1"

COLUMNS = GrievanceView.__struct_fields__
FIRST, LAST = date(1, 1, 1), 2**62


async def open_grievances(
    db: Any, *, division: str, decision: UUID | None = None, after: tuple[date, int] = (FIRST, -1), limit: int = 50
) -> tuple[GrievanceView, ...]:
    """Those of a division, or of one decision, not closed yet, the first due first.

    `after`: date due and position of the last one before.
    """
    asked = (*after, limit)
    rows = await (db.fetch(OPEN_OF_DECISION, *asked, decision) if decision else db.fetch(OPEN_OF_DIVISION, *asked, division))
    return tuple(_view(row) for row in rows)


async def over_grievances(
    db: Any, *, division: str, decision: UUID | None = None, before: int = LAST, limit: int = 50
) -> tuple[GrievanceView, ...]:
    """Those closed or taken back, the last registered first; `before`: a position."""
    asked = (before, limit)
    rows = await (db.fetch(OVER_OF_DECISION, *asked, decision) if decision else db.fetch(OVER_OF_DIVISION, *asked, division))
    return tuple(_view(row) for row in rows)


async def telling_clocks(db: Any, division: str | None, *, limit: int) -> tuple[TellingClock, ...]:
    """Of the decisions of a division, or (None) of all, with grievances of which nobody was told yet: the first due first."""
    return tuple(TellingClock(**row) for row in await db.fetch(TELLING, division, limit))


async def grievance(db: Any, grievance_id: UUID) -> GrievanceView | None:
    row = await db.fetchrow(ONE, grievance_id)
    return _view(row) if row else None


async def grievance_figures_of(db: Any, consultation_id: UUID | str, now: datetime) -> GrievanceFigures:
    """The grievances of one decision."""
    row = await db.fetchrow(OF_DECISION, consultation_id, local_date(now))
    return GrievanceFigures(**row) if row else NONE


async def grievance_figures(db: Any, now: datetime) -> GrievanceFigures:
    """The grievances of all decisions."""
    return GrievanceFigures(**await db.fetchrow(OF_ALL, local_date(now)))


async def points_gathering(db: Any, comment_id: UUID) -> int:
    """How many points gather a comment."""
    return await db.fetchval(GATHERING, comment_id) or 0


def _view(row: Any) -> GrievanceView:
    return msgspec.convert({name: row[name] for name in COLUMNS}, GrievanceView)
