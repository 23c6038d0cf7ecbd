"""Projection of search entries, which the other projections collect from the texts they show."""

from __future__ import annotations

from typing import Any

from msgspec.structs import astuple

from projections.batch import SearchEntries
from projections.columns import columns

WRITE = """
INSERT INTO search_entries (subject, kind, part, consultation_id, lexemes, body)
SELECT subject, kind, part, consultation_id, array_to_tsvector(string_to_array(han, NULL) || string_to_array(words, ' ')), body
FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[])
    AS u (subject, kind, part, consultation_id, han, words, body)
ON CONFLICT (subject, kind, part) DO UPDATE SET lexemes = excluded.lexemes, body = excluded.body
"""

DELETE = """
DELETE FROM search_entries s USING unnest($1::uuid[], $2::text[], $3::text[]) AS u (subject, kind, part)
WHERE s.subject = u.subject AND s.kind = u.kind AND s.part = u.part
"""


async def apply(connection: Any, entries: SearchEntries) -> None:
    """Write what can be found now, and delete what no longer can."""
    found = [(at.subject, at.kind, at.part, entry[0], *astuple(entry[1])) for at, entry in entries.items() if entry]
    gone = [(at.subject, at.kind, at.part) for at, entry in entries.items() if not entry]
    if found:
        await connection.execute(WRITE, *columns(found))
    if gone:
        await connection.execute(DELETE, *columns(gone))
