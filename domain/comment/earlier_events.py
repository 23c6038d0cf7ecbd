"""Events of a comment in the forms in which they were written before; entries in them are read, and none is written."""

from __future__ import annotations

from datetime import date

from domain.enumerations import Channel, RespondentKind
from domain.event import Event, topic
from domain.sealing import Sealed, SealedContact, SealedIdentity, SealedNever
from domain.values import Blob, Contact


@topic("comment-submitted.v1")
class CommentSubmittedV1(Event, frozen=True, kw_only=True):
    """提出意见, before participation activities were recorded."""

    channel: Channel
    draft_version: int
    respondent_kind: RespondentKind
    articles: tuple[str, ...]
    publish_name: bool
    received_on: date | None
    late: bool
    text: Sealed[str]
    proposed_wording: Sealed[str | None]
    attachments: Sealed[tuple[Blob, ...]]
    file_names: SealedNever[tuple[str, ...]]
    name: SealedIdentity[str | None]
    organisation: SealedIdentity[str | None]
    contact: SealedContact[Contact | None]
