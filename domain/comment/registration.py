"""Correction of a registration 登记更正: of what a registrar entered wrongly for a comment that came by another channel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import msgspec
from msgspec.structs import replace

from domain.access import Actor, Role, require
from domain.calendar import local_date
from domain.comment.events import CommentSubmitted, RegistrationCorrected
from domain.comment.refusals import (
    ChannelNotOffline,
    CommentBeforeOpening,
    ConsultationNotPublished,
    NameConsentEmpty,
    ReceivedInFuture,
    RegistrationUnchanged,
    SaidAtActivity,
    SamePersonCorrects,
    SentByAuthor,
)
from domain.comment.state import Comment
from domain.comment.submission import received_late, refuse_unknown_articles
from domain.comment.withdrawal import refuse_withdrawn
from domain.consultation.state import Consultation
from domain.enumerations import BY_AUTHOR, Channel, CommentStatus, CorrectionCause, RespondentKind
from domain.event import Event, next_fields
from domain.text import NOTE, normalised_text


class RegisteredFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The facts of a registration; None where one is left as it is. `articles` empty = the whole draft."""

    channel: Channel | None = None
    received_on: date | None = None
    respondent_kind: RespondentKind | None = None
    articles: tuple[str, ...] | None = None
    publish_name: bool | None = None


def correct_registration(
    comment: Comment,
    consultation: Consultation,
    *,
    facts: RegisteredFacts,
    cause: CorrectionCause,
    note: str,
    actor: Actor,
    at: datetime,
) -> RegistrationCorrected:
    """Put right what was entered for an opinion, at any stage; `note` is never published.

    Of what its author sent over the web only the showing of the name can be ended, at his request.
    Raises SamePersonCorrects, RegistrationUnchanged, SentByAuthor, AlreadyWithdrawn, TextRefused, and what
    `register_comment` does about articles, channel and date of receipt.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    refuse_withdrawn(comment)
    if comment.registered_by == str(actor.id):
        raise SamePersonCorrects()
    changed = _changed(comment, facts)
    _refuse_of_author(comment, changed, cause)
    _check(comment, consultation, changed)
    return RegistrationCorrected(
        **msgspec.structs.asdict(changed),
        late=_late(comment, consultation, changed),
        name_shown=_name_shown(comment, changed),
        cause=cause,
        note=normalised_text(note, field="note", max_length=NOTE, required=True),
        **next_fields(comment, actor, at),
    )


def as_corrected(submitted: CommentSubmitted, later: Iterable[Event]) -> CommentSubmitted:
    """The submission with its facts as they are registered now; `later`: what happened to the comment since, in order."""
    for event in later:
        if isinstance(event, RegistrationCorrected):
            submitted = replace(submitted, late=event.late, **event.corrected)
    return submitted


def _changed(comment: Comment, facts: RegisteredFacts) -> RegisteredFacts:
    """Those that differ from what is registered. Raises RegistrationUnchanged where none does."""
    given = msgspec.structs.asdict(facts)
    if facts.articles is not None:
        same = set(facts.articles) == set(comment.articles)  # in whatever order they were entered
        given["articles"] = comment.articles if same else tuple(dict.fromkeys(facts.articles))
    changed = RegisteredFacts(**{name: value for name, value in given.items() if value != getattr(comment, name)})
    if changed == RegisteredFacts():
        raise RegistrationUnchanged()
    return changed


def _refuse_of_author(comment: Comment, changed: RegisteredFacts, cause: CorrectionCause) -> None:
    name_closed = changed == RegisteredFacts(publish_name=False) and cause == CorrectionCause.RESPONDENT_ASKED
    if comment.channel in BY_AUTHOR and not name_closed:
        raise SentByAuthor()


def _check(comment: Comment, consultation: Consultation, changed: RegisteredFacts) -> None:
    """What holds of a registration holds of its correction; the day of receipt is none after it was registered."""
    if consultation.opens_at is None:
        raise ConsultationNotPublished()
    if comment.activity_id is not None and (changed.channel or changed.received_on):
        raise SaidAtActivity(field="channel" if changed.channel else "received_on")
    if changed.publish_name and comment.nameless is True:
        raise NameConsentEmpty(field="publish_name")
    if changed.channel in BY_AUTHOR:
        raise ChannelNotOffline(field="channel")
    if changed.received_on and changed.received_on < local_date(consultation.opens_at):
        raise CommentBeforeOpening(opens_at=consultation.opens_at)
    if changed.received_on and changed.received_on > local_date(comment.submitted_at):
        raise ReceivedInFuture(field="received_on", received_on=changed.received_on)
    if changed.articles:
        refuse_unknown_articles(consultation, changed.articles)


def _late(comment: Comment, consultation: Consultation, changed: RegisteredFacts) -> bool:
    if changed.received_on is None or consultation.closes_at is None:
        return comment.late
    return received_late(changed.received_on, consultation.closes_at)


def _name_shown(comment: Comment, changed: RegisteredFacts) -> bool:
    consent = comment.publish_name if changed.publish_name is None else changed.publish_name
    return consent and comment.status == CommentStatus.PUBLISHED and comment.erased is None
