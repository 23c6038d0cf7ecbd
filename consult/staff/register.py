"""The register of staff. A token is shown once and kept only as its SHA-256."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import msgspec

from domain.access import Actor, Role
from domain.values import Division


class PersonUnknown(Exception):
    """There is nobody of this name."""


class Person(msgspec.Struct, frozen=True):
    """A member of staff. The log knows only the id."""

    id: UUID
    name: str
    division: Division
    roles: frozenset[Role]
    disabled: bool

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.division.id, self.roles)


class Staff:
    """People and their tokens, in the staff tables."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def add(self, name: str, division: Division, roles: Iterable[Role]) -> Person:
        """A new person. Raises ValueError where the name is taken."""
        person = Person(uuid4(), name, division, frozenset(roles), False)
        query = (
            "INSERT INTO staff.people (id, name, division_id, division_name, roles) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (name) DO NOTHING RETURNING id"
        )
        added = await self._pool.fetchval(query, person.id, name, division.id, division.name, sorted(person.roles))
        if added is None:
            raise ValueError(f"{name} is there already")
        return person

    async def token(self, name: str) -> str:
        """A new bearer token for the person; shown once. Raises PersonUnknown."""
        person = await self.person(name)
        token = "consult_" + secrets.token_urlsafe(32)
        await self._pool.execute("INSERT INTO staff.tokens (token_hash, person_id) VALUES ($1, $2)", _hash(token), person.id)
        return token

    async def disable(self, name: str) -> None:
        """The person can act no more, and all tokens and sessions are destroyed. What he did stays on the record."""
        person = await self.person(name)
        await self._pool.execute("UPDATE staff.people SET disabled = true WHERE id = $1", person.id)
        await self._pool.execute("DELETE FROM staff.tokens WHERE person_id = $1", person.id)
        await self._pool.execute("DELETE FROM staff.sessions WHERE person_id = $1", person.id)

    async def person(self, name: str) -> Person:
        """Raises PersonUnknown."""
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE name = $1", name)
        if row is None:
            raise PersonUnknown(name)
        return person_of_row(row)

    async def people(self) -> tuple[Person, ...]:
        return tuple(
            person_of_row(row) for row in await self._pool.fetch("SELECT * FROM staff.people ORDER BY division_id, name")
        )

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
    division = Division(row["division_id"], row["division_name"])
    return Person(row["id"], row["name"], division, frozenset(map(Role, row["roles"])), row["disabled"])
