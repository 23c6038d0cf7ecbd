"""The report of a participation activity: main views and what became of each; the decision learns of it in the same append."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from domain.access import Actor, Role
from domain.activity import refusals as r
from domain.activity.events import ActivityReported
from domain.activity.kinds import steps_of
from domain.activity.planning import require_open
from domain.activity.state import Activity
from domain.activity.values import ReportedView
from domain.consultation.participation_events import ParticipationReported
from domain.consultation.state import Consultation
from domain.consultation.steps.checks import reason_text
from domain.enumerations import RespondentKind, Side
from domain.event import Event, next_fields
from domain.text import REASON, normalised_text

ENTERPRISES = frozenset({Side.OPERATOR, Side.ASSOCIATION})


def report_activity(
    activity: Activity,
    decision: Consultation,
    *,
    summary: str,
    views: tuple[ReportedView, ...],
    actor: Actor,
    at: datetime,
) -> tuple[Event, Event]:
    """活动报告, and what the decision learns of it, to be recorded together.

    Raises NotHeld, RecordStillOpen, RecordUnconfirmed, ViewsMissing, ViewUndecided, ReasonTooShort.
    """
    require_open(activity, decision, actor, Role.RELEASER)
    require_confirmed(activity)
    if not views and not steps_of(activity.kind).polled:
        raise r.ViewsMissing(field="views")
    reported = ActivityReported(
        summary=reason_text(summary, decision, field="summary"),
        views=tuple(_view(view, decision, number) for number, view in enumerate(views, 1)),
        **next_fields(activity, actor, at),
    )
    learned = ParticipationReported(
        activity_id=activity.id,
        kind=activity.kind,
        enterprises_heard=enterprises_heard(activity),
        **next_fields(decision, actor, at),
    )
    return reported, learned


def require_confirmed(activity: Activity) -> None:
    """Held, its record closed, and confirmed or refused by everybody who attended. Raises NotHeld, RecordUnconfirmed, …"""
    if activity.held_at is None:
        raise r.NotHeld
    if activity.statements is None:
        raise r.RecordStillOpen
    if steps_of(activity.kind).confirmed:
        there = (each for each in activity.participants if each.id in activity.attended)
        if count := sum(each.confirmed is None for each in there):
            raise r.RecordUnconfirmed(count=count)


def enterprises_heard(activity: Activity) -> bool:
    """Whether an enterprise or an association took part (优化营商环境条例 art. 62)."""
    there = (each for each in activity.participants if each.id in activity.attended)
    return any(each.side in ENTERPRISES or each.category == RespondentKind.ENTERPRISE for each in there)


def _view(view: ReportedView, decision: Consultation, number: int) -> ReportedView:
    said = normalised_text(view.view, field="views", max_length=REASON, required=True)
    if view.point_id is not None:
        return ReportedView(view=said, point_id=view.point_id)
    if view.disposition is None or not view.reason:
        raise r.ViewUndecided(field="views", number=number)
    return replace(view, view=said, reason=reason_text(view.reason, decision, field="views"))
