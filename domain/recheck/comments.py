"""The rules of comments, checked again on the record: submission, withdrawal, erasure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from uuid import UUID

from domain.comment.events import (
    CommentErased,
    CommentSubmitted,
    CommentWithdrawn,
    ContactConfirmed,
    ErasureRequested,
    RegistrationCorrected,
)
from domain.consultation.events import DecisionAdopted, DecisionEnded, FeedbackPublished, PeriodClosed
from domain.enumerations import BY_AUTHOR, CorrectionCause, ErasureScope
from domain.event import PUBLIC, Event
from domain.recheck.activity_record import correction_of_statement_broken, statement_rules_broken
from domain.recheck.record import Record
from domain.recheck.screening import comment_status, erased, happened, name_consent, screening_rules_broken

SHANGHAI = timezone(timedelta(hours=8))


def comment_rules_broken(record: Record, event: Event) -> Iterator[str]:
    """Names of the rules that `event`, on a comment's stream, breaks after what is on `record`."""
    own = record.stream(event.originator_id)
    match event:
        case CommentSubmitted():
            yield from _submission(record, event)
            yield from statement_rules_broken(record, event)
        case RegistrationCorrected():
            yield from _registration(record, own, event)
            yield from correction_of_statement_broken(own, event)
        case CommentWithdrawn():
            yield from _withdrawal(record, own, event)
        case ContactConfirmed():
            yield from _confirmation(own, event)
        case ErasureRequested():
            if erased(own) in (event.scope, ErasureScope.ALL):
                yield "AlreadyErased"
        case CommentErased():
            yield from _erasure(own, event)
        case _:
            yield from screening_rules_broken(own, event)


def is_withdrawn(record: Record, comment_id: UUID) -> bool:
    return happened(record.stream(comment_id), CommentWithdrawn)


def _submission(record: Record, event: CommentSubmitted) -> Iterator[str]:
    if record.published is None or record.closes_at is None:
        yield "ConsultationNotPublished"
        return
    yield from _web(record, event) if event.channel in BY_AUTHOR else _offline(record, event, record.closes_at)
    if event.timestamp < record.published.opens_at:
        yield "CommentBeforeOpening"
    if event.draft_version != record.published.draft_version:
        yield "DraftFrozen"
    in_time = event.channel not in BY_AUTHOR and not event.late and record.last(FeedbackPublished)
    if (record.last(DecisionAdopted) or record.last(DecisionEnded)) and not in_time:
        yield "ProcedureOver"
    known = record.article_ids()
    if known is not None and not known.issuperset(event.articles):
        yield "ArticleUnknown"


def _web(record: Record, event: CommentSubmitted) -> Iterator[str]:
    if (record.closes_at and event.timestamp >= record.closes_at) or record.last(PeriodClosed):
        yield "CommentAfterClosing"
    if event.late or event.received_on is not None or event.actor != PUBLIC:
        yield "ChannelNotOffline"


def _offline(record: Record, event: CommentSubmitted, closes_at: datetime) -> Iterator[str]:
    if event.received_on is None or event.actor == PUBLIC:
        yield "ChannelNotOffline"
        return
    yield from _receipt(record, event, event.received_on, closes_at)


def _receipt(
    record: Record, event: CommentSubmitted | RegistrationCorrected, received_on: date, closes_at: datetime
) -> Iterator[str]:
    begins = datetime.combine(received_on, time(), SHANGHAI)
    if begins > event.timestamp:
        yield "ReceivedInFuture"
    if record.published and begins + timedelta(days=1) <= record.published.opens_at:
        yield "CommentBeforeOpening"
    said = isinstance(event, CommentSubmitted) and event.activity_id is not None  # what was asked for is never late
    if event.late != (begins >= closes_at) and not said:
        yield "CommentAfterClosing"


def _registration(record: Record, own: list[Event], event: RegistrationCorrected) -> Iterator[str]:
    """Of a comment whose author sent it himself, only his name is closed."""
    before = [earlier for earlier in own if isinstance(earlier, CommentSubmitted | RegistrationCorrected)]
    facts = (event.channel, event.received_on, event.respondent_kind, event.articles)
    if not before or before[-1].actor == event.actor:
        yield "SamePersonCorrects"
    if all(fact is None for fact in (*facts, event.publish_name)):
        yield "RegistrationUnchanged"
    if any(earlier.channel in BY_AUTHOR for earlier in before) and (
        any(fact is not None for fact in facts) or event.publish_name or event.cause != CorrectionCause.RESPONDENT_ASKED
    ):
        yield "SentByAuthor"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    yield from _corrected_facts(record, before, event)
    consent = name_consent([*own, event])
    if event.name_shown != (consent and comment_status(own) == "published" and not erased(own)):
        yield "NameConsentEmpty"


def _corrected_facts(
    record: Record, before: list[CommentSubmitted | RegistrationCorrected], event: RegistrationCorrected
) -> Iterator[str]:
    if event.channel in BY_AUTHOR:
        yield "ChannelNotOffline"
    if event.received_on and record.closes_at:
        yield from _receipt(record, event, event.received_on, record.closes_at)
    elif before and event.late != before[-1].late:
        yield "CommentAfterClosing"
    known = record.article_ids()
    if known is not None and not known.issuperset(event.articles or ()):
        yield "ArticleUnknown"


def _withdrawal(record: Record, own: list[Event], event: CommentWithdrawn) -> Iterator[str]:
    if record.closes_at is None or event.timestamp >= record.closes_at or record.last(PeriodClosed):
        yield "WithdrawalAfterClose"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    if event.actor != PUBLIC:
        yield "WithdrawalByAnother"


def _confirmation(own: list[Event], event: ContactConfirmed) -> Iterator[str]:
    if happened(own, ContactConfirmed):
        yield "ContactConfirmedBefore"
    if happened(own, CommentWithdrawn):
        yield "AlreadyWithdrawn"
    if erased(own):
        yield "ContactErased"
    if event.actor != PUBLIC:
        yield "ConfirmedByAnother"


def _erasure(own: list[Event], event: CommentErased) -> Iterator[str]:
    since = [earlier for earlier in own if isinstance(earlier, ErasureRequested | CommentErased)]
    request = since[-1] if since else None
    if not isinstance(request, ErasureRequested) or request.scope != event.scope:
        yield "NoErasureRequested"
    elif request.actor == event.actor:
        yield "SamePersonErases"
