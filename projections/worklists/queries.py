"""Queries of staff: the work that waits for them, and the coverage that the publication of feedback is decided on."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from domain.calendar import is_overdue
from domain.consultation.coverage import AnswersMissing, Coverage
from domain.consultation.events import DispositionCount, LedgerFigures
from domain.enumerations import DispositionKind
from projections.consultations.status import state_of_row
from projections.consultations.view_of_row import division_of_row
from projections.worklists.views import CommentWaiting, DecisionInPreparation, DivisionWork

__all__ = [
    "CommentWaiting",
    "DecisionInPreparation",
    "DivisionWork",
    "comments_awaiting_screening",
    "coverage",
    "decisions_in_preparation",
    "division_work",
    "figures_of",
    "finished_work",
    "waiting_work",
]

# Of one decision the numbers are in the order of the positions.
AWAITING = """
SELECT m.consultation_id, c.number AS consultation_number, m.comment_id, m.number, m.position, m.submitted_at, m.channel,
    m.respondent_kind, m.articles, m.late, m.erasure_requested AS erasure
FROM read.comments m JOIN read.consultations c USING (consultation_id)
WHERE m.consultation_id = $1 AND m.status = 'awaiting' ORDER BY m.number LIMIT $2
"""

PREPARING = """
SELECT c.consultation_id, l.position, c.started_at, c.draft_version, c.materials, c.review_requested, c.reviews_passed, c.released
FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
WHERE c.published_at IS NULL AND c.ended_at IS NULL ORDER BY c.started_at, c.consultation_id
"""

WORK = """
SELECT c.*, l.position, l.awaiting, l.appealed AS appeals_open, l.second_looks, l.to_erase AS erasures_requested, l.uncovered,
    l.unpublished, l.grievances_waiting,
    (SELECT min(g.due_on) FROM read.grievances g
        WHERE g.consultation_id = c.consultation_id AND g.waiting) AS tell_by,
    (SELECT count(*) FROM read.points p WHERE p.consultation_id = c.consultation_id) AS points,
    (SELECT count(*) FROM read.points p
        WHERE p.consultation_id = c.consultation_id AND NOT p.answered) AS points_without_disposition
FROM read.consultations c JOIN read.ledgers l USING (consultation_id)
WHERE c.published_at IS NOT NULL
"""
RUNNING = " AND c.adopted_at IS NULL AND c.ended_at IS NULL ORDER BY c.closes_at, c.published_position"
OVER = " AND (c.adopted_at IS NOT NULL OR c.ended_at IS NOT NULL)"
# The condition is that of the index of the few decisions on which somebody waits.
TO_SCREEN = "l.awaiting > 0 OR l.appealed > 0 OR l.second_looks > 0 OR l.to_erase > 0 OR l.grievances_waiting > 0"
TO_ANSWER = "l.uncovered > 0 OR l.unpublished > 0"
WAITING = f" AND ({TO_SCREEN} OR l.feedback_published AND ({TO_ANSWER}))" + OVER
# Of those that are over, joint divisions have what still waits to be answered; the list of the others is the lead division's.
WAITING_WORK = WORK + WAITING + " AND ($1::text IS NULL OR c.division_id = $1 OR $1 = ANY(c.joint)) ORDER BY c.published_position"
OF_DIVISION = " AND (c.division_id = $1 OR $1 = ANY(c.joint) OR $1 = ANY(c.asked))"
FINISHED = OVER + " ORDER BY c.published_position DESC LIMIT $1 OFFSET $2"
RUNNING_WORK, RUNNING_WORK_OF_DIVISION = WORK + RUNNING, WORK + OF_DIVISION + RUNNING
FINISHED_WORK, FINISHED_WORK_OF_DIVISION = WORK + FINISHED, WORK + " AND c.division_id = $3" + FINISHED

# One statement, so that figures, numbers and position are seen at one moment.
COVERAGE = """
SELECT l.position, l.received, l.published, l.withheld, l.withdrawn, l.awaiting, l.covered, l.uncovered, l.unpublished,
    ARRAY(SELECT m.number FROM read.comments m WHERE m.consultation_id = $1 AND m.status = 'awaiting'
        ORDER BY m.number LIMIT $2) AS awaiting_numbers,
    ARRAY(SELECT m.number FROM read.comments m WHERE m.consultation_id = $1 AND NOT m.covered
        AND m.status = 'published' ORDER BY m.number LIMIT $2) AS uncovered_numbers,
    ARRAY(SELECT p.point_id FROM read.points p WHERE p.consultation_id = $1 AND NOT p.answered ORDER BY p.number) AS open_points,
    ARRAY(SELECT p.kind FROM read.points p WHERE p.consultation_id = $1 AND p.answered AND p.kind IS NOT NULL) AS kinds
