"""Other units of a decision on one page: who undertakes what, who was asked and what came of it, who countersigned."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from domain.calendar import local_date
from domain.consultation.events import CountersignatureExcused, DecisionHandedOver, DraftCountersigned
from domain.event import Event
from web.desk.access.articles import article_labels
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.units.at_units import choices_of, events_on_units, told_by_number
from web.desk.units.steps import STEPS
from web.shared.render import page
from web.shared.request_state import runtime_of

HERE = f"{ROOT}/units"


@get([HERE, f"/en{HERE}"], name="desk_units")
async def units(request: DeskRequest) -> Response[bytes]:
    desk, runtime = await at_desk(request), runtime_of(request)
    events, choices = await events_on_units(runtime, desk.state.id), await choices_of(runtime, desk.state)
    context = decision_context(
        desk,
        offered=_offered(request, desk),
        told=told_by_number(events),
        signed_by=_signed_by(events),
        handed=[event for event in events if isinstance(event, DecisionHandedOver)],
        names=await runtime.staff.names(),
        divisions=choices.divisions,
        labels=article_labels(desk.state),
        points={point.id: point.summary for point in choices.points},
        today=local_date(runtime.clock.now()),
        done=outcome_notice(request),
    )
    return page(request, "desk/units/overview.html", context)


def _offered(request: DeskRequest, desk: AtDesk) -> list[DeskCommand]:
    now, rows = runtime_of(request).clock.now(), [row_of(command) for command in STEPS]
    return [row for row in rows if row.may(desk.signed.actor, desk.state.divisions, desk.state, now)]


def _signed_by(events: list[Event]) -> dict[str, Event]:
    """By division, what was last said of its countersignature; what of it still counts says the state."""
    return {event.division: event for event in events if isinstance(event, DraftCountersigned | CountersignatureExcused)}


handlers: list[Any] = [units]
