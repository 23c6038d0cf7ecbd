"""Health for the machines."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get

from web.shared.request_state import runtime_of

ApiRequest = Request[Any, Any, Any]
LAG = 10_000  # events


@get("/health/live", media_type="text/plain")
async def live() -> str:
    """The process answers."""
    return "ok"


@get("/health/ready")
async def ready(request: ApiRequest) -> Response[dict[str, Any]]:
    """The database answers and the read models are not far behind; 503 otherwise."""
    runtime = runtime_of(request)
    try:
        head = await runtime.log.head()
    except Exception:
        return Response({"ready": False, "database": False}, status_code=503)
    behind = head.size - 1 - runtime.freshness.overall_position
    body = {"ready": behind < LAG, "database": True, "size": head.size, "behind": behind}
    return Response(body, status_code=200 if behind < LAG else 503, headers={"cache-control": "no-store"})


health_routes: list[Any] = [live, ready]
