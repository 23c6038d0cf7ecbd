"""What each event does to the view of a participation activity."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from domain.activity import events as e
from domain.enumerations import ActivityStatus
from domain.event import Event
from domain.sealing import value_or_none
from projections.activities.views import ActivityView, DrawView, ParticipantView
from projections.source import PublicEvent

BEGINNING = (e.ActivityAnnounced, e.ActivityHeld, e.PollTaken)
"""Whichever of them comes first makes it public."""


def first_view(public: PublicEvent, number: int) -> ActivityView | None:
    """The activity as it becomes public, before what this event says of it; None where its plan is not opened."""
    plan = next((event for event in public.opened if isinstance(event, e.ActivityPlanned)), None)
    if plan is None:
        return None
    return ActivityView(
        activity_id=plan.originator_id,
        consultation_id=plan.consultation_id,
        number=number,
        position=public.position,
        kind=plan.kind,
        form=plan.form,
        rules=plan.rules,
        subject=value_or_none(plan.subject),
        reason=value_or_none(plan.reason),
        place=value_or_none(plan.place),
    )


def fold(view: ActivityView, public: PublicEvent) -> ActivityView:
    """The view after one event of the activity's stream."""
    event = public.event
    match event:
        case e.ActivityAnnounced():
            return _announced(view, event)
        case e.ApplicationsClosed(applications=applications):
            return replace(view, applications=applications)
        case e.LotDrawn():
            facts = {name: getattr(event, name) for name in ("log_size", "log_root", "token", "secret", "seed", "draws")}
            return replace(view, draw=DrawView(position=public.position, **facts))
        case e.ParticipantListPublished():
            return _listed(view, event, public)
        case e.MaterialsDelivered(participant=who):
            return replace(view, delivered=(*view.delivered, who))
        case _:
            return _held(view, event, public)


def _announced(view: ActivityView, event: e.ActivityAnnounced) -> ActivityView:
    copied = ("held_at", "apply_until", "quotas", "observer_seats", "observers_by_lot", "list_due_on", "materials_due_on")
    words = ("content", "conditions", "contact", "complaints")
    facts: dict[str, Any] = {name: getattr(event, name) for name in (*copied, "lot_commitment")}
    facts |= {name: value_or_none(getattr(event, name)) for name in words}
    return replace(view, announced_at=event.timestamp, **facts)


def _listed(view: ActivityView, event: e.ParticipantListPublished, public: PublicEvent) -> ActivityView:
    """Names that are opened now, or stood in the list before."""
    names = {each.participant: each.name for each in view.participants}
    names |= {each.participant: value_or_none(each.shown) for each in public.opened if isinstance(each, e.ParticipantInvited)}
    people = tuple(
        ParticipantView(
            participant=each.participant, side=each.side, category=each.category, how=each.how, name=names.get(each.participant)
        )
        for each in event.listed
    )
    return replace(view, participants=people, listed_at=event.timestamp, status=ActivityStatus.LISTED)


def _held(view: ActivityView, event: Event, public: PublicEvent) -> ActivityView:
    match event:
        case e.ActivityHeld(attended=attended):
            words = {name: value_or_none(getattr(event, name)) for name in ("host", "recorder", "presenter")}
            facts: dict[str, Any] = {"began_at": event.began_at, "attended": len(attended), "observers": event.observers}
            people = tuple(replace(each, attended=each.participant in attended) for each in view.participants)
            return replace(view, participants=people, status=ActivityStatus.HELD, **facts, **words)
        case e.PollTaken(poll=poll):
            return replace(view, poll=value_or_none(poll), began_at=event.timestamp, status=ActivityStatus.RECORDED)
        case e.RecordClosed(statements=statements):
            return replace(view, statements=statements, status=ActivityStatus.RECORDED)
        case e.RecordConfirmed(participant=who, how=how):
            people = tuple(replace(each, confirmed=how) if each.participant == who else each for each in view.participants)
            return replace(view, participants=people)
        case e.ActivityReported():
            return _reported(view, event, public)
        case e.ActivityCalledOff(timestamp=at, reason=reason):
            return replace(view, called_off_at=at, called_off_reason=value_or_none(reason), status=ActivityStatus.CALLED_OFF)
        case _:
            return view


def _reported(view: ActivityView, event: e.ActivityReported, public: PublicEvent) -> ActivityView:
    """With the reasons of those who refused to sign, which it opens."""
    refused = {each.participant: value_or_none(each.reason) for each in public.opened if isinstance(each, e.RecordConfirmed)}
    people = tuple(replace(each, reason=refused.get(each.participant)) for each in view.participants)
    said = {"summary": value_or_none(event.summary), "views": value_or_none(event.views) or ()}
    return replace(view, participants=people, reported_at=event.timestamp, status=ActivityStatus.REPORTED, **said)
