"""Links to set up an account or a new password: valid once, for 72 hours, stored only as hashes."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar, Literal
from uuid import UUID

import msgspec

from consult.instance.clock import Clock
from consult.sealed.keys import DataKey, InstanceKey
from consult.staff.register import Person, person_of_row
from domain.refusals import Refusal

VALID = timedelta(hours=72)
Kind = Literal["invitation", "recovery"]


class LinkInvalid(Refusal):
    """A link of an invitation or for a new password works once, within 72 hours, and only until the next one is made."""

    message = "这个链接已经用过、已经过期或者不正确。请联系账号管理人员重新发送。"
    status: ClassVar[int] = 410


class Invitation(msgspec.Struct, frozen=True):
    """A link that still works. An invitation sets everything anew; a recovery only the password."""

    kind: Kind
    person: Person
    token_hash: bytes
    expires_at: datetime


class Invitations:
    """The links, in `staff.invitations`: of each kind one for a person, the last one made."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock) -> None:
        self._pool, self._clock = pool, clock
        self._cipher = DataKey(UUID(int=0), key.derive("links shown"))

    async def issue(self, connection: Any, person_id: UUID, kind: Kind, *, shown: bool = False) -> tuple[str, datetime]:
        """A new link's token, and until when it works; earlier ones of this kind end.

        `shown`: an administrator hands it over, and sees it until then. `connection`: of the transaction this belongs to.
        """
        token = secrets.token_urlsafe(32)
        sealed = self._cipher.encrypt(token.encode(), f"link {person_id}") if shown else None
        query = (
            "INSERT INTO staff.invitations (person_id, kind, token_hash, expires_at, token_sealed) VALUES ($1, $2, $3, $4, $5)"
            " ON CONFLICT (person_id, kind) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at,"
            " token_sealed = excluded.token_sealed"
        )
        expires_at = self._clock.now() + VALID
        await connection.execute(query, person_id, kind, _hash(token), expires_at, sealed)
        return token, expires_at

    async def of_token(self, token: str) -> Invitation:
        """Raises LinkInvalid."""
        query = (
            "SELECT i.kind, i.token_hash, i.expires_at, p.* FROM staff.invitations i JOIN staff.people p ON p.id = i.person_id"
            " WHERE i.token_hash = $1 AND i.expires_at > $2 AND NOT p.disabled"
        )
        row = await self._pool.fetchrow(query, _hash(token), self._clock.now())
        if row is None:
            raise LinkInvalid
        return Invitation(row["kind"], person_of_row(row), row["token_hash"], row["expires_at"])

    async def use_up(self, connection: Any, invitation: Invitation) -> None:
        """Use up the link within the caller's transaction; the second of two callers is refused. Raises LinkInvalid."""
        query = "DELETE FROM staff.invitations WHERE token_hash = $1 RETURNING 1"
        if await connection.fetchval(query, invitation.token_hash) is None:
            raise LinkInvalid

    async def waiting(self) -> dict[UUID, datetime]:
        """Until when each invited person may still follow his invitation."""
        query = "SELECT person_id, expires_at FROM staff.invitations WHERE kind = 'invitation' AND expires_at > $1"
        return {row["person_id"]: row["expires_at"] for row in await self._pool.fetch(query, self._clock.now())}

    async def shown_to_administrators(self, person_id: UUID) -> str | None:
        """The token of an invitation that is to be handed over by an administrator."""
        query = (
            "SELECT token_sealed FROM staff.invitations"
            " WHERE person_id = $1 AND kind = 'invitation' AND expires_at > $2 AND token_sealed IS NOT NULL"
        )
        sealed = await self._pool.fetchval(query, person_id, self._clock.now())
        return self._cipher.decrypt(sealed, f"link {person_id}").decode() if sealed else None

    async def sweep(self) -> None:
        await self._pool.execute("DELETE FROM staff.invitations WHERE expires_at <= $1", self._clock.now())


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
