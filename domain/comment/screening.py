"""Screening 审看: a comment is published, shown with spans blacked out, or withheld with a reason; once.

What turns out to be a slip is revised by a second person (`domain.comment.revision`).
"""

from __future__ import annotations

from datetime import datetime

from domain.access import UNDERTAKING_UNITS, Actor, Role, require
from domain.comment.events import CommentPublished, CommentRedacted, CommentWithheld
from domain.comment.redaction import BLACKOUT, count_blackouts, is_only_blacked_out
from domain.comment.refusals import (
    AlreadyScreened,
    ContentErased,
    RedactionAddsWords,
    RedactionChangesNothing,
    RegistrationErrorMisused,
)
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.consultation.state import Consultation
from domain.enumerations import BY_AUTHOR, CommentStatus, ErasureScope, WithholdingReason
from domain.event import next_fields
from domain.sealing import CLOSED
from domain.text import COMMENT_TEXT, NOTE, normalised_text, optional_text


def publish_comment(comment: Comment, consultation: Consultation, *, actor: Actor, at: datetime) -> CommentPublished:
    """Show the comment in full. Raises AlreadyScreened, AlreadyWithdrawn, ContentErased."""
    _refuse_screening(comment, consultation, actor)
    refuse_erased(comment)
    return CommentPublished(name_shown=name_may_be_shown(comment), **next_fields(comment, actor, at))


def redact_comment(
    comment: Comment,
    consultation: Consultation,
    *,
    basis: WithholdingReason,
    redacted_text: str,
    actor: Actor,
    at: datetime,
) -> CommentRedacted:
    """Show the comment with spans replaced by ■; proposed wording and attachments stay closed.

    An unchanged text is accepted only where wording or attachments thereby stay closed.
    Raises RedactionChangesNothing, RedactionAddsWords, TextRefused, and what `publish_comment` does.
    """
    _refuse_screening(comment, consultation, actor)
    refuse_erased(comment)
    if basis == WithholdingReason.REGISTERED_IN_ERROR:
        raise RegistrationErrorMisused(field="basis")
    redacted = checked_redaction(comment, redacted_text)
    return CommentRedacted(
        basis=basis,
        spans=count_blackouts(redacted),
        name_shown=name_may_be_shown(comment),
        redacted_text=redacted,
        **next_fields(comment, actor, at),
    )


def withhold_comment(
    comment: Comment,
    consultation: Consultation,
    *,
    reason: WithholdingReason,
    note: str,
    public_note: str | None = None,
    actor: Actor,
    at: datetime,
) -> CommentWithheld:
    """Do not show the comment; a numbered stub with the reason stays, and still counts. `note` is never published.

    Raises RegistrationErrorMisused, AlreadyScreened, AlreadyWithdrawn, TextRefused.
    """
    _refuse_screening(comment, consultation, actor)
    refuse_misused_error(comment, reason, public_note)
    return CommentWithheld(
        reason=reason,
        note=normalised_text(note, field="note", max_length=NOTE, required=True),
        public_note=optional_text(public_note, field="public_note", max_length=NOTE),
        **next_fields(comment, actor, at),
    )


def name_may_be_shown(comment: Comment) -> bool:
    """Only with the respondent's separate consent, and while the name has not been erased (PIPL art. 25, 47)."""
    return comment.publish_name and comment.erased is None


def refuse_misused_error(comment: Comment, reason: WithholdingReason | None, public_note: str | None) -> None:
    """Raise RegistrationErrorMisused where nobody on the staff registered it, or it isn't said what stands instead."""
    if reason == WithholdingReason.REGISTERED_IN_ERROR and (comment.channel in BY_AUTHOR or not (public_note or "").strip()):
        raise RegistrationErrorMisused(field="public_note")


def refuse_erased(comment: Comment) -> None:
    """Raise ContentErased where the text is gone, so that there is nothing to show."""
    if comment.erased == ErasureScope.ALL:
        raise ContentErased()


def _refuse_screening(comment: Comment, consultation: Consultation, actor: Actor) -> None:
    require(actor, Role.SCREENER, consultation.divisions, UNDERTAKING_UNITS)
    refuse_withdrawn(comment)
    if comment.status != CommentStatus.AWAITING:
        raise AlreadyScreened()


def checked_redaction(comment: Comment, text: str) -> str:
    """The text as it will be shown: nothing but blacked out, and something closed by it.

    Raises TextRefused, RedactionChangesNothing, RedactionAddsWords.
    """
    redacted = normalised_text(text, field="redacted_text", max_length=COMMENT_TEXT, required=True)
    if comment.text is CLOSED:
        return redacted
    if redacted == comment.text and not (comment.proposed_wording or comment.attachments):
        raise RedactionChangesNothing(field="redacted_text")
    if not is_only_blacked_out(comment.text, redacted):
        raise RedactionAddsWords(field="redacted_text", mark=BLACKOUT)
    return redacted
