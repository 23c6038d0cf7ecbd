"""One's own account: where one is signed in, password, one-time codes, tokens for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Response, get, post

from consult.commands.staff.own_account import change_password, issue_token, renew_codes, revoke_token
from consult.reminders.status import digest_status
from consult.reminders.words import described_kinds
from domain.refusals import Refusal
from web.desk.access.decision import id_in
from web.desk.access.notices import outcome_notice
from web.desk.access.session import DeskRequest, SignedIn, require_fresh, signed_in
from web.desk.forms.form import DeskForm, Field, errors_of, redirect_after, refuse_missing, submitted_form
from web.desk.forms.input import FormInput
from web.desk.signin.one_time_secrets import OneTimeSecret, redirect_to_secret
from web.desk.signin.setup_links import AGAIN, CODE, PASSWORD, refuse_different, secret_words
from web.desk.signin.visitor import visitor_of
from web.shared.render import page
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

ROOT = "/desk/account"
PRESENT = Field(name="present", label="现在的密码", kind="password", autocomplete="current-password")
NEW_PASSWORD = DeskForm(title="修改密码", button="保存新密码", fields=(PRESENT, PASSWORD, AGAIN))
NEW_CODES = DeskForm(title="更换身份验证器", button="更换", fields=(CODE,), fresh=True, template="desk/renew_codes.html")


@get([ROOT, f"/en{ROOT}"], name="desk_account")
async def account(request: DeskRequest) -> Response[bytes]:
    signed, runtime = await signed_in(request), runtime_of(request)
    person = signed.person
    context: dict[str, object] = {
        "signed": signed,
        "sessions": await runtime.sessions.of_person(person.id),
        "tokens": await runtime.staff.tokens_of(person.id),
        "codes_left": await runtime.accounts.credentials.recovery_codes_left(person.id),
        "changes": await runtime.accounts.record.about(person.id, 20),
        "digest": await digest_status(runtime, person),
        "reminder_kinds": described_kinds("en" if locale_of(request.url.path).english else "zh"),
        "calendar_made_at": await runtime.accounts.calendar_addresses.made_at(person.id),
    }
    return page(request, "desk/account.html", context, done=outcome_notice(request))


@post([ROOT + "/sessions/{session_id:uuid}/end", f"/en{ROOT}" + "/sessions/{session_id:uuid}/end"], name="desk_end_session")
async def end_session(request: DeskRequest) -> Response[Any]:
    """One of one's own; another's id does nothing."""
    signed, _ = await submitted_form(request)
    await runtime_of(request).sessions.close(id_in(request, "session_id"), signed.person.id)
    return redirect_after(request, ROOT, "end_session")


@post([f"{ROOT}/sessions/others/end", f"/en{ROOT}/sessions/others/end"], name="desk_end_others")
async def end_others(request: DeskRequest) -> Response[Any]:
    signed, _ = await submitted_form(request)
    await runtime_of(request).sessions.close_all(signed.person.id, keep=signed.session.id)
    return redirect_after(request, ROOT, "end_session")


def _form_page(
    request: DeskRequest, signed: SignedIn, form: DeskForm, refusal: Refusal | None, more: Mapping[str, object] | None = None
) -> Response[bytes]:
    template = form.template if form is NEW_CODES else "desk/entry.html"
    context = {"signed": signed, "form": form, "values": FormInput(), "errors": errors_of(request, form, refusal)}
    shown = {"token": signed.csrf, "next": "", "action": request.url.path, "email": signed.person.email}
    return page(request, template, {**context, **shown, **(more or {})}, status=refusal.status if refusal else 200)


@get([f"{ROOT}/password", f"/en{ROOT}/password"], name="desk_new_password")
async def new_password(request: DeskRequest) -> Response[bytes]:
    return _form_page(request, await signed_in(request), NEW_PASSWORD, None)


@post([f"{ROOT}/password", f"/en{ROOT}/password"], name="desk_change_password", status_code=200)
async def submit_new_password(request: DeskRequest) -> Response[Any]:
    """All other sessions end with the old password."""
    signed, given = await submitted_form(request)
    try:
        refuse_missing(NEW_PASSWORD, given)
        refuse_different(given)
        await change_password(runtime_of(request), signed.session, given["present"], given["password"], visitor_of(request))
    except Refusal as refusal:
        return _form_page(request, signed, NEW_PASSWORD, refusal)
    return redirect_after(request, ROOT, "change_password")


async def _codes_page(request: DeskRequest, signed: SignedIn, refusal: Refusal | None = None) -> Response[bytes]:
    return _form_page(request, signed, NEW_CODES, refusal, secret_words(request, signed.person, await _offered(request, signed)))


async def _offered(request: DeskRequest, signed: SignedIn) -> str:
    return await runtime_of(request).accounts.credentials.renewal_secret(signed.person.id, signed.session.id.bytes)


@get([f"{ROOT}/codes", f"/en{ROOT}/codes"], name="desk_new_codes")
async def new_codes(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    require_fresh(request, signed)
    return await _codes_page(request, signed)


@post([f"{ROOT}/codes", f"/en{ROOT}/codes"], name="desk_renew_codes", status_code=200)
async def submit_new_codes(request: DeskRequest) -> Response[Any]:
    signed, given = await submitted_form(request)
    require_fresh(request, signed)
    try:
        refuse_missing(NEW_CODES, given)
        codes = await renew_codes(runtime_of(request), signed.session, await _offered(request, signed), given["code"])
    except Refusal as refusal:
        return await _codes_page(request, signed, refusal)
    return redirect_to_secret(
        request, OneTimeSecret("codes", codes, f"{locale_of(request.url.path).prefix}{ROOT}?done=renew_codes")
    )


@post([f"{ROOT}/tokens", f"/en{ROOT}/tokens"], name="desk_new_token")
async def new_token(request: DeskRequest) -> Response[Any]:
    """A token can do all that its person can, without a second factor: credentials shown lately are asked for."""
    signed, _ = await submitted_form(request)
    require_fresh(request, signed)
    token = await issue_token(runtime_of(request), signed.person)
    return redirect_to_secret(request, OneTimeSecret("token", (token,), f"{locale_of(request.url.path).prefix}{ROOT}"))


@post([ROOT + "/tokens/{token_id:uuid}/end", f"/en{ROOT}" + "/tokens/{token_id:uuid}/end"], name="desk_end_token")
async def end_token(request: DeskRequest) -> Response[Any]:
    signed, _ = await submitted_form(request)
    await revoke_token(runtime_of(request), signed.person, id_in(request, "token_id"))
    return redirect_after(request, ROOT, "revoke_token")


handlers: list[Any] = [
    account, end_session, end_others, new_password, submit_new_password, new_codes, submit_new_codes, new_token, end_token,
]  # fmt: skip
