"""The figures of this process for Prometheus, on an address of their own: the public has no business with them. Nobody's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import inf
from typing import Any

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from consult.backup.state import BackupState, backup_state
from consult.instance.http_limits import refused_at_the_wire
from consult.runtime import Runtime, failure_status
from consult.work.queues import Queues, pool_use, queues_of
from web.admission.refusals import REASONS
from web.observing.requests import BUCKETS, Requests

PATH = "/metrics"
Labelled = Mapping[Any, float]
"""Values by the values of their labels, a tuple."""


class MetricsApp:
    """An ASGI application that answers `/metrics`. `cache`: the page cache, with what it observes."""

    def __init__(self, runtime: Runtime, cache: Any) -> None:
        self._runtime, self._cache = runtime, cache

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        found = scope["path"] == PATH and scope["method"] in ("GET", "HEAD")
        body = await self.text() if found else b""
        kind = CONTENT_TYPE_LATEST.encode() if found else b"text/plain"
        headers = [(b"content-type", kind), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200 if found else 404, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def text(self) -> bytes:
        """All figures now; without those of the database where it is away."""
        try:
            queues, backups = await queues_of(self._runtime), await backup_state(self._runtime)
        except Exception as failure:
            if failure_status(failure) != 503:
                raise
            queues, backups = None, None
        registry = CollectorRegistry()
        registry.register(
            Figures([*self._of_the_process(), *of_the_database(self._runtime, queues), *of_the_backups(self._runtime, backups)])
        )
        ProcessCollector(registry=registry)
        return generate_latest(registry)

    def _of_the_process(self) -> Iterator[Metric]:
        cache, runtime = self._cache, self._runtime
        yield from of_requests(cache.requests)
        yield counter("consult_page_cache_hits", "Pages answered from the cache", {(): cache.hits})
        yield counter("consult_page_cache_misses", "Pages rendered", {(): cache.misses})
        yield counter("consult_refused", "Commands refused, by rule", by_one(runtime.refused), "rule")
        admission = cache.admission
        reasons = {(reason,): admission.refused[reason] for reason in REASONS}
        yield counter("consult_not_admitted", "Attempts to comment refused as too many", reasons, "reason")
        wire = {(str(status),): count for status, count in refused_at_the_wire.items()}
        yield counter("consult_refused_at_the_wire", "Connections refused as too large, slow or many", wire, "status")
        yield gauge("consult_under_attack", "Decisions that ask for a proof of work", {(): admission.attacks})
        use = pool_use(runtime)
        states = {("in use",): use.in_use, ("idle",): use.open - use.in_use, ("closed",): use.most - use.open}
        yield gauge("consult_pool_connections", "Connections to PostgreSQL of this process", states, "state")
        sizes = runtime.log.batch_sizes
        yield gauge("consult_append_batch_mean", "Mean events in the last batches", {(): sum(sizes) / len(sizes) if sizes else 0})


class Figures(Collector):
    """Figures that have been read already."""

    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def of_requests(requests: Requests) -> Iterator[Metric]:
    answered = {(route, method, str(status)): count for (route, method, status), count in requests.answered.items()}
    yield counter("consult_http_requests", "Requests answered", answered, "route", "method", "status")
    yield counter("consult_http_failures", "Requests failed by no rule", by_one(requests.failures), "error")
    yield gauge("consult_http_requests_under_way", "Requests being answered", {(): requests.under_way})
    durations = HistogramMetricFamily("consult_http_request_seconds", "Duration of requests", labels=["route"])
    for route, found in requests.durations.items():
        sums = [sum(found.counts[: number + 1]) for number in range(len(found.counts))]
        buckets = [(str(bound), count) for bound, count in zip((*BUCKETS, "+Inf"), sums, strict=True)]
        durations.add_metric([route], buckets, found.total)
    yield durations


def of_the_database(runtime: Runtime, queues: Queues | None) -> Iterator[Metric]:
    yield gauge("consult_database_up", "Whether the database answers", {(): queues is not None})
    if queues is None:
        return
    yield gauge("consult_log_size", "Entries in the log", {(): queues.size})
    lags = {
        ("read models",): queues.size - 1 - runtime.freshness.overall_position,
        ("text marks",): queues.unmarked,
        ("letters to make",): queues.untold,
        ("mail",): queues.letters,
        ("rechecks",): queues.rechecks,
        ("packs",): runtime.packs.waiting,
    }
    yield gauge("consult_queue_length", "What waits: entries, letters, jobs", lags, "queue")
    yield gauge("consult_mail_oldest_seconds", "How long the oldest letter has waited", {(): queues.letter_waits or 0})
    yield gauge("consult_work_leaders", "Processes that lead the work: one is right", {(): queues.leaders})


def of_the_backups(runtime: Runtime, found: BackupState | None) -> Iterator[Metric]:
    """No figures where no backups are made."""
    if found is None:
        return
    age = (runtime.clock.now() - found.base_at).total_seconds() if found.base_at else inf
    yield gauge("consult_backup_base_age_seconds", "Since the newest base backup", {(): age})
    yield gauge("consult_backup_receiving", "Whether the write-ahead log is received", {(): found.receiving})
    behind = found.slot.behind if found.slot else None
    yield gauge("consult_backup_behind_bytes", "Of the write-ahead log, not yet in the backup", {(): behind or 0})


def by_one(counts: Mapping[str, int]) -> dict[tuple[str], int]:
    return {(name,): count for name, count in counts.items()}


def counter(name: str, text: str, values: Labelled, *labels: str) -> Metric:
    family = CounterMetricFamily(name, text, labels=labels)
    for label, value in values.items():
        family.add_metric(label, value)
    return family


def gauge(name: str, text: str, values: Labelled, *labels: str) -> Metric:
    family = GaugeMetricFamily(name, text, labels=labels)
    for label, value in values.items():
        family.add_metric(label, value)
    return family
