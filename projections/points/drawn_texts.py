"""Query for texts drawn from those that points gather, the same for whoever draws them again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

__all__ = ["DrawnText", "drawn_texts"]

# From the beginning of each point's drawing on, and around: a few steps in an index for each.
DRAWN = """
SELECT b.point_id, c.number, c.text, d.comments
FROM unnest($2::uuid[], $3::bytea[]) AS b (point_id, start)
CROSS JOIN LATERAL (
    (SELECT 0 AS round, t.draw, t.text_hash, t.comments FROM read.point_texts t
        WHERE t.point_id = b.point_id AND t.draw >= b.start ORDER BY t.draw LIMIT $4)
    UNION ALL
    (SELECT 1 AS round, t.draw, t.text_hash, t.comments FROM read.point_texts t
        WHERE t.point_id = b.point_id AND t.draw < b.start ORDER BY t.draw LIMIT $4)
    ORDER BY round, draw LIMIT $4) d
CROSS JOIN LATERAL (SELECT l.number FROM read.point_comments l
    WHERE l.point_id = b.point_id AND l.text_hash = d.text_hash ORDER BY l.number LIMIT 1) f
JOIN read.comments c ON c.consultation_id = $1 AND c.number = f.number
ORDER BY b.point_id, d.round, d.draw
"""


class DrawnText(msgspec.Struct, frozen=True, kw_only=True):
    """A public text, told by the first comment of the point that has it; `comments`: how many of the point's have it."""

    number: int
    text: str
    comments: int


async def drawn_texts(db: Any, consultation_id: UUID, starts: Mapping[UUID, bytes], most: int) -> dict[UUID, list[DrawnText]]:
    """Up to `most` different texts of each point, in the order of their draw from `starts` (by point) on, and around."""
    found: dict[UUID, list[DrawnText]] = defaultdict(list)
    for row in await db.fetch(DRAWN, consultation_id, list(starts), list(starts.values()), most):
        found[row["point_id"]].append(DrawnText(number=row["number"], text=row["text"], comments=row["comments"]))
    return found
