"""What can be corrected: published points with the versions of their words, and published notes on comments."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.values import DispositionText

__all__ = ["PublicNote", "PublishedPoint", "public_note", "public_notes", "published_points"]

POINTS = """
SELECT point_id AS id, number, summary, summary_version, disposition, disposition_version, count(*) OVER () AS total
FROM read.points WHERE consultation_id = $1 AND published AND ($2::uuid IS NULL OR point_id = $2)
ORDER BY number LIMIT $3 OFFSET $4
"""

NOTES = """
SELECT comment_id, number, note_version, public_note FROM read.comments
WHERE consultation_id = $1 AND public_note IS NOT NULL AND number > $2 ORDER BY number LIMIT $3
"""
NOTE = """
SELECT comment_id, number, note_version, public_note FROM read.comments
WHERE consultation_id = $1 AND public_note IS NOT NULL AND comment_id = $2
"""

_disposition = msgspec.json.Decoder(DispositionText | None)


class PublishedPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A published point as it is shown; the versions are of the events of its stream that say so. `total`: of all pages."""

    id: UUID
    number: int
    summary: str | None
    summary_version: int | None
    disposition: DispositionText | None
    disposition_version: int | None
    total: int


class PublicNote(msgspec.Struct, frozen=True, kw_only=True):
    """The note that the public reads beside a comment. `note_version`: of the event on its stream that it stands in."""

    comment_id: UUID
    number: int
    note_version: int
    public_note: str


async def published_points(
    db: Any, consultation_id: UUID, point_id: UUID | None = None, *, limit: int = 1, offset: int = 0
) -> tuple[PublishedPoint, ...]:
    """In order of number; one of them, or all."""
    rows = await db.fetch(POINTS, consultation_id, point_id, limit, offset)
    return tuple(PublishedPoint(**(dict(row) | {"disposition": _disposition.decode(row["disposition"])})) for row in rows)


async def public_notes(db: Any, consultation_id: UUID, *, after: int = 0, limit: int = 50) -> tuple[PublicNote, ...]:
    """Up to `limit` notes of comments with a number greater than `after`, in order of number."""
    return tuple(PublicNote(**row) for row in await db.fetch(NOTES, consultation_id, after, limit))


async def public_note(db: Any, consultation_id: UUID, comment_id: UUID) -> tuple[PublicNote, ...]:
    """The note of this comment, if there is one."""
    return tuple(PublicNote(**row) for row in await db.fetch(NOTE, consultation_id, comment_id))
