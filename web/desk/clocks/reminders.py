"""Reminders by mail: which kinds a person wants, and what the letter would say now."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from consult.reminders.daily import digest_now
from consult.reminders.letter import digest_text
from consult.reminders.status import digest_status
from consult.staff.reminder_kinds import ReminderKind
from domain.calendar import local_date
from web.desk.access.session import DeskRequest, signed_in
from web.desk.forms.form import redirect_after, submitted_form
from web.shared.render import page
from web.shared.request_state import runtime_of

ACCOUNT = "/desk/account"
PATH = f"{ACCOUNT}/reminders"


@get([PATH, f"/en{PATH}"], name="desk_reminders")
async def reminders(request: DeskRequest) -> Response[bytes]:
    """The letter as it would be at this moment, in the person's language."""
    signed, runtime = await signed_in(request), runtime_of(request)
    found, day = await digest_now(runtime, signed.person), local_date(runtime.clock.now())
    text = digest_text(runtime.settings, signed.person, found, day) if found else None
    context = {"signed": signed, "text": text, "status": await digest_status(runtime, signed.person)}
    return page(request, "desk/reminders.html", context)


@post([PATH, f"/en{PATH}"], name="desk_reminders_chosen")
async def choose_reminders(request: DeskRequest) -> Response[Any]:
    """All that is not ticked is switched off; what is no kind of reminder does nothing."""
    signed, given = await submitted_form(request)
    wanted = [kind for kind in ReminderKind if kind in given.all("kinds")]
    await runtime_of(request).accounts.digests.choose(signed.person.id, wanted)
    return redirect_after(request, f"{ACCOUNT}#reminders", "choose_reminders")


handlers: list[Any] = [reminders, choose_reminders]
