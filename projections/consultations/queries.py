"""Queries on published decisions: one decision, its views, the divisions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

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
    PublicBlob,
    TextView,
    Waiver,
)

__all__ = [
    "AdoptionFacts",
    "AnswerDelay",
    "ArticleInTexts",
    "ArticleView",
    "ConsultationView",
    "Correction",
    "Extension",
    "ForcedRelease",
    "PublicBlob",
    "TextView",
    "Waiver",
    "article",
    "articles",
    "consultation",
    "divisions",
    "public_blob",
    "texts",
    "views_of",
]

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


async def consultation(db: Any, id_or_number: str | UUID) -> ConsultationView | None:
    """The published decision with this id or public number; None where there is none."""
    key = str(id_or_number).lower()
    try:
        rows = await db.fetch(BY_ID, UUID(key))
    except ValueError:
        rows = await db.fetch(BY_NUMBER, key) if key.isprintable() else []
    views = await views_of(db, rows, with_articles=True)
    return views[0] if views else None


async def divisions(db: Any) -> tuple[Division, ...]:
    """Divisions that have published a decision, by id; each under the name it last used."""
    return tuple(Division(row["division_id"], row["division_name"]) for row in await db.fetch(DIVISIONS))


async def views_of(db: Any, rows: Sequence[Any], with_articles: bool) -> tuple[ConsultationView, ...]:
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
