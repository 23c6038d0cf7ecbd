"""Queries on the published texts: their articles, one article in all texts, and where a public file is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from domain.articles.identity import IdentifiedArticle
from domain.values import Blob
from projections.consultations.views import ArticleInTexts, ArticleView, PublicBlob, TextKind, TextView

ARTICLES = """
SELECT t.kind, a.article_id, a.label, a.text, a.path, a.sha256, a.number
FROM read.texts t JOIN read.articles a USING (consultation_id, kind)
JOIN read.consultations c USING (consultation_id)
WHERE t.consultation_id = $1 AND c.published_at IS NOT NULL ORDER BY t.position, t.kind DESC, a.ordinal
"""

CONSULTED = """
SELECT consultation_id, article_id, label, text, path FROM read.articles
WHERE consultation_id = ANY($1) AND kind = 'consulted' ORDER BY consultation_id, ordinal
"""

TEXTS = """
SELECT t.* FROM read.texts t JOIN read.consultations c USING (consultation_id)
WHERE t.consultation_id = $1 AND c.published_at IS NOT NULL
ORDER BY array_position(ARRAY['consulted', 'revised', 'adopted'], t.kind)
"""

NAMING = "SELECT comments FROM read.article_counts WHERE consultation_id = $1 AND article_id = $2"

BLOB = """
SELECT sha256, owner_id, consultation_id, title, media_type, size FROM read.public_blobs
WHERE sha256 = $1 ORDER BY owner_id, title LIMIT 1
"""


async def articles(db: Any, consultation_id: UUID | str, version: TextKind | int | None = None) -> tuple[ArticleView, ...]:
    """Articles of one published text, in order: the consulted one, or another by kind or by the draft's version."""
    for text in await _texts(db, consultation_id):
        if version in (text["kind"], text["draft_version"]) or (version is None and text["kind"] == "consulted"):
            rows = await db.fetch(ARTICLES, consultation_id)
            return tuple(_article(row) for row in rows if row["kind"] == text["kind"])
    return ()


async def article(db: Any, consultation_id: UUID | str, article_id: str) -> ArticleInTexts | None:
    """One article as it stands in each published text; None where no text has it."""
    rows = await db.fetch(ARTICLES, consultation_id)
    versions = {row["kind"]: _article(row) for row in rows if row["article_id"] == article_id}
    if not versions:
        return None
    kind = next(iter(versions))
    order = [row["article_id"] for row in rows if row["kind"] == kind]
    place = order.index(article_id)
    return ArticleInTexts(
        id=article_id,
        versions=versions,
        comments=await db.fetchval(NAMING, consultation_id, article_id) or 0,
        previous=order[place - 1] if place else None,
        next=order[place + 1] if place + 1 < len(order) else None,
    )


async def articles_of(db: Any, consultation_ids: Sequence[UUID]) -> dict[UUID, list[ArticleView]]:
    """Articles of the consulted texts of several decisions."""
    found: dict[UUID, list[ArticleView]] = defaultdict(list)
    for row in await db.fetch(CONSULTED, consultation_ids):
        found[row["consultation_id"]].append(_article(row))
    return found


async def texts(db: Any, consultation_id: UUID | str) -> tuple[TextView, ...]:
    """The published texts: consulted, revised, adopted, as far as there are."""
    rows = await db.fetch(ARTICLES, consultation_id)
    return tuple(
        TextView(
            kind=text["kind"],
            position=text["position"],
            draft_version=text["draft_version"],
            blob=Blob(text["sha256"], text["size"], text["media_type"]),
            source=text["source"],
            articles=tuple(_identified(row) for row in rows if row["kind"] == text["kind"]),
        )
        for text in await _texts(db, consultation_id)
    )


async def public_blob(db: Any, sha256: str) -> PublicBlob | None:
    """Where a public file is stored; None where no file with these contents is public."""
    row = await db.fetchrow(BLOB, sha256)
    return row and PublicBlob(**row)


async def _texts(db: Any, consultation_id: UUID | str) -> list[Any]:
    rows: list[Any] = await db.fetch(TEXTS, consultation_id)
    return rows


def _article(row: Any) -> ArticleView:
    return ArticleView(row["article_id"], row["label"], row["text"], tuple(row["path"]))


def _identified(row: Any) -> IdentifiedArticle:
    return IdentifiedArticle(
        id=row["article_id"],
        label=row["label"],
        text=row["text"],
        path=tuple(row["path"]),
        sha256=row["sha256"],
        number=row["number"],
    )
