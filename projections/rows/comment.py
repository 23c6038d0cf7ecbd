"""A row of `comments` while its events are folded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from domain.comment.events import CommentSubmitted
from domain.enumerations import CommentStatus, CorrectionCause, ErasureScope, FileTreatment, ScreeningOutcome, WithholdingReason
from domain.values import Blob


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """One revision of a screening 审看更正: when and where in the log, from what to what, and why something is hidden."""

    at: datetime
    position: int
    before: ScreeningOutcome
    outcome: ScreeningOutcome
    reason: WithholdingReason | None


class RegistrationCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """One correction of a registration 登记更正: when and where in the log, the names of the facts corrected, and why."""

    at: datetime
    position: int
    facts: tuple[str, ...]
    cause: CorrectionCause


class CommentRow(msgspec.Struct):
    """Fields in the order of the table's columns. `note_version`: of the event that `public_note` stands in; 0 for none."""

    comment_id: UUID
    consultation_id: UUID
    number: int
    position: int
    submitted_at: datetime
    channel: str
    draft_version: int
    respondent_kind: str
    articles: tuple[str, ...]
    received_on: date | None
    late: bool
    activity_id: UUID | None
    status: str = "awaiting"
    reason: str | None = None
    public_note: str | None = None
    redacted: bool = False
    appeal: str | None = None
    erasure_requested: str | None = None
    erased: str | None = None
    in_points: int = 0
    covered: bool = False
    pending: bool = False
    second_look: bool = False
    note_version: int = 0
    referred_at: datetime | None = None
    revisions: tuple[Revision, ...] = ()
    registrations: tuple[RegistrationCorrection, ...] = ()
    name: str | None = None
    organisation: str | None = None
    text: str | None = None
    proposed_wording: str | None = None
    attachments: tuple[Blob, ...] = ()
    treatments: tuple[FileTreatment, ...] = ()
    text_hash: bytes | None = None

    @property
    def screened(self) -> bool:
        return self.status in (CommentStatus.PUBLISHED, CommentStatus.WITHHELD)

    @property
    def withdrawn_or_erased(self) -> bool:
        return self.status == CommentStatus.WITHDRAWN or self.erased == ErasureScope.ALL


COLUMNS = CommentRow.__struct_fields__

_blobs = msgspec.json.Decoder(tuple[Blob, ...])
_revisions = msgspec.json.Decoder(tuple[Revision, ...])
_registrations = msgspec.json.Decoder(tuple[RegistrationCorrection, ...])


def received_row(event: CommentSubmitted, position: int, number: int) -> CommentRow:
    """A comment as it is known when it comes in."""
    return CommentRow(
        event.originator_id,
        event.consultation_id,
        number,
        position,
        event.timestamp,
        event.channel,
        event.draft_version,
        event.respondent_kind,
        event.articles,
        event.received_on,
        event.late,
        event.activity_id,
    )


def loaded_row(record: Any) -> CommentRow:
    """A row as it stands in the table."""
    row = CommentRow(*record.values())
    row.articles, row.treatments = tuple(record["articles"]), tuple(record["treatments"])
    row.attachments = _blobs.decode(record["attachments"])
    row.revisions = _revisions.decode(record["revisions"])
    row.registrations = _registrations.decode(record["registrations"])
    return row


def stored(row: CommentRow) -> tuple[Any, ...]:
    """The row's values as the table takes them."""
    values = list(msgspec.structs.astuple(row))
    values[ATTACHMENTS] = _json(row.attachments)
    values[REVISIONS] = _json(row.revisions)
    values[REGISTRATIONS] = _json(row.registrations)
    return tuple(values)


def _json(items: tuple[msgspec.Struct, ...]) -> str:
    return msgspec.json.encode(items).decode() if items else "[]"


ATTACHMENTS, REVISIONS, REGISTRATIONS = (COLUMNS.index(name) for name in ("attachments", "revisions", "registrations"))
