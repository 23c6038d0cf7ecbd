"""The key that data keys are wrapped with is exchanged: what was backed up before opens with the old key alone, which is no more.

The instance key itself stays for good: receipts are found by what is derived from it (decision 3).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import asyncpg

from consult.instance.durable import sync_folder
from consult.instance.secret_files import secret_file
from consult.sealed.keys import NEXT_WRAPPING, WRAPPING, InstanceKey

TOGETHER = 5_000  # data keys
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'consult' AND pid <> ALL($1::int[])
"""
BATCH = "SELECT owner_id, wrapped FROM sealed.data_keys WHERE owner_id > $1 ORDER BY owner_id LIMIT $2"
REWRAP = """
UPDATE sealed.data_keys d SET wrapped = u.wrapped FROM unnest($1::uuid[], $2::bytea[]) AS u (owner_id, wrapped)
WHERE d.owner_id = u.owner_id
"""


class StillRunning(Exception):
    """The program works on this database: what it seals now would be wrapped with the key that is about to go."""


def prepare_next(keys: Path) -> Path:
    """The file of the next key, made where an earlier exchange has not left one. Whoever starts from now on wraps with it."""
    secret_file(keys / NEXT_WRAPPING)
    return keys / NEXT_WRAPPING


async def assert_alone(owner: asyncpg.Connection, own: Sequence[int]) -> None:
    """No process of ours is connected but those that began `own` connections. Raises StillRunning."""
    if others := await owner.fetchval(OTHERS, own):
        raise StillRunning(f"stop `serve` and `work` first: {others} connections are open")


async def rewrap(owner: asyncpg.Connection, keys: Path) -> int:
    """Wrap every data key with the next key, then destroy the one before; answers with how many. Raises InvalidTag.

    A batch is one transaction. Broken off, both keys stay, everything can be read, and a repeat goes on.
    """
    key, after, count = InstanceKey(keys / "instance"), UUID(int=0), 0
    while rows := await owner.fetch(BATCH, after, TOGETHER):
        wrapped = [key.wrap(row["owner_id"], key.unwrap(row["owner_id"], row["wrapped"])) for row in rows]
        await owner.execute(REWRAP, [row["owner_id"] for row in rows], wrapped)
        after, count = rows[-1]["owner_id"], count + len(rows)
    # DANGER: the key before is gone from here on. Every data key was opened and wrapped anew above, or this is not reached.
    (keys / NEXT_WRAPPING).rename(keys / WRAPPING)
    sync_folder(keys)
    return count
