"""The state of a grievance, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.enumerations import Channel, GrievanceChannel, GrievanceOutcome, GrievanceStatus
from domain.event import Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceRegistered, GrievanceTakenBack


class Grievance(msgspec.Struct, frozen=True, kw_only=True):
    """One grievance 转办事项. `told_at`: when the person was first told, by forwarding or closing; None while the clock runs.

    `comment_id`: of the comment that it is; None where it came alone.
    """

    id: UUID
    version: int
    consultation_id: UUID
    comment_id: UUID | None
    channel: Channel
    received_on: date
    due_on: date
    provisional: bool
    rules: str
    registered_by: str
    registered_at: datetime
    status: GrievanceStatus = GrievanceStatus.REGISTERED
    told_at: datetime | None = None
    to: GrievanceChannel | None = None
    outcome: GrievanceOutcome | None = None

    @property
    def owner_id(self) -> UUID:
        """Under whose data key its words are sealed: erasing a comment erases what was said of it here as well."""
        return self.comment_id or self.id

    @property
    def open(self) -> bool:
        """Whether it may still be handed on or closed."""
        return self.status in (GrievanceStatus.REGISTERED, GrievanceStatus.FORWARDED)


def evolve(state: Grievance | None, event: Event) -> Grievance:
    """The grievance after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, GrievanceRegistered):
        return _registered(event)
    if state is None:
        raise TypeError(f"a grievance begins with grievance-registered, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _registered(event: GrievanceRegistered) -> Grievance:
    return Grievance(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        comment_id=event.comment_id,
        channel=event.channel,
        received_on=event.received_on,
        due_on=event.due_on,
        provisional=event.provisional,
        rules=event.rules,
        registered_by=event.actor,
        registered_at=event.timestamp,
    )


def _changed(state: Grievance, event: Event) -> Grievance:
    told_at = state.told_at or event.timestamp
    match event:
        case GrievanceForwarded(to=to):
            return replace(state, status=GrievanceStatus.FORWARDED, to=to, told_at=told_at)
        case GrievanceClosed(outcome=outcome):
            return replace(state, status=GrievanceStatus.CLOSED, outcome=outcome, told_at=told_at)
        case GrievanceTakenBack():
            return replace(state, status=GrievanceStatus.TAKEN_BACK)
        case _:
            return state
