"""The offline pack of one decision: its entries with proofs, disclosures, documents, pages; it outlives the site.

The archive package 归档包 is the same pack with what is internal, and an index of all records: for the archive alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import msgspec

from consult.event_log import Head, LogEntry
from consult.exports.anchor_files import anchor_files
from consult.exports.api import decision_files
from consult.exports.archived.index import INDEX, ITEMS, Index
from consult.exports.archived.internal import internal_of
from consult.exports.export import published_head
from consult.exports.pages import Copies, Fetch, copy_pages
from consult.exports.proofs import Prover
from consult.exports.zip_file import ZipWriter
from consult.public_log.manifest import MANIFEST, NOTE, manifest_text
from consult.public_log.note import tlog_proof
from consult.publication.disclosures import Disclosures
from consult.publication.guide import guide_pages
from consult.publication.policy import served_policy
from consult.runtime import Runtime
from consult.scanning.examinations import Examinations
from consult.sealed.mapper import digests_of

Progress = Callable[[str, int, int], None]
"""Told of what, how much is done, and of how much (0: nobody knows)."""
BATCH = 1_000  # entries
INTERNAL = "internal"
"""Below it lies what the public does not have."""
ENDINGS = {"application/pdf": "pdf", "text/markdown": "md", "text/plain": "txt", "image/png": "png", "image/jpeg": "jpg"}
BLOBS = """
SELECT DISTINCT ON (sha256) sha256, owner_id, media_type FROM read.public_blobs WHERE consultation_id = $1
ORDER BY sha256, owner_id
"""


def quiet(what: str, done: int, total: int) -> None:
    """Tells nobody."""


class DecisionUnknown(Exception):
    """No published decision has this number or id."""


async def pack(
    runtime: Runtime, fetch: Fetch, decision: str, file: Path, *, archive: bool = False, progress: Progress = quiet
) -> dict[str, Any]:
    """Write the pack to `file`, atomically; answers with its figures. `archive`: with what is internal.

    Raises DecisionUnknown.
    """
    waiting = file.with_name(file.name + ".new")
    try:
        with waiting.open("wb") as target:
            facts = await write_pack(runtime, fetch, decision, target, archive=archive, progress=progress)
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)
    return facts


async def write_pack(
    runtime: Runtime,
    fetch: Fetch,
    decision: str,
    target: BinaryIO,
    *,
    archive: bool = False,
    progress: Progress = quiet,
) -> dict[str, Any]:
    """As `pack`, to a file that is open, and stays so."""
    status, body = await fetch(f"/api/v1/consultations/{decision}")
    if status != 200:
        raise DecisionUnknown(f"no published decision is called {decision}")
    found = msgspec.json.decode(body)
    head = await published_head(runtime)
    writer = ZipWriter(target)
    with closing(Index(await runtime.staff.names() if archive else {})) as index:
        making = Making(runtime, writer, head, UUID(found["id"]), index if archive else None, progress)
        entries = await making.entries()
        await _documents(runtime, writer, UUID(found["id"]))
        if archive:
            division = (found.get("division") or {}).get("name")
            facts = {"number": found["number"], "title": found["title"], "division": division}
            place = {"log": runtime.settings.origin, "size": head.size, "root": head.root.hex()}
            writer.add(ITEMS, index.contents(**facts, **place))
            writer.add_file(INDEX, index.lines)
    async for path, content in decision_files(fetch, found["id"]):
        writer.add(path, content)
    await _pages(runtime, fetch, writer, found["number"])
    writer.add("log/policy", served_policy(runtime).encode())
    writer.add("log/checkpoint", head.checkpoint.encode())
    for path, content in guide_pages(runtime, head.size).items():
        writer.add(path, content)
    return _sealed(runtime, writer, {"number": found["number"], "entries": entries, "size": head.size, "root": head.root.hex()})


def _sealed(runtime: Runtime, writer: ZipWriter, facts: dict[str, Any]) -> dict[str, Any]:
    """The manifest, and its digest signed: the last step."""
    origin, files = runtime.settings.origin, dict(sorted(writer.digests.items()))
    manifest = msgspec.json.format(msgspec.json.encode({**facts, "origin": origin, "files": files}), indent=1)
    writer.add(MANIFEST, manifest)
    writer.add(NOTE, runtime.signer.sign(manifest_text(origin, manifest)).encode())
    writer.close()
    return {**facts, "files": len(writer.digests)}


class Making(msgspec.Struct, frozen=True):
    """A pack while its entries are written. `index`: of an archive package; None leaves out what is internal."""

    runtime: Runtime
    writer: ZipWriter
    head: Head
    decision: UUID
    index: Index | None
    progress: Progress

    async def entries(self) -> int:
        """Each entry as `events/<position>.entry` with its `.tlog-proof`, and what is open of it; answers with how many."""
        runtime, size, after, count = self.runtime, self.head.size, -1, 0
        prover = Prover(runtime.database.pool, size)
        disclosures = Disclosures(runtime.database.pool, runtime.log, runtime.sealed)
        while batch := await runtime.log.about(self.decision, before=size, after=after, limit=BATCH):
            states = await disclosures.states(batch, size)
            for entry in batch:
                proof = tlog_proof(entry.position, await prover.inclusion(entry.position), self.head.checkpoint)
                self._add(entry, proof)
            for digest, found in states.items():
                if found.disclosure is not None:
                    self.writer.add(f"log/disclosures/{digest}", found.disclosure.encode())
            await self._internal(batch, {digest for digest, found in states.items() if found.disclosure is not None})
            after, count = batch[-1].position, count + len(batch)
            self.progress("entries", count, 0)
        return count

    def _add(self, entry: LogEntry, proof: str) -> None:
        self.writer.add(f"{_name(entry)}.entry", entry.state)
        self.writer.add(f"{_name(entry)}.tlog-proof", proof.encode())
        for path, content in anchor_files(self.runtime, entry).items():
            self.writer.add(path, content)

    async def _internal(self, batch: Sequence[LogEntry], opened: set[str]) -> None:
        """What is closed to the public of these entries, below `internal/`, and their lines in the index."""
        if self.index is None:
            return
        found = await internal_of(self.runtime, batch)
        for entry in batch:
            known = found.get(entry.position, ())
            closed = [each for each in known if each.digest not in opened]
            for each in closed:
                self.writer.add(f"{INTERNAL}/disclosures/{each.digest}", each.disclosure.encode())
                await self._files(entry, each.files)
            standing = digests_of(entry.state)
            public = [each for each in known if each.digest in opened]
            self.index.add(entry, len(standing), public, closed)

    async def _files(self, entry: LogEntry, files: Sequence[str]) -> None:
        """Under the key of the stream's own subject, or of the decision."""
        assert self.index is not None
        infected = await Examinations(self.runtime.database.pool).infected() if files else frozenset()
        for digest in files:
            name = f"{INTERNAL}/files/{digest}"
            if name in self.writer.digests:
                continue
            owners = [(owner, digest) for owner in dict.fromkeys((entry.originator_id, self.decision))]
            contents = {} if digest in infected else await self.runtime.sealed.blobs(owners)
            if contents:
                self.writer.add(name, next(iter(contents.values())))
            else:
                self.index.left_out["infected" if digest in infected else "files"] += 1


def _name(entry: LogEntry) -> str:
    return f"events/{entry.position:012}"


async def _documents(runtime: Runtime, writer: ZipWriter, decision: UUID) -> None:
    """By content, and once more under a name that a person can open."""
    infected = await Examinations(runtime.database.pool).infected()
    for digest, owner, media_type in await runtime.database.pool.fetch(BLOBS, decision):
        if digest in infected:
            continue
        content = await runtime.sealed.blob(owner, digest)
        if content is not None:
            writer.add(f"log/blobs/{digest}", content)
            writer.add(f"documents/{digest[:12]}.{ENDINGS.get(media_type.split(';')[0], 'bin')}", content)


async def _pages(runtime: Runtime, fetch: Fetch, writer: ZipWriter, number: str) -> None:
    copies = Copies(runtime.settings.public_url, (await fetch("/robots.txt"))[1].decode())
    only = rf"pages/(en/)?consultations/{re.escape(number)}[./]|pages/static/"
    starts = [f"{prefix}/consultations/{number}" for prefix in ("", "/en")]
    async for path, content in copy_pages(fetch, copies, starts, only=only):
        writer.add(path, content)
