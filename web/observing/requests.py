"""Counts every request by route and status, measures how long it took, and gives it the id that its log lines carry."""

from __future__ import annotations

import itertools
import re
import secrets
from bisect import bisect_left
from collections import Counter, defaultdict
from time import perf_counter

from consult.instance.logs import REQUEST
from web.shared.http.asgi import App, Message, Receive, Scope, Send

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds
METHODS = frozenset({"GET", "HEAD", "POST"})
NO_ROUTE = "none"
GIVEN = re.compile(rb"[A-Za-z0-9-]{8,64}")  # ids that are believed, of the proxies in front


class Durations:
    """How many took how long: one more than there are `BUCKETS`, and the sum in seconds."""

    __slots__ = ("counts", "total")

    def __init__(self) -> None:
        self.counts, self.total = [0] * (len(BUCKETS) + 1), 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BUCKETS, seconds)] += 1
        self.total += seconds


class Requests:
    """One for each process. `answered`: by route, method and status. `failures`: by the kind of what no rule refused."""

    def __init__(self, proxies: int) -> None:
        self.answered = Counter[tuple[str, str, int]]()
        self.durations: defaultdict[str, Durations] = defaultdict(Durations)
        self.failures = Counter[str]()
        self.under_way = 0
        self._proxies, self._process, self._numbers = proxies, secrets.token_hex(4), itertools.count(1)

    async def observed(self, app: App, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the app answer. Where it refuses or fails, the answer says the id, so that its reader can name it."""
        began, status = perf_counter(), 0
        REQUEST.set(request_id := self._id_of(scope))

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                if status >= 400:
                    message = {**message, "headers": [*message["headers"], (b"x-request-id", request_id.encode())]}
            await send(message)

        self.under_way += 1
        try:
            await app(scope, receive, sending)
        finally:
            self.under_way -= 1
            self._count(scope, status, perf_counter() - began)

    def _count(self, scope: Scope, status: int, seconds: float) -> None:
        """`status` 0: nobody was there any more to be answered."""
        route = scope.get("path_template") or NO_ROUTE
        method = scope["method"] if scope["method"] in METHODS else "other"
        self.answered[route, method, status] += 1
        self.durations[route].add(seconds)

    def _id_of(self, scope: Scope) -> str:
        """That of the proxies in front, where there are any; else one of our own. Nothing of the person is in it."""
        if self._proxies:
            given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
            if GIVEN.fullmatch(given):
                return bytes(given).decode()
        return f"{self._process}-{next(self._numbers):x}"
