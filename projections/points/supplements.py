"""Projection of supplements to the feedback: the words opened by their publication, the figures recorded in it."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.consultation.events import (
    SupplementPrepared,
    SupplementPublished,
    SupplementSignedOff,
)
from domain.sealing import value_or_none
from projections.batch import Batch, SearchKey
from projections.points.views import SupplementView
from projections.source import PublicEvent

COLUMNS = SupplementView.__struct_fields__
JSON = ("ledger", "dispositions")

_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch) -> None:
    """Add the batch's supplements; they stay as they are."""
    rows = [_published(public, public.event) for public in batch.events if isinstance(public.event, SupplementPublished)]
    for row in rows:
        batch.index(SearchKey(row.consultation_id, "supplement", str(row.number)), row.consultation_id, row.text)
    if rows:
        await connection.copy_records_to_table("supplements", records=[_stored(row) for row in rows], columns=COLUMNS)


def _published(public: PublicEvent, event: SupplementPublished) -> SupplementView:
    opened = {type(each): each for each in public.opened if each.originator_id == event.originator_id}
    words, signed = opened.get(SupplementPrepared), opened.get(SupplementSignedOff)
    accepted = value_or_none(signed.contradictions_accepted) if isinstance(signed, SupplementSignedOff) else None
    return SupplementView(
        consultation_id=event.consultation_id,
        number=event.number,
        position=public.position,
        published_at=event.timestamp,
        text=value_or_none(words.text) if isinstance(words, SupplementPrepared) else None,
        points=event.points,
        comments=event.comments,
        ledger=event.ledger,
        dispositions=event.dispositions,
        contradictions=event.contradictions,
        contradictions_accepted=accepted or (),
    )


def _stored(row: SupplementView) -> tuple[Any, ...]:
    return tuple(_encode(getattr(row, name)).decode() if name in JSON else getattr(row, name) for name in COLUMNS)
