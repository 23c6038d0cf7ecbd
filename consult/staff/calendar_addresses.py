"""Secret addresses of calendars: shown once, kept only as SHA-256, one a person, renewed or ended at any time.

A calendar program cannot sign in, so that the address itself is the secret; only what is public anyway is read with it.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from consult.instance.clock import Clock
from consult.staff.register import Person, person_of_row

RENEW = """
INSERT INTO staff.calendar_addresses (person_id, token_hash, made_at) VALUES ($1, $2, $3)
ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at
"""
OF_TOKEN = """
SELECT p.* FROM staff.calendar_addresses c JOIN staff.people p ON p.id = c.person_id
WHERE c.token_hash = $1 AND NOT p.disabled
"""


class CalendarAddresses:
    """The addresses, in `staff.calendar_addresses`."""

    def __init__(self, pool: Any, clock: Clock) -> None:
        self._pool, self._clock = pool, clock

    async def renew(self, connection: Any, person_id: UUID) -> str:
        """A new address's token, shown once; the earlier address ends. `connection`: of the transaction this belongs to."""
        token = secrets.token_urlsafe(32)
        await connection.execute(RENEW, person_id, _hash(token), self._clock.now())
        return token

    async def end(self, connection: Any, person_id: UUID) -> bool:
        """Whether there was one."""
        query = "DELETE FROM staff.calendar_addresses WHERE person_id = $1 RETURNING true"
        return bool(await connection.fetchval(query, person_id))

    async def made_at(self, person_id: UUID) -> datetime | None:
        """When the person's address was made; None where there is none."""
        query = "SELECT made_at FROM staff.calendar_addresses WHERE person_id = $1"
        found: datetime | None = await self._pool.fetchval(query, person_id)
        return found

    async def of_token(self, token: str) -> Person | None:
        """Whose it is; None where it has ended, or its person is disabled."""
        row = await self._pool.fetchrow(OF_TOKEN, _hash(token))
        return person_of_row(row) if row else None


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
