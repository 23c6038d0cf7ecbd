"""The queue of offline packs: built one at a time in a child process, and cached until something in them is no longer public.

A cached pack is an unlinked file in the data folder: it disappears with this process, however that ends.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
import structlog

from consult.background.processes import run_process
from consult.event_log import EventLog
from consult.instance.clock import Clock
from consult.instance.settings import Settings
from consult.sealed.disclosure_rules import CLOSING
from domain.event import stored_topics
from domain.refusals import Refusal
from projections.cancellation import raise_if_cancelled
from projections.freshness import Freshness

logger = structlog.get_logger()
CLOSING_TOPICS = stored_topics(*(kind.topic for kind in CLOSING))
LONGEST = 3600.0  # seconds that making one may take
WAITING = 3  # decisions whose packs are made or wait for it
REST = timedelta(minutes=10)
TIMES = 20  # a pack that takes long to make is kept as many times as long
LASTING = timedelta(days=1)
MOST = 2 << 30  # bytes kept
CHUNK = 256 << 10  # bytes
WATCH = 1.0  # seconds


class PackNotReady(Refusal):
    """A pack takes a while to make; it goes on being made while nobody waits."""

    message = "离线档案包正在制作，请稍后再来下载。"
    status = 503


class PacksBusy(PackNotReady):
    """Packs are made one at a time."""

    message = "正在为其他事项制作离线档案包，请稍后再来下载。"


class PackFile:
    """An unlinked file; closed once nothing refers to it any more."""

    def __init__(self, folder: os.PathLike[str]) -> None:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            self.descriptor = os.dup(file.fileno())

    def __del__(self) -> None:
        os.close(self.descriptor)

    @property
    def size(self) -> int:
        return os.fstat(self.descriptor).st_size


class Pack(msgspec.Struct, kw_only=True):
    """A pack as it was made at `made_at` in `seconds`; `entries`: of the decision; `log_size`: of its checkpoint.

    `known`: entries below this position have been checked for what they close. `dropped`: it is no longer handed out.
    """

    file: PackFile
    size: int
    entries: int
    log_size: int
    known: int
    made_at: datetime
    seconds: float
    dropped: bool = False

    async def content(self) -> AsyncIterator[bytes]:
        """The bytes in chunks, read in a thread; stops early where the pack is dropped meanwhile."""
        place = 0
        while place < self.size and not self.dropped:
            part = await asyncio.to_thread(os.pread, self.file.descriptor, CHUNK, place)
            place += len(part)
            yield part


PackKey = tuple[UUID, bool]
"""Of which decision, and whether with what is internal."""


class PackQueue:
    """The packs that this process has made. Memory does not grow with them."""

    def __init__(self, url: str, settings: Settings, log: EventLog, freshness: Freshness, clock: Clock) -> None:
        self._url, self._settings = url, settings
        self._log, self._freshness, self._clock = log, freshness, clock
        self._kept: OrderedDict[PackKey, Pack] = OrderedDict()
        self._making: dict[PackKey, asyncio.Task[Pack | None]] = {}
        self._one_at_a_time = asyncio.Lock()
        self._watching: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many are being made, or wait for it."""
        return len(self._making)

    def is_being_made(self, decision: UUID) -> bool:
        return (decision, False) in self._making

    async def cached(self, decision: UUID, *, internal: bool = False) -> Pack | None:
        """The pack made last, unless it is too old or holds what is no longer public."""
        key = decision, internal
        await self._drop_closed(key)
        pack = self._kept.get(key)
        if pack is None or not self._fresh(decision, pack):
            return None
        self._kept.move_to_end(key)
        return pack

    def _fresh(self, decision: UUID, pack: Pack) -> bool:
        age = self._clock.now() - pack.made_at
        rest = max(REST, TIMES * timedelta(seconds=pack.seconds))
        return age < LASTING and (age < rest or self._freshness.position(decision) < pack.known)

    async def get(self, decision: UUID, number: str, patience: float, *, internal: bool = False) -> Pack:
        """The pack, made where there is none, waiting up to `patience` seconds. Raises PackNotReady, PacksBusy.

        `internal`: the archive package, for whoever may have it.
        """
        key = decision, internal
        if pack := await self.cached(decision, internal=internal):
            return pack
        if key not in self._making and len(self._making) >= WAITING:
            raise PacksBusy
        if key not in self._making:
            self._making[key] = asyncio.create_task(self._made(key, number))
        making = self._making[key]
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                if made := await asyncio.shield(making):
                    return made
        raise PackNotReady

    async def _made(self, key: PackKey, number: str) -> Pack | None:
        """None where it could not be made, or holds what has been closed meanwhile."""
        try:
            async with self._one_at_a_time:
                pack = await self._make(number, internal=key[1])
            self._keep(key, pack)
            await self._drop_closed(key)
            return None if pack.dropped else pack
        except Exception as failure:
            logger.error("pack not made", error=type(failure).__name__)
            return None
        finally:
            del self._making[key]

    async def _make(self, number: str, *, internal: bool) -> Pack:
        # DANGER: read before the pack is begun; whatever is closed from here on is looked for when it is given out.
        known = (await self._log.head()).size
        file, began = PackFile(self._settings.data_dir), asyncio.get_running_loop().time()
        arguments = ("export", "-", "--pack", number, "--json", *(["--archive"] if internal else []))
        said = await run_process(self._settings, self._url, *arguments, output=file.descriptor, seconds=LONGEST)
        facts = msgspec.json.decode(said)
        return Pack(
            file=file,
            size=file.size,
            entries=facts["entries"],
            log_size=facts["size"],
            known=known,
            made_at=self._clock.now(),
            seconds=asyncio.get_running_loop().time() - began,
        )

    def _keep(self, key: PackKey, pack: Pack) -> None:
        self._kept[key] = pack
        self._kept.move_to_end(key)
        while len(self._kept) > 1 and sum(each.size for each in self._kept.values()) > MOST:
            self._kept.popitem(last=False)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        """Let go of what is no longer public, also where nobody asks for it."""
        looked = -1
        while self._kept:
            try:
                if self._freshness.overall_position > looked:
                    looked = self._freshness.overall_position
                    for key in list(self._kept):
                        await self._drop_closed(key)
            except Exception as failure:
                raise_if_cancelled()
                looked = -1
                logger.error("packs not looked through", error=type(failure).__name__)
            await asyncio.sleep(WATCH)

    async def _drop_closed(self, key: PackKey) -> None:
        pack = self._kept.get(key)
        if pack and await self._log.about(key[0], CLOSING_TOPICS, after=pack.known - 1, limit=1):
            pack.dropped = True
            if self._kept.get(key) is pack:
                del self._kept[key]

    async def close(self) -> None:
        """Stop building, and drop all cached packs."""
        tasks = [*self._making.values(), *([self._watching] if self._watching else [])]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._kept.clear()
