"""Brings the read models up to date: creates the live tables, rebuilds them after a change of code, applies new events."""

from __future__ import annotations

from typing import Any

import structlog

from projections import schema as schemas
from projections.fingerprint import fingerprint_of
from projections.freshness import Freshness
from projections.rebuild import rebuild
from projections.runner import BATCH_SIZE, LOCK, apply_all
from projections.source import Source

log = structlog.get_logger(__name__)


async def catch_up(pool: Any, source: Source, *, limit: int = BATCH_SIZE, freshness: Freshness | None = None) -> int:
    """Apply every event the source has beyond the read models' position; answers with the position reached.

    The live schema is made where there is none, and rebuilt where what it was made by has changed.
    """
    await _prepare(pool, source, freshness)
    return await apply_all(pool, source, schemas.LIVE, limit=limit, freshness=freshness)


async def _prepare(pool: Any, source: Source, freshness: Freshness | None) -> None:
    fingerprint = fingerprint_of(source)
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        if not await schemas.exists(connection, schemas.LIVE):
            await schemas.make(connection, schemas.LIVE, fingerprint)
            return
        current = await schemas.made_by(connection, schemas.LIVE) == fingerprint
    if not current:
        log.info("read models have changed, rebuilding", fingerprint=fingerprint)
        await rebuild(pool, source, freshness=freshness)
