"""Attempts to sign in: growing delays that slow a guesser down and cannot lock out anyone else.

An attempt is counted before it is looked at, in every bucket it falls into, by one statement in PostgreSQL; so guesses made at
once, or at several processes, are all counted. A browser in which this person has signed in before (a device ticket) has a bucket
of its own and is not slowed by what others do. Any other browser falls into three: the account at this network, the network, the
account wherever. Who is slowed in the last of them by a stranger follows a link from his mail, which makes the browser known.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Any, ClassVar

import msgspec

from consult.instance.clock import Clock
from consult.sealed.keys import InstanceKey
from domain.refusals import Refusal

FORGOTTEN = timedelta(days=1)
"""After a day without an attempt a bucket is empty again."""


class TooManyAttempts(Refusal):
    """Whoever failed to sign in too often waits before the next attempt (NIST SP 800-63B, 3.2.2)."""

    message = "尝试次数太多，请过{seconds}秒再试。"
    status: ClassVar[int] = 429


class Bucket(msgspec.Struct, frozen=True):
    """`free`: attempts without delay; then 1 second, doubling up to `longest`. `cleared`: by success (else one is taken back)."""

    key: bytes
    free: int
    longest: timedelta
    cleared: bool = True


class Attempt(msgspec.Struct, frozen=True):
    """An attempt that may be made, and was counted."""

    buckets: tuple[Bucket, ...]


# DANGER: count first, then look: whatever runs beside this sees the count. Rows are taken in the order of their keys.
COUNT = """
INSERT INTO staff.attempts AS a (key, failures, at, free_at) VALUES ($1, 1, $2, $2)
ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN a.at < $3 THEN 1 ELSE a.failures + 1 END,
    at = $2,
    free_at = CASE WHEN a.at < $3 OR a.failures < $4 THEN $2
        ELSE $2 + least(power(2, least(a.failures - $4, 30)), $5) * interval '1 second' END
WHERE a.free_at <= $2
RETURNING 1
"""


class Attempts:
    """The buckets, in `staff.attempts`. Their keys are keyed hashes: neither address nor account can be read from them."""

    def __init__(self, pool: Any, key: InstanceKey, clock: Clock) -> None:
        self._pool, self._key, self._clock = pool, key, clock

    def sign_in(self, account: str, network: str, device: str | None) -> tuple[Bucket, ...]:
        """Buckets of an attempt at `account` (as typed, in lower case); `device`: of a device ticket of this very account."""
        if device is not None:
            return (self._bucket(5, 15, "device", account, device),)
        network = network_of(network)
        return (
            self._bucket(5, 15, "account at network", account, network),
            self._bucket(30, 15, "network", network, cleared=False),
            self._bucket(50, 5, "account", account, cleared=False),
        )

    def letters(self, account: str, network: str) -> tuple[Bucket, ...]:
        """Buckets of requests for a letter to `account`, so that a stranger cannot flood somebody's mailbox."""
        return (
            self._bucket(3, 60, "letters to account", account, cleared=False),
            self._bucket(20, 15, "letters from network", network_of(network), cleared=False),
        )

    def _bucket(self, free: int, minutes: int, *names: str, cleared: bool = True) -> Bucket:
        key = self._key.mac("attempts", *(name.encode("utf-8", "replace") for name in names))
        return Bucket(key, free, timedelta(minutes=minutes), cleared)

    async def begin(self, buckets: tuple[Bucket, ...]) -> Attempt:
        """Count an attempt. Raises TooManyAttempts, and then nothing is counted."""
        now = self._clock.now()
        async with self._pool.acquire() as connection, connection.transaction():
            for bucket in sorted(buckets, key=lambda bucket: bucket.key):
                values = (bucket.key, now, now - FORGOTTEN, bucket.free, bucket.longest.total_seconds())
                if await connection.fetchval(COUNT, *values) is None:
                    query = "SELECT free_at FROM staff.attempts WHERE key = $1"
                    raise TooManyAttempts(seconds=_wait(await connection.fetchval(query, bucket.key), now))
        return Attempt(buckets)

    async def take_back(self, attempt: Attempt) -> None:
        """Undo the count: the password step succeeded, and the code step is counted by itself."""
        query = "UPDATE staff.attempts SET failures = greatest(failures - 1, 0), free_at = at WHERE key = ANY($1::bytea[])"
        await self._pool.execute(query, [bucket.key for bucket in attempt.buckets])

    async def succeeded(self, attempt: Attempt) -> None:
        """Sign-in succeeded: empty the person's own buckets, and undo this attempt's count in the shared ones."""
        own = [bucket.key for bucket in attempt.buckets if bucket.cleared]
        await self._pool.execute("DELETE FROM staff.attempts WHERE key = ANY($1::bytea[])", own)
        await self.take_back(attempt)

    async def sweep(self) -> None:
        """Forget buckets that are empty by now."""
        await self._pool.execute("DELETE FROM staff.attempts WHERE at < $1", self._clock.now() - FORGOTTEN)


def network_of(address: str) -> str:
    """What one subscriber has: an IPv4 address, or the /64 of an IPv6 address; the text itself where it is neither."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(mapped) if mapped.version == 4 else str(ip_network((mapped, 64), strict=False))


def _wait(free_at: datetime, now: datetime) -> int:
    return max(1, int((free_at - now).total_seconds()) + 1)
