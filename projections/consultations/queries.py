"""Queries on published decisions: the list, one decision, the divisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.enumerations import ConsultationState
from domain.values import Division
from projections.consultations.article_queries import article, articles, articles_of, public_blob, texts
from projections.consultations.view_of_row import consultation_view
from projections.consultations.views import (
    AdoptionFacts,
    AnswerDelay,
    ArticleInTexts,
    ArticleView,
    ConsultationView,
    Correction,
    Extension,
    ForcedRelease,
    Page,
    PublicBlob,
    TextView,
    Waiver,
)
from projections.search_words import search_phrases, search_query

__all__ = [
    "AdoptionFacts",
    "AnswerDelay",
    "ArticleInTexts",
    "ArticleView",
    "ConsultationView",
    "Correction",
    "Extension",
    "ForcedRelease",
    "Page",
    "PublicBlob",
    "TextView",
    "Waiver",
    "article",
    "articles",
    "consultation",
    "consultation_list",
    "divisions",
    "public_blob",
    "texts",
]

# Each state by its own index, in its own order, no further than the page goes; then the rows of the page alone.
OF_DIVISION = " AND ($2::text IS NULL OR c.division_id = $2)"
WAITING = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.ended_at IS NULL AND c.adopted_at IS NULL
    AND c.answered_at IS NULL
"""
OPEN = WAITING + "AND c.opens_at <= $1 AND c.closes_at > $1" + OF_DIVISION
UPCOMING = WAITING + "AND c.opens_at > $1" + OF_DIVISION
CLOSED = WAITING + "AND c.opens_at <= $1 AND c.closes_at <= $1" + OF_DIVISION
ANSWERED = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.ended_at IS NULL AND c.adopted_at IS NULL
    AND c.answered_at IS NOT NULL AND $1::timestamptz IS NOT NULL
""" + OF_DIVISION  # fmt: skip
ADOPTED = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.ended_at IS NULL AND c.adopted_at IS NOT NULL
    AND $1::timestamptz IS NOT NULL
""" + OF_DIVISION  # fmt: skip
ENDED = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.ended_at IS NOT NULL AND $1::timestamptz IS NOT NULL
""" + OF_DIVISION  # fmt: skip
LATEST_FIRST = " ORDER BY c.published_position DESC LIMIT $3 OFFSET $4"
LISTS = {
    "open": (OPEN, " ORDER BY c.closes_at, c.published_position DESC LIMIT $3 OFFSET $4"),
    "upcoming": (UPCOMING, " ORDER BY c.opens_at, c.published_position DESC LIMIT $3 OFFSET $4"),
    "closed": (CLOSED, LATEST_FIRST),
    "answered": (ANSWERED, LATEST_FIRST),
    "adopted": (ADOPTED, LATEST_FIRST),
    "ended": (ENDED, LATEST_FIRST),
}
COUNTS = {state: "SELECT count(*) " + found for state, (found, _) in LISTS.items()}
IDS = {state: "SELECT c.consultation_id " + found + order for state, (found, order) in LISTS.items()}
# What is looked for is looked for once, and then put in the order of the lists.
SEARCHED = """
WITH found AS MATERIALIZED (
    SELECT c.consultation_id, c.published_position, c.opens_at, c.closes_at,
        CASE WHEN c.ended_at IS NOT NULL THEN 'ended' WHEN c.adopted_at IS NOT NULL THEN 'adopted'
            WHEN c.answered_at IS NOT NULL THEN 'answered' WHEN c.opens_at > $1 THEN 'upcoming'
            WHEN c.closes_at > $1 THEN 'open' ELSE 'closed' END AS state
    FROM read.search_entries s, LATERAL (SELECT d.* FROM read.consultations d WHERE d.consultation_id = s.subject OFFSET 0) c
    WHERE s.kind = 'consultation' AND s.lexemes @@ $3::tsquery AND c.published_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM unnest($4::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)
        AND ($2::text IS NULL OR c.division_id = $2)
), listed AS (
    SELECT * FROM found WHERE cardinality($5::text[]) = 0 OR state = ANY($5)
)
SELECT (SELECT count(*) FROM listed) AS total, ARRAY(
    SELECT consultation_id FROM listed
    ORDER BY array_position(ARRAY['open', 'upcoming', 'closed', 'answered', 'adopted', 'ended'], state),
        CASE state WHEN 'open' THEN closes_at WHEN 'upcoming' THEN opens_at END, published_position DESC
    LIMIT $6 OFFSET $7) AS ids
