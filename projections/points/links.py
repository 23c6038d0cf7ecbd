"""Projection of the links between points and comments; for each comment, in how many points it is and whether it is covered."""

from __future__ import annotations

import enum
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from projections.batch import Batch
from projections.points import texts


class Link(enum.Enum):
    """How a pair stands at the end of a batch. PENDING: gathered after the feedback, and not public yet."""

    NONE = 0
    PUBLIC = 1
    PENDING = 2


Links = dict[tuple[UUID, UUID], Link]

PUBLISH = """
UPDATE point_comments SET pending = false
WHERE pending AND point_id IN (SELECT point_id FROM points WHERE consultation_id = ANY($1)) RETURNING comment_id
"""

LINK = """
WITH linked AS (
    INSERT INTO point_comments (point_id, comment_id, number, pending, text_hash)
    SELECT u.point_id, m.comment_id, m.number, u.pending, m.text_hash
    FROM unnest($1::uuid[], $2::uuid[], $3::boolean[]) AS u (point_id, comment_id, pending) JOIN comments m USING (comment_id)
    ON CONFLICT DO NOTHING RETURNING point_id, text_hash
), counted AS (
    UPDATE points p SET comments = p.comments + l.comments
    FROM (SELECT point_id, count(*) AS comments FROM linked GROUP BY point_id) l WHERE p.point_id = l.point_id
)
SELECT point_id, text_hash FROM linked
"""

# Released, published and gathered again in one batch: the row was there all the time.
AGAIN = """
UPDATE point_comments l SET pending = true FROM unnest($1::uuid[], $2::uuid[]) AS u (point_id, comment_id)
WHERE l.point_id = u.point_id AND l.comment_id = u.comment_id AND NOT l.pending
"""

UNLINK = """
WITH unlinked AS (
    DELETE FROM point_comments l USING unnest($1::uuid[], $2::uuid[]) AS u (point_id, comment_id)
    WHERE l.point_id = u.point_id AND l.comment_id = u.comment_id RETURNING l.point_id, l.text_hash
), counted AS (
    UPDATE points p SET comments = p.comments - l.comments
    FROM (SELECT point_id, count(*) AS comments FROM unlinked GROUP BY point_id) l WHERE p.point_id = l.point_id
)
SELECT point_id, text_hash FROM unlinked
"""

GATHERED = "SELECT DISTINCT comment_id FROM point_comments WHERE point_id = ANY($1)"
UNLINK_ALL = "DELETE FROM point_comments WHERE point_id = ANY($1)"

COVER = """
WITH touched AS (
    SELECT t.comment_id, count(l.point_id) AS in_points, coalesce(bool_or(p.answered), false) AS covered,
        coalesce(bool_or(p.answered AND p.published AND NOT l.pending), false) AS shown
    FROM unnest($1::uuid[]) AS t (comment_id) LEFT JOIN point_comments l USING (comment_id) LEFT JOIN points p USING (point_id)
    GROUP BY t.comment_id
), standing AS (
    SELECT t.comment_id, t.in_points, t.covered, t.covered AND NOT t.shown AND b.consultation_id = ANY($2) AS pending,
        b.in_points AS were_in, b.covered AS was_covered, b.pending AS was_pending
    FROM touched t JOIN comments b USING (comment_id)
)
UPDATE comments m SET in_points = s.in_points, covered = s.covered, pending = s.pending
FROM standing s
WHERE m.comment_id = s.comment_id AND (m.in_points, m.covered, m.pending) IS DISTINCT FROM (s.in_points, s.covered, s.pending)
RETURNING m.consultation_id, m.status, s.were_in, s.was_covered, s.was_pending, m.in_points, m.covered, m.pending
"""


async def write_links(
    connection: Any,
    batch: Batch,
    links: Links,
    newly_answered: Collection[UUID],
    supplemented: Collection[UUID],
    changes: texts.Changes,
) -> None:
    """The batch's links, after its comments and points are written; `changes` of the texts gathered are added to.

    `newly_answered`: points without an answer before it. `supplemented`: decisions with a supplement in the batch.
    """
    dissolved = list(batch.dissolved)
    touched = {comment for _, comment in links}
    if dissolved or newly_answered:
        touched |= {row["comment_id"] for row in await connection.fetch(GATHERED, [*dissolved, *newly_answered])}
    if supplemented:
        touched |= {row["comment_id"] for row in await connection.fetch(PUBLISH, list(supplemented))}
    await _write(connection, links, changes)
    if dissolved:
        await connection.execute(UNLINK_ALL, dissolved)
    if touched:
        answered = [ledger.consultation_id for ledger in batch.ledgers.values() if ledger.feedback_published]
        _count(batch, await connection.fetch(COVER, list(touched), answered))


async def _write(connection: Any, links: Links, changes: texts.Changes) -> None:
    """The pairs as they stand at the end of the batch."""
    linked = {pair: link == Link.PENDING for pair, link in links.items() if link != Link.NONE}
    if linked:
        texts.moved(changes, await connection.fetch(LINK, *_apart(linked), list(linked.values())), 1)
    if pending := [pair for pair, waits in linked.items() if waits]:
        await connection.execute(AGAIN, *_apart(pending))
    if gone := [pair for pair, link in links.items() if link == Link.NONE]:
        texts.moved(changes, await connection.fetch(UNLINK, *_apart(gone)), -1)


def _apart(pairs: Iterable[tuple[UUID, UUID]]) -> tuple[list[UUID], list[UUID]]:
    pairs = list(pairs)
    return [point for point, _ in pairs], [comment for _, comment in pairs]


def _count(batch: Batch, changed: list[Any]) -> None:
    for row in changed:
        ledger = batch.ledgers[row["consultation_id"]]
        ledger.count_answers(row["status"], row["were_in"], row["was_covered"], row["was_pending"], -1)
        ledger.count_answers(row["status"], row["in_points"], row["covered"], row["pending"], 1)
