"""Revision of a screening 审看更正: by a second person, at any stage; and asking a colleague to look again 请同事复看."""

from __future__ import annotations

from datetime import datetime

from domain.access import UNDERTAKING_UNITS, Actor, Role, require
from domain.comment.events import ScreeningConfirmed, ScreeningRevised, SecondLookAsked
from domain.comment.redaction import count_blackouts
from domain.comment.refusals import (
    AnotherScreened,
    AppealWaits,
    HandledAsGrievance,
    HidingUnexplained,
    NoSecondLookAsked,
    NotScreened,
    RegistrationErrorMisused,
    RevisionChangesNothing,
    SamePersonRevises,
    SecondLookWaits,
)
from domain.comment.screening import checked_redaction, name_may_be_shown, refuse_erased, refuse_misused_error
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus, ScreeningOutcome, WithholdingReason
from domain.event import next_fields
from domain.text import NOTE, normalised_text, optional_text


def revise_screening(
    comment: Comment,
    consultation: Consultation,
    *,
    outcome: ScreeningOutcome,
    reason: WithholdingReason | None,
    redacted_text: str | None,
    note: str,
    public_note: str | None = None,
    actor: Actor,
    at: datetime,
) -> ScreeningRevised:
    """Show more or less of the comment than its screening did, whatever has become of the decision since.

    `reason`: where something is hidden. `redacted_text`: where spans are blacked out. `note` is never published.
    Raises SamePersonRevises, NotScreened, HandledAsGrievance, AlreadyWithdrawn, ContentErased, AppealWaits, HidingUnexplained,
    RegistrationErrorMisused, RevisionChangesNothing, RedactionChangesNothing, RedactionAddsWords, TextRefused.
    """
    before = _revisable(comment, consultation, actor)
    if comment.screened_by == str(actor.id):
        raise SamePersonRevises()
    if (reason is None) != (outcome == ScreeningOutcome.PUBLISHED):
        raise HidingUnexplained(field="reason")
    if outcome == ScreeningOutcome.REDACTED and reason == WithholdingReason.REGISTERED_IN_ERROR:
        raise RegistrationErrorMisused(field="reason")
    refuse_misused_error(comment, reason, public_note)
    redacted = checked_redaction(comment, redacted_text or "") if outcome == ScreeningOutcome.REDACTED else None
    if (outcome, reason, redacted) == (before, comment.reason, comment.redacted_text):
        raise RevisionChangesNothing(field="outcome")
    return ScreeningRevised(
        before=before,
        outcome=outcome,
        reason=reason,
        spans=count_blackouts(redacted or ""),
        name_shown=outcome != ScreeningOutcome.WITHHELD and name_may_be_shown(comment),
        note=normalised_text(note, field="note", max_length=NOTE, required=True),
        public_note=optional_text(public_note, field="public_note", max_length=NOTE),
        redacted_text=redacted,
        **next_fields(comment, actor, at),
    )


def ask_second_look(comment: Comment, consultation: Consultation, *, note: str, actor: Actor, at: datetime) -> SecondLookAsked:
    """Who screened it last has noticed a slip, and hands it on. Raises AnotherScreened, SecondLookWaits."""
    _revisable(comment, consultation, actor)
    if comment.screened_by != str(actor.id):
        raise AnotherScreened()
    if comment.second_look:
        raise SecondLookWaits()
    text = normalised_text(note, field="note", max_length=NOTE, required=True)
    return SecondLookAsked(note=text, **next_fields(comment, actor, at))


def confirm_screening(
    comment: Comment, consultation: Consultation, *, note: str, actor: Actor, at: datetime
) -> ScreeningConfirmed:
    """Another person has looked, and nothing changes. Raises NoSecondLookAsked, SamePersonRevises."""
    _revisable(comment, consultation, actor)
    if not comment.second_look:
        raise NoSecondLookAsked()
    if comment.screened_by == str(actor.id):
        raise SamePersonRevises()
    text = normalised_text(note, field="note", max_length=NOTE, required=True)
    return ScreeningConfirmed(note=text, **next_fields(comment, actor, at))


def _revisable(comment: Comment, consultation: Consultation, actor: Actor) -> ScreeningOutcome:
    """What its screening has made of it, where that can still be revised."""
    require(actor, Role.SCREENER, consultation.divisions, UNDERTAKING_UNITS)
    refuse_withdrawn(comment)
    if comment.status == CommentStatus.REFERRED:
        raise HandledAsGrievance()
    if comment.outcome is None:
        raise NotScreened()
    refuse_erased(comment)
    if comment.appeal_open:
        raise AppealWaits()
    return comment.outcome
