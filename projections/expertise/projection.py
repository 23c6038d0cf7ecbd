"""Projection of expert reviews: made whole when the decision's adoption opens them; they stay as they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.consultation.events import DecisionAdopted
from domain.event import Event
from domain.expertise import events as e
from domain.sealing import value_or_none
from projections.batch import Batch
from projections.expertise.views import ExpertView
from projections.source import PublicEvent

COLUMNS = ("expertise_id", "consultation_id", "number", "position", "form", "subject", "experts")
_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch) -> None:
    """Add the reviews that the batch publishes to `expert_reviews`."""
    rows = [row for public in batch.events if isinstance(public.event, DecisionAdopted) for row in _published(public)]
    if rows:
        await connection.copy_records_to_table("expert_reviews", records=rows, columns=COLUMNS)


def _published(public: PublicEvent) -> list[tuple[Any, ...]]:
    """A row for each review whose plan is opened, in the order of the plans."""
    streams: dict[UUID, list[Event]] = defaultdict(list)
    for event in public.opened:
        streams[event.originator_id].append(event)
    planned = [event for event in public.opened if isinstance(event, e.ExpertReviewPlanned)]
    return [
        (
            plan.originator_id,
            plan.consultation_id,
            number,
            public.position,
            str(plan.form),
            value_or_none(plan.subject),
            _encode(experts_of(streams[plan.originator_id])).decode(),
        )
        for number, plan in enumerate(planned, 1)
    ]


def experts_of(events: Sequence[Event]) -> tuple[ExpertView, ...]:
    """Those who were asked in one review, by its opened events."""
    found: dict[int, ExpertView] = {}
    for event in events:
        match event:
            case e.ExpertAsked(expert=number):
                found[number] = ExpertView(number=number, field=value_or_none(event.field))
            case e.InterestDeclared(expert=number) if number in found:
                found[number] = replace(found[number], interest=event.interest, shown=value_or_none(event.shown))
            case e.ExpertOpinionGiven(expert=number) if number in found:
                told = {"finding": event.finding, "signed_on": event.signed_on, "summary": value_or_none(event.summary)}
                found[number] = replace(found[number], **told)
            case e.ExpertOpinionUsed(expert=number) if number in found:
                found[number] = replace(found[number], use=event.use, reason=value_or_none(event.reason))
            case _:
                pass
    return tuple(found.values())
