"""The page cache: a rendered public page is kept by address, and answered before the router while it is still true."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from time import monotonic
from typing import Any

from litestar import Litestar

from consult.runtime import Runtime
from web.admission.admission import Admission
from web.api.front import COMMENT_ROUTE, FastPath, is_comment, replay_messages
from web.kept_pages import keeping_pages
from web.log.tiles import Tiles
from web.observing.metrics import MetricsApp
from web.observing.requests import Requests
from web.shared.http.asgi import Message, Receive, Scope, Send
from web.shared.http.compression import compressing
from web.shared.http.headers import security_headers
from web.shared.stored_page import StoredPage, request_variant, stored_page

LIMIT = 4000  # pages
TILE = "/log/tile/"
TIDY = 1.0  # seconds
NEVER_CACHED = (
    "/api/",
    "/receipts/",
    "/en/receipts/",
    "/find",
    "/en/find",
    "/static/",
    "/health/",
    "/log/",
    "/blobs/",
    "/desk",
    "/en/desk",
    "/preview/",
    "/en/preview/",
    "/calendars/",
    "/en/calendars/",
    "/packs/",
    "/en/packs/",
    "/mail/",
    "/en/mail/",
)


class Rendering:
    """One request renders an address; others wait until it is over. `not_stored`: the answer is for that request alone."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.not_stored = False


Key = tuple[str, bytes, bool]
"""Path, query, large type."""


