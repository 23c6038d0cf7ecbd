"""The export: the public log, the documents, the opened disclosures and a copy of every page, as files for any static server.

The checkpoint is written after everything it covers, the manifest last; what is no longer public is removed. A repeat writes
what is new.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from consult.event_log import Head
from consult.exports.anchor_files import all_anchor_files
from consult.exports.api import write_api
from consult.exports.folder import ExportFolder, Manifest
from consult.exports.pages import Copies, Fetch, copy_pages
from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.tiles import WIDTH, tiles_of
from consult.publication.checkpoint import served_checkpoint
from consult.publication.disclosures import STEP, Disclosures, entries_changed_by
from consult.publication.guide import guide_pages
from consult.publication.policy import served_policy
from consult.publication.tree import root_at, tile_content
from consult.runtime import Runtime
from consult.scanning.examinations import Examinations

Progress = Callable[[str, int, int], None]
"""Told what is done, how far, of how much (0 where it is not known)."""

BLOBS = "SELECT DISTINCT ON (sha256) sha256, owner_id FROM read.public_blobs ORDER BY sha256, owner_id"
FINAL = {"adopted", "ended"}


async def export(runtime: Runtime, fetch: Fetch, folder: ExportFolder, progress: Progress = lambda *_: None) -> Manifest:
    """Bring the folder up to the present head. `fetch` answers as the site does. Raises NotOurs."""
    head = await published_head(runtime)
    await assert_ours(runtime, folder.before, head)
    await _tiles(runtime, folder, head.size, progress)
    await _disclosures(runtime, folder, head.size, progress)
    await _blobs(runtime, folder)
    for path, content in (await all_anchor_files(runtime, head.size)).items():
        folder.write(path, content)
    decisions = await write_api(fetch, folder, progress)
    settled = await _pages(runtime, fetch, folder, decisions, progress)
    folder.write("log/policy", served_policy(runtime).encode())
    for path, content in guide_pages(runtime, head.size).items():
        folder.write(path, content)
    # From here on the checkpoint promises what was written above.
    folder.write("log/checkpoint", head.checkpoint.encode())
    _drop_superseded(folder, head.size)
    manifest = Manifest(
        origin=runtime.settings.origin,
        public_url=runtime.settings.public_url,
        at=runtime.clock.now(),
        verification_key=runtime.signer.verification_key,
        size=head.size,
        root=head.root.hex(),
        looked_to=head.size,
        decisions=settled,
    )
    folder.seal(manifest)
    return manifest


class NotOurs(Exception):
    """The folder holds an export of another log, or of another history of this one."""


async def published_head(runtime: Runtime) -> Head:
    """The head that the public is given."""
    note = await served_checkpoint(runtime)
    checkpoint = parse_checkpoint(open_note(note, runtime.signer.verification_key))
    return Head(checkpoint.size, checkpoint.root, note)


async def assert_ours(runtime: Runtime, before: Manifest, head: Head) -> None:
    """Refuse to continue an export of another log. Raises NotOurs."""
    if before.origin and before.origin != runtime.settings.origin:
        raise NotOurs(f"the folder holds an export of {before.origin}, not of {runtime.settings.origin}")
    if before.size > head.size:
        raise NotOurs(f"the folder holds {before.size} entries, the log {head.size}: see `consult recover`")
    if before.size and (root := await root_at(runtime.database.pool, before.size)).hex() != before.root:
        raise NotOurs(f"the folder's root is {before.root}, the log's {root.hex()}, at size {before.size}")


async def _tiles(runtime: Runtime, folder: ExportFolder, size: int, progress: Progress) -> None:
    wanted = list(tiles_of(size, folder.before.size))
    for number, tile in enumerate(wanted):
        content = await tile_content(runtime.database.pool, tile)
        assert content is not None
        folder.write(f"log/{tile.path}", content)
        progress("tiles", number + 1, len(wanted))


def _drop_superseded(folder: ExportFolder, size: int) -> None:
    current = {tile.path for tile in tiles_of(size, size)}
    for tile in tiles_of(folder.before.size, folder.before.size):
        if tile.width < WIDTH and tile.path not in current:
            folder.remove(f"log/{tile.path}")


async def _disclosures(runtime: Runtime, folder: ExportFolder, size: int, progress: Progress) -> None:
    """What was opened since the last time is written, what was closed or erased is removed."""
    disclosures = Disclosures(runtime.database.pool, runtime.log, runtime.sealed)
    for start in range(folder.before.looked_to, size, STEP):
        end = min(size, start + STEP)
        async with runtime.database.pool.acquire() as connection:
            entries = await entries_changed_by(connection, start, end)
        for digest, found in (await disclosures.states(entries, size)).items():
            if found.disclosure is None:
                folder.remove(f"log/disclosures/{digest}")
            else:
                folder.write(f"log/disclosures/{digest}", found.disclosure.encode())
        progress("disclosures", end, size)


async def _blobs(runtime: Runtime, folder: ExportFolder) -> None:
    kept, infected = set(), await Examinations(runtime.database.pool).infected()
    for name, owner in await runtime.database.pool.fetch(BLOBS):
        if name in infected:
            continue
        path = f"log/blobs/{name}"
        kept.add(path)
        if path not in folder.files and (content := await runtime.sealed.blob(owner, name)) is not None:
            folder.write(path, content)
    folder.keep_only("log/blobs/", kept)


async def _pages(
    runtime: Runtime, fetch: Fetch, folder: ExportFolder, decisions: list[dict[str, Any]], progress: Progress
) -> dict[str, int]:
    """Copy the pages; those of a decision that is over and has no new event are left as they are."""
    settled = {item["number"]: await _last_position(runtime, item["id"]) for item in decisions if item["state"] in FINAL}
    same = [number for number, position in settled.items() if folder.before.decisions.get(number) == position]
    alone = [f"pages/{prefix}consultations/{number}{end}" for number in same for prefix in ("", "en/") for end in (".", "/")]
    copies = Copies(runtime.settings.public_url, (await fetch("/robots.txt"))[1].decode())
    kept = {path for path in folder.below("pages/") if path.startswith(tuple(alone))}
    async for path, content in copy_pages(fetch, copies, ["/", "/en/"], alone):
        folder.write(path, content)
        kept.add(path)
        progress("pages", len(kept), 0)
    folder.keep_only("pages/", kept)
    return settled


async def _last_position(runtime: Runtime, consultation_id: str) -> int:
    query = "SELECT max(position) FROM log.events WHERE consultation_id = $1"
    return int(await runtime.database.pool.fetchval(query, UUID(consultation_id)))
