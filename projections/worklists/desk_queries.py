"""What the screening desk asks: comments by what became of them, channel and article; neighbours; erasures of a division."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from projections.worklists.desk_views import DeskComment, ListedErasure, Queue, WordsOfComment

__all__ = [
    "DeskComment",
    "ListedErasure",
    "Queue",
    "WordsOfComment",
    "appealed_after",
    "awaiting_after",
    "desk_comment",
    "desk_comments",
    "erasures",
    "numbers_of",
    "queue_counts",
    "queued",
    "words_changed",
]

COUNTS = """
SELECT count(*) AS "all", count(*) FILTER (WHERE status = 'awaiting') AS awaiting,
    count(*) FILTER (WHERE status = 'published') AS published, count(*) FILTER (WHERE status = 'withheld') AS withheld,
    count(*) FILTER (WHERE status = 'withdrawn') AS withdrawn, count(*) FILTER (WHERE appeal = 'open') AS appealed,
    count(*) FILTER (WHERE erasure_requested IS NOT NULL) AS to_erase
FROM read.comments WHERE consultation_id = $1
"""

LISTED = """
SELECT m.* FROM read.comments m
WHERE m.consultation_id = $1 AND m.number > $2
    AND ($3 = 'all' OR m.status = $3 OR ($3 = 'appealed' AND m.appeal = 'open')
        OR ($3 = 'to_erase' AND m.erasure_requested IS NOT NULL))
    AND ($4::text IS NULL OR m.channel = $4) AND ($5::text IS NULL OR $5 = ANY(m.articles))
    AND ($6::uuid[] IS NULL OR m.comment_id = ANY($6))
ORDER BY m.number LIMIT $7
"""

QUEUED = """
SELECT count(*) FROM read.comments m
WHERE m.consultation_id = $1
    AND ($2 = 'all' OR m.status = $2 OR ($2 = 'appealed' AND m.appeal = 'open')
        OR ($2 = 'to_erase' AND m.erasure_requested IS NOT NULL))
    AND ($3::text IS NULL OR m.channel = $3) AND ($4::text IS NULL OR $4 = ANY(m.articles))
    AND ($5::uuid[] IS NULL OR m.comment_id = ANY($5))
"""

ONE = "SELECT m.* FROM read.comments m WHERE m.comment_id = $1"
SOME = "SELECT m.* FROM read.comments m WHERE m.consultation_id = $1 AND m.comment_id = ANY($2) ORDER BY m.number"

# After this number first; then from the beginning, so that nothing that was passed over is forgotten.
NEXT_AWAITING = """
SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND status = 'awaiting' AND number <> $2
ORDER BY number < $2, number LIMIT 1
"""
NEXT_APPEALED = """
SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND appeal = 'open' AND number <> $2
ORDER BY number < $2, number LIMIT 1
"""

ERASURES = """
SELECT m.*, c.number AS consultation_number, c.title AS consultation_title
FROM read.comments m JOIN read.consultations c USING (consultation_id)
WHERE c.division_id = $1 AND m.position < $2
    AND CASE WHEN $3 THEN m.erasure_requested IS NULL AND m.erased IS NOT NULL ELSE m.erasure_requested IS NOT NULL END
ORDER BY m.position DESC LIMIT $4
"""

WORDS_CHANGED = """
SELECT comment_id, number, erased, status = 'withdrawn' OR erased IS NOT DISTINCT FROM 'all' AS gone FROM read.comments
WHERE consultation_id = $1 AND (number > $2 OR erased IS NOT NULL OR status = 'withdrawn')
"""

COLUMNS = tuple(name for name in DeskComment.__struct_fields__ if name != "articles")
LAST = 2**62


async def queue_counts(db: Any, consultation_id: UUID) -> dict[Queue, int]:
    """How many comments of the decision each list has."""
    row = await db.fetchrow(COUNTS, consultation_id)
    return {queue: row[queue.value] for queue in Queue}


async def desk_comments(
    db: Any,
    consultation_id: UUID,
    queue: Queue,
    *,
    after: int = 0,
    channel: str | None = None,
    article: str | None = None,
    among: Sequence[UUID] | None = None,
    limit: int = 50,
) -> tuple[DeskComment, ...]:
    """Up to `limit` comments with a number greater than `after`, oldest first; `among`: of these only."""
    return _comments(await db.fetch(LISTED, consultation_id, after, queue.value, channel, article, among, limit))


async def queued(
    db: Any,
    consultation_id: UUID,
    queue: Queue,
    *,
    channel: str | None = None,
    article: str | None = None,
    among: Sequence[UUID] | None = None,
) -> int:
    """How many comments the same filters of `desk_comments` leave."""
    found: int = await db.fetchval(QUEUED, consultation_id, queue.value, channel, article, among)
    return found


async def desk_comment(db: Any, comment_id: UUID) -> DeskComment | None:
    found = _comments(await db.fetch(ONE, comment_id))
    return found[0] if found else None


async def numbers_of(db: Any, consultation_id: UUID, comment_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Numbers of these comments of the decision; those of other decisions are left out."""
    rows = await db.fetch(SOME, consultation_id, list(comment_ids))
    return {row["comment_id"]: row["number"] for row in rows}


async def awaiting_after(db: Any, consultation_id: UUID, number: int) -> UUID | None:
    """The next comment to be screened after this one, from the beginning again after the last."""
    found: UUID | None = await db.fetchval(NEXT_AWAITING, consultation_id, number)
    return found


async def appealed_after(db: Any, consultation_id: UUID, number: int) -> UUID | None:
    """The next appeal to be decided."""
    found: UUID | None = await db.fetchval(NEXT_APPEALED, consultation_id, number)
    return found


async def erasures(
    db: Any, division: str, *, done: bool, before: int | None = None, limit: int = 50
) -> tuple[ListedErasure, ...]:
    """Comments of the division's decisions whose erasure waits, or was carried out; latest first.

    `before`: a position; only comments received before it.
    """
    rows = await db.fetch(ERASURES, division, LAST if before is None else before, done, limit)
    return tuple(
        ListedErasure(
            consultation_number=row["consultation_number"], consultation_title=row["consultation_title"], comment=comment
        )
        for row, comment in zip(rows, _comments(rows), strict=True)
    )


async def words_changed(db: Any, consultation_id: UUID, after: int) -> tuple[WordsOfComment, ...]:
    """Comments that came after number `after`, and all whose words were taken back or erased, in part or whole."""
    return tuple(WordsOfComment(*row) for row in await db.fetch(WORDS_CHANGED, consultation_id, after))


def _comments(rows: Sequence[Any]) -> tuple[DeskComment, ...]:
    facts = ({name: row[name] for name in COLUMNS} | {"articles": tuple(row["articles"])} for row in rows)
    return tuple(msgspec.convert(fact, DeskComment) for fact in facts)
