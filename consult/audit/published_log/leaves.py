"""Checks entries against tiles: the root is computed from the entries alone, then every tile compared byte for byte.

Where they differ, two trees are built: one from the entries, one from the level-0 tiles. The one that leads to the signed root
shows which of the two was changed.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.audit.findings import AuditFinding, Findings
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import Tile, TiledTree, hashes_in, tile_path
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import HASH_SIZE

REMEMBERED = 4096  # leaves that differ, kept to say what happened to them


class Leaves:
    """Takes bundle after bundle of leaf hashes; at the end says whether root and tiles hold."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.tree = TiledTree()
        self._told: TiledTree | None = None
        self._source, self._findings = source, findings
        self._differing: dict[int, tuple[bytes | None, bytes | None]] = {}
        self._surplus = 0
        self._tiles: list[tuple[Tile, str, bool, bool]] = []  # code; fits the entries; fits the tiles below

    def add(self, index: int, width: int, leaves: Sequence[bytes], tile: bytes | None) -> None:
        """Bundle `index`, which has to have `width` entries, and the level-0 tile of the same place.

        No leaves at all: the bundle could not be read, and says nothing of what happened to its entries.
        """
        self._findings.checked["tiles"] += 1
        joined = b"".join(leaves)
        if tile == joined and self._told is None:
            return self._check(self.tree.add(leaves), None)
        told = hashes_in(tile) if tile is not None and len(tile) == width * HASH_SIZE else list(leaves[:width])
        if tile is None or len(tile) != width * HASH_SIZE:
            self._found(tile_path(0, index, width), _misshapen(tile), index * WIDTH)
        elif leaves:
            self._compare(index * WIDTH, leaves, told)
        if self._told is None and told == list(leaves):
            return self._check(self.tree.add(leaves), None)
        self._told = self._told or self.tree.copy()
        return self._check(self._told.add(told), self.tree.add(leaves))

    def _compare(self, start: int, leaves: Sequence[bytes], told: Sequence[bytes]) -> None:
        self._surplus += len(leaves) - len(told)
        for offset in range(max(len(leaves), len(told))):
            own = leaves[offset] if offset < len(leaves) else None
            other = told[offset] if offset < len(told) else None
            if own != other and len(self._differing) < REMEMBERED:
                self._differing[start + offset] = own, other

    def _check(self, tiles: Sequence[Tile], of_entries: Sequence[Tile] | None) -> None:
        """Published tiles above level 0 against those calculated; `of_entries`: by the other tree, where they differ."""
        expected = [tile for tile in tiles if tile.level]
        others = {(tile.level, tile.index): tile.content for tile in of_entries or ()}
        for tile, found in zip(expected, self._source.read_all([tile.path for tile in expected]), strict=True):
            self._findings.checked["tiles"] += 1
            by_entries = tile.content if of_entries is None else others.get((tile.level, tile.index))
            if found is None or len(found) != len(tile.content):
                self._found(tile.path, _misshapen(found), tile.index * WIDTH ** (tile.level + 1))
            elif found != tile.content or found != by_entries:
                self._tiles.append((tile, "tile-altered", found == by_entries, found == tile.content))

    def _found(self, path: str, code: str, position: int) -> None:
        self._findings.add(AuditFinding(code=code, positions=(position,), place=self._source.link(path)))

    def finish(self, root: bytes) -> bytes:
        """The root of the entries, with findings where it, or a tile, contradicts the signed `root`."""
        told = self._told or self.tree
        self._check(told.partials(), self.tree.partials() if self._told else None)
        calculated = self.tree.root()
        self._blame(root, calculated, told.root())
        return calculated

    def _blame(self, root: bytes, calculated: bytes, told: bytes) -> None:
        entries_hold, tiles_hold = calculated == root, told == root
        for tile, code, fits_entries, fits_told in self._tiles:
            if not (fits_told if tiles_hold and not entries_hold else fits_entries):
                self._found(tile.path, code, tile.index * WIDTH ** (tile.level + 1))
        if entries_hold:
            for index in dict.fromkeys(position // WIDTH for position in self._differing):
                self._found(tile_path(0, index, min(WIDTH, self.tree.size - index * WIDTH)), "tile-altered", index * WIDTH)
        else:
            self._name_differences()

    def _name_differences(self) -> None:
        """What happened to the entries, as far as the tiles still show it: dropped, added, swapped, or altered."""
        differing = dict(self._differing)
        if self._surplus and differing:
            first = min(differing)
            code = "entry-dropped" if self._surplus < 0 else "entry-added"
            return self._findings.add(AuditFinding(code=code, positions=(first,), said=str(abs(self._surplus))))
        seats = {own: position for position, (own, _) in differing.items()}
        for position, (own, other) in self._differing.items():
            if position not in differing:
                continue
            partner = seats.get(other)
            if partner is not None and partner != position and differing.get(partner, (None, None))[1] == own:
                del differing[partner]
                self._findings.add(AuditFinding(code="entries-swapped", positions=(position, partner)))
            else:
                self._findings.add(
                    AuditFinding(code="entry-altered", positions=(position,), said=_hex(other), calculated=_hex(own))
                )
        return None


def _misshapen(found: bytes | None) -> str:
    return "tile-missing" if found is None else "tile-truncated"


def _hex(digest: bytes | None) -> str:
    return digest.hex() if digest else "-"
