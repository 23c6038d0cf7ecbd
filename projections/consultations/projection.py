"""Projection of decisions: rows touched are loaded, folded in order, and written set by set."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from domain.consultation.events import ConsultationPublished, CorrectionMade, DecisionAdopted, DecisionStarted, FeedbackPublished
from projections.batch import Batch
from projections.consultations.fold import fold, started_row
from projections.consultations.indexing import index_consultation
from projections.consultations.openings import apply_correction, open_content
from projections.consultations.published_texts import PublishedTexts
from projections.consultations.row import COLUMNS, ConsultationRow, loaded_row, stored
from projections.rows.handled import Handled
from projections.source import PublicEvent


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `consultations`, `texts`, `articles`, the blobs of decisions and their search entries."""
    own = [public for public in batch.events if public.event.originator_id == public.event.consultation_id]
    if not own:
        return
    rows, documents = await _load(connection, own), PublishedTexts()
    for public in own:
        if isinstance(public.event, DecisionStarted):
            rows[public.event.originator_id] = started_row(public.event)
        else:
            _apply(batch, rows[public.event.originator_id], public, documents)
    await _write(connection, rows)
    await documents.write(connection)


def _apply(batch: Batch, row: ConsultationRow, public: PublicEvent, documents: PublishedTexts) -> None:
    event = public.event
    fold(row, event, public.position)
    if isinstance(event, ConsultationPublished):
        _number(batch, row, event)
    if isinstance(event, FeedbackPublished | DecisionAdopted):
        batch.handled[public.position] = _handled(row)
    if public.opened:
        open_content(row, public, documents)
    if isinstance(event, CorrectionMade) and public.position in batch.corrections:
        apply_correction(row, batch.corrections[public.position])
    if row.published_at and (public.opened or isinstance(event, CorrectionMade)):
        index_consultation(batch, row, documents)


def _number(batch: Batch, row: ConsultationRow, event: ConsultationPublished) -> None:
    """The public number: the n-th publication of its year (Beijing), in the order of the log."""
    year = batch.year_of(event.timestamp)
    year.published += 1
    row.number = batch.published[row.consultation_id] = f"{year.year}-{year.published:03d}"


def _handled(row: ConsultationRow) -> Handled:
    division = row.division_id or "", row.division_name or ""
    return Handled(*division, row.period_closed_at, row.answer_due_on, row.details.warned)


async def _load(connection: Any, own: list[PublicEvent]) -> dict[UUID, ConsultationRow]:
    ids = list({public.event.originator_id for public in own})
    records = await connection.fetch("SELECT * FROM consultations WHERE consultation_id = ANY($1)", ids)
    return {record["consultation_id"]: loaded_row(record) for record in records}


async def _write(connection: Any, rows: dict[UUID, ConsultationRow]) -> None:
    await connection.execute("DELETE FROM consultations WHERE consultation_id = ANY($1)", list(rows))
    records = [stored(row) for row in rows.values()]
    await connection.copy_records_to_table("consultations", records=records, columns=COLUMNS)
