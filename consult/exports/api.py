"""The API's answers as files: what an auditor compares with the log, and what an archive can read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

import msgspec

from consult.exports.pages import Fetch

SITE = "/api/v1/site"
ROOT = "/api/v1/consultations"
CATALOGUES = "/api/v1/catalogues"
MOST = 100
PART = 10_000  # comments in one file


class NotAnswered(Exception):
    """The site did not answer an address that it must have."""


async def api_files(fetch: Fetch, decisions: Sequence[Mapping[str, Any]]) -> AsyncIterator[tuple[str, bytes]]:
    """Path in the export and content: the site's facts, the list of published decisions, and the files of each."""
    yield f"{SITE[1:]}.json", await _body(fetch, SITE)
    whole = {"items": decisions, "total": len(decisions), "page": 1, "size": len(decisions)}
    yield f"{ROOT[1:]}.json", msgspec.json.encode(whole)
    for address in await catalogue_addresses(fetch):
        yield f"{address[1:]}.json", await _body(fetch, address)
    for item in decisions:
        async for path, content in decision_files(fetch, item["id"]):
            yield path, content


async def listed_decisions(fetch: Fetch) -> list[dict[str, Any]]:
    """Every published decision, as the API lists them."""
    found: list[dict[str, Any]] = []
    page = 1
    while part := (await _json(fetch, f"{ROOT}?page={page}&size={MOST}"))["items"]:
        found += part
        page += 1
    return found


async def catalogue_addresses(fetch: Fetch) -> list[str]:
    """Of the list of catalogues of decision matters, and of each."""
    return [CATALOGUES, *(f"{CATALOGUES}/{year}" for year in (await _json(fetch, CATALOGUES))["years"])]


async def decision_files(fetch: Fetch, consultation_id: str) -> AsyncIterator[tuple[str, bytes]]:
    """Path in the export and content: the decision, its feedback, its execution, its comments in parts of up to 10,000 lines."""
    own = f"{ROOT}/{consultation_id}"
    yield f"{own[1:]}.json", await _body(fetch, own)
    status, feedback = await fetch(f"{own}/feedback")
    if status == 200:
        yield f"{own[1:]}/feedback.json", feedback
    async for path, content in _execution(fetch, own):
        yield path, content
    part: list[Any] = []
    async for item in _comments(fetch, own):
        part.append(item)
        if len(part) == PART:
            yield _part(own, part)
            part = []
    if part:
        yield _part(own, part)


async def _execution(fetch: Fetch, own: str) -> AsyncIterator[tuple[str, bytes]]:
    """What became of the decision, in parts of up to 200 tasks."""
    address, number = f"{own}/execution?limit=200", 1
    while address:
        body = await _body(fetch, address)
        yield f"{own[1:]}/execution/{number:04}.json", body
        address, number = msgspec.json.decode(body)["next"], number + 1


def _part(own: str, items: list[Any]) -> tuple[str, bytes]:
    path = f"{own[1:]}/comments/{items[0]['number']:09}.jsonl"
    return path, b"".join(msgspec.json.encode(item) + b"\n" for item in items)


async def _comments(fetch: Fetch, own: str) -> AsyncIterator[Any]:
    address: str | None = f"{own}/comments?limit=200"
    while address:
        found = await _json(fetch, address)
        for item in found["items"]:
            yield item
        address = found["next"]


async def _json(fetch: Fetch, address: str) -> Any:
    return msgspec.json.decode(await _body(fetch, address))


async def _body(fetch: Fetch, address: str) -> bytes:
    status, body = await fetch(address)
    if status != 200:
        raise NotAnswered(f"{address} answers {status}")
    return body
