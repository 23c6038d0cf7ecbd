"""What the public will see, shown at the desk; and private links by which others see it before, until they expire."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.commands.consultation.preview_links import (
    DAYS,
    MOST_DAYS,
    PreviewDaysOutside,
    create_preview_link,
    preview_links_of,
    revoke_preview_link,
)
from consult.reading.previews import draft_preview
from domain.access import AccessRefused, Role
from domain.consultation.refusals import DraftFrozen
from domain.refusals import Refusal
from web.desk.access.decision import ROOT, AtDesk, at_desk
from web.desk.access.session import DeskRequest
from web.desk.drafting.context import drafting_at, drafting_context
from web.desk.forms.form import redirect_after, submitted_form
from web.desk.forms.input import FormInput
from web.pages.preview import PreviewContext, preview_file, preview_page
from web.shared.error_pages import refusal_text
from web.shared.idempotency import new_key
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

TAB = "/preview"
LINKS = f"{ROOT}{TAB}"


async def _links_page(
    request: DeskRequest, desk: AtDesk, given: FormInput, errors: dict[str, str], made: str = "", status: int = 200
) -> Response[bytes]:
    runtime = runtime_of(request)
    links = await preview_links_of(runtime, desk.state.id)
    context = {
        "links": links,
        "names": await runtime.staff.names(),
        "may_make": Role.DRAFTER in desk.signed.actor.roles and desk.state.published_at is None,
        "made": made,
        "errors": errors,
        "days": given["days"] or str(DAYS),
        "most": MOST_DAYS,
        "key": new_key(),
    }
    return page(request, "desk/drafting/preview.html", drafting_context(request, desk, TAB, **context), status=status)


@get([LINKS, f"/en{LINKS}"], name="desk_preview")
async def previews_page(request: DeskRequest) -> Response[bytes]:
    return await _links_page(request, await at_desk(request), FormInput(), {})


@post([LINKS, f"/en{LINKS}"], name="desk_preview_made", status_code=200)
async def create_link(request: DeskRequest) -> Response[Any]:
    """A link, shown this once (and again where the same form is sent again)."""
    desk, runtime = await drafting_at(request, sent=True), runtime_of(request)
    signed, given = await submitted_form(request)
    try:
        days = int(given["days"]) if given["days"].isdecimal() and len(given["days"]) < 4 else 0
        token = await create_preview_link(runtime, signed.actor, desk.state.id, days, given["key"] or new_key())
    except AccessRefused:
        raise
    except Refusal as refusal:
        field = "days" if isinstance(refusal, PreviewDaysOutside) else "main"
        errors = {field: refusal_text(refusal, locale_of(request.url.path))}
        return await _links_page(request, desk, given, errors, status=refusal.status)
    address = f"{runtime.settings.public_url.rstrip('/')}{locale_of(request.url.path).prefix}/preview/{token}"
    return await _links_page(request, desk, FormInput(), {}, made=address)


REVOKING = f"{LINKS}/{{link_id:uuid}}/revocation"


@post([REVOKING, f"/en{REVOKING}"], name="desk_preview_revoked", status_code=200)
async def revoke_link(request: DeskRequest) -> Response[Any]:
    desk = await drafting_at(request, sent=True)
    signed, _ = await submitted_form(request)
    await revoke_preview_link(runtime_of(request), signed.actor, desk.state.id, request.path_params["link_id"])
    return redirect_after(request, f"{desk.root}{TAB}", "revoke_link")


async def _shown(request: DeskRequest, *, whole: bool) -> Response[bytes]:
    desk = await at_desk(request)
    if desk.state.published_at is not None:
        raise DraftFrozen
    preview = await draft_preview(runtime_of(request), desk.state.id)
    at = PreviewContext(f"{desk.root}{TAB}/page", back=desk.root)
    return preview_page(request, preview, at, whole=whole)


PAGE = f"{LINKS}/page"


@get([PAGE, f"/en{PAGE}"], name="desk_preview_page")
async def show_preview(request: DeskRequest) -> Response[bytes]:
    return await _shown(request, whole=False)


@get([f"{PAGE}/draft", f"/en{PAGE}/draft"], name="desk_preview_draft")
async def show_preview_draft(request: DeskRequest) -> Response[bytes]:
    return await _shown(request, whole=True)


@get(f"{PAGE}/files/{{sha256:str}}", name="desk_preview_file")
async def show_preview_file(request: DeskRequest) -> Response[bytes]:
    desk, runtime = await at_desk(request), runtime_of(request)
    return await preview_file(runtime, await draft_preview(runtime, desk.state.id), request.path_params["sha256"])


handlers: list[Any] = [previews_page, create_link, revoke_link, show_preview, show_preview_draft, show_preview_file]
