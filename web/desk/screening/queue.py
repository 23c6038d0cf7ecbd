"""The screening queue: comments with their closed texts by what became of them, and what is done with several at once."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import msgspec
from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.comment.screening import PublishComment, WithholdComment, publish_comment, withhold_comment
from consult.commands.recording import Done
from consult.reading.comment_queue import CommentListing, listed_comments
from consult.runtime import Runtime
from domain.access import UNDERTAKING_UNITS, Actor, Role
from domain.enumerations import Channel, WithholdingReason
from domain.refusals import Refusal
from domain.text import NOTE, normalised_text
from projections.worklists.desk_queries import Queue, comment_numbers, next_comment_awaiting
from web.desk.access.articles import article_labels
from web.desk.access.decision import AtDesk, at_desk, decision_context
from web.desk.access.session import DeskRequest
from web.desk.forms.form import submitted_form
from web.desk.forms.input import FieldRefused, FormInput, NotAChoice
from web.desk.overview.decision import ROOT
from web.desk.screening.notices import notice_of
from web.shared.error_pages import refusal_text
from web.shared.idempotency import new_key
from web.shared.query import choice_in, flag_in, number_in, text_in
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

SIZE = 50
PATH = f"{ROOT}/screening"


class NothingSelected(FieldRefused):
    """What is done with several comments is done with those that are ticked."""

    message = "没有选中任何意见，请先勾选。"


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which comments the page lists. `words`: as typed; `order`: oldest first where empty."""

    queue: Queue = Queue.AWAITING
    channel: Channel | None = None
    article: str | None = None
    words: str = ""
    after: int = 0
    order: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.channel or self.article or self.words)

    def query(self, **changed: object) -> str:
        """As the query of an address; empty filters are left out."""
        found = msgspec.structs.asdict(self) | changed
        return urlencode({name: str(value) for name, value in found.items() if value})


class BulkOutcome(msgspec.Struct, frozen=True):
    """What became of a bulk: how many were done, and for each of the others its number and why not."""

    act: str
    done: int
    not_done: tuple[tuple[int, str], ...]


def filters_of(request: DeskRequest, desk: AtDesk) -> Filters:
    """What is asked for in the address. Raises QueryRefused."""
    return Filters(
        queue=choice_in(request, "queue", tuple(Queue)) or Queue.AWAITING,
        channel=choice_in(request, "channel", tuple(Channel)),
        article=text_in(request, "article") or None,
        words=text_in(request, "words"),
        after=number_in(request, "after", 0),
        order=choice_in(request, "order", ("newest",)) or "",
    )


@get([PATH, f"/en{PATH}"], name="desk_screening")
async def screening(request: DeskRequest) -> Response[bytes]:
    """The queue."""
    desk = await at_desk(request)
    return await _page(request, desk, FormInput(), filters_of(request, desk))


async def _page(
    request: DeskRequest,
    desk: AtDesk,
    values: FormInput,
    filters: Filters,
    errors: dict[str, str] | None = None,
    outcome: BulkOutcome | None = None,
    status: int = 200,
) -> Response[bytes]:
    listing = await _listing(runtime_of(request), desk, filters)
    context = decision_context(
        desk,
        filters=filters,
        listing=listing,
        queues=list(Queue),
        channels=list(Channel),
        labels=article_labels(desk.state),
        reasons=[reason for reason in WithholdingReason if reason != WithholdingReason.REGISTERED_IN_ERROR],
        may_screen=may_screen(desk),
        values=values,
        ticked=frozenset(values.all("ids")),
        tick_all=flag_in(request, "all"),
        key=values["key"] if errors else new_key(),
        errors=errors or {},
        outcome=outcome,
        done=notice_of(request),
    )
    return page(request, "desk/screening.html", context, status=status)


async def _listing(runtime: Runtime, desk: AtDesk, filters: Filters) -> CommentListing:
    return await listed_comments(
        runtime,
        desk.signed.actor,
        desk.state.id,
        filters.queue,
        after=filters.after,
        channel=filters.channel,
        article=filters.article,
        words=filters.words,
        newest=filters.order == "newest",
        size=SIZE,
    )


