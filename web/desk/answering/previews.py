"""Feedback, comparison and adoption notice as the public will see them: drafted contents in the public's own templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from litestar import Response, get
from litestar.response import Redirect
from msgspec.structs import replace

from consult.archive.streams import NotFound
from consult.commands.texts import whole_text
from consult.reading.answers import Comparison, PointAtDesk, PreparedWords, comparison_at_desk, points_at_desk, prepared_words
from consult.reading.assessments import reviews_to_publish, risks_to_publish
from consult.runtime import Runtime
from domain.consultation.events import (
    DecisionDeliberated,
    DispositionCount,
    FairCompetitionReviewed,
    FeedbackPrepared,
    LegalityReviewed,
    StepWaived,
    SupplementPrepared,
)
from domain.consultation.state import Consultation
from domain.consultation.steps.supplement import supplement_figures
from domain.enumerations import DispositionKind, Returnable
from domain.sealing import CLOSED, value_or_none
from domain.values import AdoptionNotice, FeedbackText
from projections.consultations.queries import AdoptionFacts, ConsultationView, consultation
from projections.consultations.views import Waiver
from projections.points.queries import FeedbackView, PointView, SupplementView
from projections.points.queries import feedback as feedback_query
from projections.points.queries import points as points_query
from projections.points.queries import supplements as supplements_query
from projections.worklists.coverage_gate import CoverageGate
from projections.worklists.coverage_gate import coverage_gate as gate_query
from web.desk.access.decision import AtDesk
from web.desk.access.session import DeskRequest
from web.desk.answering.answers import at_answers
from web.desk.overview.decision import ROOT
from web.pages.decision import adoption_context, comparison_context
from web.pages.preview import PreviewContext
from web.pages.register import feedback_context
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

FEEDBACK, SUPPLEMENT, ADOPTION = f"{ROOT}/feedback", f"{ROOT}/supplement", f"{ROOT}/adoption"
AnswersPrepared = FeedbackPrepared | SupplementPrepared


async def public_view(runtime: Runtime, desk: AtDesk) -> ConsultationView:
    """The decision as the public sees it now. Raises NotFound."""
    view = await consultation(runtime.reads, desk.state.id)
    if view is None:
        raise NotFound
    return view


class Draft(msgspec.Struct, frozen=True):
    """What would be published now, read once for a page."""

    points: tuple[PointAtDesk, ...]
    comparison: Comparison
    prepared: PreparedWords
    gate: CoverageGate

    @property
    def dispositions(self) -> tuple[DispositionCount, ...]:
        """Points by disposition, kinds without a point left out."""
        kinds = Counter(point.disposition.kind for point in self.points if point.disposition)
        return tuple(DispositionCount(kind, kinds[kind]) for kind in DispositionKind if kinds[kind])

    @property
    def late(self) -> tuple[PointAtDesk, ...]:
        """Points that the next supplement would publish, or that gather comments which it would answer."""
        return tuple(each for each in self.points if not each.point.is_published or each.point.unpublished_ids)

    def supplement(self, state: Consultation, now: datetime) -> SupplementView:
        """The next supplement as it would be published at `now`; no words where none is prepared."""
        drafted = state.supplement_prepared_by or state.pending_return(Returnable.SUPPLEMENT)
        event = self.prepared.event if drafted else None
        figures = supplement_figures(each.point for each in self.points)
        accepted = state.supplement_contradictions_accepted
        return SupplementView(
            consultation_id=state.id,
            number=state.supplements + 1,
            position=self.gate.position,
            published_at=now,
            text=value_or_none(event.text) if isinstance(event, SupplementPrepared) else None,
            points=figures.points,
            comments=figures.comments,
            ledger=self.gate.ledger,
            dispositions=self.dispositions,
            contradictions=self.comparison.contradictions,
            contradictions_accepted=() if accepted is CLOSED else accepted,
        )

    def feedback(self, state: Consultation, now: datetime) -> FeedbackView:
        """The feedback summary as it would be published at `now`."""
        text = self.prepared.event.text if isinstance(self.prepared.event, FeedbackPrepared) else None
        accepted = state.contradictions_accepted
        return FeedbackView(
            consultation_id=state.id,
            position=self.gate.position,
            published_at=now,
            text=text if isinstance(text, FeedbackText) else None,
            revised=bool(self.comparison.changed.articles),
            ledger=self.gate.ledger,
            dispositions=self.dispositions,
            contradictions=self.comparison.contradictions,
            contradictions_accepted=() if accepted is CLOSED else accepted,
            changed_without_comment=self.comparison.unexplained,
        )


async def draft_of(runtime: Runtime, state: Consultation, kind: type[AnswersPrepared] = FeedbackPrepared) -> Draft:
    """The feedback, or the next supplement to it, as drafted."""
    points = await points_at_desk(runtime, state.id)
    return Draft(
        points,
        await comparison_at_desk(runtime, state, state.revised, points),
        await prepared_words(runtime, state, kind),
        await gate_query(runtime.reads, state.id),
    )


async def public_points(runtime: Runtime, desk: AtDesk, points: Sequence[PointAtDesk]) -> tuple[PointView, ...]:
    """The points as they will be published."""
    drafted = {point.id: point for point in points}
    views = await points_query(runtime.reads, desk.state.id, published_only=False)
    return tuple(
        view if view.published else replace(view, summary=drafted[view.id].summary, disposition=drafted[view.id].disposition)
        for view in views
        if view.id in drafted
    )


@get([f"{FEEDBACK}/preview", f"/en{FEEDBACK}/preview"], name="desk_feedback_preview")
async def feedback_preview(request: DeskRequest) -> Response[Any]:
    """The feedback summary with everything in it, in the public's template; once it is published, the public's own page."""
    desk = await at_answers(request)
    runtime = runtime_of(request)
    view = await public_view(runtime, desk)
    if desk.state.answered_at is not None:
        return Redirect(f"{locale_of(request.url.path).prefix}/consultations/{view.number}/feedback", status_code=303)
    draft = await draft_of(runtime, desk.state)
    found = draft.feedback(desk.state, runtime.clock.now())
    figures = replace(view.ledger, answered=found.ledger.answered, unanswered=found.ledger.unanswered)
    view = replace(view, ledger=figures)
    made = await public_points(runtime, desk, draft.points)
    context = feedback_context(request, view, found, made, (), draft.comparison.changed.articles)
    addresses: dict[str, object] = {"preview": preview(desk, "feedback"), "comparison": f"{desk.root}/feedback/comparison"}
    return page(request, "feedback.html", context | addresses)


@get([f"{SUPPLEMENT}/preview", f"/en{SUPPLEMENT}/preview"], name="desk_supplement_preview")
async def supplement_preview(request: DeskRequest) -> Response[bytes]:
    """The published feedback with the next supplement in it, in the public's template. Raises NotFound before the feedback."""
    desk = await at_answers(request)
    runtime = runtime_of(request)
    found = await feedback_query(runtime.reads, desk.state.id)
    if found is None:
        raise NotFound
    draft, view = await draft_of(runtime, desk.state, SupplementPrepared), await public_view(runtime, desk)
    following = draft.supplement(desk.state, runtime.clock.now())
    view = replace(view, ledger=replace(view.ledger, answered=following.ledger.answered, unanswered=following.ledger.unanswered))
    made = [
        point if point.published else replace(point, supplement=following.number)
        for point in await public_points(runtime, desk, draft.points)
    ]
    published = await supplements_query(runtime.reads, desk.state.id)
    context = feedback_context(request, view, found, made, (*published, following), draft.comparison.changed.articles)
    return page(request, "feedback.html", context | {"preview": preview(desk, "supplement")})


