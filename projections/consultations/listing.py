"""The list of published decisions, by state, division and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.enumerations import ConsultationState
from projections.consultations.queries import views_of
from projections.consultations.views import Page
from projections.search_words import search_phrases, search_query

__all__ = ["MOST_COUNTED", "Page", "consultation_list"]

MOST_COUNTED = 200  # decisions found by words: more are neither counted nor put in order, but met in the order of the lists
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
    AND c.suspended_at IS NULL AND c.terminated_at IS NULL AND $1::timestamptz IS NOT NULL
""" + OF_DIVISION  # fmt: skip
SUSPENDED = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.suspended_at IS NOT NULL AND c.terminated_at IS NULL
    AND c.ended_at IS NULL AND $1::timestamptz IS NOT NULL
""" + OF_DIVISION  # fmt: skip
TERMINATED = """
FROM read.consultations c WHERE c.published_at IS NOT NULL AND c.terminated_at IS NOT NULL AND c.ended_at IS NULL
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
    "suspended": (SUSPENDED, LATEST_FIRST),
    "terminated": (TERMINATED, LATEST_FIRST),
    "ended": (ENDED, LATEST_FIRST),
}
COUNTS = {state: "SELECT count(*) " + found for state, (found, _) in LISTS.items()}
IDS = {state: "SELECT c.consultation_id " + found + order for state, (found, order) in LISTS.items()}
# What is found in not too many places is put in the order of the lists.
SEARCHED = """
WITH counted AS MATERIALIZED (
    SELECT s.subject FROM read.search_entries s WHERE s.kind = 'consultation' AND s.lexemes @@ $3::tsquery
        AND NOT EXISTS (SELECT FROM unnest($4::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)
    LIMIT $8
), found AS MATERIALIZED (
    SELECT c.consultation_id, c.published_position, c.opens_at, c.closes_at,
        CASE WHEN c.ended_at IS NOT NULL THEN 'ended' WHEN c.terminated_at IS NOT NULL THEN 'terminated'
            WHEN c.suspended_at IS NOT NULL THEN 'suspended' WHEN c.adopted_at IS NOT NULL THEN 'adopted'
            WHEN c.answered_at IS NOT NULL THEN 'answered' WHEN c.opens_at > $1 THEN 'upcoming'
            WHEN c.closes_at > $1 THEN 'open' ELSE 'closed' END AS state
    FROM counted s, LATERAL (SELECT d.* FROM read.consultations d WHERE d.consultation_id = s.subject OFFSET 0) c
    WHERE c.published_at IS NOT NULL AND ($2::text IS NULL OR c.division_id = $2)
), listed AS (
    SELECT * FROM found WHERE state = ANY($5::text[])
)
SELECT (SELECT count(*) FROM counted) AS counted, (SELECT count(*) FROM listed) AS total, ARRAY(
    SELECT consultation_id FROM listed
    ORDER BY array_position(
            ARRAY['open', 'upcoming', 'closed', 'answered', 'adopted', 'suspended', 'terminated', 'ended'], state),
        CASE state WHEN 'open' THEN closes_at WHEN 'upcoming' THEN opens_at END, published_position DESC
    LIMIT $6 OFFSET $7) AS ids
"""
# What is found nearly everywhere is soon met on the way through the lists.
HOLDS = """ AND (
    SELECT s.lexemes @@ $5::tsquery AND NOT EXISTS (SELECT FROM unnest($6::text[]) AS p (run) WHERE strpos(s.body, p.run) = 0)
    FROM read.search_entries s WHERE s.subject = c.consultation_id AND s.kind = 'consultation' AND s.part = '')
"""
MET = {state: "SELECT c.consultation_id " + found + HOLDS + order for state, (found, order) in LISTS.items()}
SOME = """
SELECT c.*, l.* FROM read.consultations c JOIN read.ledgers l USING (consultation_id) WHERE c.consultation_id = ANY($1::uuid[])
ORDER BY array_position($1::uuid[], c.consultation_id)
"""


Found = tuple[list[UUID], int | None, bool]  # ids on the page; how many in all, None: many; whether more follow


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
    """Published decisions: open ones by closing date, then upcoming, closed, answered, adopted, suspended, terminated,
    ended, newest first.

    `q` looks in title, number and document number: every word must occur. `division` is a division's id.
    """
    chosen, place = [state for state in LISTS if not states or state in states], (page, size)
    if q and q.strip():
        ids, total, more = await _searched(db, (now, division), (search_query(q), search_phrases(q)), chosen, place)
    else:
        counts = {state: await db.fetchval(COUNTS[state], now, division) for state in chosen}
        total = sum(counts.values())
        ids, more = await _ids(db, counts, (now, division), (page - 1) * size, size), page * size < total
    return Page(await views_of(db, await db.fetch(SOME, ids), with_articles) if ids else (), total, page, size, more)


async def _searched(db: Any, asked: Sequence[Any], words: Any, chosen: list[str], place: tuple[int, int]) -> Found:
    page, size = place
    row = await db.fetchrow(SEARCHED, *asked, *words, chosen, size, (page - 1) * size, MOST_COUNTED + 1)
    if row["counted"] > MOST_COUNTED:
        return await _met(db, asked, words, chosen, place)
    return row["ids"], row["total"], page * size < row["total"]


async def _met(db: Any, asked: Sequence[Any], words: Any, chosen: list[str], place: tuple[int, int]) -> Found:
    """No further than one beyond the page, which tells whether there is another."""
    page, size = place
    ids: list[UUID] = []
    for state in chosen:
        if (left := page * size + 1 - len(ids)) > 0:
            ids += [row["consultation_id"] for row in await db.fetch(MET[state], *asked, left, 0, *words)]
    return ids[(page - 1) * size : page * size], None, len(ids) > page * size


async def _ids(db: Any, counts: Mapping[str, int], asked: Sequence[Any], offset: int, size: int) -> list[UUID]:
    """Ids on one page of the lists of these states put behind each other."""
    found: list[UUID] = []
    for state, count in counts.items():
        if offset < count and len(found) < size:
            rows = await db.fetch(IDS[state], *asked, size - len(found), offset)
            found += [row["consultation_id"] for row in rows]
        offset = max(0, offset - count)
    return found
