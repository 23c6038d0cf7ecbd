"""The export: the public log, the documents, the opened disclosures and a copy of every page, as files for any static server.

The checkpoint is written after everything it covers, the manifest last; what is no longer public is removed. A repeat writes
what is new.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from uuid import UUID

from consult.event_log import Head
from consult.exports.anchor_files import all_anchor_files
from consult.exports.api import listed_decisions
from consult.exports.derived import derived_files
from consult.exports.folder import ExportFolder
from consult.exports.pages import Fetch
from consult.instance.site_facts import site_facts
from consult.public_log.manifest import Manifest
from consult.public_log.note import open_note, parse_checkpoint
from consult.public_log.tiles import WIDTH, tiles_of
from consult.publication.checkpoint import served_checkpoint
from consult.publication.disclosures import STEP, Disclosures, entries_changed_by
from consult.publication.policy import served_policy
from consult.publication.tree import root_at, tile_content
from consult.runtime import Runtime
from consult.scanning.examinations import Examinations

Progress = Callable[[str, int, int], None]
"""Told what is done, how far, of how much (0 where it is not known)."""

BLOBS = "SELECT DISTINCT ON (sha256) sha256, owner_id FROM read.public_blobs ORDER BY sha256, owner_id"
FINAL = {"adopted", "ended"}
ROUNDS = 5  # in which the pages catch up with a log that grows
PAUSE = 1.0  # seconds


async def export(runtime: Runtime, fetch: Fetch, folder: ExportFolder, progress: Progress = lambda *_: None) -> Manifest:
    """Bring the folder up to the present head. `fetch` answers as the site does. Raises NotOurs, StillGrowing."""
    for _ in range(ROUNDS):
        head = await published_head(runtime)
        await assert_ours(runtime, folder.before, head)
        settled = await _derived(runtime, fetch, folder, head.size, progress)
        shown = await _shown_position(runtime)
        if shown == head.size - 1:
            break
        await asyncio.sleep(PAUSE if shown >= head.size else 0)  # a checkpoint may wait for its witnesses
        await runtime.wait_until_projected(head.size - 1)
    else:
        raise StillGrowing(f"pages tell of {shown + 1} entries, the checkpoint covers {head.size}: export at a quieter moment")
    await _log(runtime, folder, head.size, progress)
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
        made_by=site_facts(runtime.settings).made_by(),
        decisions=settled,
    )
    folder.seal(manifest, runtime.signer)
    return manifest


async def _log(runtime: Runtime, folder: ExportFolder, size: int, progress: Progress) -> None:
    """Tiles, entries, disclosures, documents and anchors."""
    await _tiles(runtime, folder, size, progress)
    await _disclosures(runtime, folder, size, progress)
    await _blobs(runtime, folder)
    for path, content in (await all_anchor_files(runtime, size)).items():
        folder.write(path, content)
    folder.write("log/policy", served_policy(runtime).encode())


async def _shown_position(runtime: Runtime) -> int:
    return int(await runtime.reads.fetchval("SELECT position FROM read.progress"))


class StillGrowing(Exception):
    """The log grows faster than its pages can be copied, so that they would not be those of one moment."""


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


async def _derived(runtime: Runtime, fetch: Fetch, folder: ExportFolder, size: int, progress: Progress) -> dict[str, int]:
    """Write what follows from the read models; pages of a decision that is over and has no new event are left as they are, while
    the program and the site's facts are those that made them."""
    decisions = await listed_decisions(fetch)
    settled = {item["number"]: await _last_position(runtime, item["id"]) for item in decisions if item["state"] in FINAL}
    before = folder.before.decisions if folder.before.made_by == site_facts(runtime.settings).made_by() else {}
    same = [number for number, position in settled.items() if before.get(number) == position]
    alone = [f"pages/{prefix}consultations/{number}{end}" for number in same for prefix in ("", "en/") for end in (".", "/")]
    kept = {path for path in folder.below("pages/") if path.startswith(tuple(alone))}
    async for path, content in derived_files(runtime, fetch, size, decisions, alone):
        folder.write(path, content)
        kept.add(path)
        progress("pages", len(kept), 0)
    for prefix in ("api/", "pages/"):
        folder.keep_only(prefix, kept)
    return settled


async def _last_position(runtime: Runtime, consultation_id: str) -> int:
    query = "SELECT max(position) FROM log.events WHERE consultation_id = $1"
    return int(await runtime.database.pool.fetchval(query, UUID(consultation_id)))
