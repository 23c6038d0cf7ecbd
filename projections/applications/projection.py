"""Projection of applications: rows touched are folded in order; the close and the draw touch all rows of an activity at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.activity.events import ApplicationsClosed, LotDrawn
from domain.activity.lot import rankings
from domain.application.events import ApplicationSubmitted
from projections.applications.fold import FOLDED, fold
from projections.applications.row import COLUMNS, ApplicationRow, loaded_row, submitted_row
from projections.batch import Batch
from projections.columns import columns
from projections.source import PublicEvent

WHOLE = (ApplicationsClosed, LotDrawn)
LOAD = "SELECT * FROM applications WHERE application_id = ANY($1)"
STOOD = "UPDATE applications SET stood = true WHERE activity_id = $1 AND status = 'waiting'"
TO_RANK = "SELECT application_id, side FROM applications WHERE activity_id = $1 AND stood AND side = ANY($2)"
RANK = """
UPDATE applications a SET rank = n.rank FROM unnest($1::uuid[], $2::int[]) AS n(id, rank) WHERE a.application_id = n.id
"""
COUNT = """
INSERT INTO application_counts AS c (activity_id, side, applied, standing)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::int[], $4::int[])
ON CONFLICT (activity_id, side) DO UPDATE
SET applied = c.applied + excluded.applied, standing = c.standing + excluded.standing
"""


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `applications`, and count them."""
    waiting: list[PublicEvent] = []
    for public in batch.events:
        if isinstance(public.event, (ApplicationSubmitted, *FOLDED)):
            waiting.append(public)
        elif isinstance(public.event, WHOLE):
            await _fold(connection, waiting)
            waiting = []
            await _whole(connection, public.event)
    await _fold(connection, waiting)


async def _whole(connection: Any, event: ApplicationsClosed | LotDrawn) -> None:
    if isinstance(event, ApplicationsClosed):
        await connection.execute(STOOD, event.originator_id)
        return
    sides = [each.side or "" for each in event.draws]
    by_side: dict[str, list[UUID]] = {}
    for row in await connection.fetch(TO_RANK, event.originator_id, sides):
        by_side.setdefault(row["side"], []).append(row["application_id"])
    if ranks := rankings(event.seed, by_side):
        await connection.execute(RANK, *columns(ranks.items()))


async def _fold(connection: Any, events: Sequence[PublicEvent]) -> None:
    if not events:
        return
    new = {public.event.originator_id for public in events if isinstance(public.event, ApplicationSubmitted)}
    earlier = list({public.event.originator_id for public in events} - new)
    rows = {record["application_id"]: loaded_row(record) for record in await connection.fetch(LOAD, earlier)}
    counts = Counter[tuple[UUID, str, str]]()
    for public in events:
        if isinstance(public.event, ApplicationSubmitted):
            row = rows[public.event.originator_id] = submitted_row(public.event, public.position)
            counts[row.activity_id, row.side, "applied"] += 1
            counts[row.activity_id, row.side, "standing"] += 1
        elif known := rows.get(public.event.originator_id):
            stood = known.stands
            fold(known, public.event, public.opened)
            counts[known.activity_id, known.side, "standing"] += known.stands - stood
    await _write(connection, earlier, list(rows.values()), counts)


async def _write(
    connection: Any, earlier: list[UUID], rows: list[ApplicationRow], counts: Counter[tuple[UUID, str, str]]
) -> None:
    if earlier:
        await connection.execute("DELETE FROM applications WHERE application_id = ANY($1)", earlier)
    records = [tuple(getattr(row, name) for name in COLUMNS) for row in rows]
    await connection.copy_records_to_table("applications", records=records, columns=COLUMNS)
    sides = dict.fromkeys((activity, side) for activity, side, _ in counts)
    await connection.execute(
        COUNT, *columns([(*key, counts[(*key, "applied")], counts[(*key, "standing")]) for key in sides])
    ) if sides else None
