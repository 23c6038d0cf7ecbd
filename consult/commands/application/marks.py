"""Who has applied already, by keyed hashes of addresses and telephone numbers: see `consult.commands.comment.contact_marks`."""

from __future__ import annotations

from uuid import UUID

from consult.commands.comment.contact_marks import contact_mark
from consult.runtime import Runtime
from domain.application.events import ApplicationWithdrawn
from domain.values import Contact

# A mark is another's while his application stands. One of which nothing was recorded is left over from an append that failed.
RESERVE = """
INSERT INTO sealed.application_marks AS m (activity_id, mark, application_id, at)
SELECT $1, mark, $3, $4 FROM unnest($2::bytea[]) AS n(mark) ORDER BY mark
ON CONFLICT (activity_id, mark) DO UPDATE SET application_id = excluded.application_id, at = excluded.at
WHERE m.application_id = excluded.application_id
    OR EXISTS (SELECT FROM log.events WHERE originator_id = m.application_id AND topic = $5)
    OR (m.at < excluded.at - interval '1 minute' AND NOT EXISTS (SELECT FROM log.events WHERE originator_id = m.application_id))
RETURNING mark
"""


class _Taken(Exception):
    """Nothing is reserved where one of the marks is another's."""


async def reserve(runtime: Runtime, activity_id: UUID, application_id: UUID, contact: Contact) -> bool:
    """Whether nobody else has applied with this address or number; then they are kept for this application.

    DANGER: directly before its append, so that of two with one address, sent at once, one alone is recorded.
    """
    given = filter(None, (contact.email, contact.phone))
    marks = sorted({contact_mark(runtime.sealed.key, activity_id, each) for each in given})
    now = runtime.real_clock.now()
    try:
        async with runtime.database.pool.acquire() as connection, connection.transaction():
            kept = await connection.fetch(RESERVE, activity_id, marks, application_id, now, ApplicationWithdrawn.topic)
            if len(kept) < len(marks):
                raise _Taken
    except _Taken:
        return False
    return True