def may_screen(desk: AtDesk) -> bool:
    return desk.may(Role.SCREENER, UNDERTAKING_UNITS)


@post([PATH, f"/en{PATH}"], name="desk_screening_bulk", status_code=200)
async def screen_selected(request: DeskRequest) -> Response[bytes]:
    """Publish or withhold those that are ticked: each for itself, and what cannot be done is told by number."""
    desk = await at_desk(request, Role.SCREENER, UNDERTAKING_UNITS)
    _, given = await submitted_form(request)
    filters = filters_of(request, desk)
    try:
        chosen, reason = _chosen(given), _reason(given)
    except Refusal as refusal:
        errors = {str(refusal.params.get("field", "ids")): refusal_text(refusal, locale_of(request.url.path))}
        return await _page(request, desk, given, filters, errors, status=422)
    outcome = await _each(request, desk, given, chosen, reason)
    return await _page(request, desk, FormInput(), filters, outcome=outcome)


def _chosen(given: FormInput) -> tuple[UUID, ...]:
    """Raises NothingSelected, NotAChoice."""
    if given["act"] not in ("publish", "withhold"):
        raise NotAChoice(field="ids")
    if not given.all("ids"):
        raise NothingSelected(field="ids")
    return tuple(dict.fromkeys(given.ids("ids")))[: 2 * SIZE]


def _reason(given: FormInput) -> WithholdingReason | None:
    """Why those ticked are withheld; None where they are published. Raises Missing, NotAChoice, TextRefused."""
    if given["act"] == "publish":
        return None
    normalised_text(given["note"], field="note", max_length=NOTE, required=True)
    return given.choice("reason", WithholdingReason)


async def _each(
    request: DeskRequest, desk: AtDesk, given: FormInput, chosen: tuple[UUID, ...], reason: WithholdingReason | None
) -> BulkOutcome:
    runtime, locale = runtime_of(request), locale_of(request.url.path)
    numbers = await comment_numbers(runtime.reads, desk.state.id, chosen)
    ids = sorted(numbers, key=lambda comment_id: numbers[comment_id])
    key = given["key"] or new_key()
    found = await asyncio.gather(*(_one(runtime, desk.signed.actor, each, reason, given, key) for each in ids))
    done = [each for each in found if isinstance(each, Done)]
    if done:
        await runtime.wait_until_projected(max(each.position for each in done), 2.0)
    refused = [
        (numbers[comment_id], refusal_text(each, locale))
        for comment_id, each in zip(ids, found, strict=True)
        if isinstance(each, Refusal)
    ]
    return BulkOutcome(given["act"], len(done), tuple(refused))


async def _one(
    runtime: Runtime, actor: Actor, comment_id: UUID, reason: WithholdingReason | None, given: FormInput, key: str
) -> Done | Refusal:
    """One of those ticked, under a key of its own, so that the whole may be sent again."""
    own = f"{key}:{comment_id}"
    try:
        if reason is None:
            return await publish_comment(runtime, actor, PublishComment(comment_id=comment_id), own)
        command = WithholdComment(
            comment_id=comment_id, reason=reason, note=given["note"], public_note=given.optional("public_note")
        )
        return await withhold_comment(runtime, actor, command, own)
    except Refusal as refusal:
        return refusal


@get([f"{PATH}/next", f"/en{PATH}/next"], name="desk_screening_next")
async def redirect_to_next(request: DeskRequest) -> Redirect:
    """On to the next comment to be screened; to the queue where there is none. Carries what was done."""
    desk, query = await at_desk(request), request.query_params
    found = await next_comment_awaiting(runtime_of(request).reads, desk.state.id, number_in(request, "after", 0))
    carried = urlencode({name: query[name][:40] for name in ("done", "of") if name in query})
    address = f"/desk/comments/{found}" if found else f"{desk.root}/screening"
    target = f"{locale_of(request.url.path).prefix}{address}{'?' if carried else ''}{carried}"
    return Redirect(target, status_code=303, headers={"cache-control": "no-store"})


handlers: list[Any] = [screening, screen_selected, redirect_to_next]
