"""The uvicorn server and its settings: the same in the product, in tests over HTTP and in benchmarks."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
import uvicorn

from consult.instance.http_limits import HttpLimits, LimitedServer, limited_protocol

logger = structlog.get_logger()
COLLECT_AFTER = 20_000  # allocations; requests leave no cycles behind


def server_of(app: Any, host: str, port: int, *, lifespan: bool = True, limits: HttpLimits | None = None) -> uvicorn.Server:
    """A server for `app`, not yet started. Objects alive now are frozen out of garbage collection."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    return LimitedServer(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=limited_protocol(limits or HttpLimits()),
            ws="none",
            lifespan="auto" if lifespan else "off",
            access_log=False,
            log_config=None,
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    )


@asynccontextmanager
async def metrics_served(app: Any, host: str, port: int) -> AsyncIterator[None]:
    """Figures are served on an address of their own, where `port` is not 0. An address in use is logged, and the site goes on."""
    listening = _listening(host, port) if port else None
    if listening is None:
        yield
        return
    config = uvicorn.Config(app, ws="none", lifespan="off", access_log=False, log_config=None, server_header=False)
    server = LimitedServer(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield
    finally:
        server.should_exit = True
        await serving


def _listening(host: str, port: int) -> socket.socket | None:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as failure:
        logger.warning("metrics not served", address=f"{host}:{port}", error=type(failure).__name__)
        return None
