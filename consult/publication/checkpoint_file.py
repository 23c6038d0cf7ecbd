"""The last published checkpoint, kept in a file outside the database; a database that does not fit it is not used."""

from __future__ import annotations

from pathlib import Path

from consult.event_log import Head
from consult.instance.durable import replace_file
from consult.public_log.note import Checkpoint, NoteInvalid, open_note, parse_checkpoint
from consult.publication.tree import root_at
from consult.runtime import Runtime

NAME = "published-checkpoint"


class HeadRefused(Exception):
    """The database is not that of the log that was published. What to do stands in the message."""


class HeadBehind(HeadRefused):
    """Entries that were published are missing: a backup was restored. They can be brought back from an export."""


class HeadContradicted(HeadRefused):
    """The database holds another history than the one that was published. Nothing is appended to it, ever."""


class CheckpointFile:
    """The file; its note is signed by the log's own key."""

    def __init__(self, file: Path, verification_key: str) -> None:
        self.file, self._key = file, verification_key

    def read(self) -> Checkpoint | None:
        """None where nothing has been kept yet. Raises HeadContradicted where it is not this log's."""
        if not self.file.exists():
            return None
        try:
            return parse_checkpoint(open_note(self.file.read_text("utf-8"), self._key))
        except (NoteInvalid, ValueError) as error:
            raise HeadContradicted(
                f"{self.file} is not signed by this log's key ({error}). Bring back the key that belongs to it (keys/log), or, "
                "for a new log, use a new data folder."
            ) from error

    def keep(self, head: Head) -> None:
        """Write it atomically and durably; an earlier checkpoint never replaces a later one."""
        before = self.read()
        if before is not None and before.size >= head.size:
            return
        # DANGER: the checkpoint kept outside. When a backup of the database is put back, this file alone says that entries are
        # missing or changed. So it is whole on the disk before it takes the place of the one before, and its name is on the
        # disk before this returns: a power cut leaves the one or the other, never none. A later one is never replaced (see
        # above): a shortened log would pass as the whole one.
        replace_file(self.file, head.checkpoint)

    def take_over(self, other: CheckpointFile) -> None:
        """What another such file holds, where it is later than what this one does. Raises HeadContradicted."""
        theirs, ours = other.read(), self.read()
        if theirs and (ours is None or ours.size < theirs.size):
            replace_file(self.file, other.file.read_text("utf-8"))


def checkpoint_file(runtime: Runtime) -> CheckpointFile:
    return CheckpointFile(runtime.settings.data_dir / NAME, runtime.signer.verification_key)


async def store_head(runtime: Runtime) -> None:
    """Keep the present head; called about once a second by the work role."""
    head = await runtime.log.head()
    if head.size:
        checkpoint_file(runtime).keep(head)


async def assert_head(runtime: Runtime) -> None:
    """Compare the database with the kept checkpoint. Raises HeadBehind, HeadContradicted."""
    kept = checkpoint_file(runtime)
    checkpoint = kept.read()
    if checkpoint is None:
        return
    size = (await runtime.log.head()).size
    if size < checkpoint.size:
        raise HeadBehind(
            f"The database holds {size} entries, but {checkpoint.size} were published ({kept.file}): an older backup was "
            "restored. Bring the missing entries back from an export or from a copy of the public log with "
            "`python -m consult recover SOURCE`; until then nothing can be appended."
        )
    root = await root_at(runtime.database.pool, checkpoint.size)
    if root != checkpoint.root:
        raise HeadContradicted(
            f"At size {checkpoint.size} the database's root is {root.hex()}, the published one {checkpoint.root.hex()} "
            f"({kept.file}): entries were changed. This database will not be used. Restore a backup of the log that was "
            "published; keep this database as evidence."
        )
