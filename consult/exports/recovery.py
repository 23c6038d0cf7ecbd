"""Recovery: restores missing entries from a published copy of the log, with their disclosures that are public."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from consult.audit.published_log.blobs import blob_path, blobs_in
from consult.audit.published_log.disclosures import disclosure_path
from consult.audit.published_log.entry import Entry, EntryWrong, read_entry
from consult.audit.published_log.head import read_head
from consult.audit.published_log.source import Source
from consult.audit.published_log.tiles import BundleMalformed, bundle_path, entries_in, widths
from consult.event_log import Append, EventLog, NewEvent
from consult.event_log.record import EncryptedBlob, SealedParts, WrappedKey
from consult.public_log.disclosure import decode_disclosure, digest, parts_of
from consult.public_log.note import Checkpoint, NoteInvalid
from consult.public_log.tiles import WIDTH
from consult.public_log.tree import Edge, leaf_hash
from consult.publication.checkpoint_file import checkpoint_file
from consult.runtime import Runtime
from consult.sealed.disclosure_rules import OWNED_TOPICS
from consult.sealed.keys import DataKey
from consult.sealed.mapper import codec_of

TOGETHER = 200  # entries appended at once


class RecoveryRefused(Exception):
    """The source does not hold what is missing, or is not a copy of this log."""


class _EntryClock:
    """Shows the time of the entry that is brought back: the log holds times to the clock."""

    def __init__(self) -> None:
        self.at = datetime.min

    def now(self) -> datetime:
        return self.at


async def recover(runtime: Runtime, source: Source) -> int:
    """Append what `source` has and the database lacks; answers with the number of entries. Raises RecoveryRefused.

    Nothing is appended before all of it is found to lead to the root that was signed. A repeat goes on where it stopped.
    """
    return await recover_up_to(runtime, source, _checkpoint(runtime, source))


async def recover_up_to(runtime: Runtime, source: Source, checkpoint: Checkpoint) -> int:
    """As `recover`, up to a checkpoint whose signature has been looked at."""
    head = await runtime.log.head()
    if checkpoint.size <= head.size:
        return 0
    states = _states(source, head.size, checkpoint.size)
    await _assert_same_log(runtime, states, checkpoint)
    await _Recovery(runtime, source).bring_back(states)
    made = await runtime.log.head()
    assert (made.size, made.root) == (checkpoint.size, checkpoint.root), "what was brought back is not what was checked"
    return len(states)


def _checkpoint(runtime: Runtime, source: Source) -> Checkpoint:
    note = source.read("log/checkpoint")
    if note is None:
        raise RecoveryRefused(f"{source.link('log/checkpoint')} is not there")
    try:
        signed = read_head(note.decode(), runtime.signer.verification_key)
    except (NoteInvalid, UnicodeDecodeError) as error:
        raise RecoveryRefused(f"{source.link('log/checkpoint')}: {error}") from error
    if signed.wrong:
        raise RecoveryRefused(f"{source.link('log/checkpoint')} is not signed by this log's key")
    kept = checkpoint_file(runtime).read()
    if kept is not None and signed.checkpoint.size < kept.size:
        raise RecoveryRefused(f"the source ends at {signed.checkpoint.size} entries, {kept.size} were published")
    return signed.checkpoint


def _states(source: Source, start: int, size: int) -> list[bytes]:
    """Entries `start` to `size` from the bundles."""
    paths = [bundle_path(index, width) for index, width in enumerate(widths(size)) if (index + 1) * WIDTH > start]
    states: list[bytes] = []
    for path, content in zip(paths, source.read_all(paths), strict=True):
        try:
            states += entries_in(content or b"")
        except BundleMalformed as error:
            raise RecoveryRefused(f"{source.link(path)}: {error}") from error
    states = states[start % WIDTH :]
    if len(states) != size - start:
        raise RecoveryRefused(f"{size - start} entries are missing, the source has {len(states)} of them")
    return states


async def _assert_same_log(runtime: Runtime, states: Sequence[bytes], checkpoint: Checkpoint) -> None:
    """The database's entries and these lead to the signed root, and on the way to the one that was kept."""
    size, joined = await runtime.database.pool.fetchrow("SELECT size, edge FROM log.head")
    edge, kept = Edge.from_bytes(size, joined), checkpoint_file(runtime).read()
    for state in states:
        edge.append(leaf_hash(state))
        if kept is not None and edge.size == kept.size and edge.root() != kept.root:
            raise RecoveryRefused(
                f"at size {kept.size} the source's root is {edge.root().hex()}, {kept.root.hex()} was published"
            )
    if edge.root() != checkpoint.root:
        raise RecoveryRefused(f"the entries lead to the root {edge.root().hex()}, signed is {checkpoint.root.hex()}")


