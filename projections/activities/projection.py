"""Projection of participation activities: views touched are loaded, folded in order, and written set by set."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from domain.activity.events import ActivityPlanned
from domain.calendar import local_date
from domain.event import aggregate_of
from projections.activities.fold import BEGINNING, first_view, fold
from projections.activities.views import ActivityView
from projections.batch import Batch
from projections.source import PublicEvent

LOAD = "SELECT facts FROM activities WHERE activity_id = ANY($1)"
NUMBERS = "SELECT consultation_id, max(number) AS last FROM activities WHERE consultation_id = ANY($1) GROUP BY consultation_id"
COLUMNS = (
    *("activity_id", "consultation_id", "number", "position", "kind", "status", "held_on"),
    *("list_due_on", "materials_due_on", "awaited", "facts"),
)
AGGREGATE = aggregate_of(ActivityPlanned)
_encode = msgspec.json.Encoder(order="sorted").encode
_decode = msgspec.json.Decoder(ActivityView).decode


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `activities`."""
    touching = [public for public in batch.events if aggregate_of(type(public.event)) == AGGREGATE]
    if not touching:
        return
    streams = list({public.event.originator_id for public in touching})
    records = await connection.fetch(LOAD, streams)
    views = {view.activity_id: view for view in (_decode(record["facts"]) for record in records)}
    await _fold(connection, touching, views)
    if records:
        await connection.execute("DELETE FROM activities WHERE activity_id = ANY($1)", streams)
    rows = [_row(view) for view in views.values()]
    await connection.copy_records_to_table("activities", records=rows, columns=COLUMNS)


async def _fold(connection: Any, touching: Iterable[PublicEvent], views: dict[UUID, ActivityView]) -> None:
    """Those that become public are numbered within their decision, in the order in which they do."""
    decisions = {public.event.consultation_id for public in touching if isinstance(public.event, BEGINNING)}
    records = await connection.fetch(NUMBERS, list(decisions)) if decisions else ()
    last: dict[UUID, int] = {record["consultation_id"]: record["last"] for record in records}
    for public in touching:
        event = public.event
        view = views.get(event.originator_id)
        if view is None and isinstance(event, BEGINNING):
            view = first_view(public, last.get(event.consultation_id, 0) + 1)
            last[event.consultation_id] = last.get(event.consultation_id, 0) + 1
        if view is not None:
            views[event.originator_id] = fold(view, public)


def _row(view: ActivityView) -> tuple[Any, ...]:
    held = view.began_at or view.held_at
    listed, delivered = view.listed_at is not None, len(view.delivered) >= len(view.participants) > 0
    return (
        view.activity_id,
        view.consultation_id,
        view.number,
        view.position,
        str(view.kind),
        str(view.status),
        local_date(held) if held else None,
        None if listed or not view.awaited else view.list_due_on,
        None if delivered or not view.awaited else view.materials_due_on,
        view.awaited,
        _encode(view).decode(),
    )
