"""Projection of points and their links to comments, and with them the ledger's answered comments."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.consultation.events import CorrectionMade, FeedbackPublished, SupplementPublished
from domain.event import Event
from domain.point.events import (
    CommentsGathered,
    CommentsReleased,
    DispositionDrafted,
    DispositionSuperseded,
    PointDissolved,
    PointMade,
    PointReworded,
)
from projections.batch import Batch, SearchKey
from projections.consultations import corrections
from projections.consultations.corrections import as_uuid
from projections.points import feedback, links, supplements, texts
from projections.points.fold import apply_correction, fold, publish
from projections.points.links import Link
from projections.rows.correction import CorrectionRow
from projections.rows.point import COLUMNS, PointRow, loaded_row, stored
from projections.source import PublicEvent

OWN = (PointReworded, CommentsGathered, CommentsReleased, PointDissolved, DispositionDrafted, DispositionSuperseded)
PUBLICATIONS = (FeedbackPublished, SupplementPublished)
TOUCHING = frozenset({PointMade, CorrectionMade, *PUBLICATIONS, *OWN})

LOAD = "SELECT * FROM points WHERE point_id = ANY($1) OR (consultation_id = ANY($2) AND NOT published)"


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `points`, `point_comments`, `point_texts`, `feedback`, `supplements` and their search entries."""
    touching = [public for public in batch.events if type(public.event) in TOUCHING]
    changes = await texts.refresh(connection, batch)
    if not touching:
        await texts.count(connection, batch, changes)
        return
    published = [public.event.consultation_id for public in touching if isinstance(public.event, PUBLICATIONS)]
    earlier = await corrections.load_earlier(connection, published)
    await _load(connection, batch, touching, published)
    answered_before = {row.point_id for row in batch.points.values() if row.answered}
    gathered: links.Links = {}
    for public in touching:
        _apply(batch, public, gathered, earlier)
    await _write(connection, batch)
    newly_answered = {row.point_id for row in batch.points.values() if row.answered} - answered_before
    supplemented = {public.event.consultation_id for public in touching if isinstance(public.event, SupplementPublished)}
    await links.write_links(connection, batch, gathered, newly_answered, supplemented, changes)
    await texts.count(connection, batch, changes)
    await feedback.apply(connection, batch, earlier)
    await supplements.apply(connection, batch)


async def _load(connection: Any, batch: Batch, touching: list[PublicEvent], published: list[UUID]) -> None:
    ids = {public.event.originator_id for public in touching if isinstance(public.event, OWN)}
    for public in touching:
        if isinstance(public.event, CorrectionMade) and (stream := as_uuid(public.event.corrected_stream)):
            ids.add(stream)
    records = await connection.fetch(LOAD, list(ids), published)
    batch.points = {record["point_id"]: loaded_row(record) for record in records}


def _apply(batch: Batch, public: PublicEvent, gathered: links.Links, earlier: dict[UUID, list[CorrectionRow]]) -> None:
    event = public.event
    if isinstance(event, PointMade):
        _make(batch, event, public.position)
    elif isinstance(event, CommentsGathered | CommentsReleased):
        link = _link(batch, event)
        gathered |= {(event.originator_id, comment): link for comment in event.comment_ids}
    elif isinstance(event, FeedbackPublished):
        _publish(batch, public, earlier.get(event.consultation_id, []), 0)
    elif isinstance(event, SupplementPublished):
        _publish(batch, public, earlier.get(event.consultation_id, []), event.number)
        gathered |= dict.fromkeys(_pending_of(batch, event.consultation_id, gathered), Link.PUBLIC)
    elif isinstance(event, CorrectionMade):
        _correct(batch, earlier, public)
    elif isinstance(event, PointDissolved):
        batch.dissolved[event.originator_id] = batch.points.pop(event.originator_id)
    else:
        row = batch.points[event.originator_id]
        fold(row, event, public.position)
        _index(batch, row)


def _link(batch: Batch, event: CommentsGathered | CommentsReleased) -> Link:
    if isinstance(event, CommentsReleased):
        return Link.NONE
    return Link.PENDING if batch.ledgers[event.consultation_id].feedback_published else Link.PUBLIC


def _pending_of(batch: Batch, consultation_id: UUID, gathered: links.Links) -> list[tuple[UUID, UUID]]:
    """Pairs of the decision that were gathered earlier in the batch, and are not public yet."""
    pending = [pair for pair, link in gathered.items() if link == Link.PENDING]
    own = {row.point_id for row in batch.points.values() if row.consultation_id == consultation_id}
    return [pair for pair in pending if pair[0] in own]


def _make(batch: Batch, event: PointMade, position: int) -> None:
    ledger = batch.ledgers[event.consultation_id]
    ledger.points += 1
    batch.points[event.originator_id] = PointRow(
        event.originator_id, event.consultation_id, ledger.points, position, event.articles
    )


def _publish(batch: Batch, public: PublicEvent, earlier: list[CorrectionRow], supplement: int) -> None:
    """Every point of the decision that is not public yet, with the feedback (0) or the n-th supplement."""
    opened: dict[UUID, list[Event]] = defaultdict(list)
    for event in public.opened:
        opened[event.originator_id].append(event)
    batch.ledgers[public.event.consultation_id].feedback_published = True
    for row in batch.points.values():
        if row.consultation_id == public.event.consultation_id and not row.published:
            row.supplement = supplement
            publish(row, opened[row.point_id], public.position)
            for correction in earlier:
                if correction.stream == row.point_id and correction.position < public.position:
                    apply_correction(row, correction)
            _index(batch, row)


def _correct(batch: Batch, earlier: dict[UUID, list[CorrectionRow]], public: PublicEvent) -> None:
    """Correct what is shown; what is not yet shown is corrected when it is published later in the batch."""
    correction = batch.corrections.get(public.position)
    if correction is None:
        return
    if (row := batch.points.get(correction.stream)) and row.published:
        apply_correction(row, correction)
        _index(batch, row)
    elif public.event.consultation_id in earlier:
        earlier[public.event.consultation_id].append(replace(correction))


def _index(batch: Batch, row: PointRow) -> None:
    reason = row.disposition.reason if row.disposition else None
    if row.published:
        batch.index(SearchKey(row.point_id, "point", str(row.number)), row.consultation_id, row.summary, reason)


async def _write(connection: Any, batch: Batch) -> None:
    await connection.execute("DELETE FROM points WHERE point_id = ANY($1)", [*batch.points, *batch.dissolved])
    records = [stored(row) for row in batch.points.values()]
    await connection.copy_records_to_table("points", records=records, columns=COLUMNS)
