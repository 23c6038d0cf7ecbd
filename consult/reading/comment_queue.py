"""The queue of a decision's comments with their closed texts, narrowed by channel, article and words."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

import msgspec

from consult.reading.access import readable_decision
from consult.reading.author_words import AuthorWords, words_of
from consult.runtime import Runtime
from domain.access import Actor
from projections.search_words import BETWEEN, NOT_WORD, fold_text
from projections.worklists.desk_queries import (
    DeskComment,
    Queue,
    desk_comments,
    queue_counts,
)

LARGEST = 2**31 - 1
WINDOW, WINDOW_OF_WORDS, WINDOWS = 1_000, 100, 5  # comments looked at in one go, closed texts opened in one go, how often


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


class CommentFilter(msgspec.Struct, frozen=True, kw_only=True):
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
    newest: bool = False,
    size: int = 50,
) -> CommentListing:
    """Comments of the decision with their closed texts, oldest or `newest` first. Raises NotFound, RoleMissing, OtherDivision."""
    await readable_decision(runtime, actor, consultation_id)
    counts = await queue_counts(runtime.reads, consultation_id)
    sought = CommentFilter(channel=channel, article=article, parts=_parts(words))
    listed = partial(desk_comments, runtime.reads, consultation_id, queue, down=newest)
    start = after or (LARGEST if newest else 0)
    if sought.narrowed:
        return await _narrowed(runtime, listed, sought, counts, start, size)
    rows = await listed(after=start, limit=size + 1)
    return CommentListing(
        counts=counts,
        items=await _with_texts(runtime, rows[:size]),
        total=counts[queue],
        next_after=rows[size - 1].number if len(rows) > size else None,
    )


def _parts(words: str) -> tuple[str, ...]:
    """What is looked for: the parts of `words` between spaces and commas, folded, letters, digits and Han alone."""
    return tuple(part for part in (NOT_WORD.sub("", fold_text(part)) for part in BETWEEN.split(words[:200])) if part)


async def _narrowed(
    runtime: Runtime,
    listed: Callable[..., Awaitable[tuple[DeskComment, ...]]],
    sought: CommentFilter,
    counts: dict[Queue, int],
    after: int,
    size: int,
) -> CommentListing:
    """Looks through the queue in order until a page is full, and no further than a person may be kept waiting for."""
    found: list[DeskComment] = []
    looked, step = after, WINDOW_OF_WORDS if sought.parts else WINDOW
    for _ in range(WINDOWS):
        rows = await listed(after=looked, limit=step)
        found += await _holding(runtime, [row for row in rows if sought.fits(row)], sought.parts)
        looked = rows[-1].number if len(rows) == step else 0
        if not looked or len(found) > size:
            break
    return CommentListing(
        counts=counts,
        items=await _with_texts(runtime, tuple(found[:size])),
        total=len(found) if not looked and after in (0, LARGEST) else None,
        next_after=found[size - 1].number if len(found) > size else looked or None,
        looked_to=looked if looked and len(found) <= size else None,
    )


async def _holding(runtime: Runtime, rows: list[DeskComment], parts: tuple[str, ...]) -> list[DeskComment]:
    """Those whose author wrote every one of these parts, in text, wording, name or organisation."""
    if not parts:
        return rows
    events = await runtime.archive.submissions([row.comment_id for row in rows])
    bodies = {row.comment_id: _body(words_of(events.get(row.comment_id), row.status)) for row in rows}
    return [row for row in rows if all(part in bodies[row.comment_id] for part in parts)]


def _body(written: AuthorWords) -> str:
    texts = (written.text, written.proposed_wording, written.name, written.organisation)
    return " ".join(NOT_WORD.sub("", fold_text(text)) for text in texts if text)


async def _with_texts(runtime: Runtime, rows: tuple[DeskComment, ...]) -> tuple[ListedComment, ...]:
    events = await runtime.archive.submissions([row.comment_id for row in rows])
    return tuple(ListedComment(row, words_of(events.get(row.comment_id), row.status)) for row in rows)
