"""Projection of grievances: rows touched are loaded, folded in order, and written set by set."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.consultation.events import DecisionHandedOver
from domain.grievance.events import GrievanceRegistered
from projections.batch import Batch
from projections.grievances.fold import FOLDED, Counts, count, fold
from projections.grievances.row import COLUMNS, GrievanceRow, loaded_row, registered_row, stored

LOAD = "SELECT * FROM grievances WHERE grievance_id = ANY($1)"
DIVISIONS = "SELECT consultation_id, division_id FROM consultations WHERE consultation_id = ANY($1)"
MOVED = (
    "UPDATE grievances g SET division_id = c.division_id FROM consultations c"
    " WHERE c.consultation_id = g.consultation_id AND g.consultation_id = ANY($1)"
)
NUMBERS = "SELECT comment_id, number FROM comments WHERE comment_id = ANY($1)"


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `grievances`, count them in ledgers and years, and move them with a decision that is handed over."""
    await _fold(connection, batch)
    moved = list({public.event.consultation_id for public in batch.events if isinstance(public.event, DecisionHandedOver)})
    if moved:
        await connection.execute(MOVED, moved)


async def _fold(connection: Any, batch: Batch) -> None:
    touching = [public for public in batch.events if isinstance(public.event, (GrievanceRegistered, *FOLDED))]
    if not touching:
        return
    registered = [public.event for public in touching if isinstance(public.event, GrievanceRegistered)]
    numbers, divisions = await _known(connection, registered)
    new = {event.originator_id for event in registered}
    earlier = list({public.event.originator_id for public in touching} - new)
    rows = {record["grievance_id"]: loaded_row(record) for record in await connection.fetch(LOAD, earlier)}
    for public in touching:
        event = public.event
        if isinstance(event, GrievanceRegistered):
            number = numbers.get(event.comment_id) if event.comment_id else None
            row = registered_row(event, public.position, number, divisions.get(event.consultation_id))
            rows[event.originator_id] = row
            count(row, _counts(batch, row), 1)
        elif known := rows.get(event.originator_id):
            fold(known, _counts(batch, known), event)
    await _write(connection, earlier, list(rows.values()))


def _counts(batch: Batch, row: GrievanceRow) -> Counts:
    return batch.ledgers[row.consultation_id], batch.year_of(row.registered_at)


async def _known(connection: Any, registered: list[GrievanceRegistered]) -> tuple[dict[UUID, int], dict[UUID, str | None]]:
    """Numbers of the comments that they were made of, and the divisions of their decisions."""
    if not registered:
        return {}, {}
    numbers = await connection.fetch(NUMBERS, [event.comment_id for event in registered if event.comment_id])
    divisions = await connection.fetch(DIVISIONS, list({event.consultation_id for event in registered}))
    return {row["comment_id"]: row["number"] for row in numbers}, {
        row["consultation_id"]: row["division_id"] for row in divisions
    }


async def _write(connection: Any, earlier: list[UUID], rows: list[GrievanceRow]) -> None:
    if earlier:
        await connection.execute("DELETE FROM grievances WHERE grievance_id = ANY($1)", earlier)
    records = [stored(row) for row in rows]
    await connection.copy_records_to_table("grievances", records=records, columns=COLUMNS)
