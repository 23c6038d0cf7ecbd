"""The SQL of the append: set-based, a fixed number of statements whatever the size of the batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consult.event_log.batch import Batch
from consult.event_log.record import Append
from consult.public_log.tree import Edge

# DANGER: this lock is the order of the log. Whatever is read before it is stale, and so is what its own statement reads
# beside it; whatever is written after it is in order.
LOCK_HEAD = "SELECT FROM log.head FOR UPDATE"

# One row: the head, versions of streams, last positions about decisions, and what was recorded with the keys.
SEEN = """
SELECT size, edge, last_timestamp,
    ARRAY(SELECT coalesce((SELECT originator_version FROM log.events WHERE originator_id = id
                           ORDER BY originator_version DESC LIMIT 1), -1)
          FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, place) ORDER BY place) AS versions,
    ARRAY(SELECT coalesce((SELECT max(position) FROM log.events WHERE consultation_id = id), -1)
          FROM unnest($2::uuid[]) WITH ORDINALITY AS u (id, place) ORDER BY place) AS positions,
    ARRAY(SELECT i FROM log.idempotency i WHERE key_hash = ANY($3::bytea[])) AS keys
FROM log.head
"""
KEYS = "SELECT key_hash, request_digest, first_position, count FROM log.idempotency WHERE key_hash = ANY($1::bytea[])"

# DANGER: nothing is written unless the head stands where the batch begins. The update waits for whoever holds the row and
# then looks at it again, so that this is a compare-and-swap also without the lock taken before.
RECORD = """
WITH head AS (
    UPDATE log.head SET size = $2, edge = $3, checkpoint = $4, last_timestamp = $5 WHERE size = $1 RETURNING size
), events AS (
    INSERT INTO log.events (position, originator_id, originator_version, topic, consultation_id, state, leaf_hash)
    SELECT u.* FROM head, unnest($6::bigint[], $7::uuid[], $8::int[], $9::text[], $10::uuid[], $11::bytea[], $12::bytea[]) AS u
), subtrees AS (
    INSERT INTO log.subtrees SELECT u.* FROM head, unnest($13::smallint[], $14::bigint[], $15::bytea[]) AS u
), keys AS (
    INSERT INTO log.idempotency SELECT u.* FROM head, unnest($16::bytea[], $17::bytea[], $18::bigint[], $19::int[]) AS u
), data_keys AS (
    INSERT INTO sealed.data_keys SELECT u.* FROM head, unnest($20::uuid[], $21::bytea[]) AS u
), parts AS (
    INSERT INTO sealed.parts
    SELECT u.* FROM head, unnest($22::uuid[], $23::int[], $24::uuid[], $25::bytea[], $26::bytea[]) AS u
), blobs AS (
    INSERT INTO sealed.blobs
    SELECT u.* FROM head, unnest($27::uuid[], $28::text[], $29::text[], $30::bigint[], $31::bytea[]) AS u
    ON CONFLICT DO NOTHING
)
SELECT pg_notify('consult_log', size::text) FROM head
"""


async def lock_head(connection: Any, appends: Sequence[Append]) -> Batch:
    """Lock the head of the log; answers with the batch as it stands inside the lock."""
    await connection.execute(LOCK_HEAD)
    batch = Batch(appends)
    streams, consultations = list(batch.written() | batch.guarded()), list(batch.consultations())
    seen = await connection.fetchrow(SEEN, streams, consultations, batch.key_hashes())
    batch.begin(Edge.from_bytes(seen["size"], seen["edge"]), seen["last_timestamp"])
    batch.versions = {stream: version for stream, version in zip(streams, seen["versions"], strict=True) if version >= 0}
    batch.positions = dict(zip(consultations, seen["positions"], strict=True))
    batch.keys = {key["key_hash"]: (key["request_digest"], key["first_position"], key["count"]) for key in seen["keys"]}
    return batch


async def record(connection: Any, batch: Batch, checkpoint: str) -> bool:
    """Record the admitted events, and what belongs to them in the sealed store; False where the head is no more where it was."""
    edge, appends = batch.edge, batch.admitted
    keys = [(append.idempotency.key_hash, *batch.keys[append.idempotency.key_hash]) for append in appends if append.idempotency]
    data_keys = [(key.owner_id, key.wrapped) for append in appends for key in append.data_keys]
    parts = [
        (item.originator_id, item.originator_version, item.owner_id, item.content, item.identity)
        for append in appends
        for item in append.sealed
    ]
    blobs = [(b.owner_id, b.sha256, b.media_type, b.size, b.ciphertext) for append in appends for b in append.blobs]
    rows = await connection.fetch(
        RECORD,
        *(batch.first_position, edge.size, edge.to_bytes(), checkpoint, batch.last_timestamp),
        *_columns(_events(batch), 7),
        *_columns(edge.completed, 3),
        *_columns(keys, 4),
        *_columns(data_keys, 2),
        *_columns(parts, 5),
        *_columns(blobs, 5),
    )
    return bool(rows)


def _events(batch: Batch) -> list[tuple[Any, ...]]:
    numbered = enumerate(zip(batch.events, batch.leaves, strict=True), batch.first_position)
    return [
        (position, event.originator_id, event.originator_version, event.topic, event.consultation_id, event.state, leaf)
        for position, (event, leaf) in numbered
    ]


def _columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into `width` columns, for unnest."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
