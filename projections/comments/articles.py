"""Which comments name an article, and how many: written as they come in, and where their registration is corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from projections.columns import columns
from projections.rows.comment import CommentRow

COLUMNS = ("consultation_id", "article_id", "number", "respondent_kind")
Named = dict[UUID, list[tuple[Any, ...]]]
"""The rows of `comment_articles` of each comment."""

DELETE = """
DELETE FROM comment_articles a USING unnest($1::uuid[], $2::text[], $3::integer[]) AS k (consultation_id, article_id, number)
WHERE a.consultation_id = k.consultation_id AND a.article_id = k.article_id AND a.number = k.number
"""
COUNT = """
INSERT INTO article_counts AS a (consultation_id, article_id, comments)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::integer[])
ON CONFLICT (consultation_id, article_id) DO UPDATE SET comments = a.comments + excluded.comments
"""
DELETE_COUNTS = """
DELETE FROM article_counts a USING unnest($1::uuid[], $2::text[]) AS k (consultation_id, article_id)
WHERE a.consultation_id = k.consultation_id AND a.article_id = k.article_id AND a.comments <= 0
"""


def named_by(rows: Iterable[CommentRow]) -> Named:
    return {row.comment_id: _named(row) for row in rows}


def _named(row: CommentRow) -> list[tuple[Any, ...]]:
    return [(row.consultation_id, article, row.number, row.respondent_kind) for article in dict.fromkeys(row.articles)]


async def write_articles(connection: Any, before: Named, now: Named) -> None:
    """What comments named `before`, and name `now`; counts follow."""
    changed = [key for key, named in now.items() if named != before.get(key, [])]
    gone = [row for key in changed for row in before.get(key, [])]
    new = [row for key in changed for row in now[key]]
    if gone:
        await connection.execute(DELETE, *columns([row[:3] for row in gone]))
    if new:
        await connection.copy_records_to_table("comment_articles", records=new, columns=COLUMNS)
    counts = Counter(row[:2] for row in new)
    counts.subtract(row[:2] for row in gone)
    if counts:
        await connection.execute(COUNT, *columns([(*key, by) for key, by in counts.items()]))
    if gone:
        await connection.execute(DELETE_COUNTS, *columns([row[:2] for row in gone]))