class _Recovery:
    def __init__(self, runtime: Runtime, source: Source) -> None:
        self._runtime, self._source = runtime, source
        self._clock = _EntryClock()
        self._log = EventLog(runtime.database.pool, runtime.signer, self._clock)
        self._keys: dict[UUID, DataKey] = {}

    async def bring_back(self, states: Sequence[bytes]) -> None:
        for start in range(0, len(states), TOGETHER):
            entries = [(state, self._read(state)) for state in states[start : start + TOGETHER]]
            appends = [(await self._append(state, entry), entry.event.timestamp) for state, entry in entries]
            await asyncio.gather(*[self._record(append, at) for append, at in appends])

    async def _record(self, append: Append, at: datetime) -> None:
        self._clock.at = at
        await self._log.append(append)

    def _read(self, state: bytes) -> Entry:
        try:
            return read_entry(state)
        except EntryWrong as error:
            raise RecoveryRefused(f"{error.code}: {error}") from error

    async def _append(self, state: bytes, entry: Entry) -> Append:
        event = entry.event
        stream, version = event.originator_id, event.originator_version
        new = NewEvent(stream, version, event.topic, state, event.timestamp, event.consultation_id)
        texts = [text for name in entry.digests if (text := self._disclosure(name)) is not None]
        if not texts:
            return Append((new,))
        owner = stream if event.topic in OWNED_TOPICS else event.consultation_id
        key, made = await self._key(owner)
        parts, blobs = self._parts(entry, texts, key), self._blobs(entry, texts, key)
        return Append((new,), sealed=(parts,), blobs=blobs, data_keys=(made,) if made else ())

    def _disclosure(self, name: str) -> str | None:
        content = self._source.read(disclosure_path(name))
        text = content.decode("ascii", "replace").strip() if content is not None else ""
        return text if text.isascii() and digest(text) == name else None

    async def _key(self, owner: UUID) -> tuple[DataKey, WrappedKey | None]:
        """The owner's data key; a new one with its wrapped form, to be recorded, where there is none."""
        if owner not in self._keys:
            found = await self._runtime.sealed.data_keys([owner])
            if owner not in found:
                self._keys[owner], made = self._runtime.sealed.new_data_key(owner)
                return self._keys[owner], made
            self._keys[owner] = found[owner]
        return self._keys[owner], None

    def _parts(self, entry: Entry, texts: Sequence[str], key: DataKey) -> SealedParts:
        event = entry.event
        part_of = {field.name: field.seal.part for field in codec_of(event.topic).sealed}
        content, identity = [tuple(text for text in texts if part_of[_name(text)] == part) for part in ("content", "identity")]
        return self._runtime.sealed.sealed_parts((event.originator_id, event.originator_version), content, identity, key)

    def _blobs(self, entry: Entry, texts: Sequence[str], key: DataKey) -> tuple[EncryptedBlob, ...]:
        found = [parts_of(decode_disclosure(text)) for text in texts]
        values = [codec_of(entry.event.topic).values[name](value) for _, name, value in found]
        wanted = [blob for value in values for blob in blobs_in(value)]
        contents = [(blob, self._source.read(blob_path(blob))) for blob in wanted]
        encrypt = self._runtime.sealed.encrypt_blob
        return tuple(encrypt(content, blob.media_type, key) for blob, content in contents if content is not None)


def _name(disclosure: str) -> str:
    return parts_of(decode_disclosure(disclosure))[1]
