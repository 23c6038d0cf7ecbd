"""One questionnaire at the desk: how the public sees it, how many have answered, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get

from consult.commands.desk_step import DeskCommand
from consult.commands.questionnaire import drafting, erasure, running
from consult.commands.table import row_of
from domain.enumerations import RespondentKind
from projections.consultations.queries import consultation
from projections.questionnaires.queries import responses_to_erase
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.questionnaires.at_questionnaire import PATH, AtQuestionnaire, at_questionnaire, questionnaire_context
from web.shared.render import page
from web.shared.request_state import runtime_of


@get([PATH, f"/en{PATH}"], name="desk_questionnaire")
async def questionnaire(request: DeskRequest) -> Response[bytes]:
    at, runtime = await at_questionnaire(request), runtime_of(request)
    public = await consultation(runtime.reads, at.desk.state.id) if at.desk.state.published_at else None
    context = questionnaire_context(
        at,
        actions=list(_offered(at, runtime.clock.now(), bool(await responses_to_erase(runtime.reads, at.state.id, 1)))),
        editable=_may(at, row_of(drafting.WriteQuestion)) and not at.state.opened,
        kinds=list(RespondentKind),
        number=public.number if public else None,
    )
    return page(request, "desk/questionnaires/questionnaire.html", context, done=outcome_notice(request))


def _may(at: AtQuestionnaire, row: DeskCommand) -> bool:
    return at.desk.may(row.role)


def _offered(at: AtQuestionnaire, now: datetime, erasures: bool) -> Iterator[DeskCommand]:
    """The commands whose time it is, of those that this person may give."""
    state, decision = at.state, at.desk.state
    running_on = decision.adopted_at is None and decision.ended_at is None
    open_still = decision.closes_at is not None and now < decision.closes_at and decision.period_closed_at is None
    times: dict[type[msgspec.Struct], bool] = {
        drafting.WriteQuestion: running_on and not state.opened,
        drafting.ChangeHeading: running_on and not state.opened,
        drafting.RemoveQuestion: running_on and not state.opened and bool(at.form.questions),
        running.OpenQuestionnaire: running_on and not state.opened and open_still and bool(at.form.questions),
        running.WithdrawQuestionnaire: running_on and _takes(at, now),
        running.PublishFigures: state.remaining == 0 and not state.figures_published,
        erasure.RequestResponseErasure: bool(at.view and at.view.responses),
        erasure.EraseResponse: erasures,
    }
    yield from (row_of(command) for command, is_time in times.items() if is_time and _may(at, row_of(command)))


def _takes(at: AtQuestionnaire, now: datetime) -> bool:
    state = at.state
    return state.closes_at is not None and now < state.closes_at and not (state.withdrawn or state.closed)


handlers: list[Any] = [questionnaire]
