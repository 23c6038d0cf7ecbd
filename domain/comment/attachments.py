"""What is published of the files of a comment: copies without what tells of people (PIPL art. 6: no more than is needed)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.access import Actor
from domain.comment.events import AttachmentsCleaned
from domain.comment.screening import refuse_erased
from domain.comment.state import Comment
from domain.comment.withdrawal import refuse_withdrawn
from domain.enumerations import FileTreatment
from domain.event import next_fields
from domain.sealing import CLOSED
from domain.values import Blob


def needs_cleaning(comment: Comment) -> bool:
    """Whether copies have to be made of its attachments before it is shown in full."""
    return comment.attachments is not CLOSED and bool(comment.attachments) and not comment.cleaned


def clean_attachments(
    comment: Comment, copies: Sequence[Blob | None], *, actor: Actor, at: datetime
) -> AttachmentsCleaned | None:
    """`copies`: of each attachment, None where none can be made. None where all are the same as they came, and
    where there is nothing to clean, or no longer.

    Raises AlreadyWithdrawn, ContentErased.
    """
    refuse_withdrawn(comment)
    refuse_erased(comment)
    if comment.attachments is CLOSED or not needs_cleaning(comment):
        return None
    came = comment.attachments
    treatments = tuple(_treatment(blob, copy) for blob, copy in zip(came, copies, strict=True))
    if set(treatments) <= {FileTreatment.AS_IT_CAME}:
        return None
    shown = tuple(copy for copy in copies if copy is not None)
    return AttachmentsCleaned(treatments=treatments, attachments=shown, **next_fields(comment, actor, at))


def _treatment(came: Blob, copy: Blob | None) -> FileTreatment:
    if copy is None:
        return FileTreatment.LEFT_OUT
    return FileTreatment.AS_IT_CAME if copy == came else FileTreatment.CLEANED
