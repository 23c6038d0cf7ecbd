"""What of an export follows from the log by way of the read models: data, pages, downloads, static files, guides, script."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

from consult.exports.api import api_files
from consult.exports.pages import Copies, Fetch, copy_pages
from consult.publication.guide import guide_pages
from consult.runtime import Runtime


async def derived_files(
    runtime: Runtime, fetch: Fetch, size: int, decisions: Sequence[Mapping[str, Any]], left_alone: Collection[str] = ()
) -> AsyncIterator[tuple[str, bytes]]:
    """Path and content; pages whose file begins with one of `left_alone` are left out. Whoever exports writes these files,
    whoever audits compares them."""
    async for path, content in api_files(fetch, decisions):
        yield path, content
    copies = Copies(runtime.settings.public_url, (await fetch("/robots.txt"))[1].decode())
    async for path, content in copy_pages(fetch, copies, ["/", "/en/"], left_alone):
        yield path, content
    for path, content in guide_pages(runtime, size).items():
        yield path, content
