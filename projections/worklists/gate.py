"""The coverage gate's figures, counted where the rows are: for pages. The rule itself is decided on `queries.coverage`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.coverage import AnswersMissing
from domain.consultation.events import LedgerFigures

__all__ = ["Gate", "gate"]

GATE = """
WITH answers AS (
    SELECT l.comment_id, bool_or(p.answered) AS answered FROM read.points p JOIN read.point_comments l USING (point_id)
    WHERE p.consultation_id = $1 GROUP BY l.comment_id
), figures AS (
    SELECT count(*) AS received,
        count(*) FILTER (WHERE m.status = 'published') AS published,
        count(*) FILTER (WHERE m.status = 'withheld') AS withheld,
        count(*) FILTER (WHERE m.status = 'withdrawn') AS withdrawn,
        count(*) FILTER (WHERE m.status = 'awaiting') AS awaiting,
        count(*) FILTER (WHERE m.status IN ('published', 'withheld') AND a.answered) AS answered,
        count(*) FILTER (WHERE m.status = 'published' AND a.answered IS NOT TRUE) AS uncovered,
        count(*) FILTER (WHERE m.status = 'published' AND a.comment_id IS NULL) AS without_point
    FROM read.comments m LEFT JOIN answers a USING (comment_id) WHERE m.consultation_id = $1
)
SELECT f.*, coalesce((SELECT position FROM read.ledgers WHERE consultation_id = $1), -1) AS position,
    (SELECT count(*) FROM read.points WHERE consultation_id = $1 AND NOT answered) AS open_points
FROM figures f
"""


class Gate(msgspec.Struct, frozen=True, kw_only=True):
    """How many are missing, at `position`: comments awaiting screening, published ones without an answer (`without_point`:
    those of them that no point gathers), and points without an answer."""

    position: int
    ledger: LedgerFigures
    uncovered: int
    without_point: int
    open_points: int

    @property
    def awaiting(self) -> int:
        return self.ledger.awaiting

    @property
    def in_open_points(self) -> int:
        """Published comments gathered by points that have no answer."""
        return self.uncovered - self.without_point

    @property
    def missing(self) -> AnswersMissing:
        return AnswersMissing(self.awaiting, self.uncovered, self.open_points)

    @property
    def complete(self) -> bool:
        """Whether nothing stands in the way of the feedback."""
        return self.missing.complete


async def gate(db: Any, consultation_id: UUID) -> Gate:
    """The figures of one decision, as `queries.coverage` has them one by one."""
    row = await db.fetchrow(GATE, consultation_id)
    figures = {name: row[name] for name in ("received", "published", "withheld", "withdrawn", "awaiting", "answered")}
    unanswered = row["published"] + row["withheld"] - row["answered"]
    missing = {name: row[name] for name in ("position", "uncovered", "without_point", "open_points")}
    return Gate(ledger=LedgerFigures(unanswered=unanswered, **figures), **missing)
