"""The hot path: a comment as JSON is taken before the router; whatever is not taken here goes its usual way, body and all."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.commands.comment.submission import SubmitComment, submit_comment
from consult.runtime import Runtime
from consult.staff.register import Language
from web.admission.admission import Admission
from web.admission.networks import address_in, network_of
from web.admission.refusals import NotAdmitted
from web.api.submission import NewComment, letters_language, submitted
from web.shared.http.asgi import Message, Receive, Scope, Send
from web.shared.idempotency import KEY_LIMIT, new_key
from web.shared.problems import MEDIA_TYPE, problem_of, retry_after
from web.shared.uploads import JSON_LIMIT
from web.shared.wording.languages import accepted_locale

PREFIX, SUFFIX = "/api/v1/consultations/", "/comments"
COMMENT_ROUTE = f"{PREFIX}{{consultation_id}}{SUFFIX}"
_decode = msgspec.json.Decoder(NewComment).decode
_encode = msgspec.json.encode


def is_comment(scope: Scope) -> bool:
    """Whether this is a comment sent to a consultation named by its id."""
    path: str = scope["path"]
    return scope["method"] == "POST" and path.startswith(PREFIX) and path.endswith(SUFFIX) and len(path) == 67


class FastPath:
    """`fields`: the headers that every answer of the site has."""

    def __init__(self, runtime: Runtime, admission: Admission, fields: list[tuple[bytes, bytes]]) -> None:
        self._runtime, self._admission, self._fields = runtime, admission, fields

    async def take_comment(self, scope: Scope, receive: Receive, send: Send) -> tuple[list[Message], bool]:
        """Take the comment and answer 201; or give back the messages read so far, for the router to refuse it in words.

        What the router would refuse, or take otherwise, is not taken here; but whoever is not admitted hears it at once.
        """
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"")
        if headers.get(b"content-type") != b"application/json" or not length.isdigit() or int(length) > JSON_LIMIT:
            return [], False
        key = headers.get(b"idempotency-key", b"").decode("latin-1")
        if len(key) > KEY_LIMIT or len(headers) != len(scope["headers"]):  # of two headers of one name the router takes the first
            return [], False
        consultation_id = _id_in(scope["path"])
        if consultation_id not in self._runtime.consultations:
            return [], False
        if not key:
            key = new_key()
            headers[b"idempotency-key"] = key.encode()
            scope["headers"] = list(headers.items())
        if b"proof-of-work" not in headers:
            if refusal := self._refusal(consultation_id, scope):
                await self._admission.wait_to_refuse()
                await self._refuse(refusal, headers, send)
                return [], True
            scope["admitted"] = True
        elif self._admission.under_attack(consultation_id):
            return [], False
        language = letters_language(headers.get(b"accept-language", b"").decode("latin-1"))
        return await self._taken(consultation_id, key, int(length), language, receive, send)

    def _refusal(self, consultation_id: UUID, scope: Scope) -> NotAdmitted | None:
        network = network_of(address_in(scope, self._runtime.settings.proxies))
        return self._admission.admit_plain(consultation_id, network)

    async def _refuse(self, refusal: NotAdmitted, headers: dict[bytes, bytes], send: Send) -> None:
        locale = accepted_locale(headers.get(b"accept-language", b"").decode("latin-1"))
        again = [(name.encode(), value.encode()) for name, value in retry_after(refusal).items()]
        body = _encode(problem_of(self._runtime, refusal, locale))
        await self._answer(refusal.status, MEDIA_TYPE.encode(), body, again, send)

    async def _taken(
        self, consultation_id: UUID, key: str, length: int, language: Language, receive: Receive, send: Send
    ) -> tuple[list[Message], bool]:
        read, body = await _read(receive)
        if len(body) != length:
            return read, False  # the sender has gone away in between
        try:
            new = _decode(body)
            command = SubmitComment(consultation_id, new.respondent, new.text, new.articles, new.proposed_wording)
            receipt = await submit_comment(self._runtime, command, key, language)
        except Exception:
            # DANGER: it may have been recorded all the same; the router tries again under the same key, and says what is wrong.
            return read, False
        await self._answer(201, b"application/json", _encode(submitted(self._runtime, receipt)), [], send)
        return [], True

    async def _answer(self, status: int, kind: bytes, body: bytes, more: list[tuple[bytes, bytes]], send: Send) -> None:
        own = [(b"content-type", kind), (b"cache-control", b"no-store"), (b"content-length", b"%d" % len(body)), *more]
        await send({"type": "http.response.start", "status": status, "headers": [*own, *self._fields]})
        await send({"type": "http.response.body", "body": body})


def _id_in(path: str) -> UUID | None:
    try:
        return UUID(path[22:58])
    except ValueError:
        return None


async def _read(receive: Receive) -> tuple[list[Message], bytes]:
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())
    return messages, b"".join(message.get("body", b"") for message in messages)


def replay_messages(messages: list[Message], receive: Receive) -> Receive:
    """A receive that gives the messages again, then what is still to come."""
    waiting = list(messages)

    async def again() -> Message:
        return waiting.pop(0) if waiting else await receive()

    return again
