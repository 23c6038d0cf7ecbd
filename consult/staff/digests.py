"""Daily digests of reminders: whose is due, and that nobody is sent two on a day, whichever process sends them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from consult.staff.register import Person, person_of_row
from consult.staff.reminder_kinds import ReminderKind

WAITING = """
SELECT p.* FROM staff.people p
WHERE NOT p.disabled AND p.email IS NOT NULL
    AND NOT EXISTS (SELECT FROM staff.digests d WHERE d.person_id = p.id AND d.day >= $1)
ORDER BY p.id
"""
STILL_ACTIVE = "SELECT p.* FROM staff.people p WHERE p.id = $1 AND NOT p.disabled FOR SHARE"
TAKE = """
INSERT INTO staff.digests AS d (person_id, day, sent_at, reminders) VALUES ($1, $2, $3, $4)
ON CONFLICT (person_id) DO UPDATE SET day = excluded.day, sent_at = coalesce(excluded.sent_at, d.sent_at),
    reminders = CASE WHEN excluded.sent_at IS NULL THEN d.reminders ELSE excluded.reminders END
WHERE d.day < excluded.day RETURNING true
"""
LAST = "SELECT day, sent_at, reminders FROM staff.digests WHERE person_id = $1"
CHOOSE = "UPDATE staff.people SET reminders_off = $2 WHERE id = $1"


class LastDigest(msgspec.Struct, frozen=True):
    """`day`: when it was last looked; `sent_at`: of the last letter, which had so many `reminders`."""

    day: date
    sent_at: datetime | None
    reminders: int


class Digests:
    """The last digest of each person, in `staff.digests`."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def people_waiting(self, day: date) -> list[Person]:
        """Active people with an address whose account is set up, for whom it has not been looked on this day."""
        people = map(person_of_row, await self._pool.fetch(WAITING, day))
        return [person for person in people if person.set_up]

    async def take(self, connection: Any, person_id: UUID, day: date, *, sent_at: datetime | None, reminders: int) -> bool:
        """Whether this digest is ours: the first for the person on this day, who is still active.

        In the transaction of `connection`, which puts the letter (where there is one: `sent_at`) into the outbox.
        """
        # DANGER: the row of the person is locked first: whoever is deactivated meanwhile has his letters deleted after this one
        # was put there, or is seen here as deactivated.
        if await connection.fetchrow(STILL_ACTIVE, person_id) is None:
            return False
        return bool(await connection.fetchval(TAKE, person_id, day, sent_at, reminders))

    async def last(self, person_id: UUID) -> LastDigest | None:
        row = await self._pool.fetchrow(LAST, person_id)
        return LastDigest(**row) if row else None

    async def choose(self, person_id: UUID, wanted: Collection[ReminderKind]) -> None:
        """Which kinds the person is reminded of; all others are switched off."""
        await self._pool.execute(CHOOSE, person_id, [kind for kind in ReminderKind if kind not in wanted])
