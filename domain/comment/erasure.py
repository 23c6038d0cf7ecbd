"""Erasure 删除个人信息 (PIPL art. 47): requested by one person, carried out by a second."""

from __future__ import annotations

from datetime import datetime

from domain.access import Actor, Role, require
from domain.comment.events import CommentErased, ErasureRequested
from domain.comment.refusals import AlreadyErased, ErasureAlreadyRequested, NoErasureRequested, SamePersonErases
from domain.comment.state import Comment
from domain.comment.stream import next_fields
from domain.consultation.state import Consultation
from domain.text import NOTE, normalised
from domain.values import ErasureScope


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
    require(actor, Role.SCREENER, consultation.division_id)
    if comment.erased in (scope, ErasureScope.ALL):
        raise AlreadyErased()
    if comment.erasing and comment.erasing.scope in (scope, ErasureScope.ALL):
        raise ErasureAlreadyRequested()
    text = normalised(note, field="note", max_length=NOTE, required=True)
    return ErasureRequested(scope=scope, note=text, **next_fields(comment, str(actor.id), at))


def erase_comment(comment: Comment, consultation: Consultation, *, actor: Actor, at: datetime) -> CommentErased:
    """Destroy what was asked for: disclosures and data key; number, digests and fate stay.

    Raises AlreadyErased where nothing waits and something is erased, NoErasureRequested, SamePersonErases.
    """
    require(actor, Role.SCREENER, consultation.division_id)
    if comment.erasing is None:
        raise AlreadyErased() if comment.erased else NoErasureRequested()
    if comment.erasing.requested_by == str(actor.id):
        raise SamePersonErases()
    return CommentErased(scope=comment.erasing.scope, **next_fields(comment, str(actor.id), at))
