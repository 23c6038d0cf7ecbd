"""What staff read of comments: the queue with its closed texts, and one comment with everything that happened to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.reading.access import readable
from consult.runtime import Runtime
from domain.access import Actor
from domain.comment.events import (
    AppealDecided,
    CommentSubmitted,
    CommentWithheld,
    ErasureRequested,
    WithholdingAppealed,
)
from domain.comment.state import Comment, evolve
from domain.consultation.state import Consultation
from domain.event import CLOCK, PUBLIC, Event
from domain.sealing import shown
from domain.values import Blob, CommentStatus, Contact
from projections.worklists.desk_queries import (
    DeskComment,
    Queue,
    awaiting_after,
    desk_comment,
    desk_comments,
    queue_counts,
    queued,
)


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


class ListedComment(msgspec.Struct, frozen=True):
    row: DeskComment
    written: AuthorWords


class CommentListing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of the queue. `total`: how many the filters leave; `next_after`: the number after which the next page begins."""

    counts: dict[Queue, int]
    items: tuple[ListedComment, ...]
    total: int
    next_after: int | None


class CommentEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a comment's history. `who`: a person's name, `public` or `clock`; `note`: what was written inside."""

    topic: str
    at: datetime
    who: str
    note: str | None
    event: Event


class CommentFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole of one comment at the desk. `same`: numbers of the others with the same text, None while not yet compared."""

    row: DeskComment
    state: Comment
    consultation: Consultation
    written: AuthorWords
    redacted_text: str | None
    withheld_note: str | None
    public_note: str | None
    grounds: str | None
    history: tuple[CommentEvent, ...]
    same: list[int] | None
    next_awaiting: UUID | None


async def listed_comments(
    runtime: Runtime,
    actor: Actor,
    consultation_id: UUID,
    queue: Queue,
    *,
    after: int = 0,
    channel: str | None = None,
    article: str | None = None,
    words: str = "",
    size: int = 50,
) -> CommentListing:
    """Comments of the decision with their closed texts, oldest first. Raises NotFound, RoleMissing, OtherDivision."""
    await readable(runtime, actor, consultation_id)
    if not words:
        await runtime.closed_texts.prepare(consultation_id)
    db, among = runtime.reads, await runtime.closed_texts.with_words(consultation_id, words)
    rows = await desk_comments(
        db, consultation_id, queue, after=after, channel=channel, article=article, among=among, limit=size + 1
    )
    counts, filtered = await queue_counts(db, consultation_id), channel or article or among is not None
    return CommentListing(
        counts=counts,
        items=await _with_texts(runtime, rows[:size]),
        total=await queued(db, consultation_id, queue, channel=channel, article=article, among=among)
        if filtered
        else counts[queue],
        next_after=rows[size - 1].number if len(rows) > size else None,
    )


async def _with_texts(runtime: Runtime, rows: tuple[DeskComment, ...]) -> tuple[ListedComment, ...]:
    events = await runtime.archive.submissions([row.comment_id for row in rows])
    return tuple(ListedComment(row, _written(events.get(row.comment_id), row.status)) for row in rows)


async def comment_file(runtime: Runtime, actor: Actor, comment_id: UUID) -> CommentFile:
    """One comment with its history and neighbours. Raises NotFound, RoleMissing, OtherDivision."""
    events = await runtime.archive.events(comment_id)
    row = await desk_comment(runtime.reads, comment_id)
    if not events or not isinstance(events[0], CommentSubmitted):
        raise NotFound
    consultation = await readable(runtime, actor, events[0].consultation_id)
    if row is None:
        raise NotFound
    state: Comment | None = None
    for event in events:
        state = evolve(state, event)
    assert state is not None
    last = {type(event): event for event in events}
    names = await runtime.staff.names()
    withheld, appealed = last.get(CommentWithheld), last.get(WithholdingAppealed)
    return CommentFile(
        row=row,
        state=state,
        consultation=consultation,
        written=_written(events[0], state.status),
        redacted_text=shown(state.redacted_text) if state.status == CommentStatus.PUBLISHED else None,
        withheld_note=shown(withheld.note) if isinstance(withheld, CommentWithheld) else None,
        public_note=shown(withheld.public_note) if isinstance(withheld, CommentWithheld) else None,
        grounds=shown(appealed.grounds) if isinstance(appealed, WithholdingAppealed) else None,
        history=tuple(_happened(event, names) for event in events),
        same=await runtime.closed_texts.same_as(consultation.id, comment_id),
        next_awaiting=await awaiting_after(runtime.reads, consultation.id, row.number),
    )


async def comment_attachment(runtime: Runtime, actor: Actor, comment_id: UUID, place: int) -> tuple[Blob, bytes] | None:
    """The n-th attachment (from 1) and its content; None where there is none or it was erased. Raises as `comment_file`."""
    events = await runtime.archive.events(comment_id)
    if not events or not isinstance(events[0], CommentSubmitted):
        raise NotFound
    await readable(runtime, actor, events[0].consultation_id)
    state: Comment | None = None
    for event in events:
        state = evolve(state, event)
    blobs = _written(events[0], state.status).attachments if state else ()
    if not 0 < place <= len(blobs):
        return None
    content = await runtime.sealed.blob(comment_id, blobs[place - 1].sha256)
    return (blobs[place - 1], content) if content is not None else None


def _written(event: object, status: CommentStatus) -> AuthorWords:
    """What its author took back is not read at the desk either."""
    if not isinstance(event, CommentSubmitted) or status == CommentStatus.WITHDRAWN:
        return AuthorWords()
    return AuthorWords(
        text=shown(event.text),
        proposed_wording=shown(event.proposed_wording),
        name=shown(event.name),
        publish_name=event.publish_name,
        organisation=shown(event.organisation),
        contact=shown(event.contact),
        attachments=shown(event.attachments) or (),
        file_names=shown(event.file_names) or (),
    )


def _happened(event: Event, names: dict[str, str]) -> CommentEvent:
    who = event.actor if event.actor in (PUBLIC, CLOCK) else names.get(event.actor, "")
    return CommentEvent(topic=event.topic, at=event.timestamp, who=who, note=_note(event), event=event)


def _note(event: Event) -> str | None:
    if isinstance(event, CommentWithheld | AppealDecided | ErasureRequested):
        return shown(event.note)
    return shown(event.grounds) if isinstance(event, WithholdingAppealed) else None
