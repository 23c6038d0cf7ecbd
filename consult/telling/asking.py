"""How often one address is asked to confirm: so many times a day, whoever gives it, with whatever comments.

Else anybody could have a stranger's box filled through our mail server. The keyed hashes by which equal addresses are found are
forgotten after a day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from consult.mail.addresses import compared
from consult.runtime import Runtime
from consult.sealed.keys import InstanceKey

MOST_A_DAY = 10
DAY = timedelta(days=1)
COUNTS = """
SELECT mark, sum(asked)::int AS asked FROM sealed.recipients WHERE mark = ANY($1) AND asked_at > $2 GROUP BY mark
"""
FORGET = "UPDATE sealed.recipients SET mark = NULL WHERE mark IS NOT NULL AND asked_at <= $1"


def address_mark(key: InstanceKey, address: str) -> bytes:
    """Equal for one address, however it is written."""
    return key.mac("address asked", compared(address).encode())


async def asked_today(connection: Any, marks: Collection[bytes], now: datetime) -> Counter[bytes]:
    """How often each of these addresses was asked within a day."""
    rows = await connection.fetch(COUNTS, list(marks), now - DAY) if marks else []
    return Counter({row["mark"]: row["asked"] for row in rows})


async def forget_marks(runtime: Runtime) -> None:
    """Those older than a day say nothing any more."""
    await runtime.database.pool.execute(FORGET, runtime.real_clock.now() - DAY)
