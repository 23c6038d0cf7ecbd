"""The secret address of one's calendar: made and renewed, shown once, and ended."""

from __future__ import annotations

from typing import Any

from litestar import Response, post

from consult.commands.staff.own_account import end_calendar_address, renew_calendar_address
from web.calendars.subscription import subscription_path
from web.desk.access.session import DeskRequest
from web.desk.forms.form import redirect_after, submitted_form
from web.desk.signin.one_time_secrets import OneTimeSecret, redirect_to_secret
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

ACCOUNT = "/desk/account"
PATH = f"{ACCOUNT}/calendar"


@post([PATH, f"/en{PATH}"], name="desk_calendar_address")
async def renew_address(request: DeskRequest) -> Response[Any]:
    """A new address; the earlier one ends at once."""
    signed, _ = await submitted_form(request)
    token = await renew_calendar_address(runtime_of(request), signed.person)
    prefix = locale_of(request.url.path).prefix
    address = f"{runtime_of(request).settings.public_url.rstrip('/')}{prefix}{subscription_path(token)}"
    return redirect_to_secret(request, OneTimeSecret("calendar", (address,), f"{prefix}{ACCOUNT}#calendar"))


@post([f"{PATH}/end", f"/en{PATH}/end"], name="desk_end_calendar_address")
async def end_address(request: DeskRequest) -> Response[Any]:
    signed, _ = await submitted_form(request)
    await end_calendar_address(runtime_of(request), signed.person)
    return redirect_after(request, f"{ACCOUNT}#calendar", "end_calendar")


handlers: list[Any] = [renew_address, end_address]
