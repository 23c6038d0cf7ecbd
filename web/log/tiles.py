"""Tiles and bundles: they never change, so they are kept as they go over the wire and answered before the router."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, MutableMapping
from hashlib import sha256
from typing import Any

import msgspec

from consult.public_log.tiles import Tile, parse_tile
from consult.publication.tree import tile_content
from consult.runtime import Runtime

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]

LIMIT = 64 << 20  # bytes kept
IMMUTABLE = (b"cache-control", b"public, max-age=31536000, immutable")
LONGEST = 80  # characters of an address that can name a tile
EMPTY: Message = {"type": "http.response.body", "body": b""}


class KeptTile(msgspec.Struct):
    """A tile as it goes over the wire; a bundle also compressed."""

    etag: bytes
    plain: Message
    plain_body: Message
    packed: Message
    packed_body: Message
    unchanged: Message
    weight: int


class Tiles:
    """The tiles in use, up to 64 MiB of them; those used least recently go first."""

    def __init__(self, runtime: Runtime, headers: list[tuple[bytes, bytes]]) -> None:
        self._pool = runtime.database.pool
        self._headers = headers
        self._kept: OrderedDict[str, KeptTile] = OrderedDict()
        self._weight = 0

    async def answer(self, scope: Message, packed: bool, match: bytes, send: Send) -> bool:
        """Answer where the address names a tile of the log; otherwise say no, and let the router answer."""
        path = scope["path"]
        tile = self._kept.get(path)
        if tile is None:
            tile = await self._load(path)
            if tile is None:
                return False
        else:
            self._kept.move_to_end(path)
        if match and tile.etag in match:
            await send(tile.unchanged)
            await send(EMPTY)
            return True
        await send(tile.packed if packed else tile.plain)
        await send(EMPTY if scope["method"] == "HEAD" else tile.packed_body if packed else tile.plain_body)
        return True

    async def _load(self, path: str) -> KeptTile | None:
        named = parse_tile(path.removeprefix("/log/")) if len(path) < LONGEST else None
        content = await tile_content(self._pool, named) if named else None
        if named is None or content is None:
            return None
        tile = self._made(named, content)
        self._weight += tile.weight
        self._kept[path] = tile
        while self._weight > LIMIT:
            self._weight -= self._kept.popitem(last=False)[1].weight
        return tile

    def _made(self, named: Tile, content: bytes) -> KeptTile:
        etag = b'"' + sha256(content).hexdigest()[:24].encode() + b'"'
        shared = [*self._headers, (b"content-type", b"application/octet-stream"), IMMUTABLE, (b"etag", etag)]
        plain, body = _answer(shared, content)
        packed, packed_body = plain, body
        if named.level is None:
            shared.append((b"vary", b"accept-encoding"))
            plain, body = _answer(shared, content)
            packed, packed_body = _answer([*shared, (b"content-encoding", b"gzip")], gzip.compress(content, 6, mtime=0))
        weight = len(content) + len(packed_body["body"]) if named.level is None else len(content)
        unchanged: Message = {"type": "http.response.start", "status": 304, "headers": shared}
        return KeptTile(etag, plain, body, packed, packed_body, unchanged, weight + 1000)


def _answer(headers: list[tuple[bytes, bytes]], content: bytes) -> tuple[Message, Message]:
    sized = [*headers, (b"content-length", str(len(content)).encode())]
    start: Message = {"type": "http.response.start", "status": 200, "headers": sized}
    return start, {"type": "http.response.body", "body": content}
