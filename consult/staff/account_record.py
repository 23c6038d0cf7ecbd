"""The record of changes to accounts: who did what and when. Append-only, apart from the event log, which holds decisions only."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

from consult.instance.clock import Clock

What = Literal[
    "invited", "invited_again", "set_up", "password_recovered", "password_changed", "totp_changed", "recovery_code_used",
    "roles_changed", "disabled", "enabled", "token_issued", "token_revoked", "single_sign_on_bound",
    "calendar_made", "calendar_ended",
]  # fmt: skip


class AccountChange(msgspec.Struct, frozen=True):
    """`actor`: name of whoever did it; None: the person, or the command line."""

    at: datetime
    person: str
    actor: str | None
    what: What


class AccountRecord:
    """The record, in `staff.account_record`."""

    def __init__(self, pool: Any, clock: Clock) -> None:
        self._pool, self._clock = pool, clock

    async def add(self, connection: Any, person_id: UUID, what: What, actor_id: UUID | None = None) -> None:
        """`connection`: of the transaction that does it, or the pool."""
        query = "INSERT INTO staff.account_record (at, person_id, actor_id, what) VALUES ($1, $2, $3, $4)"
        await connection.execute(query, self._clock.now(), person_id, actor_id, what)

    async def about(self, person_id: UUID, limit: int = 50) -> tuple[AccountChange, ...]:
        """What was done to this person's account, or by him to others', newest first."""
        query = (
            "SELECT r.at, r.what, p.name AS person, a.name AS actor FROM staff.account_record r"
            " JOIN staff.people p ON p.id = r.person_id LEFT JOIN staff.people a ON a.id = r.actor_id"
            " WHERE r.person_id = $1 OR r.actor_id = $1 ORDER BY r.id DESC LIMIT $2"
        )
        rows = await self._pool.fetch(query, person_id, limit)
        return tuple(AccountChange(row["at"], row["person"], row["actor"], row["what"]) for row in rows)
