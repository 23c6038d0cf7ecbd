"""The register of staff: people, divisions, roles, and API tokens, which are shown once and kept only as SHA-256."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any, Literal
from uuid import UUID, uuid4

import msgspec

from consult.staff.reminder_kinds import ReminderKind
from domain.access import Actor, Role
from domain.values import Division

Language = Literal["zh", "en"]


class PersonUnknown(Exception):
    """There is nobody of this name."""


class NameTaken(ValueError):
    """Another person has this name, or this e-mail address."""


class Person(msgspec.Struct, frozen=True):
    """A member of staff. The log knows only the id. `email`: sign-in name, in lower case. `has_password`, `has_totp`,
    `has_subject`: ways to sign in; `second_factor` is off only for the demonstration's people. `reminders_off`: kinds of
    reminders that the person has switched off."""

    id: UUID
    name: str
    division: Division
    roles: frozenset[Role]
    disabled: bool
    email: str | None = None
    language: Language = "zh"
    has_password: bool = False
    has_totp: bool = False
    has_subject: bool = False
    second_factor: bool = True
    reminders_off: frozenset[ReminderKind] = frozenset()

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.division.id, self.roles)

    @property
    def set_up(self) -> bool:
        """Whether the person can sign in at all."""
        return self.has_subject or (self.has_password and (self.has_totp or not self.second_factor))


class ApiToken(msgspec.Struct, frozen=True):
    """A token as its owner sees it; the token itself is nowhere."""

    id: UUID
    issued_at: datetime


class Staff:
    """People and their tokens, in the staff tables."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def add(
        self, name: str, division: Division, roles: Iterable[Role], email: str | None = None, language: Language = "zh"
    ) -> Person:
        """A new person. Raises NameTaken where the name or the e-mail address is taken."""
        query = (
            "INSERT INTO staff.people (id, name, division_id, division_name, roles, email, language)"
            " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING *"
        )
        values = (uuid4(), name, division.id, division.name, sorted(set(roles)), email, language)
        row = await self._pool.fetchrow(query, *values)
        if row is None:
            raise NameTaken(f"{name} is there already")
        return person_of_row(row)

    async def change(self, person_id: UUID, division: Division, roles: Iterable[Role]) -> None:
        query = "UPDATE staff.people SET division_id = $2, division_name = $3, roles = $4 WHERE id = $1"
        await self._pool.execute(query, person_id, division.id, division.name, sorted(set(roles)))

    async def token(self, name: str) -> str:
        """A new bearer token for the person; shown once. Raises PersonUnknown."""
        return await self.token_for((await self.person(name)).id)

    async def token_for(self, person_id: UUID) -> str:
        token = "consult_" + secrets.token_urlsafe(32)
        await self._pool.execute("INSERT INTO staff.tokens (token_hash, person_id) VALUES ($1, $2)", _hash(token), person_id)
        return token

    async def tokens_of(self, person_id: UUID) -> tuple[ApiToken, ...]:
        """The person's tokens, newest first."""
        query = "SELECT id, issued_at FROM staff.tokens WHERE person_id = $1 ORDER BY issued_at DESC, id"
        return tuple(ApiToken(row["id"], row["issued_at"]) for row in await self._pool.fetch(query, person_id))

    async def revoke_token(self, person_id: UUID, token_id: UUID) -> None:
        """Destroy one of the person's tokens; another's stays as it is."""
        await self._pool.execute("DELETE FROM staff.tokens WHERE person_id = $1 AND id = $2", person_id, token_id)

    async def disable(self, name: str) -> None:
        """The person can act no more, and all tokens are destroyed. What he did stays on the record."""
        await self.set_disabled((await self.person(name)).id, True)

    async def set_disabled(self, person_id: UUID, disabled: bool) -> None:
        """Whether the person may act. Disabling destroys tokens, sessions, links, the address of the calendar and letters not yet
        sent; enabling brings none of them back."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("UPDATE staff.people SET disabled = $2 WHERE id = $1", person_id, disabled)
            if disabled:
                await connection.execute("DELETE FROM staff.tokens WHERE person_id = $1", person_id)
                await connection.execute("DELETE FROM staff.sessions WHERE person_id = $1", person_id)
                await connection.execute("DELETE FROM staff.invitations WHERE person_id = $1", person_id)
                await connection.execute("DELETE FROM staff.calendar_addresses WHERE person_id = $1", person_id)
                await connection.execute("DELETE FROM staff.outbox WHERE person_id = $1", person_id)

    async def person(self, name: str) -> Person:
        """Raises PersonUnknown."""
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE name = $1", name)
        if row is None:
            raise PersonUnknown(name)
        return person_of_row(row)

    async def by_id(self, person_id: UUID) -> Person | None:
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE id = $1", person_id)
        return person_of_row(row) if row else None

    async def by_email(self, email: str) -> Person | None:
        """`email` in lower case."""
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE email = $1", email)
        return person_of_row(row) if row else None

    async def people(self) -> tuple[Person, ...]:
        return tuple(
            person_of_row(row) for row in await self._pool.fetch("SELECT * FROM staff.people ORDER BY division_id, name")
        )

    async def divisions(self) -> dict[str, str]:
        """Names of the divisions in which somebody has an account, by id."""
        query = (
            "SELECT DISTINCT ON (division_id) division_id, division_name FROM staff.people"
            " WHERE NOT disabled ORDER BY division_id, name"
        )
        return {row["division_id"]: row["division_name"] for row in await self._pool.fetch(query)}

    async def names(self) -> dict[str, str]:
        """Names by the id as it stands in events; also of those who have been disabled."""
        return {str(row["id"]): row["name"] for row in await self._pool.fetch("SELECT id, name FROM staff.people")}

    async def actor_for_token(self, token: str) -> Actor | None:
        """Who holds this token; None for an unknown token or a disabled person."""
        query = (
            "SELECT p.* FROM staff.tokens t JOIN staff.people p ON p.id = t.person_id WHERE t.token_hash = $1 AND NOT p.disabled"
        )
        row = await self._pool.fetchrow(query, _hash(token))
        return person_of_row(row).actor if row else None


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()


def person_of_row(row: Any) -> Person:
    """The person in a row of `staff.people`."""
    return Person(
        id=row["id"],
        name=row["name"],
        division=Division(row["division_id"], row["division_name"]),
        roles=frozenset(map(Role, row["roles"])),
        disabled=row["disabled"],
        email=row["email"],
        language=row["language"],
        has_password=row["password_hash"] is not None,
        has_totp=row["totp"] is not None,
        has_subject=row["oidc_subject"] is not None,
        second_factor=row["second_factor"],
        reminders_off=frozenset(map(ReminderKind, row["reminders_off"])),
    )
