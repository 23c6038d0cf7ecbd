"""Participants: invited, declining, listed in public, handed the materials."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.commands.activity.on_activity import on_activity
from consult.commands.application.seating import RecordDeclined, applied_among, record_declined
from consult.commands.recording import Done
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity import participants as decisions
from domain.activity.refusals import ParticipantUnknown
from domain.activity.state import Activity, evolve
from domain.application.seating import list_applications
from domain.consultation.state import Consultation
from domain.enumerations import Delivery, RespondentKind, Side
from domain.event import Event


class InviteParticipant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name`, `organisation`: stay closed, unless the person agrees (`name_shown`) to stand in the public list with them."""

    activity_id: UUID
    side: Side
    category: RespondentKind
    name: str
    organisation: str | None = None
    name_shown: bool = False


class DeclineParticipant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID
    participant: UUID


class PublishList(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID


class DeliverMaterials(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To each of `participants`, on the same day and in the same way."""

    activity_id: UUID
    participants: tuple[UUID, ...]
    delivered_on: date
    how: Delivery


async def invite_participant(runtime: Runtime, actor: Actor, command: InviteParticipant, key: str) -> Done:
    """His name is sealed under a data key of his own."""
    participant = UUID(bytes=runtime.sealed.key.mac("participant", command.activity_id.bytes, key.encode())[:16], version=4)

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        invited = decisions.invite_participant(
            activity,
            decision,
            command.side,
            command.category,
            name=command.name,
            organisation=command.organisation,
            name_shown=command.name_shown,
            participant_id=participant,
            actor=actor,
            at=at,
        )
        return [invited]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide, owner_id=participant)


async def decline_participant(runtime: Runtime, actor: Actor, command: DeclineParticipant, key: str) -> Done:
    """Who applied declines his application with it, and the next in rank moves up."""
    if any(each.activity_id == command.activity_id for each in await applied_among(runtime, [command.participant])):
        return await record_declined(runtime, actor, RecordDeclined(application_id=command.participant), key)

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [decisions.decline_participant(activity, decision, command.participant, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def publish_list(runtime: Runtime, actor: Actor, command: PublishList, key: str) -> Done:
    """With it the applications of those who were drawn say that they are listed: this opens the names of who agreed."""
    activity = await runtime.archive.activity(command.activity_id)
    applied = await applied_among(runtime, [each.id for each in activity.participants])

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        published = decisions.publish_list(activity, decision, actor=actor, at=at)
        there = [each for each in applied if activity.participant(each.id)]
        return [published, *list_applications(there, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def deliver_materials(runtime: Runtime, actor: Actor, command: DeliverMaterials, key: str) -> Done:
    """One event for each. Raises ParticipantUnknown where none is named, and what the decision raises."""

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        delivered: list[Event] = []
        for participant in dict.fromkeys(command.participants):
            facts = {"delivered_on": command.delivered_on, "how": command.how}
            event = decisions.deliver_materials(activity, decision, participant, **facts, actor=actor, at=at)  # type: ignore[arg-type]
            activity = evolve(activity, event)
            delivered.append(event)
        if not delivered:
            raise ParticipantUnknown(field="participants")
        return delivered

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)
