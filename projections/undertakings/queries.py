"""Queries on tasks of execution: of a decision, of a unit, of all; one of them with all that was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.calendar import local_date
from domain.values import Division
from projections.undertakings.views import UndertakingFigures, UndertakingStep, UndertakingView

__all__ = [
    "UndertakingFigures",
    "UndertakingStep",
    "UndertakingView",
    "done_undertakings",
    "executing_units",
    "findings_to_rectify",
    "inspections_of",
    "open_undertakings",
    "undertaking",
    "undertaking_figures",
    "undertaking_numbered",
    "undertaking_steps",
    "undertakings_of_decision",
]

ROW = """
SELECT u.*, c.number AS consultation_number, c.title AS consultation_title
FROM read.undertakings u JOIN read.consultations c USING (consultation_id) WHERE c.published_at IS NOT NULL
"""
ONE, NUMBERED = ROW + " AND u.undertaking_id = $1", ROW + " AND u.consultation_id = $1 AND u.number = $2"
OF_DECISION = ROW + " AND u.consultation_id = $1 AND u.number > $2 ORDER BY u.number LIMIT $3"
OPEN = ROW + " AND u.is_open AND (u.limit_on, u.position) > ($1, $2) AND u.limit_on < $3"
OPEN_ORDER = " ORDER BY u.limit_on, u.position LIMIT $4"
OPEN_OF_ALL, OPEN_OF_UNIT = OPEN + OPEN_ORDER, OPEN + " AND u.unit_id = $5" + OPEN_ORDER
OPEN_OF_DIVISION = OPEN + " AND u.division_id = $5" + OPEN_ORDER
DONE, DONE_ORDER = ROW + " AND NOT u.is_open AND u.position < $1", " ORDER BY u.position DESC LIMIT $2"
DONE_OF_ALL, DONE_OF_UNIT = DONE + DONE_ORDER, DONE + " AND u.unit_id = $3" + DONE_ORDER
DONE_OF_DIVISION = DONE + " AND u.division_id = $3" + DONE_ORDER
FINDINGS = ROW + " AND u.findings_due < $1 ORDER BY u.findings_due, u.position LIMIT $2"
STEPS = """
SELECT version, position, at, kind, words FROM read.undertaking_steps WHERE undertaking_id = $1 AND version > $2
ORDER BY version LIMIT $3
"""
COUNTED = 1_000
FIGURES = """
SELECT count(*) AS tasks, count(*) FILTER (WHERE NOT is_open) AS completed,
    count(*) FILTER (WHERE is_open AND limit_on < $2) AS overdue, max(updated_at) AS updated_at
FROM (SELECT * FROM read.undertakings WHERE consultation_id = $1 ORDER BY number LIMIT $3) u
"""
INSPECTED = """
SELECT s.at, u.number FROM read.undertaking_steps s JOIN read.undertakings u USING (undertaking_id)
WHERE s.consultation_id = $1 AND s.kind = 'inspected' ORDER BY s.position LIMIT $2
"""
# From one unit straight to the next, past all its tasks.
UNITS = """
WITH RECURSIVE found AS (
    (SELECT unit_id, unit_name FROM read.undertakings WHERE unit_id IS NOT NULL AND is_open ORDER BY unit_id LIMIT 1)
    UNION ALL
    SELECT n.unit_id, n.unit_name FROM found, LATERAL (
        SELECT u.unit_id, u.unit_name FROM read.undertakings u WHERE u.is_open AND u.unit_id > found.unit_id
        ORDER BY u.unit_id LIMIT 1) n
)
SELECT unit_id, unit_name FROM found LIMIT $1
"""
COLUMNS = UndertakingView.__struct_fields__
FIRST, NEVER, LAST = date(1, 1, 1), date(9999, 12, 31), 2**62
Beginning = (FIRST, -1)
_words = msgspec.json.Decoder(dict[str, str | None])


async def open_undertakings(
    db: Any,
    *,
    unit: str | None = None,
    division: str | None = None,
    before: date = NEVER,
    after: tuple[date, int] = Beginning,
    limit: int = 50,
) -> tuple[UndertakingView, ...]:
    """Those not completed, the first limit first: of all, of a `unit` that executes, or of a `division` that decided.

    `before`: only limits before this day; `after`: limit and position of the last one before.
    """
    asked = (*after, before, limit)
    if unit is not None:
        return _views(await db.fetch(OPEN_OF_UNIT, *asked, unit))
    return _views(await (db.fetch(OPEN_OF_DIVISION, *asked, division) if division else db.fetch(OPEN_OF_ALL, *asked)))


async def done_undertakings(
    db: Any, *, unit: str | None = None, division: str | None = None, before: int = LAST, limit: int = 50
) -> tuple[UndertakingView, ...]:
    """Those completed, the last one set first; as `open_undertakings`. `before`: a position."""
    if unit is not None:
        return _views(await db.fetch(DONE_OF_UNIT, before, limit, unit))
    asked = (before, limit)
    return _views(await (db.fetch(DONE_OF_DIVISION, *asked, division) if division else db.fetch(DONE_OF_ALL, *asked)))


async def findings_to_rectify(db: Any, *, before: date, limit: int = 50) -> tuple[UndertakingView, ...]:
    """Tasks with findings that are to be rectified before this day and are not yet, the first due first."""
    return _views(await db.fetch(FINDINGS, before, limit))


async def undertakings_of_decision(
    db: Any, consultation_id: UUID, *, after: int = 0, limit: int = 50
) -> tuple[UndertakingView, ...]:
    """Those of one decision with a number greater than `after`, in their order."""
    return _views(await db.fetch(OF_DECISION, consultation_id, after, limit))


async def undertaking(db: Any, undertaking_id: UUID) -> UndertakingView | None:
    row = await db.fetchrow(ONE, undertaking_id)
    return _view(row) if row else None


async def undertaking_numbered(db: Any, consultation_id: UUID, number: int) -> UndertakingView | None:
    row = await db.fetchrow(NUMBERED, consultation_id, number)
    return _view(row) if row else None


async def undertaking_steps(db: Any, undertaking_id: UUID, *, after: int = 0, limit: int = 50) -> tuple[UndertakingStep, ...]:
    """What was said of a task after this version of its stream, the first thing first."""
    rows = await db.fetch(STEPS, undertaking_id, after, limit)
    return tuple(UndertakingStep(**{**dict(row), "words": _words.decode(row["words"])}) for row in rows)


async def undertaking_figures(db: Any, consultation_id: UUID, now: datetime) -> UndertakingFigures:
    """The tasks of one decision, counted; those beyond the first thousand are not."""
    return UndertakingFigures(**await db.fetchrow(FIGURES, consultation_id, local_date(now), COUNTED))


async def inspections_of(db: Any, consultation_id: UUID, *, limit: int = 20) -> tuple[tuple[datetime, int], ...]:
    """When tasks of a decision were inspected, and the number of each; the first inspection first."""
    return tuple((row["at"], row["number"]) for row in await db.fetch(INSPECTED, consultation_id, limit))


async def executing_units(db: Any, *, limit: int = 200) -> tuple[Division, ...]:
    """The units that have something to execute, by id."""
    return tuple(Division(row["unit_id"], row["unit_name"]) for row in await db.fetch(UNITS, limit))


def _views(rows: Sequence[Any]) -> tuple[UndertakingView, ...]:
    return tuple(map(_view, rows))


def _view(row: Any) -> UndertakingView:
    return msgspec.convert({name: row[name] for name in COLUMNS}, UndertakingView)
