"""Queries over how decisions are handled. Sums are kept as they change: what is read are rows of divisions and years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from domain.calendar import local_date
from projections.performance.views import Figure, MeasuredDecision, MeasureKind, Performance

__all__ = ["Figure", "MeasuredDecision", "Performance", "in_all", "late_now", "measured", "performance", "years"]

SUMS = """
SELECT division_id, max(division_name) AS division_name, sum(answered)::int AS answered, sum(on_time)::int AS on_time,
    sum(days)::int AS days, sum(answers)::int AS answers, sum(blanket)::int AS blanket, sum(adopted)::int AS adopted,
    sum(changed)::int AS changed
FROM read.performance WHERE $1::int IS NULL OR year = $1 GROUP BY division_id ORDER BY division_id
"""
YEARS = "SELECT DISTINCT year FROM read.performance ORDER BY year DESC"
LATE_NOW = """
SELECT division_id, count(*)::int AS late FROM read.consultations
WHERE published_at IS NOT NULL AND answered_at IS NULL AND ended_at IS NULL AND answer_due_on < $1 GROUP BY division_id
"""
COUNTED: dict[Figure, tuple[MeasureKind, str]] = {
    Figure.ANSWERED: (MeasureKind.ANSWERED, "true"),
    Figure.ON_TIME: (MeasureKind.ANSWERED, "m.on_time"),
    Figure.LATE: (MeasureKind.ANSWERED, "NOT m.on_time"),
    Figure.BLANKET: (MeasureKind.ANSWERED, "m.blanket > 0"),
    Figure.ADOPTED: (MeasureKind.ADOPTED, "true"),
    Figure.CHANGED: (MeasureKind.ADOPTED, "m.changed"),
    Figure.UNCHANGED: (MeasureKind.ADOPTED, "NOT m.changed"),
}
MEASURED = """
SELECT m.consultation_id, c.number, c.title, c.division_name, m.position, m.on_time, m.days, m.answers, m.blanket, m.changed
FROM read.measures m JOIN read.consultations c USING (consultation_id)
WHERE m.kind = $1 AND {condition} AND ($2::int IS NULL OR m.year = $2) AND ($3::text IS NULL OR m.division_id = $3)
    AND ($4::bigint IS NULL OR m.position < $4)
ORDER BY m.position DESC LIMIT $5
"""


async def years(db: Any) -> tuple[int, ...]:
    """In which a decision was answered or adopted, the last one first."""
    return tuple(row["year"] for row in await db.fetch(YEARS))


async def performance(db: Any, year: int | None) -> tuple[Performance, ...]:
    """The sums of each division in a year, or in all."""
    return tuple(Performance(year=year, **row) for row in await db.fetch(SUMS, year))


def in_all(rows: Sequence[Performance], year: int | None) -> Performance:
    """The sums over all divisions."""
    names = ("answered", "on_time", "days", "answers", "blanket", "adopted", "changed")
    sums = {name: sum(getattr(row, name) for row in rows) for name in names}
    return Performance(year=year, division_id=None, division_name=None, **sums)


async def late_now(db: Any, now: datetime) -> dict[str, int]:
    """By division, how many decisions whose answer is due are not answered at `now`: they are in no figure of a year yet."""
    return {row["division_id"] or "": row["late"] for row in await db.fetch(LATE_NOW, local_date(now))}


async def measured(
    db: Any, figure: Figure, *, year: int | None, division: str | None, before: int | None, limit: int
) -> tuple[MeasuredDecision, ...]:
    """What a figure counts, the last one first; `before`: position of the last one on the page before."""
    kind, condition = COUNTED[figure]
    rows = await db.fetch(MEASURED.format(condition=condition), kind.value, year, division, before, limit)
    return tuple(msgspec.convert(dict(row), MeasuredDecision) for row in rows)
