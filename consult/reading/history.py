"""The history of one decision for its staff: events with what is closed to the public, page by page."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.archive.streams import DECISION_TOPICS
from consult.runtime import Runtime
from domain.event import Event


class HistoryRow(msgspec.Struct, frozen=True):
    """One event and its position in the public log."""

    position: int
    event: Event


async def history_rows(runtime: Runtime, consultation_id: UUID, *, after: int, limit: int, everything: bool) -> list[HistoryRow]:
    """Events after a position, in order; `everything`: with comments and points, else the procedure's own."""
    topics = None if everything else sorted(DECISION_TOPICS)
    entries = await runtime.log.about(consultation_id, topics, after=after, limit=limit)
    events = await runtime.archive.unsealed(entries)
    return [HistoryRow(entry.position, event) for entry, event in zip(entries, events, strict=True)]
