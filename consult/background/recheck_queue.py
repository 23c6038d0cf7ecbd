"""The queue of re-checks of this program's own log: requests, progress, and the last report."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from consult.audit.report import Report

UNFINISHED = "SELECT asked_at, seen_at, done, size FROM staff.rechecks WHERE finished_at IS NULL"
FAILED = """
SELECT finished_at, failure FROM staff.rechecks WHERE failure IS NOT NULL
AND id > (SELECT coalesce(max(id), 0) FROM staff.rechecks WHERE report IS NOT NULL) ORDER BY id DESC LIMIT 1
"""
REPORTED = "SELECT finished_at, report FROM staff.rechecks WHERE report IS NOT NULL ORDER BY id DESC LIMIT 1"
ASK = "INSERT INTO staff.rechecks (asked_by) VALUES ($1) ON CONFLICT DO NOTHING"
WAITING = """
SELECT EXISTS (SELECT FROM staff.rechecks
    WHERE finished_at IS NULL AND (seen_at IS NULL OR seen_at < now() - interval '1 minute'))
"""
BEGIN = "UPDATE staff.rechecks SET seen_at = now(), done = 0, size = NULL WHERE finished_at IS NULL RETURNING id"
PROGRESS = "UPDATE staff.rechecks SET seen_at = now(), done = $2, size = $3 WHERE id = $1"
FINISH = "UPDATE staff.rechecks SET finished_at = now(), report = $2 WHERE id = $1"
FAIL = "UPDATE staff.rechecks SET finished_at = now(), failure = $1 WHERE finished_at IS NULL"
FORGET = "DELETE FROM staff.rechecks WHERE id < $1"


class RunningRecheck(msgspec.Struct, frozen=True):
    """A re-check that waits (`seen_at` None) or is under way: `done` entries of `size`, as far as it is known."""

    asked_at: datetime
    seen_at: datetime | None
    done: int
    size: int | None


class RecheckStatus(msgspec.Struct, frozen=True):
    """`report` of the last re-check that came to its end, at `checked_at`; `failure` at `failed_at`: of a later one."""

    under_way: RunningRecheck | None
    report: Report | None
    checked_at: datetime | None
    failed_at: datetime | None
    failure: str | None


class RecheckQueue:
    """Re-checks in `staff.rechecks`."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def request(self, person_id: UUID | None) -> None:
        """Ask for one; nothing where one waits or is under way."""
        await self._pool.execute(ASK, person_id)

    async def status(self) -> RecheckStatus:
        async with self._pool.acquire() as connection, connection.transaction(isolation="repeatable_read", readonly=True):
            unfinished = await connection.fetchrow(UNFINISHED)
            failed = await connection.fetchrow(FAILED)
            reported = await connection.fetchrow(REPORTED)
        return RecheckStatus(
            under_way=RunningRecheck(*unfinished) if unfinished else None,
            report=msgspec.json.decode(reported["report"], type=Report) if reported else None,
            checked_at=reported["finished_at"] if reported else None,
            failed_at=failed["finished_at"] if failed else None,
            failure=failed["failure"] if failed else None,
        )

    async def is_requested(self) -> bool:
        """Whether a requested re-check has not been started yet."""
        return bool(await self._pool.fetchval(WAITING))

    async def begin(self) -> int:
        """Take up the one that waits, or a new one; answers with its id."""
        await self.request(None)
        return int(await self._pool.fetchval(BEGIN))

    async def progress(self, recheck_id: int, done: int, size: int) -> None:
        await self._pool.execute(PROGRESS, recheck_id, done, size)

    async def finish(self, recheck_id: int, report: Report) -> None:
        """Store the report; it replaces the one before."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(FINISH, recheck_id, msgspec.json.encode(report))
            await connection.execute(FORGET, recheck_id)

    async def fail(self, failure: str) -> None:
        """Record that the running re-check failed; the report before it is kept."""
        await self._pool.execute(FAIL, failure[:500])
