"""The page cache under requests at the same time: one renders for all what is kept, and nobody waits for what is not."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import pytest

from tests.driving import Driver
from web.admission.admission import Admission
from web.page_cache import PageCache
from web.shared.render import Cached

pytestmark = pytest.mark.anyio
Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
DEADLINE = 20.0  # seconds


class Page:
    """An application of one page. `kept`: what it says to the cache; `asked` counts its requests."""

    def __init__(self, kept: Cached | None = None) -> None:
        self.kept = kept
        self.asked = 0
        self.go_on = asyncio.Event()
        self._arrivals = asyncio.Semaphore(0)

    async def arrived(self, requests: int) -> None:
        """So many more have arrived."""
        async with asyncio.timeout(DEADLINE):
            for _ in range(requests):
                await self._arrivals.acquire()

    async def __call__(self, scope: Message, receive: Any, send: Send) -> None:
        self.asked += 1
        self._arrivals.release()
        if self.kept:
            scope["page_cache"]["cached"] = self.kept
        await self.answer(send)

    async def answer(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.go_on.wait()
        await send({"type": "http.response.body", "body": b"page"})


async def get(cache: PageCache) -> bytes:
    """The body, once it is there."""
    body = bytearray()

    async def send(message: Message) -> None:
        body.extend(message.get("body", b""))

    await cache({"type": "http", "method": "GET", "path": "/page", "query_string": b"", "headers": []}, None, send)  # type: ignore[arg-type]
    return bytes(body)


async def test_nobody_waits_for_an_answer_that_is_not_kept(driver: Driver) -> None:
    page = Page()
    cache = PageCache(page, driver.runtime, Admission(driver.runtime))  # type: ignore[arg-type]
    asking = [asyncio.create_task(get(cache)) for _ in range(3)]
    await page.arrived(3)  # all of them, while none has been answered
    page.go_on.set()
    assert await asyncio.gather(*asking) == [b"page"] * 3
    assert cache._renderings == {}


async def test_a_page_that_is_kept_is_rendered_once_for_all_who_ask_meanwhile(driver: Driver) -> None:
    page = Page(Cached(None, None))
    cache = PageCache(page, driver.runtime, Admission(driver.runtime))  # type: ignore[arg-type]
    asking = [asyncio.create_task(get(cache)) for _ in range(3)]
    await page.arrived(1)
    page.go_on.set()
    assert await asyncio.gather(*asking) == [b"page"] * 3
    assert (page.asked, cache.misses, await get(cache), cache.hits) == (1, 1, b"page", 1)


class Failing(Page):
    """Its first answer fails before it begins."""

    async def answer(self, send: Send) -> None:
        await self.go_on.wait()
        if self.asked == 1:
            raise ConnectionError
        await super().answer(send)


async def test_when_rendering_fails_the_next_who_waits_renders(driver: Driver) -> None:
    page = Failing(Cached(None, None))
    cache = PageCache(page, driver.runtime, Admission(driver.runtime))  # type: ignore[arg-type]
    asking = [asyncio.create_task(get(cache)) for _ in range(3)]
    await page.arrived(1)
    page.go_on.set()
    first, *others = await asyncio.gather(*asking, return_exceptions=True)
    assert isinstance(first, ConnectionError)
    assert (others, page.asked) == ([b"page"] * 2, 2)


async def test_when_the_client_who_renders_goes_away_the_next_renders(driver: Driver) -> None:
    page = Page(Cached(None, None))
    cache = PageCache(page, driver.runtime, Admission(driver.runtime))  # type: ignore[arg-type]
    first, second = [asyncio.create_task(get(cache)) for _ in range(2)]
    await page.arrived(1)
    first.cancel()
    await page.arrived(1)
    page.go_on.set()
    assert await second == b"page"
    assert first.cancelled()
