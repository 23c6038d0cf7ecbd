"""Holding an activity: begun, what was said taken down, the record closed; or a poll recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from consult.archive.streams import NotFound
from consult.commands.activity.on_activity import on_activity
from consult.commands.comment.reference import comment_id_of, reference_of
from consult.commands.comment.submission import Respondent
from consult.commands.recording import Done, ReadModelBehind, actor_text, idempotency_of, once_per_key, record
from consult.event_log import ConsultationGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.activity import holding, reporting, statements
from domain.activity.refusals import ViewUndecided
from domain.activity.state import Activity
from domain.activity.values import Poll, PollFigure, ReportedView
from domain.comment.draft import CommentDraft
from domain.consultation.state import Consultation
from domain.enumerations import PollMaker, PollMethod
from domain.event import Event
from projections.activities.queries import statements_at


class HoldActivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`attended`: ids of participants. `host`, `recorder`, `presenter`: names of officials, published."""

    activity_id: UUID
    began_at: datetime
    attended: tuple[UUID, ...]
    observers: int = 0
    host: str
    recorder: str
    presenter: str | None = None


class TakePoll(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As whoever made it reports it; published."""

    activity_id: UUID
    maker: PollMaker
    unit: str
    method: PollMethod
    asked: int
    answered: int
    from_day: date
    to_day: date
    figures: tuple[PollFigure, ...]


class RecordStatement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`shown`: at once, by a registrar who screens as well; otherwise it waits for its screening."""

    activity_id: UUID
    respondent: Respondent
    text: str
    articles: tuple[str, ...] = ()
    shown: bool = False


class CloseRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    activity_id: UUID


class ReportActivity(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Published at once."""

    activity_id: UUID
    summary: str
    views: tuple[ReportedView, ...] = ()


async def hold_activity(runtime: Runtime, actor: Actor, command: HoldActivity, key: str) -> Done:
    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        held = holding.hold_activity(
            activity,
            decision,
            began_at=command.began_at,
            attended=command.attended,
            observers=command.observers,
            host=command.host,
            recorder=command.recorder,
            presenter=command.presenter,
            actor=actor,
            at=at,
        )
        return [held]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def take_poll(runtime: Runtime, actor: Actor, command: TakePoll, key: str) -> Done:
    poll = Poll(**{name: getattr(command, name) for name in Poll.__struct_fields__})

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [holding.take_poll(activity, decision, poll, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def record_statement(runtime: Runtime, actor: Actor, command: RecordStatement, key: str) -> Done:
    """One statement, as a comment with a data key of its own; a guard on the activity keeps it out of a closed record."""
    who = command.respondent
    draft = CommentDraft(
        respondent_kind=who.kind,
        text=command.text,
        articles=command.articles,
        name=who.name,
        organisation=who.organisation,
        contact=who.contact,
        publish_name=who.publish_name,
    )
    comment_id = comment_id_of(runtime, reference_of(runtime, command.activity_id, key))

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        if command.shown:
            return statements.record_and_show(activity, decision, draft, comment_id=comment_id, actor=actor, at=at)
        return [statements.record_statement(activity, decision, draft, comment_id=comment_id, actor=actor, at=at)]

    return await on_activity(runtime, actor, command.activity_id, command, key, decide, owner_id=comment_id)


async def close_record(runtime: Runtime, actor: Actor, command: CloseRecord, key: str) -> Done:
    """With the number of statements, counted under a guard on all that is recorded of the decision. Raises ReadModelBehind."""
    once_only = idempotency_of(runtime, key, "CloseRecord", actor_text(actor), command)

    async def attempt() -> Done:
        head = (await runtime.log.head()).size - 1
        activity = await runtime.archive.activity(command.activity_id)
        decision = await runtime.consultation(activity.consultation_id, fresh=True)
        if not await runtime.wait_until_projected(head):
            raise ReadModelBehind
        count = await statements_at(runtime.reads, activity.id)
        event = holding.close_record(activity, decision, statements=count, actor=actor, at=runtime.clock.now())
        guard = ConsultationGuard(decision.id, head)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def report_activity(runtime: Runtime, actor: Actor, command: ReportActivity, key: str) -> Done:
    """Raises ViewUndecided where a view names a point that is not the decision's, and what the decision does."""
    elsewhere = await _elsewhere(runtime, command)

    def decide(activity: Activity, decision: Consultation, at: datetime) -> Sequence[Event]:
        said = {"summary": command.summary, "views": command.views}
        reported = reporting.report_activity(activity, decision, **said, actor=actor, at=at)  # type: ignore[arg-type]
        if elsewhere:
            raise ViewUndecided(field="views", number=elsewhere)
        return reported

    return await on_activity(runtime, actor, command.activity_id, command, key, decide)


async def _elsewhere(runtime: Runtime, command: ReportActivity) -> int | None:
    """Which view names a point that the decision does not have: the first of them, by its place."""
    activity = await runtime.archive.activity(command.activity_id)
    for number, view in enumerate(command.views, 1):
        if view.point_id is not None and await _decision_of(runtime, view.point_id) != activity.consultation_id:
            return number
    return None


async def _decision_of(runtime: Runtime, point_id: UUID) -> UUID | None:
    try:
        return (await runtime.archive.point(point_id)).consultation_id
    except NotFound:
        return None
