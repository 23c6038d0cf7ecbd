"""What staff read of comments: the queue with its closed texts, and one comment with everything that happened to it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.comment.text_marks import same_text
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
from projections.search.words import BETWEEN, NOT_WORD, folded
from projections.worklists.desk_queries import (
    DeskComment,
    Queue,
    awaiting_after,
    desk_comment,
    desk_comments,
    queue_counts,
)

WINDOW, WINDOW_OF_WORDS, WINDOWS = 1_000, 100, 5  # comments looked at in one go, closed texts opened in one go, how often


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
    """One page of the queue. `total`: how many the filters leave, None where that would need a look at too many.

    `next_after`: the number after which the next page begins. `looked_to`: the number up to which this page looked for what
    the filters leave, where it stopped before the end.
    """

    counts: dict[Queue, int]
    items: tuple[ListedComment, ...]
    total: int | None
    next_after: int | None
    looked_to: int | None = None


class Sought(msgspec.Struct, frozen=True, kw_only=True):
    """What a list is narrowed to. `parts`: what the words must hold, each as it stands."""

    channel: str | None = None
    article: str | None = None
    parts: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        return bool(self.channel or self.article or self.parts)

    def fits(self, row: DeskComment) -> bool:
        """Whether channel and article are those sought."""
        return self.channel in (None, row.channel) and (self.article is None or self.article in row.articles)


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
    counts = await queue_counts(runtime.reads, consultation_id)
    sought = Sought(channel=channel, article=article, parts=_parts(words))
    if sought.narrowed:
        return await _narrowed(runtime, consultation_id, queue, sought, counts, after, size)
    rows = await desk_comments(runtime.reads, consultation_id, queue, after=after, limit=size + 1)
    return CommentListing(
        counts=counts,
        items=await _with_texts(runtime, rows[:size]),
        total=counts[queue],
        next_after=rows[size - 1].number if len(rows) > size else None,
    )


def _parts(words: str) -> tuple[str, ...]:
    """What is looked for: the parts of `words` between spaces and commas, folded, letters, digits and Han alone."""
    return tuple(part for part in (NOT_WORD.sub("", folded(part)) for part in BETWEEN.split(words[:200])) if part)


async def _narrowed(
    runtime: Runtime,
    consultation_id: UUID,
    queue: Queue,
    sought: Sought,
    counts: dict[Queue, int],
    after: int,
    size: int,
) -> CommentListing:
    """Looks through the queue in order until a page is full, and no further than a person may be kept waiting for."""
    found: list[DeskComment] = []
    looked, step = after, WINDOW_OF_WORDS if sought.parts else WINDOW
    for _ in range(WINDOWS):
        rows = await desk_comments(runtime.reads, consultation_id, queue, after=looked, limit=step)
        found += await _holding(runtime, [row for row in rows if sought.fits(row)], sought.parts)
        looked = rows[-1].number if len(rows) == step else 0
        if not looked or len(found) > size:
            break
    return CommentListing(
        counts=counts,
        items=await _with_texts(runtime, tuple(found[:size])),
        total=len(found) if not looked and not after else None,
        next_after=found[size - 1].number if len(found) > size else looked or None,
        looked_to=looked if looked and len(found) <= size else None,
    )


async def _holding(runtime: Runtime, rows: list[DeskComment], parts: tuple[str, ...]) -> list[DeskComment]:
    """Those whose author wrote every one of these parts, in text, wording, name or organisation."""
    if not parts:
        return rows
    events = await runtime.archive.submissions([row.comment_id for row in rows])
    bodies = {row.comment_id: _body(_written(events.get(row.comment_id), row.status)) for row in rows}
    return [row for row in rows if all(part in bodies[row.comment_id] for part in parts)]


def _body(written: AuthorWords) -> str:
    texts = (written.text, written.proposed_wording, written.name, written.organisation)
    return " ".join(NOT_WORD.sub("", folded(text)) for text in texts if text)


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
        same=await same_text(runtime, comment_id, row.position),
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
