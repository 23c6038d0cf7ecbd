"""How fresh the read models are: the last position of each decision, kept in memory for the page cache."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from uuid import UUID

import asyncpg
import msgspec
import structlog

from projections.cancellation import raise_if_cancelled

if TYPE_CHECKING:
    from projections.apply import Change

CHANNEL = "consult_read"
# A notification holds less than 8,000 bytes; an entry takes up to 80.
PER_NOTIFICATION = 90
RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)

MADE = "SELECT to_regclass('read.progress') IS NOT NULL"
LOAD = """
SELECT l.consultation_id, l.position, c.number FROM read.ledgers l LEFT JOIN read.consultations c USING (consultation_id)
"""


class Announcement(msgspec.Struct, array_like=True):
    """What a notification says: the position reached, and decisions with their last positions (and new numbers)."""

    position: int
    changes: tuple[tuple[str, int, str | None], ...]


_decode = msgspec.json.Decoder(Announcement).decode


def announcements(position: int, changes: Sequence[Change]) -> Iterator[str]:
    """Payloads of the notifications of one batch; at least one."""
    entries = [(str(change.consultation_id), change.position, change.number) for change in changes]
    for start in range(0, max(len(entries), 1), PER_NOTIFICATION):
        part = tuple(entries[start : start + PER_NOTIFICATION])
        # Only the last part says the position: who waits for it finds all of them applied.
        done = start + PER_NOTIFICATION >= len(entries)
        yield msgspec.json.encode(Announcement(position if done else -1, part)).decode()


class Freshness:
    """The overall position and, by id and by public number, that of each decision's last event. -1: none.

    Refreshed by notifications on a connection of its own, and directly by the process that applies a batch.
    """

    def __init__(self, pool: Any) -> None:
        self.pool = pool
        self.overall_position = -1
        self._positions: dict[str, int] = {}
        self._ids: dict[str, str] = {}
        self._advanced = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._listening = asyncio.Event()

    def position(self, id_or_number: str | UUID) -> int:
        """Position of the last event about the decision that the read models show; -1 where it is unknown. No I/O."""
        key = str(id_or_number)
        return self._positions.get(self._ids.get(key, key), -1)

    def advance(self, position: int, changes: Sequence[Change]) -> None:
        """Note that the read models have reached `position`."""
        self._advance(position, [(str(change.consultation_id), change.position, change.number) for change in changes])

    async def wait_until(self, position: int, timeout: float = 5.0) -> bool:
        """Wait until the read models reach `position`; False where they do not within `timeout` seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                while self.overall_position < position:
                    await self._advanced.wait()
        return self.overall_position >= position

    async def made(self) -> bool:
        """Whether the tables of the read models are there: in a new database not until the work role has made them."""
        return bool(await self.pool.fetchval(MADE))

    async def load(self) -> None:
        """Read all positions anew; nothing where the tables have not been made yet."""
        async with self.pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            if not await connection.fetchval(MADE):
                return
            rows = await connection.fetch(LOAD)
            position = await connection.fetchval("SELECT position FROM read.progress")
        self._advance(position, [(str(row["consultation_id"]), row["position"], row["number"]) for row in rows])

    async def start(self) -> None:
        """Begin to listen; returns once positions are loaded and no later one can be missed."""
        self._task = asyncio.create_task(self._follow())
        waiting = asyncio.create_task(self._listening.wait())
        await asyncio.wait({self._task, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()

    async def stop(self) -> None:
        """Stop listening and give the connection back."""
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    def _advance(self, position: int, entries: Sequence[tuple[str, int, str | None]]) -> None:
        for consultation_id, last, number in entries:
            self._positions[consultation_id] = max(last, self._positions.get(consultation_id, -1))
            if number:
                self._ids[number] = consultation_id
        self.overall_position = max(self.overall_position, position)
        self._advanced.set()
        self._advanced = asyncio.Event()

    async def _follow(self) -> None:
        while True:
            try:
                await self._listen()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                raise_if_cancelled()
                log.warning("lost the notifications of the read models", error=type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)

    async def _listen(self) -> None:
        """Until the connection is lost. Listens first and loads then, so that nothing falls between."""
        async with self.pool.acquire() as connection:
            lost = asyncio.Event()
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._heard)
            try:
                await self.load()
                self._listening.set()
                await lost.wait()
            finally:
                if not connection.is_closed():
                    await connection.remove_listener(CHANNEL, self._heard)

    def _heard(self, _connection: Any, _pid: int, _channel: str, payload: Any) -> None:
        said = _decode(payload)
        self._advance(said.position, said.changes)
