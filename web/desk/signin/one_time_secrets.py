"""Recovery codes, API tokens, addresses, codes of participants, shown once: in an encrypted cookie until one has saved them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Literal

import msgspec
from litestar import Response, get, post

from web.desk.access.session import DeskRequest
from web.desk.forms.form import DeskForm
from web.desk.signin.sign_in import SIGN_IN
from web.desk.signin.visitor import cookie, cookie_value, entry_page, redirect, require_entry, submitted_entry
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

SHOWN, WAITING = "shown", timedelta(minutes=15)
PAGE = "/desk/shown"


class OneTimeSecret(msgspec.Struct, frozen=True):
    """`lines`: codes, a token, or an address. `next`: an address of the desk, chosen by us."""

    kind: Literal["codes", "token", "calendar", "confirmation"]
    lines: tuple[str, ...]
    next: str


FORMS = {
    "codes": DeskForm(title="请保存恢复码", button="我已经保存，继续"),
    "token": DeskForm(title="请保存接口令牌", button="我已经保存，继续"),
    "calendar": DeskForm(title="请复制日历订阅地址", button="我已经复制，继续"),
    "confirmation": DeskForm(title="请把确认码交给参加人", button="我已经交给本人，继续"),
}


def attach_secret(request: DeskRequest, response: Response[Any], shown: OneTimeSecret) -> None:
    """Let this answer, which leads to the page of `to_shown`, carry what is to be shown."""
    ticket = runtime_of(request).accounts.tickets.issue(SHOWN, shown, WAITING)
    response.set_cookie(cookie(request, SHOWN, ticket, WAITING))


def redirect_to_secret(request: DeskRequest, shown: OneTimeSecret) -> Response[Any]:
    response = redirect(f"{locale_of(request.url.path).prefix}{PAGE}")
    attach_secret(request, response, shown)
    return response


@get([PAGE, f"/en{PAGE}"], name="desk_shown")
async def secret_page(request: DeskRequest) -> Response[Any]:
    shown = _read(request)
    if shown is None:
        return redirect(f"{locale_of(request.url.path).prefix}{SIGN_IN}")
    return await entry_page(request, FORMS[shown.kind], template="desk/one_time_secret.html", context={"shown": shown})


@post([PAGE, f"/en{PAGE}"], name="desk_shown_kept")
async def confirm_secret_saved(request: DeskRequest) -> Response[Any]:
    """It is not shown again."""
    require_entry(request, await submitted_entry(request))
    shown = _read(request)
    response = redirect(shown.next if shown else f"{locale_of(request.url.path).prefix}/desk")
    response.set_cookie(cookie(request, SHOWN, ""))
    return response


def _read(request: DeskRequest) -> OneTimeSecret | None:
    return runtime_of(request).accounts.tickets.read(SHOWN, cookie_value(request, SHOWN), OneTimeSecret)


handlers: list[Any] = [secret_page, confirm_secret_saved]
