"""Projection of the comment register: rows touched are loaded, folded in order, and written set by set."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import UUID

import msgspec

from domain.comment.events import CommentSubmitted
from domain.consultation.events import CorrectionMade
from domain.enumerations import ErasureScope
from projections.batch import Batch, SearchKey
from projections.columns import columns
from projections.comments.articles import named_by, write_articles
from projections.comments.fold import FOLDS, fold
from projections.consultations.blobs import replace_blobs
from projections.consultations.corrections import as_uuid
from projections.rows.comment import COLUMNS, CommentRow, loaded_row, received_row, stored
from projections.rows.correction import CorrectionRow
from projections.search_words import text_hash
from projections.source import PublicEvent

Shown = tuple[str | None, str | None, str | None, tuple[Any, ...], bytes | None]


async def apply(connection: Any, batch: Batch) -> None:
    """Fold the batch into `comments`, `text_repeats`, the blobs of comments and their search entries."""
    before = await _load(connection, batch)
    named = named_by(batch.comments.values())
    for public in batch.events:
        event = public.event
        kind = type(event)
        if isinstance(event, CommentSubmitted):
            _receive(batch, public.position, event)
        elif kind in FOLDS:
            row = batch.comments[event.originator_id]
            fold(row, batch.ledgers[row.consultation_id], public)
            if row.withdrawn_or_erased:
                batch.closed_streams.append(row.comment_id)
        elif kind is CorrectionMade and public.position in batch.corrections:
            _correct(batch, batch.corrections[public.position])
        _note_figures(batch, public)
    await _write(connection, batch, before)
    await write_articles(connection, named, named_by(batch.comments.values()))


async def _load(connection: Any, batch: Batch) -> dict[UUID, Shown]:
    """Rows of earlier batches; answers with what each of them shows now."""
    new = {public.event.originator_id for public in batch.events if type(public.event) is CommentSubmitted}
    touched = {public.event.originator_id for public in batch.events if type(public.event) in FOLDS} - new
    for public in batch.events:
        if type(public.event) is CorrectionMade and (stream := as_uuid(public.event.corrected_stream)):
            touched.add(stream)
    touched -= new
    records = await connection.fetch("SELECT * FROM comments WHERE comment_id = ANY($1)", list(touched)) if touched else ()
    batch.comments = {record["comment_id"]: loaded_row(record) for record in records}
    return {comment_id: _shown(row) for comment_id, row in batch.comments.items()}


def _note_figures(batch: Batch, public: PublicEvent) -> None:
    """One more event about the decision, and its ledger as it stands after this event."""
    if ledger := batch.ledgers.get(public.event.consultation_id):
        ledger.events += 1
        batch.ledger_figures[public.position] = (
            ledger.events,
            ledger.received,
            ledger.published,
            ledger.withheld,
            ledger.withdrawn,
        )


def _receive(batch: Batch, position: int, event: CommentSubmitted) -> None:
    number = batch.ledgers[event.consultation_id].receive()
    batch.comments[event.originator_id] = received_row(event, position, number)
    batch.year_of(event.timestamp).received += 1


def _correct(batch: Batch, correction: CorrectionRow) -> None:
    row = batch.comments.get(correction.stream)
    if row and (correction.field, correction.version) == ("public_note", row.note_version) and row.erased != ErasureScope.ALL:
        value = msgspec.json.decode(correction.new, type=str | None)
        correction.applied("screening-revised.v1" if row.revisions else "comment-withheld.v1", row.public_note)
        row.public_note = value


def _shown(row: CommentRow) -> Shown:
    return row.text, row.proposed_wording, row.organisation, row.attachments, row.text_hash


NOTHING: Shown = (None, None, None, (), None)


async def _write(connection: Any, batch: Batch, before: dict[UUID, Shown]) -> None:
    repeats: Counter[tuple[UUID, bytes]] = Counter()
    changed = [row for row in batch.comments.values() if _shown(row) != before.get(row.comment_id, NOTHING)]
    for row in changed:
        _index(batch, row, repeats, before.get(row.comment_id, NOTHING))
    await _write_rows(connection, batch, before)
    await _write_repeats(connection, batch, {key: by for key, by in repeats.items() if by})
    await replace_blobs(connection, *_blobs(changed, before))


def _index(batch: Batch, row: CommentRow, repeats: Counter[tuple[UUID, bytes]], before: Shown) -> None:
    """Words and hash of what the comment shows now; counts of equal texts before and after."""
    at = SearchKey(row.comment_id, "comment")
    body = batch.index(at, row.consultation_id, row.text, row.proposed_wording, row.organisation)
    row.text_hash = text_hash(row.text, body.partition(" ")[0]) if row.text else None
    if before[4] is not None:
        repeats[row.consultation_id, before[4]] -= 1
    if row.text_hash is not None:
        repeats[row.consultation_id, row.text_hash] += 1


async def _write_rows(connection: Any, batch: Batch, before: dict[UUID, Shown]) -> None:
    """Rows of earlier batches are replaced: copying is much faster than an update of as many columns."""
    if before:
        await connection.execute("DELETE FROM comments WHERE comment_id = ANY($1)", list(before))
    records = [stored(row) for row in batch.comments.values()]
    if records:
        await connection.copy_records_to_table("comments", records=records, columns=COLUMNS)


def _blobs(changed: list[CommentRow], before: dict[UUID, Shown]) -> tuple[list[UUID], list[tuple[Any, ...]]]:
    """Owners whose files changed, and the files they have now, under neutral names."""
    files = [row for row in changed if row.attachments != before.get(row.comment_id, NOTHING)[3]]
    rows = [
        (blob.sha256, row.comment_id, row.consultation_id, f"comment-{row.number}-{place}", blob.media_type, blob.size)
        for row in files
        for place, blob in enumerate(row.attachments, 1)
    ]
    return [row.comment_id for row in files], rows


LOAD_REPEATS = """
SELECT t.consultation_id, t.text_hash, t.comments FROM text_repeats t
JOIN unnest($1::uuid[], $2::bytea[]) AS k (consultation_id, text_hash) USING (consultation_id, text_hash)
"""

WRITE_REPEATS = """
INSERT INTO text_repeats (consultation_id, text_hash, comments) SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::integer[])
ON CONFLICT (consultation_id, text_hash) DO UPDATE SET comments = excluded.comments
"""

DELETE_REPEATS = """
DELETE FROM text_repeats t USING unnest($1::uuid[], $2::bytea[]) AS k (consultation_id, text_hash)
WHERE t.consultation_id = k.consultation_id AND t.text_hash = k.text_hash
"""


async def _write_repeats(connection: Any, batch: Batch, by: dict[tuple[UUID, bytes], int]) -> None:
    if not by:
        return
    records = await connection.fetch(LOAD_REPEATS, *columns(list(by)))
    had = {(record["consultation_id"], record["text_hash"]): record["comments"] for record in records}
    now = {key: had.get(key, 0) + change for key, change in by.items()}
    for key, count in now.items():
        batch.ledgers[key[0]].distinct_texts += (count > 0) - (key in had)
    kept = [(*key, count) for key, count in now.items() if count > 0]
    gone = [key for key, count in now.items() if count <= 0 and key in had]
    if kept:
        await connection.execute(WRITE_REPEATS, *columns(kept))
    if gone:
        await connection.execute(DELETE_REPEATS, *columns(gone))
