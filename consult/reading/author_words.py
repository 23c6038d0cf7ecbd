"""What the author of a comment wrote, as far as it may still be read at the desk."""

from __future__ import annotations

import msgspec

from domain.comment.events import CommentSubmitted
from domain.enumerations import CommentStatus
from domain.sealing import value_or_none
from domain.values import Blob, Contact


class AuthorWords(msgspec.Struct, frozen=True, kw_only=True):
    """What the author of a comment wrote and gave; None where it was left out, erased, or taken back."""

    text: str | None = None
    proposed_wording: str | None = None
    name: str | None = None
    publish_name: bool = False
    organisation: str | None = None
    contact: Contact | None = None
    attachments: tuple[Blob, ...] = ()
    file_names: tuple[str, ...] = ()


def words_of(event: object, status: CommentStatus) -> AuthorWords:
    """What its author took back is not read at the desk either."""
    if not isinstance(event, CommentSubmitted) or status == CommentStatus.WITHDRAWN:
        return AuthorWords()
    return AuthorWords(
        text=value_or_none(event.text),
        proposed_wording=value_or_none(event.proposed_wording),
        name=value_or_none(event.name),
        publish_name=event.publish_name,
        organisation=value_or_none(event.organisation),
        contact=value_or_none(event.contact),
        attachments=value_or_none(event.attachments) or (),
        file_names=value_or_none(event.file_names) or (),
    )
