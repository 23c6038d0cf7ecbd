"""The plain steps of the procedure: each a form of a few fields, a command, and back to the decision."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from consult.commands.consultation import adoption, drafting, period
from domain.access import Role
from domain.calendar import local_date
from domain.consultation.events import DecisionDeliberated, FairCompetitionReviewed, LegalityReviewed, StepWaived
from domain.values import (
    DeliberationResult,
    EndingKind,
    LegalityResult,
    ReviewKind,
    ReviewResult,
    WaivableStep,
)
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.drafting.reviewing import review_context
from web.desk.forms import step_forms
from web.desk.forms.form import DeskForm, Run, Shown, carry_out, show_form
from web.desk.forms.input import Missing, Typed, typed
from web.desk.overview.step_records import recorded
from web.shared.languages import Locale, locale_of
from web.shared.request import runtime_of


async def nothing_more(request: DeskRequest, desk: AtDesk) -> dict[str, object]:
    return {}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One step. `form`: made for the language; `build`: the command from what was typed; `begins`: first values.

    `more`: what else its template shows.
    """

    path: str
    role: Role
    form: Callable[[Locale], DeskForm]
    build: Callable[[AtDesk, Typed], msgspec.Struct]
    run: Run
    begins: Callable[[AtDesk, datetime], Typed] = lambda desk, now: Typed()
    template: str = "desk/form.html"
    more: Callable[[DeskRequest, AtDesk], Awaitable[dict[str, object]]] = nothing_more


def _fair(desk: AtDesk, given: Typed) -> adoption.ReviewFairCompetition:
    if given["passed"] not in ("yes", "no"):
        raise Missing(field="passed")
    return adoption.ReviewFairCompetition(
        consultation_id=desk.state.id, passed=given["passed"] == "yes", opinion=given["opinion"]
    )


STEPS: tuple[Step, ...] = (
    Step(
        path="/review-requests",
        role=Role.DRAFTER,
        form=step_forms.review_request,
        run=drafting.request_review,
        build=lambda desk, given: drafting.RequestReview(consultation_id=desk.state.id),
    ),
    Step(
        path="/reviews",
        role=Role.REVIEWER,
        form=step_forms.review,
        run=drafting.review_draft,
        build=lambda desk, given: drafting.ReviewDraft(
            consultation_id=desk.state.id,
            kind=given.choice("kind", ReviewKind),
            result=given.choice("result", ReviewResult),
            remark=given.optional("remark"),
        ),
        template="desk/drafting/review.html",
        more=review_context,
    ),
    Step(
        path="/release",
        role=Role.RELEASER,
        form=step_forms.release,
        run=drafting.release_draft,
        build=lambda desk, given: drafting.ReleaseDraft(consultation_id=desk.state.id, reason=given.optional("reason")),
        template="desk/drafting/review.html",
        more=review_context,
    ),
    Step(
        path="/release/sign-off",
        role=Role.RELEASER,
        form=step_forms.release_sign_off,
        run=drafting.sign_off_release,
        build=lambda desk, given: drafting.SignOffRelease(consultation_id=desk.state.id),
    ),
    Step(
        path="/ending",
        role=Role.RELEASER,
        form=step_forms.ending,
        run=period.end_decision,
        build=lambda desk, given: period.EndDecision(
            consultation_id=desk.state.id, kind=given.choice("kind", EndingKind), reason=given["reason"]
        ),
    ),
    Step(
        path="/waivers",
        more=recorded(StepWaived),
        template="desk/record.html",
        role=Role.RELEASER,
        form=step_forms.waiver,
        run=adoption.waive_step,
        build=lambda desk, given: adoption.WaiveStep(
            consultation_id=desk.state.id, step=given.choice("step", WaivableStep), reason=given["reason"]
        ),
    ),
    Step(
        path="/fair-competition-review",
        more=recorded(FairCompetitionReviewed),
        template="desk/record.html",
        role=Role.REVIEWER,
        form=step_forms.fair_competition,
        run=adoption.review_fair_competition,
        build=_fair,
    ),
    Step(
        path="/legality-review",
        more=recorded(LegalityReviewed),
        template="desk/record.html",
        role=Role.REVIEWER,
        form=step_forms.legality,
        run=adoption.review_legality,
        build=lambda desk, given: adoption.ReviewLegality(
            consultation_id=desk.state.id,
            result=given.choice("result", LegalityResult),
            file_received_on=given.day("file_received_on"),
            reviewer=given["reviewer"],
            opinion=given["opinion"],
        ),
    ),
    Step(
        path="/deliberation",
        more=recorded(DecisionDeliberated),
        template="desk/record.html",
        role=Role.RELEASER,
        form=step_forms.deliberation,
        run=adoption.deliberate_decision,
        build=lambda desk, given: adoption.DeliberateDecision(
            consultation_id=desk.state.id,
            result=given.choice("result", DeliberationResult),
            met_on=given.day("met_on"),
            meeting=given["meeting"],
        ),
        begins=lambda desk, now: typed(met_on=local_date(now).isoformat()),
    ),
)


def step_routes(step: Step) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""
    paths = [f"{ROOT}{step.path}", f"/en{ROOT}{step.path}"]
    name = f"desk{step.path.replace('/', '_').replace('-', '_')}"

    async def shown(request: DeskRequest) -> Response[bytes]:
        desk, form = await _asked(request, step)
        if form.fresh:
            require_fresh(request, desk.signed)

        async def begins() -> Shown:
            return Shown(typed=step.begins(desk, runtime_of(request).clock.now()))

        return await show_form(request, form, begins, decision_context(desk, **await step.more(request, desk)))

    async def sent(request: DeskRequest) -> Response[Any]:
        desk, form = await _asked(request, step)

        async def context() -> dict[str, object]:
            return decision_context(desk, **await step.more(request, desk))

        return await carry_out(request, form, lambda given: step.build(desk, given), step.run, desk.root, context=context)

    shown.__doc__ = sent.__doc__ = f"The step {step.path}."
    return [get(paths, name=name)(shown), post(paths, name=f"{name}_sent", status_code=200)(sent)]


async def _asked(request: DeskRequest, step: Step) -> tuple[AtDesk, DeskForm]:
    desk = await at_desk(request, step.role)
    form = step.form(locale_of(request.url.path))
    return desk, msgspec.structs.replace(form, template=step.template)


handlers = [route for step in STEPS for route in step_routes(step)]
