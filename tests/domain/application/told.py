"""A hearing that takes applications, and applications to it, told through the decisions themselves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from msgspec.structs import replace

from domain.activity import state as activities
from domain.activity.events import ActivityAnnounced, ActivityCalledOff, ActivityPlanned, ParticipantMovedUp
from domain.activity.lot import committed
from domain.activity.state import Activity
from domain.activity.values import Quota
from domain.application import drawing, submission
from domain.application import state as applications
from domain.application.draft import ApplicationDraft
from domain.application.drawing import Drawable, Seed
from domain.application.events import ApplicationSubmitted
from domain.application.state import Application
from domain.enumerations import ActivityForm, ActivityKind, RespondentKind, Selection, Side
from domain.event import Event, next_fields
from domain.values import Contact, ContactPoint
from tests.domain.consultation import told
from tests.domain.consultation.told import DRAFTER, RELEASER

DECISION = told.unexcused()
ACTIVITY = UUID(int=800)
ANNOUNCES = datetime(2026, 4, 21, 1, tzinfo=UTC)
UNTIL = datetime(2026, 5, 5, 16, tzinfo=UTC)
DURING = UNTIL - timedelta(days=3)
AFTER = UNTIL + timedelta(minutes=5)
HELD = datetime(2026, 6, 1, 1, tzinfo=UTC)
SECRET = "5e" * 32
ROOT = "0a" * 32
SEED = Seed(SECRET, 41, ROOT, None)
SEATS = 3
QUOTAS = (
    Quota(Side.RESIDENT, SEATS, True, Selection.LOT),
    Quota(Side.OPERATOR, 2, True, Selection.LOT),
    Quota(Side.EXPERT, 1, False, Selection.INVITATION),
)


def then(state: Activity | None, *events: Event) -> Activity:
    for event in events:
        if state is None or event.originator_id == state.id:
            state = activities.evolve(state, event)
    assert state is not None
    return state


def planned_event() -> ActivityPlanned:
    return ActivityPlanned(
        originator_id=ACTIVITY,
        originator_version=1,
        timestamp=ANNOUNCES,
        actor=str(DRAFTER.id),
        consultation_id=DECISION.id,
        kind=ActivityKind.HEARING,
        form=ActivityForm.ON_SITE,
        rules="cn-sd-hearing-2025",
        subject="早市开市时间",
        reason="直接涉及群众切身利益。",
        place="市政务服务中心",
    )


def planned() -> Activity:
    return then(None, planned_event())


def announced(**changes: Any) -> Activity:
    state = planned()
    facts: dict[str, Any] = {"held_at": HELD, "apply_until": UNTIL, "quotas": QUOTAS, "observer_seats": 2}
    facts |= {"list_due_on": None, "materials_due_on": None, "lot_commitment": committed(SECRET), "lot_secret": SECRET}
    facts |= {"content": "开市时间", "conditions": None, "contact": ContactPoint("市场建设处"), "complaints": None}
    return then(state, ActivityAnnounced(**facts | changes, **next_fields(state, RELEASER, ANNOUNCES)))


def called_off(state: Activity) -> Activity:
    return then(state, ActivityCalledOff(reason="场地不能使用。", **next_fields(state, RELEASER, DURING)))


DRAFT = ApplicationDraft(
    side=Side.RESIDENT,
    category=RespondentKind.INDIVIDUAL,
    name="王示例",
    contact=Contact(email="wang@example.org"),
    grounds="家住早市旁边。",
    publish_name=True,
)


def submission_of(number: int, side: Side | None = Side.RESIDENT, activity: Activity | None = None) -> ApplicationSubmitted:
    draft = replace(DRAFT, side=side)
    known: dict[str, Any] = {"applied_before": False, "observers": 0, "at": DURING}
    return submission.submit_application(activity or announced(), DECISION, draft, application_id=UUID(int=number), **known)


def applied(number: int, side: Side | None = Side.RESIDENT, activity: Activity | None = None) -> Application:
    return applications.evolve(None, submission_of(number, side, activity))


def moved_up_event(state: Activity, **facts: Any) -> ParticipantMovedUp:
    return ParticipantMovedUp(**facts, **next_fields(state, DRAFTER, AFTER))


def after(state: Application, events: Sequence[Event]) -> Application:
    for event in events:
        state = applications.evolve(state, event) if event.originator_id == state.id else state
    return state


def close(activity: Activity, observers: Sequence[Application] = (), at: datetime = AFTER, count: int = 0) -> tuple[Event, ...]:
    facts: dict[str, Any] = {"applications": count, "observers": observers, "actor": DRAFTER, "at": at}
    return drawing.close_applications(activity, DECISION, **facts)


def closed(**changes: Any) -> Activity:
    state = announced(**changes)
    return then(state, *close(state))


def drawable(each: Application) -> Drawable:
    return Drawable(each.id, each.side, each.category, each.version, each.waiting)


def draw(activity: Activity, people: Sequence[Application], seed: Seed = SEED) -> tuple[Event, ...]:
    at = AFTER + timedelta(minutes=5)
    return drawing.draw_lot(activity, DECISION, map(drawable, people), seed=seed, actor=DRAFTER, at=at)