class PageCache:
    """Outermost ASGI layer. A hit costs a look-up and two sends; a miss renders once, whoever else asks meanwhile."""

    def __init__(self, app: Litestar, runtime: Runtime, admission: Admission) -> None:
        self.app, self.admission, self.requests = app, admission, Requests(runtime.settings.proxies)
        self.metrics = MetricsApp(runtime, self)
        self._router = keeping_pages(app)
        self._runtime = runtime
        self._freshness = runtime.freshness
        self._clock = runtime.clock
        self._headers = security_headers(hsts=runtime.settings.hsts, training=runtime.settings.training)
        self._fast_path = FastPath(runtime, admission, self._headers)
        self._tiles = Tiles(runtime, self._headers)
        self._pages: OrderedDict[Key, StoredPage] = OrderedDict()
        self._renderings: dict[Key, Rendering] = {}
        self._moment, self._look_again = 0.0, 0.0
        self._tidy_again = 0.0
        self.hits = 0
        self.misses = 0

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The router, which serves every runtime of this process."""
        scope["runtime"], scope["cache"], scope["admission"] = self._runtime, self, self.admission
        await self._router(scope, receive, send)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, self._sharing_at_the_end(send))
        return await self.requests.observed(self._answer, scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        method = scope["method"]
        if method != "GET" and method != "HEAD":
            return await self._pass(scope, receive, send)
        gzip, large, match = request_variant(scope["headers"])
        key = (scope["path"], scope["query_string"], large)
        page = self._pages.get(key)
        if page is None or not self._is_true(page):
            if scope["path"].startswith(NEVER_CACHED):
                if scope["path"].startswith(TILE) and await self._tiles.answer(scope, gzip, match, send):
                    scope["path_template"] = f"{TILE}{{name}}"
                    return None
                return await self._ask(scope, receive, send)
            return await self._render(key, scope, receive, send)
        self.hits += 1
        scope["path_template"] = page.route
        if match or method == "HEAD":
            return await page.answer.send(send, gzip=gzip, match=match, head_only=method == "HEAD")
        answer = page.answer
        await send(answer.gzip if gzip else answer.plain)
        return await send(answer.gzip_body if gzip else answer.plain_body)

    def _sharing_at_the_end(self, send: Send) -> Send:
        """What was refused and not yet written down is, before the process ends."""

        async def sent(message: Message) -> None:
            if message["type"] == "lifespan.shutdown.complete":
                await self.admission.close()
            await send(message)

        return sent

    def _is_true(self, page: StoredPage) -> bool:
        return page.until > self._now() and self._position(page.about) <= page.position

    def _now(self) -> float:
        """The clock's time, looked at twenty times a second at most."""
        if monotonic() > self._look_again:
            self._moment, self._look_again = self._clock.now().timestamp(), monotonic() + 0.05
        return self._moment

    def _position(self, about: str | None) -> int:
        return self._freshness.overall_position if about is None else self._freshness.position(about)

    async def _pass(self, scope: Scope, receive: Receive, send: Send) -> None:
        """What changes something: a comment on its hot path, everything else to the router."""
        if is_comment(scope):
            read, taken = await self._fast_path.take_comment(scope, receive, send)
            if taken:
                scope["path_template"] = COMMENT_ROUTE
                return
            receive = replay_messages(read, receive)
        await self._app(scope, receive, compressing(scope, self._with_headers(send)))

    async def _ask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An answer that is not kept; to HEAD (of a link scanner, of a calendar program) the same without its content."""
        answering = compressing(scope, self._with_headers(send))
        if scope["method"] == "HEAD":
            asked = {**scope, "method": "GET"}
            await self._app(asked, receive, _without_content(answering))
            scope["path_template"] = asked.get("path_template", "")
        else:
            await self._app(scope, receive, answering)

    async def _render(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        """Render once for all who ask meanwhile; where the answer turns out not to be kept, each gets his own."""
        # DANGER: who waits here waits for somebody else's request. So the rendering is over at the first byte of an answer that
        # is not kept: it may go to one person only, it must not hold up the next, and a client that takes it in slowly would.
        # It is over as well when it fails or its client goes away; then one of those who wait renders next.
        while rendering := self._renderings.get(key):
            await rendering.over.wait()
            page = self._pages.get(key)
            if page is not None and self._is_true(page):
                scope["path_template"] = page.route
                gzip, _, match = request_variant(scope["headers"])
                return await page.answer.send(send, gzip=gzip, match=match, head_only=scope["method"] == "HEAD")
            if rendering.not_stored:
                self.misses += 1
                return await self._rendered(key, scope, receive, send, Rendering())
        rendering = self._renderings[key] = Rendering()
        self.misses += 1
        try:
            await self._rendered(key, scope, receive, send, rendering)
        finally:
            self._end(key, rendering)

    def _end(self, key: Key, rendering: Rendering) -> None:
        rendering.over.set()
        if self._renderings.get(key) is rendering:
            del self._renderings[key]

    async def _rendered(self, key: Key, scope: Scope, receive: Receive, send: Send, rendering: Rendering) -> None:
        """Let the app answer, and keep the answer where it says so. The position is read before rendering."""
        position = self._freshness.overall_position
        note: dict[str, Any] = {}
        scope["page_cache"] = note
        head: list[Message] = []
        body = bytearray()
        uncached = compressing(scope, self._with_headers(send))

        async def collect(message: Message) -> None:
            if "cached" not in note:
                rendering.not_stored = True
                self._end(key, rendering)
                await uncached(message)
            elif message["type"] == "http.response.start":
                head.append(message)
            else:
                body.extend(message.get("body", b""))

        method = scope["method"]
        asked = {**scope, "method": "GET"} if method == "HEAD" else scope
        await self._app(asked, receive, collect)
        scope["path_template"] = route = asked.get("path_template", "")
        if head:
            page = self._keep(key, stored_page(head[0], bytes(body), note["cached"], position, self._headers, route))
            gzip, _, match = request_variant(scope["headers"])
            await page.answer.send(send, gzip=gzip, match=match, head_only=method == "HEAD")

    def _keep(self, key: Key, page: StoredPage) -> StoredPage:
        self._tidy()
        self._pages[key] = page
        while len(self._pages) > LIMIT:
            self._pages.popitem(last=False)
        return page

    def _tidy(self) -> None:
        """Let go of pages that are not true any more, whether anybody asks for them or not: they may hold what was erased."""
        if monotonic() > self._tidy_again:
            self._tidy_again = monotonic() + TIDY
            for key in [key for key, page in self._pages.items() if not self._is_true(page)]:
                del self._pages[key]

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(item for item in self._headers if item[0] not in own)]
            await send(message)

        return sending


def _without_content(send: Send) -> Send:
    async def sending(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending
