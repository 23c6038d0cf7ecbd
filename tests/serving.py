"""A real server on a real port, in this process, for tests and benchmarks that go over HTTP."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from consult.instance.http_limits import HttpLimits
from consult.instance.serving import server_of
from tests.waiting import until


@asynccontextmanager
async def served(app: Any, limits: HttpLimits | None = None) -> AsyncIterator[str]:
    """The address under which `app` is served until the block ends."""
    server = server_of(app, "127.0.0.1", 0, lifespan=False, limits=limits)
    task = asyncio.create_task(server.serve())
    await until(lambda: server.started or task.done(), "the server listens")
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        await task


def free_port() -> int:
    """One that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
