"""A questionnaire is opened, withdrawn, and its figures are published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.questionnaire.on_questionnaire import on_questionnaire
from consult.commands.recording import Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.event import Event
from domain.questionnaire import running
from domain.questionnaire.state import Questionnaire


class OpenQuestionnaire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`closes_at` null = with the consultation. `seen`: the version of the text that is opened, as its reader saw it."""

    questionnaire_id: UUID
    closes_at: datetime | None = None
    seen: Version | None = None


class WithdrawQuestionnaire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    questionnaire_id: UUID
    reason: str


class PublishFigures(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`spread`: how the questionnaire was spread; published beside every figure."""

    questionnaire_id: UUID
    spread: str


async def open_questionnaire(runtime: Runtime, actor: Actor, command: OpenQuestionnaire, key: str) -> Done:
    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return running.open_questionnaire(state, decision, closes_at=command.closes_at, actor=actor, at=at)

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide, command.seen)


async def withdraw_questionnaire(runtime: Runtime, actor: Actor, command: WithdrawQuestionnaire, key: str) -> Done:
    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return running.withdraw_questionnaire(state, decision, reason=command.reason, actor=actor, at=at)

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide)


async def publish_figures(runtime: Runtime, actor: Actor, command: PublishFigures, key: str) -> Done:
    def decide(state: Questionnaire, decision: Consultation, at: datetime) -> Event:
        return running.publish_figures(state, decision, spread=command.spread, actor=actor, at=at)

    return await on_questionnaire(runtime, actor, command.questionnaire_id, command, key, decide)
