"""Queries of the screening desk: comments by status, channel and article; the next one to screen; erasures of a division."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from projections.comments.lists import DOWNWARDS, UPWARDS
from projections.worklists.desk_views import DeskComment, ListedErasure, Queue

__all__ = [
    "DeskComment",
    "ListedErasure",
    "Queue",
    "comment_numbers",
    "comments_numbered",
    "desk_comment",
    "desk_comments",
    "erasures",
    "next_comment_appealed",
    "next_comment_awaiting",
    "numbers_still_readable",
    "queue_counts",
]

COUNTS = """
SELECT received AS "all", awaiting, published, withheld, withdrawn, appealed, second_looks, to_erase
FROM read.ledgers WHERE consultation_id = $1
"""

LIST = """
SELECT m.* FROM read.comments m WHERE m.consultation_id = $1 AND m.number {beyond} $2 {fitting} ORDER BY m.number{order} LIMIT $3
"""
FITTING = {
    Queue.ALL: "",
    Queue.AWAITING: "AND m.status = 'awaiting'",
    Queue.PUBLISHED: "AND m.status = 'published'",
    Queue.WITHHELD: "AND m.status = 'withheld'",
    Queue.WITHDRAWN: "AND m.status = 'withdrawn'",
    Queue.APPEALED: "AND m.appeal = 'open'",
    Queue.SECOND_LOOKS: "AND m.second_look",
    Queue.TO_ERASE: "AND m.erasure_requested IS NOT NULL",
}

ONE = "SELECT m.* FROM read.comments m WHERE m.comment_id = $1"
SOME = "SELECT m.* FROM read.comments m WHERE m.consultation_id = $1 AND m.comment_id = ANY($2) ORDER BY m.number"

# After this number first; then from the beginning, so that nothing that was passed over is forgotten.
NEXT_AWAITING = """
(SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND status = 'awaiting' AND number > $2 ORDER BY number LIMIT 1)
UNION ALL
(SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND status = 'awaiting' AND number < $2 ORDER BY number LIMIT 1)
LIMIT 1
"""
NEXT_APPEALED = """
(SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND appeal = 'open' AND number > $2 ORDER BY number LIMIT 1)
UNION ALL
(SELECT comment_id FROM read.comments WHERE consultation_id = $1 AND appeal = 'open' AND number < $2 ORDER BY number LIMIT 1)
LIMIT 1
"""

NUMBERS = """
SELECT number FROM read.comments
WHERE comment_id = ANY($1) AND status <> 'withdrawn' AND erased IS DISTINCT FROM 'all' ORDER BY number
"""

NUMBERED = "SELECT m.* FROM read.comments m WHERE m.consultation_id = $1 AND m.number = ANY($2) ORDER BY m.number"

ERASURES = """
SELECT m.*, c.number AS consultation_number, c.title AS consultation_title
FROM read.comments m JOIN read.consultations c USING (consultation_id) WHERE c.division_id = $1 AND m.position < $2
"""
LATEST_FIRST = " ORDER BY m.position DESC LIMIT $3"
TO_ERASE = ERASURES + " AND m.erasure_requested IS NOT NULL" + LATEST_FIRST
ERASED = ERASURES + " AND m.erased IS NOT NULL AND m.erasure_requested IS NULL" + LATEST_FIRST

COLUMNS = tuple(name for name in DeskComment.__struct_fields__ if name != "articles")
LAST = 2**62


async def queue_counts(db: Any, consultation_id: UUID) -> dict[Queue, int]:
    """How many comments of the decision each list has."""
    row = await db.fetchrow(COUNTS, consultation_id)
    return {queue: row[queue.value] if row else 0 for queue in Queue}


async def desk_comments(
    db: Any, consultation_id: UUID, queue: Queue, *, after: int = 0, limit: int = 50, down: bool = False
) -> tuple[DeskComment, ...]:
    """Up to `limit` comments with a number greater than `after`, oldest first; `down`: smaller, the newest first."""
    sql = LIST.format(fitting=FITTING[queue], **(DOWNWARDS if down else UPWARDS))
    return _comments(await db.fetch(sql, consultation_id, after, limit))


async def numbers_still_readable(db: Any, comment_ids: Sequence[UUID]) -> list[int]:
    """Numbers of those of these comments whose words were neither taken back nor erased."""
    return [row["number"] for row in await db.fetch(NUMBERS, list(comment_ids))]


async def desk_comment(db: Any, comment_id: UUID) -> DeskComment | None:
    found = _comments(await db.fetch(ONE, comment_id))
    return found[0] if found else None


async def comment_numbers(db: Any, consultation_id: UUID, comment_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Numbers of these comments of the decision; those of other decisions are left out."""
    rows = await db.fetch(SOME, consultation_id, list(comment_ids))
    return {row["comment_id"]: row["number"] for row in rows}


async def comments_numbered(db: Any, consultation_id: UUID, numbers: Sequence[int]) -> tuple[DeskComment, ...]:
    """The decision's comments with these numbers, in their order."""
    return _comments(await db.fetch(NUMBERED, consultation_id, list(numbers)))


async def next_comment_awaiting(db: Any, consultation_id: UUID, number: int) -> UUID | None:
    """The next comment to be screened after this one, from the beginning again after the last."""
    found: UUID | None = await db.fetchval(NEXT_AWAITING, consultation_id, number)
    return found


async def next_comment_appealed(db: Any, consultation_id: UUID, number: int) -> UUID | None:
    """The next appeal to be decided."""
    found: UUID | None = await db.fetchval(NEXT_APPEALED, consultation_id, number)
    return found


async def erasures(
    db: Any, division: str, *, done: bool, before: int | None = None, limit: int = 50
) -> tuple[ListedErasure, ...]:
    """Comments of the division's decisions whose erasure waits, or was carried out; latest first.

    `before`: a position; only comments received before it.
    """
    rows = await db.fetch(ERASED if done else TO_ERASE, division, LAST if before is None else before, limit)
    return tuple(
        ListedErasure(
            consultation_number=row["consultation_number"], consultation_title=row["consultation_title"], comment=comment
        )
        for row, comment in zip(rows, _comments(rows), strict=True)
    )


def _comments(rows: Sequence[Any]) -> tuple[DeskComment, ...]:
    facts = ({name: row[name] for name in COLUMNS} | {"articles": tuple(row["articles"])} for row in rows)
    return tuple(msgspec.convert(fact, DeskComment) for fact in facts)
