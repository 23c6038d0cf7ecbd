"""Tokens in links and envelope senders: which comment a letter is about, for one purpose, readable with the instance's key alone.

Deterministic authenticated encryption (AES-SIV, RFC 5297) of the comment's id: nobody else makes one, an altered one is none, and
it says nothing. It is no capability for reading the comment: that needs the reference.
"""

from __future__ import annotations

from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from consult.sealed.keys import InstanceKey


class Tokens:
    """Of one instance."""

    def __init__(self, key: InstanceKey) -> None:
        self._confirm, self._end, self._bounce = (AESSIV(key.derive(f"mail {use}")) for use in ("confirm", "end", "bounce"))

    def confirming(self, comment_id: UUID, issued_at: datetime) -> str:
        """48 characters; the link's age is read from it."""
        data = comment_id.bytes + int(issued_at.timestamp()).to_bytes(4, "big")
        return urlsafe_b64encode(self._confirm.encrypt(data, None)).decode()

    def confirmed_by(self, token: str) -> tuple[UUID, datetime] | None:
        """Comment, and when the link was made; None for what this instance did not make."""
        data = _opened(self._confirm, _base64(token))
        return (UUID(bytes=data[:16]), datetime.fromtimestamp(int.from_bytes(data[16:], "big"), UTC)) if data else None

    def ending(self, comment_id: UUID) -> str:
        """43 characters; for as long as the letters with it lie about."""
        return urlsafe_b64encode(self._end.encrypt(comment_id.bytes, None)).decode().rstrip("=")

    def ended_by(self, token: str) -> UUID | None:
        data = _opened(self._end, _base64(token))
        return UUID(bytes=data) if data else None

    def bouncing(self, comment_id: UUID) -> str:
        """52 small letters and digits: the part of an address before @ may be changed to small letters on the way."""
        return b32encode(self._bounce.encrypt(comment_id.bytes, None)).decode().rstrip("=").lower()

    def bounced(self, token: str) -> UUID | None:
        data = _opened(self._bounce, _base32(token))
        return UUID(bytes=data) if data else None


def _base64(token: str) -> bytes:
    try:
        return urlsafe_b64decode(token.encode("ascii") + b"=" * (-len(token) % 4))
    except ValueError:
        return b""


def _base32(token: str) -> bytes:
    try:
        return b32decode(token.upper().encode("ascii") + b"=" * (-len(token) % 8))
    except ValueError:
        return b""


def _opened(cipher: AESSIV, sealed: bytes) -> bytes | None:
    """The shortest that can be one is 16 bytes of tag and one more."""
    try:
        return cipher.decrypt(sealed, None) if len(sealed) > 16 else None
    except InvalidTag:
        return None
