"""How every command about a questionnaire is carried out: loaded with its decision, decided, appended under a guard on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.questionnaire.events import QuestionnaireDrafted
from domain.questionnaire.state import Questionnaire

Decide = Callable[[Questionnaire, Consultation, datetime], Event]


async def on_questionnaire(
    runtime: Runtime,
    actor: Actor,
    questionnaire_id: UUID,
    command: msgspec.Struct,
    key: str,
    decide: Decide,
    seen: int | None = None,
) -> Done:
    """`seen`: the version whose text is written over. Raises NotFound, ChangedSinceSeen, and what `decide` does."""
    once_only = idempotency_of(runtime, key, type(command).__name__, actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.questionnaire(questionnaire_id, fresh=True)
        decision = await runtime.consultation(state.consultation_id, fresh=True)
        event = decide(state, decision, runtime.clock.now())
        await refuse_overtaken(runtime, questionnaire_id, QuestionnaireDrafted, seen)
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)
