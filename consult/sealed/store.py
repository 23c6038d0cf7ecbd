"""The sealed store: seals events for an append, gives disclosures and files back, erases them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec

from consult.event_log.record import EncryptedBlob, LogEntry, NewEvent, SealedParts, WrappedKey
from consult.instance.randomness import random_bytes
from consult.sealed.keys import DataKey, InstanceKey
from consult.sealed.mapper import seal, unseal
from domain.event import Event

SEPARATOR = "~"  # as in SD-JWT; not a base64url character
CACHED_KEYS = 10_000
# What a ciphertext is bound to ends in the part it is of.
CONTENT, IDENTITY = " content", " identity"
LANGUAGE = "text/x-language"
"""The media type under which the language of a comment lies beside its address: see `consult.telling.language`."""

Ref = tuple[UUID, int]
"""An event by its stream and version."""


class SealedAppend(msgspec.Struct, frozen=True):
    """The result of sealing an event: the entry to append, its disclosures encrypted, and the same in clear for a receipt."""

    event: NewEvent
    parts: tuple[SealedParts, ...]
    disclosures: tuple[str, ...]


class SealedStore:
    """Encryption of disclosures and files. Fields of one part are encrypted, and erased, together."""

    def __init__(self, pool: Any, key: InstanceKey) -> None:
        self.pool = pool
        self.key = key
        self._cache: OrderedDict[UUID, DataKey] = OrderedDict()

    def waiting_key(self) -> DataKey:
        """The key under which uploads wait between the steps of a form."""
        return DataKey(UUID(int=0), self.key.derive("waiting uploads"))

    def new_data_key(self, owner_id: UUID) -> tuple[DataKey, WrappedKey]:
        """A fresh data key, and its wrapped form, to be recorded in the append that first uses it."""
        secret = random_bytes(32)
        return DataKey(owner_id, secret), WrappedKey(owner_id, self.key.wrap(owner_id, secret))

    def seal(self, event: Event, data_key: DataKey) -> SealedAppend:
        """The event ready to be appended: its entry, and its disclosures encrypted under `data_key`."""
        sealed = seal(event)
        stream, version = event.originator_id, event.originator_version
        new = NewEvent(stream, version, event.topic, sealed.state, event.timestamp, event.consultation_id)
        what = f"{stream} {version}"
        content = _encrypted(data_key, sealed.content, what + CONTENT)
        identity = _encrypted(data_key, sealed.identity, what + IDENTITY)
        parts = (SealedParts(stream, version, data_key.owner_id, content, identity),) if content or identity else ()
        return SealedAppend(new, parts, sealed.content + sealed.identity)

    def sealed_parts(self, ref: Ref, content: tuple[str, ...], identity: tuple[str, ...], data_key: DataKey) -> SealedParts:
        """Disclosures of an event that is recorded as it is, encrypted as `seal` does."""
        what = f"{ref[0]} {ref[1]}"
        encrypted = _encrypted(data_key, content, what + CONTENT), _encrypted(data_key, identity, what + IDENTITY)
        return SealedParts(*ref, data_key.owner_id, *encrypted)

    def closed(self, entry: LogEntry) -> Event:
        """The event of an entry as it stands in the log, every sealed field closed."""
        return unseal(entry.state, (), entry.topic)

    def encrypt_blob(self, content: bytes, media_type: str, data_key: DataKey) -> EncryptedBlob:
        digest = sha256(content).hexdigest()
        return EncryptedBlob(data_key.owner_id, digest, media_type, len(content), data_key.encrypt(content, f"blob {digest}"))

    async def data_keys(self, owners: Iterable[UUID]) -> dict[UUID, DataKey]:
        """The keys of the owners; an owner whose key was destroyed is missing."""
        wanted = set(owners)
        found = {owner: key for owner in wanted if (key := self._cache.get(owner))}
        if missing := wanted - found.keys():
            query = "SELECT owner_id, wrapped FROM sealed.data_keys WHERE owner_id = ANY($1::uuid[])"
            for owner, wrapped in await self.pool.fetch(query, list(missing)):
                found[owner] = self._cache[owner] = DataKey(owner, self.key.unwrap(owner, wrapped))
        while len(self._cache) > CACHED_KEYS:
            self._cache.popitem(last=False)
        return found

    async def disclosures(self, refs: Sequence[Ref]) -> dict[Ref, tuple[str, ...]]:
        """Disclosures of the events that are still there, of all parts. Staff and author reading only; see `domain.openings`."""
        query = (
            "SELECT p.originator_id, p.originator_version, p.owner_id, p.content, p.identity"
            " FROM sealed.parts p JOIN unnest($1::uuid[], $2::int[]) AS wanted (id, version)"
            " ON p.originator_id = wanted.id AND p.originator_version = wanted.version"
        )
        rows = await self.pool.fetch(query, [ref[0] for ref in refs], [ref[1] for ref in refs])
        keys = await self.data_keys({row["owner_id"] for row in rows})
        return {
            (stream, version): _decrypted(keys[owner], content, f"{stream} {version}{CONTENT}")
            + _decrypted(keys[owner], identity, f"{stream} {version}{IDENTITY}")
            for stream, version, owner, content, identity in rows
            if owner in keys
        }

    async def blob(self, owner_id: UUID, digest: str) -> bytes | None:
        """The content of a file of this owner; None where it is not there or was erased."""
        found = await self.blobs([(owner_id, digest)])
        return found.get((owner_id, digest))

    async def blobs(self, wanted: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], bytes]:
        """Contents of files by owner and SHA-256 (hex)."""
        query = (
            "SELECT b.owner_id, b.sha256, b.ciphertext FROM sealed.blobs b"
            " JOIN unnest($1::uuid[], $2::text[]) AS wanted (id, digest) ON b.owner_id = wanted.id AND b.sha256 = wanted.digest"
        )
        rows = await self.pool.fetch(query, [owner for owner, _ in wanted], [digest for _, digest in wanted])
        keys = await self.data_keys({row["owner_id"] for row in rows})
        return {
            (owner, digest): keys[owner].decrypt(ciphertext, f"blob {digest}")
            for owner, digest, ciphertext in rows
            if owner in keys
        }

    async def erase(self, owner_id: UUID, parts: Sequence[str]) -> None:
        """Delete parts of a comment irrecoverably; with its content also its files and its data key. Idempotent."""
        async with self.pool.acquire() as connection, connection.transaction():
            if "identity" in parts:
                await connection.execute("UPDATE sealed.parts SET identity = NULL WHERE owner_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.blobs WHERE owner_id = $1 AND media_type = $2", owner_id, LANGUAGE)
                # Only after its parts: whoever notes a mark holds them until it stands.
                await connection.execute("DELETE FROM sealed.contact_marks WHERE comment_id = $1", owner_id)
            if "content" in parts:
                # DANGER: from here on nobody can read what this owner sealed, on any copy of the store.
                await connection.execute("DELETE FROM sealed.blobs WHERE owner_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.parts WHERE owner_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.data_keys WHERE owner_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.text_marks WHERE comment_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.contact_marks WHERE comment_id = $1", owner_id)
                await connection.execute("DELETE FROM sealed.application_marks WHERE application_id = $1", owner_id)
            # What a page shows is not known here: none that shows more than a form as it was typed outlives an erasure.
            await connection.execute("DELETE FROM sealed.kept_pages WHERE shows_recorded")
        self._cache.pop(owner_id, None)


def _encrypted(key: DataKey, disclosures: Sequence[str], what: str) -> bytes | None:
    return key.encrypt(SEPARATOR.join(disclosures).encode("ascii"), what) if disclosures else None


def _decrypted(key: DataKey, ciphertext: bytes | None, what: str) -> tuple[str, ...]:
    return tuple(key.decrypt(ciphertext, what).decode("ascii").split(SEPARATOR)) if ciphertext else ()
