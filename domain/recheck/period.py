"""The period for comment, checked again on the record."""

from __future__ import annotations

from collections.abc import Iterator

from domain.calendar import last_day, local_date
from domain.consultation.events import (
    AnswerDelayed,
    ConsultationPublished,
    DraftPrepared,
    FeedbackPublished,
    PeriodClosed,
    PeriodExtended,
)
from domain.event import CLOCK, Event
from domain.recheck.preparation import current_release
from domain.recheck.record import Record
from domain.sealing import CLOSED


def period_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules of stage 4 that `event` breaks."""
    match event:
        case ConsultationPublished():
            yield from _published(record, event)
            yield from _length(record, event)
        case PeriodExtended():
            yield from _extended(record, event)
        case PeriodClosed():
            yield from _closed(record, event)
        case AnswerDelayed():
            yield from _delayed(record, event)
        case _:
            pass


def _published(record: Record, event: ConsultationPublished) -> Iterator[str]:
    draft = record.last(DraftPrepared)
    if record.published:
        yield "AlreadyPublished"
    if current_release(record) is None or draft is None or draft.draft_version != event.draft_version:
        yield "DraftNotReleased"


def _length(record: Record, event: ConsultationPublished) -> Iterator[str]:
    """The last day lies at least `min_period_days` after the first (procedure.md, Time), or the shortening is explained."""
    days = (last_day(event.closes_at) - local_date(event.opens_at)).days
    if event.opens_at < event.timestamp or event.closes_at <= event.opens_at:
        yield "PeriodBackwards"
    if event.shortened != (days < record.rules.min_period_days):
        yield "PeriodTooShort"
    if event.shortened and event.shortening_reason is not CLOSED:
        yield from record.reason_broken(event.shortening_reason, "ShorteningUnexplained")


def _extended(record: Record, event: PeriodExtended) -> Iterator[str]:
    if record.closes_at is None:
        yield "NotPublished"
    elif event.timestamp >= record.closes_at or record.last(PeriodClosed):
        yield "PeriodAlreadyClosed"
    elif event.closes_at <= record.closes_at:
        yield "PeriodShortened"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)


def _closed(record: Record, event: PeriodClosed) -> Iterator[str]:
    if record.closes_at is None or event.closed_at != record.closes_at or event.timestamp < record.closes_at:
        yield "PeriodStillOpen"
    if record.last(PeriodClosed) or event.actor != CLOCK:
        yield "PeriodAlreadyClosed"
    if {count.channel: count.received for count in event.received} != record.received_by_channel():
        yield "ReceivedMiscounted"


def _delayed(record: Record, event: AnswerDelayed) -> Iterator[str]:
    closed, delayed = record.last(PeriodClosed), record.last(AnswerDelayed)
    if closed is None:
        yield "NothingToDelay"
    else:
        earlier = [closed.answer_due_on, local_date(event.timestamp), *([delayed.due_on] if delayed else [])]
        if event.due_on <= max(earlier):
            yield "NothingToDelay"
    if record.last(FeedbackPublished):
        yield "AlreadyAnswered"
    if event.reason is not CLOSED:
        yield from record.reason_broken(event.reason)
