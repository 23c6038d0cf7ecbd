"""Correcting the registration of a comment, by a second person."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.comment.execution import execute_decision
from consult.commands.recording import ChangedSinceSeen, Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment import registration
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import Channel, CorrectionCause, RespondentKind
from domain.event import Event


class CorrectRegistration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is left out, or as it was, stays; `articles` empty = the whole draft.

    `note` stays inside. `seen`: version of the comment that this was decided on.
    """

    comment_id: UUID
    channel: Channel | None = None
    received_on: date | None = None
    respondent_kind: RespondentKind | None = None
    articles: tuple[str, ...] | None = None
    publish_name: bool | None = None
    cause: CorrectionCause
    note: str
    seen: Version | None = None


async def correct_registration(runtime: Runtime, actor: Actor, command: CorrectRegistration, key: str) -> Done:
    """Raises ChangedSinceSeen where something has happened to the comment since, and what the decision raises."""
    facts = registration.RegisteredFacts(
        channel=command.channel,
        received_on=command.received_on,
        respondent_kind=command.respondent_kind,
        articles=command.articles,
        publish_name=command.publish_name,
    )

    def decision(comment: Comment, consultation: Consultation, at: datetime) -> Event:
        if command.seen not in (None, comment.version):
            raise ChangedSinceSeen
        return registration.correct_registration(
            comment, consultation, facts=facts, cause=command.cause, note=command.note, actor=actor, at=at
        )

    return await execute_decision(runtime, actor, command.comment_id, command, key, decision)
