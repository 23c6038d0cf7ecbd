"""The participation activities of the whole life: a hearing convened and held, and an opinion poll."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from domain.activity import events as v
from domain.activity.values import Listed, Poll, PollFigure, Quota, ReportedView
from domain.calendar import local_date
from domain.consultation.events import ParticipationReported
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
)
from domain.values import ContactPoint
from tests.domain.property.whole_life_assessments import WORDS, Log

HEARING, POLL = UUID(int=910), UUID(int=911)
OPERATOR, RESIDENT, EXPERT = UUID(int=920), UUID(int=921), UUID(int=922)
RULES = "cn-sd-hearing-2025"
SIDES = {OPERATOR: Side.OPERATOR, RESIDENT: Side.RESIDENT, EXPERT: Side.EXPERT}
QUOTAS = tuple(Quota(side, 1, side != Side.EXPERT, Selection.INVITATION) for side in SIDES.values())
LISTED = tuple(Listed(who, side, RespondentKind.INDIVIDUAL, Selection.INVITATION) for who, side in SIDES.items())
VIEW = ReportedView("营业时间应当提前", DispositionKind.ADOPTED, WORDS)
TAKEN = Poll(
    maker=PollMaker.THIRD_PARTY,
    unit="示例调查中心",
    method=PollMethod.PHONE,
    asked=1_000,
    answered=612,
    from_day=date(2026, 2, 2),
    to_day=date(2026, 2, 20),
    figures=(PollFigure("营业时间", "提前", 612),),
)


def planned(log: Log, at: datetime, drafter: str, stream: UUID, kind: ActivityKind) -> None:
    plan: dict[str, Any] = {"kind": kind, "form": ActivityForm.ON_SITE, "rules": RULES}
    log.add(v.ActivityPlanned, at, drafter, stream, **plan, subject="夜市", reason=WORDS, place="示例路1号")


def convened(log: Log, at: datetime, drafter: str, releaser: str) -> None:
    """A hearing 35 days later: announced, three people invited, listed, and the materials handed to them."""
    planned(log, at, drafter, HEARING, ActivityKind.HEARING)
    held_at = at + timedelta(days=35)
    words = {"content": WORDS, "conditions": None, "contact": ContactPoint("市场处"), "complaints": None}
    facts: dict[str, Any] = {"apply_until": None, "observer_seats": 0, "lot_commitment": None, "lot_secret": None}
    due = {"list_due_on": local_date(held_at) - timedelta(days=15), "materials_due_on": local_date(held_at) - timedelta(days=7)}
    log.add(v.ActivityAnnounced, at, releaser, HEARING, held_at=held_at, quotas=QUOTAS, **facts, **due, **words)
    for who, side in SIDES.items():
        facts = {"category": RespondentKind.INDIVIDUAL, "name": "某人", "organisation": None, "shown": None}
        log.add(v.ParticipantInvited, at, drafter, HEARING, participant=who, side=side, **facts)
    log.add(v.ParticipantListPublished, at, releaser, HEARING, listed=LISTED)
    for who in SIDES:
        facts = {"delivered_on": local_date(at), "how": Delivery.HANDED}
        log.add(v.MaterialsDelivered, at, drafter, HEARING, participant=who, **facts)


def met(log: Log, at: datetime, registrar: str, releaser: str, decision: UUID) -> None:
    """The hearing is held, nobody speaks, two sign the record and one refuses; and a poll is recorded."""
    people: dict[str, Any] = {"attended": tuple(SIDES), "observers": 0, "host": "甲", "recorder": "乙", "presenter": "丙"}
    log.add(v.ActivityHeld, at, registrar, HEARING, began_at=at, **people)
    log.add(v.RecordClosed, at, registrar, HEARING, statements=0)
    for who in SIDES:
        how = Confirmation.REFUSED if who == EXPERT else Confirmation.PAPER
        facts: dict[str, Any] = {"how": how, "signed_on": local_date(at), "reason": WORDS if who == EXPERT else None}
        log.add(v.RecordConfirmed, at, registrar, HEARING, participant=who, **facts)
    log.add(v.ActivityReported, at, releaser, HEARING, summary=WORDS, views=(VIEW,))
    heard: dict[str, Any] = {"activity_id": HEARING, "kind": ActivityKind.HEARING, "enterprises_heard": True}
    log.add(ParticipationReported, at, releaser, decision, **heard)
    planned(log, at, registrar, POLL, ActivityKind.OPINION_POLL)
    log.add(v.PollTaken, at, registrar, POLL, poll=TAKEN)
    log.add(v.ActivityReported, at, releaser, POLL, summary=WORDS, views=())
    heard = {"activity_id": POLL, "kind": ActivityKind.OPINION_POLL, "enterprises_heard": False}
    log.add(ParticipationReported, at, releaser, decision, **heard)
