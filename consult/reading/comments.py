"""One comment as staff read it: its closed text, and everything that happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.comment.named_articles import named_articles
from consult.commands.comment.text_marks import same_text
from consult.reading.access import readable_decision
from consult.reading.author_words import AuthorWords, words_of
from consult.runtime import Runtime
from consult.scanning.examinations import Examination, Examinations
from domain.access import Actor
from domain.comment.events import (
    AppealDecided,
    AttachmentsCleaned,
    CommentSubmitted,
    CommentWithheld,
    ErasureRequested,
    RegistrationCorrected,
    ScreeningConfirmed,
    ScreeningRevised,
    SecondLookAsked,
    WithholdingAppealed,
)
from domain.comment.registration import as_corrected
from domain.comment.state import Comment, evolve
from domain.consultation.state import Consultation
from domain.enumerations import AppealOutcome, CommentStatus, FileTreatment
from domain.event import CLOCK, PUBLIC, Event
from domain.sealing import value_or_none
from domain.values import Blob
from projections.worklists.desk_queries import (
    DeskComment,
    desk_comment,
    next_comment_awaiting,
)


class CommentEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a comment's history. `who`: a person's name, `public` or `clock`; `note`: what was written inside."""

    topic: str
    at: datetime
    who: str
    note: str | None
    event: Event


class CommentFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the desk shows of one comment. `same`: numbers of the others with the same text, None while not yet compared.

    `examined`: what is known of each attachment; `treatments`: what was done before they were shown, empty for nothing.
    `scanner`: whether a virus scanner looks at them.
    `named_articles`: what the row of a table named, where the draft has not all of it.
    """

    row: DeskComment
    state: Comment
    consultation: Consultation
    written: AuthorWords
    named_articles: str | None
    redacted_text: str | None
    public_note: str | None
    grounds: str | None
    history: tuple[CommentEvent, ...]
    examined: tuple[Examination, ...]
    treatments: tuple[FileTreatment, ...]
    scanner: bool
    same: list[int] | None
    next_awaiting: UUID | None


async def comment_file(runtime: Runtime, actor: Actor, comment_id: UUID) -> CommentFile:
    """One comment with its history and neighbours. Raises NotFound, RoleMissing, OtherDivision."""
    submitted, events, state, consultation = await _read(runtime, actor, comment_id)
    row = await desk_comment(runtime.reads, comment_id)
    if row is None:
        raise NotFound
    last = {type(event): event for event in events}
    names = await runtime.staff.names()
    written = words_of(as_corrected(submitted, events), state.status)
    known = await Examinations(runtime.database.pool).of(comment_id) if written.attachments else {}
    noted, appealed = _last_noted(events), last.get(WithholdingAppealed)
    return CommentFile(
        row=row,
        state=state,
        consultation=consultation,
        written=written,
        examined=tuple(known.get(blob.sha256, Examination()) for blob in written.attachments),
        treatments=_treatments(events),
        named_articles=None if written.text is None else await named_articles(runtime, comment_id),
        redacted_text=value_or_none(state.redacted_text) if state.status == CommentStatus.PUBLISHED else None,
        public_note=value_or_none(noted.public_note) if noted else None,
        grounds=value_or_none(appealed.grounds) if isinstance(appealed, WithholdingAppealed) else None,
        history=tuple(_happened(event, names) for event in events),
        scanner=bool(runtime.settings.scanner),
        same=await same_text(runtime, comment_id, row.position),
        next_awaiting=await next_comment_awaiting(runtime.reads, consultation.id, row.number),
    )


class Attachment(msgspec.Struct, frozen=True):
    """`notes`: what is conspicuous about it."""

    blob: Blob
    content: bytes
    notes: tuple[str, ...]


async def comment_attachment(runtime: Runtime, actor: Actor, comment_id: UUID, place: int) -> Attachment | None:
    """The n-th attachment (from 1); None where there is none or it was erased. Raises as `comment_file`, and FileInfected."""
    submitted, _, state, _ = await _read(runtime, actor, comment_id)
    blobs = words_of(submitted, state.status).attachments
    if not 0 < place <= len(blobs):
        return None
    blob = blobs[place - 1]
    known = await Examinations(runtime.database.pool).assert_not_infected(comment_id, blob.sha256)
    content = await runtime.sealed.blob(comment_id, blob.sha256)
    return Attachment(blob, content, known.notes or ()) if content is not None else None


async def _read(
    runtime: Runtime, actor: Actor, comment_id: UUID
) -> tuple[CommentSubmitted, Sequence[Event], Comment, Consultation]:
    """Its first event, all of them, where they lead, and its decision. Raises as `comment_file`."""
    events = await runtime.archive.events(comment_id)
    submitted = events[0] if events else None
    if not isinstance(submitted, CommentSubmitted):
        raise NotFound
    consultation = await readable_decision(runtime, actor, submitted.consultation_id)
    state = evolve(None, submitted)
    for event in events[1:]:
        state = evolve(state, event)
    return submitted, events, state, consultation


def _treatments(events: Sequence[Event]) -> tuple[FileTreatment, ...]:
    return next((event.treatments for event in events if isinstance(event, AttachmentsCleaned)), ())


def _last_noted(events: Sequence[Event]) -> CommentWithheld | ScreeningRevised | None:
    """The event whose note the public reads beside the comment: of the screening that stands; none once an appeal opened it."""
    for event in reversed(events):
        if isinstance(event, CommentWithheld | ScreeningRevised):
            return event
        if isinstance(event, AppealDecided) and event.outcome == AppealOutcome.OVERTURNED:
            return None
    return None


def _happened(event: Event, names: dict[str, str]) -> CommentEvent:
    who = event.actor if event.actor in (PUBLIC, CLOCK) else names.get(event.actor, "")
    return CommentEvent(topic=event.topic, at=event.timestamp, who=who, note=_note(event), event=event)


def _note(event: Event) -> str | None:
    if isinstance(event, CommentWithheld | ScreeningRevised | SecondLookAsked | ScreeningConfirmed):
        return value_or_none(event.note)
    if isinstance(event, AppealDecided | ErasureRequested | RegistrationCorrected):
        return value_or_none(event.note)
    return value_or_none(event.grounds) if isinstance(event, WithholdingAppealed) else None
