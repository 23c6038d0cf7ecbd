"""The links in letters: confirming an address, and ending the letters in one click (RFC 8058).

Opening a link changes nothing: mail servers open them, too. The address of a page says nothing of a person, and opens no comment.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from litestar import Response, get, post
from litestar.response import Redirect

from consult.commands.comment.contact import (
    ConfirmationLink,
    LinkAltered,
    LinkExpired,
    comment_of_ending,
    confirm_contact,
    confirmation_link,
)
from consult.mail.recipients import State
from consult.reading.telling import LettersOf, letters_of
from consult.telling.stopping import end_letters
from domain.comment.refusals import ContactConfirmedBefore
from web.shared.render import page
from web.shared.request import PageRequest
from web.shared.request_state import runtime_of

CONFIRM, END = "/mail/confirm/{token:str}", "/mail/end/{token:str}"


async def _confirmation(request: PageRequest) -> tuple[ConfirmationLink, LettersOf]:
    """What the link is about. Raises LinkAltered, LinkExpired."""
    link = confirmation_link(runtime_of(request), request.path_params["token"])
    found = await letters_of(runtime_of(request), link.comment_id)
    if found is None:
        raise LinkAltered
    if link.expired and found.state == "unconfirmed":
        raise LinkExpired
    return link, found


def _page(request: PageRequest, found: LettersOf | None, state: State, *, confirming: bool) -> Response[bytes]:
    goes_on = state in ("unconfirmed", "confirmed")
    status = 200 if goes_on or not confirming else 410
    return page(request, "mail_link.html", status=status, d=found, state=state, confirming=confirming, section="find")


@get([CONFIRM, f"/en{CONFIRM}"], name="mail_confirmation")
async def confirmation(request: PageRequest) -> Response[bytes]:
    _, found = await _confirmation(request)
    return _page(request, found, found.state, confirming=True)


@post([CONFIRM, f"/en{CONFIRM}"], name="mail_confirm", status_code=200)
async def confirm(request: PageRequest) -> Response[Any]:
    link, found = await _confirmation(request)
    if found.state != "unconfirmed":
        return _page(request, found, found.state, confirming=True)
    with suppress(ContactConfirmedBefore):
        await confirm_contact(runtime_of(request), link)
    return Redirect(request.url.path, status_code=303, headers={"cache-control": "no-store"})


async def _letters(request: PageRequest, comment_id: UUID) -> LettersOf | None:
    return await letters_of(runtime_of(request), comment_id)


@get([END, f"/en{END}"], name="mail_ending")
async def ending(request: PageRequest) -> Response[bytes]:
    found = await _letters(request, comment_of_ending(runtime_of(request), request.path_params["token"]))
    return _page(request, found, found.state if found else "ended", confirming=False)


@post([END, f"/en{END}"], name="mail_end", status_code=200)
async def end(request: PageRequest) -> Response[bytes]:
    """At once, for a person and for his mail program: without cookies, and never by a redirect (RFC 8058, 3.1)."""
    runtime = runtime_of(request)
    comment_id = comment_of_ending(runtime, request.path_params["token"])
    await end_letters(runtime, comment_id, "ended")
    found = await _letters(request, comment_id)
    return _page(request, found, found.state if found else "ended", confirming=False)


handlers: list[Any] = [confirmation, confirm, ending, end]
