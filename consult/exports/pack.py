"""The offline pack of one decision: its entries with proofs, disclosures, documents, pages; it outlives the site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

import msgspec

from consult.event_log import LogEntry
from consult.exports.anchor_files import anchor_files
from consult.exports.api import decision_files
from consult.exports.export import published_head
from consult.exports.pages import Copies, Fetch, copy_pages
from consult.exports.proofs import Prover
from consult.exports.zip_file import ZipWriter
from consult.public_log.note import tlog_proof
from consult.publication.disclosures import Disclosures
from consult.publication.guide import guide_pages
from consult.publication.policy import served_policy
from consult.runtime import Runtime
from consult.scanning.examinations import Examinations

BATCH = 1_000  # entries
ENDINGS = {"application/pdf": "pdf", "text/markdown": "md", "text/plain": "txt", "image/png": "png", "image/jpeg": "jpg"}
BLOBS = """
SELECT DISTINCT ON (sha256) sha256, owner_id, media_type FROM read.public_blobs WHERE consultation_id = $1
ORDER BY sha256, owner_id
"""


class DecisionUnknown(Exception):
    """No published decision has this number or id."""


async def pack(runtime: Runtime, fetch: Fetch, decision: str, file: Path) -> dict[str, Any]:
    """Write the pack to `file`, atomically; answers with its figures. Raises DecisionUnknown."""
    waiting = file.with_name(file.name + ".new")
    try:
        with waiting.open("wb") as target:
            facts = await write_pack(runtime, fetch, decision, target)
        waiting.replace(file)
    finally:
        waiting.unlink(missing_ok=True)
    return facts


async def write_pack(runtime: Runtime, fetch: Fetch, decision: str, target: BinaryIO) -> dict[str, Any]:
    """As `pack`, to a file that is open, and stays so."""
    status, body = await fetch(f"/api/v1/consultations/{decision}")
    if status != 200:
        raise DecisionUnknown(f"no published decision is called {decision}")
    found = msgspec.json.decode(body)
    head = await published_head(runtime)
    writer = ZipWriter(target)
    entries = await _entries(runtime, writer, UUID(found["id"]), head.size, head.checkpoint)
    await _documents(runtime, writer, UUID(found["id"]))
    async for path, content in decision_files(fetch, found["id"]):
        writer.add(path, content)
    await _pages(runtime, fetch, writer, found["number"])
    writer.add("log/policy", served_policy(runtime).encode())
    writer.add("log/checkpoint", head.checkpoint.encode())
    for path, content in guide_pages(runtime, head.size).items():
        writer.add(path, content)
    facts = {"number": found["number"], "entries": entries, "size": head.size, "root": head.root.hex()}
    manifest = {**facts, "origin": runtime.settings.origin, "files": dict(sorted(writer.digests.items()))}
    writer.add("manifest.json", msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    writer.close()
    return {**facts, "files": len(writer.digests)}


async def _entries(runtime: Runtime, writer: ZipWriter, decision: UUID, size: int, checkpoint: str) -> int:
    """Each entry as `events/<position>.entry` with its `.tlog-proof`, and what is open of it."""
    prover = Prover(runtime.database.pool, size)
    disclosures = Disclosures(runtime.database.pool, runtime.log, runtime.sealed)
    after, count = -1, 0
    while batch := await runtime.log.about(decision, before=size, after=after, limit=BATCH):
        for entry in batch:
            writer.add(f"{_name(entry)}.entry", entry.state)
            proof = tlog_proof(entry.position, await prover.inclusion(entry.position), checkpoint)
            writer.add(f"{_name(entry)}.tlog-proof", proof.encode())
            for path, content in anchor_files(runtime, entry).items():
                writer.add(path, content)
        for digest, found in (await disclosures.states(batch, size)).items():
            if found.disclosure is not None:
                writer.add(f"log/disclosures/{digest}", found.disclosure.encode())
        after, count = batch[-1].position, count + len(batch)
    return count


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
