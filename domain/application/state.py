"""The state of an application, folded from its events; works without the sealed contents."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.application import events as e
from domain.enumerations import ApplicationStatus, ErasureCause, RespondentKind, Side
from domain.event import Event

HOLDING = (ApplicationStatus.ADMITTED, ApplicationStatus.INVITED)
"""Who has a seat."""


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """One application 报名 to an activity. `side`: None for an observer. `rank`: with which he was admitted."""

    id: UUID
    version: int
    consultation_id: UUID
    activity_id: UUID
    submitted_at: datetime
    side: Side | None
    category: RespondentKind
    publish_name: bool
    status: ApplicationStatus = ApplicationStatus.WAITING
    rank: int | None = None
    listed: bool = False
    erased: ErasureCause | None = None

    @property
    def waiting(self) -> bool:
        """Whether he may still get a seat."""
        return self.status == ApplicationStatus.WAITING

    @property
    def holds_seat(self) -> bool:
        return self.status in HOLDING


def evolve(state: Application | None, event: Event) -> Application:
    """The application after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, e.ApplicationSubmitted):
        return _submitted(event)
    if state is None:
        raise TypeError(f"an application begins with application-submitted, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def _submitted(event: e.ApplicationSubmitted) -> Application:
    return Application(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        activity_id=event.activity_id,
        submitted_at=event.timestamp,
        side=event.side,
        category=event.category,
        publish_name=event.publish_name,
    )


def _changed(state: Application, event: Event) -> Application:
    match event:
        case e.ApplicationWithdrawn():
            return replace(state, status=ApplicationStatus.WITHDRAWN)
        case e.ApplicationAdmitted(rank=rank):
            return replace(state, status=ApplicationStatus.ADMITTED, rank=rank)
        case e.ApplicationInvited():
            return replace(state, status=ApplicationStatus.INVITED)
        case e.ApplicationDeclined():
            return replace(state, status=ApplicationStatus.DECLINED)
        case e.ApplicationListed():
            return replace(state, listed=True)
        case e.ApplicationErased(cause=cause):
            return _erased(state, cause)
        case _:
            return state


def _erased(state: Application, cause: ErasureCause) -> Application:
    """Nobody can be told any more that a seat is his: who still waits is out."""
    status = ApplicationStatus.WITHDRAWN if state.waiting else state.status
    return replace(state, status=status, erased=cause)
