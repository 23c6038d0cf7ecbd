"""The full-text search."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from projections.search.excerpt import excerpt
from projections.search.views import SearchHit, SearchResult
from projections.search_words import search_phrases, search_query, words_and_han_runs

__all__ = ["SearchHit", "SearchResult", "search"]

# A decision's own title counts most, then its documents, then what was said about it.
MATCHES = """
SELECT s.kind, s.part, s.consultation_id, s.subject, c.number, c.title, c.published_position, count(*) OVER () AS total,
    CASE s.kind WHEN 'consultation' THEN 8 WHEN 'adoption' THEN 4 WHEN 'feedback' THEN 3 WHEN 'supplement' THEN 3
        WHEN 'article' THEN 2 WHEN 'explanation' THEN 2 WHEN 'point' THEN 2 ELSE 1 END::float8
    * (1 + (SELECT coalesce(sum((length(s.body) - length(replace(s.body, p.run, ''))) / length(p.run)), 0)
        FROM unnest($2::text[]) AS p (run))) / (1 + ln(1 + length(s.body))) AS rank
FROM read.search_entries s JOIN read.consultations c USING (consultation_id)
WHERE s.lexemes @@ $1::tsquery AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)
    AND c.published_at IS NOT NULL AND ($3::uuid IS NULL OR s.consultation_id = $3)
ORDER BY rank DESC, c.published_position DESC, s.kind, length(s.part), s.part LIMIT $4 OFFSET $5
"""

BODIES = """
SELECT f.ordinal, CASE f.kind
    WHEN 'consultation' THEN concat_ws(' ', c.title, c.details #>> '{notice,document_number}', c.number)
    WHEN 'explanation' THEN c.details ->> 'explanation'
    WHEN 'article' THEN (SELECT a.label || ' ' || a.text FROM read.articles a
        WHERE a.consultation_id = f.subject AND a.article_id = f.part AND a.kind = 'consulted')
    WHEN 'comment' THEN (SELECT concat_ws(' ', m.text, m.proposed_wording, m.organisation) FROM read.comments m
        WHERE m.comment_id = f.subject)
    WHEN 'point' THEN (SELECT concat_ws(' ', p.summary, p.disposition ->> 'reason') FROM read.points p
        WHERE p.point_id = f.subject)
    WHEN 'feedback' THEN (SELECT concat_ws(' ', b.text ->> 'asked', b.text ->> 'heard', b.text ->> 'did')
        FROM read.feedback b WHERE b.consultation_id = f.subject)
    WHEN 'supplement' THEN (SELECT b.text FROM read.supplements b
        WHERE b.consultation_id = f.subject AND b.number = f.part::integer)
    WHEN 'adoption' THEN (SELECT concat_ws(' ', c.details #>> '{notice,opinions_note}', t.source) FROM read.texts t
        WHERE t.consultation_id = f.subject AND t.kind = 'adopted')
    END AS body
FROM unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[]) WITH ORDINALITY AS f (kind, subject, part, consultation_id, ordinal)
JOIN read.consultations c ON c.consultation_id = f.consultation_id ORDER BY f.ordinal
"""


async def search(db: Any, q: str, *, consultation_id: UUID | str | None = None, page: int = 1, size: int = 20) -> SearchResult:
    """Public places that hold every part of `q` as it stands (parts are apart by spaces or commas), best first.

    Rank: how often the parts occur for the length of the text, a decision's own words before what was said about it.
    """
    query = search_query(q)
    rows = await db.fetch(MATCHES, query, search_phrases(q), consultation_id, size, (page - 1) * size) if query else []
    bodies = await _bodies(db, rows) if rows else []
    wanted = sorted(words_and_han_runs(q), key=len, reverse=True)
    items = tuple(_found(row, excerpt(body or "", wanted)) for row, body in zip(rows, bodies, strict=True))
    return SearchResult(items=items, total=rows[0]["total"] if rows else 0, page=page, size=size)


async def _bodies(db: Any, rows: list[Any]) -> list[str | None]:
    columns = ([row[name] for row in rows] for name in ("kind", "subject", "part", "consultation_id"))
    return [row["body"] for row in await db.fetch(BODIES, *columns)]


def _found(row: Any, text: str) -> SearchHit:
    return SearchHit(
        kind=row["kind"],
        consultation_id=row["consultation_id"],
        consultation_number=row["number"],
        consultation_title=row["title"],
        part=row["part"] or None,
        excerpt=text,
        rank=row["rank"],
    )
