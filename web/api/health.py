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
    """The database answers, and the read models are there and not far behind; 503 otherwise."""
    runtime = runtime_of(request)
    try:
        head, made = await runtime.log.head(), await runtime.freshness.made()
    except Exception:
        return Response({"ready": False, "database": False}, status_code=503)
    behind = head.size - 1 - runtime.freshness.overall_position
    is_ready = made and behind < LAG
    body = {"ready": is_ready, "database": True, "read_models": made, "size": head.size, "behind": behind}
    return Response(body, status_code=200 if is_ready else 503, headers={"cache-control": "no-store"})


health_routes: list[Any] = [live, ready]
