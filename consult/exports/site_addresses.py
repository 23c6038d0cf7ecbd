"""Every address of a site whose answer follows from the log: pages and what they lead to, data, and what stands by itself."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterator

import msgspec

from consult.exports.api import MOST, ROOT, catalogue_addresses, listed_decisions
from consult.exports.pages import Copies, Fetch, links

ALONE = ("/robots.txt", "/schema/openapi.json")
COMMENTS = 200  # in one answer


async def site_answers(fetch: Fetch) -> AsyncIterator[tuple[str, bytes]]:
    """Address and answer of each, as `fetch` gives them; what answers otherwise than with 200 is left out."""
    for address in ALONE:
        yield address, (await fetch(address))[1]
    async for address, body in _data(fetch):
        yield address, body
    async for address, body in _pages(fetch):
        yield address, body


async def _pages(fetch: Fetch) -> AsyncIterator[tuple[str, bytes]]:
    """Also downloads, documents and static files."""
    copies = Copies("", (await fetch("/robots.txt"))[1].decode())
    waiting, seen = deque(["/", "/en/"]), set[str]()
    while waiting:
        address = waiting.popleft()
        file = copies.file(address)
        if file is None or file in seen:
            continue
        seen.add(file)
        status, body = await fetch(address)
        if status == 200:
            if file.endswith(".html"):
                waiting.extend(links(body.decode()))
            yield address, body


async def _data(fetch: Fetch) -> AsyncIterator[tuple[str, bytes]]:
    for address in await catalogue_addresses(fetch):
        yield address, (await fetch(address))[1]
    decisions = await listed_decisions(fetch)
    for page in range(1, len(decisions) // MOST + 2):
        address = f"{ROOT}?page={page}&size={MOST}"
        yield address, (await fetch(address))[1]
    for item in decisions:
        own = f"{ROOT}/{item['id']}"
        following: str | None = f"{own}/comments?limit={COMMENTS}"
        while following:
            _, body = await fetch(following)
            yield following, body
            following = msgspec.json.decode(body)["next"]
        following = f"{own}/execution?limit={COMMENTS}"
        while following:
            _, body = await fetch(following)
            yield following, body
            following = msgspec.json.decode(body)["next"]
        for address in (own, f"{own}/feedback", f"{own}/questionnaires"):
            status, body = await fetch(address)
            if status == 200:
                yield address, body
