"""Visitors who are not signed in: cookies, network address, and forms protected against forgery."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from hmac import compare_digest
from typing import Any, ClassVar

from litestar import Response
from litestar.datastructures import Cookie
from litestar.response import Redirect

from consult.commands.staff.signing_in import KNOWN_DEVICE, Visitor, add_to_device_ticket
from consult.staff import Person
from domain.refusals import Refusal
from web.admission.networks import address_in
from web.desk.access.session import DeskRequest, cookie_name, refuse_other_sites, uses_https
from web.desk.forms.form import DeskForm, errors_of
from web.desk.forms.input import FormInput, form_input_from
from web.shared.http.headers import NEVER_CACHED
from web.shared.render import page
from web.shared.request_state import runtime_of

FORM, DEVICE = "form", "device"


class EntryExpired(Refusal):
    """A form before signing in acts only with the cookie that this browser was given with it."""

    message = "这一页放得太久，或者浏览器没有保存cookie。请再提交一次。"
    status: ClassVar[int] = 403


def visitor_of(request: DeskRequest) -> Visitor:
    return Visitor(address_of(request), cookie_value(request, DEVICE))


def address_of(request: DeskRequest) -> str:
    """The visitor's network address: of the connection, or what our own proxies, and nobody before them, have seen."""
    return address_in(request.scope, runtime_of(request).settings.proxies)


def cookie_value(request: DeskRequest, name: str) -> str:
    return request.cookies.get(f"{cookie_name(runtime_of(request).settings)}-{name}", "")


def cookie(request: DeskRequest, name: str, value: str, lasting: timedelta | None = None) -> Cookie:
    """A cookie for this host alone, out of reach of scripts, for `lasting` or until the browser ends; taken away where empty."""
    settings = runtime_of(request).settings
    key = cookie_name(settings) + (f"-{name}" if name else "")
    seconds = 0 if not value else int(lasting.total_seconds()) if lasting else None
    return Cookie(key, value=value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=uses_https(settings))


async def entry_page(
    request: DeskRequest,
    form: DeskForm,
    values: FormInput | None = None,
    refusal: Refusal | None = None,
    template: str = "desk/entry.html",
    context: Mapping[str, object] | None = None,
) -> Response[bytes]:
    """A form for whoever is not signed in, with what was typed and why it was refused."""
    secret = cookie_value(request, FORM) or secrets.token_urlsafe(24)
    errors = errors_of(request, form, refusal)
    known: dict[str, object] = {"form": form, "values": values or FormInput(), "errors": errors, "action": request.url.path}
    status = refusal.status if refusal else 200
    token = _token(request, secret)
    response = page(request, template, {**known, "token": token, "next": "", **(context or {})}, status=status)
    response.set_cookie(cookie(request, FORM, secret))
    if status == 429 and refusal:
        response.headers["retry-after"] = str(refusal.params.get("seconds", 1))
    return response


async def submitted_entry(request: DeskRequest) -> FormInput:
    """What was sent, from wherever: the next thing to ask is `require_entry`. Raises PermissionDeniedException."""
    refuse_other_sites(request)
    return await form_input_from(await request.form())


def require_entry(request: DeskRequest, given: FormInput) -> None:
    """Raises EntryExpired where the form was not shown to this browser."""
    secret = cookie_value(request, FORM)
    right = _token(request, secret)
    if not secret or not compare_digest(given["csrf"].encode("utf-8", "replace"), right.encode()):
        raise EntryExpired


def _token(request: DeskRequest, secret: str) -> str:
    return runtime_of(request).sealed.key.mac("entry form", secret.encode("utf-8", "replace")).hex()


async def signed_in_response(request: DeskRequest, person: Person, address: str) -> Response[Any]:
    """Open a session of its own for this sign-in, end the one this browser had before, remember the browser, and go there."""
    runtime = runtime_of(request)
    before = await runtime.sessions.of_token(request.cookies.get(cookie_name(runtime.settings), ""))
    if before is not None:
        await runtime.sessions.close(before.id, before.person.id)
    token = await runtime.sessions.open(person.id, device_words(request.headers.get("user-agent", "")))
    response = redirect(address)
    response.set_cookie(cookie(request, "", token))
    remember_device(request, response, person)
    return response


def remember_device(request: DeskRequest, response: Response[Any], person: Person) -> None:
    """From now on this browser is known as one of this person's."""
    if person.email:
        ticket = add_to_device_ticket(runtime_of(request), visitor_of(request), person.email)
        response.set_cookie(cookie(request, DEVICE, ticket, KNOWN_DEVICE))


def redirect(address: str) -> Redirect:
    return Redirect(address, status_code=303, headers=NEVER_CACHED)


BROWSERS = {
    "Edg/": "Edge",
    "MicroMessenger/": "WeChat",
    "QQBrowser/": "QQ Browser",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "HarmonyOS": "HarmonyOS",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def device_words(user_agent: str) -> str:
    """Browser and system, for the list of one's sessions; empty where neither is known."""
    found = [next((word for mark, word in table.items() if mark in user_agent), "") for table in (BROWSERS, SYSTEMS)]
    return " · ".join(word for word in found if word)
