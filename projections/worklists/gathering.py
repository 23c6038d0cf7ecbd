"""Queries of answering staff on comments: those without a point, those of a point; identical texts are one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import Channel, CommentStatus, RespondentKind
from projections.search_words import search_phrases, search_query

__all__ = [
    "CommentGroup",
    "CommentGroups",
    "PointFigures",
    "articles_named",
    "comment_ids_by_number",
    "groups_of_point",
    "groups_without_point",
    "identical_comments",
    "point_figures",
]

# Comments with the same public text are one row, told by its first; others are rows of their own.
OF_POINT = """
WITH groups AS (
    SELECT min(m.number) AS number, count(*) AS comments, (array_agg(m.number ORDER BY m.number))[1:20] AS numbers,
        count(*) OVER () AS groups, sum(count(*)) OVER () AS total
    FROM read.point_comments l JOIN read.comments m USING (comment_id)
    WHERE l.point_id = $2 AND m.consultation_id = $1 AND m.status = ANY($3)
    GROUP BY coalesce(m.text_hash, uuid_send(m.comment_id)) ORDER BY min(m.number) LIMIT $4 OFFSET $5
)
SELECT c.comment_id, c.number, c.submitted_at, c.channel, c.respondent_kind, c.organisation, c.name, c.articles, c.late,
    c.status, c.text, c.proposed_wording, c.redacted, json_array_length(c.attachments) AS attachments,
    g.comments, g.numbers, g.groups, g.total
