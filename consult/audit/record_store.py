"""Records of all decisions: recently used ones in memory, the others in a file on disk, so that memory stays bounded."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from uuid import UUID

from consult.audit.record import CompactRecord
from domain.recheck.record import Record

COMMENTS_IN_MEMORY = 400_000


class RecordStore(MutableMapping[UUID, Record]):
    """Records by decision id, created where missing. A context manager: the file on disk is deleted at its end."""

    def __init__(self, most: int = COMMENTS_IN_MEMORY) -> None:
        self._most = most
        self._here: OrderedDict[UUID, CompactRecord] = OrderedDict()
        self._away: set[UUID] = set()
        self._folder = TemporaryDirectory(prefix="audit-")

    def __enter__(self) -> RecordStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._folder.cleanup()

    def __getitem__(self, decision: UUID) -> CompactRecord:
        record = self._here.get(decision)
        if record is None:
            record = self._here[decision] = self._fetched(decision)
        return record

    def tidy(self) -> None:
        """Move the least recently used records to disk while too many comments are in memory. Call regularly."""
        while len(self._here) > 1 and sum(record.size for record in self._here.values()) > self._most:
            decision, record = self._here.popitem(last=False)
            self._file(decision).write_bytes(pickle.dumps(record, pickle.HIGHEST_PROTOCOL))
            self._away.add(decision)

    def touched(self, decision: UUID) -> None:
        self._here.move_to_end(decision)

    def _fetched(self, decision: UUID) -> CompactRecord:
        if decision not in self._away:
            return CompactRecord()
        self._away.discard(decision)
        record: CompactRecord = pickle.loads(self._file(decision).read_bytes())  # noqa: S301 (written by this process)
        return record

    def _file(self, decision: UUID) -> Path:
        return Path(self._folder.name) / decision.hex

    def __iter__(self) -> Iterator[UUID]:
        return iter([*self._here, *self._away])

    def __len__(self) -> int:
        return len(self._here) + len(self._away)

    def __setitem__(self, decision: UUID, record: Record) -> None:
        raise TypeError("records are made by asking for them")

    def __delitem__(self, decision: UUID) -> None:
        raise TypeError("no decision is forgotten")
