"""What can be tried on participation activities, with good and bad arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.access import Actor
from domain.activity import holding, participants, planning, reporting, statements
from domain.activity import state as activities
from domain.activity.kinds import steps_of
from domain.activity.planning import Announcement
from domain.activity.state import Activity, Participant
from domain.activity.values import Poll, PollFigure, Quota, ReportedView
from domain.calendar import local_date
from domain.comment.draft import CommentDraft
from domain.enumerations import (
    ActivityForm,
    ActivityKind,
    Confirmation,
    Delivery,
    DispositionKind,
    PollMaker,
    PollMethod,
    RespondentKind,
    Selection,
    Side,
    WaivableStep,
)
from domain.event import Event, aggregate_of
from domain.values import ContactPoint
from tests.domain.property.world import SHORT, WHY, NothingThere, World

Attempt = Callable[[World, Actor], object]
QUOTAS = (Quota(Side.OPERATOR, 2, True, Selection.INVITATION), Quota(Side.EXPERT, 1, False, Selection.INVITATION))
UNEVEN = (Quota(Side.EXPERT, 2, False, Selection.INVITATION),)
CODE = "7K3M-9QTX"


def activities_in(world: World) -> list[Activity]:
    found: dict[UUID, Activity] = {}
    for event in world.events:
        if aggregate_of(type(event)) == "domain.activity":
            found[event.originator_id] = activities.evolve(found.get(event.originator_id), event)
    return list(found.values())


def _activity(world: World, eligible: Callable[[Activity], bool] = lambda _: True) -> Activity:
    """One of those that go on; in a tame attempt, one of which it is the time."""
    return world.any_of([each for each in activities_in(world) if world.wild or (not each.over and eligible(each))][-1:])


def _participant(world: World, activity: Activity, eligible: Callable[[Participant], bool]) -> UUID:
    return world.any_of([each for each in activity.participants if world.wild or eligible(each)]).id


def plan_activity(world: World, actor: Actor) -> Event:
    if not world.wild and any(not each.over for each in activities_in(world)):
        raise NothingThere
    state, key = world.consultation, UUID(int=850_000 + len(world.events))
    kind = world.chance.one_of(tuple(ActivityKind)) if world.wild else _wanted(world)
    words = {"subject": "夜市", "reason": world.pick(WHY, SHORT), "place": "示例路1号"}
    return planning.plan_activity(state, kind, ActivityForm.BOTH, **words, activity_id=key, actor=actor, at=world.now)


def _wanted(world: World) -> ActivityKind:
    if not world.consultation.polled:
        return ActivityKind.OPINION_POLL
    return world.chance.one_of((ActivityKind.ENTERPRISE_FORUM, ActivityKind.HEARING))


def announce_activity(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: steps_of(each.kind).announced and each.announced is None)
    held_at = world.now + timedelta(days=world.pick(31, 3, 29))
    said = Announcement(
        held_at=held_at,
        quotas=world.pick(QUOTAS, UNEVEN, ()),
        content=WHY,
        contact=ContactPoint("处"),
        observer_seats=world.pick(0, 2),
    )
    return planning.announce_activity(activity, world.consultation, said, secret="5e" * 32, actor=actor, at=world.now)


def invite_participant(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: each.held_at is None and not each.participants and not steps_of(each.kind).polled)
    facts: dict[str, Any] = {"name": "某人", "organisation": None, "name_shown": world.chance.one_of((True, False))}
    key, side = UUID(int=860_000 + len(world.events)), world.pick(Side.OPERATOR, Side.EXPERT, Side.MEDIA)
    return participants.invite_participant(
        activity, world.consultation, side, RespondentKind.OTHER, **facts, participant_id=key, actor=actor, at=world.now
    )


def decline_participant(world: World, actor: Actor) -> Event:
    activity = _activity(world)
    who = _participant(world, activity, lambda _: True)
    return participants.decline_participant(activity, world.consultation, who, actor=actor, at=world.now)


def publish_list(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: each.published is None and each.held_at is None and each.participants != ())
    return participants.publish_list(activity, world.consultation, actor=actor, at=world.now)


def deliver_materials(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: each.held_at is None)
    who = _participant(world, activity, lambda each: each.delivered_on is None)
    day = local_date(world.now) + timedelta(days=world.pick(0, 1, 40))
    facts: dict[str, Any] = {"delivered_on": day, "how": Delivery.HANDED}
    return participants.deliver_materials(activity, world.consultation, who, **facts, actor=actor, at=world.now)


def hold_activity(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: each.held_at is None and _prepared(each))
    announced = activity.announced
    if not world.wild and announced and announced.held_at > world.now:
        world.later(announced.held_at - world.now)
    facts: dict[str, Any] = {"attended": tuple(each.id for each in activity.participants), "observers": 1}
    facts |= {"host": "甲", "recorder": "乙", "presenter": world.pick("丙", None)}
    return holding.hold_activity(activity, world.consultation, began_at=world.now, **facts, actor=actor, at=world.now)


def _prepared(activity: Activity) -> bool:
    steps = steps_of(activity.kind)
    listed = activity.published is not None or not steps.listed
    return listed and all(each.delivered_on or not steps.materials for each in activity.participants)


def take_poll(world: World, actor: Actor) -> Event:
    activity = _activity(world, lambda each: each.held_at is None)
    day, answered = local_date(world.now), world.pick(9, 11, 0)
    poll = Poll(PollMaker.UNDERTAKING, "处", PollMethod.STREET, 10, answered, day, day, (PollFigure("早否", "早", answered),))
    return holding.take_poll(activity, world.consultation, poll, actor=actor, at=world.now)


def record_statement(world: World, actor: Actor) -> Event:
    activity, key = _activity(world), UUID(int=1_870_000 + len(world.events))
    if not world.wild:
        raise NothingThere
    draft = CommentDraft(respondent_kind=RespondentKind.ENTERPRISE, text="六点开市太晚")
    return statements.record_statement(activity, world.consultation, draft, comment_id=key, actor=actor, at=world.now)


def close_record(world: World, actor: Actor) -> Event:
    activity = _activity(world)
    said = [getattr(event, "activity_id", None) for event in world.events if event.topic == "comment-submitted.v2"]
    count = sum(each == activity.id for each in said)
    return holding.close_record(activity, world.consultation, statements=count, actor=actor, at=world.now)


def issue_code(world: World, actor: Actor) -> Event:
    activity = _activity(world)
    who = _participant(world, activity, lambda each: each.code_hash is None and world.chance.one_of((True, False)))
    digest = holding.code_hash_of(CODE)
    return holding.issue_code(activity, world.consultation, who, code_hash=digest, actor=actor, at=world.now)


def confirm_record(world: World, actor: Actor) -> Event:
    activity = _activity(world)
    who = _participant(world, activity, lambda each: each.confirmed is None)
    if world.chance.one_of((True, False)):
        return holding.confirm_by_code(activity, world.consultation, world.pick(CODE, "falsch"), at=world.now)
    how, day = world.pick(Confirmation.PAPER, *Confirmation), local_date(world.now) + timedelta(days=world.pick(0, 1))
    facts: dict[str, Any] = {"signed_on": day, "reason": world.pick(WHY, SHORT)}
    return holding.confirm_record(activity, world.consultation, who, how, **facts, actor=actor, at=world.now)


def report_activity(world: World, actor: Actor) -> Sequence[Event]:
    view = ReportedView("开市太晚", world.pick(DispositionKind.NOTED, None), world.pick(WHY, SHORT))
    views = world.pick((view,), ())
    return reporting.report_activity(
        _activity(world), world.consultation, summary=world.pick(WHY, SHORT), views=views, actor=actor, at=world.now
    )


def call_off_activity(world: World, actor: Actor) -> Event:
    if not world.wild:
        raise NothingThere
    return planning.call_off_activity(_activity(world), world.consultation, WHY, actor=actor, at=world.now)


ACTING: tuple[Attempt, ...] = (
    report_activity,
    issue_code,
    confirm_record,
    close_record,
    record_statement,
    take_poll,
    hold_activity,
    deliver_materials,
    publish_list,
    invite_participant,
    announce_activity,
    plan_activity,
)
"""From the end to the start: the first of them whose time it is, is the next."""
UNDOING: tuple[Attempt, ...] = (decline_participant, call_off_activity)


def next_of_activities(world: World) -> Iterator[Attempt]:
    """What a diligent office does before it deliberates; nothing where all is done or excused."""
    state = world.consultation
    poll = state.polled or WaivableStep.OPINION_POLL in state.waived
    heard = state.enterprises_heard or WaivableStep.ENTERPRISES in state.waived or not state.touches_operators
    if not poll or not heard or any(not each.over and each.held_at for each in activities_in(world)):
        yield from ACTING
