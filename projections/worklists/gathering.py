"""What answering staff ask of the comments: those without a point, those of a point, identical texts as one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.values import Channel, CommentStatus, RespondentKind
from projections.search.words import all_of, phrases

__all__ = [
    "CommentGroup",
    "Groups",
    "PointFigures",
    "articles_named",
    "comment_groups",
    "comments_numbered",
    "identical_comments",
    "point_figures",
]

# Comments with the same public text are one row, told by its first; others are rows of their own. What is shown is read for
# the page alone: a decision may have tens of thousands. What is gathered is hashed once, whatever the planner knows.
GROUPS = """
WITH groups AS (
    SELECT min(m.number) AS number, count(*) AS comments, (array_agg(m.number ORDER BY m.number))[1:20] AS numbers,
        count(*) OVER () AS groups, sum(count(*)) OVER () AS total
    FROM read.comments m
    WHERE m.consultation_id = $1 AND m.status = ANY($3)
        AND (m.comment_id IN (SELECT l.comment_id FROM read.points p JOIN read.point_comments l USING (point_id)
            WHERE p.consultation_id = $1 AND ($2::uuid IS NULL OR p.point_id = $2))) = ($2::uuid IS NOT NULL)
        AND ($4::text IS NULL OR CASE WHEN $4 = '' THEN m.articles = '{}' ELSE $4 = ANY(m.articles) END)
        AND ($5::text IS NULL OR m.respondent_kind = $5)
        AND ($6::text IS NULL OR m.comment_id IN (SELECT s.subject FROM read.search_entries s
            WHERE s.consultation_id = $1 AND s.kind = 'comment' AND s.lexemes @@ $6::text::tsquery
                AND NOT EXISTS (SELECT FROM unnest($7::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)))
    GROUP BY coalesce(m.text_hash, uuid_send(m.comment_id)) ORDER BY min(m.number) LIMIT $8 OFFSET $9
)
SELECT c.comment_id, c.number, c.submitted_at, c.channel, c.respondent_kind, c.organisation, c.name, c.articles, c.late,
    c.status, c.text, c.proposed_wording, c.redacted, json_array_length(c.attachments) AS attachments, g.comments, g.numbers,
    g.groups, g.total
FROM groups g JOIN read.comments c ON c.consultation_id = $1 AND c.number = g.number ORDER BY g.number
"""

IDENTICAL = """
SELECT m.comment_id FROM read.comments m
WHERE m.consultation_id = $1
    AND (m.comment_id IN (SELECT l.comment_id FROM read.points p JOIN read.point_comments l USING (point_id)
        WHERE p.consultation_id = $1 AND ($3::uuid IS NULL OR p.point_id = $3))) = ($3::uuid IS NOT NULL)
    AND m.text_hash IN (SELECT text_hash FROM read.comments WHERE comment_id = ANY($2) AND consultation_id = $1)
ORDER BY m.number
"""

NAMED = """
SELECT DISTINCT unnest(articles) AS article FROM read.comments WHERE consultation_id = $1 AND comment_id = ANY($2) ORDER BY 1
"""

NUMBERED = "SELECT number, comment_id FROM read.comments WHERE consultation_id = $1 AND number = ANY($2)"

FIGURES = """
SELECT point_id, number, comments FROM read.points WHERE consultation_id = $1 ORDER BY number
"""


class CommentGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Comments with one public text, told by the first of them. `numbers`: up to 20 of theirs; text None where it is closed."""

    comment_id: UUID
    number: int
    submitted_at: datetime
    channel: Channel
    respondent_kind: RespondentKind
    organisation: str | None
    name: str | None
    articles: tuple[str, ...]
    late: bool
    status: CommentStatus
    text: str | None
    proposed_wording: str | None
    redacted: bool
    attachments: int
    comments: int
    numbers: tuple[int, ...]


class Groups(msgspec.Struct, frozen=True):
    """One page of groups; `groups` and `comments` count all pages."""

    rows: tuple[CommentGroup, ...] = ()
    groups: int = 0
    comments: int = 0


class PointFigures(msgspec.Struct, frozen=True):
    """The number of a point, and how many comments it gathers."""

    number: int
    comments: int


async def comment_groups(
    db: Any,
    consultation_id: UUID,
    *,
    point_id: UUID | None = None,
    statuses: Sequence[CommentStatus] = tuple(CommentStatus),
    article: str | None = None,
    respondent: RespondentKind | None = None,
    words: str = "",
    limit: int = 50,
    offset: int = 0,
) -> Groups:
    """Comments that this point gathers, or (None) that no point gathers, in order of number; identical texts are one row.

    `article`: one they name, or "" for the whole draft. `words`: phrases apart by spaces, all of which the public text has.
    """
    query = all_of(words) or ("''" if words.strip() else None)  # what has no word in it is found nowhere
    found_by = (article, respondent, query, phrases(words))
    rows = await db.fetch(GROUPS, consultation_id, point_id, list(statuses), *found_by, limit, offset)
    if not rows and offset:
        return await comment_groups(
            db,
            consultation_id,
            point_id=point_id,
            statuses=statuses,
            article=article,
            respondent=respondent,
            words=words,
            limit=limit,
        )
    found = tuple(msgspec.convert(dict(row), CommentGroup) for row in rows)
    return Groups(found, rows[0]["groups"], int(rows[0]["total"])) if rows else Groups()


async def identical_comments(
    db: Any, consultation_id: UUID, comment_ids: Sequence[UUID], point_id: UUID | None
) -> tuple[UUID, ...]:
    """Comments with the public text of one of these, gathered by this point, or (None) by no point."""
    rows = await db.fetch(IDENTICAL, consultation_id, list(comment_ids), point_id)
    return tuple(row["comment_id"] for row in rows)


async def articles_named(db: Any, consultation_id: UUID, comment_ids: Sequence[UUID]) -> tuple[str, ...]:
    """Ids of the articles that any of these comments names."""
    return tuple(row["article"] for row in await db.fetch(NAMED, consultation_id, list(comment_ids)))


async def comments_numbered(db: Any, consultation_id: UUID, numbers: Sequence[int]) -> dict[int, UUID]:
    """Ids by number; numbers that no comment has are left out."""
    return {row["number"]: row["comment_id"] for row in await db.fetch(NUMBERED, consultation_id, list(numbers))}


async def point_figures(db: Any, consultation_id: UUID) -> dict[UUID, PointFigures]:
    """Every point that stands, in order of number."""
    rows = await db.fetch(FIGURES, consultation_id)
    return {row["point_id"]: PointFigures(row["number"], row["comments"]) for row in rows}
