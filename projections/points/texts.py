"""Projection of the different public texts that each point gathers, counted as links and texts change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from projections.batch import Batch
from projections.columns import columns

Changes = Counter[tuple[UUID, bytes]]
"""By how much the comments of a point with a text become more."""

REFRESH = """
WITH changed AS (
    SELECT l.point_id, l.comment_id, l.text_hash AS before, m.text_hash AS after
    FROM unnest($1::uuid[]) AS t (comment_id) JOIN point_comments l USING (comment_id) JOIN comments m USING (comment_id)
    WHERE l.text_hash IS DISTINCT FROM m.text_hash
), written AS (
    UPDATE point_comments l SET text_hash = c.after FROM changed c
    WHERE l.point_id = c.point_id AND l.comment_id = c.comment_id
)
SELECT point_id, before, after FROM changed
"""

COUNT = """
WITH counted AS (
    SELECT d.point_id, d.text_hash, coalesce(t.comments, 0) AS before, coalesce(t.comments, 0) + d.more AS after
    FROM unnest($1::uuid[], $2::bytea[], $3::integer[]) AS d (point_id, text_hash, more)
    LEFT JOIN point_texts t USING (point_id, text_hash)
), gone AS (
    DELETE FROM point_texts t USING counted c WHERE t.point_id = c.point_id AND t.text_hash = c.text_hash AND c.after <= 0
), kept AS (
    INSERT INTO point_texts (point_id, text_hash, comments) SELECT point_id, text_hash, after FROM counted WHERE after > 0
    ON CONFLICT (point_id, text_hash) DO UPDATE SET comments = excluded.comments
)
UPDATE points p SET distinct_texts = p.distinct_texts + c.more
FROM (SELECT point_id, sum((after > 0)::integer - (before > 0)::integer) AS more FROM counted GROUP BY point_id) c
WHERE p.point_id = c.point_id AND c.more <> 0
"""

FORGET = "DELETE FROM point_texts WHERE point_id = ANY($1)"


async def refresh(connection: Any, batch: Batch) -> Changes:
    """Links made before the batch, with the texts that their comments show after it; before any link is written."""
    changes: Changes = Counter()
    if batch.comments:
        for row in await connection.fetch(REFRESH, list(batch.comments)):
            _move(changes, row["point_id"], row["before"], -1)
            _move(changes, row["point_id"], row["after"], 1)
    return changes


def moved(changes: Changes, rows: Iterable[Any], by: int) -> None:
    """Links that were made (1) or undone (-1)."""
    for row in rows:
        _move(changes, row["point_id"], row["text_hash"], by)


def _move(changes: Changes, point_id: UUID, text_hash: bytes | None, by: int) -> None:
    if text_hash is not None:
        changes[point_id, text_hash] += by


async def count(connection: Any, batch: Batch, changes: Changes) -> None:
    """Write what has changed, after the points are written; of a point that was merged into another nothing is kept."""
    rows = [(*key, by) for key, by in changes.items() if by and key[0] not in batch.dissolved]
    if rows:
        await connection.execute(COUNT, *columns(rows))
    if batch.dissolved:
        await connection.execute(FORGET, list(batch.dissolved))
