"""Requests for a new password, encrypted and handled later by the work role, so that response times reveal no account."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from consult.instance.clock import Clock
from consult.sealed.keys import DataKey, InstanceKey


class RecoveryRequests:
    """Requests in `staff.recovery_requests`."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock) -> None:
        self._pool, self._clock = pool, clock
        self._cipher = DataKey(UUID(int=0), key.derive("recovery requests"))

    async def put(self, account: str) -> None:
        """`account`: the address that was typed, whoever it belongs to."""
        request_id = uuid4()
        ciphertext = self._cipher.encrypt(account.encode("utf-8", "replace"), f"request {request_id}")
        query = "INSERT INTO staff.recovery_requests (id, ciphertext, at) VALUES ($1, $2, $3)"
        await self._pool.execute(query, request_id, ciphertext, self._clock.now())

    async def waiting(self) -> list[tuple[UUID, str]]:
        """The oldest hundred, with the addresses."""
        rows = await self._pool.fetch("SELECT id, ciphertext FROM staff.recovery_requests ORDER BY at LIMIT 100")
        return [(row["id"], self._cipher.decrypt(row["ciphertext"], f"request {row['id']}").decode()) for row in rows]

    async def take(self, connection: Any, request_id: UUID) -> bool:
        """Within the caller's transaction; False where another process has it."""
        query = "DELETE FROM staff.recovery_requests WHERE id = $1 RETURNING 1"
        return bool(await connection.fetchval(query, request_id) == 1)
