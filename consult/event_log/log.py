"""The event log over asyncpg: appends are gathered and committed together, reads go by position or stream."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeGuard
from uuid import UUID

import asyncpg
import structlog

from consult.event_log.batch import Batch, Outcome
from consult.event_log.record import (
    MAX_ENTRY_SIZE,
    Append,
    ClockOutOfStep,
    EntryTooLarge,
    Head,
    Idempotency,
    IdempotencyKeyReused,
    LogEntry,
    LogUnavailable,
    Recorded,
)
from consult.event_log.remembered import CachedHead
from consult.event_log.stored_tree import hashes_on, subtree
from consult.event_log.writing import KEYS, lock_head, record
from consult.instance.clock import Clock
from consult.public_log.note import Checkpoint, Signer
from consult.public_log.tree import Edge, inclusion_ranges
from domain.event import stored_topics

logger = structlog.get_logger()
MAX_BATCH = 2000
TOLERANCE = timedelta(seconds=10)
# DANGER: the decision stands in a query of its own, so that PostgreSQL plans for any decision. For one whose comments are a
# large part of the log it would expect as large a part of its other events, and walk through all of the log by position for
# the first few of them: 24 ms instead of 0.2 with 10,000 decisions.
ABOUT = """
SELECT position, originator_id, originator_version, topic, consultation_id, state, leaf_hash FROM log.events
WHERE consultation_id = (SELECT $1::uuid) AND ($2::text[] IS NULL OR topic = ANY($2)) AND ($3::bigint IS NULL OR position < $3)
    AND position > $4 ORDER BY position LIMIT $5
"""
# The condition is that of the index of the few events that are of no comment, application or response to a questionnaire.
OF_PROCEDURE = """
SELECT position, originator_id, originator_version, topic, consultation_id, state, leaf_hash FROM log.events
WHERE consultation_id = (SELECT $1::uuid) AND topic NOT LIKE 'comment-%' AND topic NOT LIKE 'application-%'
    AND topic NOT LIKE 'response-%' AND topic = ANY($2)
    AND ($3::bigint IS NULL OR position < $3) AND position > $4 ORDER BY position LIMIT $5
