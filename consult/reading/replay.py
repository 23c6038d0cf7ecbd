"""A decision as it stood at any position of the log: only what was public then, and still is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.event_log import LogEntry
from consult.publication.disclosures import DisclosureAnswer, Disclosures
from consult.runtime import Runtime
from consult.sealed.disclosure_rules import OWNED_TOPICS
from consult.sealed.mapper import digests_of, unseal
from domain.consultation.events import (
    AdoptionPrepared,
    CorrectionMade,
    DecisionStarted,
    DraftPrepared,
    FeedbackPrepared,
    FeedbackPublished,
    SupplementPublished,
)
from domain.consultation.state import Consultation, evolve
from domain.consultation.status import consultation_state
from domain.enumerations import ConsultationState
from domain.event import Event, event_types
from domain.point.events import (
    CommentsGathered,
    CommentsReleased,
    DispositionDrafted,
    DispositionSuperseded,
    PointDissolved,
    PointMade,
    PointReworded,
)
from domain.sealing import CLOSED, value_or_none
from domain.values import AdoptionNotice, DispositionText, TextDocument
from projections.expertise.opened import reviews_of
from projections.expertise.views import ExpertReviewView

TOPICS = sorted(event_types().keys() - OWNED_TOPICS)
PUBLICATIONS = (FeedbackPublished, SupplementPublished)


class ReplayedPoint(msgspec.Struct, frozen=True):
    """An opinion point and its answer; `comments`: how many it gathered in public."""

    summary: str
    disposition: DispositionText | None
    comments: int


class ReplayedDecision(msgspec.Struct, frozen=True, kw_only=True):
    """`state` None: not yet published. `texts`: SHA-256 by kind (consulted, revised, adopted).

    `corrections`: field and new value, as JSON text. `expert_reviews`: from the adoption on.
    """

    title: str | None
    state: ConsultationState | None
    opens_at: datetime | None
    closes_at: datetime | None
    texts: dict[str, str]
    points: tuple[ReplayedPoint, ...]
    corrections: tuple[tuple[str, str], ...]
    expert_reviews: tuple[ExpertReviewView, ...]


async def decision_at(runtime: Runtime, consultation_id: UUID, position: int) -> ReplayedDecision:
    """What the public could see after the entry at `position`, less what has been closed or erased since."""
    entries = await runtime.log.about(consultation_id, TOPICS, before=position + 1)
    disclosures = Disclosures(runtime.database.pool, runtime.log, runtime.sealed)
    then, now = await disclosures.states(entries, position + 1), await disclosures.states(entries)
    return _folded([_public(entry, then, now) for entry in entries])


def _public(entry: LogEntry, then: dict[str, DisclosureAnswer], now: dict[str, DisclosureAnswer]) -> Event:
    open_twice = [
        text
        for name in digests_of(entry.state)
        if then[name].disclosure is not None and (text := now[name].disclosure) is not None
    ]
    return unseal(entry.state, open_twice, entry.topic)


def _folded(events: Sequence[Event]) -> ReplayedDecision:
    state: Consultation | None = None
    for event in events:
        if event.originator_id == event.consultation_id:
            state = evolve(state, event)
    started = next((event for event in events if isinstance(event, DecisionStarted)), None)
    return ReplayedDecision(
        title=value_or_none(started.title) if started else None,
        state=_state(state, events[-1].timestamp) if state else None,
        opens_at=state.opens_at if state else None,
        closes_at=state.closes_at if state else None,
        texts=_texts(events),
        points=tuple(_points(events, _published_up_to(events))),
        corrections=tuple(_corrections(events)),
        expert_reviews=reviews_of(events) if state and state.adopted_at else (),
    )


def _state(state: Consultation, at: datetime) -> ConsultationState | None:
    if state.opens_at is None or state.closes_at is None:
        return None
    return consultation_state(
        opens_at=state.opens_at,
        closes_at=state.closes_at,
        answered_at=state.answered_at,
        adopted_at=state.adopted_at,
        ended_at=state.ended_at,
        now=at,
    )


def _texts(events: Iterable[Event]) -> dict[str, str]:
    """The last text of each kind that is open."""
    found: dict[str, str] = {}
    for event in events:
        match event:
            case DraftPrepared(draft=TextDocument(blob=blob)):
                found["consulted"] = blob.sha256
            case FeedbackPrepared(revised=TextDocument(blob=blob)):
                found["revised"] = blob.sha256
            case AdoptionPrepared(notice=AdoptionNotice(text=TextDocument(blob=blob))):
                found["adopted"] = blob.sha256
            case _:
                pass
    return found


def _published_up_to(events: Sequence[Event]) -> int:
    """The place of the last feedback or supplement: what was gathered after it is not public yet; 0 for none."""
    return max((place for place, event in enumerate(events) if isinstance(event, PUBLICATIONS)), default=0)


def _points(events: Sequence[Event], published: int) -> Iterable[ReplayedPoint]:
    if not published:
        return ()
    summaries: dict[UUID, str] = {}
    answers: dict[UUID, DispositionText] = {}
    gathered: dict[UUID, int] = {}
    for place, event in enumerate(events):
        stream = event.originator_id
        match event:
            case PointMade(summary=str() as summary) | PointReworded(summary=str() as summary):
                summaries[stream] = summary
            case PointDissolved():
                summaries.pop(stream, None)
            case DispositionDrafted(disposition=DispositionText() as answer):
                answers[stream] = answer
            case DispositionSuperseded(disposition=DispositionText() as answer):
                answers[stream] = answer
            case CommentsGathered() | CommentsReleased() if place > published:
                pass
            case CommentsGathered(comment_ids=ids):
                gathered[stream] = gathered.get(stream, 0) + len(ids)
            case CommentsReleased(comment_ids=ids):
                gathered[stream] = gathered.get(stream, 0) - len(ids)
            case _:
                pass
    return (ReplayedPoint(text, answers.get(stream), gathered.get(stream, 0)) for stream, text in summaries.items())


def _corrections(events: Iterable[Event]) -> Iterable[tuple[str, str]]:
    for event in events:
        if isinstance(event, CorrectionMade) and event.value is not CLOSED:
            yield event.field, event.value
