"""What staff ask: what waits for them, and the whole sets that rules are decided on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.consultation.coverage import Coverage, PointStanding, coverage_of
from domain.consultation.ledger import CommentStanding
from domain.values import CommentStatus, DispositionKind, WithholdingReason
from projections.consultations.record import division_of_row
from projections.consultations.status import state_of_row
from projections.dates import is_overdue
from projections.worklists.views import CommentWaiting, DecisionInPreparation, DivisionWork, Standings

__all__ = [
    "CommentWaiting",
    "DecisionInPreparation",
    "DivisionWork",
    "Standings",
    "appeals_open",
    "comments_awaiting_screening",
    "coverage",
    "decisions_in_preparation",
    "division_work",
    "erasures_requested",
    "standings",
]

WAITING = """
SELECT m.consultation_id, c.number AS consultation_number, m.comment_id, m.number, m.position, m.submitted_at, m.channel,
    m.respondent_kind, m.articles, m.late, m.erasure_requested AS erasure
FROM read.comments m JOIN read.consultations c USING (consultation_id)
WHERE ($1::uuid IS NULL OR m.consultation_id = $1) AND ($2::text IS NULL OR c.division_id = $2)
"""

AWAITING = WAITING + " AND m.status = 'awaiting' ORDER BY m.position LIMIT $3"
APPEALED = WAITING + " AND m.appeal = 'open' ORDER BY m.position LIMIT $3"
TO_ERASE = WAITING + " AND m.erasure_requested IS NOT NULL ORDER BY m.position LIMIT $3"

PREPARING = """
SELECT c.consultation_id, l.position, c.started_at, c.draft_version, c.materials, c.review_requested, c.reviews_passed, c.released
FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
WHERE c.published_at IS NULL AND c.ended_at IS NULL ORDER BY c.started_at, c.consultation_id
"""

WORK = """
SELECT c.*, l.position, l.awaiting,
    (SELECT count(*) FROM read.points p WHERE p.consultation_id = c.consultation_id) AS points,
    (SELECT count(*) FROM read.comments m WHERE m.consultation_id = c.consultation_id AND m.appeal = 'open') AS appeals_open,
    (SELECT count(*) FROM read.comments m
        WHERE m.consultation_id = c.consultation_id AND m.erasure_requested IS NOT NULL) AS erasures_requested,
    (SELECT count(*) FROM read.points p
        WHERE p.consultation_id = c.consultation_id AND NOT p.answered) AS points_without_disposition
FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
WHERE c.published_at IS NOT NULL AND ($1::text IS NULL OR c.division_id = $1) ORDER BY c.closes_at, c.published_position
"""

# One statement, so that comments, points and position are seen at one moment; a column as one array, which is decoded at once.
STANDINGS = """
WITH m AS (SELECT * FROM read.comments WHERE consultation_id = $1),
    p AS (SELECT * FROM read.points WHERE consultation_id = $1),
    g AS (SELECT point_id, comment_id FROM read.point_comments JOIN p USING (point_id))
SELECT (SELECT position FROM read.ledgers WHERE consultation_id = $1) AS position, m.*, p.*, g.* FROM
    (SELECT array_agg(comment_id ORDER BY number) AS comment_ids, array_agg(number ORDER BY number) AS numbers,
        array_agg(status ORDER BY number) AS statuses, array_agg(reason ORDER BY number) AS reasons,
        array_agg(encode(text_hash, 'hex') ORDER BY number) AS texts FROM m) m,
    (SELECT array_agg(point_id ORDER BY number) AS point_ids, array_agg(answered ORDER BY number) AS answered,
        array_agg(kind ORDER BY number) AS kinds FROM p) p,
    (SELECT array_agg(point_id) AS gathering, array_agg(comment_id) AS gathered FROM g) g
