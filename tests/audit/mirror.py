"""A published log copied to a folder, path by path, as any reader could; and small writers for synthetic ones."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

from consult.audit.published_log.blobs import blobs_in
from consult.audit.published_log.disclosures import disclosure_path
from consult.audit.published_log.entry import read_entry
from consult.audit.published_log.tiles import TiledTree, bundle_path, entries_in, tile_path, widths
from consult.public_log.disclosure import decode_disclosure, parts_of
from consult.public_log.note import Checkpoint, FileSigner, stated_checkpoint
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import leaf_hash
from consult.sealed.mapper import codec_of
from domain.event import Event


async def mirrored(client: httpx.AsyncClient, folder: Path) -> Path:
    """Everything the site publishes of its log, with the API's pages, below `folder`."""
    copy = _Copy(client, folder)
    note = (await copy.take("log/checkpoint")).decode()
    await copy.take("log/policy")
    size = stated_checkpoint(note).size
    await copy.tiles(size)
    decisions = set()
    for index, width in enumerate(widths(size)):
        for state in entries_in(await copy.take(bundle_path(index, width))):
            entry = read_entry(state)
            decisions.add(entry.event.consultation_id)
            for digest in entry.digests:
                await copy.disclosed(entry.event, digest)
    await copy.take("api/v1/consultations", ".json")
    for decision in decisions:
        for page in (f"api/v1/consultations/{decision}", f"api/v1/consultations/{decision}/feedback"):
            await copy.take(page, ".json")
    return folder


class _Copy:
    def __init__(self, client: httpx.AsyncClient, folder: Path) -> None:
        self._client, self._folder = client, folder

    async def take(self, path: str, suffix: str = "") -> bytes:
        response = await self._client.get(f"/{path}")
        if response.status_code == 200:
            put(self._folder, path + suffix, response.content)
            return response.content
        assert response.status_code in (404, 410, 451), f"{path} answers {response.status_code}"
        return b""

    async def tiles(self, size: int) -> None:
        level = 0
        while size:
            for index, width in enumerate(widths(size)):
                assert await self.take(tile_path(level, index, width))
            size, level = size // WIDTH, level + 1

    async def disclosed(self, event: Event, digest: str) -> None:
        text = await self.take(disclosure_path(digest))
        if text:
            _, name, value = parts_of(decode_disclosure(text.decode()))
            for blob in blobs_in(codec_of(event.topic).values[name](value)):
                await self.take(f"log/blobs/{blob.sha256}")


def put(folder: Path, path: str, content: bytes) -> None:
    """A new file in the place of the old, which a copy of the folder may share with others."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.write_bytes(content)


def bundle_of(states: Sequence[bytes]) -> bytes:
    return b"".join(len(state).to_bytes(2, "big") + state for state in states)


def write_log(folder: Path, states: Sequence[bytes], signer: FileSigner) -> None:
    """Checkpoint, policy, bundles and tiles of these entries, all of them honest."""
    tree = TiledTree()
    for index, width in enumerate(widths(len(states))):
        some = states[index * WIDTH : index * WIDTH + width]
        put(folder, bundle_path(index, width), bundle_of(some))
        for tile in tree.add([leaf_hash(state) for state in some]):
            put(folder, tile.path, tile.content)
    for tile in tree.partials():
        put(folder, tile.path, tile.content)
    put(folder, "log/checkpoint", signer.sign(Checkpoint(signer.origin, len(states), tree.root()).text()).encode())
    put(folder, "log/policy", f"log {signer.verification_key}\nquorum none\n".encode())


def states_in(folder: Path) -> list[bytes]:
    """The entries of a copied log, in order."""
    size = stated_checkpoint((folder / "log/checkpoint").read_text()).size
    paths = [bundle_path(index, width) for index, width in enumerate(widths(size))]
    return [state for path in paths for state in entries_in((folder / path).read_bytes())]


def checkpoint_with(note: str, **lines: Any) -> str:
    """The checkpoint with `size`, `root` or `signature` (raw bytes) replaced, everything else as it stands."""
    text, _, signatures = note.rpartition("\n\n")
    rows = text.split("\n")
    rows[1] = str(lines.get("size", rows[1]))
    rows[2] = b64encode(lines["root"]).decode() if "root" in lines else rows[2]
    if "signature" in lines:
        head, _, _ = signatures.rstrip("\n").rpartition(" ")
        signatures = f"{head} {b64encode(lines['signature']).decode()}\n"
    return "\n".join(rows) + "\n\n" + signatures
