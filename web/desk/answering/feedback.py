"""The feedback summary at the desk: written with the gate and the contradictions beside it, signed off, published."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.answering import PrepareFeedback
from consult.commands.table import row_of
from consult.commands.texts import MAX_SOURCE
from consult.reading.answers import Comparison, PointAtDesk, prepared_words
from consult.reading.returns import pending_returns
from domain.access import Role
from domain.consultation.events import FeedbackPrepared
from domain.enumerations import Returnable
from domain.text import DISPOSITION_REASON
from domain.values import FeedbackText
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.answering.answers import at_answers, points_context
from web.desk.answering.previews import draft_of
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, execute_form, show_form, submitted_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.text_import import FILE, show_with_imported_text
from web.desk.overview.decision import ROOT
from web.shared.article_labels import labels_of_both
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = f"{ROOT}/feedback"

FEEDBACK = DeskForm(
    title=row_of(PrepareFeedback).label,
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
        FILE,
    ),
)


def points_naming_article(article: str, points: Sequence[PointAtDesk]) -> list[PointAtDesk]:
    """Points whose answer names the article as changed."""
    return [point for point in points if point.disposition and article in point.disposition.articles_changed]


def comparison_facts(request: DeskRequest, comparison: Comparison, points: Sequence[PointAtDesk], kind: str) -> dict[str, Any]:
    """Contradictions with the points behind them, and changes that no comment asked for. `kind`: of the changed text."""
    labels = labels_of_both(comparison.consulted.articles, comparison.changed.articles, kind, locale_of(request.url.path))
    unkept = [(labels.get(each) or each, points_naming_article(each, points)) for each in comparison.contradictions]
    return {"unkept": unkept, "unexplained": [labels.get(each) or each for each in comparison.unexplained]}


async def _stored(request: DeskRequest, desk: AtDesk) -> FormContent:
    prepared = await prepared_words(runtime_of(request), desk.state, FeedbackPrepared)
    text = prepared.event.text if isinstance(prepared.event, FeedbackPrepared) else None
    words = text if isinstance(text, FeedbackText) else FeedbackText("", "", "")
    values = form_values(asked=words.asked, heard=words.heard, did=words.did, revised=prepared.source)
    return FormContent(typed=values, seen=prepared.version)


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    draft = await draft_of(runtime, desk.state)
    return points_context(
        desk,
        gate=draft.gate,
        prepared=draft.prepared,
        comparison=draft.comparison,
        returned=await pending_returns(runtime, desk.state, Returnable.FEEDBACK),
        done=outcome_notice(request),
        **comparison_facts(request, draft.comparison, draft.points, "revised"),
    )


@get([PATH, f"/en{PATH}"], name="desk_feedback_page")
async def feedback_form(request: DeskRequest) -> Response[bytes]:
    """The three parts, the revised text, and what stands in the way."""
    desk = await at_answers(request, Role.ANSWERER)
    return await show_form(request, FEEDBACK, lambda: _stored(request, desk), await _context(request, desk))


@post([PATH, f"/en{PATH}"], name="desk_feedback_prepared", status_code=200)
async def prepare_feedback(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.ANSWERER)
    signed, given = await submitted_form(request)
    if given.files.get("file"):
        context = partial(_context, request, desk)
        return await show_with_imported_text(request, signed, FEEDBACK, given, "revised", context, desk.state)

    def build(given: FormInput) -> PrepareFeedback:
        words = FeedbackText(asked=given["asked"], heard=given["heard"], did=given["did"])
        revised, seen = given.optional("revised"), given.version("seen")
        return PrepareFeedback(consultation_id=desk.state.id, text=words, revised=revised, seen=seen)

    asked = FormCommand(
        form=FEEDBACK,
        build=build,
        back=f"{desk.root}/feedback",
        stored=lambda: _stored(request, desk),
        context=lambda: _context(request, desk),
    )
    return await execute_form(request, signed, given, asked)


handlers = [feedback_form, prepare_feedback]
