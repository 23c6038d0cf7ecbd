"""What a restore must know that the database it brings back does not: how far the log was published, what was erased and sent.

All is written beside the backups as they happen. DANGER: without them a restored database would show again what was erased
after the moment it is of.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import msgspec

from consult.backup.folder import BackupFolder
from consult.backup.letters_kept import LettersKept
from consult.instance.durable import sync_folder
from consult.publication.checkpoint_file import CheckpointFile, checkpoint_file
from consult.runtime import Runtime
from consult.sealed.mapper import unseal
from domain.application.events import ApplicationErased
from domain.comment.events import CommentErased
from domain.enumerations import ErasureScope
from domain.event import Event, stored_topics
from domain.questionnaire_response.events import ResponseErased

ERASED = """
SELECT position, topic, state FROM log.events WHERE position >= $1 AND topic = ANY($2) ORDER BY position
"""
TOPICS = stored_topics(CommentErased.topic, ApplicationErased.topic, ResponseErased.topic)


class Erasure(msgspec.Struct, frozen=True):
    """A comment that was erased, whole or in part, or an application, by the entry at `position` of the log; or the words of a
    response, which lie in the part of identity.
    """

    position: int
    comment_id: UUID
    scope: ErasureScope


class ErasureJournal:
    """A file to which each erasure is added: one line with position, comment and scope."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "erasures"

    def read(self) -> list[Erasure]:
        """In the order of the log. A last line that a power cut tore is none."""
        lines = self.file.read_text("ascii").splitlines(keepends=True) if self.file.exists() else []
        found = (line.split() for line in lines if line.endswith("\n"))
        return [Erasure(int(position), UUID(comment), ErasureScope(scope)) for position, comment, scope in found]

    def add(self, erasures: Sequence[Erasure]) -> None:
        """Durably, after the last whole line."""
        with self.file.open("a+b") as file:
            file.seek(0)
            file.truncate(file.read().rfind(b"\n") + 1)
            file.write("".join(f"{each.position} {each.comment_id} {each.scope.value}\n" for each in erasures).encode())
            file.flush()
            os.fsync(file.fileno())
        sync_folder(self.file.parent)


async def new_erasures(runtime: Runtime, start: int) -> list[Erasure]:
    """Those from this position of the log on."""
    rows = await runtime.database.pool.fetch(ERASED, start, TOPICS)
    found = ((row["position"], unseal(row["state"], (), row["topic"])) for row in rows)
    return [Erasure(at, event.originator_id, _scope(event)) for at, event in found]


def _scope(event: Event) -> ErasureScope:
    if isinstance(event, CommentErased):
        return event.scope
    return ErasureScope.ALL if isinstance(event, ApplicationErased) else ErasureScope.IDENTITY


class KeptApart:
    """Brings journal and checkpoint in the backup's folder up to date, again and again."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self._runtime, self._folder = runtime, folder
        self._journal = ErasureJournal(folder)
        self._letters = LettersKept(runtime, folder)
        self._below: int | None = None
        self._copied = ""

    async def update(self) -> None:
        """Cheap where nothing has happened: it looks at what is new in the log."""
        size = (await self._runtime.log.head()).size
        if self._below is None:
            BackupFolder(self._folder).make()
            known = self._journal.read()
            # DANGER: a restored log may end before the last that the journal knows; its positions are given again.
            self._below = min(known[-1].position + 1, size) if known else 0
        await self._note_erasures(self._below, size)
        self._copy_checkpoint()
        await self._letters.update()

    async def _note_erasures(self, below: int, size: int) -> None:
        if size > below:
            if found := await new_erasures(self._runtime, below):
                self._journal.add(found)
            self._below = size

    def _copy_checkpoint(self) -> None:
        """The one that is kept in the data folder; an earlier one never replaces a later one."""
        kept = checkpoint_file(self._runtime)
        text = kept.file.read_text("utf-8") if kept.file.exists() else ""
        if text == self._copied:
            return
        CheckpointFile(self._folder / kept.file.name, self._runtime.signer.verification_key).take_over(kept)
        self._copied = text
