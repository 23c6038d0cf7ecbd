"""Applies one batch of events to all read models, in the order in which they depend on each other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from projections.activities import projection as activities
from projections.anchors import projection as anchors
from projections.applications import projection as applications
from projections.batch import Batch, SearchEntries
from projections.catalogues import projection as catalogues
from projections.comments import ledgers
from projections.comments import projection as comments
from projections.consultations import corrections
from projections.consultations import projection as consultations
from projections.expertise import projection as expertise
from projections.figures import projection as figures
from projections.grievances import projection as grievances
from projections.history import action_counts
from projections.history import projection as history
from projections.performance import projection as performance
from projections.points import disposition_counts
from projections.points import projection as points
from projections.questionnaires import projection as questionnaires
from projections.risk_assessments import projection as risk_assessments
from projections.search import projection as search
from projections.source import PublicEvent
from projections.undertakings import projection as undertakings

WriteSearchEntries = Callable[[SearchEntries], Awaitable[None]]


class Change(msgspec.Struct, frozen=True):
    """A decision has events up to `position` in the read models; `number` where it was published in this batch."""

    consultation_id: UUID
    position: int
    number: str | None


async def apply_batch(connection: Any, events: Sequence[PublicEvent], words: WriteSearchEntries | None = None) -> list[Change]:
    """Fold `events` into the tables of the schema on the search path; answers with the decisions that changed.

    `words`: writes the search entries, in a rebuild.
    """
    batch = Batch(events)
    await ledgers.load(connection, batch)
    await figures.load(connection, batch)
    corrections.collect(batch)
    await consultations.apply(connection, batch)
    await comments.apply(connection, batch)
    await points.apply(connection, batch)
    await grievances.apply(connection, batch)
    await undertakings.apply(connection, batch)
    await corrections.write(connection, batch)
    await ledgers.write(connection, batch.ledgers.values())
    await disposition_counts.count_dispositions(connection, batch)
    await history.apply(connection, batch)
    await action_counts.apply(connection, batch)
    await anchors.apply(connection, batch)
    await expertise.apply(connection, batch)
    await risk_assessments.apply(connection, batch)
    await applications.apply(connection, batch)
    await catalogues.apply(connection, batch)
    await activities.apply(connection, batch)
    await performance.apply(connection, batch)
    await questionnaires.apply(connection, batch)
    if words:
        await words(batch.search_entries)
    else:
        await search.apply(connection, batch.search_entries)
    await figures.write(connection, batch.years.values())
    return [Change(key, ledger.position, batch.published.get(key)) for key, ledger in batch.ledgers.items()]
