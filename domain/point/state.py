"""The state of an opinion point, folded from its events; works without the sealed contents."""

from __future__ import annotations

from uuid import UUID

import msgspec
from msgspec.structs import replace

from domain.consultation.coverage import PointStanding
from domain.enumerations import DispositionKind
from domain.event import Event
from domain.point.events import (
    CommentsGathered,
    CommentsReleased,
    DispositionDrafted,
    DispositionSuperseded,
    PointDissolved,
    PointMade,
    PointReworded,
)
from domain.sealing import CLOSED, Closed
from domain.values import DispositionText


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion point 意见要点. `disposition`: the last one drafted or superseding, CLOSED to a reader who may not see it.

    `earlier`: published dispositions that were superseded, oldest first. `dissolved_into`: the point it was merged into.
    `published_ids`: the comments whose answer it is in public; None before it is published, with the feedback or a supplement.
    """

    id: UUID
    version: int
    consultation_id: UUID
    articles: tuple[str, ...]
    summary: str | Closed
    comment_ids: frozenset[UUID] = frozenset()
    disposition: DispositionText | Closed | None = None
    earlier: tuple[DispositionText | Closed, ...] = ()
    dissolved_into: UUID | None = None
    published_ids: frozenset[UUID] | None = None

    @property
    def is_published(self) -> bool:
        return self.published_ids is not None

    @property
    def unpublished_ids(self) -> frozenset[UUID]:
        """Comments gathered since it was last published."""
        return self.comment_ids - (self.published_ids or frozenset())

    @property
    def is_active(self) -> bool:
        """Whether it has not been merged into another."""
        return self.dissolved_into is None

    @property
    def answered(self) -> bool:
        return self.disposition is not None

    @property
    def kind(self) -> DispositionKind | None:
        """The disposition's kind; None where there is none or it is closed."""
        return None if self.disposition is None or self.disposition is CLOSED else self.disposition.kind

    @property
    def standing(self) -> PointStanding:
        return PointStanding(self.id, self.comment_ids, self.answered, self.kind, self.published_ids or frozenset())


def evolve(state: Point | None, event: Event) -> Point:
    """The point after `event`. Never refuses; an event of a kind not known here only advances the version."""
    if isinstance(event, PointMade):
        return _made(event)
    if state is None:
        raise TypeError(f"a point begins with point-made, not {event.topic}")
    return _changed(replace(state, version=event.originator_version), event)


def published(state: Point) -> Point:
    """The point after a publication, by an event of the decision's own stream: all it gathers by then is answered in public."""
    return replace(state, published_ids=state.comment_ids) if state.is_active else state


def _made(event: PointMade) -> Point:
    return Point(
        id=event.originator_id,
        version=event.originator_version,
        consultation_id=event.consultation_id,
        articles=event.articles,
        summary=event.summary,
    )


def _changed(state: Point, event: Event) -> Point:
    match event:
        case PointReworded(articles=articles, summary=summary):
            return replace(state, articles=articles, summary=summary)
        case CommentsGathered(comment_ids=ids):
            return replace(state, comment_ids=state.comment_ids | frozenset(ids))
        case CommentsReleased(comment_ids=ids):
            return replace(state, comment_ids=state.comment_ids - frozenset(ids))
        case PointDissolved(into=into):
            return replace(state, dissolved_into=into)
        case DispositionDrafted(disposition=disposition):
            return replace(state, disposition=disposition)
        case DispositionSuperseded(disposition=disposition):
            earlier = () if state.disposition is None else (state.disposition,)
            return replace(state, disposition=disposition, earlier=state.earlier + earlier)
        case _:
            return state
