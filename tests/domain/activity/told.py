"""A hearing told up to each step, through the decisions themselves; and activities of other kinds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.access import Role
from domain.activity import holding, participants, planning
from domain.activity.planning import Announcement
from domain.activity.state import Activity, evolve
from domain.activity.values import Quota, ReportedView
from domain.consultation.state import Consultation
from domain.enumerations import (
    ActivityForm,
    ActivityKind,
    Confirmation,
    Delivery,
    DispositionKind,
    RespondentKind,
    Selection,
    Side,
)
from domain.event import Event
from domain.values import ContactPoint
from tests.domain.consultation import told
from tests.domain.consultation.told import DRAFTER, RELEASER, WHY, person

ACTIVITY, OPERATOR, RESIDENT, EXPERT = (UUID(int=930 + number) for number in range(4))
REGISTRAR = person(10, Role.REGISTRAR)
DECISION = told.published()
ANNOUNCES = datetime(2026, 3, 12, 1, tzinfo=UTC)
HELD_AT = datetime(2026, 4, 15, 1, tzinfo=UTC)  # 34 days later, 9:00 in Shanghai
LISTS = datetime(2026, 3, 31, 1, tzinfo=UTC)  # the last day: fifteen before
DELIVERED = date(2026, 4, 8)  # the last day: seven before
DELIVERS = datetime(2026, 4, 8, 1, tzinfo=UTC)
SPEAKS = HELD_AT + timedelta(minutes=20)
AFTER = HELD_AT + timedelta(days=1)
SECRET = "5e" * 32
QUOTAS = (
    Quota(Side.OPERATOR, 1, True, Selection.INVITATION),
    Quota(Side.RESIDENT, 1, True, Selection.INVITATION),
    Quota(Side.EXPERT, 1, False, Selection.INVITATION),
)
SAID = Announcement(
    held_at=HELD_AT, quotas=QUOTAS, content="听取各方对早市时间和收费的意见。", contact=ContactPoint("市场建设处")
)
SIDES = {OPERATOR: Side.OPERATOR, RESIDENT: Side.RESIDENT, EXPERT: Side.EXPERT}
VIEW = ReportedView("收费应当公开", DispositionKind.ADOPTED, "第二条增加了公示收费标准的规定。")


def then(state: Activity | None, *events: Event) -> Activity:
    for event in events:
        state = evolve(state, event)
    assert state is not None
    return state


def planned(kind: ActivityKind = ActivityKind.HEARING, decision: Consultation = DECISION, at: datetime = ANNOUNCES) -> Activity:
    words = {"subject": "早市设置和收费", "reason": WHY, "place": "示例路1号会议室"}
    plan = planning.plan_activity(decision, kind, ActivityForm.ON_SITE, **words, activity_id=ACTIVITY, actor=DRAFTER, at=at)
    return then(None, plan)


def announced(said: Announcement = SAID, state: Activity | None = None, at: datetime = ANNOUNCES) -> Activity:
    state = state or planned()
    return then(state, planning.announce_activity(state, DECISION, said, secret=SECRET, actor=RELEASER, at=at))


def invited(*people: UUID, state: Activity | None = None, sides: dict[UUID, Side] = SIDES) -> Activity:
    state = state or announced()
    for who in people or tuple(sides):
        facts: dict[str, Any] = {"name": "李示例", "organisation": None, "name_shown": False, "participant_id": who}
        invite = participants.invite_participant(
            state, DECISION, sides[who], RespondentKind.INDIVIDUAL, **facts, actor=DRAFTER, at=ANNOUNCES
        )
        state = then(state, invite)
    return state


def listed(state: Activity | None = None, at: datetime = LISTS) -> Activity:
    state = state or invited()
    return then(state, participants.publish_list(state, DECISION, actor=RELEASER, at=at))


def delivered(*people: UUID, state: Activity | None = None, on: date = DELIVERED, at: datetime = DELIVERS) -> Activity:
    state = state or listed()
    for who in people or tuple(SIDES):
        facts: dict[str, Any] = {"delivered_on": on, "how": Delivery.HANDED}
        state = then(state, participants.deliver_materials(state, DECISION, who, **facts, actor=DRAFTER, at=at))
    return state


def held(state: Activity | None = None, decision: Consultation = DECISION, **changes: Any) -> Activity:
    state = state or delivered()
    facts: dict[str, Any] = {"began_at": HELD_AT, "attended": tuple(each.id for each in state.participants), "observers": 4}
    facts |= {"host": "王示例", "recorder": "赵示例", "presenter": "孙示例", "actor": REGISTRAR, "at": SPEAKS}
    return then(state, holding.hold_activity(state, decision, **facts | changes))


def closed(state: Activity | None = None) -> Activity:
    """Two have spoken, and the record is complete."""
    state = state or held()
    return then(state, holding.close_record(state, DECISION, statements=2, actor=REGISTRAR, at=SPEAKS))


def confirmed(*people: UUID, state: Activity | None = None) -> Activity:
    state = state or closed()
    for who in people or tuple(SIDES):
        facts: dict[str, Any] = {"signed_on": date(2026, 4, 15), "reason": None}
        signed = holding.confirm_record(state, DECISION, who, Confirmation.PAPER, **facts, actor=REGISTRAR, at=AFTER)
        state = then(state, signed)
    return state


def forum(kind: ActivityKind = ActivityKind.ENTERPRISE_FORUM) -> Activity:
    """Of a kind that needs no announcement: an enterprise and a resident are invited."""
    sides = {OPERATOR: Side.OPERATOR, RESIDENT: Side.RESIDENT}
    return invited(state=planned(kind), sides=sides)
