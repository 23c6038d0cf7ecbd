"""Projection of risk assessments: added when they are concluded, shown once the decision's adoption opens who made them."""

from __future__ import annotations

from typing import Any

from domain.consultation.events import DecisionAdopted
from domain.risk_assessment.events import RiskAssessmentConcluded, RiskAssessmentStarted
from domain.sealing import value_or_none
from projections.batch import Batch
from projections.source import PublicEvent

COLUMNS = ("assessment_id", "consultation_id", "position", "at", "result", "controllable", "methods", "published")
SHOWN = """
UPDATE risk_assessments SET assessor = $3, unit = $4, published = true
WHERE consultation_id = $1 AND assessment_id = $2 AND position < $5
"""


async def apply(connection: Any, batch: Batch) -> None:
    """Add what the batch concludes to `risk_assessments`, then show what it publishes."""
    rows = [
        _concluded(public.position, public.event) for public in batch.events if isinstance(public.event, RiskAssessmentConcluded)
    ]
    if rows:
        await connection.copy_records_to_table("risk_assessments", records=rows, columns=COLUMNS)
    shown = [row for public in batch.events if isinstance(public.event, DecisionAdopted) for row in _shown(public)]
    if shown:
        await connection.executemany(SHOWN, shown)


def _concluded(position: int, event: RiskAssessmentConcluded) -> tuple[Any, ...]:
    methods = [str(method) for method in event.methods]
    return (
        event.originator_id,
        event.consultation_id,
        position,
        event.timestamp,
        str(event.result),
        event.controllable,
        methods,
        False,
    )


def _shown(public: PublicEvent) -> list[tuple[Any, ...]]:
    return [
        (event.consultation_id, event.originator_id, str(event.assessor), value_or_none(event.unit), public.position)
        for event in public.opened
        if isinstance(event, RiskAssessmentStarted)
    ]
