"""The feedback summary signed off by a second person, with everything that is signed in sight, and published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.answering import PublishFeedback, SignOffFeedback
from consult.commands.table import row_of
from consult.reading.answers import Comparison, PointAtDesk
from domain.access import Role
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.answering.answers import at_answers, points_context, why_answers_are_frozen
from web.desk.answering.feedback import PATH, comparison_facts, points_naming_article
from web.desk.answering.points import points_query_of
from web.desk.answering.previews import Draft, draft_of, public_view
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, Option, carry_out, show_form
from web.desk.forms.input import FieldRefused, FormInput
from web.pages.register import feedback_context
from web.shared.languages import Locale, locale_of
from web.shared.request_state import runtime_of

SHOWN = 100  # points on a page that is signed

PUBLICATION = DeskForm(
    title=row_of(PublishFeedback).label,
    lead="公布全部要点、采纳情况和理由。公布后答复只能更新，原答复仍然可见。",
    button="公布意见反馈",
    fresh=True,
    grave=True,
    template="desk/signing.html",
)


class ContradictionsUnticked(FieldRefused):
    """Each contradiction is accepted by its article, by the person who signs."""

    message = "以下条款写明采纳但修改稿没有变化，确认后才能审签，或者退回修改：{articles}。"


def sign_off_form(contradictions: Sequence[Option]) -> DeskForm:
    ticks = Field(
        name="contradictions_accepted",
        label="逐条确认矛盾",
        kind="checks",
        options=contradictions,
        hint="答复写明采纳，但修改稿中该条款没有变化。确认后与反馈一并公布；不能确认的，请退回修改。",
    )
    return DeskForm(
        title=row_of(SignOffFeedback).label,
        lead="审签由起草反馈以外的人办理。审签后要点和答复不能再改动；要修改的，由答复人重新保存反馈稿，审签随即失效。",
        button="审签",
        fresh=True,
        template="desk/signing.html",
        fields=(ticks,) if contradictions else (),
    )


def contradiction_options(locale: Locale, comparison: Comparison, points: Sequence[PointAtDesk]) -> list[Option]:
    """Each contradiction with the points that promise the change."""
    name, labels = locale.translate("要点"), comparison.labels
    options = []
    for article in comparison.contradictions:
        numbers = "、".join(f"{name}{point.number}" for point in points_naming_article(article, points))
        options.append((article, f"{labels.get(article) or article}（{numbers}）"))
    return options


async def _signing_context(
    request: DeskRequest, desk: AtDesk, draft: Draft | None = None, *, publishing: bool = False
) -> dict[str, Any]:
    """Everything that is signed or published: the words, the figures, the points, page by page."""
    runtime = runtime_of(request)
    draft = draft or await draft_of(runtime, desk.state)
    found = draft.feedback(desk.state, runtime.clock.now())
    asked = points_query_of(request, ())
    pages = max(1, -(-len(draft.points) // SHOWN))
    first = (min(asked.page, pages) - 1) * SHOWN
    public = await public_view(runtime, desk)
    return points_context(
        desk,
        gate=draft.gate,
        prepared=draft.prepared,
        found=found,
        disposition_rows=feedback_context(request, public, found, ())["disposition_rows"],
        number=public.number,
        shown=draft.points[first : first + SHOWN],
        asked=asked,
        pages=pages,
        publishing=publishing,
        comparison=draft.comparison,
        signed_off=why_answers_are_frozen(desk.state) and desk.state.answered_at is None,
        **comparison_facts(draft.comparison, draft.points),
    )


async def _position(request: DeskRequest) -> FormContent:
    """What is signed is what is recorded up to now."""
    return FormContent(seen=(await runtime_of(request).log.head()).size - 1)


def _sign_off_form(request: DeskRequest, draft: Draft) -> DeskForm:
    return sign_off_form(contradiction_options(locale_of(request.url.path), draft.comparison, draft.points))


@get([f"{PATH}/sign-off", f"/en{PATH}/sign-off"], name="desk_feedback_sign_off")
async def sign_off_page(request: DeskRequest) -> Response[bytes]:
    """Everything to be signed, and each contradiction to be ticked."""
    desk = await at_answers(request, Role.RELEASER)
    require_fresh(request, desk.signed)
    before = await _position(request)  # first of all: whatever comes after it has not been seen
    draft = await draft_of(runtime_of(request), desk.state)
    form, context = _sign_off_form(request, draft), await _signing_context(request, desk, draft)

    async def seen() -> FormContent:
        return before

    return await show_form(request, form, seen, context)


@post([f"{PATH}/sign-off", f"/en{PATH}/sign-off"], name="desk_feedback_signed_off", status_code=200)
async def sign_off_feedback(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.RELEASER)
    form = _sign_off_form(request, await draft_of(runtime_of(request), desk.state))
    ticks = dict(form.fields[0].options) if form.fields else {}

    def build(given: FormInput) -> SignOffFeedback:
        accepted = given.all("contradictions_accepted")
        unticked = [label for article, label in ticks.items() if article not in accepted]
        if unticked:
            raise ContradictionsUnticked(field="contradictions_accepted", articles=unticked)
        return SignOffFeedback(consultation_id=desk.state.id, contradictions_accepted=accepted, seen=given.version("seen"))

    asked = FormCommand(
        form=form,
        build=build,
        back=f"{desk.root}/feedback/publication",
        stored=lambda: _position(request),
        context=lambda: _signing_context(request, desk),
    )
    return await carry_out(request, asked)


@get([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_feedback_publication")
async def publication_page(request: DeskRequest) -> Response[bytes]:
    """What will be published, and the gate."""
    desk = await at_answers(request, Role.RELEASER)
    require_fresh(request, desk.signed)
    context = await _signing_context(request, desk, publishing=True) | {"done": outcome_notice(request)}
    return await show_form(request, PUBLICATION, context=context)


@post([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_feedback_published", status_code=200)
async def publish_feedback(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.RELEASER)
    asked = FormCommand(
        form=PUBLICATION,
        build=lambda given: PublishFeedback(consultation_id=desk.state.id),
        back=desk.root,
        context=lambda: _signing_context(request, desk, publishing=True),
    )
    return await carry_out(request, asked)


handlers = [sign_off_page, sign_off_feedback, publication_page, publish_feedback]