"""
SOME = """
SELECT c.*, l.* FROM read.consultations c JOIN read.ledgers l USING (consultation_id) WHERE c.consultation_id = ANY($1::uuid[])
ORDER BY array_position($1::uuid[], c.consultation_id)
"""

# From one division straight to the next, past all its decisions.
DIVISIONS = """
WITH RECURSIVE found AS (
    (SELECT division_id, division_name FROM read.consultations WHERE published_at IS NOT NULL AND division_id IS NOT NULL
    ORDER BY division_id, published_position DESC LIMIT 1)
    UNION ALL
    SELECT n.division_id, n.division_name FROM found, LATERAL (
        SELECT c.division_id, c.division_name FROM read.consultations c
        WHERE c.published_at IS NOT NULL AND c.division_id > found.division_id
        ORDER BY c.division_id, c.published_position DESC LIMIT 1) n
)
SELECT division_id, division_name FROM found
"""

ONE = "SELECT c.*, l.* FROM read.consultations c JOIN read.ledgers l USING (consultation_id) WHERE c.published_at IS NOT NULL"
BY_ID, BY_NUMBER = ONE + " AND c.consultation_id = $1", ONE + " AND c.number = $1"

CORRECTIONS = "SELECT * FROM read.corrections WHERE consultation_id = ANY($1) ORDER BY position"


async def consultation_list(
    db: Any,
    *,
    now: datetime,
    states: Sequence[ConsultationState | str] = (),
    division: str | None = None,
    q: str | None = None,
    page: int = 1,
    size: int = 20,
    with_articles: bool = True,
) -> Page:
    """Published decisions: open ones by closing date, then upcoming, closed, answered, adopted, ended, newest first.

    `q` looks in title, number and document number: every word must occur. `division` is a division's id.
    """
    wanted, offset = [str(state) for state in states], (page - 1) * size
    if q and q.strip():
        row = await db.fetchrow(SEARCHED, now, division, search_query(q), search_phrases(q), wanted, size, offset)
        total, ids = row["total"], row["ids"]
    else:
        counts = {state: await db.fetchval(COUNTS[state], now, division) for state in LISTS if not wanted or state in wanted}
        total, ids = sum(counts.values()), await _ids(db, counts, (now, division), offset, size)
    return Page(await _views(db, await db.fetch(SOME, ids), with_articles) if ids else (), total, page, size)


async def _ids(db: Any, counts: Mapping[str, int], asked: Sequence[Any], offset: int, size: int) -> list[UUID]:
    """Ids on one page of the lists of these states put behind each other."""
    found: list[UUID] = []
    for state, count in counts.items():
        if offset < count and len(found) < size:
            rows = await db.fetch(IDS[state], *asked, size - len(found), offset)
            found += [row["consultation_id"] for row in rows]
        offset = max(0, offset - count)
    return found


async def consultation(db: Any, id_or_number: str | UUID) -> ConsultationView | None:
    """The published decision with this id or public number; None where there is none."""
    key = str(id_or_number).lower()
    try:
        rows = await db.fetch(BY_ID, UUID(key))
    except ValueError:
        rows = await db.fetch(BY_NUMBER, key) if key.isprintable() else []
    views = await _views(db, rows, with_articles=True)
    return views[0] if views else None


async def divisions(db: Any) -> tuple[Division, ...]:
    """Divisions that have published a decision, by id; each under the name it last used."""
    return tuple(Division(row["division_id"], row["division_name"]) for row in await db.fetch(DIVISIONS))


async def _views(db: Any, rows: Sequence[Any], with_articles: bool) -> tuple[ConsultationView, ...]:
    ids = [row["consultation_id"] for row in rows]
    found = await articles_of(db, ids) if with_articles and ids else {}
    corrections = await db.fetch(CORRECTIONS, ids) if ids else ()
    return tuple(
        consultation_view(
            row,
            found.get(row["consultation_id"], ()),
            [each for each in corrections if each["consultation_id"] == row["consultation_id"]],
        )
        for row in rows
    )
