"""The API's answers as files: what an auditor compares with the log, and what an archive can read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import msgspec

from consult.exports.folder import ExportFolder
from consult.exports.pages import Fetch

ROOT = "/api/v1/consultations"
MOST = 100
PART = 10_000  # comments in one file


class NotAnswered(Exception):
    """The site did not answer an address that it must have."""


async def write_api(fetch: Fetch, folder: ExportFolder, progress: Any) -> list[dict[str, Any]]:
    """Every published decision, its comments one to a line, its feedback; answers with the decisions."""
    decisions, kept = await api_paths(fetch), set[str]()
    whole = {"items": decisions, "total": len(decisions), "page": 1, "size": len(decisions)}
    folder.write("api/v1/consultations.json", msgspec.json.encode(whole))
    for number, item in enumerate(decisions):
        async for path, content in decision_files(fetch, item["id"]):
            folder.write(path, content)
            kept.add(path)
        progress("decisions", number + 1, len(decisions))
    folder.keep_only("api/v1/consultations/", kept)
    return decisions


async def api_paths(fetch: Fetch) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    page = 1
    while part := (await _json(fetch, f"{ROOT}?page={page}&size={MOST}"))["items"]:
        found += part
        page += 1
    return found


async def decision_files(fetch: Fetch, consultation_id: str) -> AsyncIterator[tuple[str, bytes]]:
    """Path in the export and content: the decision, its feedback, its comments in parts of up to 10,000 lines."""
    own = f"{ROOT}/{consultation_id}"
    status, decision = await fetch(own)
    if status != 200:
        raise NotAnswered(f"{own} answers {status}")
    yield f"{own[1:]}.json", decision
    status, feedback = await fetch(f"{own}/feedback")
    if status == 200:
        yield f"{own[1:]}/feedback.json", feedback
    part: list[Any] = []
    async for item in _comments(fetch, own):
        part.append(item)
        if len(part) == PART:
            yield _part(own, part)
            part = []
    if part:
        yield _part(own, part)


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
    status, body = await fetch(address)
    if status != 200:
        raise NotAnswered(f"{address} answers {status}")
    return msgspec.json.decode(body)
