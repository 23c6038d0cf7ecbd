"""The SQL of the append: set-based, a fixed number of statements whatever the size of the batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from consult.event_log.batch import Batch
from consult.event_log.record import Append
from consult.public_log.tree import Edge

# DANGER: this lock is the order of the log. Whatever is read before it is stale; whatever is written after it is in order.
LOCK_HEAD = "SELECT size, edge, last_timestamp FROM log.head FOR UPDATE"

VERSIONS = """
SELECT id, (SELECT originator_version FROM log.events
            WHERE originator_id = id ORDER BY originator_version DESC LIMIT 1) AS version
FROM unnest($1::uuid[]) AS id
"""
POSITIONS = """
SELECT id, (SELECT max(position) FROM log.events WHERE consultation_id = id) AS position
FROM unnest($1::uuid[]) AS id
"""
KEYS = "SELECT key_hash, request_digest, first_position, count FROM log.idempotency WHERE key_hash = ANY($1::bytea[])"

INSERT = """
WITH recorded AS (
    INSERT INTO log.events (position, originator_id, originator_version, topic, consultation_id, state, leaf_hash)
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::int[], $4::text[], $5::uuid[], $6::bytea[], $7::bytea[])
), subtrees AS (
    INSERT INTO log.subtrees SELECT * FROM unnest($8::smallint[], $9::bigint[], $10::bytea[])
), head AS (
    UPDATE log.head SET size = $11, edge = $12, checkpoint = $13, last_timestamp = $14
)
SELECT pg_notify('consult_log', $11::text)
"""
BESIDE = """
WITH keys AS (
    INSERT INTO log.idempotency SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::bigint[], $4::int[])
), data_keys AS (
    INSERT INTO sealed.data_keys SELECT * FROM unnest($5::uuid[], $6::bytea[])
), refs AS (
    INSERT INTO sealed.comment_references SELECT * FROM unnest($7::bytea[], $8::uuid[])
)
INSERT INTO sealed.parts SELECT * FROM unnest($9::uuid[], $10::int[], $11::text[], $12::uuid[], $13::bytea[])
"""
BLOBS = """
INSERT INTO sealed.blobs SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::bytea[])
ON CONFLICT DO NOTHING
"""


def columns(rows: Sequence[Sequence[Any]], width: int) -> list[list[Any]]:
    """Rows turned into `width` columns, for unnest."""
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]


async def locked(connection: Any, appends: Sequence[Append]) -> Batch:
    """Lock the head of the log; answers with the batch as it stands inside the lock."""
    head = await connection.fetchrow(LOCK_HEAD)
    batch = Batch(appends, Edge.from_bytes(head["size"], head["edge"]), head["last_timestamp"])
    rows = await connection.fetch(VERSIONS, batch.streams())
    batch.versions.update({row["id"]: row["version"] for row in rows if row["version"] is not None})
    if consultations := batch.consultations():
        rows = await connection.fetch(POSITIONS, consultations)
        batch.positions.update({row["id"]: row["position"] for row in rows if row["position"] is not None})
    if keys := batch.key_hashes():
        rows = await connection.fetch(KEYS, keys)
        batch.keys.update({row["key_hash"]: (row["request_digest"], row["first_position"], row["count"]) for row in rows})
    return batch


async def insert(connection: Any, batch: Batch, checkpoint: str) -> None:
    """Record the admitted events and what belongs to them."""
    numbered = enumerate(zip(batch.events, batch.leaves, strict=True), batch.first_position)
    events = [
        (position, event.originator_id, event.originator_version, event.topic, event.consultation_id, event.state, leaf)
        for position, (event, leaf) in numbered
    ]
    edge = batch.edge
    await connection.execute(
        INSERT, *columns(events, 7), *columns(edge.completed, 3), edge.size, edge.to_bytes(), checkpoint, batch.last_timestamp
    )
    await _insert_beside(connection, batch)


async def _insert_beside(connection: Any, batch: Batch) -> None:
    appends = batch.admitted
    given = [append.idempotency.key_hash for append in appends if append.idempotency]
    keys = [(key, *batch.keys[key]) for key in given]
    data_keys = [(key.owner_id, key.wrapped) for append in appends for key in append.data_keys]
    references = [(item.reference_hash, item.comment_id) for append in appends for item in append.references]
    parts = [
        (part.originator_id, part.originator_version, part.part, part.owner_id, part.ciphertext)
        for append in appends
        for part in append.sealed
    ]
    if keys or data_keys or references or parts:
        arguments = [*columns(keys, 4), *columns(data_keys, 2), *columns(references, 2), *columns(parts, 5)]
        await connection.execute(BESIDE, *arguments)
    blobs = [(b.owner_id, b.sha256, b.media_type, b.size, b.ciphertext) for append in appends for b in append.blobs]
    if blobs:
        await connection.execute(BLOBS, *columns(blobs, 5))
