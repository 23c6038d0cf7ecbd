"""A form submitted without a session, or without a fresh one: stored encrypted for an hour, resubmitted by one button."""

from __future__ import annotations

import re
from typing import Any, ClassVar

import httpx
import msgspec
from litestar import Response, get, post
from litestar.datastructures import UploadFile

from consult.commands.desk_step import CONSULTATION
from consult.commands.staff.signing_in import is_known_device
from consult.commands.table import TABLE
from consult.commands.uploads import Upload, store_encrypted, stored_encrypted
from domain.refusals import Refusal
from web.desk.access.session import DeskRequest, is_own_page, signed_in
from web.desk.forms.form import submitted_form
from web.desk.forms.input import form_input_from
from web.desk.signin.return_address import ENTRIES
from web.desk.signin.visitor import visitor_of
from web.shared.render import page
from web.shared.request_state import cache_of, runtime_of
from web.shared.wording.languages import locale_of
from web.shared.wording.words import WORDS

KEPT = "/desk/kept"
WHAT = "kept form"
MACHINERY = ("csrf", "key", "seen", "next", "do", "act", "step", "source", "file_token", "waiting", "keep")
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHOICES = {str(value) for kind in WORDS.values() for value in kind} | {"yes", "no", "1"}
TITLES = {
    "/points/{}": "要点和答复",
    "/comments/{}": "审看意见",
    "/people": "人员",
    "/consultations/{}": "",
    **{re.sub(r"\{\w+\}", "{}", row.path): row.label for row in TABLE},
    **{f"/consultations/{{}}{row.page}": row.label for row in TABLE if row.path.startswith(CONSULTATION)},
}
"""Of a step, by its address below the desk's, without ids."""
SECRETS = ("password", "again", "code", "present")
NEVER = (*ENTRIES, KEPT, "/desk/account", "/desk/shown")


class InterruptedFormExpired(Refusal):
    """What was typed is kept for an hour after the session had ended, and no longer."""

    message = "保留的内容已超过一小时，或者链接不正确。"
    status: ClassVar[int] = 410


class InterruptedForm(msgspec.Struct, frozen=True):
    """`path`: where it was sent. Values and files by field."""

    path: str
    values: dict[str, tuple[str, ...]]
    files: dict[str, tuple[Upload, ...]]

    @property
    def title(self) -> str:
        """Of the page that it was sent from, as source string; empty where no step has that address."""
        place = ID.sub("{}", self.path.removeprefix("/en").removeprefix("/desk"))
        while place and place not in TITLES:
            place = place.rpartition("/")[0]
        return TITLES.get(place, "")

    @property
    def texts(self) -> list[str]:
        """What the person typed; what he chose has names that only programs know, and is kept all the same."""
        typed = (text for name, values in self.values.items() if name not in MACHINERY for text in values)
        return [text for text in typed if text.strip() and text not in CHOICES and not ID.fullmatch(text)]


async def save_interrupted_form(request: DeskRequest) -> str | None:
    """Keep what was sent; answers with the address that gives it back. None where it may not be kept.

    DANGER: only what a page of this site sent, from a browser in which somebody has signed in before. Otherwise another site
    could lay a form before a person, and anybody could fill the store.
    """
    path = request.url.path
    if path.removeprefix("/en").startswith(NEVER) or not is_own_page(request):
        return None
    runtime = runtime_of(request)
    if not is_known_device(runtime, visitor_of(request)):
        return None
    data = await request.form()
    given = await form_input_from(data)
    for _, item in data.multi_items():
        if isinstance(item, UploadFile):
            await item.close()
    values = {name: found for name, found in given.values.items() if name not in SECRETS}
    form = InterruptedForm(path, values, dict(given.files))
    token = await store_encrypted(runtime, msgspec.msgpack.encode(form), WHAT)
    return f"{locale_of(path).prefix}{KEPT}/{token}"


async def _kept(request: DeskRequest) -> InterruptedForm:
    """Raises InterruptedFormExpired."""
    plain = await stored_encrypted(runtime_of(request), str(request.path_params["token"]), WHAT)
    if plain is None:
        raise InterruptedFormExpired
    return msgspec.msgpack.decode(plain, type=InterruptedForm)


@get([KEPT + "/{token:str}", f"/en{KEPT}" + "/{token:str}"], name="desk_kept")
async def interrupted_form(request: DeskRequest) -> Response[bytes]:
    """All that was typed, and one button to send it. Raises InterruptedFormExpired."""
    signed, form = await signed_in(request), await _kept(request)
    return page(request, "desk/interrupted_form.html", signed=signed, kept=form, action=request.url.path)


@post([KEPT + "/{token:str}", f"/en{KEPT}" + "/{token:str}"], name="desk_send_kept")
async def resend_interrupted_form(request: DeskRequest) -> Response[bytes]:
    """Send it to where it was sent first, as this session's form. Raises InterruptedFormExpired."""
    signed, _ = await submitted_form(request)
    form = await _kept(request)
    values = {**form.values, "csrf": (signed.csrf,)}
    parts: Any = [(name, (file.name, file.content, file.media_type)) for name, files in form.files.items() for file in files]
    passed = ("cookie", "host", "origin", "sec-fetch-site", "user-agent", "x-forwarded-for")
    headers = {name: request.headers[name] for name in passed if name in request.headers}
    address = (request.client.host, request.client.port) if request.client else ("", 0)
    transport = httpx.ASGITransport(app=cache_of(request), client=address)
    async with httpx.AsyncClient(transport=transport, base_url=str(request.base_url)) as client:
        answer = await client.post(form.path, data=values, files=parts or None, headers=headers)
    return _passed_on(answer)


def _passed_on(answer: httpx.Response) -> Response[bytes]:
    own = ("content-length", "content-type", "content-encoding", "set-cookie")
    headers = {name: value for name, value in answer.headers.items() if name not in own}
    media_type = answer.headers.get("content-type", "text/html; charset=utf-8")
    return Response(answer.content, status_code=answer.status_code, media_type=media_type, headers=headers)


handlers: list[Any] = [interrupted_form, resend_interrupted_form]
