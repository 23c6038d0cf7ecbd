"""Closes periods and questionnaires five seconds after their end, and counts the responses of those that are closed."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import structlog

from consult.commands.consultation.period import close_period
from consult.commands.questionnaire.counting import close_questionnaire, count_next_part
from consult.runtime import Runtime
from domain.questionnaire.refusals import QuestionnaireClosedAlready
from domain.refusals import Refusal
from projections.questionnaires.queries import questionnaires_to_close, questionnaires_to_count
from projections.worklists.periods_to_close import periods_to_close

logger = structlog.get_logger()
GRACE = timedelta(seconds=5)
"""A comment whose command was read before the close still finds its way into the log."""


async def close_due_periods(runtime: Runtime) -> int:
    """Seal every period that closed at least five seconds ago; answers with how many."""
    due = await periods_to_close(runtime.reads, runtime.clock.now() - GRACE)
    closed = 0
    for consultation_id in due:
        try:
            await close_period(runtime, consultation_id)
            closed += 1
        except Refusal as refusal:
            logger.info("period not closed", consultation=str(consultation_id), rule=type(refusal).__name__)
    return closed


async def close_due_questionnaires(runtime: Runtime) -> int:
    """Close every questionnaire whose time ended at least five seconds ago; answers with how many."""
    closed = 0
    for questionnaire_id in await questionnaires_to_close(runtime.reads, runtime.clock.now() - GRACE):
        try:
            await close_questionnaire(runtime, questionnaire_id)
            closed += 1
        except Refusal as refusal:
            logger.info("questionnaire not closed", questionnaire=str(questionnaire_id), rule=type(refusal).__name__)
    return closed


async def count_closed_questionnaires(runtime: Runtime) -> int:
    """Open and count what was answered, part after part; answers with how many parts."""
    parts = 0
    for questionnaire_id in await questionnaires_to_count(runtime.reads):
        parts += await _count(runtime, questionnaire_id)
    return parts


async def _count(runtime: Runtime, questionnaire_id: UUID) -> int:
    """All parts of one; what could not be counted now is tried again at the next look."""
    parts = 0
    try:
        while True:
            done = await count_next_part(runtime, questionnaire_id)
            parts += 1
            if not await runtime.wait_until_projected(done.position):
                return parts
    except QuestionnaireClosedAlready:
        return parts  # none is left
    except Refusal as refusal:
        logger.info("responses not counted", questionnaire=str(questionnaire_id), rule=type(refusal).__name__)
        return parts
