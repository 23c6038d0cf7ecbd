"""How far the read models are, known in every process without asking: for waiting, and for the page cache."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

from projections.runner import projected_position

CHANGED = "SELECT consultation_id::text, position FROM read.ledgers WHERE position > $1"
POLL = 2.0  # seconds, where no notification comes


class Freshness:
    """`position`: of the read models as a whole, -1 before the first event. Kept up by notifications of the runner."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._changed = asyncio.Condition()
        self._decisions: dict[str, int] = {}
        self.position = -1

    def position_of(self, consultation_id: str | None) -> int:
        """The last position about a decision, or of everything for None."""
        return self.position if consultation_id is None else self._decisions.get(consultation_id, self.position)

    async def reached(self, position: int, timeout: float) -> bool:
        """Whether the read models have reached `position`, waiting up to `timeout` seconds."""
        if self.position >= position:
            return True
        try:
            async with asyncio.timeout(timeout), self._changed:
                await self._changed.wait_for(lambda: self.position >= position)
        except TimeoutError:
            return False
        return True

    async def start(self) -> None:
        """Begin to listen."""
        await self.refresh()
        self._task = asyncio.create_task(self._follow())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def refresh(self) -> None:
        """Look at the read models now."""
        position = await projected_position(self._pool)
        if position == self.position:
            return
        since = self.position if position > self.position else -1
        for consultation_id, at in await self._pool.fetch(CHANGED, since):
            self._decisions[consultation_id] = at
        async with self._changed:
            self.position = position
            self._changed.notify_all()

    async def _follow(self) -> None:
        while True:
            try:
                async with self._pool.acquire() as connection:
                    await self._listen(connection)
            except asyncio.CancelledError:
                raise
            except Exception:
                await asyncio.sleep(POLL)

    async def _listen(self, connection: Any) -> None:
        def notified(*_: object) -> None:
            self._woken.set()

        await connection.add_listener("consult_read", notified)
        try:
            while True:
                await self.refresh()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._woken.wait(), POLL)
                self._woken.clear()
        finally:
            if not connection.is_closed():
                await connection.remove_listener("consult_read", notified)
