"""Query for the published points of given comments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from projections.points.view_of_row import point_view
from projections.points.views import PointView

OF_COMMENTS = """
SELECT l.comment_id, p.*, p.comments AS gathered, ARRAY[]::integer[] AS comment_numbers
FROM read.point_comments l JOIN read.points p USING (point_id)
WHERE l.comment_id = ANY($1) AND p.published AND NOT l.pending ORDER BY p.number
"""


async def points_of_comments(db: Any, comment_ids: Sequence[UUID]) -> dict[UUID, list[PointView]]:
    """Published points by comment, in order of number; without the numbers of the other comments they gather."""
    found: dict[UUID, list[PointView]] = defaultdict(list)
    if comment_ids:
        for row in await db.fetch(OF_COMMENTS, comment_ids):
            found[row["comment_id"]].append(point_view(row))
    return found
