"""Signing in: password, then a one-time code, or single sign-on; signing out. What was wrong is not told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, get, post

from consult.commands.staff.signing_in import (
    BETWEEN_STEPS,
    check_code,
    check_password,
    issue_step_ticket,
    person_by_single_sign_on,
    read_step_ticket,
)
from consult.runtime import Runtime
from consult.staff.oidc import SingleSignOnFailed, StartedSignOn
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, NotSignedIn, refuse_other_sites, signed_in
from web.desk.forms.form import DeskForm, Field, refuse_missing, submitted_form
from web.desk.forms.input import FormInput
from web.desk.signin.return_address import return_address
from web.desk.signin.visitor import (
    cookie,
    cookie_value,
    entry_page,
    redirect,
    require_entry,
    signed_in_response,
    submitted_entry,
    visitor_of,
)
from web.shared.request_state import runtime_of
from web.shared.wording.languages import CHINESE, ENGLISH, Locale, locale_of

STEP, SINGLE = "step", "single"
SIGN_IN = "/desk/sign-in"
PASSWORD_FORM = DeskForm(
    title="登录工作台",
    button="登录",
    fields=(
        Field(name="email", label="邮箱", kind="email", autocomplete="username"),
        Field(name="password", label="密码", kind="password", autocomplete="current-password"),
    ),
)
CODE_FORM = DeskForm(
    title="输入动态口令",
    lead="请打开手机上的身份验证器，输入显示的6位数字。没有带手机的，可以输入一个恢复码。",
    button="继续",
    fields=(Field(name="code", label="动态口令或者恢复码", autocomplete="one-time-code"),),
)


class IssuerRoundTrip(msgspec.Struct, frozen=True):
    """What the browser keeps while it is at the issuer. `session`: of the person who shows his credentials again, or empty."""

    started: StartedSignOn
    next: str
    english: bool
    session: str = ""


def wanted_page(request: DeskRequest) -> str:
    return return_address(request.query_params.get("next", ""), locale_of(request.url.path))


@get([SIGN_IN, f"/en{SIGN_IN}"], name="desk_sign_in")
async def sign_in(request: DeskRequest) -> Response[Any]:
    """Whoever is signed in already goes on at once."""
    try:
        await signed_in(request)
    except NotSignedIn:
        return await _password_page(request, wanted_page(request))
    return redirect(wanted_page(request))


async def _password_page(
    request: DeskRequest, wanted: str, values: FormInput | None = None, refusal: Refusal | None = None
) -> Response[bytes]:
    runtime = runtime_of(request)
    context = {"next": wanted, "done": _notice(request), "single": runtime.single_sign_on.offered}
    return await entry_page(request, PASSWORD_FORM, values, refusal, "desk/sign_in.html", context)


def _notice(request: DeskRequest) -> str:
    """What led here."""
    notices = {
        "signed_out": "您已退出。",
        "recovered": "新密码已设置，请登录。",
        "no_single": "这里没有设置统一身份认证，请用密码登录。",
        "ended": "请登录。登录后回到刚才的页面。",
        "kept": "登录已过期。您刚才填写的内容没有丢失，登录后可以继续提交。",
    }
    source = notices.get(request.query_params.get("because", ""), "")
    return locale_of(request.url.path).translate(source) if source else ""


@post([SIGN_IN, f"/en{SIGN_IN}"], name="desk_show_password", status_code=200)
async def show_password_page(request: DeskRequest) -> Response[Any]:
    given, runtime = await submitted_entry(request), runtime_of(request)
    wanted = return_address(given["next"], locale_of(request.url.path))
    try:
        require_entry(request, given)
        refuse_missing(PASSWORD_FORM, given)
        known = await check_password(runtime, given["email"], given["password"], visitor_of(request))
    except Refusal as refusal:
        return await _password_page(request, wanted, given, refusal)
    if not known.person.second_factor:
        return await signed_in_response(request, known.person, wanted)
    response = redirect(f"{locale_of(request.url.path).prefix}{SIGN_IN}/code{_query(wanted)}")
    response.set_cookie(cookie(request, STEP, issue_step_ticket(runtime, known), BETWEEN_STEPS))
    return response


def _query(wanted: str) -> str:
    return "?" + urlencode({"next": wanted})


@get([f"{SIGN_IN}/code", f"/en{SIGN_IN}/code"], name="desk_code")
async def code(request: DeskRequest) -> Response[Any]:
    """The second step; without the first one it begins anew."""
    try:
        await read_step_ticket(runtime_of(request), cookie_value(request, STEP))
    except Refusal:
        return redirect(f"{locale_of(request.url.path).prefix}{SIGN_IN}{_query(wanted_page(request))}")
    return await entry_page(request, CODE_FORM, context={"next": wanted_page(request)})


@post([f"{SIGN_IN}/code", f"/en{SIGN_IN}/code"], name="desk_show_code", status_code=200)
async def show_code_page(request: DeskRequest) -> Response[Any]:
    given, runtime = await submitted_entry(request), runtime_of(request)
    wanted = return_address(given["next"], locale_of(request.url.path))
    try:
        require_entry(request, given)
        refuse_missing(CODE_FORM, given)
        person_id = await check_code(runtime, cookie_value(request, STEP), given["code"], visitor_of(request))
    except Refusal as refusal:
        blank = given.with_values(code="")
        return await entry_page(request, CODE_FORM, blank, refusal, context={"next": wanted})
    person = await runtime.staff.by_id(person_id)
    assert person
    response = await signed_in_response(request, person, wanted)
    response.set_cookie(cookie(request, STEP, ""))
    return response


@post(["/desk/sign-out", "/en/desk/sign-out"], name="desk_sign_out")
async def sign_out(request: DeskRequest) -> Response[Any]:
    """The session ends; the browser stays known. Another site cannot even take the cookie away."""
    refuse_other_sites(request)
    address = f"{locale_of(request.url.path).prefix}{SIGN_IN}?because=signed_out"
    response = redirect(address)
    response.set_cookie(cookie(request, "", ""))
    try:
        signed, _ = await submitted_form(request)
    except NotSignedIn:
        return response
    await runtime_of(request).sessions.close(signed.session.id, signed.person.id)
    return response


def callback_address(runtime: Runtime) -> str:
    """Where the issuer sends the browser back to; to be registered there."""
    return f"{runtime.settings.public_url.rstrip('/')}{SIGN_IN}/returned"


@get([f"{SIGN_IN}/single", f"/en{SIGN_IN}/single"], name="desk_single_sign_on")
async def single_sign_on(request: DeskRequest) -> Response[Any]:
    """To the issuer; back to the password where there is none, as an old bookmark may ask for it."""
    if not runtime_of(request).single_sign_on.offered:
        query = urlencode({"because": "no_single", "next": wanted_page(request)})
        return redirect(f"{locale_of(request.url.path).prefix}{SIGN_IN}?{query}")
    return await redirect_to_issuer(request, wanted_page(request))


async def redirect_to_issuer(request: DeskRequest, wanted: str, session: str = "") -> Response[Any]:
    """To the issuer, and back. Raises SingleSignOnUnavailable."""
    runtime = runtime_of(request)
    address, started = await runtime.single_sign_on.begin(callback_address(runtime), anew=bool(session))
    content = IssuerRoundTrip(started, wanted, locale_of(request.url.path).english, session)
    ticket = runtime.accounts.tickets.issue(SINGLE, content, BETWEEN_STEPS)
    response = redirect(address)
    response.set_cookie(cookie(request, SINGLE, ticket, BETWEEN_STEPS))
    return response


@get(f"{SIGN_IN}/returned", name="desk_returned")
async def issuer_callback(request: DeskRequest) -> Response[Any]:
    """Back from the issuer. Raises SingleSignOnFailed, SingleSignOnUnavailable, NotOfThisSite."""
    runtime = runtime_of(request)
    kept = runtime.accounts.tickets.read(SINGLE, cookie_value(request, SINGLE), IssuerRoundTrip)
    if kept is None:
        raise SingleSignOnFailed
    query = request.query_params
    identity = await runtime.single_sign_on.finish(
        kept.started, query.get("state", ""), query.get("code", ""), callback_address(runtime)
    )
    person = await person_by_single_sign_on(runtime, identity)
    if kept.session:
        return await _shown_again(request, kept, person.id, identity.shown_at)
    response = await signed_in_response(request, person, return_address(kept.next, _language(kept)))
    response.set_cookie(cookie(request, SINGLE, ""))
    return response


async def _shown_again(request: DeskRequest, kept: IssuerRoundTrip, person_id: object, shown_at: int | None) -> Response[Any]:
    """Credentials were shown again at the issuer: by the same person, in the same session, just now."""
    runtime, signed = runtime_of(request), await signed_in(request)
    now = runtime.real_clock.now().timestamp()
    if signed.person.id != person_id or str(signed.session.id) != kept.session or not shown_at or now - shown_at > 300:
        raise SingleSignOnFailed
    await runtime.sessions.confirm(signed.session.id)
    response = redirect(return_address(kept.next, _language(kept)))
    response.set_cookie(cookie(request, SINGLE, ""))
    return response


def _language(kept: IssuerRoundTrip) -> Locale:
    return ENGLISH if kept.english else CHINESE


handlers: list[Any] = [
    sign_in, show_password_page, code, show_code_page, sign_out, single_sign_on, issuer_callback,
]  # fmt: skip