"""
STATUSES = {status.value: status for status in CommentStatus}


async def comments_awaiting_screening(
    db: Any, consultation_id: UUID | str | None = None, division: str | None = None, *, limit: int = 100
) -> tuple[CommentWaiting, ...]:
    """Comments to be screened, oldest first; of one decision or division, or of all."""
    return _waiting(await db.fetch(AWAITING, consultation_id, division, limit))


async def appeals_open(
    db: Any, consultation_id: UUID | str | None = None, division: str | None = None, *, limit: int = 100
) -> tuple[CommentWaiting, ...]:
    """Withheld comments whose authors appealed and wait for the decision."""
    return _waiting(await db.fetch(APPEALED, consultation_id, division, limit))


async def erasures_requested(
    db: Any, consultation_id: UUID | str | None = None, division: str | None = None, *, limit: int = 100
) -> tuple[CommentWaiting, ...]:
    """Comments whose erasure was requested and waits for a second person."""
    return _waiting(await db.fetch(TO_ERASE, consultation_id, division, limit))


async def decisions_in_preparation(db: Any) -> tuple[DecisionInPreparation, ...]:
    """Decisions neither published nor ended, oldest first. Title and division are sealed: read them from the sealed store."""
    return tuple(DecisionInPreparation(**row) for row in await db.fetch(PREPARING))


async def division_work(db: Any, now: datetime, division: str | None = None) -> tuple[DivisionWork, ...]:
    """What waits on each published decision, by closing date."""
    return tuple(_work(row, now) for row in await db.fetch(WORK, division))


async def standings(db: Any, consultation_id: UUID | str) -> Standings:
    """Every comment and point of a decision, at the position of the last event about it (-1: none)."""
    row = await db.fetchrow(STANDINGS, consultation_id)
    gathered: dict[UUID, set[UUID]] = defaultdict(set)
    for point_id, comment_id in _zipped(row, "gathering", "gathered"):
        gathered[point_id].add(comment_id)
    comments = tuple(_comment(*each) for each in _zipped(row, "comment_ids", "numbers", "statuses", "reasons", "texts"))
    points = tuple(_point(gathered.get(each[0], set()), *each) for each in _zipped(row, "point_ids", "answered", "kinds"))
    return Standings(-1 if row["position"] is None else row["position"], comments, points)


def _zipped(row: Any, *columns: str) -> Iterable[tuple[Any, ...]]:
    return zip(*(row[column] or () for column in columns), strict=True)


async def coverage(db: Any, consultation_id: UUID | str) -> Coverage:
    """The coverage gate at the read model's position, for the guard of the append.

    `dispositions` is empty until the feedback is published (they are sealed): a command that may read them calls `coverage_of`
    with the kinds filled into `standings(…).points`.
    """
    seen = await standings(db, consultation_id)
    return coverage_of(seen.comments, seen.points, position=seen.position)


def _waiting(rows: list[Any]) -> tuple[CommentWaiting, ...]:
    return tuple(CommentWaiting(**(dict(row) | {"articles": tuple(row["articles"])})) for row in rows)


def _comment(comment_id: UUID, number: int, status: str, reason: str | None, text_hash: str | None) -> CommentStanding:
    withheld = WithholdingReason(reason) if reason and status == "withheld" else None
    return CommentStanding(comment_id, number, STATUSES[status], withheld, text_hash)


def _point(comment_ids: Set[UUID], point_id: UUID, answered: bool, kind: str | None) -> PointStanding:
    return PointStanding(point_id, comment_ids, answered, DispositionKind(kind) if kind else None)


def _work(row: Any, now: datetime) -> DivisionWork:
    due, done = row["answer_due_on"], row["answered_at"] or row["ended_at"]
    return DivisionWork(
        consultation_id=row["consultation_id"],
        number=row["number"],
        title=row["title"],
        division=division_of_row(row),
        state=state_of_row(row, now),
        position=row["position"],
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        answer_due_on=due,
        overdue=is_overdue(due, done, now),
        awaiting_screening=row["awaiting"],
        appeals_open=row["appeals_open"],
        erasures_requested=row["erasures_requested"],
        points=row["points"],
        points_without_disposition=row["points_without_disposition"],
    )
