"""The uvicorn server and its settings: the same in the product, in tests over HTTP and in benchmarks."""

from __future__ import annotations

import gc
from typing import Any

import uvicorn

from consult.instance.http_limits import HttpLimits, LimitedServer, limited_protocol

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
            log_level="warning",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
    )
