"""The calendar of a member of staff at a secret address: of his division, or (who reads every division's) of all.

DANGER: whoever has the address reads it, and the programs in between may keep it: nothing may stand here that is not public.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException

from consult.worklists.my_work import division_of
from projections.worklists.clocks import running_clocks
from web.calendars.public import calendar_answer
from web.shared.request import PageRequest
from web.shared.request_state import runtime_of
from web.shared.wording.languages import locale_of

ROOT = "/calendars"
ENDING = ".ics"
HEADERS = {"cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow", "referrer-policy": "no-referrer"}


@get([ROOT + "/{file:str}", f"/en{ROOT}" + "/{file:str}"], name="subscribed_calendar")
async def subscribed_calendar(request: PageRequest) -> Response[bytes]:
    """Raises NotFoundException where the address was renewed, has ended, or never was; the answers are the same."""
    runtime, file = runtime_of(request), str(request.path_params["file"])
    token = file.removesuffix(ENDING)
    person = await runtime.accounts.calendar_addresses.of_token(token) if file != token else None
    if person is None:
        raise NotFoundException
    decisions = await running_clocks(runtime.reads, division_of(person.actor))
    name = locale_of(request.url.path).translate("征求意见期限")
    answer = calendar_answer(request, name, decisions)
    answer.headers.update(HEADERS)
    return answer


def subscription_path(token: str) -> str:
    """Below the language's part."""
    return f"{ROOT}/{token}{ENDING}"


handlers: list[Any] = [subscribed_calendar]
