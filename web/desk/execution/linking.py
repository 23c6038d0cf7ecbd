"""Linking a decision with the one that adjusts it, or asks the public for its evaluation."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import msgspec
from litestar import Response, get, post

from consult.commands.consultation.execution import LinkLaterDecision
from consult.commands.table import row_of
from domain.sealing import value_or_none
from projections.worklists.queries import decisions_in_preparation
from web.desk.access.decision import ROOT, AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.execution import forms
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, FormCommand, Option, carry_out, show_form
from web.desk.forms.input import FormInput, NotAChoice
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

HERE = f"{ROOT}/later-decisions"


async def _asked(request: DeskRequest) -> tuple[AtDesk, DeskForm]:
    desk = await at_desk(request, row_of(LinkLaterDecision).role)
    return desk, forms.link(locale_of(request.url.path), await _candidates(request, desk))


async def _candidates(request: DeskRequest, desk: AtDesk) -> list[Option]:
    """The division's decisions in preparation that name no earlier one yet."""
    runtime = runtime_of(request)
    ids = [each.consultation_id for each in await decisions_in_preparation(runtime.reads)]
    own = [each for each in await runtime.archive.consultations(ids) if each.lead_id == desk.state.lead_id]
    return [(str(each.id), value_or_none(each.title) or "") for each in own if each.execution.earlier is None]


@get([HERE, f"/en{HERE}"], name="desk_later_decisions")
async def linking_form(request: DeskRequest) -> Response[bytes]:
    desk, form = await _asked(request)
    return await show_form(request, form, context=decision_context(desk, waiting=()))


@post([HERE, f"/en{HERE}"], name="desk_later_decision_linked", status_code=200)
async def link_later_decision(request: DeskRequest) -> Response[Any]:
    desk, form = await _asked(request)

    def build(given: FormInput) -> msgspec.Struct:
        return command_from(LinkLaterDecision, given, consultation_id=desk.state.id, later=_id(given))

    asked = FormCommand(form=form, build=build, back=desk.root, context=decision_context(desk, waiting=()))
    return await carry_out(request, asked)


def _id(given: FormInput) -> UUID:
    """Raises NotAChoice."""
    found = given.ids("later")
    if len(found) != 1:
        raise NotAChoice(field="later")
    return found[0]


handlers: list[Any] = [linking_form, link_later_decision]
