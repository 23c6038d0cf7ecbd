"""Private preview links to an unpublished draft: made by its drafters; they expire, and can be revoked."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256
from typing import ClassVar
from uuid import UUID, uuid4

import msgspec

from consult.archive.streams import NotFound
from consult.runtime import Runtime
from domain.access import Actor, Role, require
from domain.consultation.refusals import DraftFrozen, DraftMissing
from domain.refusals import Refusal

DAYS = 7
MOST_DAYS = 30
MOST_LINKS = 100


class PreviewEnded(Refusal):
    """A private link ends with its time, or when it is revoked."""

    message = "这个预览链接已经失效。需要继续查看的，请向承办单位索取新的链接。"
    title = "预览链接已失效"
    status: ClassVar[int] = 410


class PreviewDaysOutside(Refusal):
    """A private link lasts from one day to thirty."""

    message = "有效期应当是1天到{most}天。"
    status: ClassVar[int] = 422


class PreviewLink(msgspec.Struct, frozen=True, kw_only=True):
    """A link as listed; its token is shown only when it is made."""

    id: UUID
    made_by: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None

    def lasts(self, now: datetime) -> bool:
        return self.revoked_at is None and now < self.expires_at


async def create_preview_link(runtime: Runtime, actor: Actor, consultation_id: UUID, days: int, key: str) -> str:
    """A new link's token, the same for the same key. Raises DraftMissing, DraftFrozen, PreviewDaysOutside."""
    state = await runtime.archive.consultation(consultation_id)
    require(actor, Role.DRAFTER, state.divisions)
    if state.published_at is not None:
        raise DraftFrozen
    if state.draft is None:
        raise DraftMissing
    if not 1 <= days <= MOST_DAYS:
        raise PreviewDaysOutside(field="days", most=MOST_DAYS)
    secret = runtime.sealed.key.mac("preview link", actor.id.bytes, consultation_id.bytes, key.encode("utf-8", "replace"))
    token, now = urlsafe_b64encode(secret).decode().rstrip("="), runtime.clock.now()
    query = (
        "INSERT INTO staff.preview_links (id, token_hash, consultation_id, made_by, made_at, expires_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (token_hash) DO NOTHING"
    )
    expires = now + timedelta(days=days)
    await runtime.database.pool.execute(query, uuid4(), _hash(token), consultation_id, actor.id, now, expires)
    return token


async def revoke_preview_link(runtime: Runtime, actor: Actor, consultation_id: UUID, link_id: UUID) -> None:
    """Revoke a link; does nothing where it has ended."""
    state = await runtime.archive.consultation(consultation_id)
    require(actor, Role.DRAFTER, state.divisions)
    query = (
        "UPDATE staff.preview_links SET revoked_at = $3"
        " WHERE id = $1 AND consultation_id = $2 AND revoked_at IS NULL AND expires_at > $3"
    )
    await runtime.database.pool.execute(query, link_id, consultation_id, runtime.clock.now())


async def preview_links_of(runtime: Runtime, consultation_id: UUID) -> tuple[PreviewLink, ...]:
    """The links made for a decision, the latest first; at most a hundred."""
    query = (
        "SELECT id, made_by::text, made_at, expires_at, revoked_at FROM staff.preview_links"
        " WHERE consultation_id = $1 ORDER BY made_at DESC LIMIT $2"
    )
    rows = await runtime.database.pool.fetch(query, consultation_id, MOST_LINKS)
    return tuple(PreviewLink(**dict(row)) for row in rows)


async def decision_of_preview_link(runtime: Runtime, token: str) -> UUID:
    """The decision that a link shows. Raises NotFound, PreviewEnded."""
    query = "SELECT consultation_id, expires_at, revoked_at FROM staff.preview_links WHERE token_hash = $1"
    row = await runtime.database.pool.fetchrow(query, _hash(token))
    if row is None:
        raise NotFound
    if row["revoked_at"] is not None or runtime.clock.now() >= row["expires_at"]:
        raise PreviewEnded
    found: UUID = row["consultation_id"]
    return found


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
