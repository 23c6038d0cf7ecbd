"""Writing a questionnaire: started with its heading, then question by question, until it opens."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.questionnaire.on_questionnaire import on_questionnaire
from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import QuestionKind
from domain.event import Event
from domain.questionnaire import drafting
from domain.questionnaire.form import Question
from domain.questionnaire.state import Questionnaire


class StartQuestionnaire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID
    title: str
    introduction: str | None = None


class ChangeHeading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`seen`: the version of the questionnaire whose heading is written over."""

    questionnaire_id: UUID
    title: str
    introduction: str | None = None
    seen: Version | None = None


class WriteQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`number`: of the question that is written anew, None for one more. `options`: of a scale the words for its two ends.

    `least` and `most`: how many are chosen, or the first and last step of a scale. `place`: where it stands then.
    """

    questionnaire_id: UUID
    kind: QuestionKind
    text: str
    required: bool = False
    options: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    number: int | None = None
    place: int | None = None
    seen: Version | None = None


class RemoveQuestion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    questionnaire_id: UUID
    number: int
    seen: Version | None = None


async def start_questionnaire(runtime: Runtime, actor: Actor, command: StartQuestionnaire, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "StartQuestionnaire", actor_text(actor), command)

    async def attempt() -> Done:
        decision = await runtime.consultation(command.consultation_id, fresh=True)
        event = drafting.start_questionnaire(
            decision,
            title=command.title,
            introduction=command.introduction,
            questionnaire_id=uuid4(),
            actor=actor,
            at=runtime.clock.now(),
        )
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def change_heading(runtime: Runtime, actor: Actor, command: ChangeHeading, key: str) -> Done:
    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return drafting.change_heading(
            state, decision, title=command.title, introduction=command.introduction, actor=actor, at=at
        )

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide, command.seen)


async def write_question(runtime: Runtime, actor: Actor, command: WriteQuestion, key: str) -> Done:
    question = Question(
        kind=command.kind,
        text=command.text,
        required=command.required,
        options=command.options,
        least=command.least,
        most=command.most,
    )

    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return drafting.write_question(state, decision, question, number=command.number, place=command.place, actor=actor, at=at)

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide, command.seen)


async def remove_question(runtime: Runtime, actor: Actor, command: RemoveQuestion, key: str) -> Done:
    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return drafting.remove_question(state, decision, command.number, actor=actor, at=at)

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide, command.seen)
