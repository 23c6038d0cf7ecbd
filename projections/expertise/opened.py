"""Expert reviews as they are read from the events of their streams, each opened as far as the reader may see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from msgspec.structs import replace

from domain.event import Event
from domain.expertise import events as e
from domain.sealing import value_or_none
from projections.expertise.views import ExpertReviewView, ExpertView


def reviews_of(events: Sequence[Event]) -> tuple[ExpertReviewView, ...]:
    """In the order they were planned; events of other streams are left out."""
    streams: dict[UUID, list[Event]] = defaultdict(list)
    for event in events:
        streams[event.originator_id].append(event)
    planned = [event for event in events if isinstance(event, e.ExpertReviewPlanned)]
    return tuple(
        ExpertReviewView(
            expertise_id=plan.originator_id,
            number=number,
            form=plan.form,
            subject=value_or_none(plan.subject),
            experts=_experts(streams[plan.originator_id]),
        )
        for number, plan in enumerate(planned, 1)
    )


def _experts(events: Sequence[Event]) -> tuple[ExpertView, ...]:
    """Those who were asked in one review."""
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
