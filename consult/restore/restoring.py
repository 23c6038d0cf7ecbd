"""A restore: base backup and log are replayed beside, what was erased since is erased again, and the log is audited.

Only then does the database take its place: whatever breaks off a restore, nothing of it is ever served.
"""

from __future__ import annotations

import asyncio
import shutil
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

import msgspec

from consult.audit import Report, audit
from consult.backup.folder import BackupFolder, BaseBackup
from consult.backup.kept_apart import ErasureJournal
from consult.backup.key_files import assert_keys, copy_keys
from consult.database import Database, open_restored
from consult.database.embedded import OWN_ACCOUNT, EmbeddedServer, Interrupted
from consult.database.installation import Installation
from consult.database.postmaster import kill_servers_on
from consult.exports.export import published_head
from consult.exports.pages import Fetch
from consult.instance.clock import SystemClock
from consult.instance.durable import sync_folder
from consult.instance.settings import Settings
from consult.opening import runtime_on, started
from consult.publication.checkpoint_file import CheckpointFile, HeadBehind, assert_head, checkpoint_file
from consult.restore.erasing_again import erase_again
from consult.restore.laying_out import RestoreRefused, chosen_base, lay_out
from consult.restore.replaying import replay
from consult.restore.right_keys import assert_keys_fit
from consult.runtime import Runtime
from consult.self_audit.own_log import OwnLog

WORKSHOP = "restoring"
PAUSE = 0.05  # seconds
SUPERUSER = "SELECT rolname FROM pg_roles WHERE oid = 10"
Pages = Callable[[Runtime], Fetch]
Told = Callable[[str], None]


class Wish(msgspec.Struct, frozen=True):
    """What to restore: up to which moment, with which keys; `programs`: of PostgreSQL, where it is not our own version."""

    until: datetime | None = None
    keys: Path | None = None
    programs: Path | None = None


class Restored(msgspec.Struct, frozen=True):
    """`erased_again`: comments erased after the moment restored. `behind`: what to do where published entries are missing."""

    base: str
    size: int
    last_at: datetime | None
    erased_again: int
    report: Report
    behind: str | None


async def restore(settings: Settings, source: Path, wish: Wish, pages: Pages, tell: Told) -> Restored:
    """Make `postgres` in the data folder from the backups in `source`. `pages` makes a fetcher of pages, `tell` hears each step.

    Raises RestoreRefused, KeysMissing, KeysDoNotFit, ReplayFailed, HeadContradicted.
    """
    _assert_room(settings)
    folder, workshop = BackupFolder(source), settings.data_dir / WORKSHOP
    base = chosen_base(folder, wish.until)
    if wish.keys:
        copy_keys(wish.keys, settings.keys_dir)
    assert_keys(settings.keys_dir)
    _sweep(workshop)
    tell(f"copying {base.folder}")
    server = Installation(workshop, wish.programs)
    await lay_out(base, server, foreign=bool(settings.database_url))
    tell("replaying the write-ahead log")
    await _interruptible(partial(replay, server, wish.until))
    found = await _made_safe(settings, folder, base, _server(settings, workshop, wish), pages, tell)
    # DANGER: from here on it is the database of this instance. All that was erased is gone from it.
    (workshop / "postgres").rename(settings.data_dir / "postgres")
    sync_folder(settings.data_dir)
    shutil.rmtree(workshop)
    return found


async def _made_safe(
    settings: Settings, folder: BackupFolder, base: BaseBackup, server: EmbeddedServer, pages: Pages, tell: Told
) -> Restored:
    async with open_restored(server) as database:
        runtime = runtime_on(await _as_superuser(database), settings, SystemClock())
        await assert_keys_fit(runtime)
        async with started(runtime, work=False):
            tell("erasing again what was erased")
            again = await erase_again(runtime, ErasureJournal(folder.folder))
            _bring_checkpoint(runtime, folder)
            tell("auditing")
            report = await _audited(runtime, pages(runtime), whole=not again)
            head = await runtime.log.head()
            return Restored(base.folder.name, head.size, report.last_at, again, report, await _behind(runtime))


async def _as_superuser(database: Database) -> Database:
    """With the URL of whoever made the server: cleaning its files is for nobody else. Only we get in, by its socket."""
    name = await database.pool.fetchval(SUPERUSER)
    _, _, place = database.url.partition(":@")
    return Database(f"postgresql://{quote(name, safe='')}:@{place}", database.pool)


async def _audited(runtime: Runtime, fetch: Fetch, *, whole: bool) -> Report:
    """What the public would be given. Not `whole`: what was erased later is missing, and the log does not say yet why."""
    source = OwnLog(runtime, fetch, await published_head(runtime))
    return await asyncio.to_thread(audit, source, key=runtime.signer.verification_key, disclosures=whole)


async def _behind(runtime: Runtime) -> str | None:
    try:
        await assert_head(runtime)
    except HeadBehind as behind:
        return str(behind)
    return None


def _bring_checkpoint(runtime: Runtime, folder: BackupFolder) -> None:
    """The last that was published, as the data folder or the backups know it: with it a log that lacks entries is noticed."""
    here = checkpoint_file(runtime)
    here.take_over(CheckpointFile(folder.folder / here.file.name, runtime.signer.verification_key))


def _assert_room(settings: Settings) -> None:
    target = settings.data_dir / "postgres"
    if target.exists() and any(target.iterdir()):
        raise RestoreRefused(f"{target} holds a database. Move it away first, and keep it until all is well again.")
    if target.exists():
        target.rmdir()


def _sweep(workshop: Path) -> None:
    """What an earlier restore left that was broken off, its server too."""
    while kill_servers_on((workshop / "postgres").resolve()):
        time.sleep(PAUSE)
    shutil.rmtree(workshop, ignore_errors=True)


def _server(settings: Settings, workshop: Path, wish: Wish) -> EmbeddedServer:
    """With the names of user and database that the settings give for a server that is not our own."""
    parts = urlsplit(settings.database_url)
    account = f"{parts.username or 'postgres'}:@{parts.path}" if settings.database_url else OWN_ACCOUNT
    return EmbeddedServer(workshop, account=account, programs=wish.programs)


async def _interruptible(step: Callable[[Callable[[float], None]], None]) -> None:
    """In a thread, which ends, and what it has started, where the task is cancelled."""
    stopping = threading.Event()

    def pause(seconds: float) -> None:
        if stopping.wait(seconds):
            raise Interrupted

    working = asyncio.create_task(asyncio.to_thread(step, pause))
    try:
        await asyncio.shield(working)
    except asyncio.CancelledError:
        stopping.set()
        await asyncio.wait([working])
        raise
