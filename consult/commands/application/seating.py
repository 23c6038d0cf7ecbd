"""Seats after the draw: the next in rank moves up where one declines; an applicant is invited, with the reason in public."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity import state as activities
from domain.activity.state import Activity
from domain.application import own, seating
from domain.application.draft import Applicant
from domain.application.events import ApplicationSubmitted
from domain.application.refusals import ApplicationErasedBefore
from domain.application.state import Application
from domain.enumerations import Side
from domain.event import Event
from domain.sealing import CLOSED
from projections.applications.queries import waiting_in_rank


class RecordDeclined(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """He said by telephone or at the counter that he will not come."""

    application_id: UUID


class InviteApplicant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """To a side that is filled by invitation; `reason` is public."""

    application_id: UUID
    side: Side
    reason: str


async def record_declined(runtime: Runtime, actor: Actor, command: RecordDeclined, key: str) -> Done:
    """The next in rank moves up in the same append."""
    once_only = idempotency_of(runtime, key, "RecordDeclined", actor_text(actor), command)

    async def attempt() -> Done:
        application = await runtime.archive.application(command.application_id)
        activity = await runtime.archive.activity(application.activity_id)
        consultation = await runtime.consultation(application.consultation_id)
        now = runtime.clock.now()
        events = own.record_declined(application, activity, consultation, actor=actor, at=now)
        more = await next_in_rank(runtime, application, activity, events, actor, now)
        guards = [StreamGuard(activity.id, activity.version)]
        return await record(runtime, [*events, *more], owner_id=application.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def next_in_rank(
    runtime: Runtime, left: Application, activity: Activity, events: Sequence[Event], actor: Actor | str, at: datetime
) -> tuple[Event, ...]:
    """What happens to the next in rank of the side where `events` free a seat; nothing where nobody waits, or he was invited.

    The read models know the ranks, which no more change; whether somebody still waits is asked of the log.
    """
    if left.rank is None:
        return ()
    after = _after(activity, events)
    for rank, application in await _waiting(runtime, activity.id, left.side):
        if application.waiting:
            return seating.move_up(application, after, rank=rank, actor=actor, at=at)
    return ()


async def applied_among(runtime: Runtime, participants: Sequence[UUID]) -> list[Application]:
    """The applications of those participants who applied; who was invited from outside has none."""
    first = await runtime.log.streams(participants, [ApplicationSubmitted.topic])
    return await runtime.archive.applications([entry.originator_id for entry in first])


async def _waiting(runtime: Runtime, activity_id: UUID, side: Side | None) -> list[tuple[int, Application]]:
    ranks = await waiting_in_rank(runtime.reads, activity_id, side)
    found = await runtime.archive.applications(list(ranks))
    return [(ranks[each.id], each) for each in found]


def _after(activity: Activity, events: Sequence[Event]) -> Activity:
    for event in events:
        if event.originator_id == activity.id:
            activity = activities.evolve(activity, event)
    return activity


async def invite_applicant(runtime: Runtime, actor: Actor, command: InviteApplicant, key: str) -> Done:
    """Invitation and application in one append."""
    once_only = idempotency_of(runtime, key, "InviteApplicant", actor_text(actor), command)

    async def attempt() -> Done:
        application = await runtime.archive.application(command.application_id)
        activity = await runtime.archive.activity(application.activity_id)
        consultation = await runtime.consultation(application.consultation_id)
        applicant = await _applicant(runtime, application.id)
        facts = {"side": command.side, "reason": command.reason, "actor": actor, "at": runtime.clock.now()}
        events = seating.invite_applicant(application, applicant, activity, consultation, **facts)  # type: ignore[arg-type]
        guards = [StreamGuard(activity.id, activity.version)]
        return await record(runtime, events, owner_id=application.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)


async def _applicant(runtime: Runtime, application_id: UUID) -> Applicant:
    """Raises ApplicationErasedBefore."""
    first = next(iter(await runtime.archive.events(application_id)), None)
    if not isinstance(first, ApplicationSubmitted):
        raise NotFound
    name, organisation, contact, grounds = first.name, first.organisation, first.contact, first.grounds
    if name is CLOSED or organisation is CLOSED or contact is CLOSED or grounds is CLOSED:
        raise ApplicationErasedBefore
    return Applicant(name=name, organisation=organisation, contact=contact, grounds=grounds)