@get([f"{FEEDBACK}/comparison", f"/en{FEEDBACK}/comparison"], name="desk_feedback_comparison")
async def feedback_comparison(request: DeskRequest) -> Response[bytes]:
    """The consulted text against the revised one, with the points behind each change."""
    return await _comparison(request, "revised", "feedback")


@get([f"{ADOPTION}/comparison", f"/en{ADOPTION}/comparison"], name="desk_adoption_comparison")
async def adoption_comparison(request: DeskRequest) -> Response[bytes]:
    """The consulted text against the one to be adopted."""
    return await _comparison(request, "adopted", "adoption")


async def _comparison(request: DeskRequest, kind: str, back: str) -> Response[bytes]:
    desk, runtime = await at_answers(request), runtime_of(request)
    notice = desk.state.notice
    changed = desk.state.revised if kind == "revised" else notice.text if isinstance(notice, AdoptionNotice) else None
    points = await points_at_desk(runtime, desk.state.id)
    found = await comparison_at_desk(runtime, desk.state, changed, points)
    view, made = await public_view(runtime, desk), await public_points(runtime, desk, points)
    context = comparison_context(view, kind, found.consulted, found.changed, made)
    addresses: dict[str, object] = {"preview": preview(desk, back)}
    if desk.state.answered_at is None:
        addresses["feedback"] = f"{desk.root}/feedback/preview"
    return page(request, "comparison.html", context | addresses)


@get([f"{ADOPTION}/preview", f"/en{ADOPTION}/preview"], name="desk_adoption_preview")
async def adoption_preview(request: DeskRequest) -> Response[bytes]:
    """The adoption notice as it will be published. Raises NotFound where none is prepared."""
    desk, runtime = await at_answers(request), runtime_of(request)
    notice = desk.state.notice
    if not isinstance(notice, AdoptionNotice):
        raise NotFound
    view = replace(await public_view(runtime, desk), notice=notice)
    if view.adoption is None:
        view = replace(view, adoption=await _facts(runtime, desk))
    context = adoption_context(request, view, await whole_text(runtime, desk.state, notice.text))
    context["expert_reviews"] = await reviews_to_publish(runtime, desk.state.id)
    context["risk_assessments"] = await risks_to_publish(runtime, desk.state.id)
    addresses: dict[str, object] = {"preview": preview(desk, "adoption"), "comparison": f"{desk.root}/adoption/comparison"}
    return page(request, "adoption.html", context | addresses)


async def _facts(runtime: Runtime, desk: AtDesk) -> AdoptionFacts:
    """What the adoption will open of the reviews and the deliberation."""
    facts: dict[str, Any] = {}
    for event in await runtime.archive.events(desk.state.id):
        match event:
            case LegalityReviewed(result=result, reviewer=reviewer, timestamp=at):
                facts |= {"legality_result": result, "legality_reviewer": value_or_none(reviewer), "legality_reviewed_at": at}
            case DecisionDeliberated(result=result, met_on=met_on, meeting=meeting):
                facts |= {"deliberation_result": result, "met_on": met_on, "meeting": value_or_none(meeting)}
            case FairCompetitionReviewed(passed=passed):
                facts["fair_competition_passed"] = passed
            case StepWaived(step=step, reason=reason, originator_version=version):
                waived = Waiver(version=version, step=step, reason=value_or_none(reason))
                facts["waivers"] = (*facts.get("waivers", ()), waived)
            case _:
                pass
    return AdoptionFacts(**facts)


def preview(desk: AtDesk, back: str) -> PreviewContext:
    """The mark of a page that is not published."""
    return PreviewContext(desk.root, f"{desk.root}/{back}", dated=True)


handlers = [feedback_preview, supplement_preview, feedback_comparison, adoption_comparison, adoption_preview]
