"""Goes through the log behind the read models, and makes the letters that each event calls for: in order, in steps, once.

Where it has come to stands in the database and moves with the letters in one transaction. So neither a restart, nor a second
worker, nor rebuilt read models make a letter again; and whether somebody is told of an event is what he had confirmed before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from consult.event_log import LogEntry
from consult.runtime import Runtime
from consult.telling.answers import Answers
from consult.telling.letters import Kind
from consult.telling.own_events import OWN, tell_of_own_events
from consult.telling.putting import Wanted, put_letters
from domain.consultation.events import DecisionAdopted, DecisionEnded, FeedbackPublished, SupplementPublished
from domain.event import Event
from domain.point.events import DispositionSuperseded

STEP = 1_000  # entries gone through in one transaction
PEOPLE = 500  # told of one event in one transaction
FOR_MANY: dict[type[Event], Kind] = {
    FeedbackPublished: Kind.ANSWERED,
    SupplementPublished: Kind.SUPPLEMENT,
    DispositionSuperseded: Kind.SUPERSEDED,
    DecisionAdopted: Kind.ADOPTED,
    DecisionEnded: Kind.ENDED,
}
"""Events of which everybody is told whom they answer, or who commented on the decision."""
TO_ALL = (Kind.ADOPTED, Kind.ENDED)
TOLD = "SELECT below, after FROM sealed.told"
MOVE = "UPDATE sealed.told SET below = $1, after = $2"
CONFIRMED = """
SELECT comment_id, language FROM sealed.recipients
WHERE consultation_id = $1 AND state = 'confirmed' AND since < $2 AND ($3::uuid IS NULL OR comment_id > $3)
ORDER BY comment_id LIMIT $4 FOR UPDATE
"""


class Teller:
    """Of one process; whoever else is at it waits, and then goes on behind it."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._answers = Answers(runtime.archive)

    async def tell(self) -> None:
        """Make all letters that the events known to the read models call for."""
        while await self._step():
            pass

    async def _step(self) -> bool:
        """Whether there may be more to do."""
        pool, log = self._runtime.database.pool, self._runtime.log
        if await pool.fetchval("SELECT below FROM sealed.told") > self._runtime.freshness.overall_position:
            return False
        async with pool.acquire() as connection, connection.transaction():
            below, after = await connection.fetchrow(TOLD + " FOR UPDATE")
            shown = self._runtime.freshness.overall_position
            entries = [entry for entry in await log.read(below, STEP) if entry.position <= shown]
            if not entries:
                return False
            if kind := _kind_for_many(entries[0]):
                await self._tell_many(connection, entries[0], kind, after)
            else:
                await self._tell_each(connection, entries)
        return True

    async def _tell_each(self, connection: Any, entries: Sequence[LogEntry]) -> None:
        """What concerns one comment each, up to the first event that concerns many."""
        end = next((place for place, entry in enumerate(entries) if _kind_for_many(entry)), len(entries))
        own = [entry for entry in entries[:end] if entry.topic in OWN]
        if own:
            await tell_of_own_events(self._runtime, connection, own, self._answers)
        await connection.execute(MOVE, entries[end - 1].position + 1, None)

    async def _tell_many(self, connection: Any, entry: LogEntry, kind: Kind, after: UUID | None) -> None:
        """The next people to be told of this event; the rest when it is come to again."""
        assert entry.consultation_id
        answered = None if kind in TO_ALL else await self._answers.by(entry)
        given = entry.consultation_id, entry.position, after, PEOPLE
        rows = await connection.fetch(CONFIRMED, *given) if answered != frozenset() else []
        wanted = [
            Wanted(
                comment_id=row["comment_id"],
                consultation_id=entry.consultation_id,
                language=row["language"],
                kind=kind,
                occasion=entry.position,
            )
            for row in rows
            if answered is None or row["comment_id"] in answered
        ]
        if self._runtime.settings.letters:
            await put_letters(self._runtime, connection, wanted, bulk=True)
        done = len(rows) < PEOPLE
        await connection.execute(MOVE, entry.position + done, None if done else rows[-1]["comment_id"])


def _kind_for_many(entry: LogEntry) -> Kind | None:
    return next((kind for event_type, kind in FOR_MANY.items() if entry.is_of(event_type)), None)
