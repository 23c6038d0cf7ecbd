"""The feedback summary, or a supplement to it, signed off by a second person with everything in sight, and published."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from consult.reading.answers import Comparison, PointAtDesk
from consult.reading.returns import pending_returns
from domain.access import Role
from domain.consultation.state import Consultation
from web.desk.access.decision import AtDesk
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, require_fresh
from web.desk.answering.answers import at_answers, points_context
from web.desk.answering.breadth import (
    BlanketAnswersUnticked,
    Breadths,
    breadths_at_desk,
    signed_points,
    warning_field,
    warning_options,
)
from web.desk.answering.feedback import comparison_facts, points_naming_article
from web.desk.answering.points import points_query_of
from web.desk.answering.previews import Draft, draft_of, public_view
from web.desk.answering.signed_texts import FEEDBACK, SUPPLEMENT, Signing
from web.desk.forms.command import command_from
from web.desk.forms.form import DeskForm, Field, FormCommand, FormContent, Option, carry_out, show_form
from web.desk.forms.input import FieldRefused, FormInput
from web.desk.overview.decision import ROOT
from web.desk.overview.returning import may_return
from web.pages.register import disposition_rows
from web.shared.article_labels import labels_of_both
from web.shared.request_state import runtime_of
from web.shared.wording.languages import Locale, locale_of

SHOWN = 100  # points on a page that is signed


class ContradictionsUnticked(FieldRefused):
    """Each contradiction is accepted by its article, by the person who signs."""

    message = "以下条款写明采纳但修改稿没有变化，确认后才能审签，或者退回修改：{articles}。"


def sign_off_form(signing: Signing, contradictions: Sequence[Option], warnings: Sequence[Option]) -> DeskForm:
    ticks = Field(
        name="contradictions_accepted",
        label="逐条确认矛盾",
        kind="checks",
        options=contradictions,
        hint="答复写明采纳，但修改稿中该条款没有变化。确认后与反馈一并公布；不能确认的，请退回修改。",
    )
    return DeskForm(
        title=signing.sign_off_label,
        lead=signing.lead,
        button="审签",
        fresh=True,
        template=signing.template,
        fields=(*((ticks,) if contradictions else ()), *((warning_field(warnings),) if warnings else ())),
    )


def contradiction_options(locale: Locale, comparison: Comparison, points: Sequence[PointAtDesk]) -> list[Option]:
    """Each contradiction with the points that promise the change."""
    name = locale.translate("要点")
    labels = labels_of_both(comparison.consulted.articles, comparison.changed.articles, "revised", locale)
    options = []
    for article in comparison.contradictions:
        numbers = "、".join(f"{name}{point.number}" for point in points_naming_article(article, points))
        options.append((article, f"{labels.get(article) or article}（{numbers}）"))
    return options


async def _signing_context(
    request: DeskRequest,
    signing: Signing,
    desk: AtDesk,
    draft: Draft,
    breadths: Breadths | None = None,
    *,
    publishing: bool = False,
) -> dict[str, Any]:
    """Everything that is signed or published: the words, the figures, the points, page by page.

    `breadths`: of all points where they are known already; only those of the page are needed.
    """
    runtime = runtime_of(request)
    now = runtime.clock.now()
    found = draft.supplement(desk.state, now) if signing is SUPPLEMENT else draft.feedback(desk.state, now)
    points = signed_points(signing, draft)
    asked = points_query_of(request)
    pages = max(1, -(-len(points) // SHOWN))
    first = (min(asked.page, pages) - 1) * SHOWN
    shown = points[first : first + SHOWN]
    if breadths is None:
        breadths = await breadths_at_desk(runtime, desk.state, signing, shown)
    return points_context(
        desk,
        signing=signing,
        gate=draft.gate,
        prepared=draft.prepared,
        found=found,
        disposition_rows=disposition_rows(request, found.dispositions),
        number=(await public_view(runtime, desk)).number,
        shown=shown,
        breadths=breadths,
        asked=asked,
        pages=pages,
        publishing=publishing,
        comparison=draft.comparison,
        signed_off=_signed_off(signing, desk.state),
        may_return=may_return(signing.what, desk, now),
        returned=await pending_returns(runtime, desk.state, signing.what),
        **comparison_facts(request, draft.comparison, draft.points, "revised"),
    )


def _signed_off(signing: Signing, state: Consultation) -> bool:
    """Whether it may be published as it stands; not what was published already."""
    return state.answers_signed_off and (state.answered_at is not None) == (signing is SUPPLEMENT)


async def _draft(request: DeskRequest, signing: Signing, desk: AtDesk) -> Draft:
    return await draft_of(runtime_of(request), desk.state, signing.prepared)


async def _position(request: DeskRequest) -> FormContent:
    """What is signed is what is recorded up to now."""
    return FormContent(seen=(await runtime_of(request).log.head()).size - 1)


async def _breadths(request: DeskRequest, signing: Signing, desk: AtDesk, draft: Draft) -> Breadths:
    """Of all points that are signed."""
    return await breadths_at_desk(runtime_of(request), desk.state, signing, signed_points(signing, draft))


def _sign_off_form(request: DeskRequest, signing: Signing, draft: Draft, breadths: Breadths) -> DeskForm:
    locale, points = locale_of(request.url.path), signed_points(signing, draft)
    options = contradiction_options(locale, draft.comparison, draft.points)
    return sign_off_form(signing, options, warning_options(locale, points, breadths))


async def _sign_off_page(request: DeskRequest, signing: Signing) -> Response[bytes]:
    desk = await at_answers(request, Role.RELEASER)
    require_fresh(request, desk.signed)
    before = await _position(request)  # first of all: whatever comes after it has not been seen
    draft = await _draft(request, signing, desk)
    breadths = await _breadths(request, signing, desk, draft)
    form = _sign_off_form(request, signing, draft, breadths)
    context = await _signing_context(request, signing, desk, draft, breadths)

    async def seen() -> FormContent:
        return before

    return await show_form(request, form, seen, context)


async def _sign_off(request: DeskRequest, signing: Signing) -> Response[Any]:
    desk = await at_answers(request, Role.RELEASER)
    draft = await _draft(request, signing, desk)
    breadths = await _breadths(request, signing, desk, draft)
    form = _sign_off_form(request, signing, draft, breadths)

    def build(given: FormInput) -> msgspec.Struct:
        unticked = {
            field.name: [label for value, label in field.options if value not in given.all(field.name)] for field in form.fields
        }
        if articles := unticked.get("contradictions_accepted"):
            raise ContradictionsUnticked(field="contradictions_accepted", articles=articles)
        if points := unticked.get("blanket_seen"):
            raise BlanketAnswersUnticked(field="blanket_seen", points=[label.partition("：")[0] for label in points])
        return command_from(signing.sign_off, given, consultation_id=desk.state.id)

    asked = FormCommand(
        form=form,
        build=build,
        back=f"{desk.root}{signing.path}/publication",
        stored=lambda: _position(request),
        context=lambda: _signing_context(request, signing, desk, draft, breadths),
    )
    return await carry_out(request, asked)


async def _publication_page(request: DeskRequest, signing: Signing) -> Response[bytes]:
    desk = await at_answers(request, Role.RELEASER)
    require_fresh(request, desk.signed)
    draft = await _draft(request, signing, desk)
    context = await _signing_context(request, signing, desk, draft, publishing=True) | {"done": outcome_notice(request)}
    return await show_form(request, signing.publication, context=context)


async def _publish(request: DeskRequest, signing: Signing) -> Response[Any]:
    desk = await at_answers(request, Role.RELEASER)

    async def context() -> dict[str, Any]:
        return await _signing_context(request, signing, desk, await _draft(request, signing, desk), publishing=True)

    asked = FormCommand(
        form=signing.publication,
        build=lambda given: signing.publish(consultation_id=desk.state.id),
        back=desk.root,
        context=context,
    )
    return await carry_out(request, asked)


def signing_routes(signing: Signing) -> list[HTTPRouteHandler]:
    """The sign-off and the publication, each with its page."""

    async def sign_off_page(request: DeskRequest) -> Response[bytes]:
        """Everything to be signed, and each contradiction to be ticked."""
        return await _sign_off_page(request, signing)

    async def signed_off(request: DeskRequest) -> Response[Any]:
        return await _sign_off(request, signing)

    async def publication_page(request: DeskRequest) -> Response[bytes]:
        """What will be published, and the gate."""
        return await _publication_page(request, signing)

    async def published(request: DeskRequest) -> Response[Any]:
        return await _publish(request, signing)

    path, name = f"{ROOT}{signing.path}", f"desk_{signing.name}"
    sign_off, publication = ([f"{path}/{step}", f"/en{path}/{step}"] for step in ("sign-off", "publication"))
    return [
        get(sign_off, name=f"{name}_sign_off")(sign_off_page),
        post(sign_off, name=f"{name}_signed_off", status_code=200)(signed_off),
        get(publication, name=f"{name}_publication")(publication_page),
        post(publication, name=f"{name}_published", status_code=200)(published),
    ]


handlers = [*signing_routes(FEEDBACK), *signing_routes(SUPPLEMENT)]
