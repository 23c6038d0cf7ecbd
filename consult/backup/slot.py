"""The replication slot: what the server's write-ahead log has that the backup has not got yet is kept for it."""

from __future__ import annotations

import asyncpg
import msgspec

SLOT = "consult_backup"
MAKE = """
SELECT pg_create_physical_replication_slot($1, true) WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = $1)
"""
FREE = "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE slot_name = $1 AND active"
DROP = "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = $1 AND NOT active"
STATE = """
SELECT active, wal_status = 'lost' AS lost, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint AS behind
FROM pg_replication_slots WHERE slot_name = $1
"""


class SlotState(msgspec.Struct, frozen=True):
    """`active`: somebody receives; `lost`: what he lacks is gone from the server; `behind`: bytes he has not got for good."""

    active: bool
    lost: bool
    behind: int | None


async def hold_slot(url: str) -> None:
    """From now on nothing is thrown away that was not received. Nothing where the slot is there."""
    await _executed(url, MAKE)


async def free_slot(url: str) -> None:
    """Whoever receives is thrown out: a receiver that a killed program left behind."""
    await _executed(url, FREE)


async def drop_slot(url: str) -> None:
    """Nobody receives any more: the server may throw away what it likes."""
    await _executed(url, DROP)


async def _executed(url: str, query: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(query.replace("$1", f"'{SLOT}'"))
    finally:
        await connection.close()


async def slot_state(pool: asyncpg.Pool) -> SlotState | None:
    """None where there is no slot."""
    row = await pool.fetchrow(STATE, SLOT)
    return SlotState(row["active"], bool(row["lost"]), row["behind"]) if row else None
