"""Projection of the history: every event with its public fields; words about comments stay with the comments."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.event import CLOCK, PUBLIC, Event
from domain.questionnaire.events import ResponsesCounted
from domain.sealing import CLOSED, sealed_fields
from projections.batch import Batch
from projections.source import PublicEvent

COLUMNS = (
    "position", "consultation_id", "at", "topic", "actor_kind", "actor", "stream", "version", "facts",
    "number", "received", "published", "withheld", "withdrawn", "referred",
)  # fmt: skip
OF_NO_DECISION = (0, 0, 0, 0, 0, 0)
ENVELOPE = frozenset(Event.__struct_fields__)

# Shown beside comment or point, where they can be taken back; a history would keep them. Tokens and counts stand in the log.
ELSEWHERE = frozenset({"redacted_text", "public_note", "disposition", "value", "token", "counts"})

_encode = msgspec.json.Encoder(order="sorted").encode


async def apply(connection: Any, batch: Batch) -> None:
    """Add the batch to `history`."""
    await connection.copy_records_to_table("history", records=[_row(public, batch) for public in batch.events], columns=COLUMNS)


def _row(public: PublicEvent, batch: Batch) -> tuple[Any, ...]:
    event = public.event
    by_staff = event.actor not in (PUBLIC, CLOCK)
    return (
        public.position,
        event.consultation_id,
        event.timestamp,
        event.topic,
        "staff" if by_staff else event.actor,
        event.actor if by_staff else None,
        event.originator_id,
        event.originator_version,
        _facts(event, batch),
        *batch.ledger_figures.get(public.position, OF_NO_DECISION),
    )


def _facts(event: Event, batch: Batch) -> str:
    facts: dict[str, Any] = {}
    closed = []
    for name in _public_fields(type(event)):
        value = getattr(event, name)
        if value is CLOSED:
            closed.append(name)
        elif name == "comment_ids":
            facts["comments"] = len(value)
        elif isinstance(event, ResponsesCounted) and name == "responses":
            facts[name] = len(value)
        else:
            facts[name] = value
    if closed:
        facts["closed"] = closed
    if event.originator_id in batch.comments:
        facts["comment_number"] = batch.comments[event.originator_id].number
    elif row := batch.points.get(event.originator_id) or batch.dissolved.get(event.originator_id):
        facts["point_number"] = row.number
    return _encode(facts).decode()


_fields: dict[type[Event], tuple[str, ...]] = {}


def _public_fields(event_type: type[Event]) -> tuple[str, ...]:
    """Fields in clear and those opened at once, without the envelope and what is shown elsewhere."""
    if event_type not in _fields:
        closed = {field.name for field in sealed_fields(event_type) if field.seal.opened != "at_once"}
        hidden = ENVELOPE | ELSEWHERE | closed
        _fields[event_type] = tuple(name for name in event_type.__struct_fields__ if name not in hidden)
    return _fields[event_type]
