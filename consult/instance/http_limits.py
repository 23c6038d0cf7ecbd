"""Limits of an HTTP connection: size, number and time of headers, time and silence of the body, connections of one address."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

import msgspec
import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from consult.instance.settings import Settings

refused_at_the_wire = Counter[int]()
"""How many this process has refused before they became requests, by status."""
LINGER = 1.0  # seconds in which a refused sender may still read why
MOST_DROPPED = 1_048_576  # bytes that he may still send meanwhile


class HttpLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Times in seconds. `header_bytes` counts the request line too. `connections`: of one address, none where 0."""

    header_bytes: int = 16_384
    header_fields: int = 100
    header_time: float = 10
    body_time: float = 600
    body_silence: float = 20
    connections: int = 256


def http_limits(settings: Settings) -> HttpLimits:
    """Behind proxies every connection comes from one of them: there it is they who count the connections of an address."""
    return HttpLimits(
        header_bytes=settings.header_bytes,
        header_fields=settings.header_fields,
        header_time=settings.header_seconds,
        body_time=settings.body_seconds,
        body_silence=settings.body_silence_seconds,
        connections=0 if settings.proxies else settings.connections_per_address,
    )


def limited_protocol(limits: HttpLimits) -> type[LimitedProtocol]:
    """The protocol class for one server: it has its limits, and its own count of connections."""
    connected: defaultdict[str, set[LimitedProtocol]] = defaultdict(set)
    return type("LimitedProtocol", (LimitedProtocol,), {"limits": limits, "connected": connected})


class LimitedProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which refuses what is too large (431), too slow (408), or too many from one address (429)."""

    limits: HttpLimits
    connected: defaultdict[str, set[LimitedProtocol]]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.refused, self.in_head, self.in_body = False, True, False
        self.bare_bytes, self.head_bytes_at_most, self.took_body = 0, 0, False
        self.since = self.heard = self.loop.time()
        self.address = self.client[0] if self.client else ""
        mine = self.connected[self.address]
        mine.add(self)
        if self.limits.connections and len(mine) > self.limits.connections and not _one_made_room(mine):
            self.refuse(429)

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._leave()

    def _leave(self) -> None:
        mine = self.connected[self.address]
        mine.discard(self)
        if not mine:
            del self.connected[self.address]

    def data_received(self, data: bytes) -> None:
        """Headers are kept by the parser until they are whole, trailers too: what comes without any body is counted."""
        if self.refused:
            self._drop(data)
            return
        self.took_body, self.head_bytes_at_most = False, self.bare_bytes + len(data)
        super().data_received(data)
        bare = self.in_head or (self.in_body and not self.took_body)
        self.bare_bytes = self.bare_bytes + len(data) if bare else 0
        if self.bare_bytes > self.limits.header_bytes:
            self.refuse(431)

    def _drop(self, data: bytes) -> None:
        self.bare_bytes += len(data)
        if self.bare_bytes > MOST_DROPPED:
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self.in_head, self.since = True, self.loop.time()

    def on_headers_complete(self) -> None:
        self.in_head, self.in_body = False, True
        self.since = self.heard = self.loop.time()
        if self._head_is_too_large():
            refused_at_the_wire[431] += 1
            app, self.app = self.app, _too_large
            super().on_headers_complete()
            self.app = app
        else:
            super().on_headers_complete()
        self.headers = []  # for trailers: they are no headers of this request, nor of any other

    def _head_is_too_large(self) -> bool:
        """Fields are measured one by one only where all that came since the head began could be too much of them."""
        fields, most = len(self.headers), self.limits.header_bytes
        if fields > self.limits.header_fields:
            return True
        if self.head_bytes_at_most + 2 * fields <= most:  # a field counts as four bytes more than name and value; two suffice
            return False
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers) > most

    def on_body(self, body: bytes) -> None:
        self.took_body, self.heard = True, self.loop.time()
        super().on_body(body)

    def on_message_complete(self) -> None:
        self.in_body = False
        super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.idle and not self.in_body:
            self.in_head, self.since = True, self.loop.time()

    @property
    def idle(self) -> bool:
        """Kept open after an answer, with nothing of a next request."""
        return self.timeout_keep_alive_task is not None

    def look(self, now: float) -> None:
        """Refuse the sender who takes too long; he is not blamed for a time in which we answer, or do not read."""
        if self.refused or self.idle or self.flow.read_paused:
            return
        longest = self.limits.body_time if self.in_body else self.limits.header_time
        silent = self.in_body and now - self.heard > self.limits.body_silence
        waited_for = self.in_body or (self.in_head and self._owed)
        if waited_for and (silent or now - self.since > longest):
            self.refuse(408)

    @property
    def _owed(self) -> bool:
        """Whether an answer can be sent now that is none to an earlier request."""
        cycle: Any = self.cycle
        if cycle is None:
            return True
        return bool(cycle.response_complete if self.in_head else not cycle.response_started)

    def refuse(self, status: int) -> None:
        """Say why, stop listening, close. A connection without a single byte, as browsers keep ready, is closed in silence."""
        self.refused = True
        refused_at_the_wire[status] += 1
        self._leave()
        if self._owed and (status == 429 or self.bare_bytes or self.cycle is not None):
            self.transport.write(_answer(status))
        if self.cycle is not None:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        # DANGER: a socket closed with unread bytes resets the connection, and the answer is lost; so what comes now is dropped.
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGER, self.transport.abort)


def _answer(status: int) -> bytes:
    phrase = HTTPStatus(status).phrase
    retry = "retry-after: 10\r\n" if status == 429 else ""
    fields = f"content-type: text/plain\r\ncontent-length: {len(phrase)}\r\n{retry}connection: close\r\n"
    return f"HTTP/1.1 {status} {phrase}\r\n{fields}\r\n{phrase}".encode()


def _one_made_room(connections: set[LimitedProtocol]) -> bool:
    """Close one that is only kept open, in favour of one that is new."""
    idle = next((connection for connection in connections if connection.idle), None)
    if idle is not None:
        idle._leave()
        idle.transport.close()
    return idle is not None


async def _too_large(scope: Any, receive: Any, send: Any) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 431, "headers": headers})
    await send({"type": "http.response.body", "body": b"Request Header Fields Too Large"})


class LimitedServer(uvicorn.Server):
    """A server that looks after its slow connections once a second, and leaves signals to the command that runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """uvicorn's own would end the process by the signal, before what it has opened is closed."""
        yield

    async def on_tick(self, counter: int) -> bool:
        if counter % 10 == 0:
            for connection in list(self.server_state.connections):
                if isinstance(connection, LimitedProtocol):
                    connection.look(connection.loop.time())
        return await super().on_tick(counter)
