"""退回修改: whoever would sign sends it back with a reason; and whether answers have changed since something was sent back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from consult.commands.consultation.drafting import execute_decision
from consult.commands.recording import ChangedSinceSeen, Done, Version
from consult.runtime import Runtime
from domain.access import Actor
from domain.consultation.events import ReturnedForChanges
from domain.consultation.state import Consultation
from domain.consultation.steps import returning
from domain.enumerations import Returnable
from domain.point.state import Point


class Return(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`reason`: stays closed to the public. `seen`: version of the decision that submitted what this person was shown."""

    consultation_id: UUID
    reason: str
    seen: Version | None = None


class ReturnDraft(Return, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Draft and papers."""


class ReturnFeedback(Return, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The feedback summary, with the answers it is about."""


class ReturnSupplement(Return, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next supplement, with the answers it is about."""


class ReturnAdoption(Return, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The adoption notice."""


async def return_draft(runtime: Runtime, actor: Actor, command: ReturnDraft, key: str) -> Done:
    return await _returned(runtime, actor, command, key, returning.return_draft)


async def return_feedback(runtime: Runtime, actor: Actor, command: ReturnFeedback, key: str) -> Done:
    return await _returned(runtime, actor, command, key, returning.return_feedback)


async def return_supplement(runtime: Runtime, actor: Actor, command: ReturnSupplement, key: str) -> Done:
    return await _returned(runtime, actor, command, key, returning.return_supplement)


async def return_adoption(runtime: Runtime, actor: Actor, command: ReturnAdoption, key: str) -> Done:
    return await _returned(runtime, actor, command, key, returning.return_adoption)


async def _returned(runtime: Runtime, actor: Actor, command: Return, key: str, decide: Callable[..., ReturnedForChanges]) -> Done:
    """Nobody returns what was prepared anew after he read it. Raises ChangedSinceSeen, and what the decision does."""

    def decision(state: Consultation, at: datetime) -> ReturnedForChanges:
        event = decide(state, command.reason, actor=actor, at=at)
        if command.seen not in (None, event.returned_version):
            raise ChangedSinceSeen
        return event

    return await execute_decision(runtime, actor, command, key, decision, command.consultation_id)


async def answers_changed(runtime: Runtime, state: Consultation, what: Returnable) -> bool:
    """Whether points or answers are others than when this was last returned; False where it never was."""
    last = state.returns.returned.get(what)
    if last is None:
        return False
    returned = (await runtime.log.stream(state.id, last.version - 1))[0]
    before = await runtime.archive.points(state.id, before=returned.position)
    return _said(before) != _said(await runtime.archive.points(state.id))


def _said(points: Sequence[Point]) -> dict[UUID, object]:
    return {point.id: (point.summary, point.articles, point.comment_ids, point.disposition) for point in points}
