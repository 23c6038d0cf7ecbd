"""The adoption notice at the desk: drafted with the comparison beside it, published by another person."""

from __future__ import annotations

from functools import partial
from typing import Any

from litestar import Response, get, post
from msgspec.structs import replace

from consult.commands.consultation.adoption import AdoptDecision, PrepareAdoption
from consult.commands.table import row_of
from consult.commands.texts import MAX_SOURCE
from consult.reading.answers import PreparedWords, comparison_at_desk, points_at_desk, prepared_words
from consult.reading.returns import pending_returns
from domain.access import Role
from domain.calendar import local_date
from domain.consultation.coverage import AnswersMissing
from domain.consultation.events import AdoptionPrepared
from domain.consultation.stages import Stage, stage_statuses
from domain.enumerations import Returnable
from domain.sealing import CLOSED
from domain.text import DISPOSITION_REASON, REASON, TITLE
from domain.values import AdoptionNotice, TextDocument
from projections.worklists.coverage_gate import coverage_gate
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.answering.answers import at_answers, points_context
from web.desk.answering.feedback import comparison_facts
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, execute_form, show_form, submitted_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.text_import import FILE, show_with_imported_text
from web.desk.overview.decision import ROOT
from web.desk.overview.returning import may_return
from web.shared.error_pages import refusal_text
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PATH = f"{ROOT}/adoption"

ADOPTION = DeskForm(
    title=row_of(PrepareAdoption).label,
    lead="公布的文件及其文号、日期和意见采纳情况说明。由另一人公布。",
    button="保存",
    autosave=True,
    template="desk/adoption.html",
    fields=(
        Field(name="document_number", label="文号", most=TITLE, hint="例如：海商规〔2026〕1号"),
        Field(name="unified_number", label="三统一编号", optional=True, most=TITLE, hint="行政规范性文件填写。"),
        Field(name="issued_on", label="发文日期", kind="date"),
        Field(name="published_on", label="公开日期", kind="date"),
        Field(name="effective_on", label="施行日期", kind="date"),
        Field(name="valid_until", label="有效期至", kind="date", optional=True),
        Field(
            name="opinions_note",
            label="意见采纳情况说明",
            kind="area",
            rows=8,
            most=DISPOSITION_REASON,
            hint="概括征求到的意见和采纳情况，随文件公布。",
        ),
        Field(
            name="text",
            label="公布文本",
            kind="area",
            rows=20,
            most=MAX_SOURCE,
            hint="全文（纯文本或者Markdown）。公布后与征求意见稿逐条对照。",
        ),
        FILE,
    ),
)
PUBLICATION = DeskForm(
    title=row_of(AdoptDecision).label,
    lead="由起草公布文本以外的人办理。公布后历史只接受更正。",
    button="公布决策",
    fresh=True,
    grave=True,
    template="desk/adopting.html",
)
OUTSTANDING = Field(
    name="outstanding_reason",
    label="尚未答复而先行公布的理由",
    kind="area",
    optional=True,
    most=REASON,
    hint="还有意见尚未审看或者答复。一般应当先办理补充反馈；确需先行公布的，写明理由，不少于10字，立即公开。",
)


async def _stored(request: DeskRequest, desk: AtDesk) -> FormContent:
    """What was prepared last; before that, the revised text or the one consulted on, and today."""
    prepared = await prepared_words(runtime_of(request), desk.state, AdoptionPrepared)
    if not isinstance(prepared.event, AdoptionPrepared) or prepared.event.notice is CLOSED:
        today = local_date(runtime_of(request).clock.now()).isoformat()
        return FormContent(typed=form_values(text=await _text_before(request, desk), issued_on=today, published_on=today), seen=0)
    notice = prepared.event.notice
    values = form_values(
        document_number=notice.document_number,
        unified_number=notice.unified_number,
        issued_on=notice.issued_on,
        published_on=notice.published_on,
        effective_on=notice.effective_on,
        valid_until=notice.valid_until,
        opinions_note=notice.opinions_note,
        text=prepared.source,
    )
    return FormContent(typed=values, seen=prepared.version)


