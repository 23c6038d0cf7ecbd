"""Slow and huge senders on real sockets: each limit has its status, and whoever keeps to the limits is served beside them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from msgspec.structs import replace

from consult.instance.http_limits import HttpLimits, http_limits
from consult.instance.settings import Settings
from tests.serving import served

pytestmark = pytest.mark.anyio
LIMITS = HttpLimits(header_bytes=2000, header_fields=20, header_time=0.5, body_time=2, body_silence=1, connections=5)
LONG = HttpLimits(header_time=600, body_time=600, body_silence=600)
DEADLINE = 30  # seconds
HEAD = b"POST /x HTTP/1.1\r\nhost: a\r\n"


async def length_of_body(scope: Any, receive: Any, send: Any) -> None:
    """An app that reads everything and answers how much it was; that of /early answers before it reads."""
    size, more = 0, scope["path"] != "/early"
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message["body"]), message["more_body"]
    answer = b"%d bytes, %d headers" % (size, len(scope["headers"]))
    headers = [(b"content-length", b"%d" % len(answer))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": answer})


Sender = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Door:
    """Connections to one server; all are closed at the end."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.senders: list[Sender] = []

    async def sender(self, *parts: bytes, address: str = "127.0.0.1") -> Sender:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, local_addr=(address, 0))
        self.senders.append((reader, writer))
        for part in parts:
            writer.write(part)
        return reader, writer

    async def answer(self, *parts: bytes, address: str = "127.0.0.1") -> bytes:
        reader, _ = await self.sender(*parts, address=address)
        return await one_answer(reader)


async def one_answer(reader: asyncio.StreamReader) -> bytes:
    """Status line and body of the next answer; empty where the connection ends without one."""
    async with asyncio.timeout(DEADLINE):
        try:
            head = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError as ended:
            return ended.partial
        fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
        body = await reader.readexactly(int(fields[b"content-length"])) if b"content-length" in fields else b""
    return head.split(b"\r\n")[0] + b" " + body


@asynccontextmanager
async def door(limits: HttpLimits) -> AsyncIterator[Door]:
    async with served(length_of_body, limits) as address:
        found = Door(int(address.rpartition(":")[2]))
        yield found
        for _, writer in found.senders:
            writer.transport.abort()


async def trickled(writer: asyncio.StreamWriter, part: bytes, pause: float) -> None:
    """Send the part again and again until the other side has had enough."""
    async with asyncio.timeout(DEADLINE):
        while not writer.transport.is_closing():
            writer.write(part)
            await asyncio.sleep(pause)  # a slow sender is what is tried


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param((HEAD, b"x: " + b"a" * 3000 + b"\r\n\r\n"), id="one header"),
        pytest.param((HEAD, b"x: 1234567890\r\n" * 19 * 8 + b"\r\n"), id="many headers"),
        pytest.param((HEAD, b"x: 1\r\n" * 20 + b"\r\n"), id="one header too many"),
        pytest.param((b"GET /" + b"a" * 3000 + b" HTTP/1.1\r\n\r\n",), id="address"),
    ],
)
async def test_headers_that_are_too_large_or_too_many_are_refused(parts: tuple[bytes, ...]) -> None:
    async with door(LIMITS) as to:
        assert (await to.answer(*parts)).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(("more", "status"), [(0, b"200"), (1, b"431")])
@pytest.mark.parametrize("between", [b": ", b":"], ids=["spaced", "not spaced"])
async def test_the_size_of_headers_is_counted_exactly_whatever_comes_with_them(more: int, status: bytes, between: bytes) -> None:
    """The address, and of each field name, value and four bytes; a body in the same packet is none of them."""
    fields = [(b"host", b"a"), (b"content-length", b"5000"), (b"x", b"")]
    missing = LIMITS.header_bytes - len(b"/x") - sum(len(name) + len(value) + 4 for name, value in fields)
    fields[-1] = (b"x", b"a" * (missing + more))
    head = b"POST /x HTTP/1.1\r\n" + b"".join(name + between + value + b"\r\n" for name, value in fields) + b"\r\n"
    async with door(LIMITS) as to:
        assert (await to.answer(head + b"b" * 5000)).startswith(b"HTTP/1.1 " + status)


async def test_headers_without_end_are_refused_long_before_their_end() -> None:
    async with door(LONG) as to:
        reader, writer = await to.sender(HEAD + b"x: ")
        answer, sent = asyncio.create_task(one_answer(reader)), 0
        while not answer.done() and sent < 200_000_000:
            writer.write(b"a" * 65_536)
            sent += 65_536
            with suppress(ConnectionError):
                await writer.drain()
        assert (await answer).startswith(b"HTTP/1.1 431 ")
        assert sent < 200_000_000


