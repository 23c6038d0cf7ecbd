"""Supplements 补充反馈: prepared, signed off, published, on the same coverage gate and contradictions as the feedback."""

from __future__ import annotations

from uuid import UUID

import msgspec

from consult.commands.consultation.answering import (
    OF_POINTS,
    Signing,
    SignOff,
    compare_with_points,
    gate_at_head,
    signed_off,
    with_dispositions,
)
from consult.commands.consultation.returning import answers_changed
from consult.commands.recording import Done, Version, actor_text, idempotency_of, once_per_key, record, refuse_overtaken
from consult.event_log import ConsultationGuard
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.events import SupplementPrepared
from domain.consultation.steps import supplement
from domain.enumerations import Returnable

SIGNED = (*OF_POINTS, SupplementPrepared.topic)
"""Topics of what a sign-off of a supplement covers."""


class PrepareSupplement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`text`: why answers come after the feedback."""

    consultation_id: UUID
    text: str
    seen: Version | None = None


class SignOffSupplement(SignOff, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """As every sign-off."""


class PublishSupplement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    consultation_id: UUID


async def prepare_supplement(runtime: Runtime, actor: Actor, command: PrepareSupplement, key: str) -> Done:
    once_only = idempotency_of(runtime, key, "PrepareSupplement", actor_text(actor), command)

    async def attempt() -> Done:
        state = await runtime.archive.consultation(command.consultation_id)
        await refuse_overtaken(runtime, state.id, SupplementPrepared, command.seen)
        changed = await answers_changed(runtime, state, Returnable.SUPPLEMENT)
        at = runtime.clock.now()
        event = supplement.prepare_supplement(state, command.text, answers_changed=changed, actor=actor, at=at)
        return await record(runtime, [event], owner_id=state.id, key=once_only)

    return await once_per_key(runtime, once_only, attempt)


async def sign_off_supplement(runtime: Runtime, actor: Actor, command: SignOffSupplement, key: str) -> Done:
    signing = Signing(supplement.sign_off_supplement, SIGNED, SupplementPrepared)
    return await signed_off(runtime, actor, command, key, signing)


async def publish_supplement(runtime: Runtime, actor: Actor, command: PublishSupplement, key: str) -> Done:
    """公布补充反馈: decided on the whole set, and exact by the guard "nothing about this consultation since"."""
    once_only = idempotency_of(runtime, key, "PublishSupplement", actor_text(actor), command)

    async def attempt() -> Done:
        gate = await gate_at_head(runtime, command.consultation_id)
        state = await runtime.archive.consultation(command.consultation_id)
        points = await runtime.archive.points(state.id)
        found, _ = compare_with_points(points, state, state.revised)
        coverage, figures = with_dispositions(gate, points), supplement.supplement_figures(points)
        at = runtime.clock.now()
        event = supplement.publish_supplement(state, coverage, figures, contradictions=found, actor=actor, at=at)
        guards = [ConsultationGuard(state.id, coverage.position)]
        return await record(runtime, [event], owner_id=state.id, key=once_only, guards=guards)

    return await once_per_key(runtime, once_only, attempt)