async def _text_before(request: DeskRequest, desk: AtDesk) -> str:
    """The source of the latest text there is."""
    for document in (desk.state.revised, desk.state.draft):
        if isinstance(document, TextDocument):
            content = await runtime_of(request).sealed.blob(desk.state.id, document.blob.sha256)
            return content.decode() if content else ""
    return ""


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    """The comparison with the consulted text, and what is still missing for the publication."""
    runtime, locale, state = runtime_of(request), locale_of(request.url.path), desk.state
    notice = state.notice if isinstance(state.notice, AdoptionNotice) else None
    points = await points_at_desk(runtime, state.id)
    comparison = await comparison_at_desk(runtime, state, notice.text if notice else None, points)
    left = await _left(request, desk)
    stages = stage_statuses(state, left, runtime.clock.now())
    missing = {each.stage: [refusal_text(refusal, locale) for refusal in each.missing] for each in stages if not each.done}
    prepared: PreparedWords = await prepared_words(runtime, state, AdoptionPrepared)
    return points_context(
        desk,
        notice=notice,
        prepared=prepared,
        comparison=comparison,
        unanswered=_is_unanswered(left),
        missing=[text for text in missing.get(Stage.ADOPTION, []) if notice or state.answered_at],
        may_return=may_return(Returnable.ADOPTION, desk, runtime.clock.now()),
        returned=await pending_returns(runtime, state, Returnable.ADOPTION),
        done=outcome_notice(request),
        **comparison_facts(request, comparison, points, "adopted"),
    )


async def _left(request: DeskRequest, desk: AtDesk) -> AnswersMissing | None:
    """What comments still lack after the feedback; None before it, where that is said at the answers."""
    if desk.state.answered_at is None:
        return None
    return (await coverage_gate(runtime_of(request).reads, desk.state.id)).missing


def _is_unanswered(left: AnswersMissing | None) -> bool:
    return left is not None and bool(left.awaiting or left.unanswered)


@get([PATH, f"/en{PATH}"], name="desk_adoption_page")
async def adoption_page(request: DeskRequest) -> Response[bytes]:
    """The notice as drafted."""
    desk = await at_answers(request, Role.DRAFTER)
    return await show_form(request, ADOPTION, lambda: _stored(request, desk), await _context(request, desk))


@post([PATH, f"/en{PATH}"], name="desk_adoption_prepared", status_code=200)
async def prepare_adoption(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.DRAFTER)
    signed, given = await submitted_form(request)
    if given.files.get("file"):
        context = partial(_context, request, desk)
        return await show_with_imported_text(request, signed, ADOPTION, given, "text", context, desk.state)

    asked = FormCommand(
        form=ADOPTION,
        build=lambda given: command_from(PrepareAdoption, given, consultation_id=desk.state.id),
        back=f"{desk.root}/adoption",
        stored=lambda: _stored(request, desk),
        context=lambda: _context(request, desk),
    )
    return await execute_form(request, signed, given, asked)


def _publication(*, unanswered: bool) -> DeskForm:
    """With a field for the reason, while comments have no public answer."""
    return replace(PUBLICATION, fields=(OUTSTANDING,)) if unanswered else PUBLICATION


@get([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_adoption_publication")
async def publication_page(request: DeskRequest) -> Response[bytes]:
    """What will be published, the contradictions, and what is missing."""
    desk = await at_answers(request, Role.RELEASER)
    require_fresh(request, desk.signed)
    context = await _context(request, desk)
    return await show_form(request, _publication(unanswered=context["unanswered"]), context=context)


@post([f"{PATH}/publication", f"/en{PATH}/publication"], name="desk_adoption_published", status_code=200)
async def publish_adoption(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.RELEASER)

    def build(given: FormInput) -> AdoptDecision:
        return AdoptDecision(consultation_id=desk.state.id, outstanding_reason=given.optional("outstanding_reason"))

    left = await _left(request, desk)
    asked = FormCommand(
        form=_publication(unanswered=_is_unanswered(left)), build=build, back=desk.root, context=lambda: _context(request, desk)
    )
    return await carry_out(request, asked)


handlers = [adoption_page, prepare_adoption, publication_page, publish_adoption]
