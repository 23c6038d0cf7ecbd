"""How the command line gets the web application: a factory, passed in by `consult.__main__`."""

from __future__ import annotations

from typing import Any, Protocol

from consult.exports.pages import Fetch
from consult.runtime import Runtime
from consult.work import LogSource
from projections.catch_up import catch_up


class Application(Protocol):
    """An ASGI application; `metrics` is another one, with the figures of the first."""

    metrics: Any

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


class CreateApp(Protocol):
    """Makes the application over an open runtime; without the desk, it starts sooner."""

    def __call__(self, runtime: Runtime, *, desk: bool = True) -> Application: ...


async def up_to_date(runtime: Runtime, create_app: CreateApp) -> Fetch:
    """Fetches pages from the app of this runtime, once its read models know the whole log."""
    await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
    return in_process(create_app(runtime, desk=False))


def in_process(app: Any) -> Fetch:
    """A function that fetches pages from the app without a server; it asks as an anonymous visitor."""

    async def fetch(address: str) -> tuple[int, bytes]:
        path, _, query = address.partition("?")
        status, body = 0, bytearray()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            body.extend(message.get("body", b""))

        await app(_scope(path, query), receive, send)
        return status, bytes(body)

    return fetch


def _scope(path: str, query: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"localhost")],
        "client": ("127.0.0.1", 0),
        "server": ("127.0.0.1", 0),
    }
