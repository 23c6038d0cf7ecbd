"""Projection of supplements to the feedback: the words opened by their publication, the figures recorded in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.events import (
    DispositionCount,
    LedgerFigures,
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.sealing import value_or_none
from projections.batch import Batch, SearchKey
from projections.source import PublicEvent


class SupplementRow(msgspec.Struct):
    """Fields in the order of the table's columns."""

    consultation_id: UUID
    number: int
    position: int
    published_at: datetime
    text: str | None
    points: int
    comments: int
    ledger: LedgerFigures
    dispositions: tuple[DispositionCount, ...]
    contradictions: tuple[str, ...]
    contradictions_accepted: tuple[str, ...]


COLUMNS = SupplementRow.__struct_fields__
JSON = ("ledger", "dispositions")

_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch) -> None:
    """Add the batch's supplements; they stay as they are."""
    rows = [_published(public, public.event) for public in batch.events if isinstance(public.event, SupplementPublished)]
    for row in rows:
        batch.index(SearchKey(row.consultation_id, "supplement", str(row.number)), row.consultation_id, row.text)
    if rows:
        await connection.copy_records_to_table("supplements", records=[_stored(row) for row in rows], columns=COLUMNS)


def _published(public: PublicEvent, event: SupplementPublished) -> SupplementRow:
    opened = {type(each): each for each in public.opened if each.originator_id == event.originator_id}
    words, signed = opened.get(SupplementPrepared), opened.get(SupplementSignedOff)
    return SupplementRow(
        event.consultation_id,
        event.number,
        public.position,
        event.timestamp,
        value_or_none(words.text) if isinstance(words, SupplementPrepared) else None,
        event.points,
        event.comments,
        event.ledger,
        event.dispositions,
        event.contradictions,
        (value_or_none(signed.contradictions_accepted) or ()) if isinstance(signed, SupplementSignedOff) else (),
    )


def _stored(row: SupplementRow) -> tuple[Any, ...]:
    return tuple(_encode(getattr(row, name)).decode() if name in JSON else getattr(row, name) for name in COLUMNS)
