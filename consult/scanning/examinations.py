"""What is known of the files in the sealed store: what is conspicuous about them, and what a virus scanner says."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

import msgspec

from domain.refusals import Refusal

OF_OWNER = "SELECT sha256, notes, verdict, signature FROM sealed.blobs WHERE owner_id = $1"
INFECTED = "SELECT DISTINCT sha256 FROM sealed.blobs WHERE verdict = 'infected'"
NOT_EXAMINED = "SELECT owner_id, sha256, media_type FROM sealed.blobs WHERE notes IS NULL LIMIT $1"
NOT_SCANNED = "SELECT owner_id, sha256, media_type FROM sealed.blobs WHERE verdict IS NULL LIMIT $1"
NOTE = "UPDATE sealed.blobs SET notes = $3 WHERE owner_id = $1 AND sha256 = $2"
JUDGE = "UPDATE sealed.blobs SET verdict = $3, signature = $4 WHERE owner_id = $1 AND sha256 = $2"


class Verdict(enum.StrEnum):
    """`NOT_TAKEN`: the scanner did not want to look at it, as it does with what is too large for it."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_TAKEN = "not-taken"


class FileInfected(Refusal):
    """A file in which a virus scanner found something is given to nobody."""

    message = "病毒扫描在这个附件中发现了问题，不再提供。"
    status: ClassVar[int] = 403


class Examination(msgspec.Struct, frozen=True):
    """`notes`: None where the file was not examined yet. `signature`: the scanner's name for what it found."""

    notes: tuple[str, ...] | None = None
    verdict: Verdict | None = None
    signature: str | None = None


class StoredFile(msgspec.Struct, frozen=True):
    """A file of the sealed store: who owns it, its SHA-256 (hex), its media type."""

    owner_id: UUID
    sha256: str
    media_type: str


class Examinations:
    """They stand with the files in `sealed.blobs`, and are erased with them."""

    def __init__(self, pool: Any) -> None:
        self._pool = pool

    async def of(self, owner_id: UUID) -> dict[str, Examination]:
        """Of all files of an owner, by SHA-256."""
        rows = await self._pool.fetch(OF_OWNER, owner_id)
        return {row["sha256"]: _examination(row) for row in rows}

    async def assert_not_infected(self, owner_id: UUID, sha256: str) -> Examination:
        """What is known of a file that is about to be given out. Raises FileInfected."""
        row = await self._pool.fetchrow(f"{OF_OWNER} AND sha256 = $2", owner_id, sha256)
        found = _examination(row) if row else Examination()
        if found.verdict == Verdict.INFECTED:
            raise FileInfected
        return found

    async def infected(self) -> frozenset[str]:
        """SHA-256 of every file that is given to nobody."""
        return frozenset(row["sha256"] for row in await self._pool.fetch(INFECTED))

    async def not_examined(self, limit: int) -> list[StoredFile]:
        return [StoredFile(*row) for row in await self._pool.fetch(NOT_EXAMINED, limit)]

    async def not_scanned(self, limit: int) -> list[StoredFile]:
        return [StoredFile(*row) for row in await self._pool.fetch(NOT_SCANNED, limit)]

    async def note(self, file: StoredFile, notes: Sequence[str]) -> None:
        await self._pool.execute(NOTE, file.owner_id, file.sha256, list(notes))

    async def judge(self, file: StoredFile, verdict: Verdict, signature: str | None) -> None:
        await self._pool.execute(JUDGE, file.owner_id, file.sha256, verdict.value, signature)


def _examination(row: Any) -> Examination:
    notes, verdict = row["notes"], row["verdict"]
    return Examination(tuple(notes) if notes is not None else None, Verdict(verdict) if verdict else None, row["signature"])
