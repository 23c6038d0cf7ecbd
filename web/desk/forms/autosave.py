"""Autosave: long texts are stored encrypted while they are typed, for their person and form, until submitted or discarded."""

from __future__ import annotations

from litestar import Response, post

from consult.commands.staff.saved_forms import SavedForm, delete_saved_form, save_form, saved_form
from web.desk.access.session import DeskRequest, SignedIn, require_own_form, signed_in
from web.desk.forms.input import form_input_from
from web.shared.request_state import runtime_of

NOT_KEPT = ("csrf", "key", "seen", "place", "step")


def form_address(path: str) -> str:
    """A form by its address, in whichever language."""
    return path.removeprefix("/en")[:200]


async def autosaved_notice(request: DeskRequest, signed: SignedIn) -> SavedForm | None:
    """What was kept for this form of this person."""
    return await saved_form(runtime_of(request), signed.person.id, form_address(request.url.path))


async def delete_autosaved(request: DeskRequest, signed: SignedIn) -> None:
    await delete_saved_form(runtime_of(request), signed.person.id, form_address(request.url.path))


@post(["/desk/saving", "/en/desk/saving"], name="desk_saving", status_code=204)
async def autosave_form(request: DeskRequest) -> Response[None]:
    """Keep what a form holds at this moment."""
    signed, given = await signed_in(request), await form_input_from(await request.form())
    require_own_form(request, signed, given["csrf"])
    values = {name: value for name, value in given.values.items() if name not in NOT_KEPT}
    await save_form(runtime_of(request), signed.person.id, form_address(given["place"]), values)
    return Response(None, status_code=204, headers={"cache-control": "no-store"})


@post(["/desk/saving/forgotten", "/en/desk/saving/forgotten"], name="desk_saving_forgotten", status_code=204)
async def discard_autosave(request: DeskRequest) -> Response[None]:
    """Throw away what was kept of a form."""
    signed, given = await signed_in(request), await form_input_from(await request.form())
    require_own_form(request, signed, given["csrf"])
    await delete_saved_form(runtime_of(request), signed.person.id, form_address(given["place"]))
    return Response(None, status_code=204, headers={"cache-control": "no-store"})


handlers = [autosave_form, discard_autosave]
