"""Names of tiles and entry bundles: C2SP tlog-tiles v0.1.0. Needs no server, no database, no secret."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

WIDTH = 256
HEIGHT = 8
ENTRIES = "entries"
MOST_LEVELS = 6  # 256^6 leaves are more than any position holds

_PATH = re.compile(r"tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


class Tile(msgspec.Struct, frozen=True):
    """A tile of hashes, or a bundle of entries (`level` is None); `width` below 256 where it is partial."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below the log's prefix: `tile/0/x001/067.p/8`."""
        level = ENTRIES if self.level is None else str(self.level)
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{index_path(self.index)}{partial}"

    @property
    def first(self) -> int:
        """The first hash (of its level), or the first entry, in it."""
        return self.index * WIDTH

    def within(self, size: int) -> bool:
        """Whether the tile exists in a tree of `size` leaves."""
        return 0 < self.first + self.width <= size >> (HEIGHT * (self.level or 0))


def index_path(index: int) -> str:
    """Groups of three digits, all but the last prefixed `x`: 1234067 is `x001/x234/067`."""
    last = f"{index % 1000:03}"
    while index := index // 1000:
        last = f"x{index % 1000:03}/{last}"
    return last


def parse_tile(path: str) -> Tile | None:
    """The tile a path (below the log's prefix) names; None where it is not the one spelling of a tile's name."""
    found = _PATH.fullmatch(path)
    if found is None or len(path) > 60:
        return None
    level, index, width = found.groups()
    tile = Tile(
        None if level == ENTRIES else int(level), int(index.replace("x", "").replace("/", "")), int(width) if width else WIDTH
    )
    spelled = tile.path == path and (tile.level or 0) < MOST_LEVELS
    return tile if spelled and (width is None or tile.width < WIDTH) else None


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """All tiles and bundles of a tree of `size`, lowest level first; of those full already at `since`, none."""
    level = 0
    while count := size >> (HEIGHT * level):
        full = (since >> (HEIGHT * level)) // WIDTH
        for index in range(full, count // WIDTH):
            yield from _at(level, index, WIDTH)
        if count % WIDTH:
            yield from _at(level, count // WIDTH, count % WIDTH)
        level += 1


def _at(level: int, index: int, width: int) -> Iterator[Tile]:
    yield Tile(level, index, width)
    if level == 0:
        yield Tile(None, index, width)


def bundle(entries: list[bytes]) -> bytes:
    """Each entry with its length before it, a big-endian uint16."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_of(content: bytes) -> list[bytes]:
    """The entries in a bundle. Raises ValueError where it is cut short."""
    entries: list[bytes] = []
    start = 0
    while start < len(content):
        end = start + 2 + int.from_bytes(content[start : start + 2], "big")
        if start + 2 > len(content) or end > len(content):
            raise ValueError(f"a bundle of {len(content)} bytes ends inside entry {len(entries)}")
        entries.append(content[start + 2 : end])
        start = end
    return entries
