"""This program's own log as a source for the audit: exactly what is served to the public, read without HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Iterator
from typing import Any, TypeVar

import msgspec

from consult.event_log import Head, LogEntry
from consult.exports.anchor_files import anchor_file
from consult.exports.pages import Fetch
from consult.public_log.tiles import Tile, parse_tile
from consult.publication.disclosures import DisclosureAnswer, Disclosures
from consult.publication.policy import served_policy
from consult.publication.tree import tile_content
from consult.runtime import Runtime
from consult.sealed.mapper import EntryInvalid
from projections.consultations.queries import public_blob

T = TypeVar("T")
LOG, DISCLOSURES, BLOBS, ANCHORS = "log/", "log/disclosures/", "log/blobs/", "log/anchors/"
UNREADABLE = (EntryInvalid, msgspec.MsgspecError, ValueError, KeyError)


class OwnLog:
    """See `consult.audit.published_log.source.Source`. Called from a thread; its work runs on the event loop that it was made on.

    `fetch`: answers of the app; None where its pages cannot be looked at. The links it gives are addresses of this site.
    """

    name = ""
    patience: tuple[float, ...] = (0.5, 1.0)

    def __init__(self, runtime: Runtime, fetch: Fetch | None, head: Head) -> None:
        self._runtime, self._fetch, self._head = runtime, fetch, head
        self._disclosures = Disclosures(runtime.database.pool, runtime.log, runtime.sealed)
        self._loop = asyncio.get_running_loop()
        self._of_bundle: dict[str, bytes | None] = {}
        self._asked = False

    def read(self, path: str) -> bytes | None:
        if path.startswith(DISCLOSURES) and (digest := path.removeprefix(DISCLOSURES)) in self._of_bundle:
            return self._of_bundle[digest]
        return self._answer(self._found(path))

    def read_all(self, paths: Iterable[str]) -> Iterator[bytes | None]:
        return map(self.read, paths)

    def page(self, path: str) -> bytes | None:
        return self._answer(self._page(path)) if self._fetch else None

    def files(self) -> None:
        return None

    def link(self, path: str) -> str:
        return f"/{path}"

    def close(self) -> None:
        pass

    def _answer(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    async def _page(self, path: str) -> bytes | None:
        assert self._fetch is not None
        status, body = await self._fetch(f"/{path}")
        return body if status == 200 else None

    async def _found(self, path: str) -> bytes | None:
        if path == "log/checkpoint":
            return await self._checkpoint()
        if path == "log/policy":
            return served_policy(self._runtime).encode()
        if path.startswith(DISCLOSURES):
            return _text(await self._disclosures.find(path.removeprefix(DISCLOSURES)))
        if path.startswith(BLOBS):
            return await self._blob(path.removeprefix(BLOBS))
        if path.startswith(ANCHORS):
            return await anchor_file(self._runtime, path.removeprefix(ANCHORS))
        tile = parse_tile(path.removeprefix(LOG))
        return await self._tile(tile) if tile else None

    async def _checkpoint(self) -> bytes:
        """The head that the audit begins with; whoever asks again learns how far the log has come, cosigned or not."""
        if self._asked:
            self._head = await self._runtime.log.head()
        self._asked = True
        return self._head.checkpoint.encode()

    async def _blob(self, sha256: str) -> bytes | None:
        found = await public_blob(self._runtime.reads, sha256)
        return await self._runtime.sealed.blob(found.owner_id, sha256) if found else None

    async def _tile(self, tile: Tile) -> bytes | None:
        content = await tile_content(self._runtime.database.pool, tile)
        if tile.level is None and content is not None:
            entries = await self._runtime.log.read(tile.first, tile.width)
            self._of_bundle = await self._standing([entry for entry in entries if entry.position < tile.first + tile.width])
        return content

    async def _standing(self, entries: list[LogEntry]) -> dict[str, bytes | None]:
        """Disclosures of these entries by digest, all at once: whoever asks for a bundle asks for them next."""
        try:
            found = await self._disclosures.states(entries, self._head.size)
        except UNREADABLE:
            # An entry that cannot be read spoils nothing but its own decision.
            if len(entries) == 1:
                return {}
            parts = [await self._standing([entry]) for entry in entries]
            return {digest: content for part in parts for digest, content in part.items()}
        return {digest: _text(each) for digest, each in found.items()}


def _text(found: DisclosureAnswer) -> bytes | None:
    return found.disclosure.encode() if found.disclosure is not None else None
