"""Erasure 删除个人信息 (PIPL art. 47): requested by one person, carried out by a second."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.comment.events import CommentErased, ErasureRequested
from domain.comment.refusals import AlreadyErased, ErasureAlreadyRequested, NoErasureRequested, SamePersonErases
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import ErasureScope
from domain.event import next_fields
from domain.text import NOTE, normalised_text


def request_erasure(
    comment: Comment,
    consultation: Consultation,
    *,
    scope: ErasureScope,
    note: str,
    actor: Actor,
    at: datetime,
) -> ErasureRequested:
    """Record a request to erase identity or everything, whatever the comment's status. Raises AlreadyErased and
    ErasureAlreadyRequested; a request that goes further replaces one that waits.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    if comment.erased in (scope, ErasureScope.ALL):
        raise AlreadyErased()
    if comment.pending_erasure and comment.pending_erasure.scope in (scope, ErasureScope.ALL):
        raise ErasureAlreadyRequested()
    text = normalised_text(note, field="note", max_length=NOTE, required=True)
    return ErasureRequested(scope=scope, note=text, **next_fields(comment, actor, at))


def erase_comment(comment: Comment, consultation: Consultation, *, actor: Actor, at: datetime) -> CommentErased:
    """Destroy what was asked for: disclosures and data key; number, digests and fate stay.

    Raises AlreadyErased where nothing waits and something is erased, NoErasureRequested, SamePersonErases.
    """
    require(actor, Role.SCREENER, consultation.divisions)
    if comment.pending_erasure is None:
        raise AlreadyErased() if comment.erased else NoErasureRequested()
    if comment.pending_erasure.requested_by == str(actor.id):
        raise SamePersonErases()
    return CommentErased(scope=comment.pending_erasure.scope, **next_fields(comment, actor, at))
