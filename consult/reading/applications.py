"""Applications as the person reads his own, by his reference; and as the desk reads them, with who applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.application.reference import ApplicationUnknown, application_id_of
from consult.reading.access import readable_decision
from consult.reading.receipts import ProvedEntry, proved_entry
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity.state import Activity
from domain.application.events import ApplicationSubmitted
from domain.application.state import Application, evolve
from domain.consultation.state import Consultation
from domain.enumerations import ApplicationStatus
from domain.event import Event
from domain.sealing import CLOSED, value_or_none
from domain.values import Contact
from projections.activities.queries import activity_by_id
from projections.activities.views import ActivityView
from projections.applications.queries import ApplicationView, application, applications_after, ranked_after
from projections.consultations.queries import consultation as consultation_view


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who applied, and why; None where erased."""

    name: str | None
    organisation: str | None
    contact: Contact | None
    grounds: str | None


class OwnApplication(msgspec.Struct, frozen=True, kw_only=True):
    """For the applicant only. `next_step`: what the page says first; `happened`: topic and time of each event, in order."""

    state: Application
    person: Person
    activity: ActivityView
    consultation_title: str | None
    consultation_number: str | None
    rank: int | None
    next_step: str
    may_withdraw: bool
    may_decline: bool
    happened: tuple[tuple[str, datetime], ...]
    proved: ProvedEntry


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """One application as the desk lists it."""

    view: ApplicationView
    person: Person


class ApplicationFile(msgspec.Struct, frozen=True, kw_only=True):
    """One application at the desk."""

    state: Application
    view: ApplicationView | None
    person: Person
    activity: Activity
    consultation: Consultation


async def find_application(runtime: Runtime, reference: str, size: int | None = None) -> OwnApplication:
    """Proved against the checkpoint of `size` entries, or the present one. Raises ApplicationUnknown, CheckpointUnknown."""
    entries = await runtime.log.stream(application_id_of(runtime, reference))
    events = await runtime.archive.unsealed(entries)
    first = events[0] if events else None
    if not isinstance(first, ApplicationSubmitted):
        raise ApplicationUnknown
    state, row = _folded(events), await application(runtime.reads, first.originator_id)
    activity = await activity_by_id(runtime.reads, state.activity_id)
    if activity is None:
        raise ApplicationUnknown
    view = await consultation_view(runtime.reads, str(state.consultation_id))
    rank = row.rank if row else state.rank
    over = activity.began_at is not None or activity.called_off_at is not None
    decided = view is not None and (view.adopted_at is not None or view.ended_at is not None)
    return OwnApplication(
        state=state,
        person=_person(first),
        activity=activity,
        consultation_title=view.title if view else None,
        consultation_number=view.number if view else None,
        rank=rank,
        next_step=_next_step(state, activity, rank),
        may_withdraw=state.waiting and not over,
        may_decline=state.holds_seat and not over and not decided,
        happened=tuple((event.topic, event.timestamp) for event in events),
        proved=await proved_entry(runtime, entries[0], size),
    )


def _next_step(state: Application, activity: ActivityView, rank: int | None) -> str:
    """withdrawn, declined, called_off, listed, seated, ranked (drawn, without a seat), closed or waiting."""
    if state.status in (ApplicationStatus.WITHDRAWN, ApplicationStatus.DECLINED):
        return str(state.status)
    if activity.called_off_at is not None:
        return "called_off"
    if state.holds_seat:
        return "listed" if state.listed else "seated"
    if rank is not None:
        return "ranked"
    return "closed" if activity.applications is not None else "waiting"


async def received_applications(
    runtime: Runtime, actor: Actor, activity_id: UUID, *, after: int = -1, limit: int = 50
) -> tuple[Received, ...]:
    """As they came, with who applied. Raises NotFound, RoleMissing, OtherDivision."""
    activity = await runtime.archive.activity(activity_id)
    await readable_decision(runtime, actor, activity.consultation_id)
    return await _with_people(runtime, await applications_after(runtime.reads, activity_id, after=after, limit=limit))


async def ranked_applications(
    runtime: Runtime, actor: Actor, activity_id: UUID, *, after: tuple[str, int] = ("", 0), limit: int = 50
) -> tuple[Received, ...]:
    """By side and rank, with who applied. Raises as `received_applications`."""
    activity = await runtime.archive.activity(activity_id)
    await readable_decision(runtime, actor, activity.consultation_id)
    return await _with_people(runtime, await ranked_after(runtime.reads, activity_id, after=after, limit=limit))


async def application_file(runtime: Runtime, actor: Actor, application_id: UUID) -> ApplicationFile:
    """Raises NotFound, RoleMissing, OtherDivision."""
    state = await runtime.archive.application(application_id)
    consultation = await readable_decision(runtime, actor, state.consultation_id)
    first = (await runtime.archive.events(application_id))[0]
    assert isinstance(first, ApplicationSubmitted)
    return ApplicationFile(
        state=state,
        view=await application(runtime.reads, application_id),
        person=_person(first),
        activity=await runtime.archive.activity(state.activity_id),
        consultation=consultation,
    )


async def _with_people(runtime: Runtime, views: Sequence[ApplicationView]) -> tuple[Received, ...]:
    ids = [view.application_id for view in views]
    events = await runtime.archive.unsealed(await runtime.log.streams(ids, [ApplicationSubmitted.topic]))
    found = {event.originator_id: event for event in events if isinstance(event, ApplicationSubmitted)}
    return tuple(
        Received(view=view, person=_person(found[view.application_id])) for view in views if view.application_id in found
    )


def _person(event: ApplicationSubmitted) -> Person:
    return Person(
        name=value_or_none(event.name),
        organisation=value_or_none(event.organisation),
        contact=None if event.contact is CLOSED else event.contact,
        grounds=value_or_none(event.grounds),
    )


def _folded(events: Sequence[Event]) -> Application:
    state: Application | None = None
    for event in events:
        state = evolve(state, event)
    if state is None:
        raise ApplicationUnknown
    return state
