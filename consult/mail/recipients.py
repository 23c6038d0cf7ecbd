"""Whether somebody is still told what became of his comment; ending it takes back what waits for him."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

State = Literal["unconfirmed", "confirmed", "ended", "refused", "withdrawn", "erased"]
Ending = Literal["ended", "refused", "withdrawn", "erased"]
# What was withdrawn or erased is so, whatever was before; else the first ending stands.
STOP = """
UPDATE sealed.recipients SET state = $2, changed_at = $3, mark = NULL
WHERE comment_id = $1 AND (state IN ('unconfirmed', 'confirmed') OR $2 IN ('withdrawn', 'erased') AND state NOT IN ($2, 'erased'))
RETURNING 1
"""
DROP = """
WITH gone AS (DELETE FROM staff.outbox WHERE comment_id = $1 RETURNING id)
UPDATE sealed.letters l SET state = $2, settled_at = $3 FROM gone WHERE l.id = gone.id
"""


async def stop_telling(connection: Any, comment_id: UUID, ending: Ending, at: datetime) -> bool:
    """Nothing more is sent about this comment, not even what waits; in the transaction of `connection`.

    Answers with whether anything changed: the second of two callers changes nothing.
    """
    if await connection.fetchval(STOP, comment_id, ending, at) is None:
        return False
    await connection.execute(DROP, comment_id, "refused" if ending == "refused" else "dropped", at)
    return True
