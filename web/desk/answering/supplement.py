"""The next supplement at the desk: its words written with the gate and the contradictions beside them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.supplement import PrepareSupplement
from consult.commands.table import row_of
from consult.reading.answers import prepared_words
from consult.reading.returns import pending_returns
from domain.access import Role
from domain.consultation.events import SupplementPrepared
from domain.enumerations import Returnable
from domain.sealing import value_or_none
from domain.text import REASON
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest
from web.desk.answering.answers import at_answers, points_context
from web.desk.answering.feedback import comparison_facts
from web.desk.answering.previews import draft_of
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import form_values
from web.desk.overview.decision import ROOT
from web.shared.request_state import runtime_of

PATH = f"{ROOT}/supplement"

SUPPLEMENT = DeskForm(
    title=row_of(PrepareSupplement).label,
    lead="反馈公布以后才收到、才公开的意见，归入要点并答复后，以补充反馈公布。新的要点和答复由系统列出，不必抄写。",
    button="保存",
    autosave=True,
    template="desk/supplement.html",
    fields=(
        Field(
            name="text",
            label="补充说明",
            kind="area",
            most=REASON,
            hint="说明为什么在反馈之后补充答复，不少于10字，随补充反馈公布。",
        ),
    ),
)


async def _stored(request: DeskRequest, desk: AtDesk) -> FormContent:
    """What was prepared for the next supplement; nothing yet once the last one is published."""
    prepared = await prepared_words(runtime_of(request), desk.state, SupplementPrepared)
    words = value_or_none(prepared.event.text) if isinstance(prepared.event, SupplementPrepared) else None
    drafted = desk.state.supplement_prepared_by or desk.state.pending_return(Returnable.SUPPLEMENT)
    return FormContent(typed=form_values(text=words if drafted else ""), seen=prepared.version)


async def _context(request: DeskRequest, desk: AtDesk) -> dict[str, Any]:
    runtime = runtime_of(request)
    draft = await draft_of(runtime, desk.state, SupplementPrepared)
    return points_context(
        desk,
        gate=draft.gate,
        prepared=draft.prepared,
        found=draft.supplement(desk.state, runtime.clock.now()),
        late=draft.late,
        returned=await pending_returns(runtime, desk.state, Returnable.SUPPLEMENT),
        done=outcome_notice(request),
        **comparison_facts(request, draft.comparison, draft.points, "revised"),
    )


@get([PATH, f"/en{PATH}"], name="desk_supplement_page")
async def supplement_form(request: DeskRequest) -> Response[bytes]:
    """The words, what the supplement would publish, and what stands in the way."""
    desk = await at_answers(request, Role.ANSWERER)
    return await show_form(request, SUPPLEMENT, lambda: _stored(request, desk), await _context(request, desk))


@post([PATH, f"/en{PATH}"], name="desk_supplement_prepared", status_code=200)
async def prepare_supplement(request: DeskRequest) -> Response[Any]:
    desk = await at_answers(request, Role.ANSWERER)
    asked = FormCommand(
        form=SUPPLEMENT,
        build=lambda given: command_from(PrepareSupplement, given, consultation_id=desk.state.id),
        back=f"{desk.root}/supplement",
        stored=lambda: _stored(request, desk),
        context=lambda: _context(request, desk),
    )
    return await carry_out(request, asked)


handlers = [supplement_form, prepare_supplement]
