"""Access checks of staff on unpublished content, and reading it from the sealed store."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.runtime import Runtime
from domain.access import ASKED, READING, Actor, OtherDivision, Role, RoleMissing, may, require
from domain.comment.events import CommentSubmitted
from domain.consultation.state import Consultation
from domain.point.state import Point
from domain.sealing import value_or_none
from projections.worklists.queries import comments_awaiting_screening
from projections.worklists.views import CommentWaiting

READERS = frozenset({Role.SCREENER, Role.ANSWERER, Role.RELEASER, Role.REVIEWER, Role.DRAFTER, Role.REGISTRAR})


class WaitingComment(msgspec.Struct, frozen=True):
    """A comment waiting to be screened, with its text (None where erased)."""

    comment: CommentWaiting
    text: str | None
    proposed_wording: str | None
    name: str | None
    organisation: str | None


class DraftedPoint(msgspec.Struct, frozen=True, kw_only=True):
    """A point as it stands at the desk, published or not."""

    id: UUID
    version: int
    articles: tuple[str, ...]
    summary: str | None
    comment_ids: tuple[UUID, ...]
    disposition: object


async def readable_decision(runtime: Runtime, actor: Actor, consultation_id: UUID) -> Consultation:
    """The decision, with what is closed. Raises NotFound, RoleMissing, OtherDivision; an auditor reads every division's."""
    consultation = await runtime.archive.consultation(consultation_id)
    if not may_read(actor, consultation):
        raise OtherDivision if actor.roles & READERS else RoleMissing(role=Role.SCREENER.value)
    return consultation


def may_read(actor: Actor, consultation: Consultation) -> bool:
    """Whether the actor reads what is closed of this decision."""
    if Role.AUDITOR in actor.roles:
        return True
    return bool(actor.roles & READERS) and bool(consultation.divisions.standings(actor.division_id) & READING)


def is_asked(actor: Actor, consultation: Consultation) -> bool:
    """Whether the actor answers for a division whose opinion is awaited; he reads what it was asked, and no more."""
    return may(actor, Role.REVIEWER, consultation.divisions, ASKED)


def require_internal(actor: Actor, consultation: Consultation) -> None:
    """Of what is internal and nobody else's, the record of the meeting among it. Raises RoleMissing, OtherDivision."""
    if Role.AUDITOR not in actor.roles:
        require(actor, Role.RELEASER, consultation.divisions)


async def waiting_comments(
    runtime: Runtime, actor: Actor, consultation_id: UUID, *, limit: int = 100
) -> tuple[WaitingComment, ...]:
    """Comments to be screened, oldest first, with their closed texts."""
    await readable_decision(runtime, actor, consultation_id)
    waiting = await comments_awaiting_screening(runtime.reads, consultation_id, limit=limit)
    events = await runtime.archive.submissions([item.comment_id for item in waiting])
    return tuple(_waiting(item, events[item.comment_id]) for item in waiting if item.comment_id in events)


def _waiting(item: CommentWaiting, event: CommentSubmitted) -> WaitingComment:
    texts = (event.text, event.proposed_wording, event.name, event.organisation)
    return WaitingComment(item, *map(value_or_none, texts))


async def points_as_drafted(runtime: Runtime, actor: Actor, consultation_id: UUID) -> tuple[DraftedPoint, ...]:
    await readable_decision(runtime, actor, consultation_id)
    return tuple(_drafted(point) for point in await runtime.archive.points(consultation_id))


def _drafted(point: Point) -> DraftedPoint:
    return DraftedPoint(
        id=point.id,
        version=point.version,
        articles=point.articles,
        summary=value_or_none(point.summary),
        comment_ids=tuple(sorted(point.comment_ids)),
        disposition=value_or_none(point.disposition),
    )
