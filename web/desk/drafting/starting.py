"""A decision is started: what is to be decided, under which rules, by whom, on whose proposal."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.drafting import StartDecision
from consult.commands.table import row_of
from consult.reading.catalogue import MatterChoice, catalogue_published, matter_choices
from domain.access import Role, require_role
from domain.catalogue.naming import MAJOR
from domain.consultation.matter_events import CataloguePlace
from domain.consultation.steps.drafting import EXCLUDED
from domain.enumerations import MatterKind, Regime
from domain.text import NAME, ORGANISATION, TITLE
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.desk.catalogue.naming import given_place, place_fields
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, carry_out, show_form
from web.desk.forms.input import FormInput, form_values
from web.desk.forms.step_forms import options
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

PATHS = ["/desk/consultations/new", "/en/desk/consultations/new"]
# What is excluded, and what it follows instead ([713] art. 3, second paragraph).
ELSEWHERE = (
    (MatterKind.MACRO_CONTROL, "财政政策、货币政策等宏观调控决策，按照有关法律、行政法规的规定办理。"),
    (MatterKind.LEGISLATION, "地方性法规草案、规章等政府立法，按照《规章制定程序条例》等规定办理。"),
    (MatterKind.EMERGENCY, "突发事件的应急处置，按照《突发事件应对法》等规定办理。"),
)


def starting_form(locale: Locale, choices: list[MatterChoice] | None) -> DeskForm:
    """`choices`: matters of the catalogues; None: this year's is not published, and nothing is asked."""
    kinds = [kind for kind in MatterKind if kind not in EXCLUDED]
    answers = [("yes", locale.translate("涉及")), ("no", locale.translate("不涉及"))]
    return DeskForm(
        title=row_of(StartDecision).label,
        lead="启动后开始拟订草案。这里填写的内容在发布征求意见公告时一并公开。",
        button="启动",
        template="desk/drafting/start.html",
        fields=(
            Field(name="title", label="决策事项名称", most=TITLE, hint="例如：关于促进夜间经济发展的若干措施"),
            Field(name="matter_kind", label="事项类别", kind="radios", options=options(locale, "matter", kinds)),
            Field(name="regime", label="适用程序", kind="radios", options=options(locale, "regime", list(Regime))),
            Field(name="decision_organ", label="决策机关", most=ORGANISATION, hint="作出决定的机关，例如：市商务局。"),
            Field(name="proposer", label="提出单位", most=NAME, hint="提出决策建议的单位或者人员。"),
            Field(
                name="touches_operators",
                label="是否涉及经营者的经济活动",
                kind="radios",
                options=answers,
                hint="涉及的，公布前必须通过公平竞争审查。拿不准时选“涉及”。",
            ),
            *(place_fields(locale, choices) if choices is not None else ()),
        ),
    )


async def _asked(request: DeskRequest) -> tuple[SignedIn, DeskForm, dict[str, Any]]:
    signed = await signed_in(request)
    require_role(signed.actor, Role.DRAFTER)
    runtime = runtime_of(request)
    now = runtime.clock.now()
    choices = await matter_choices(runtime, now) if await catalogue_published(runtime, now) else None
    return signed, starting_form(locale_of(request.url.path), choices), {"section": "decisions", "elsewhere": ELSEWHERE}


def _place(form: DeskForm, given: FormInput) -> CataloguePlace | None:
    """What the form asks for; of what is no major decision it may be left out."""
    asked = any(field.name == "matter" for field in form.fields)
    said = given["matter"] or given.optional("reason")
    return given_place(given) if asked and (said or given["regime"] in MAJOR) else None


@get(PATHS, name="desk_start")
async def starting(request: DeskRequest) -> Response[bytes]:
    signed, form, context = await _asked(request)

    async def begins() -> FormContent:
        return FormContent(
            typed=form_values(regime=Regime.BUREAU_DECISION, proposer=signed.person.division.name, touches_operators="yes")
        )

    return await show_form(request, form, begins, context)


@post(PATHS, name="desk_start_sent", status_code=200)
async def start(request: DeskRequest) -> Response[Any]:
    signed, form, context = await _asked(request)
    asked = FormCommand(
        form=form,
        build=lambda given: command_from(StartDecision, given, division=signed.person.division, place=_place(form, given)),
        back=lambda done: f"/desk/consultations/{done.id}",
        context=context,
    )
    return await carry_out(request, asked)


handlers = [starting, start]
