"""The tables of admission: none of them is in the log, which a flood must not make grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import astuple

from consult.instance.clock import Clock
from projections.columns import columns


class Level(msgspec.Struct, frozen=True):
    """What one process has added to a level since it last shared it. Levels sink by `drained` a second; none exceeds `most`."""

    key: bytes
    added: float
    drained: float
    most: float


SHARE = """
INSERT INTO admission.levels AS l (key, level, drained_per_second, most, at)
SELECT key, added, drained, most, $5
FROM unnest($1::bytea[], $2::float8[], $3::float8[], $4::float8[]) AS a(key, added, drained, most)
ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    level = least(
        greatest(l.level - greatest(excluded.at - l.at, 0) * excluded.drained_per_second, 0) + excluded.level, excluded.most
    ),
    drained_per_second = excluded.drained_per_second,
    most = excluded.most,
    at = greatest(l.at, excluded.at)
RETURNING key, level
"""
COUNT = """
INSERT INTO admission.refused AS r (consultation_id, day, reason, count)
SELECT * FROM unnest($1::uuid[], $2::date[], $3::text[], $4::bigint[]) AS n(consultation_id, day, reason, count)
ORDER BY consultation_id, day, reason
ON CONFLICT (consultation_id, day, reason) DO UPDATE SET count = r.count + excluded.count
"""
USE = """
INSERT INTO admission.efforts AS e (effort, used_for, until) VALUES ($1, $2, $3)
ON CONFLICT (effort) DO UPDATE SET used_for = e.used_for
RETURNING used_for
"""
KEPT = 7200  # seconds for which a used effort is remembered: longer than it could be used
RefusedKey = tuple[UUID, date, str]


class AdmissionRecords:
    """All statements are set-based: a flood costs one of each in a second, whatever its size."""

    def __init__(self, pool: Any, clock: Clock) -> None:
        self._pool, self._clock = pool, clock

    async def share(self, levels: Sequence[Level]) -> dict[bytes, float]:
        """Add what this process let in, and answer with the levels of all processes together."""
        if not levels:
            return {}
        rows = await self._pool.fetch(SHARE, *columns(map(astuple, levels)), self._now())
        return {row["key"]: row["level"] for row in rows}

    async def count(self, refused: Mapping[RefusedKey, int]) -> None:
        """Add to the published counts of attempts that were refused."""
        if refused:
            await self._pool.execute(COUNT, *columns(refused), list(refused.values()))

    async def refused(self, consultation_id: UUID) -> dict[str, int]:
        """How many attempts to comment on this decision were refused, by reason, since its opening."""
        query = "SELECT reason, sum(count)::bigint AS count FROM admission.refused WHERE consultation_id = $1 GROUP BY reason"
        return {row["reason"]: row["count"] for row in await self._pool.fetch(query, consultation_id)}

    async def use(self, effort: bytes, used_for: bytes) -> bool:
        """Whether this effort may be used for this: it serves one comment, however often that one is sent."""
        return bool(await self._pool.fetchval(USE, effort, used_for, self._now() + KEPT) == used_for)

    async def sweep(self) -> None:
        """Forget levels that are empty by now, and efforts that nobody could use any more."""
        at = self._now()
        await self._pool.execute("DELETE FROM admission.levels WHERE level - ($1 - at) * drained_per_second <= 0", at)
        await self._pool.execute("DELETE FROM admission.efforts WHERE until < $1", at)

    def _now(self) -> float:
        return self._clock.now().timestamp()
