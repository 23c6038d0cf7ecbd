"""Choosing experts: the review planned, experts asked, their interests declared, and only then invited."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

import msgspec

from consult.commands.expertise.on_review import on_review
from consult.commands.recording import Done, actor_text, idempotency_of, once_per_key, record
from consult.event_log import StreamGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.state import Consultation
from domain.enumerations import Interest, ReviewForm
from domain.event import Event
from domain.expertise import panel
from domain.expertise.state import Expertise


class PlanReview(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`subject`: what the experts are asked; published with the decision."""

    consultation_id: UUID
    form: ReviewForm
    subject: str


class AskExpert(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name` and `unit` stay closed unless the expert agrees; `field` is published."""

    expertise_id: UUID
    name: str
    unit: str
    field: str


class DeclareInterest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`name_shown`: whether he agrees to the publication of his name and unit."""

    expertise_id: UUID
    expert: int
    interest: Interest
    statement: str
    name_shown: bool = False


class InviteExpert(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    expertise_id: UUID
    expert: int


async def plan_review(runtime: Runtime, actor: Actor, command: PlanReview, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PlanReview", actor_text(actor), command)

    async def attempt() -> Done:
        decision = await runtime.consultation(command.consultation_id, fresh=True)
        at = runtime.clock.now()
        event = panel.plan_review(decision, command.form, command.subject, expertise_id=uuid4(), actor=actor, at=at)
        guard = StreamGuard(decision.id, decision.version)
        return await record(runtime, [event], owner_id=decision.id, key=once_only, guards=[guard])

    return await once_per_key(runtime, once_only, attempt)


async def ask_expert(runtime: Runtime, actor: Actor, command: AskExpert, key: str) -> Done:
    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        who = {"name": command.name, "unit": command.unit, "field": command.field}
        return [panel.ask_expert(review, decision, **who, actor=actor, at=at)]

    return await on_review(runtime, actor, command.expertise_id, command, key, decide)


async def declare_interest(runtime: Runtime, actor: Actor, command: DeclareInterest, key: str) -> Done:
    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        declared = panel.declare_interest(
            review,
            decision,
            command.expert,
            command.interest,
            statement=command.statement,
            name_shown=command.name_shown,
            actor=actor,
            at=at,
        )
        return [declared]

    return await on_review(runtime, actor, command.expertise_id, command, key, decide)


async def invite_expert(runtime: Runtime, actor: Actor, command: InviteExpert, key: str) -> Done:
    def decide(review: Expertise, decision: Consultation, at: datetime) -> Sequence[Event]:
        return [panel.invite_expert(review, decision, command.expert, actor=actor, at=at)]

    return await on_review(runtime, actor, command.expertise_id, command, key, decide)
