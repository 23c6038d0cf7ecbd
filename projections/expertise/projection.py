"""Projection of expert reviews: made whole when the decision's adoption opens them; they stay as they are."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.consultation.events import DecisionAdopted
from projections.batch import Batch
from projections.expertise.opened import reviews_of
from projections.source import PublicEvent

COLUMNS = ("expertise_id", "consultation_id", "number", "position", "form", "subject", "experts")
_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch) -> None:
    """Add the reviews that the batch publishes to `expert_reviews`."""
    rows = [row for public in batch.events if isinstance(public.event, DecisionAdopted) for row in _published(public)]
    if rows:
        await connection.copy_records_to_table("expert_reviews", records=rows, columns=COLUMNS)


def _published(public: PublicEvent) -> list[tuple[Any, ...]]:
    about, position = public.event.consultation_id, public.position
    return [
        (each.expertise_id, about, each.number, position, str(each.form), each.subject, _encode(each.experts).decode())
        for each in reviews_of(public.opened)
    ]
