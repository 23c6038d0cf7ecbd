"""Projection of corrections 更正: what was replaced, by what; the old value is not kept where it was closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.events import CorrectionMade
from domain.sealing import value_or_none
from projections.batch import Batch
from projections.rows.correction import COLUMNS, CorrectionRow
from projections.source import PublicEvent

EARLIER = "SELECT * FROM corrections WHERE consultation_id = ANY($1) ORDER BY position"

# Where a later correction closes the original, earlier ones of the same field must not keep it, nor what they put in its place.
FORGET_CLOSED = """
UPDATE corrections c SET old = 'null', new = 'null' FROM corrections later
WHERE later.position = ANY($1) AND later.closes_original AND c.position < later.position
    AND c.stream = later.stream AND c.version = later.version AND c.field = later.field
"""

FORGET_STREAMS = "UPDATE corrections SET old = 'null' WHERE stream = ANY($1)"


def collect(batch: Batch) -> None:
    """A row for every correction of the batch; the projections note on it what they showed."""
    for public in batch.events:
        if type(public.event) is CorrectionMade and (stream := as_uuid(public.event.corrected_stream)):
            batch.corrections[public.position] = _row(public, public.event, stream)


async def load_earlier(connection: Any, consultation_ids: list[UUID]) -> dict[UUID, list[CorrectionRow]]:
    """Corrections of these decisions from earlier batches, which may concern what is opened only now."""
    found: dict[UUID, list[CorrectionRow]] = {consultation_id: [] for consultation_id in consultation_ids}
    for record in await connection.fetch(EARLIER, consultation_ids) if consultation_ids else ():
        found[record["consultation_id"]].append(CorrectionRow(*record.values()))
    return found


async def write(connection: Any, batch: Batch) -> None:
    """Add the batch's corrections, and forget old values that are closed or whose comment is erased or withdrawn."""
    if batch.corrections:
        rows = [msgspec.structs.astuple(row) for row in batch.corrections.values()]
        await connection.copy_records_to_table("corrections", records=rows, columns=COLUMNS)
        await connection.execute(FORGET_CLOSED, list(batch.corrections))
    if batch.closed_streams:
        await connection.execute(FORGET_STREAMS, batch.closed_streams)


def as_uuid(text: str) -> UUID | None:
    """The id a correction names, or None where it names none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _row(public: PublicEvent, event: CorrectionMade, stream: UUID) -> CorrectionRow:
    return CorrectionRow(
        public.position,
        event.consultation_id,
        event.timestamp,
        stream,
        event.corrected_version,
        None,
        event.field,
        event.closes_original,
        "null",
        value_or_none(event.value) or "null",
        value_or_none(event.reason),
    )
