"""Projection of the links between points and comments; for each comment, in how many points it is and whether it is covered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from projections.batch import Batch

Links = dict[tuple[UUID, UUID], bool]

LINK = """
WITH linked AS (
    INSERT INTO point_comments (point_id, comment_id, number)
    SELECT u.point_id, m.comment_id, m.number
    FROM unnest($1::uuid[], $2::uuid[]) AS u (point_id, comment_id) JOIN comments m USING (comment_id) ON CONFLICT DO NOTHING
    RETURNING point_id
)
UPDATE points p SET comments = p.comments + l.comments
FROM (SELECT point_id, count(*) AS comments FROM linked GROUP BY point_id) l WHERE p.point_id = l.point_id
"""

UNLINK = """
WITH unlinked AS (
    DELETE FROM point_comments l USING unnest($1::uuid[], $2::uuid[]) AS u (point_id, comment_id)
    WHERE l.point_id = u.point_id AND l.comment_id = u.comment_id RETURNING l.point_id
)
UPDATE points p SET comments = p.comments - l.comments
FROM (SELECT point_id, count(*) AS comments FROM unlinked GROUP BY point_id) l WHERE p.point_id = l.point_id
"""

GATHERED = "SELECT DISTINCT comment_id FROM point_comments WHERE point_id = ANY($1)"
UNLINK_ALL = "DELETE FROM point_comments WHERE point_id = ANY($1)"

COVER = """
WITH touched AS (
    SELECT t.comment_id, count(l.point_id) AS in_points, coalesce(bool_or(p.answered), false) AS covered
    FROM unnest($1::uuid[]) AS t (comment_id) LEFT JOIN point_comments l USING (comment_id) LEFT JOIN points p USING (point_id)
    GROUP BY t.comment_id
)
UPDATE comments m SET in_points = t.in_points, covered = t.covered
FROM touched t JOIN comments b USING (comment_id)
WHERE m.comment_id = t.comment_id AND (m.in_points, m.covered) IS DISTINCT FROM (t.in_points, t.covered)
RETURNING m.consultation_id, m.status, b.in_points AS were_in, b.covered AS was_covered, m.in_points, m.covered
"""


async def write_links(connection: Any, batch: Batch, links: Links, newly_answered: Collection[UUID]) -> None:
    """The batch's links, after its comments and points are written. `newly_answered`: points without an answer before it."""
    dissolved = list(batch.dissolved)
    touched = {comment for _, comment in links}
    if dissolved or newly_answered:
        touched |= {row["comment_id"] for row in await connection.fetch(GATHERED, [*dissolved, *newly_answered])}
    for statement, wanted in ((LINK, True), (UNLINK, False)):
        if pairs := [pair for pair, linked in links.items() if linked == wanted]:
            await connection.execute(statement, [point for point, _ in pairs], [comment for _, comment in pairs])
    if dissolved:
        await connection.execute(UNLINK_ALL, dissolved)
    if touched:
        _count(batch, await connection.fetch(COVER, list(touched)))


def _count(batch: Batch, changed: list[Any]) -> None:
    for row in changed:
        ledger = batch.ledgers[row["consultation_id"]]
        ledger.count_answers(row["status"], row["were_in"], row["was_covered"], -1)
        ledger.count_answers(row["status"], row["in_points"], row["covered"], 1)
