"""How long the queues are, and how busy the pool of connections is: for whoever watches over the program."""

from __future__ import annotations

import msgspec

from consult.runtime import Runtime
from consult.work.leading import LEADER_LOCK

QUERY = """
SELECT h.size,
    h.size - (SELECT below FROM sealed.marked) AS unmarked,
    h.size - (SELECT below FROM sealed.told) AS untold,
    (SELECT count(*) FROM staff.outbox WHERE expires_at > $1) AS letters,
    (SELECT extract(epoch FROM $1 - min(made_at)) FROM staff.outbox WHERE expires_at > $1)::float8 AS letter_waits,
    (SELECT count(*) FROM staff.rechecks WHERE finished_at IS NULL) AS rechecks,
    (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $2 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())) AS leaders
FROM log.head h
"""


class Queues(msgspec.Struct, frozen=True, kw_only=True):
    """`size`: of the log. `letter_waits`: seconds that the oldest letter has waited. `leaders`: processes that do the work."""

    size: int
    unmarked: int
    untold: int
    letters: int
    letter_waits: float | None
    rechecks: int
    leaders: int


class PoolUse(msgspec.Struct, frozen=True):
    """Connections to PostgreSQL of this process: `open` of `most`, of which `in_use` are at work."""

    most: int
    open: int
    in_use: int


async def queues_of(runtime: Runtime) -> Queues:
    row = await runtime.database.pool.fetchrow(QUERY, runtime.real_clock.now(), LEADER_LOCK)
    return Queues(**dict(row))


def pool_use(runtime: Runtime) -> PoolUse:
    pool = runtime.database.pool
    return PoolUse(pool.get_max_size(), pool.get_size(), pool.get_size() - pool.get_idle_size())