FROM groups g JOIN read.comments c ON c.consultation_id = $1 AND c.number = g.number ORDER BY g.number
"""

# A part of what is left is looked at, in order; of it those with whom a group begins, and how many more each of these has.
LOOKED = """
WITH part AS MATERIALIZED (
    SELECT m.number, m.text_hash, m.comment_id, m.articles, m.respondent_kind FROM read.comments m
    WHERE m.consultation_id = $1 AND m.status = $2 AND m.in_points = 0 AND m.number > $3 ORDER BY m.number LIMIT $6
), looked AS MATERIALIZED (
    SELECT m.number, m.text_hash FROM part m
    WHERE ($4::text IS NULL OR CASE WHEN $4 = '' THEN m.articles = '{}' ELSE $4 = ANY(m.articles) END)
        AND ($5::text IS NULL OR m.respondent_kind = $5)
"""
# Of each that is looked at by its key (OFFSET 0 keeps it so): a word may stand in a million others.
WITH_WORDS = """
        AND EXISTS (SELECT FROM read.search_entries s WHERE s.subject = m.comment_id AND s.kind = 'comment' AND s.part = ''
            AND s.lexemes @@ $8::text::tsquery
            AND NOT EXISTS (SELECT FROM unnest($9::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0) OFFSET 0)
"""
BEGINNING = """
), beginning AS (
    SELECT f.number, f.text_hash FROM looked f
    WHERE NOT EXISTS (SELECT FROM looked e WHERE e.text_hash = f.text_hash AND e.number < f.number)
        AND NOT EXISTS (SELECT FROM read.comments e
            WHERE e.consultation_id = $1 AND e.text_hash = f.text_hash AND e.number <= $3 AND e.in_points = 0 AND e.status = $2
                AND ($4::text IS NULL OR CASE WHEN $4 = '' THEN e.articles = '{}' ELSE $4 = ANY(e.articles) END)
                AND ($5::text IS NULL OR e.respondent_kind = $5))
    ORDER BY f.number LIMIT $7
)
SELECT c.comment_id, c.number, c.submitted_at, c.channel, c.respondent_kind, c.organisation, c.name, c.articles, c.late,
    c.status, c.text, c.proposed_wording, c.redacted, json_array_length(c.attachments) AS attachments,
    greatest(g.comments, 1) AS comments, coalesce(g.numbers, ARRAY[b.number]) AS numbers, w.comments AS total, w.looked, w.last
FROM (SELECT (SELECT count(*) FROM looked) AS comments, count(*) AS looked, max(number) AS last FROM part) w
LEFT JOIN beginning b ON true
LEFT JOIN read.comments c ON c.consultation_id = $1 AND c.number = b.number
LEFT JOIN LATERAL (
    SELECT count(*) AS comments, (array_agg(e.number ORDER BY e.number))[1:20] AS numbers FROM read.comments e
    WHERE e.consultation_id = $1 AND e.text_hash = b.text_hash AND e.in_points = 0 AND e.status = $2
        AND ($4::text IS NULL OR CASE WHEN $4 = '' THEN e.articles = '{}' ELSE $4 = ANY(e.articles) END)
        AND ($5::text IS NULL OR e.respondent_kind = $5)) g ON true
ORDER BY b.number
"""
LEFT, LEFT_WITH_WORDS = LOOKED + BEGINNING, LOOKED + WITH_WORDS + BEGINNING
MAX_EXAMINED = 2_000  # comments looked at for a page

IDENTICAL = """
SELECT m.comment_id FROM read.comments o JOIN read.comments m USING (consultation_id, text_hash)
WHERE o.comment_id = ANY($2) AND o.consultation_id = $1 AND m.in_points = 0 GROUP BY m.comment_id, m.number ORDER BY m.number
"""
IDENTICAL_IN_POINT = """
SELECT m.comment_id FROM read.point_comments l JOIN read.comments m USING (comment_id)
WHERE l.point_id = $3 AND m.consultation_id = $1
    AND m.text_hash IN (SELECT text_hash FROM read.comments WHERE comment_id = ANY($2) AND consultation_id = $1)
ORDER BY m.number
"""

NAMED = """
SELECT DISTINCT unnest(articles) AS article FROM read.comments WHERE consultation_id = $1 AND comment_id = ANY($2) ORDER BY 1
"""

NUMBERED = "SELECT number, comment_id FROM read.comments WHERE consultation_id = $1 AND number = ANY($2)"

FIGURES = """
SELECT point_id, number, comments, distinct_texts FROM read.points WHERE consultation_id = $1 ORDER BY number
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


class CommentGroups(msgspec.Struct, frozen=True):
    """One page of groups. `groups` and `comments` count all pages; of what is left over only where `whole`.

    `next_after`: the number after which the next page of what is left over begins.
    """

    rows: tuple[CommentGroup, ...] = ()
    groups: int = 0
    comments: int = 0
    whole: bool = True
    next_after: int | None = None


class PointFigures(msgspec.Struct, frozen=True):
    """The number of a point, how many comments it gathers, and how many different public texts these have."""

    number: int
    comments: int
    distinct_texts: int


async def groups_of_point(
    db: Any,
    consultation_id: UUID,
    point_id: UUID,
    *,
    statuses: Sequence[CommentStatus] = tuple(CommentStatus),
    limit: int = 50,
    offset: int = 0,
) -> CommentGroups:
    """Comments that this point gathers, in order of number; identical texts are one row."""
    rows = await db.fetch(OF_POINT, consultation_id, point_id, list(statuses), limit, offset)
    if not rows and offset:
        return await groups_of_point(db, consultation_id, point_id, statuses=statuses, limit=limit)
    found = tuple(msgspec.convert(dict(row), CommentGroup) for row in rows)
    return CommentGroups(found, rows[0]["groups"], int(rows[0]["total"])) if rows else CommentGroups()


async def groups_without_point(
    db: Any,
    consultation_id: UUID,
    status: CommentStatus,
    *,
    article: str | None = None,
    respondent: RespondentKind | None = None,
    words: str = "",
    after: int = 0,
    limit: int = 50,
) -> CommentGroups:
    """Comments of this status that no point gathers, in order of number; identical texts are one row, told by its first.

    `article`: one they name, or "" for the whole draft. `words`: phrases apart by spaces, all of which the public text has.
    Looks at two thousand at most, so that a page may be short, or empty, and have a next one all the same.
    """
    asked = (consultation_id, status, after, article, respondent, MAX_EXAMINED, limit + 1)
    if words.strip():  # what has no word in it is found nowhere
        rows = await db.fetch(LEFT_WITH_WORDS, *asked, search_query(words) or "''", search_phrases(words))
    else:
        rows = await db.fetch(LEFT, *asked)
    total, last, all_seen = rows[0]["total"], rows[0]["last"], rows[0]["looked"] < MAX_EXAMINED
    found = tuple(msgspec.convert(dict(row), CommentGroup) for row in rows if row["comment_id"])
    following = found[limit - 1].number if len(found) > limit else None if all_seen else last
    whole = not after and all_seen and len(found) <= limit
    return CommentGroups(found[:limit], len(found), total, whole, following)


async def identical_comments(
    db: Any, consultation_id: UUID, comment_ids: Sequence[UUID], point_id: UUID | None
) -> tuple[UUID, ...]:
    """Comments with the public text of one of these, gathered by this point, or (None) by no point."""
    asked = (consultation_id, list(comment_ids))
    rows = await (db.fetch(IDENTICAL_IN_POINT, *asked, point_id) if point_id else db.fetch(IDENTICAL, *asked))
    return tuple(row["comment_id"] for row in rows)


async def articles_named(db: Any, consultation_id: UUID, comment_ids: Sequence[UUID]) -> tuple[str, ...]:
    """Ids of the articles that any of these comments names."""
    return tuple(row["article"] for row in await db.fetch(NAMED, consultation_id, list(comment_ids)))


async def comment_ids_by_number(db: Any, consultation_id: UUID, numbers: Sequence[int]) -> dict[int, UUID]:
    """Ids by number; numbers that no comment has are left out."""
    return {row["number"]: row["comment_id"] for row in await db.fetch(NUMBERED, consultation_id, list(numbers))}


async def point_figures(db: Any, consultation_id: UUID) -> dict[UUID, PointFigures]:
    """Every point that stands, in order of number."""
    rows = await db.fetch(FIGURES, consultation_id)
    return {row["point_id"]: PointFigures(row["number"], row["comments"], row["distinct_texts"]) for row in rows}
