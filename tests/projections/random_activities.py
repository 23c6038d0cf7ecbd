"""Participation activities in random histories: event after event, then another hearing, poll and forum."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from domain.activity import events as v
from domain.activity.values import Admitted, Listed, Poll, PollFigure, Quota, QuotaDraw, ReportedView
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
from tests.projections.random_applications import APPLIED, SEATED
from tests.projections.random_assessments import Lives

HELD_AT = datetime(2027, 3, 1, 1, tzinfo=UTC)
QUOTAS = (Quota(Side.OPERATOR, 1, True, Selection.INVITATION), Quota(Side.RESIDENT, 1, True, Selection.LOT))


def act(lives: Lives, decision: Any, place: int) -> None:
    """The event at this place of the script, from 0 on; beyond its end it begins anew, on other streams."""
    turn, step = divmod(place, len(SCRIPT))
    SCRIPT[step](lives, decision, UUID(int=decision.id.int + 800_000 + 10 * turn))


def _planned(kind: ActivityKind, offset: int = 0) -> Callable[[Lives, Any, UUID], None]:
    def plan(lives: Lives, decision: Any, first: UUID) -> None:
        words = {"subject": f"主题 {lives.secret()}", "reason": f"理由 {lives.secret()}", "place": f"地点 {lives.secret()}"}
        facts: dict[str, Any] = {"kind": kind, "form": ActivityForm.ON_SITE, "rules": "cn-sd-hearing-2025"}
        lives.add(v.ActivityPlanned, decision, _other(first, offset), **facts, **words)

    return plan


def _announced(lives: Lives, decision: Any, first: UUID) -> None:
    due = {"list_due_on": date(2027, 2, 14), "materials_due_on": date(2027, 2, 22)}
    lot: dict[str, Any] = {"lot_commitment": "4" * 64, "lot_secret": lives.secret(), "apply_until": HELD_AT}
    words: dict[str, Any] = {"content": f"内容 {lives.secret()}", "conditions": None, "complaints": f"投诉 {lives.secret()}"}
    words["contact"] = ContactPoint(f"处 {lives.secret()}")
    lives.add(v.ActivityAnnounced, decision, first, held_at=HELD_AT, quotas=QUOTAS, observer_seats=1, **lot, **due, **words)


def _closed(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(v.ApplicationsClosed, decision, first, closed_at=HELD_AT, applications=5, observers=1)


def _drawn(lives: Lives, decision: Any, first: UUID) -> None:
    draw = QuotaDraw(Side.RESIDENT, 1, 5, (Admitted(_other(first, 8), RespondentKind.INDIVIDUAL),))
    facts: dict[str, Any] = {"log_size": 41, "log_root": "7" * 64, "token": None, "secret": "5" * 64, "seed": "6" * 64}
    lives.add(v.LotDrawn, decision, first, **facts, draws=(draw,))


def _invited(number: int, *, shown: bool) -> Callable[[Lives, Any, UUID], None]:
    def invite(lives: Lives, decision: Any, first: UUID) -> None:
        names: dict[str, Any] = {"name": f"姓名 {lives.secret()}", "organisation": f"单位 {lives.secret()}"}
        names["shown"] = f"名单 {lives.secret()}" if shown else None
        facts: dict[str, Any] = {"side": Side.OPERATOR, "category": RespondentKind.ENTERPRISE}
        lives.add(v.ParticipantInvited, decision, first, participant=_other(first, number), **facts, **names)

    return invite


def _declined(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(v.ParticipantDeclined, decision, first, participant=_other(first, 6))


def _listed(lives: Lives, decision: Any, first: UUID) -> None:
    listed = Listed(_other(first, 7), Side.OPERATOR, RespondentKind.ENTERPRISE, Selection.INVITATION)
    lives.add(v.ParticipantListPublished, decision, first, listed=(listed,))


def _delivered(lives: Lives, decision: Any, first: UUID) -> None:
    facts: dict[str, Any] = {"delivered_on": date(2027, 2, 20), "how": Delivery.POST}
    lives.add(v.MaterialsDelivered, decision, first, participant=_other(first, 7), **facts)


def _held(offset: int = 0) -> Callable[[Lives, Any, UUID], None]:
    def hold(lives: Lives, decision: Any, first: UUID) -> None:
        words = {"host": f"主持 {lives.secret()}", "recorder": f"记录 {lives.secret()}", "presenter": f"陈述 {lives.secret()}"}
        facts: dict[str, Any] = {"began_at": HELD_AT, "attended": (_other(first, 7),), "observers": 1}
        lives.add(v.ActivityHeld, decision, _other(first, offset), **facts, **words)

    return hold


def _record_closed(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(v.RecordClosed, decision, first, statements=2)


def _code(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(v.ConfirmationCodeIssued, decision, first, participant=_other(first, 7), code_hash="8" * 64)


def _confirmed(lives: Lives, decision: Any, first: UUID) -> None:
    facts: dict[str, Any] = {"how": Confirmation.REFUSED, "signed_on": date(2027, 3, 2), "reason": f"拒签 {lives.secret()}"}
    lives.add(v.RecordConfirmed, decision, first, participant=_other(first, 7), **facts)


def _reported(lives: Lives, decision: Any, first: UUID) -> None:
    view = ReportedView(f"观点 {lives.secret()}", DispositionKind.NOTED, f"理由 {lives.secret()}")
    lives.add(v.ActivityReported, decision, first, summary=f"摘要 {lives.secret()}", views=(view,))


def _learned(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(ParticipationReported, decision, activity_id=first, kind=ActivityKind.HEARING, enterprises_heard=True)


def _polled(lives: Lives, decision: Any, first: UUID) -> None:
    figures = (PollFigure(f"问题 {lives.secret()}", f"答案 {lives.secret()}", 6),)
    day, unit = date(2026, 2, 2), f"单位 {lives.secret()}"
    poll = Poll(PollMaker.THIRD_PARTY, unit, PollMethod.PHONE, 10, 6, day, day, figures)
    lives.add(v.PollTaken, decision, _other(first, 1), poll=poll)


def _called_off(lives: Lives, decision: Any, first: UUID) -> None:
    lives.add(v.ActivityCalledOff, decision, _other(first, 2), reason=f"取消 {lives.secret()}")


def _other(first: UUID, offset: int) -> UUID:
    """Another stream, or a participant, of the same turn."""
    return UUID(int=first.int + offset)


SCRIPT: tuple[Callable[[Lives, Any, UUID], None], ...] = (
    *(_planned(ActivityKind.HEARING), _announced, *APPLIED, _closed, _drawn, *SEATED),
    *(_invited(6, shown=False), _invited(7, shown=True)),
    *(_declined, _listed, _delivered, _held(), _record_closed, _code, _confirmed, _reported, _learned),
    *(_planned(ActivityKind.OPINION_POLL, 1), _polled, _planned(ActivityKind.SYMPOSIUM, 2), _called_off),
    *(_planned(ActivityKind.VISIT, 3), _held(3)),
)
