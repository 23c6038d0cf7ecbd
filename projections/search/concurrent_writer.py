"""Writes search entries on a connection of its own during a rebuild, while the next batch is being folded."""

from __future__ import annotations

import asyncio
from typing import Any

from projections import schema as schemas
from projections.batch import SearchEntries
from projections.search.projection import apply


class ConcurrentSearchWriter:
    """On a connection of its own, one batch after the other. Only for tables nobody reads yet: a rebuild that dies drops them."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._writing: asyncio.Task[None] | None = None

    async def write(self, found: SearchEntries) -> None:
        """Begin to write these entries once the ones before are written."""
        await self.done()
        self._writing = asyncio.create_task(self._write(found))

    async def done(self) -> None:
        """Everything begun is written."""
        if self._writing:
            writing, self._writing = self._writing, None
            await writing

    async def _write(self, found: SearchEntries) -> None:
        async with self._connection.transaction():
            await schemas.use(self._connection, schemas.NEXT)
            await apply(self._connection, found)
