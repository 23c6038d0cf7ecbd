"""Health for the machines, and metrics."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from web.admission.of_request import admission_of
from web.admission.refusals import REASONS
from web.shared.request_state import cache_of, runtime_of

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


@get("/metrics")
async def metrics(request: ApiRequest) -> Response[bytes]:
    """Prometheus: sizes, lag, batches, refusals, page cache. Nothing about any person."""
    runtime = runtime_of(request)
    registry = CollectorRegistry()
    size = (await runtime.log.head()).size
    sizes = runtime.log.batch_sizes
    values = {
        "consult_log_size": ("Entries in the log", size),
        "consult_projected_lag": ("Entries not yet projected", size - 1 - runtime.freshness.overall_position),
        "consult_append_batch_mean": ("Mean events in the last batches", sum(sizes) / len(sizes) if sizes else 0),
        "consult_page_cache_hits": ("Pages answered from the cache", cache_of(request).hits),
        "consult_page_cache_misses": ("Pages rendered", cache_of(request).misses),
    }
    for name, (text, value) in values.items():
        Gauge(name, text, registry=registry).set(value)
    refused = Gauge("consult_refused", "Commands refused, by rule", ["rule"], registry=registry)
    for rule, count in runtime.refused.items():
        refused.labels(rule).set(count)
    admission = admission_of(request)
    not_admitted = Gauge("consult_not_admitted", "Attempts to comment refused by this process", ["reason"], registry=registry)
    for reason in REASONS:
        not_admitted.labels(reason).set(admission.refused[reason])
    Gauge("consult_under_attack", "Decisions that ask for a proof of work", registry=registry).set(admission.attacks)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


health_routes: list[Any] = [live, ready, metrics]