"""
VERSIONS = """
SELECT originator_id, max(originator_version) AS version FROM log.events WHERE originator_id = ANY($1) GROUP BY originator_id
"""
MANY = ("comment-", "application-", "response-")
ENTRY = "position, originator_id, originator_version, topic, consultation_id, state, leaf_hash"


class EventLog:
    """The log of one body. `append` may be called concurrently: whatever waits is committed as one transaction."""

    def __init__(self, pool: Any, signer: Signer, clock: Clock) -> None:
        self._pool = pool
        self._signer = signer
        self._clock = clock
        self._waiting: list[tuple[Append, asyncio.Future[Recorded]]] = []
        self._writer: asyncio.Task[None] | None = None
        self._remembered = CachedHead()
        self.batch_sizes: list[int] = []

    async def append(self, append: Append) -> Recorded:
        """Record the events; when this returns they are durable and covered by a signed checkpoint.

        Raises StreamMovedOn, ConsultationMovedOn (decide again), IdempotencyKeyReused, ClockOutOfStep, EntryTooLarge,
        LogUnavailable (the outcome is not known: send the same idempotency key again).
        A cancelled caller does not undo the append.
        """
        self._assert_fit(append)
        future: asyncio.Future[Recorded] = asyncio.get_running_loop().create_future()
        self._waiting.append((append, future))
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write())
        return await future

    def _assert_fit(self, append: Append) -> None:
        now = self._clock.now()
        for event in append.events:
            if len(event.state) > MAX_ENTRY_SIZE:
                raise EntryTooLarge(size=len(event.state), limit=MAX_ENTRY_SIZE)
            if event.timestamp and abs(event.timestamp - now) > TOLERANCE:
                raise ClockOutOfStep

    async def _write(self) -> None:
        """Commit what waits, batch after batch, until nothing does; on one connection for as long as it holds."""
        while self._waiting:
            taken: list[tuple[Append, asyncio.Future[Recorded]]] = []
            try:
                async with self._pool.acquire() as connection:
                    while taken := self._take():
                        outcomes = await self._commit(connection, [append for append, _ in taken])
                        for (_, future), outcome in zip(taken, outcomes, strict=True):
                            _settle(future, outcome)
            except Exception as failure:
                # DANGER: settling after a failure. Whether the batch stands is not known: the commit may have been done and
                # only its answer lost. So nobody is told "refused" or "recorded", and nothing is tried again from here: the
                # same idempotency key, sent again, finds what stands. Where no connection was to be had, nothing was taken;
                # then those who wait are told at once instead of waiting for a database that is away. Whoever is settled
                # already stays so.
                taken = taken or self._take()
                logger.error("append failed", error=type(failure).__name__, appends=len(taken))
                for _, future in taken:
                    _settle(future, LogUnavailable())

    def _take(self) -> list[tuple[Append, asyncio.Future[Recorded]]]:
        taken, self._waiting = self._waiting[:MAX_BATCH], self._waiting[MAX_BATCH:]
        return taken

    async def _commit(self, connection: Any, appends: Sequence[Append]) -> list[Outcome]:
        batch, checkpoint = await self._recorded(connection, appends)
        # DANGER: the append. The transaction is durable here, and not before: positions, hashes and checkpoint may go out from
        # this line on, and can never be taken back. Whatever fails below would be told as unknown although it stands, so
        # nothing below may refuse. What is remembered of the log's end is only what was committed: a batch that did not
        # stand leaves nothing behind.
        self._remembered.keep(batch)
        self.batch_sizes.append(len(batch.events))
        del self.batch_sizes[:-1000]
        outcomes = batch.settle(checkpoint)
        return [await _completed(connection, item) if _is_repeated(item) else item for item in outcomes]

    async def _recorded(self, connection: Any, appends: Sequence[Append]) -> tuple[Batch, str]:
        """The batch once it stands, with its checkpoint: in one statement if nobody else has written, else inside the lock."""
        if batch := self._remembered.batch(appends):
            checkpoint = self._signed(batch)
            with suppress(asyncpg.UniqueViolationError):
                if await record(connection, batch, checkpoint):
                    return batch, checkpoint
        self._remembered.forget()
        async with connection.transaction():
            batch = await lock_head(connection, appends)
            batch.admit()
            checkpoint = self._signed(batch)
            if batch.events and not await record(connection, batch, checkpoint):
                raise RuntimeError("the head has moved inside its lock")
        return batch, checkpoint

    def _signed(self, batch: Batch) -> str:
        """The signed checkpoint over the log with this batch."""
        # DANGER: the signature. It is made before the transaction commits, since it is recorded with it; so for a moment there
        # is a signed note about entries that may never stand. Another batch may then get these positions, and two notes of
        # one size with different roots are the one thing a log must never give away: it proves the log forked. The note may
        # leave this object only after the commit, and is dropped where the compare-and-swap finds that the head has moved.
        return self._signer.sign(Checkpoint(self._signer.origin, batch.edge.size, batch.edge.root()).text())

    async def read(self, from_position: int, limit: int) -> list[LogEntry]:
        """Entries from `from_position` on, in order."""
        query = f"SELECT {ENTRY} FROM log.events WHERE position >= $1 ORDER BY position LIMIT $2"  # noqa: S608 (a constant)
        return [LogEntry(*row) for row in await self._pool.fetch(query, from_position, limit)]

    async def stream(self, originator_id: UUID, after_version: int = 0) -> list[LogEntry]:
        """Entries of one stream, in order."""
        query = (
            f"SELECT {ENTRY} FROM log.events"  # noqa: S608 (a constant)
            " WHERE originator_id = $1 AND originator_version > $2 ORDER BY originator_version"
        )
        return [LogEntry(*row) for row in await self._pool.fetch(query, originator_id, after_version)]

    async def streams(self, originator_ids: Sequence[UUID], topics: Sequence[str]) -> list[LogEntry]:
        """Entries of these topics on these streams, in order of position."""
        query = (
            f"SELECT {ENTRY} FROM log.events"  # noqa: S608 (a constant)
            " WHERE originator_id = ANY($1::uuid[]) AND topic = ANY($2::text[]) ORDER BY position"
        )
        return [LogEntry(*row) for row in await self._pool.fetch(query, list(originator_ids), stored_topics(*topics))]

    async def versions(self, originator_ids: Sequence[UUID]) -> dict[UUID, int]:
        """The last version of each of these streams."""
        return {row["originator_id"]: row["version"] for row in await self._pool.fetch(VERSIONS, originator_ids)}

    async def streams_with(self, topic: str) -> list[UUID]:
        """Streams that have an entry of this topic; reads the whole log."""
        rows = await self._pool.fetch("SELECT DISTINCT originator_id FROM log.events WHERE topic = ANY($1)", stored_topics(topic))
        return [row["originator_id"] for row in rows]

    async def about(
        self,
        consultation_id: UUID,
        topics: Sequence[str] | None = None,
        before: int | None = None,
        *,
        after: int = -1,
        limit: int | None = None,
    ) -> list[LogEntry]:
        """Entries about one consultation, of the topics where given, between the positions `after` and `before`."""
        wanted = stored_topics(*topics) if topics is not None else None
        few = wanted is not None and not any(topic.startswith(MANY) for topic in wanted)
        query = OF_PROCEDURE if few else ABOUT
        rows = await self._pool.fetch(query, consultation_id, wanted, before, after, limit)
        return [LogEntry(*row) for row in rows]

    async def recorded_with(self, key: Idempotency) -> Recorded | None:
        """What was recorded with this key, if anything. Raises IdempotencyKeyReused where it came with another request."""
        async with self._pool.acquire() as connection:
            rows = await connection.fetch(KEYS, [key.key_hash])
            if not rows:
                return None
            if rows[0]["request_digest"] != key.request_digest:
                raise IdempotencyKeyReused
            outcome = Recorded(rows[0]["first_position"], (b"",) * rows[0]["count"], 0, "", repeated=True)
            return await _completed(connection, outcome)

    async def head(self) -> Head:
        """Size, root and signed checkpoint as of the last commit. An empty log is signed on the way."""
        row = await self._pool.fetchrow("SELECT size, edge, checkpoint FROM log.head")
        root = Edge.from_bytes(row["size"], row["edge"]).root()
        checkpoint = row["checkpoint"] or self._signer.sign(Checkpoint(self._signer.origin, row["size"], root).text())
        return Head(row["size"], root, checkpoint)

    async def inclusion_proof(self, position: int, size: int) -> list[bytes]:
        """Sibling hashes, leaf to root, that prove the entry at `position` in the tree of `size`."""
        async with self._pool.acquire() as connection:
            return [await subtree(hashes_on(connection), start, end) for start, end in inclusion_ranges(position, size)]


async def _completed(connection: Any, outcome: Recorded) -> Recorded:
    """A repeated append is answered with the record made the first time, under the present checkpoint."""
    first, last = outcome.first_position, outcome.first_position + len(outcome.leaf_hashes)
    query = "SELECT leaf_hash FROM log.events WHERE position >= $1 AND position < $2 ORDER BY position"
    leaves = tuple(row["leaf_hash"] for row in await connection.fetch(query, first, last))
    head = await connection.fetchrow("SELECT size, checkpoint FROM log.head")
    return Recorded(first, leaves, head["size"], head["checkpoint"], repeated=True)


def _is_repeated(outcome: Outcome) -> TypeGuard[Recorded]:
    return isinstance(outcome, Recorded) and outcome.repeated


def _settle(future: asyncio.Future[Recorded], outcome: Outcome) -> None:
    if future.cancelled():
        return
    if isinstance(outcome, Exception):
        future.set_exception(outcome)
        future.exception()  # marks it as seen: the caller may have been cancelled
    else:
        future.set_result(outcome)
