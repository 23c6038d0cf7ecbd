"""Looks after the program's own PostgreSQL for as long as it is used: whatever kills it, it is started again within seconds."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from consult.database.embedded import EmbeddedServer, Interrupted

logger = structlog.get_logger()
LOOK = 0.5  # seconds between looks
REST = 5.0  # seconds after a start that failed


@asynccontextmanager
async def running_server(server: EmbeddedServer) -> AsyncIterator[EmbeddedServer]:
    """Started and looked after until the block ends, however it ends; then shut down, where nobody else uses it."""
    watch = threading.Thread(target=_look_after, args=(server,), name="postgresql", daemon=True)
    try:
        await asyncio.to_thread(server.start)
        watch.start()
        yield server
    finally:
        await asyncio.to_thread(_let_go, server, watch)


def _let_go(server: EmbeddedServer, watch: threading.Thread) -> None:
    server.interrupt()
    if watch.ident:
        watch.join()
    server.stop()


def _look_after(server: EmbeddedServer) -> None:
    """Until it is stopped. In a thread, since a start takes its time, and the event loop goes on answering meanwhile."""
    while True:
        try:
            server.pause(LOOK)
            if not server.runs:
                logger.error("PostgreSQL is gone and is started again")
                server.start_again()
                logger.warning("PostgreSQL runs again")
        except Interrupted:
            return
        except Exception as failure:
            logger.error("PostgreSQL not started", error=type(failure).__name__)
            if server.interrupted_within(REST):
                return
