"""The plain steps of the procedure: each a form of a few fields, a command, and back to the decision."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response
from litestar.handlers import HTTPRouteHandler

from consult.commands.consultation import adoption, archiving, drafting, evaluation, execution, period
from consult.commands.desk_step import DeskCommand
from consult.commands.table import row_of
from consult.reading.records import Recordable
from domain.calendar import local_date
from domain.consultation.events import DecisionDeliberated, FairCompetitionReviewed, LegalityReviewed, StepWaived
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.drafting.reviewing import review_context
from web.desk.execution import forms as execution_forms
from web.desk.forms import step_forms
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.routes import form_routes
from web.desk.overview import archive, deliberation
from web.desk.overview.step_records import earlier_records
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of


async def no_context(request: DeskRequest, desk: AtDesk) -> dict[str, object]:
    return {}


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """What only the web knows of a plain step. `form`: in the language; `begins`: first values; `more`: for its template.

    `reads`: fields of the command that are no plain value of one field of the form.
    """

    form: Callable[[Locale], DeskForm]
    begins: Callable[[datetime], FormInput] = lambda now: FormInput()
    template: str = "desk/form.html"
    more: Callable[[DeskRequest, AtDesk], Awaitable[dict[str, object]]] = no_context
    reads: Callable[[FormInput], dict[str, object]] = lambda given: {}


def recording_step(
    form: Callable[[Locale], DeskForm],
    kind: Recordable,
    begins: Callable[[datetime], FormInput] = lambda now: FormInput(),
    reads: Callable[[FormInput], dict[str, object]] = lambda given: {},
) -> Step:
    """A step of which all earlier records are shown beside the form."""
    return Step(form=form, template="desk/record.html", more=earlier_records(kind), begins=begins, reads=reads)


REVIEW = "desk/drafting/review.html"
STEPS: dict[type[msgspec.Struct], Step] = {
    drafting.RequestReview: Step(form=step_forms.review_request),
    drafting.ReviewDraft: Step(form=step_forms.review, template=REVIEW, more=review_context),
    drafting.ReleaseDraft: Step(form=step_forms.release, template=REVIEW, more=review_context),
    drafting.SignOffRelease: Step(form=step_forms.release_sign_off),
    period.EndDecision: Step(form=step_forms.ending),
    archiving.ArchiveRecords: Step(form=archive.form, template="desk/archive.html", more=archive.archived),
    adoption.WaiveStep: recording_step(step_forms.waiver, StepWaived),
    adoption.ReviewFairCompetition: recording_step(step_forms.fair_competition, FairCompetitionReviewed),
    adoption.ReviewLegality: recording_step(step_forms.legality, LegalityReviewed),
    adoption.DeliberateDecision: recording_step(
        deliberation.form, DecisionDeliberated, lambda now: form_values(met_on=local_date(now).isoformat()), deliberation.minutes
    ),
    execution.SuspendExecution: Step(
        form=execution_forms.suspension, begins=lambda now: form_values(decided_on=local_date(now).isoformat())
    ),
    execution.ResumeExecution: Step(form=execution_forms.resumption),
    execution.TerminateExecution: Step(
        form=execution_forms.termination, begins=lambda now: form_values(met_on=local_date(now).isoformat())
    ),
    evaluation.StartEvaluation: Step(form=execution_forms.evaluation_start),
}


def step_routes(row: DeskCommand, step: Step) -> list[HTTPRouteHandler]:
    """The form, and what it sends."""

    async def shown(request: DeskRequest) -> Response[bytes]:
        desk, form = await _asked(request, row, step)
        if form.fresh:
            require_fresh(request, desk.signed)

        async def begins() -> FormContent:
            return FormContent(typed=step.begins(runtime_of(request).clock.now()))

        return await show_form(request, form, begins, decision_context(desk, **await step.more(request, desk)))

    async def sent(request: DeskRequest) -> Response[Any]:
        desk, form = await _asked(request, row, step)

        async def context() -> dict[str, object]:
            return decision_context(desk, **await step.more(request, desk))

        def build(given: FormInput) -> msgspec.Struct:
            return command_from(row.command, given, consultation_id=desk.state.id, **step.reads(given))

        return await carry_out(request, FormCommand(form=form, build=build, back=desk.root, context=context))

    shown.__doc__ = sent.__doc__ = f"The step {row.page}."
    return form_routes(f"{ROOT}{row.page}", f"desk{row.page}", shown, sent)


async def _asked(request: DeskRequest, row: DeskCommand, step: Step) -> tuple[AtDesk, DeskForm]:
    desk = await at_desk(request, row.role, row.of)
    form = step.form(locale_of(request.url.path))
    return desk, msgspec.structs.replace(form, template=step.template)


handlers = [route for command, step in STEPS.items() for route in step_routes(row_of(command), step)]
