"""Server-side sign-in sessions of staff. The browser holds the token; the database only its SHA-256."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import msgspec

from consult.instance.clock import Clock
from consult.staff.register import Person, person_of_row

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
FRESH = timedelta(minutes=10)
"""How long after showing credentials a person may release or erase without showing them again."""
NOTICED = timedelta(minutes=1)  # a session seen twice within this time is written once

OF_TOKEN = """
SELECT s.id AS session_id, s.device, s.started_at, s.seen_at, s.confirmed_at, p.*
FROM staff.sessions s JOIN staff.people p ON p.id = s.person_id
WHERE s.token_hash = $1 AND s.seen_at > $2 AND s.started_at > $3 AND NOT p.disabled
"""
OF_PERSON = """
SELECT s.id AS session_id, s.device, s.started_at, s.seen_at, s.confirmed_at, p.*
FROM staff.sessions s JOIN staff.people p ON p.id = s.person_id
WHERE s.person_id = $1 AND s.seen_at > $2 AND s.started_at > $3 ORDER BY s.seen_at DESC
"""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One browser in which a person is signed in. `confirmed_at`: when credentials were last shown in it."""

    id: UUID
    person: Person
    device: str
    started_at: datetime
    seen_at: datetime
    confirmed_at: datetime

    def fresh(self, now: datetime) -> bool:
        """Whether credentials were shown lately enough for what cannot be taken back."""
        return now - self.confirmed_at < FRESH


class Sessions:
    """Opened at sign-in, ended by signing out, by their person, by disabling the person, or by time."""

    def __init__(self, pool: Any, clock: Clock) -> None:
        self._pool, self._clock = pool, clock

    async def open(self, person_id: UUID, device: str) -> str:
        """A new session; its token, shown once."""
        token, now = secrets.token_urlsafe(32), self._clock.now()
        query = "INSERT INTO staff.sessions VALUES ($1, $2, $3, $4, $5, $5, $5)"
        await self._pool.execute(query, uuid4(), _hash(token), person_id, device[:200], now)
        return token

    async def of_token(self, token: str) -> Session | None:
        """The session of this token; None when unknown, ended or out of time, or its person disabled."""
        now = self._clock.now()
        row = await self._pool.fetchrow(OF_TOKEN, _hash(token), now - IDLE, now - LONGEST)
        if row is None:
            return None
        if now - row["seen_at"] > NOTICED:
            await self._pool.execute("UPDATE staff.sessions SET seen_at = $2 WHERE id = $1", row["session_id"], now)
        return _session(row)

    async def confirm(self, session_id: UUID) -> None:
        """Credentials were shown again in this session."""
        query = "UPDATE staff.sessions SET confirmed_at = $2, seen_at = $2 WHERE id = $1"
        await self._pool.execute(query, session_id, self._clock.now())

    async def of_person(self, person_id: UUID) -> tuple[Session, ...]:
        """The sessions that a person has now, lately used first."""
        now = self._clock.now()
        rows = await self._pool.fetch(OF_PERSON, person_id, now - IDLE, now - LONGEST)
        return tuple(map(_session, rows))

    async def close(self, session_id: UUID, person_id: UUID) -> None:
        """End one session of this person."""
        await self._pool.execute("DELETE FROM staff.sessions WHERE id = $1 AND person_id = $2", session_id, person_id)

    async def close_all(self, person_id: UUID, keep: UUID | None = None) -> None:
        """End all sessions of this person, but for one."""
        query = "DELETE FROM staff.sessions WHERE person_id = $1 AND ($2::uuid IS NULL OR id <> $2)"
        await self._pool.execute(query, person_id, keep)

    async def sweep(self) -> None:
        """Forget what is out of time."""
        now = self._clock.now()
        query = "DELETE FROM staff.sessions WHERE seen_at <= $1 OR started_at <= $2"
        await self._pool.execute(query, now - IDLE, now - LONGEST)


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def _session(row: Any) -> Session:
    return Session(
        id=row["session_id"],
        person=person_of_row(row),
        device=row["device"],
        started_at=row["started_at"],
        seen_at=row["seen_at"],
        confirmed_at=row["confirmed_at"],
    )
