"""Confirming the contact 确认联系方式: by the author, before he is told anything by e-mail."""

from __future__ import annotations

from datetime import datetime

from domain.comment.events import ContactConfirmed
from domain.comment.refusals import ContactConfirmedBefore, ContactErased
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.event import PUBLIC, next_fields


def confirm_contact(comment: Comment, *, at: datetime) -> ContactConfirmed:
    """The address is his who gave it. Raises ContactConfirmedBefore, AlreadyWithdrawn, ContactErased."""
    if comment.contact_confirmed:
        raise ContactConfirmedBefore()
    refuse_withdrawn(comment)
    if comment.erased:
        raise ContactErased()
    return ContactConfirmed(**next_fields(comment, PUBLIC, at))
