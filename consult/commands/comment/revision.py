"""Revising a screening by a second person, and asking a colleague to look again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.comment.execution import execute_decision
from consult.commands.recording import ChangedSinceSeen, Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment import revision
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import ScreeningOutcome, WithholdingReason
from domain.event import Event


class ReviseScreening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: where something is hidden. `redacted_text`: where spans are blacked out, each of their characters by ■.

    `note` stays inside; `public_note` is shown with the comment. `seen`: version of the comment that this was decided on.
    """

    comment_id: UUID
    outcome: ScreeningOutcome
    reason: WithholdingReason | None = None
    redacted_text: str | None = None
    note: str
    public_note: str | None = None
    seen: Version | None = None


class AskSecondLook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    note: str


class ConfirmScreening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    comment_id: UUID
    note: str


async def revise_screening(runtime: Runtime, actor: Actor, command: ReviseScreening, key: str) -> Done:
    """Raises ChangedSinceSeen where something has happened to the comment since, and what the decision raises."""

    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        if command.seen not in (None, comment.version):
            raise ChangedSinceSeen
        return revision.revise_screening(
            comment,
            consultation,
            outcome=command.outcome,
            reason=command.reason,
            redacted_text=command.redacted_text,
            note=command.note,
            public_note=command.public_note,
            actor=actor,
            at=at,
        )

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def ask_second_look(runtime: Runtime, actor: Actor, command: AskSecondLook, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return revision.ask_second_look(comment, consultation, note=command.note, actor=actor, at=at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)


async def confirm_screening(runtime: Runtime, actor: Actor, command: ConfirmScreening, key: str) -> Done:
    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        return revision.confirm_screening(comment, consultation, note=command.note, actor=actor, at=at)

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)
