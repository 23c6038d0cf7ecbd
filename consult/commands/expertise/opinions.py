"""Opinions of experts: given, used, and the end of the review, of which the decision learns in the same append."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.expertise.on_review import on_review
from consult.commands.recording import ChangedSinceSeen, Done, Version
from consult.commands.uploads import Upload, checked_uploads
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import ExpertFinding, OpinionUse
from domain.event import Event
from domain.expertise import opinions
from domain.expertise.state import Expertise


class GiveOpinion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`summary`: what the opinion says, published with the decision. `files`: the signed opinion, one file, never published."""

    expertise_id: UUID
    expert: int
    finding: ExpertFinding
    signed_on: date
    summary: str
    files: tuple[Upload, ...] = ()


class UseOpinion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`seen`: version of the review that the writer was shown."""

    expertise_id: UUID
    expert: int
    use: OpinionUse
    reason: str
    seen: Version | None = None


class ConcludeReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    expertise_id: UUID


async def give_opinion(runtime: Runtime, actor: Actor, command: GiveOpinion, key: str) -> Done:
    """Raises what `checked_uploads` and the decision do."""
    files = checked_uploads(command.files)
    file = files[0] if len(files) == 1 else None

    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        given = opinions.give_opinion(
            review,
            decision,
            command.expert,
            command.finding,
            signed_on=command.signed_on,
            summary=command.summary,
            file=file.blob if file else None,
            actor=actor,
            at=at,
        )
        return [given]

    kept = [(file.content, file.blob.media_type)] if file else []
    return await on_review(runtime, actor, command.expertise_id, command, key, decide, kept)


async def use_opinion(runtime: Runtime, actor: Actor, command: UseOpinion, key: str) -> Done:
    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        _refuse_overtaken(review, command)
        return [opinions.use_opinion(review, decision, command.expert, command.use, command.reason, actor=actor, at=at)]

    return await on_review(runtime, actor, command.expertise_id, command, key, decide)


async def conclude_review(runtime: Runtime, actor: Actor, command: ConcludeReview, key: str) -> Done:
    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        return opinions.conclude_review(review, decision, actor=actor, at=at)

    return await on_review(runtime, actor, command.expertise_id, command, key, decide)


def _refuse_overtaken(review: Expertise, command: UseOpinion) -> None:
    """Where something else was said of the same opinion since. Raises ChangedSinceSeen."""
    said = [expert.used_at for expert in review.experts if expert.number == command.expert]
    if command.seen is not None and any(at is not None and at > command.seen for at in said):
        raise ChangedSinceSeen
