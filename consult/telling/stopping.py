"""Ending letters about a comment: by its author, with its withdrawal, with its erasure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from consult.mail.recipients import Ending, stop_telling
from consult.runtime import Runtime
from consult.telling.letters import Kind
from consult.telling.putting import Wanted, put_letters
from domain.comment.events import ContactConfirmed
from domain.event import Event

FIND = "SELECT consultation_id, language, state FROM sealed.recipients WHERE comment_id = $1 FOR UPDATE"


async def end_letters(runtime: Runtime, comment_id: UUID, ending: Ending) -> bool:
    """At once, with what waits. Answers with whether anything changed."""
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        return await stop_telling(connection, comment_id, ending, runtime.real_clock.now())


async def tell_of_erasure(runtime: Runtime, comment_id: UUID, events: Sequence[Event], occasion: int) -> None:
    """The last letter, made while the address is still there; what else waits is dropped. Idempotent.

    `events`: of the comment's stream; `occasion`: the position of the erasure.
    """
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        row = await connection.fetchrow(FIND, comment_id)
        if row is None or not await stop_telling(connection, comment_id, "erased", runtime.real_clock.now()):
            return
        if runtime.settings.letters and _was_told(row, events):
            wanted = Wanted(
                comment_id=comment_id,
                consultation_id=row["consultation_id"],
                language=row["language"],
                kind=Kind.ERASED,
                occasion=occasion,
            )
            await put_letters(runtime, connection, [wanted])


def _was_told(row: Any, events: Sequence[Event]) -> bool:
    """Whether he confirmed and has not ended it; a confirmation may not have been come to yet."""
    confirmed = any(isinstance(event, ContactConfirmed) for event in events)
    return row["state"] == "confirmed" or (row["state"] == "unconfirmed" and confirmed)
