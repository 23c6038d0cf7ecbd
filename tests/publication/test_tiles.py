"""Tiles and bundles as they are served, for every size where something changes."""

from __future__ import annotations

from hashlib import sha256

import httpx
import pytest

from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.tiles import Tile, entries_of, parse_tile, tiles_of
from consult.public_log.tree import root_of
from consult.runtime import Runtime
from tests.publication.synthetic import entry, grow, leaves, level_hashes

pytestmark = pytest.mark.anyio
SIZES = (1, 255, 256, 257, 65_535, 65_536, 65_537, 70_000)


async def content(client: httpx.AsyncClient, tile: Tile) -> bytes:
    response = await client.get(f"/log/{tile.path}")
    assert response.status_code == 200, tile.path
    return response.content


def names_by_the_book(size: int) -> set[str]:
    """The names that tlog-tiles gives: partial width at level l is floor(s / 256^l) mod 256, never an empty tile."""
    names = set()
    for level in range(8):
        count = size // 256**level
        for index in range(-(-count // 256)):
            width = min(256, count - index * 256)
            digits = f"{index:03}" if index < 1000 else f"x{index // 1000:03}/{index % 1000:03}"
            end = digits + ("" if width == 256 else f".p/{width}")
            names |= {f"tile/{level}/{end}"} | ({f"tile/entries/{end}"} if level == 0 else set())
    return names


async def test_the_tile_set_is_whole_at_every_size(runtime: Runtime, client: httpx.AsyncClient) -> None:
    known, before = leaves(SIZES[-1]), 0
    for size in SIZES:
        await grow(runtime.log, before, size)
        before = size
        tiles = list(tiles_of(size))
        assert {tile.path for tile in tiles} == names_by_the_book(size)
        assert len(tiles) == len(names_by_the_book(size))
        by_level = {level: level_hashes(known[:size], level) for level in {tile.level for tile in tiles} if level is not None}
        for tile in tiles:
            if size <= 257 or tile.level or tile.width < 256 or tile.index in (0, 100, 255):
                await assert_tile(client, tile, by_level)
        note = (await client.get("/log/checkpoint")).text
        checkpoint = parse_checkpoint(open_note(note, runtime.signer.verification_key))
        assert (checkpoint.size, checkpoint.root) == (size, root_of(known[:size]))


async def assert_tile(client: httpx.AsyncClient, tile: Tile, by_level: dict[int, list[bytes]]) -> None:
    found = await content(client, tile)
    if tile.level is None:
        assert entries_of(found) == [entry(number) for number in range(tile.first, tile.first + tile.width)]
    else:
        assert found == b"".join(by_level[tile.level][tile.first : tile.first + tile.width]), tile.path


async def test_every_partial_tile_of_a_published_size_is_served_and_nothing_beyond(
    runtime: Runtime, client: httpx.AsyncClient
) -> None:
    await grow(runtime.log, 0, 600)
    known = leaves(600)
    for width in range(1, 256):
        assert await content(client, Tile(0, 1, width)) == b"".join(known[256 : 256 + width])
    for width in (1, 2):
        assert len(await content(client, Tile(1, 0, width))) == 32 * width
    beyond = [
        Tile(0, 2, 89),
        Tile(0, 2),
        Tile(0, 3, 1),
        Tile(None, 2, 89),
        Tile(1, 0, 3),
        Tile(1, 0),
        Tile(2, 0, 1),
        Tile(5, 0, 1),
    ]
    for tile in beyond:
        assert (await client.get(f"/log/{tile.path}")).status_code == 404, tile.path
    await grow(runtime.log, 600, 601)
    assert await content(client, Tile(0, 2, 89)) == b"".join(leaves(601)[512:601])


WRONG = [
    "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/01", "tile/0/x000/000",
    "tile/0/x001/x000", "tile/00/000", "tile/-1/000", "tile/64/000", "tile/6/000.p/1", "tile/entries/x000/000",
    "tile/entries/", "tile/0/000.p/", "tile/0/000/", "tile/entry/000", "tile/0/" + "x001/" * 20 + "000", "tile/0/٠٠٠",
]  # fmt: skip


@pytest.mark.parametrize("path", WRONG)
async def test_a_tile_has_one_name(runtime: Runtime, client: httpx.AsyncClient, path: str) -> None:
    await grow(runtime.log, 0, 300)
    assert parse_tile(path) is None
    assert (await client.get(f"/log/{path}")).status_code == 404


def test_long_indexes_are_written_in_groups_of_three() -> None:
    for index, path in ((0, "000"), (999, "999"), (1000, "x001/000"), (1_234_067, "x001/x234/067")):
        assert Tile(0, index).path == f"tile/0/{path}"
        assert parse_tile(f"tile/0/{path}") == Tile(0, index)


async def test_the_headers_of_tiles_and_bundles(runtime: Runtime, client: httpx.AsyncClient) -> None:
    await grow(runtime.log, 0, 300)
    for path, packed in (("/log/tile/0/000", None), ("/log/tile/entries/000", "gzip"), ("/log/tile/entries/001.p/44", "gzip")):
        first, again = [await client.get(path, headers={"accept-encoding": "gzip"}) for _ in range(2)]
        assert first.headers == again.headers
        assert first.headers["content-type"] == "application/octet-stream"
        assert first.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert first.headers["x-content-type-options"] == "nosniff"
        assert first.headers.get("content-encoding") == packed
        plain = await client.get(path, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.content == first.content
        same = await client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (same.status_code, same.content) == (304, b"")
        head = await client.head(path, headers={"accept-encoding": "identity"})
        assert (head.status_code, head.content, int(head.headers["content-length"])) == (200, b"", len(plain.content))
        assert sha256(plain.content).hexdigest()[:24] in first.headers["etag"]
    assert (await client.post("/log/tile/0/000")).status_code == 405


async def test_the_checkpoint_is_kept_for_a_moment_only(runtime: Runtime, client: httpx.AsyncClient) -> None:
    empty = await client.get("/log/checkpoint")
    assert empty.text.split("\n")[1] == "0"
    await grow(runtime.log, 0, 1)
    first = await client.get("/log/checkpoint")
    assert first.headers["content-type"] == "text/plain; charset=utf-8"
    assert first.headers["cache-control"] == "public, max-age=1"
    same = await client.get("/log/checkpoint", headers={"if-none-match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    policy = (await client.get("/log/policy")).text
    assert policy == f"log {runtime.signer.verification_key}\nquorum none\n"
