"""Appeal 复核 against a withholding or a referral: by the author, once against each; decided by another person."""

from __future__ import annotations

from datetime import datetime

from domain.access import UNDERTAKING_UNITS, Actor, Role, require
from domain.comment.events import AppealDecided, WithholdingAppealed
from domain.comment.refusals import AlreadyAppealed, AppealMisjudged, NoAppealOpen, NotWithheld, SamePersonDecides
from domain.comment.screening import name_may_be_shown, refuse_erased
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, CommentStatus
from domain.event import PUBLIC, next_fields
from domain.text import NOTE, normalised_text

POSSIBLE = {
    CommentStatus.WITHHELD: (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED),
    CommentStatus.REFERRED: (AppealOutcome.UPHELD, AppealOutcome.REOPENED),
}
"""What an appeal can come to, by what it is against."""


def appeal_withholding(comment: Comment, *, grounds: str, at: datetime) -> WithholdingAppealed:
    """The author asks for the withholding or referral to be reviewed. Raises AlreadyAppealed, NotWithheld, ContentErased."""
    refuse_withdrawn(comment)
    if comment.appealed:
        raise AlreadyAppealed()
    if not comment.appealable:
        raise NotWithheld()
    refuse_erased(comment)
    text = normalised_text(grounds, field="grounds", max_length=NOTE, required=True)
    return WithholdingAppealed(grounds=text, **next_fields(comment, PUBLIC, at))


def decide_appeal(
    comment: Comment,
    consultation: Consultation,
    *,
    outcome: AppealOutcome,
    note: str,
    actor: Actor,
    at: datetime,
) -> AppealDecided:
    """Uphold it; or overturn a withholding, which publishes the comment; or reopen what was referred, which is screened then.

    Raises NoAppealOpen, SamePersonDecides, AppealMisjudged.
    """
    require(actor, Role.SCREENER, consultation.divisions, UNDERTAKING_UNITS)
    refuse_withdrawn(comment)
    if not comment.appeal_open:
        raise NoAppealOpen()
    if comment.screened_by == str(actor.id):
        raise SamePersonDecides()
    if outcome not in POSSIBLE[comment.status]:
        raise AppealMisjudged(field="outcome")
    overturned = outcome == AppealOutcome.OVERTURNED
    if overturned:
        refuse_erased(comment)
    return AppealDecided(
        outcome=outcome,
        name_shown=overturned and name_may_be_shown(comment),
        note=normalised_text(note, field="note", max_length=NOTE, required=True),
        **next_fields(comment, actor, at),
    )
