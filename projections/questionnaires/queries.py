"""Queries on questionnaires: those of a decision, their figures, and what the clock has to do with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.enumerations import RespondentKind
from domain.questionnaire.form import QuestionnaireForm
from projections.questionnaires.views import Counts, Progress, QuestionnaireView

__all__ = [
    "Counts",
    "Progress",
    "QuestionnaireView",
    "questionnaire",
    "questionnaire_counts",
    "questionnaire_numbered",
    "questionnaire_progress",
    "questionnaires_of",
    "questionnaires_to_close",
    "questionnaires_to_count",
    "responses_to_erase",
    "uncounted_responses",
]

OF_DECISION = "SELECT * FROM read.questionnaires WHERE consultation_id = $1 ORDER BY position"
NUMBERED = "SELECT * FROM read.questionnaires WHERE consultation_id = $1 AND number = $2"
ONE = "SELECT * FROM read.questionnaires WHERE questionnaire_id = $1"
PROGRESS = "SELECT closed, responses, counted FROM read.questionnaires WHERE questionnaire_id = $1"
COUNTS = "SELECT kind, question, place, count FROM read.questionnaire_counts WHERE questionnaire_id = $1"
UNCOUNTED = """
SELECT response_id FROM read.questionnaire_responses WHERE questionnaire_id = $1 AND NOT counted ORDER BY position LIMIT $2
"""
TO_CLOSE = """
SELECT questionnaire_id FROM read.questionnaires
WHERE NOT closed AND withdrawn_at IS NULL AND closes_at <= $1 ORDER BY closes_at
"""
TO_COUNT = "SELECT questionnaire_id FROM read.questionnaires WHERE closed AND remaining IS DISTINCT FROM 0"
TO_ERASE = """
SELECT response_id FROM read.questionnaire_responses
WHERE questionnaire_id = $1 AND erasure = 'requested' ORDER BY position LIMIT $2
"""
_form = msgspec.json.Decoder(QuestionnaireForm)


async def questionnaires_of(db: Any, consultation_id: UUID) -> tuple[QuestionnaireView, ...]:
    """All of a decision, in the order they were started, those not opened yet among them."""
    return tuple(_view(row) for row in await db.fetch(OF_DECISION, consultation_id))


async def questionnaire_numbered(db: Any, consultation_id: UUID, number: int) -> QuestionnaireView | None:
    """The n-th that a decision opened."""
    row = await db.fetchrow(NUMBERED, consultation_id, number)
    return _view(row) if row else None


async def questionnaire(db: Any, questionnaire_id: UUID) -> QuestionnaireView | None:
    row = await db.fetchrow(ONE, questionnaire_id)
    return _view(row) if row else None


async def questionnaire_progress(db: Any, questionnaire_id: UUID) -> Progress | None:
    row = await db.fetchrow(PROGRESS, questionnaire_id)
    return Progress(*row) if row else None


async def questionnaire_counts(db: Any, questionnaire_id: UUID) -> Counts:
    """What was counted so far; to be shown once the figures are published."""
    rows = await db.fetch(COUNTS, questionnaire_id)
    return Counts({(RespondentKind(kind), question, place): count for kind, question, place, count in rows})


async def uncounted_responses(db: Any, questionnaire_id: UUID, limit: int) -> list[UUID]:
    """The next ones in the order of the log."""
    return [row["response_id"] for row in await db.fetch(UNCOUNTED, questionnaire_id, limit)]


async def questionnaires_to_close(db: Any, closed_before: datetime) -> list[UUID]:
    """Those whose close lay at or before this moment, without their closing event."""
    return [row["questionnaire_id"] for row in await db.fetch(TO_CLOSE, closed_before)]


async def questionnaires_to_count(db: Any) -> list[UUID]:
    """Those closed whose responses are not all counted."""
    return [row["questionnaire_id"] for row in await db.fetch(TO_COUNT)]


async def responses_to_erase(db: Any, questionnaire_id: UUID, limit: int = 50) -> list[UUID]:
    """Those of which somebody asked that what was written be erased."""
    return [row["response_id"] for row in await db.fetch(TO_ERASE, questionnaire_id, limit)]


def _view(row: Any) -> QuestionnaireView:
    values = {name: row[name] for name in QuestionnaireView.__struct_fields__}
    return msgspec.convert(values | {"form": _form.decode(row["form"]) if row["form"] else None}, QuestionnaireView)
