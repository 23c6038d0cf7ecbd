"""Which letters the mail server has taken, and who wants no more: kept beside the backups, so that a restore sends nothing again.

DANGER: without it a database restored to a moment would send once more what was sent after that moment.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast
from uuid import UUID

import msgspec

from consult.instance.durable import replace_file, sync_folder
from consult.mail.recipients import Ending, stop_telling
from consult.runtime import Runtime

OVERLAP = timedelta(seconds=5)  # in which what happened first may be seen last
PRUNED = timedelta(days=1)
MOST = 5_000  # lines at once
FIRST = datetime(2000, 1, 1, tzinfo=UTC)
NEW = """
SELECT settled_at AS at, 'taken' AS what, comment_id, id, kind, occasion FROM sealed.letters
WHERE state = 'taken' AND settled_at >= $1
UNION ALL
SELECT changed_at, state, comment_id, NULL, NULL, NULL FROM sealed.recipients
WHERE state IN ('ended', 'refused') AND changed_at >= $1
ORDER BY at LIMIT $2
"""
TAKEN = """
INSERT INTO sealed.letters (id, comment_id, kind, occasion, made_at, state, settled_at)
SELECT id, comment_id, kind, occasion, at, 'taken', at
FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[]) AS n (id, comment_id, kind, occasion, at)
ON CONFLICT (id) DO UPDATE SET state = 'taken', settled_at = excluded.settled_at
"""
FORGET = "DELETE FROM staff.outbox WHERE id = ANY($1)"


class Settled(msgspec.Struct, frozen=True, array_like=True):
    """A letter that was taken, or (`id` None) letters about a comment that were ended."""

    at: datetime
    what: str
    comment_id: UUID
    id: UUID | None = None
    kind: str | None = None
    occasion: int | None = None


_decode = msgspec.json.Decoder(Settled).decode


class LetterJournal:
    """A file to which each is added as a line of JSON; those that no backup is older than are left out once a day."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "letters"

    def read(self) -> Iterator[Settled]:
        """In order. A line that a power cut tore is none."""
        if self.file.exists():
            with self.file.open("rb") as lines:
                for line in lines:
                    with suppress(msgspec.DecodeError):
                        yield _decode(line)

    def add(self, settled: Sequence[Settled]) -> None:
        """Durably."""
        lines = b"".join(msgspec.json.encode(each) + b"\n" for each in settled)
        with self.file.open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.file.parent)

    def prune(self, before: datetime) -> None:
        """Without those before this moment, and without a line that is torn."""
        if self.file.exists():
            kept = [msgspec.json.encode(each).decode() + "\n" for each in self.read() if each.at >= before]
            replace_file(self.file, "".join(kept))


class LettersKept:
    """Brings the journal up to date, again and again; cheap where nothing has happened."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self._runtime, self._journal = runtime, LetterJournal(folder)
        self._since: datetime | None = None
        self._pruned: datetime | None = None
        self._noted: set[tuple[str, UUID]] = set()

    async def update(self) -> None:
        now = self._runtime.real_clock.now()
        if self._pruned is None or now - self._pruned > PRUNED:
            self._journal.prune(now - timedelta(days=self._runtime.settings.backup_days))
            self._pruned = now
        if self._since is None:
            self._since = max((each.at for each in self._journal.read()), default=FIRST)
        while await self._note(self._since):
            pass

    async def _note(self, since: datetime) -> bool:
        """Whether there may be more."""
        rows = await self._runtime.database.pool.fetch(NEW, since - OVERLAP, MOST)
        found = [Settled(**dict(row)) for row in rows]
        new = [each for each in found if (each.what, each.id or each.comment_id) not in self._noted]
        if new:
            self._journal.add(new)
        self._noted = {(each.what, each.id or each.comment_id) for each in found}
        self._since = max([since, *(each.at for each in found)])
        return len(found) == MOST and bool(new)


async def settle_again(runtime: Runtime, journal: LetterJournal) -> int:
    """After a restore: what was sent is not sent again, and who has ended his letters gets none. Answers with how many lines."""
    count, now = 0, runtime.real_clock.now()
    async with runtime.database.pool.acquire() as connection, connection.transaction():
        for each in journal.read():
            count += 1
            if each.id is None:
                await stop_telling(connection, each.comment_id, cast(Ending, each.what), now)
            else:
                await connection.execute(TAKEN, [each.id], [each.comment_id], [each.kind], [each.occasion], [each.at])
                await connection.execute(FORGET, [each.id])
    return count
