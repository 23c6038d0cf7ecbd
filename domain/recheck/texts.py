"""Which text an event of a decision's stream holds, and which one stands now: draft, revised draft, or notice."""

from __future__ import annotations

from uuid import UUID

from domain.consultation.events import AdoptionPrepared, DraftPrepared, FeedbackPrepared
from domain.event import Event
from domain.recheck.record import Record
from domain.sealing import CLOSED, Closed
from domain.values import TextDocument


def text_of(event: Event) -> TextDocument | Closed | None:
    """CLOSED where the reader cannot tell."""
    match event:
        case DraftPrepared(draft=text) | FeedbackPrepared(revised=text):
            return text
        case AdoptionPrepared(notice=notice):
            return CLOSED if notice is CLOSED else notice.text
        case _:
            return None


def text_in(record: Record, consultation_id: UUID, version: int) -> TextDocument | Closed | None:
    """The text that stands in this version of the decision's stream; None where none does."""
    stream = record.stream(consultation_id)
    return text_of(stream[version - 1]) if 1 <= version <= len(stream) else None


def text_now(record: Record) -> TextDocument | Closed | None:
    """That of the notice, else of the revised draft, else of the draft."""
    for event in (record.last(AdoptionPrepared), record.last(FeedbackPrepared), record.last(DraftPrepared)):
        text = text_of(event) if event else None
        if text is not None:
            return text
    return None
