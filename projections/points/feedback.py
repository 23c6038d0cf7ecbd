"""Projection of feedback summaries: the words opened by the publication, the figures recorded in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.events import (
    CorrectionMade,
    DispositionCount,
    FeedbackPrepared,
    FeedbackPublished,
    FeedbackSignedOff,
    LedgerFigures,
)
from domain.sealing import value_or_none
from domain.values import FeedbackText
from projections.batch import Batch, SearchKey
from projections.rows.correction import CorrectionRow
from projections.source import PublicEvent


class FeedbackRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    consultation_id: UUID
    position: int
    published_at: datetime
    text_version: int | None
    text: FeedbackText | None
    revised: bool
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]
    contradictions_accepted: tuple[str, ...]
    changed_without_comment: tuple[str, ...]


COLUMNS = FeedbackRow.__struct_fields__
JSON = ("text", "ledger", "dispositions")

_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch, earlier: dict[UUID, list[CorrectionRow]]) -> None:
    """Fold publications of feedback, and corrections of its words. `earlier`: corrections made before what they correct."""
    rows = await _load(connection, batch)
    for public in batch.events:
        if isinstance(public.event, FeedbackPublished):
            row = rows[public.event.consultation_id] = _published(public, public.event)
            for correction in earlier.get(row.consultation_id, ()):
                if correction.position < public.position:
                    _correct(row, correction)
            _index(batch, row)
        elif isinstance(public.event, CorrectionMade):
            _correct_one(batch, rows, public)
    if rows:
        await _write(connection, list(rows.values()))


async def _load(connection: Any, batch: Batch) -> dict[UUID, FeedbackRow]:
    ids = [public.event.consultation_id for public in batch.events if isinstance(public.event, CorrectionMade)]
    if not ids:
        return {}
    records = await connection.fetch("SELECT * FROM feedback WHERE consultation_id = ANY($1)", ids)
    return {record["consultation_id"]: _loaded(record) for record in records}


def _loaded(record: Any) -> FeedbackRow:
    values = dict(record) | {name: msgspec.json.decode(record[name]) for name in JSON}
    return msgspec.convert(values, FeedbackRow)


def _published(public: PublicEvent, event: FeedbackPublished) -> FeedbackRow:
    opened = {type(each): each for each in public.opened if each.originator_id == event.originator_id}
    words, signed = opened.get(FeedbackPrepared), opened.get(FeedbackSignedOff)
    return FeedbackRow(
        event.consultation_id,
        public.position,
        event.timestamp,
        words.originator_version if words else None,
        value_or_none(words.text) if isinstance(words, FeedbackPrepared) else None,
        isinstance(words, FeedbackPrepared) and value_or_none(words.revised) is not None,
        event.ledger,
        event.dispositions,
        event.contradictions,
        (value_or_none(signed.contradictions_accepted) or ()) if isinstance(signed, FeedbackSignedOff) else (),
        event.changed_without_comment,
    )


def _correct_one(batch: Batch, rows: dict[UUID, FeedbackRow], public: PublicEvent) -> None:
    row, correction = rows.get(public.event.consultation_id), batch.corrections.get(public.position)
    if row and correction and correction.stream == row.consultation_id:
        _correct(row, correction)
        _index(batch, row)


def _correct(row: FeedbackRow, correction: CorrectionRow) -> None:
    named = (correction.stream, correction.version, correction.field)
    if named == (row.consultation_id, row.text_version, "text"):
        correction.applied("feedback-prepared.v1", row.text)
        row.text = msgspec.json.decode(correction.new, type=FeedbackText | None)


def _index(batch: Batch, row: FeedbackRow) -> None:
    words = (row.text.asked, row.text.heard, row.text.did) if row.text else ()
    batch.index(SearchKey(row.consultation_id, "feedback"), row.consultation_id, *words)


async def _write(connection: Any, rows: list[FeedbackRow]) -> None:
    await connection.execute("DELETE FROM feedback WHERE consultation_id = ANY($1)", [row.consultation_id for row in rows])
    await connection.copy_records_to_table("feedback", records=[_stored(row) for row in rows], columns=COLUMNS)


def _stored(row: FeedbackRow) -> tuple[Any, ...]:
    return tuple(_encode(getattr(row, name)).decode() if name in JSON else getattr(row, name) for name in COLUMNS)
