"""Tiles and bundles: they never change, so they are stored as they go over the wire and answered before the router."""

from __future__ import annotations

from collections import OrderedDict

import msgspec

from consult.public_log.tiles import Tile, parse_tile
from consult.publication.tree import tile_content
from consult.runtime import Runtime
from web.shared.http.asgi import Scope, Send
from web.shared.stored_answer import StoredAnswer, stored_answer

LIMIT = 64 << 20  # bytes kept
IMMUTABLE = (b"cache-control", b"public, max-age=31536000, immutable")
LONGEST = 80  # characters of an address that can name a tile


class StoredTile(msgspec.Struct):
    """A tile or bundle as it is sent, and the bytes of memory it takes."""

    answer: StoredAnswer
    weight: int


class Tiles:
    """The tiles in use, up to 64 MiB of them; those used least recently go first."""

    def __init__(self, runtime: Runtime, headers: list[tuple[bytes, bytes]]) -> None:
        self._pool = runtime.database.pool
        self._headers = headers
        self._kept: OrderedDict[str, StoredTile] = OrderedDict()
        self._weight = 0

    async def answer(self, scope: Scope, gzip: bool, match: bytes, send: Send) -> bool:
        """Answer where the address names a tile of the log; otherwise say no, and let the router answer."""
        path = scope["path"]
        tile = self._kept.get(path)
        if tile is None:
            tile = await self._load(path)
            if tile is None:
                return False
        else:
            self._kept.move_to_end(path)
        await tile.answer.send(send, gzip=gzip, match=match, head_only=scope["method"] == "HEAD")
        return True

    async def _load(self, path: str) -> StoredTile | None:
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

    def _made(self, named: Tile, content: bytes) -> StoredTile:
        """A bundle is sent compressed too; a tile is made of hashes, which no compression makes smaller."""
        is_bundle = named.level is None
        headers = [*self._headers, (b"content-type", b"application/octet-stream"), IMMUTABLE]
        headers += [(b"vary", b"accept-encoding")] if is_bundle else []
        answer = stored_answer(200, headers, content, compressible=is_bundle)
        compressed_size = len(answer.gzip_body["body"]) if is_bundle else 0
        return StoredTile(answer, len(content) + compressed_size + 1000)
