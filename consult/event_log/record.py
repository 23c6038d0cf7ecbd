"""What is appended, what is recorded, and why an append is refused; in the vocabulary of `eventsourcing` (decision 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec
from eventsourcing.persistence import IntegrityError, StoredEvent

from domain.event import Event, stored_topics
from domain.refusals import Refusal

MAX_ENTRY_SIZE = 60 * 1024  # bytes


@dataclass(frozen=True)
class NewEvent(StoredEvent):
    """An event to be recorded. `state` is the entry: the very bytes that are hashed, stored and published."""

    originator_id: UUID
    timestamp: datetime | None = None
    consultation_id: UUID | None = None


class StreamGuard(msgspec.Struct, frozen=True):
    """The decision read this stream at this version."""

    stream_id: UUID
    version: int


class ConsultationGuard(msgspec.Struct, frozen=True):
    """The decision read everything about this consultation up to this position (a dynamic consistency boundary)."""

    consultation_id: UUID
    position: int


class Idempotency(msgspec.Struct, frozen=True):
    """Keyed hashes of the idempotency key and of the request it came with (plain ones would be personal data)."""

    key_hash: bytes
    request_digest: bytes


class SealedParts(msgspec.Struct, frozen=True):
    """Disclosures of one event, encrypted part by part under the owner's data key; None for a part the event does not have."""

    originator_id: UUID
    originator_version: int
    owner_id: UUID
    content: bytes | None
    identity: bytes | None


class WrappedKey(msgspec.Struct, frozen=True):
    owner_id: UUID
    wrapped: bytes


class EncryptedBlob(msgspec.Struct, frozen=True):
    """A file, encrypted; `size` in bytes before encryption."""

    owner_id: UUID
    sha256: str
    media_type: str
    size: int
    ciphertext: bytes


class Append(msgspec.Struct, frozen=True):
    """All or nothing, in one transaction: events of one command, and what belongs to them in the sealed store."""

    events: tuple[NewEvent, ...]
    guards: tuple[StreamGuard | ConsultationGuard, ...] = ()
    idempotency: Idempotency | None = None
    sealed: tuple[SealedParts, ...] = ()
    data_keys: tuple[WrappedKey, ...] = ()
    blobs: tuple[EncryptedBlob, ...] = ()


class Recorded(msgspec.Struct, frozen=True):
    """The events stand at `first_position` and after it, durable, under `checkpoint` (a signed note over `size` entries)."""

    first_position: int
    leaf_hashes: tuple[bytes, ...]
    size: int
    checkpoint: str
    repeated: bool = False


class LogEntry(msgspec.Struct, frozen=True):
    """An entry as it stands in the log; `position` is the index of its leaf, from 0 on.

    It has all that the library's `Notification` has, but is no subclass: entries are read by the million (decision 13).
    """

    position: int
    originator_id: UUID
    originator_version: int
    topic: str
    consultation_id: UUID | None
    state: bytes
    leaf_hash: bytes

    @property
    def id(self) -> int:
        """The library's notification id, from 1 on."""
        return self.position + 1

    def is_of(self, event_type: type[Event]) -> bool:
        """Whether it is an event of this type, in whatever version it was written."""
        return self.topic in stored_topics(event_type.topic)


class Head(msgspec.Struct, frozen=True):
    size: int
    root: bytes
    checkpoint: str


class MovedOn(IntegrityError):
    """What the decision read has changed meanwhile: decide again on fresh state (the library: a version is taken)."""


class StreamMovedOn(MovedOn):
    """A stream has another version than the one the decision read."""

    def __init__(self, stream_id: UUID, expected: int, found: int) -> None:
        super().__init__(f"stream {stream_id} was read at version {expected} and now has {found}")


class ConsultationMovedOn(MovedOn):
    """Something about the consultation was recorded after the position the decision read."""

    def __init__(self, consultation_id: UUID, expected: int, found: int) -> None:
        super().__init__(f"consultation {consultation_id} was read at position {expected} and now has {found}")


class IdempotencyKeyReused(Refusal):
    """An idempotency key belongs to one request; the same key with another request is refused."""

    message: ClassVar[str] = "这个提交编号已经用于另一份内容。请重新打开表单后再提交。"
    status: ClassVar[int] = 409


class ClockOutOfStep(Refusal):
    """The writer refuses an event more than ten seconds away from its clock, or before the last one recorded (log.md, Time)."""

    message: ClassVar[str] = "服务器时钟不同步，暂时不能记录。请稍后再试。"
    status: ClassVar[int] = 503


class EntryTooLarge(Refusal):
    """An entry stays below 60 KiB, so that it fits the log's bundles."""

    message: ClassVar[str] = "一次记录的内容太多（{size} 字节，最多 {limit} 字节）。请分几次提交。"
    status: ClassVar[int] = 413


class LogUnavailable(Refusal):
    """The database did not answer; whether the append stands is not known. The same idempotency key may be sent again."""

    message: ClassVar[str] = "系统暂时不能保存。您填写的内容没有丢失，请稍后用同一页面再次提交。"
    status: ClassVar[int] = 503
