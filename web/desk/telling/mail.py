"""For administrators: how many letters wait, since when some fail, how many addresses are refused. Nobody's address."""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from consult.telling.figures import mail_figures
from web.desk.access.session import DeskRequest, signed_in
from web.shared.render import page
from web.shared.request_state import runtime_of

HERE = "/desk/mail"


@get([HERE, f"/en{HERE}"], name="desk_mail")
async def mail(request: DeskRequest) -> Response[bytes]:
    signed = await signed_in(request)
    figures = await mail_figures(runtime_of(request), signed.actor)
    return page(request, "desk/mail.html", signed=signed, section="mail", f=figures)


handlers: list[Any] = [mail]
