"""Tickets: encrypted values that a browser carries and can neither read nor change; for one purpose, with an expiry time."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag

from consult.instance.clock import Clock
from consult.sealed.keys import DataKey, InstanceKey

T = TypeVar("T")


class Tickets:
    """Issues and reads tickets of this instance."""

    def __init__(self, key: InstanceKey, clock: Clock) -> None:
        self._cipher = DataKey(UUID(int=0), key.derive("tickets"))
        self._clock = clock

    def issue(self, purpose: str, content: Any, lasting: timedelta) -> str:
        """A ticket of URL-safe characters with `content` (whatever msgspec can encode)."""
        plain = msgspec.msgpack.encode((self._clock.now() + lasting, content))
        return urlsafe_b64encode(self._cipher.encrypt(plain, f"ticket {purpose}")).rstrip(b"=").decode()

    def read(self, purpose: str, ticket: str, kind: type[T]) -> T | None:
        """What was put into it; None for a ticket that is not ours, of another purpose, or past its time."""
        try:
            ciphertext = urlsafe_b64decode(ticket.encode("ascii") + b"=" * (-len(ticket) % 4))
            plain = self._cipher.decrypt(ciphertext, f"ticket {purpose}")
        except (ValueError, InvalidTag):
            return None
        until, content = msgspec.msgpack.decode(plain, type=tuple[datetime, Any])
        return msgspec.convert(content, kind) if self._clock.now() < until else None
