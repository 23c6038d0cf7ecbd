"""Grievances as staff read them, with what is sealed; and as the person reads his own, by his reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.grievance.beside import grievance_beside
from consult.reading.access import READERS, readable_decision
from consult.reading.author_words import AuthorWords, words_of
from consult.runtime import Runtime
from domain.access import Actor, Role, RoleMissing
from domain.calendar import local_date
from domain.comment.events import CommentReferred
from domain.comment.state import Comment
from domain.consultation.state import Consultation
from domain.enumerations import CommentStatus, GrievanceChannel, GrievanceOutcome, GrievanceStatus
from domain.event import CLOCK, PUBLIC, Event
from domain.grievance.events import GrievanceClosed, GrievanceForwarded, GrievanceRegistered, GrievanceTakenBack
from domain.grievance.state import Grievance, evolve
from domain.sealing import value_or_none
from projections.grievances.queries import FIRST, LAST, GrievanceView, grievance, open_grievances, over_grievances

__all__ = ["GrievanceFile", "GrievanceView", "OwnGrievance", "grievance_file", "listed_grievances", "own_grievance"]


class GrievanceStep(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a grievance. `words`: what was written, label (source string) and text; `who`: a name, `public` or `clock`."""

    topic: str
    at: datetime
    who: str
    words: tuple[tuple[str, str], ...]
    event: Event


class GrievanceFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the desk shows of one grievance. `written`: of the comment that it is, or stands beside; None where it came
    alone. `reason`: why the comment is no opinion, as its author was told."""

    view: GrievanceView
    state: Grievance
    consultation: Consultation
    comment: Comment | None
    registered: GrievanceRegistered
    beside: UUID | None
    written: AuthorWords | None
    reason: str | None
    history: tuple[GrievanceStep, ...]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Which channel the person was told to be his, when, how to reach it, and in which words; None where erased."""

    at: datetime
    to: GrievanceChannel
    organ: str | None
    told: str | None


class OwnGrievance(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one's own comment as a grievance. `beside`: it was registered beside the comment, which is an opinion.

    `answer`: the words it was closed with, None where it is not.
    """

    beside: bool
    registered_at: datetime
    reason: str | None
    due_on: date
    overdue: bool
    told: tuple[Told, ...]
    outcome: GrievanceOutcome | None
    closed_at: datetime | None
    answer: str | None


async def listed_grievances(
    runtime: Runtime,
    actor: Actor,
    *,
    over: bool,
    consultation_id: UUID | None = None,
    after: tuple[date, int] | None = None,
    before: int | None = None,
    limit: int = 50,
) -> tuple[GrievanceView, ...]:
    """Of one decision, or of the actor's division: open, the first due first; or over, the latest first.

    Raises RoleMissing; of a decision also NotFound, OtherDivision.
    """
    if not actor.roles & {*READERS, Role.AUDITOR}:
        raise RoleMissing(role=Role.SCREENER.value)
    if consultation_id:
        await readable_decision(runtime, actor, consultation_id)
    whose: dict[str, Any] = {"division": actor.division_id, "decision": consultation_id, "limit": limit}
    if over:
        return await over_grievances(runtime.reads, before=LAST if before is None else before, **whose)
    return await open_grievances(runtime.reads, after=after or (FIRST, -1), **whose)


async def grievance_file(runtime: Runtime, actor: Actor, grievance_id: UUID) -> GrievanceFile:
    """One grievance with its words and history. Raises NotFound, RoleMissing, OtherDivision."""
    events = await runtime.archive.events(grievance_id)
    if not events or not isinstance(events[0], GrievanceRegistered):
        raise NotFound
    consultation = await readable_decision(runtime, actor, events[0].consultation_id)
    view = await grievance(runtime.reads, grievance_id)
    if view is None:
        raise NotFound
    state, registered, names = _folded(events), events[0], await runtime.staff.names()
    beside = value_or_none(registered.beside)
    about = state.comment_id or beside
    comment = await runtime.archive.comment(about) if about else None
    return GrievanceFile(
        view=view,
        state=state,
        consultation=consultation,
        comment=comment,
        registered=registered,
        beside=beside,
        written=words_of((await runtime.archive.submissions([about])).get(about), comment.status) if about and comment else None,
        reason=await _reason(runtime, state.comment_id),
        history=tuple(_step(event, names) for event in events),
    )


async def own_grievance(runtime: Runtime, comment: Comment, events: Sequence[Event], now: datetime) -> OwnGrievance | None:
    """What became of this comment as a grievance, or of the one beside it; None where there is none. `events`: of the comment."""
    referred = comment.grievance_id if comment.status == CommentStatus.REFERRED else None
    found = referred or await grievance_beside(runtime, comment.id)
    if found is None:
        return None
    own = await runtime.archive.events(found)
    state = _folded(own)
    if state.status == GrievanceStatus.TAKEN_BACK:
        return None
    closed = next((event for event in own if isinstance(event, GrievanceClosed)), None)
    return OwnGrievance(
        beside=referred is None,
        registered_at=state.registered_at,
        reason=_referred_for(events) if referred else None,
        due_on=state.due_on,
        overdue=state.told_at is None and local_date(now) > state.due_on,
        told=tuple(_told(event) for event in own if isinstance(event, GrievanceForwarded)),
        outcome=state.outcome,
        closed_at=closed.timestamp if closed else None,
        answer=value_or_none(closed.answer) if closed else None,
    )


async def _reason(runtime: Runtime, comment_id: UUID | None) -> str | None:
    return _referred_for(await runtime.archive.events(comment_id)) if comment_id else None


def _referred_for(events: Sequence[Event]) -> str | None:
    return next((value_or_none(event.reason) for event in reversed(events) if isinstance(event, CommentReferred)), None)


def _folded(events: Sequence[Event]) -> Grievance:
    state: Grievance | None = None
    for event in events:
        state = evolve(state, event)
    if state is None:
        raise NotFound
    return state


def _told(event: GrievanceForwarded) -> Told:
    return Told(at=event.timestamp, to=event.to, organ=value_or_none(event.organ), told=value_or_none(event.told))


def _step(event: Event, names: Mapping[str, str]) -> GrievanceStep:
    who = event.actor if event.actor in (PUBLIC, CLOCK) else names.get(event.actor, "")
    words = tuple((label, text) for label, text in _words(event) if isinstance(text, str) and text)
    return GrievanceStep(topic=event.topic, at=event.timestamp, who=who, words=words, event=event)


def _words(event: Event) -> list[tuple[str, object]]:
    match event:
        case GrievanceForwarded(organ=organ, told=told):
            return [("转交给谁、怎样联系", organ), ("告知本人的话", told)]
        case GrievanceClosed(answer=answer):
            return [("答复本人的话", answer)]
        case GrievanceTakenBack(note=note):
            return [("内部说明", note)]
        case _:
            return []
