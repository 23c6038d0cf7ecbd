"""What can happen to an opinion point."""

from __future__ import annotations

from uuid import UUID

from domain.event import Event, topic
from domain.sealing import Sealed, SealedAtOnce
from domain.values import DispositionText


@topic("point-made.v1")
class PointMade(Event, frozen=True, kw_only=True):
    """An opinion in the division's words, with the articles concerned."""

    articles: tuple[str, ...]
    summary: Sealed[str]


@topic("point-reworded.v1")
class PointReworded(Event, frozen=True, kw_only=True):
    articles: tuple[str, ...]
    summary: Sealed[str]


@topic("comments-gathered.v1")
class CommentsGathered(Event, frozen=True, kw_only=True):
    """Comments linked to the point, at most 1,000 an event (so that its bytes stay below 60 KiB)."""

    comment_ids: tuple[UUID, ...]


@topic("comments-released.v1")
class CommentsReleased(Event, frozen=True, kw_only=True):
    """Comments unlinked from the point before it is their answer in public."""

    comment_ids: tuple[UUID, ...]


@topic("point-dissolved.v1")
class PointDissolved(Event, frozen=True, kw_only=True):
    """The point was merged into another before its publication, which gathers whatever it gathered; its words stay closed."""

    into: UUID


@topic("disposition-drafted.v1")
class DispositionDrafted(Event, frozen=True, kw_only=True):
    """The answer as drafted in private; the last one before the feedback summary or supplement is what is published."""

    disposition: Sealed[DispositionText]


@topic("disposition-superseded.v1")
class DispositionSuperseded(Event, frozen=True, kw_only=True):
    """A published answer replaced by another; the old one stays visible."""

    disposition: SealedAtOnce[DispositionText]
    why: SealedAtOnce[str]
