"""Credentials: passwords, one-time codes, recovery codes, single sign-on subjects. Each code works once."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

import msgspec

from consult.instance.clock import Clock
from consult.sealed.keys import DataKey, InstanceKey
from consult.staff.passwords import Passwords
from consult.staff.register import Person, person_of_row
from consult.staff.totp import matching_step, secret_of

RECOVERY_CODES = 10
ALPHABET = "ABCDEFGHJKLMNPRSTUVWXY23456789"  # 30: without I, O, Q, Z, 0 and 1
CODE_LENGTH = 12  # 59 bits


class KnownPerson(msgspec.Struct, frozen=True):
    """A person whose password was right, and a mark of it which changes with the password."""

    person: Person
    mark: bytes


class Credentials:
    """Passwords, one-time codes, recovery codes and single sign-on subjects, in `staff.people` and `staff.recovery_codes`."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock, passwords: Passwords) -> None:
        self._pool, self._key, self._clock, self._passwords = pool, key, clock, passwords
        self._cipher = DataKey(UUID(int=0), key.derive("totp secrets"))

    async def with_password(self, email: str, password: str) -> KnownPerson | None:
        """Who has this sign-in name and password. The same work whether or not the account exists, is set up or disabled."""
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE email = $1", email)
        hashed: str | None = row["password_hash"] if row and not row["disabled"] else None
        if not await self._passwords.verified(password, hashed) or hashed is None:
            return None
        person = person_of_row(row)
        if self._passwords.outdated(hashed):
            await self.set_password(self._pool, person.id, password)
            return await self.known(person.id)
        return KnownPerson(person, self._mark(row)) if person.set_up else None

    async def known(self, person_id: UUID) -> KnownPerson | None:
        """The person as he stands, with the mark of his present password; None where he is gone or disabled."""
        row = await self._pool.fetchrow("SELECT * FROM staff.people WHERE id = $1 AND NOT disabled", person_id)
        return KnownPerson(person_of_row(row), self._mark(row)) if row else None

    def _mark(self, row: Any) -> bytes:
        return self._key.mac("password mark", (row["password_hash"] or "").encode(), row["totp"] or b"")

    async def has_code(self, person_id: UUID, code: str) -> bool:
        """Whether it is a one-time code not used before, or a recovery code, which is used up by this."""
        return await self._has_totp_code(person_id, code) or await self._has_recovery_code(person_id, code)

    async def _has_totp_code(self, person_id: UUID, code: str) -> bool:
        sealed = await self._pool.fetchval("SELECT totp FROM staff.people WHERE id = $1", person_id)
        if sealed is None:
            return False
        step = matching_step(self._cipher.decrypt(sealed, f"totp {person_id}").decode(), code, self._clock.now())
        query = "UPDATE staff.people SET totp_step = $2 WHERE id = $1 AND totp_step < $2 RETURNING 1"
        return step is not None and bool(await self._pool.fetchval(query, person_id, step) == 1)

    async def _has_recovery_code(self, person_id: UUID, code: str) -> bool:
        query = "DELETE FROM staff.recovery_codes WHERE person_id = $1 AND code_hash = $2 RETURNING 1"
        return bool(await self._pool.fetchval(query, person_id, self._code_hash(person_id, code)) == 1)

    async def recovery_codes_left(self, person_id: UUID) -> int:
        count: int = await self._pool.fetchval("SELECT count(*) FROM staff.recovery_codes WHERE person_id = $1", person_id)
        return count

    def setup_secret(self, *bound_to: bytes) -> str:
        """The TOTP secret offered in this setting up, the same on every reload. `bound_to`: a secret of the setting up."""
        return secret_of(self._key.mac("totp offer", *bound_to))

    async def renewal_secret(self, person_id: UUID, session: bytes) -> str:
        """The secret offered to a person who has one already; another one as soon as it was taken."""
        present = await self._pool.fetchval("SELECT totp FROM staff.people WHERE id = $1", person_id)
        return self.setup_secret(session, present or b"")

    def step_of(self, secret: str, code: str) -> int | None:
        """The time step of this code of an offered secret; None for a wrong one."""
        return matching_step(secret, code, self._clock.now())

    async def set_password(self, connection: Any, person_id: UUID, password: str) -> None:
        """`password`: checked. `connection`: of the transaction this belongs to, or the pool."""
        hashed = await self._passwords.hash(password)
        await connection.execute("UPDATE staff.people SET password_hash = $2 WHERE id = $1", person_id, hashed)

    async def set_totp(self, connection: Any, person_id: UUID, secret: str, step: int) -> tuple[str, ...]:
        """From now on codes of this secret, later than `step`; answers with ten new recovery codes, shown once."""
        sealed = self._cipher.encrypt(secret.encode(), f"totp {person_id}")
        await connection.execute("UPDATE staff.people SET totp = $2, totp_step = $3 WHERE id = $1", person_id, sealed, step)
        await connection.execute("DELETE FROM staff.recovery_codes WHERE person_id = $1", person_id)
        codes = tuple(_new_code() for _ in range(RECOVERY_CODES))
        rows = [(person_id, self._code_hash(person_id, code)) for code in codes]
        await connection.executemany("INSERT INTO staff.recovery_codes VALUES ($1, $2)", rows)
        return codes

    async def without_second_factor(self, person_id: UUID) -> None:
        """DANGER: a password alone is enough from now on. For the demonstration only."""
        await self._pool.execute("UPDATE staff.people SET second_factor = false WHERE id = $1", person_id)

    async def with_subject(self, issuer: str, subject: str) -> Person | None:
        """Who is bound to this subject of a single sign-on provider."""
        query = "SELECT * FROM staff.people WHERE oidc_issuer = $1 AND oidc_subject = $2 AND NOT disabled"
        row = await self._pool.fetchrow(query, issuer, subject)
        return person_of_row(row) if row else None

    async def bind_subject(self, issuer: str, subject: str, email: str) -> Person | None:
        """Bind the subject to the person with this (verified) address, once and for all; None where nobody waits for it."""
        query = (
            "UPDATE staff.people SET oidc_issuer = $1, oidc_subject = $2"
            " WHERE email = $3 AND oidc_subject IS NULL AND NOT disabled RETURNING *"
        )
        row = await self._pool.fetchrow(query, issuer, subject, email)
        return person_of_row(row) if row else None

    def _code_hash(self, person_id: UUID, code: str) -> bytes:
        kept = "".join(character for character in code[:100].upper() if character in ALPHABET)
        return self._key.mac("recovery code", person_id.bytes, kept.encode())


def _new_code() -> str:
    characters = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(characters[start : start + 4] for start in range(0, CODE_LENGTH, 4))
