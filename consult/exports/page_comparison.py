"""Rebuilds pages from a published log alone, on a scratch database, and compares them with the published ones."""

from __future__ import annotations

import re
import tempfile
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import zip_longest
from pathlib import Path

import msgspec

from consult.audit.findings import LISTED, AuditFinding
from consult.audit.published_log.source import Folder, Source
from consult.audit.report import Report
from consult.exports.api import api_paths
from consult.exports.folder import MANIFEST, Manifest
from consult.exports.pages import Copies, Fetch, links
from consult.exports.recovery import recover_up_to
from consult.instance.clock import ToldClock
from consult.instance.settings import Settings
from consult.opening import open_runtime
from consult.public_log.note import parse_checkpoint
from consult.runtime import Runtime
from consult.work import LogSource
from projections.catch_up import catch_up

SHOWN = 120  # characters of a difference
OF_A_DECISION = re.compile(r"(/en)?/consultations/[^/?]+(/|\?|$)").match
CANONICAL = re.compile(rb'<link rel="canonical" href="([^"]*?)(?:/en)?/"')
EVERY_PAGE = Copies("")


async def with_page_comparison(report: Report, source: Source, fetch_of: Callable[[Runtime], Fetch]) -> Report:
    """The report, with what the pages add to it: every page of every decision, in both languages, as published and as rebuilt.

    Compared is what stands in `<main>`: around it stand facts of the site, not of the log. `fetch_of`: answers of the app.
    Raises RecoveryRefused where the log leads to no root that could be rebuilt.
    """
    findings, checked = [], 0
    async with _rebuilt(report, source) as runtime:
        copies = Copies(runtime.settings.public_url)
        async for address, page in _pages(fetch_of(runtime)):
            checked += 1
            findings += list(_compared(address, page, source, copies))
    counts = dict(report.counts)
    for found in findings:
        counts[found.code] = counts.get(found.code, 0) + 1
    return msgspec.structs.replace(
        report, counts=counts, findings=(*report.findings, *findings[:LISTED]), checked=report.checked | {"pages": checked}
    )


@asynccontextmanager
async def _rebuilt(report: Report, source: Source) -> AsyncIterator[Runtime]:
    """An instance of its own, with the audited entries and what is public of their contents."""
    manifest = _manifest(source)
    at = manifest.at or (report.last_at if isinstance(source, Folder) else None) or datetime.now(UTC)
    with tempfile.TemporaryDirectory(prefix="audit-pages-") as folder:
        settings = Settings(data_dir=Path(folder), origin=report.origin, public_url=_public_url(source), work=False)
        async with open_runtime(settings, ToldClock(at)) as runtime:
            await recover_up_to(runtime, source, parse_checkpoint(report.checkpoint.rpartition("\n\n")[0] + "\n"))
            await catch_up(runtime.database.pool, LogSource(runtime.archive), freshness=runtime.freshness)
            yield runtime


def _public_url(source: Source) -> str:
    """What the site calls itself, from its first page."""
    content = source.read("pages/index.html" if isinstance(source, Folder) else "") or b""
    found = CANONICAL.search(content)
    return found[1].decode() if found else source.name


def _manifest(source: Source) -> Manifest:
    content = source.read(MANIFEST) if isinstance(source, Folder) else None
    return msgspec.json.decode(content, type=Manifest) if content is not None else Manifest()


async def _pages(fetch: Fetch) -> AsyncIterator[tuple[str, str]]:
    """Every page of every decision, by its address, as rebuilt."""
    numbers = [item["number"] for item in await api_paths(fetch)]
    waiting, seen = deque(f"{prefix}/consultations/{number}" for number in numbers for prefix in ("", "/en")), set[str]()
    while waiting:
        address = waiting.popleft()
        if address in seen or not OF_A_DECISION(address) or not (EVERY_PAGE.file(address) or "").endswith(".html"):
            continue
        seen.add(address)
        status, body = await fetch(address)
        if status == 200:
            waiting.extend(links(body.decode()))
            yield address, body.decode()


def _compared(address: str, page: str, source: Source, copies: Copies) -> Iterator[AuditFinding]:
    path, own = address[1:], page
    if isinstance(source, Folder):
        path = copies.file(address) or path
        own = copies.relative(page, path)
    content = source.read(path)
    if content is None:
        yield AuditFinding(code="page-missing", place=source.link(path))
        return
    said, calculated = _main(content.decode("utf-8", "replace")), _main(own)
    if said != calculated:
        lines = zip_longest(said.splitlines(), calculated.splitlines(), fillvalue="")
        one, other = next(pair for pair in lines if pair[0] != pair[1])
        yield AuditFinding(code="page-differs", place=source.link(path), said=_around(one, other), calculated=_around(other, one))


def _main(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def _around(line: str, other: str) -> str:
    """The part of a line where it begins to differ from another."""
    pairs = enumerate(zip(line, other, strict=False))
    same = next((place for place, (one, two) in pairs if one != two), min(len(line), len(other)))
    return line[max(0, same - 20) : same + SHOWN]