FROM read.ledgers l WHERE l.consultation_id = $1
"""
NAMED = 100
NOTHING = Coverage(-1, (), (), (), LedgerFigures(*(0,) * 7), ())


async def comments_awaiting_screening(db: Any, consultation_id: UUID | str, *, limit: int = 100) -> tuple[CommentWaiting, ...]:
    """Comments of a decision to be screened, oldest first."""
    return _waiting(await db.fetch(AWAITING, consultation_id, limit))


async def decisions_in_preparation(db: Any) -> tuple[DecisionInPreparation, ...]:
    """Decisions neither published nor ended, oldest first. Title and division are sealed: read them from the sealed store."""
    return tuple(DecisionInPreparation(**row) for row in await db.fetch(PREPARING))


async def division_work(db: Any, now: datetime, division: str | None = None) -> tuple[DivisionWork, ...]:
    """What waits on each published decision that is neither adopted nor ended, by closing date."""
    rows = await (db.fetch(RUNNING_WORK_OF_DIVISION, division) if division else db.fetch(RUNNING_WORK))
    return tuple(_work(row, now) for row in rows)


async def finished_work(
    db: Any, now: datetime, division: str | None = None, *, limit: int = 50, offset: int = 0
) -> tuple[DivisionWork, ...]:
    """Decisions that are adopted or ended, the last published first, with what still waits on them."""
    asked = (limit, offset)
    rows = await (db.fetch(FINISHED_WORK_OF_DIVISION, *asked, division) if division else db.fetch(FINISHED_WORK, *asked))
    return tuple(_work(row, now) for row in rows)


async def waiting_work(db: Any, now: datetime, division: str | None = None) -> tuple[DivisionWork, ...]:
    """Adopted or ended decisions on which something waits all the same: a comment to be screened, an appeal, a second look,
    an erasure, a person to be told his channel, or a public answer after the feedback; the first published first."""
    return tuple(_work(row, now) for row in await db.fetch(WAITING_WORK, division))


async def coverage(db: Any, consultation_id: UUID | str) -> Coverage:
    """The coverage gate at the position of the last event about the decision, for the guard of the append; the first hundred
    numbers of what is missing, and how many there are.

    `dispositions` is empty until the feedback is published (they are sealed): a command that may read them fills them in.
    """
    row = await db.fetchrow(COVERAGE, consultation_id, NAMED)
    if row is None:
        return NOTHING
    kinds = Counter(row["kinds"])
    return Coverage(
        row["position"],
        tuple(row["awaiting_numbers"]),
        tuple(row["uncovered_numbers"]),
        tuple(row["open_points"]),
        figures_of(row),
        tuple(DispositionCount(kind, kinds[kind]) for kind in DispositionKind if kinds[kind]),
        AnswersMissing(row["awaiting"], row["uncovered"], len(row["open_points"]), row["unpublished"]),
    )


def figures_of(row: Any) -> LedgerFigures:
    """The ledger of a decision, every comment answered that an answered point gathers, public or not yet."""
    figures = {name: row[name] for name in ("received", "published", "withheld", "withdrawn", "awaiting")}
    unanswered = row["published"] + row["withheld"] - row["covered"]
    return LedgerFigures(answered=row["covered"], unanswered=unanswered, **figures)


def _waiting(rows: list[Any]) -> tuple[CommentWaiting, ...]:
    return tuple(CommentWaiting(**(dict(row) | {"articles": tuple(row["articles"])})) for row in rows)


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
        second_looks=row["second_looks"],
        erasures_requested=row["erasures_requested"],
        points=row["points"],
        points_without_disposition=row["points_without_disposition"],
        uncovered=row["uncovered"],
        unpublished=row["unpublished"],
        grievances_waiting=row["grievances_waiting"],
        tell_by=row["tell_by"],
    )
