"""What the clock does with a questionnaire: close it, then open and count its responses, a part at a time."""

from __future__ import annotations

from uuid import UUID

from consult.commands.recording import Done, ReadModelBehind, record, retry_on_conflict
from consult.runtime import Runtime
from domain.questionnaire.running import close_questionnaire as close
from domain.questionnaire_response.counting import PART, count_responses
from projections.questionnaires.queries import questionnaire_progress, uncounted_responses


async def close_questionnaire(runtime: Runtime, questionnaire_id: UUID) -> Done:
    """Raises what deciding on it does."""

    async def attempt() -> Done:
        state = await runtime.questionnaire(questionnaire_id, fresh=True)
        return await record(runtime, [close(state, at=runtime.clock.now())], owner_id=state.consultation_id)

    return await retry_on_conflict(attempt)


async def count_next_part(runtime: Runtime, questionnaire_id: UUID) -> Done:
    """Open and count the next responses in the order of the log. Raises what deciding on it does, and ReadModelBehind.

    Which responses there are is known once the read models have passed the closing event: none is recorded after it.
    """
    state = await runtime.questionnaire(questionnaire_id, fresh=True)
    progress = await questionnaire_progress(runtime.reads, questionnaire_id)
    if progress is None or not progress.closed or progress.counted != state.counted:
        raise ReadModelBehind
    waiting = await uncounted_responses(runtime.reads, questionnaire_id, PART)
    part = await runtime.archive.responses(waiting)
    remaining = progress.responses - progress.counted - len(part)
    event = count_responses(state, part, remaining=remaining, at=runtime.clock.now())
    return await record(runtime, [event], owner_id=state.consultation_id)
