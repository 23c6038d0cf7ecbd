"""What decisions are asked: the list, one decision, its divisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.values import ConsultationState, Division
from projections.consultations.article_queries import article, articles, articles_of, blob_reference, texts
from projections.consultations.record import consultation_view
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
from projections.search.words import all_of, phrases

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
    "blob_reference",
    "consultation",
    "consultation_list",
    "divisions",
    "texts",
]

LISTED = """
WITH found AS (
    SELECT c.*, CASE
        WHEN c.ended_at IS NOT NULL THEN 'ended'
        WHEN c.adopted_at IS NOT NULL THEN 'adopted'
        WHEN c.answered_at IS NOT NULL THEN 'answered'
        WHEN $1 < c.opens_at THEN 'upcoming'
        WHEN $1 < c.closes_at THEN 'open'
        ELSE 'closed' END AS state
    FROM read.consultations c
    WHERE c.published_at IS NOT NULL AND ($3::text IS NULL OR c.division_id = $3)
        AND ($4::text IS NULL OR EXISTS (
            SELECT FROM read.search_entries s
            WHERE s.subject = c.consultation_id AND s.kind = 'consultation' AND s.lexemes @@ $4::tsquery
                AND NOT EXISTS (SELECT FROM unnest($7::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)))
), listed AS (SELECT * FROM found WHERE cardinality($2::text[]) = 0 OR state = ANY($2))
SELECT listed.*, ledgers.*, (SELECT count(*) FROM listed) AS total
FROM listed JOIN read.ledgers USING (consultation_id)
ORDER BY array_position(ARRAY['open', 'upcoming', 'closed', 'answered', 'adopted', 'ended'], state),
    CASE state WHEN 'open' THEN closes_at WHEN 'upcoming' THEN opens_at END, published_position DESC
LIMIT $5 OFFSET $6
"""

ONE = """
SELECT c.*, l.* FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
WHERE c.published_at IS NOT NULL AND (c.consultation_id::text = $1 OR c.number = $1)
"""

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
    words = all_of(q) if q and q.strip() else None
    wanted = [str(state) for state in states]
    rows = await db.fetch(LISTED, now, wanted, division, words, size, (page - 1) * size, phrases(q or ""))
    if not rows and page > 1:
        first = await consultation_list(db, now=now, states=states, division=division, q=q, size=1, with_articles=False)
        return Page((), first.total, page, size)
    return Page(await _views(db, rows, with_articles), rows[0]["total"] if rows else 0, page, size)


async def consultation(db: Any, id_or_number: str | UUID) -> ConsultationView | None:
    """The published decision with this id or public number; None where there is none."""
    key = str(id_or_number).lower()
    rows = await db.fetch(ONE, key) if key.isprintable() else []
    views = await _views(db, rows, with_articles=True)
    return views[0] if views else None


async def divisions(db: Any) -> tuple[Division, ...]:
    """Divisions that have published a decision, by id; each under the name it last used."""
    rows = await db.fetch(
        "SELECT DISTINCT ON (division_id) division_id, division_name FROM read.consultations"
        " WHERE published_at IS NOT NULL AND division_id IS NOT NULL ORDER BY division_id, published_position DESC"
    )
    return tuple(Division(row["division_id"], row["division_name"]) for row in rows)


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
