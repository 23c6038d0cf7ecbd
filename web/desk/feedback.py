"""The feedback summary at the desk: written with the gate and the contradictions beside it, signed off, published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post

from consult.commands.answering import (
    PrepareFeedback,
    PublishFeedback,
    SignOffFeedback,
    prepare_feedback,
    publish_feedback,
    sign_off_feedback,
)
from consult.commands.answers_reading import Comparison, PointAtDesk, comparison_at_desk, points_at_desk, prepared_words
from consult.commands.texts import MAX_SOURCE
from domain.access import Role, require
from domain.consultation.events import FeedbackPrepared
from domain.text import DISPOSITION_REASON
from domain.values import FeedbackText
from web.desk.answers import at_answers, frozen, gate_of, points_context
from web.desk.asking import AtDesk
from web.desk.decision import ROOT
from web.desk.forms import DeskForm, Field, Option, Shown, carry_out, show_form
from web.desk.points import asked_of
from web.desk.previews import drafted_context
from web.desk.session import DeskRequest, require_fresh
from web.desk.typed import FieldRefused, Typed, typed
from web.desk.words import done_words
from web.i18n import Locale, locale_of
from web.pages.asking import runtime_of

PATH = f"{ROOT}/feedback"
SHOWN = 100  # points on a page that is signed

FEEDBACK = DeskForm(
    title="起草意见反馈",
    lead="用三段话说明征求意见的结果。台账、采纳情况和逐项答复由系统列出，不必抄写。",
    button="保存",
    autosave=True,
    template="desk/feedback.html",
    fields=(
        Field(name="asked", label="我们问了", kind="area", most=DISPOSITION_REASON, hint="就什么征求意见，问了哪些问题。"),
        Field(name="heard", label="你们说了", kind="area", rows=8, most=DISPOSITION_REASON, hint="收到的主要意见。"),
        Field(
            name="did", label="我们做了", kind="area", rows=8, most=DISPOSITION_REASON, hint="采纳了什么、没有采纳什么，为什么。"
        ),
        Field(
            name="revised",
            label="修改稿",
            kind="area",
            rows=16,
            optional=True,
            most=MAX_SOURCE,
            hint="修改后的全文（纯文本或者Markdown），随反馈公布并与征求意见稿逐条对照。没有修改稿的不填。",
        ),
    ),
)
PUBLICATION = DeskForm(
    title="公布意见反馈",
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
        title="审签意见反馈",
        lead="审签由起草反馈以外的人办理。审签后要点和答复不能再改动；要修改的，由答复人重新保存反馈稿，审签随即失效。",
        button="审签",
        fresh=True,
        template="desk/signing.html",
        fields=(ticks,) if contradictions else (),
    )


def contradiction_options(locale: Locale, comparison: Comparison, points: Sequence[PointAtDesk]) -> list[Option]:
    """Each contradiction with the points that promise the change."""
    name, labels = locale.translate("要点"), comparison.labels
    return [
        (
            article,
            f"{labels.get(article) or article}（{'、'.join(f'{name}{point.number}' for point in promising(article, points))}）",
        )
        for article in comparison.contradictions
    ]


def promising(article: str, points: Sequence[PointAtDesk]) -> list[PointAtDesk]:
    """Points whose answer names the article as changed."""
    return [point for point in points if point.disposition and article in point.disposition.articles_changed]


async def comparison_facts(desk: AtDesk, comparison: Comparison, points: Sequence[PointAtDesk]) -> dict[str, Any]:
    """Contradictions with the points behind them, and changes that no comment asked for."""
    labels = comparison.labels
    unkept = [(labels.get(each) or each, promising(each, points)) for each in comparison.contradictions]
    return {"unkept": unkept, "unexplained": [labels.get(each) or each for each in comparison.unexplained]}


async def _stored(request: DeskRequest, desk: AtDesk) -> Shown:
    prepared = await prepared_words(runtime_of(request), desk.state, FeedbackPrepared)
    text = prepared.event.text if isinstance(prepared.event, FeedbackPrepared) else None
    words = text if isinstance(text, FeedbackText) else FeedbackText("", "", "")
    values = typed(asked=words.asked, heard=words.heard, did=words.did, revised=prepared.source)
    return Shown(typed=values, seen=prepared.version)


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    points = await points_at_desk(runtime, desk.state.id)
    comparison = await comparison_at_desk(runtime, desk.state, desk.state.revised)
    return points_context(
        desk,
        gate=await gate_of(runtime, desk.state.id),
        prepared=await prepared_words(runtime, desk.state, FeedbackPrepared),
        comparison=comparison,
        done=done_words(request),
        **await comparison_facts(desk, comparison, points),
    )


async def _drafting(request: DeskRequest) -> AtDesk:
    desk = await at_answers(request)
    require(desk.signed.actor, Role.ANSWERER, desk.state.division_id)
    return desk


@get([PATH, f"/en{PATH}"], name="desk_feedback_page")
async def feedback(request: DeskRequest) -> Response[bytes]:
    """The three parts, the revised text, and what stands in the way."""
    desk = await _drafting(request)
    return await show_form(request, FEEDBACK, lambda: _stored(request, desk), await _context(request, desk))


@post([PATH, f"/en{PATH}"], name="desk_feedback_prepared", status_code=200)
async def prepared(request: DeskRequest) -> Response[Any]:
    desk = await _drafting(request)

    def build(given: Typed) -> PrepareFeedback:
        words = FeedbackText(asked=given["asked"], heard=given["heard"], did=given["did"])
        revised, seen = given.optional("revised"), given.version("seen")
        return PrepareFeedback(consultation_id=desk.state.id, text=words, revised=revised, seen=seen)

    back = f"{desk.root}/feedback"
    return await carry_out(
        request, FEEDBACK, build, prepare_feedback, back, lambda: _stored(request, desk), lambda: _context(request, desk)
    )


async def _signing(request: DeskRequest) -> AtDesk:
    desk = await at_answers(request)
    require(desk.signed.actor, Role.RELEASER, desk.state.division_id)
    return desk


async def _signing_context(request: DeskRequest, desk: AtDesk, *, publishing: bool = False) -> dict[str, Any]:
    """Everything that is signed or published: the words, the figures, the points, page by page."""
    runtime = runtime_of(request)
    public = await drafted_context(request, desk)
    asked, points = asked_of(request, ()), public["points"]
    pages = max(1, -(-len(points) // SHOWN))
    first = (min(asked.page, pages) - 1) * SHOWN
    comparison = await comparison_at_desk(runtime, desk.state, desk.state.revised)
    return points_context(
        desk,
        gate=await gate_of(runtime, desk.state.id),
        prepared=await prepared_words(runtime, desk.state, FeedbackPrepared),
        public=public,
        shown=points[first : first + SHOWN],
        asked=asked,
        pages=pages,
        publishing=publishing,
        comparison=comparison,
        signed_off=frozen(desk.state) and desk.state.answered_at is None,
        **await comparison_facts(desk, comparison, await points_at_desk(runtime, desk.state.id)),
    )


async def _position(request: DeskRequest) -> Shown:
    """What is signed is what is recorded up to now."""
    return Shown(seen=(await runtime_of(request).log.head()).size - 1)


async def _sign_off_form(request: DeskRequest, desk: AtDesk) -> DeskForm:
    runtime = runtime_of(request)
    comparison = await comparison_at_desk(runtime, desk.state, desk.state.revised)
    points = await points_at_desk(runtime, desk.state.id)
    return sign_off_form(contradiction_options(locale_of(request.url.path), comparison, points))


@get([f"{PATH}/sign-off", f"/en{PATH}/sign-off"], name="desk_feedback_sign_off")
async def sign_off(request: DeskRequest) -> Response[bytes]:
    """Everything to be signed, and each contradiction to be ticked."""
    desk = await _signing(request)
    require_fresh(request, desk.signed)
    before = await _position(request)  # first of all: whatever comes after it has not been seen
    form, context = await _sign_off_form(request, desk), await _signing_context(request, desk)

    async def seen() -> Shown:
        return before

    return await show_form(request, form, seen, context)


@post([f"{PATH}/sign-off", f"/en{PATH}/sign-off"], name="desk_feedback_signed_off", status_code=200)
async def signed_off(request: DeskRequest) -> Response[Any]:
    desk = await _signing(request)
    form = await _sign_off_form(request, desk)
    ticks = dict(form.fields[0].options) if form.fields else {}

    def build(given: Typed) -> SignOffFeedback:
        accepted = given.all("contradictions_accepted")
        unticked = [label for article, label in ticks.items() if article not in accepted]
        if unticked:
            raise ContradictionsUnticked(field="contradictions_accepted", articles=unticked)
        return SignOffFeedback(consultation_id=desk.state.id, contradictions_accepted=accepted, seen=given.version("seen"))

    back = f"{desk.root}/feedback/publication"
    return await carry_out(
        request, form, build, sign_off_feedback, back, lambda: _position(request), lambda: _signing_context(request, desk)
    )


@get([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_feedback_publication")
async def publication(request: DeskRequest) -> Response[bytes]:
    """What will be published, and the gate."""
    desk = await _signing(request)
    require_fresh(request, desk.signed)
    context = await _signing_context(request, desk, publishing=True) | {"done": done_words(request)}
    return await show_form(request, PUBLICATION, context=context)


@post([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_feedback_published", status_code=200)
async def published(request: DeskRequest) -> Response[Any]:
    desk = await _signing(request)

    def build(given: Typed) -> PublishFeedback:
        return PublishFeedback(consultation_id=desk.state.id)

    return await carry_out(
        request, PUBLICATION, build, publish_feedback, desk.root, context=lambda: _signing_context(request, desk, publishing=True)
    )


handlers = [feedback, prepared, sign_off, signed_off, publication, published]
