"""Re-authentication: credentials are asked for again before an irreversible act."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post

from consult.commands.staff.signing_in import reauthenticate
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, SignedIn, signed_in
from web.desk.forms.form import DeskForm, Field, errors_of, refuse_missing, submitted_form
from web.desk.forms.input import FormInput
from web.desk.signin.return_address import return_address
from web.desk.signin.sign_in import redirect_to_issuer, wanted_page
from web.desk.signin.visitor import redirect, visitor_of
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

PAGE = "/desk/confirmation"
PASSWORD = Field(name="password", label="密码", kind="password", autocomplete="current-password")
CODE = Field(name="code", label="动态口令或者恢复码", autocomplete="one-time-code")
FORM = DeskForm(
    title="请再次确认身份",
    lead="接下来的一步不能撤回。为了确认是您本人，请再次输入密码和动态口令；10分钟内不会再问。",
    button="确认",
    fields=(PASSWORD, CODE),
)
PASSWORD_ONLY = msgspec.structs.replace(FORM, fields=(PASSWORD,))


def _form(signed: SignedIn) -> DeskForm:
    return FORM if signed.person.second_factor else PASSWORD_ONLY


def confirmation_page(request: DeskRequest, signed: SignedIn, wanted: str, refusal: Refusal | None = None) -> Response[bytes]:
    form = _form(signed)
    context: dict[str, object] = {
        "signed": signed,
        "form": form,
        "values": FormInput(),
        "errors": errors_of(request, form, refusal),
    }
    more = {"token": signed.csrf, "next": wanted, "action": request.url.path, "email": signed.person.email}
    return page(request, "desk/confirmation.html", {**context, **more}, status=refusal.status if refusal else 200)


@get([PAGE, f"/en{PAGE}"], name="desk_confirmation")
async def reauthentication_page(request: DeskRequest) -> Response[Any]:
    signed = await signed_in(request)
    if not signed.person.has_password:
        return await redirect_to_issuer(request, wanted_page(request), str(signed.session.id))
    return confirmation_page(request, signed, wanted_page(request))


@post([PAGE, f"/en{PAGE}"], name="desk_confirm", status_code=200)
async def confirm_reauthentication(request: DeskRequest) -> Response[Any]:
    signed, given = await submitted_form(request)
    runtime, wanted = runtime_of(request), return_address(given["next"], locale_of(request.url.path))
    try:
        refuse_missing(_form(signed), given)
        await reauthenticate(runtime, signed.person, given["password"], given["code"], visitor_of(request))
    except Refusal as refusal:
        return confirmation_page(request, signed, wanted, refusal)
    await runtime.sessions.confirm(signed.session.id)
    return redirect(wanted)


handlers: list[Any] = [reauthentication_page, confirm_reauthentication]
