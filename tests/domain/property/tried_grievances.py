"""What can be tried about grievances."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from domain.access import Actor
from domain.calendar import local_date
from domain.comment.state import Comment
from domain.enumerations import Channel, CommentStatus, GrievanceChannel, GrievanceOutcome
from domain.event import Event
from domain.grievance import handling, registration
from domain.grievance.state import Grievance
from tests.domain.property.tried_comments import comment_of
from tests.domain.property.world import CALENDAR, World


def _new_id(world: World) -> UUID:
    return UUID(int=900_000 + len(world.events))


def _grievance(world: World) -> Grievance:
    found = list(world.decision.grievances.values())
    return world.any_of([each for each in found if world.wild or each.open])


def refer_comment(world: World, actor: Actor) -> list[Event]:
    return _refer(world, comment_of(world, CommentStatus.AWAITING), actor)


def refer_what_was_found(world: World, actor: Actor) -> list[Event]:
    """To be an opinion, or what a point gathers: there are few."""
    gathered = {each for point in world.decision.active_points() for each in point.comment_ids}
    waiting = [each for each in world.decision.comments.values() if each.status == CommentStatus.AWAITING]
    return _refer(world, world.any_of([each for each in waiting if each.reopened or each.id in gathered]), actor)


def _refer(world: World, comment: Comment, actor: Actor) -> list[Event]:
    in_points = sum(comment.id in point.comment_ids for point in world.decision.active_points())
    return list(
        registration.refer_comment(
            comment,
            world.consultation,
            grievance_id=_new_id(world),
            reason=world.pick("只是投诉", ""),
            in_points=world.pick(in_points, in_points + 1),
            calendar=CALENDAR,
            actor=actor,
            at=world.now,
        )
    )


def register_beside(world: World, actor: Actor) -> Event:
    comment = comment_of(world)
    facts = {"grievance_id": _new_id(world), "text": "多收了费用。", "calendar": CALENDAR}
    return registration.register_beside(comment, world.consultation, **facts, actor=actor, at=world.now)  # type: ignore[arg-type]


def register_grievance(world: World, actor: Actor) -> Event:
    return registration.register_grievance(
        world.consultation,
        grievance_id=_new_id(world),
        channel=world.pick(Channel.LETTER, Channel.WEB),
        received_on=local_date(world.now) - timedelta(days=world.pick(0, 1, 40, -1)),
        text=world.pick("多收了费用。", ""),
        name=None,
        contact=None,
        calendar=CALENDAR,
        actor=actor,
        at=world.now,
    )


def forward_grievance(world: World, actor: Actor) -> Event:
    to = world.chance.one_of(tuple(GrievanceChannel))
    words = {"organ": world.pick("12315", ""), "told": "请拨打"}
    return handling.forward_grievance(_grievance(world), world.consultation, to=to, **words, actor=actor, at=world.now)


def close_grievance(world: World, actor: Actor) -> Event:
    outcome = world.chance.one_of(tuple(GrievanceOutcome))
    return handling.close_grievance(
        _grievance(world), world.consultation, outcome=outcome, answer=world.pick("已办", ""), actor=actor, at=world.now
    )


def take_back_grievance(world: World, actor: Actor) -> list[Event]:
    known = list(world.decision.grievances.values())
    made = [each for each in known if each.comment_id]
    grievance = world.any_of(world.chance.one_of((made, known)) or known)
    comment = world.decision.comments.get(grievance.comment_id) if grievance.comment_id else None
    note = world.pick("是意见", "")
    return list(handling.take_back_grievance(grievance, comment, world.consultation, note=note, actor=actor, at=world.now))