async def test_trailers_without_end_are_refused_and_are_no_headers() -> None:
    chunked = HEAD + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n"
    async with door(LIMITS) as to:
        assert await to.answer(chunked, b"secret: 1\r\n\r\n") == b"HTTP/1.1 200 OK 1 bytes, 2 headers"
        reader, writer = await to.sender(chunked)
        await writer.drain()
        trickling = asyncio.create_task(trickled(writer, b"x: " + b"a" * 500 + b"\r\n", 0.02))
        assert (await one_answer(reader)).startswith(b"HTTP/1.1 431 ")
        trickling.cancel()


async def test_headers_that_take_too_long_are_refused() -> None:
    async with door(LIMITS) as to:
        assert (await to.answer(HEAD)).startswith(b"HTTP/1.1 408 ")
        reader, writer = await to.sender(HEAD)
        trickling = asyncio.create_task(trickled(writer, b"x: 1\r\n", 0.2))
        assert (await one_answer(reader)).startswith(b"HTTP/1.1 408 ")
        trickling.cancel()


async def test_a_next_request_is_given_no_more_time() -> None:
    whole = HEAD + b"content-length: 0\r\n\r\n"
    async with door(LIMITS) as to:
        for start in (b"GET /", b"\r\n"):
            reader, writer = await to.sender(whole)
            assert (await one_answer(reader)).startswith(b"HTTP/1.1 200 ")
            writer.write(start)
            assert (await one_answer(reader)).startswith(b"HTTP/1.1 408 ")


async def test_a_connection_that_never_says_anything_is_closed_in_silence() -> None:
    async with door(LIMITS) as to:
        assert await to.answer() == b""


async def test_a_body_that_falls_silent_or_takes_too_long_is_refused() -> None:
    head = HEAD + b"content-length: 1000\r\n\r\n"
    async with door(replace(LONG, body_silence=0.5)) as to:
        assert (await to.answer(head, b"abc")).startswith(b"HTTP/1.1 408 ")
    async with door(replace(LONG, body_time=0.5)) as to:
        reader, writer = await to.sender(head)
        trickling = asyncio.create_task(trickled(writer, b"a", 0.2))
        assert (await one_answer(reader)).startswith(b"HTTP/1.1 408 ")
        trickling.cancel()


async def test_half_sent_requests_of_one_address_stay_few_and_leave_the_others_alone() -> None:
    async with door(LIMITS) as to:
        halves = [await to.sender(HEAD, address="127.0.0.2") for _ in range(5)]
        assert (await to.answer(HEAD, address="127.0.0.2")).startswith(b"HTTP/1.1 429 ")
        assert (await to.answer(HEAD + b"content-length: 0\r\n\r\n", address="127.0.0.3")).startswith(b"HTTP/1.1 200 ")
        for reader, _ in halves:
            assert (await one_answer(reader)).startswith(b"HTTP/1.1 408 ")
        assert (await to.answer(HEAD + b"content-length: 0\r\n\r\n", address="127.0.0.2")).startswith(b"HTTP/1.1 200 ")


async def test_connections_that_are_only_kept_open_make_room_for_new_ones() -> None:
    whole = HEAD + b"content-length: 0\r\n\r\n"
    async with door(LIMITS) as to:
        for _ in range(12):
            assert (await to.answer(whole)).startswith(b"HTTP/1.1 200 ")


async def test_an_answer_before_the_body_does_not_hold_the_connection_open() -> None:
    async with door(LIMITS) as to:
        reader, writer = await to.sender(HEAD.replace(b"/x", b"/early") + b"content-length: 1000000\r\n\r\n")
        assert (await one_answer(reader)).startswith(b"HTTP/1.1 200 ")
        trickling = asyncio.create_task(trickled(writer, b"a", 0.05))
        assert await one_answer(reader) == b""
        trickling.cancel()


async def test_two_requests_at_once_are_both_answered() -> None:
    whole = HEAD + b"content-length: 3\r\n\r\nabc"
    async with door(LIMITS) as to:
        reader, _ = await to.sender(whole + whole)
        assert [await one_answer(reader) for _ in range(2)] == [b"HTTP/1.1 200 OK 3 bytes, 2 headers"] * 2


def test_behind_a_proxy_the_proxy_counts_the_connections() -> None:
    assert http_limits(Settings(proxies=1)).connections == 0
    assert http_limits(Settings(header_seconds=3)) == HttpLimits(header_time=3)
