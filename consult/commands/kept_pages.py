"""Pages that answered a sent form, kept sealed for an hour: they have an address, and nothing is sent anew (decision 25)."""

from __future__ import annotations

import secrets
import zlib
from datetime import timedelta
from hashlib import sha256

import msgspec
from cryptography.exceptions import InvalidTag

from consult.runtime import Runtime

KEPT = timedelta(hours=1)
LARGEST = 256 * 1024  # bytes, compressed: a page that shows all that a comment may hold has some 50,000

KEEP = "INSERT INTO sealed.kept_pages VALUES ($1, $2, $3, $4)"
FIND = "SELECT ciphertext FROM sealed.kept_pages WHERE token_hash = $1 AND expires_at > $2"
EXPIRE = "DELETE FROM sealed.kept_pages WHERE expires_at <= $1"


class KeptPage(msgspec.Struct, frozen=True):
    """An answer as it was made. `retry_after`: seconds, where it asked for patience. `shows_recorded`: more than a form."""

    status: int
    body: bytes
    retry_after: str = ""
    shows_recorded: bool = True


async def keep_page(runtime: Runtime, page: KeptPage, place: str) -> str | None:
    """Keep it for an hour; answers with the token that gives it back, at this place only. None where it is too large."""
    plain = zlib.compress(msgspec.msgpack.encode(page), 1)
    if len(plain) > LARGEST:
        return None
    token = secrets.token_urlsafe(24)
    ciphertext = runtime.sealed.waiting_key().encrypt(plain, _what(place))
    await runtime.database.pool.execute(KEEP, _hash(token), ciphertext, runtime.clock.now() + KEPT, page.shows_recorded)
    return token


async def kept_page(runtime: Runtime, token: str, place: str) -> KeptPage | None:
    """The page kept under this token for this place; None where it has expired, or was kept for another."""
    ciphertext = await runtime.database.pool.fetchval(FIND, _hash(token), runtime.clock.now())
    try:
        plain = b"" if ciphertext is None else runtime.sealed.waiting_key().decrypt(ciphertext, _what(place))
    except InvalidTag:
        return None
    return msgspec.msgpack.decode(zlib.decompress(plain), type=KeptPage) if plain else None


async def delete_expired_pages(runtime: Runtime) -> None:
    """Destroy what has expired."""
    await runtime.database.pool.execute(EXPIRE, runtime.clock.now())


def _what(place: str) -> str:
    return f"kept page {place}"


def _hash(token: str) -> bytes:
    return sha256(token.encode("utf-8", "replace")).digest()
