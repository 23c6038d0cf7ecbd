"""The coverage gate's figures, counted where the rows are: for pages. The rule itself is decided on `queries.coverage`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec

from domain.consultation.coverage import AnswersMissing
from domain.consultation.events import LedgerFigures
from projections.worklists.queries import figures_of

__all__ = ["CoverageGate", "coverage_gate"]

GATE = """
SELECT l.received, l.published, l.withheld, l.withdrawn, l.awaiting, l.covered, l.uncovered, l.unpublished, l.left_over,
    l.position,
    (SELECT count(*) FROM read.points WHERE consultation_id = $1 AND NOT answered) AS open_points
FROM read.ledgers l WHERE l.consultation_id = $1
"""


class CoverageGate(msgspec.Struct, frozen=True, kw_only=True):
    """How many are missing, at `position`: comments awaiting screening, published ones without an answer (`without_point`:
    those of them that no point gathers), and points without an answer; `unpublished`: with an answer that is not yet public,
    after the feedback."""

    position: int
    ledger: LedgerFigures
    uncovered: int
    without_point: int
    open_points: int
    unpublished: int = 0

    @property
    def awaiting(self) -> int:
        return self.ledger.awaiting

    @property
    def in_open_points(self) -> int:
        """Published comments gathered by points that have no answer."""
        return self.uncovered - self.without_point

    @property
    def missing(self) -> AnswersMissing:
        return AnswersMissing(self.awaiting, self.uncovered, self.open_points, self.unpublished)

    @property
    def complete(self) -> bool:
        """Whether nothing stands in the way of the feedback."""
        return self.missing.complete


async def coverage_gate(db: Any, consultation_id: UUID) -> CoverageGate:
    """The figures of one decision, as they were counted while events arrived, at the position of its last event."""
    row = await db.fetchrow(GATE, consultation_id)
    if row is None:
        return CoverageGate(position=-1, ledger=LedgerFigures(*(0,) * 7), uncovered=0, without_point=0, open_points=0)
    missing = {name: row[name] for name in ("position", "uncovered", "open_points", "unpublished")}
    return CoverageGate(ledger=figures_of(row), without_point=row["left_over"], **missing)
