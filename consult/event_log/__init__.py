"""The event log: gap-free, append-only, group-committed, signed in the append's transaction."""

from consult.event_log.log import EventLog
from consult.event_log.record import (
    Append,
    ClockOutOfStep,
    ConsultationGuard,
    ConsultationMovedOn,
    EntryTooLarge,
    Head,
    Idempotency,
    IdempotencyKeyReused,
    LogEntry,
    LogUnavailable,
    MovedOn,
    NewEvent,
    Recorded,
    StreamGuard,
    StreamMovedOn,
)

__all__ = [
    "Append",
    "ClockOutOfStep",
    "ConsultationGuard",
    "ConsultationMovedOn",
    "EntryTooLarge",
    "EventLog",
    "Head",
    "Idempotency",
    "IdempotencyKeyReused",
    "LogEntry",
    "LogUnavailable",
    "MovedOn",
    "NewEvent",
    "Recorded",
    "StreamGuard",
    "StreamMovedOn",
]
