"""The outbox: a letter is stored encrypted in the transaction that causes it, and deleted once the mail server has accepted it.

A letter is leased to whoever sends it. When the sender dies, the lease runs out and another sends it: perhaps a second time (with
the same Message-ID), never not at all.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec

from consult.instance.clock import Clock
from consult.mail.letters import Letter
from consult.sealed.keys import DataKey, InstanceKey

LEASE = timedelta(minutes=2)
LASTING = timedelta(hours=72)
LONGEST_WAIT = timedelta(hours=1)


class Leased(msgspec.Struct, frozen=True):
    """A letter to be sent now. `attempts`: how often it has been tried, this time included."""

    id: UUID
    letter: Letter
    attempts: int


class Outbox:
    """Letters in `staff.outbox`."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock) -> None:
        self._pool, self._clock = pool, clock
        self._cipher = DataKey(UUID(int=0), key.derive("outbox"))

    async def put(self, connection: Any, person_id: UUID, letter: Letter) -> None:
        """Record a letter, in the transaction of `connection`."""
        letter_id, now = uuid4(), self._clock.now()
        ciphertext = self._cipher.encrypt(msgspec.msgpack.encode(letter), f"letter {letter_id}")
        query = "INSERT INTO staff.outbox (id, person_id, ciphertext, due_at, expires_at) VALUES ($1, $2, $3, $4, $5)"
        await connection.execute(query, letter_id, person_id, ciphertext, now, now + LASTING)

    async def lease(self) -> Leased | None:
        """The next letter that is due; nobody else gets it while the lease lasts."""
        query = (
            "UPDATE staff.outbox SET due_at = $1, attempts = attempts + 1 WHERE id = ("
            " SELECT id FROM staff.outbox WHERE due_at <= $2 AND expires_at > $2 ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)"
            " RETURNING id, ciphertext, attempts"
        )
        now = self._clock.now()
        row = await self._pool.fetchrow(query, now + LEASE, now)
        if row is None:
            return None
        plain = self._cipher.decrypt(row["ciphertext"], f"letter {row['id']}")
        return Leased(row["id"], msgspec.msgpack.decode(plain, type=Letter), row["attempts"])

    async def sent(self, leased: Leased) -> None:
        """Delete a letter that the mail server has accepted."""
        await self._pool.execute("DELETE FROM staff.outbox WHERE id = $1", leased.id)

    async def failed(self, leased: Leased, failure: str) -> None:
        """Try again later: after 10 seconds, 20, 40, up to an hour. `failure`: its class, nothing personal."""
        wait = min(timedelta(seconds=5 * 2 ** min(leased.attempts, 12)), LONGEST_WAIT)
        query = "UPDATE staff.outbox SET due_at = $2, failure = $3 WHERE id = $1"
        await self._pool.execute(query, leased.id, self._clock.now() + wait, failure)

    async def unsent(self) -> dict[UUID, str | None]:
        """People whose letters have not been taken yet, each with the last failure."""
        rows = await self._pool.fetch("SELECT person_id, failure FROM staff.outbox WHERE expires_at > $1", self._clock.now())
        return {row["person_id"]: row["failure"] for row in rows}

    async def sweep(self) -> None:
        """Delete letters whose links have expired."""
        await self._pool.execute("DELETE FROM staff.outbox WHERE expires_at <= $1", self._clock.now())
