"""Screening comments, and deciding appeals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.comment.execution import execute_decision
from consult.commands.grievance.handling import taken_back
from consult.commands.recording import Done
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment import appeal, screening
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, WithholdingReason
from domain.event import Event


class PublishComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID


class RedactComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`redacted_text`: the text with each character of a span replaced by ■."""

    comment_id: UUID
    basis: WithholdingReason
    redacted_text: str


class WithholdComment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`note` stays inside; `public_note` is shown on the stub."""

    comment_id: UUID
    reason: WithholdingReason
    note: str
    public_note: str | None = None


class DecideAppeal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    outcome: AppealOutcome
    note: str


async def publish_comment(runtime: Runtime, actor: Actor, command: PublishComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return screening.publish_comment(comment, consultation, actor=actor, at=at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def redact_comment(runtime: Runtime, actor: Actor, command: RedactComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        text = command.redacted_text
        return screening.redact_comment(comment, consultation, basis=command.basis, redacted_text=text, actor=actor, at=at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def withhold_comment(runtime: Runtime, actor: Actor, command: WithholdComment, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return screening.withhold_comment(
            comment,
            consultation,
            reason=command.reason,
            note=command.note,
            public_note=command.public_note,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def decide_appeal(runtime: Runtime, actor: Actor, command: DecideAppeal, key: str) -> Done:
    """What is reopened is taken back as a grievance in the same append."""

    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return appeal.decide_appeal(comment, consultation, outcome=command.outcome, note=command.note, actor=actor, at=at)

    async def besides(comment: Comment, at: datetime) -> Sequence[Event]:
        if command.outcome != AppealOutcome.REOPENED or comment.grievance_id is None:
            return ()
        return await taken_back(runtime, comment.grievance_id, command.note, actor, at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision, besides)
