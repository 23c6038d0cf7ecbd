"""Which comments say the same, whether or not they are public: by a keyed hash of each text, noted by the work role.

With them it notes those of addresses and telephone numbers (`contact_marks`).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from consult.archive.streams import Archive
from consult.commands.comment.contact_marks import add_contact_marks
from consult.runtime import Runtime
from consult.sealed.keys import InstanceKey
from domain.comment.events import CommentSubmitted
from domain.sealing import CLOSED
from projections.columns import columns
from projections.search_words import NOT_WORD, fold_text, text_hash
from projections.worklists.desk_queries import numbers_still_readable

STEP = 1_000  # entries looked through in one transaction

BELOW = "SELECT below FROM sealed.marked"
# Held until the marks stand: whoever erases a text waits, and then finds its mark.
STILL_THERE = """
SELECT originator_id, identity IS NOT NULL AS named FROM sealed.parts
WHERE originator_id = ANY($1) AND originator_version = 1 AND content IS NOT NULL FOR SHARE
"""
ADD = """
INSERT INTO sealed.text_marks SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bytea[]) ON CONFLICT DO NOTHING
"""
SAME = """
SELECT s.comment_id FROM sealed.text_marks o JOIN sealed.text_marks s USING (consultation_id, mark) WHERE o.comment_id = $1
"""


async def mark_texts(runtime: Runtime) -> None:
    """Store text hashes of all comments recorded since the last call. Idempotent; concurrent calls wait for one another."""
    while await _marked_some(runtime.database.pool, runtime.archive):
        pass


async def _marked_some(pool: Any, archive: Archive) -> bool:
    if not await archive.log.read(await pool.fetchval(BELOW), 1):
        return False
    async with pool.acquire() as connection, connection.transaction():
        below = await connection.fetchval(BELOW + " FOR UPDATE")
        entries = await archive.log.read(below, STEP)
        events = await archive.unsealed([entry for entry in entries if entry.is_of(CommentSubmitted)])
        await _add(connection, archive.sealed.key, [event for event in events if isinstance(event, CommentSubmitted)])
        await connection.execute("UPDATE sealed.marked SET below = $1", below + len(entries))
    return len(entries) == STEP


async def _add(connection: Any, key: InstanceKey, events: list[CommentSubmitted]) -> None:
    rows = await connection.fetch(STILL_THERE, [event.originator_id for event in events])
    there = {row["originator_id"] for row in rows}
    named = {row["originator_id"] for row in rows if row["named"]}
    marks = [
        (event.originator_id, event.consultation_id, _mark(key, event))
        for event in events
        if event.originator_id in there and event.text is not CLOSED
    ]
    if marks:
        await connection.execute(ADD, *columns(marks))
    await add_contact_marks(connection, key, [event for event in events if event.originator_id in named])


def _mark(key: InstanceKey, event: CommentSubmitted) -> bytes:
    """Equal for texts of one decision that differ only in width, case, spaces and punctuation."""
    text = str(event.text)
    return key.mac("text mark", event.consultation_id.bytes, text_hash(text, NOT_WORD.sub("", fold_text(text))))


async def same_text(runtime: Runtime, comment_id: UUID, position: int) -> list[int] | None:
    """Numbers of the other comments with the text of this one, received at `position`; None while it is not yet compared.

    Withdrawn and erased comments are left out.
    """
    pool = runtime.database.pool
    if await pool.fetchval(BELOW) <= position:
        return None
    same = [row["comment_id"] for row in await pool.fetch(SAME, comment_id)]
    return await numbers_still_readable(runtime.reads, [each for each in same if each != comment_id])
