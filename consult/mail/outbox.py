"""The outbox: a letter is stored encrypted in the transaction that causes it, and deleted once the mail server has accepted it.

A letter is leased to whoever sends it, for longer than the mail server may take over it. When the sender dies, the lease runs
out and another sends it: perhaps a second time (with the same Message-ID), never not at all. A letter goes to a member of staff,
or to whoever sent a comment: then what became of it stays noted in `sealed.letters`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from consult.instance.clock import Clock
from consult.mail.letters import Letter
from consult.mail.recipients import stop_telling
from consult.sealed.keys import DataKey, InstanceKey

LEASE = timedelta(minutes=6)  # longer than a connection is waited for
LASTING = timedelta(hours=72)
LONGEST_WAIT = timedelta(hours=1)
ADD = """
INSERT INTO staff.outbox (id, person_id, comment_id, ciphertext, bulk, made_at, due_at, expires_at)
SELECT id, $2, comment_id, ciphertext, $5, $6, $6, $7
FROM unnest($1::uuid[], $3::uuid[], $4::bytea[]) AS n (id, comment_id, ciphertext)
"""
LEASED = """
WITH due AS MATERIALIZED (
    SELECT id FROM staff.outbox WHERE due_at <= $2 AND expires_at > $2 ORDER BY bulk, due_at LIMIT $3 FOR UPDATE SKIP LOCKED
)
UPDATE staff.outbox o SET due_at = $1, attempts = attempts + 1 FROM due WHERE o.id = due.id
RETURNING o.id, o.ciphertext, o.attempts, o.comment_id
"""
HOLD = "UPDATE staff.outbox SET due_at = $4 WHERE id = $1 AND attempts = $2 AND due_at > $3 RETURNING 1"
FAIL = """
UPDATE staff.outbox SET due_at = $3, failure = $4, failing_since = coalesce(failing_since, $5) WHERE id = $1 AND attempts = $2
"""
SETTLE = """
WITH gone AS (DELETE FROM staff.outbox WHERE id = $1 RETURNING id)
UPDATE sealed.letters l SET state = 'taken', settled_at = $2 FROM gone WHERE l.id = gone.id
"""
REFUSE = """
WITH gone AS (DELETE FROM staff.outbox WHERE id = $1 RETURNING id)
UPDATE sealed.letters l SET state = 'refused', settled_at = $2 FROM gone WHERE l.id = gone.id
"""
SWEEP = """
WITH gone AS (DELETE FROM staff.outbox WHERE expires_at <= $1 RETURNING id)
UPDATE sealed.letters l SET state = 'given-up', settled_at = $1 FROM gone WHERE l.id = gone.id
"""
STATE = """
SELECT count(*) FILTER (WHERE comment_id IS NULL) AS to_staff, count(comment_id) AS to_public,
    count(failing_since) AS failing, min(failing_since) AS failing_since, min(made_at) AS oldest
FROM staff.outbox WHERE expires_at > $1
"""


class Leased(msgspec.Struct, frozen=True):
    """A letter to be sent now. `attempts`: how often it has been tried, this time included. `comment_id`: None is to staff."""

    id: UUID
    letter: Letter
    attempts: int
    comment_id: UUID | None = None


class ToAuthor(msgspec.Struct, frozen=True):
    """A letter to whoever sent a comment; `id` as in `sealed.letters`."""

    id: UUID
    comment_id: UUID
    letter: Letter


class OutboxState(msgspec.Struct, frozen=True, kw_only=True):
    """Letters that wait, and since when one of them has failed. Nobody's address."""

    to_staff: int
    to_public: int
    failing: int
    failing_since: datetime | None
    oldest: datetime | None


class Outbox:
    """Letters in `staff.outbox`."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock) -> None:
        self._pool, self._clock = pool, clock
        self._cipher = DataKey(UUID(int=0), key.derive("outbox"))

    async def put(self, connection: Any, person_id: UUID, letter: Letter) -> None:
        """Record a letter to a member of staff, in the transaction of `connection`."""
        letter_id, now = uuid4(), self._clock.now()
        sealed = [self._encrypted(letter_id, letter)]
        await connection.execute(ADD, [letter_id], person_id, [None], sealed, False, now, now + LASTING)

    async def put_all(self, connection: Any, letters: Sequence[ToAuthor], lasting: timedelta, *, bulk: bool) -> None:
        """Record letters to people who commented, in the transaction of `connection`. `bulk`: others are sent before them."""
        if letters:
            ids, comments = [each.id for each in letters], [each.comment_id for each in letters]
            sealed, now = [self._encrypted(each.id, each.letter) for each in letters], self._clock.now()
            await connection.execute(ADD, ids, None, comments, sealed, bulk, now, now + lasting)

    def _encrypted(self, letter_id: UUID, letter: Letter) -> bytes:
        return self._cipher.encrypt(msgspec.msgpack.encode(letter), f"letter {letter_id}")

    async def lease(self, limit: int = 1) -> list[Leased]:
        """The next letters that are due; nobody else gets them while the lease lasts."""
        now = self._clock.now()
        return [self._opened(row) for row in await self._pool.fetch(LEASED, now + LEASE, now, limit)]

    def _opened(self, row: Any) -> Leased:
        plain = self._cipher.decrypt(row["ciphertext"], f"letter {row['id']}")
        return Leased(row["id"], msgspec.msgpack.decode(plain, type=Letter), row["attempts"], row["comment_id"])

    async def hold(self, leased: Leased, lasting: timedelta) -> bool:
        """Lease it anew before it is sent, for as long as that can take. No where somebody has ended it, or the lease ran out."""
        now = self._clock.now()
        return await self._pool.fetchval(HOLD, leased.id, leased.attempts, now, now + lasting) is not None

    async def sent(self, leased: Leased) -> None:
        """Delete a letter that the mail server has accepted."""
        await self._pool.execute(SETTLE, leased.id, self._clock.now())

    async def failed(self, leased: Leased, failure: str, at_least: timedelta = timedelta(0)) -> None:
        """Try again later: after 10 seconds, 20, 40, up to an hour. `failure`: its class, nothing personal."""
        wait, now = max(_wait_after(leased.attempts), at_least), self._clock.now()
        await self._pool.execute(FAIL, leased.id, leased.attempts, now + wait, failure, now)

    async def refused(self, leased: Leased, failure: str) -> None:
        """The mail server will never take it: that was the last to this address. A letter to staff waits for an administrator."""
        if leased.comment_id is None:
            await self.failed(leased, failure)
            return
        async with self._pool.acquire() as connection, connection.transaction():
            await stop_telling(connection, leased.comment_id, "refused", self._clock.now())
            await connection.execute(REFUSE, leased.id, self._clock.now())  # also where it was the last after an erasure

    async def unsent(self) -> dict[UUID, str | None]:
        """People whose letters have not been taken yet, each with the last failure."""
        query = "SELECT person_id, failure FROM staff.outbox WHERE expires_at > $1 AND person_id IS NOT NULL"
        return {row["person_id"]: row["failure"] for row in await self._pool.fetch(query, self._clock.now())}

    async def state(self) -> OutboxState:
        """How much waits; takes as long as that is."""
        return OutboxState(**dict(await self._pool.fetchrow(STATE, self._clock.now())))

    async def sweep(self) -> None:
        """Delete letters whose time is over: their links have expired, or nobody took them for too long."""
        await self._pool.execute(SWEEP, self._clock.now())


def _wait_after(attempts: int) -> timedelta:
    return min(timedelta(seconds=5 * 2 ** min(attempts, 12)), LONGEST_WAIT)
