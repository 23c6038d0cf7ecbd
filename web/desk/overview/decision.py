"""One decision at the desk: where it stands, what is missing for the next step and why, and what this person may do."""

from __future__ import annotations

from datetime import datetime

from litestar import Response, get

from consult.reading.returns import pending_returns
from consult.worklists.actions import actions_of, actions_outside_stages, waiting_roles
from consult.worklists.late_answers import late_steps
from consult.worklists.my_work import is_late
from domain.access import Role
from domain.consultation.stages import Stage, next_stage, stage_statuses
from domain.consultation.state import Consultation
from projections.consultations.queries import consultation
from projections.worklists.coverage_gate import CoverageGate
from web.desk.access.articles import article_labels
from web.desk.access.decision import ROOT as ROOT
from web.desk.access.decision import at_desk, coverage_gate_at, decision_context
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.shared.error_pages import refusal_text
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of


@get([ROOT, f"/en{ROOT}"], name="desk_decision")
async def decision(request: DeskRequest) -> Response[bytes]:
    desk, locale = await at_desk(request), locale_of(request.url.path)
    now = runtime_of(request).clock.now()
    gate = await coverage_gate_at(request, desk.state)
    public = await consultation(runtime_of(request).reads, desk.state.id) if desk.state.published_at else None
    stages = stage_statuses(desk.state, gate.missing if gate else None, now)
    missing = {each.stage: [refusal_text(refusal, locale) for refusal in each.missing] for each in stages}
    context = decision_context(
        desk,
        stages=stages,
        current=next_stage(stages),
        missing=missing,
        gate=gate,
        actions=actions_of(desk.state, desk.signed.actor, now),
        roles={each.stage: _roles(desk.state, each.stage, gate, now) for each in stages},
        apart=actions_outside_stages(desk.state, desk.signed.actor, now),
        late=is_late(desk.state, now),
        number=public.number if public else None,
        labels=article_labels(desk.state),
        done=outcome_notice(request),
        returned=await pending_returns(runtime_of(request), desk.state),
    )
    return page(request, "desk/decision.html", context)


def _roles(state: Consultation, stage: Stage, gate: CoverageGate | None, now: datetime) -> list[Role]:
    """Whose turn it is; at the answers, after the feedback, of whoever brings the late ones on."""
    if stage == Stage.ANSWERS and state.answered_at is not None and gate is not None:
        return list(dict.fromkeys(step.role for step in late_steps(state, gate.missing)))
    return waiting_roles(state, stage, now)


handlers = [decision]
